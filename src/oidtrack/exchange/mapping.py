"""`--map`: which column of a file is which of ours, how its days and hours are written, which scale is which rating."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from fractions import Fraction

from msgspec import Struct

from oidtrack.domain.dose import printable
from oidtrack.domain.journal import RATINGS
from oidtrack.errors import BadInput

SCALE = "scale:"
TIMES = ("at", "date", "time")
SLEEP = "sleep"
UNITS = {"h": Fraction(60), "min": Fraction(1), "s": Fraction(1, 60), "ms": Fraction(1, 60_000)}
"""Minutes in one of the units that a column of sleep may be in."""
_NUMBER = re.compile(r"[0-9]{1,12}([.,][0-9]{1,9})?", re.ASCII)
_HINT = 'for example --map "Datum=date:%d.%m.%Y", --map "feeling=mood" or --map "Minutes asleep=sleep:min"'
_YEARS = ("%Y", "%y", "%G", "%x", "%c", "%D")
_HOURS = ("%H", "%I", "%X", "%c", "%T", "%R")
_EXAMPLE = datetime(2026, 11, 22, 21, 5)  # noqa: DTZ001 - tries a format, and stands for no moment


class Column(Struct, frozen=True):
    """One column of a file.

    Attributes:
        theirs: Its name in the file, in lower case.
        ours: The column of ours that it is.
        form: How a day or a time is written in it, in the signs of `strptime`, or the unit of sleep, one of `UNITS`;
            empty where it is as in ours.
    """

    theirs: str
    ours: str
    form: str = ""

    def value(self, text: str) -> str:
        """A cell as ours has it.

        Raises:
            BadInput: It is not of this form.
        """
        if not self.form or not text.strip():
            return text
        if self.ours == SLEEP:
            return _hours(text.strip(), self.form)
        try:
            found = datetime.strptime(text.strip(), self.form)  # noqa: DTZ007 - its offset is asked for later
        except ValueError:
            raise BadInput(f"{self.ours} is '{printable(text.strip())}', not of the form {self.form}") from None
        if self.ours == "time":
            return found.time().isoformat()
        # a day alone stays one, so that it is noon and not midnight
        timed = self.ours == "at" and any(sign in self.form for sign in _HOURS)
        return found.isoformat(" ") if timed else found.date().isoformat()


class Mapped(Struct, frozen=True):
    """Everything that was said with `--map`.

    Attributes:
        columns: Columns by another name, or with days in another form.
        scales: Daylio's scales: the name in lower case, and the rating that it is.
    """

    columns: tuple[Column, ...] = ()
    scales: tuple[tuple[str, str], ...] = ()

    def head(self, head: tuple[str, ...]) -> tuple[str, ...]:
        """The names of the columns in ours.

        Raises:
            BadInput: A column that was named is not there.
        """
        for column in self.columns:
            if column.theirs not in head:
                raise BadInput(
                    f"--map names a column '{printable(column.theirs)}' that is not there",
                    f"there are {', '.join(printable(name, 30) for name in head if name)}",
                )
        ours = {column.theirs: column.ours for column in self.columns}
        return tuple(ours.get(name, name) for name in head)

    def cells(self, cells: Mapping[str, str]) -> Mapping[str, str]:
        """A row with our names and forms.

        Raises:
            BadInput: A cell is not of the form that was said.
        """
        if not self.columns:
            return cells
        by_name = {column.theirs: column for column in self.columns}
        return {
            (by_name[name].ours if name in by_name else name): (by_name[name].value(text) if name in by_name else text)
            for name, text in cells.items()
        }


NOTHING_MAPPED = Mapped()


def read_map(words: Iterable[str], columns: Iterable[str]) -> Mapped:
    """Read `COLUMN=OURS`, `COLUMN=date:FORMAT` and `scale:NAME=RATING`.

    Args:
        words: One for each `--map`, which may hold several with commas between.
        columns: Our columns.

    Raises:
        BadInput: Anything else, or a form that says no year.
    """
    found, scales = [], []
    known = tuple(columns)
    for word in (part for several in words for part in _parts(several)):
        theirs, _, ours = (part.strip() for part in word.partition("="))
        if not theirs or not ours:
            raise BadInput(f"'{printable(word)}' maps nothing", _HINT)
        if theirs.lower().startswith(SCALE):
            scales.append((_scale_name(theirs), _one_of(ours, RATINGS)))
        else:
            name, _, form = ours.partition(":")
            column = Column(theirs.lower(), _one_of(name, known), form.strip())
            _require_form(column)
            found.append(column)
    return Mapped(tuple(found), tuple(scales))


def _parts(text: str) -> list[str]:
    """Several in one; a comma within a name or a form parts nothing."""
    parts = re.split(r",(?=[^,=]+=)", text)
    return parts if all("=" in part for part in parts) else [text]


def _scale_name(word: str) -> str:
    return word[len(SCALE) :].strip().lower()


def _one_of(word: str, known: tuple[str, ...]) -> str:
    name = word.strip().lower()
    if name not in known:
        raise BadInput(f"'{printable(word)}' is none of ours", f"there are {', '.join(known)}")
    return name


def _hours(text: str, unit: str) -> str:
    """A length of sleep as ours has it, to the nearest minute.

    Raises:
        BadInput: It is no number.
    """
    if not _NUMBER.fullmatch(text):
        raise BadInput(f"sleep is '{printable(text)}', not a number of {unit}")
    minutes = round(Fraction(text.replace(",", ".")) * UNITS[unit])
    return f"{minutes // 60}:{minutes % 60:02}"


def _require_form(column: Column) -> None:
    if not column.form:
        return
    if column.ours == SLEEP:
        if column.form not in UNITS:
            raise BadInput(f"'{printable(column.form)}' is no unit of sleep", f"there are {', '.join(UNITS)}; {_HINT}")
        return
    if column.ours not in TIMES:
        raise BadInput(f"{column.ours} has no form of its own", f"{', '.join((*TIMES, SLEEP))} have; {_HINT}")
    if column.ours != "time" and not any(sign in column.form for sign in _YEARS):
        raise BadInput(f"'{printable(column.form)}' says no year", _HINT)
    try:
        datetime.strptime(_EXAMPLE.strftime(column.form), column.form)  # noqa: DTZ007 - tries the form alone
    except (ValueError, re.error):  # a sign that stands twice is an error of the pattern behind it
        raise BadInput(f"'{printable(column.form)}' is no form of a day or a time", _HINT) from None
