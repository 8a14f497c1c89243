"""Daylio's CSV export: five moods, activities between bars, a note with its title.

The columns are full_date, date, weekday, time, mood, activities, note_title, note; older versions have neither
full_date nor note_title, and a column for the year. What Daylio writes cannot be read back by Daylio itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from datetime import date, datetime

from oidtrack.domain.dose import printable
from oidtrack.domain.journal import Entry, Kind, Mood
from oidtrack.errors import BadInput
from oidtrack.exchange.csv_table import Cells, table
from oidtrack.exchange.records import Reading
from oidtrack.exchange.times import NOON, FileClock, read_clock, read_day

MOODS: dict[str, int] = {"rad": 90, "good": 70, "meh": 50, "bad": 30, "awful": 10}
"""The five moods in tenths of our scale: the middle of each fifth of it. ENGINEERING."""

TAKEN_OVER = ("full_date", "year", "date", "time", "mood", "activities", "note_title", "note")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONGEST_TAG = 200
_BREAKS = re.compile(r"(?i)<\s*(?:br\s*/?|/p|/div|/li)\s*>")
_TAGS = re.compile(r"(?i)</?(?:b|i|u|s|em|strong|p|div|span|ul|ol|li|font|strike|h[1-6])(?:\s[^<>]*)?/?>")
_MONTH_DAY = re.compile(r"(?i)([a-z]{3})[a-z]*\.?\s+([0-9]{1,2})")
_DAY_MONTH = re.compile(r"(?i)([0-9]{1,2})\.?\s+([a-z]{3})[a-z]*\.?")


def is_daylio(head: tuple[str, ...]) -> bool:
    """Whether these columns are Daylio's."""
    return {"mood", "activities"} <= set(head) and bool({"full_date", "date"} & set(head))


def read(text: str, clock: FileClock, named: Mapping[str, int]) -> Reading:
    """The entries of an export.

    Args:
        text: The file.
        clock: Daylio writes no offset: it is that of this place.
        named: Moods of the person's own, in tenths; they go before the five.

    Raises:
        BadInput: It is no table.
    """
    found = table(text)
    reading = Reading(faults=list(found.faults))
    aside = [name for name in found.head if name and name not in {*TAKEN_OVER, "weekday"}]
    if aside:
        reading.notes.append(f"columns that are left out: {', '.join(printable(name, 30) for name in aside)}")
    moods = {**MOODS, **named}
    for number, cells in found.rows:
        with reading.at(f"line {number}"):
            reading.add(f"line {number}", _entry(cells, clock, moods))
    reading.faults.sort(key=lambda fault: int(fault.place.removeprefix("line ")))
    return reading


def _entry(cells: Cells, clock: FileClock, moods: Mapping[str, int]) -> Entry:
    name = cells.get("mood", "").strip().lower()
    if name not in moods:
        raise BadInput(
            f"the mood '{printable(name)}' is not one of {', '.join(moods)}", f'--moods "{name or "fine"}=7"'
        )
    at = cells.get("time", "")
    when = datetime.combine(_day(cells), read_clock(at) if at.strip() else NOON)
    notes = (_plain(cells.get("note_title", "")), _plain(cells.get("note", "")))
    tags = dict.fromkeys(word.strip() for word in cells.get("activities", "").split("|") if word.strip())
    if any(len(tag) > LONGEST_TAG for tag in tags):
        raise BadInput(f"an activity has more than {LONGEST_TAG} characters")
    body = Mood((("mood", moods[name]),))
    return Entry(Kind.MOOD, clock.moment(when), body, "\n".join(note for note in notes if note), tuple(tags))


def _day(cells: Cells) -> date:
    """The day of `full_date`; of older versions `year` with `March 1` or `1 March`."""
    if cells.get("full_date", "").strip():
        return read_day(cells["full_date"])
    words, year = cells.get("date", "").strip(), cells.get("year", "").strip()
    if not year:
        return read_day(words)
    match = _MONTH_DAY.fullmatch(words) or _DAY_MONTH.fullmatch(words)
    parts = [part.lower() for part in match.groups()] if match else []
    month = next((part for part in parts if part in MONTHS), "")
    if not month or not (year.isascii() and year.isdecimal()):
        raise BadInput(f"'{printable(words)}' in '{printable(year)}' is no day")
    (day,) = (part for part in parts if part != month)
    try:
        return date(int(year), MONTHS.index(month) + 1, int(day))
    except (ValueError, OverflowError):
        raise BadInput(f"'{printable(words)}' in {printable(year)} is no day") from None


def _plain(text: str) -> str:
    """A note without the marks that newer versions write for bold type and line breaks."""
    return html.unescape(_TAGS.sub("", _BREAKS.sub("\n", text))).replace("\xa0", " ").strip()
