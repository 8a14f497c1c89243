"""Sleep out of Apple Health's `export.xml`, as a table of nights that the reader of tables takes over.

The file is some gigabytes of records of every kind, so it is read in pieces, and only the records of sleep are kept:
`<Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="…" startDate="2025-01-27 22:30:00 +0100" endDate="…"
value="HKCategoryValueSleepAnalysisAsleepCore"/>`. Time in bed and time awake count for nothing. Where a watch and an
app have the same hours, these hours count once. A night is of the day on which one wakes: what begins from 18:00 on is
of the next day. The form was read in public readers of such files (exports of versions 3 to 14). Entities are refused,
and all that is kept is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO
from xml.parsers.expat import ExpatError, ParserCreate

from msgspec import Struct

from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput, FileTrouble

HEAD = 1 << 16
"""Bytes in which such a file says what it is."""
PIECE = 1 << 20
LONGEST_MARK = 8 * PIECE
"""Bytes of one tag at the most: the parser keeps a tag whole. ENGINEERING."""
DEEPEST = 50
"""Tags within tags. ENGINEERING."""
MOST = 1_000_000
"""Records of sleep: some thirty a night for ninety years. ENGINEERING."""
NIGHT_FROM_H = 18
"""Hour from which sleep is of the next day. ENGINEERING."""
LONGEST = timedelta(hours=24)
"""A record longer than this is a slip of whatever wrote it."""

_TYPE = "HKCategoryTypeIdentifierSleepAnalysis"
_ASLEEP = re.compile(r"(?:HKCategoryValueSleepAnalysis)?Asleep(?:Unspecified|Core|Deep|REM)?")

Span = tuple[datetime, datetime]


class Nights(Struct, frozen=True):
    """What was found.

    Attributes:
        table: `date,sleep` and a line for each night, the earliest first.
        nights: How many.
        left_out: Records of sleep whose times cannot be read, end before they begin, or last longer than a day.
    """

    table: str
    nights: int
    left_out: int


def nights_of(path: Path) -> Nights | None:
    """The nights of a file of Apple Health; None where it is another kind of file, or is not there.

    Raises:
        BadInput: It is no whole file of this kind, or no sleep is in it.
        FileTrouble: It cannot be read.
    """
    if not path.is_file():
        return None  # a pipe can be read once, and what is not there is told by the reader of text
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            if not is_health(head):
                return None
            file.seek(0)
            return read(file)
    except OSError as error:
        raise FileTrouble(
            f"{printable(str(path), 400)} cannot be read: {error.strerror}", "look at its rights"
        ) from error


def is_health(head: bytes) -> bool:
    """Whether a file begins as an export of Apple Health does."""
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and b"HealthData" in head


def read(file: BinaryIO) -> Nights:
    """The nights, in one pass through the file.

    Raises:
        BadInput: As for `nights_of`.
    """
    records = _Records()
    parser = ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = records.begin, records.end
    parser.EntityDeclHandler = _refuse
    fed = 0
    try:
        while piece := file.read(PIECE):
            parser.Parse(piece, False)
            fed += len(piece)
            if fed - max(parser.CurrentByteIndex, 0) > LONGEST_MARK:
                raise BadInput("the file holds a tag that has no end", "export it anew in the Health app")
        parser.Parse(b"", True)
    except ExpatError as error:
        raise BadInput(f"line {error.lineno}: the file is no whole XML", "export it anew in the Health app") from None
    except (LookupError, ValueError):
        raise BadInput("the file is written in letters that are not known here", "Apple Health writes UTF-8") from None
    if not records.spans:
        raise BadInput("no sleep is in this export of Apple Health", "nothing else is read from it")
    found = by_night(records.spans)
    lines = [f"{day.isoformat()},{minutes // 60}h{minutes % 60:02}" for day, minutes in found]
    return Nights("\n".join(["date,sleep", *lines, ""]), len(found), records.left_out)


def by_night(spans: Iterable[Span]) -> list[tuple[date, int]]:
    """Minutes asleep by the day on which one wakes; hours that several records have count once."""
    seconds: dict[date, int] = {}
    until: datetime | None = None
    for begin, end in sorted(spans):
        start = begin if until is None or begin > until else until
        if end > start:
            day = (begin + timedelta(hours=24 - NIGHT_FROM_H)).date()
            seconds[day] = seconds.get(day, 0) + int((end - start).total_seconds())
            until = end
    return sorted((day, round(total / 60)) for day, total in seconds.items())


class _Records:
    """Takes the records of sleep out of the tags as they go by."""

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.left_out = 0
        self._deep = 0

    def begin(self, name: str, said: dict[str, str]) -> None:
        """A tag opens."""
        self._deep += 1
        if self._deep > DEEPEST:
            raise BadInput("the file holds tags within tags without end", "export it anew in the Health app")
        if name == "Record" and said.get("type") == _TYPE and _ASLEEP.fullmatch(said.get("value", "")):
            span = _span(said)
            if span is None:
                self.left_out += 1
            elif len(self.spans) >= MOST:
                raise BadInput(f"the file holds more than {MOST:,} records of sleep", "")
            else:
                self.spans.append(span)

    def end(self, name: str) -> None:  # noqa: ARG002 - the parser hands it over
        """A tag closes."""
        self._deep -= 1


def _span(said: dict[str, str]) -> Span | None:
    try:
        begin, end = (datetime.strptime(said[name], "%Y-%m-%d %H:%M:%S %z") for name in ("startDate", "endDate"))
    except (KeyError, ValueError):
        return None
    return (begin, end) if begin < end <= begin + LONGEST else None


def _refuse(*_: Any) -> None:
    raise BadInput("the file defines words of its own (an XML entity), which Apple Health does not", "nothing was read")
