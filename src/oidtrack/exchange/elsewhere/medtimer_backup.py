"""The doses of MedTimer, out of its backup as JSON (the form was read in the app's own source, tests and samples).

`{"medicines": {version, list}, "events": {version, list}, "settings": …}`, and of earlier versions one of the first two
alone: `{version, list}`. An event is `{medicineName, amount, status, remindedTimestamp, processedTimestamp, tags,
notes, reminderId, reminderType, …}`, its times in seconds since 1970; what a version does not know is not there.
`amount` is the free text that the table has, and is read as strictly. A reminder may be set to count as taken by itself
(`automaticallyTaken`), which an event does not say of itself: such doses come in, and it is said how many they are.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from oidtrack.domain.dose import counted, printable
from oidtrack.errors import BadInput
from oidtrack.exchange import fields
from oidtrack.exchange.csv_table import EntriesOf
from oidtrack.exchange.elsewhere.medtimer import dose_cells
from oidtrack.exchange.records import Reading
from oidtrack.exchange.times import FileClock

_HOW = "in MedTimer: the menu, backup, with the events"
_MARKS = ('"remindedTimestamp"', '"timeInMinutes"', '"medicineName"')
"""Keys of an event and of a reminder; inside a text these signs stand behind a backslash."""
_LATEST_S = 32_503_680_000
"""The year 3000, far behind what is refused for lying ahead and before what no calendar has."""

_TAKEN = "TAKEN"
_LEFT_OUT = {
    "SKIPPED": "marked as skipped",
    "RAISED": "not answered",
    "DELETED": "deleted in MedTimer",
    "ACKNOWLEDGED": "about stock or a date",
}
_NO_DOSE = ("OUT_OF_STOCK", "EXPIRATION_DATE", "REFILL")
"""Kinds of reminders that are not about taking anything."""


def is_backup(text: str) -> bool:
    """Whether JSON has what a backup is made of."""
    return any(mark in text for mark in _MARKS)


def read(text: str, clock: FileClock, entries_of: EntriesOf) -> Reading:
    """The doses that were taken.

    Args:
        text: The file.
        clock: Of the place where it was written: a backup has instants alone.
        entries_of: What the words of a row say.

    Raises:
        BadInput: It is no backup of MedTimer, or one without events.
    """
    try:
        document: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise BadInput("the file is no JSON, or is cut", _HOW) from None
    events, by_itself = _events(document), _by_itself(document)
    reading, left_out, automatic = Reading(), Counter[str](), 0
    for number, event in enumerate(events, 1):
        with reading.at(f"event {number}"):
            if not isinstance(event, dict):
                raise BadInput("is no object")
            why = _why_left_out(event)
            if why:
                left_out[why] += 1
                continue
            reminder = fields.whole_or_none(event, "reminderId", least=-fields.LARGEST)
            reading.add(f"event {number}", *entries_of(clock.moment(_at(event, clock)), _cells(event)))
            automatic += reminder in by_itself
    reading.notes += [*_of_left_out(left_out), *_of_automatic(automatic)]
    return reading


def _events(document: Any) -> Sequence[Any]:
    """The events of a backup, or of a part of one.

    Raises:
        BadInput: There are none.
    """
    part = document.get("events", document) if isinstance(document, dict) else None
    found = part.get("list") if isinstance(part, dict) else None
    if not isinstance(found, list):
        raise BadInput("the file holds no events of MedTimer", _HOW)
    if found and all(isinstance(one, dict) and "medicine" in one for one in found):
        raise BadInput("the file holds MedTimer's medicines without its events", _HOW)
    return found


def _by_itself(document: fields.Object) -> frozenset[int]:
    """The reminders that count as taken without anybody's answer; none where the medicines are not there or odd."""
    medicines = document.get("medicines")
    listed = medicines.get("list") if isinstance(medicines, dict) else None
    found = []
    for medicine in listed if isinstance(listed, list) else ():
        reminders = medicine.get("reminders") if isinstance(medicine, dict) else None
        found += [one for one in reminders if isinstance(one, dict)] if isinstance(reminders, list) else []
    numbers = (one.get("reminderId") for one in found if one.get("automaticallyTaken") is True)
    return frozenset(number for number in numbers if type(number) is int)


def _why_left_out(event: fields.Object) -> str:
    """What became of an event that is no dose; empty for one that was taken.

    Raises:
        BadInput: Its status is none that is known.
    """
    status, kind = fields.text(event, "status"), fields.text(event, "reminderType", "")
    if kind in _NO_DOSE:
        return _LEFT_OUT["ACKNOWLEDGED"]
    if status != _TAKEN and status not in _LEFT_OUT:
        known = ", ".join((_TAKEN, *_LEFT_OUT))
        raise BadInput(f"status is '{printable(status, 30)}', not one of {known}")
    return "" if status == _TAKEN else _LEFT_OUT[status]


def _at(event: fields.Object, clock: FileClock) -> datetime:
    """When it was taken, by the clock of this place."""
    seconds = fields.whole(event, "processedTimestamp", most=_LATEST_S)
    if not seconds:
        raise BadInput("was taken, and does not say when")
    return clock.here(datetime.fromtimestamp(seconds, UTC))


def _cells(event: fields.Object) -> dict[str, str]:
    name, amount = fields.text(event, "medicineName"), fields.text(event, "amount")
    return dict(dose_cells(name, amount, fields.texts(event, "tags"), fields.text(event, "notes", "")))


def _of_left_out(left_out: Counter[str]) -> list[str]:
    if not left_out:
        return []
    each = ", ".join(f"{left_out[why]} {why}" for why in _LEFT_OUT.values() if left_out[why])
    return [f"{counted(left_out.total(), 'event')} without a taken dose left out: {each}"]


def _of_automatic(automatic: int) -> list[str]:
    if not automatic:
        return []
    which = "is of a reminder that counts" if automatic == 1 else "are of reminders that count"
    one = "it" if automatic == 1 else "them"
    return [
        f"{counted(automatic, 'dose')} {which} as taken by itself in MedTimer: only you know whether you took {one}"
    ]
