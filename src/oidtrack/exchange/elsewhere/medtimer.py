"""The doses of MedTimer, out of its export of events as CSV (the form was read in the app's own source and tests).

`Reminded;Name;Amount;Taken;Tags;Interval;Notes;Reminded (ISO 8601);Taken (ISO 8601)`: the words of the head are those
of the phone's language, so the two last columns tell it. Nothing is quoted. Only what was taken has its time there, in
UTC; of the others the file does not say whether they were left out or forgotten. An amount is free text: one without a
unit (`1`, `half`) is no dose that could be known, and is a fault of its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from oidtrack.domain.dose import counted, printable
from oidtrack.errors import BadInput
from oidtrack.exchange.cells import Cells
from oidtrack.exchange.csv_table import EntriesOf, joined
from oidtrack.exchange.records import Reading
from oidtrack.exchange.times import FileClock

COLUMNS = 9
_NAME, _AMOUNT, _TAGS, _NOTES = 1, 2, 4, 6
_ISO = "(ISO 8601)"
_WITH_UNIT = re.compile(r"[\d.,/½¼¾ ]+(?:mg|mcg|µg|ug|mcg/h|µg/h|ug/h)", re.IGNORECASE)


def is_medtimer(text: str) -> bool:
    """Whether a table begins as an export of events does."""
    head = text.lstrip("\ufeff").split("\n", 1)[0].rstrip("\r").split(";")
    return len(head) == COLUMNS and all(name.endswith(_ISO) for name in head[-2:])


def read(text: str, clock: FileClock, entries_of: EntriesOf) -> Reading:
    """The doses that were taken.

    Args:
        text: The file.
        clock: Of the place where it was written.
        entries_of: What the words of a row say.

    Raises:
        BadInput: It is no export of events.
    """
    if not is_medtimer(text):
        raise BadInput(
            "this is no export of events of MedTimer",
            "in MedTimer: the menu, event data, export as CSV; its backup as JSON is read too",
        )
    reading, open_ = Reading(), 0
    for number, line in enumerate(text.splitlines()[1:], 2):
        if not line.strip():
            continue
        with reading.at(f"line {number}"):
            row = line.split(";")
            if len(row) < COLUMNS:
                raise BadInput("is cut: a note with a line break, which MedTimer does not mark")
            if not row[-1].strip():
                open_ += 1
                continue
            at = _at(row[-1].strip(), clock)
            cells = dose_cells(row[_NAME], row[_AMOUNT], row[_TAGS].split(","), ";".join(row[_NOTES:-2]))
            reading.add(f"line {number}", *entries_of(clock.moment(at), cells))
    if open_:
        said = f"{counted(open_, 'reminder')} without a taken dose left out: the file does not say what became of"
        reading.notes.append(f"{said} {'it' if open_ == 1 else 'them'}")
    return reading


def dose_cells(name: str, amount: str, tags: Iterable[str], note: str) -> Cells:
    """A dose of theirs in our columns; in their table a `;` too many can only stand in the note, the only long text.

    Raises:
        BadInput: The amount is a bare number or a word: a tablet, a milligram, or what was asked for each time.
    """
    amount = amount.strip()
    if not _WITH_UNIT.fullmatch(amount):
        raise BadInput(f"the amount '{printable(amount, 30)}' has no unit", "write it as 10mg in the file")
    tag = joined(word.strip() for word in tags)
    return {"dose": f"{name.strip()} {amount}", "tag": tag, "note": note.strip()}


def _at(words: str, clock: FileClock) -> datetime:
    try:
        at = datetime.fromisoformat(words)
    except ValueError:
        at = datetime.min  # noqa: DTZ901 - stands for what cannot be read, and has no offset
    if at.utcoffset() is None:
        raise BadInput(f"'{printable(words)}' is no time such as 2026-11-22T18:00:00Z")
    return clock.here(at)
