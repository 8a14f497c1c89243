"""Daylio's CSV export: moods by name, activities between bars, scales, a note with its title.

The columns are full_date, date, weekday, time, mood, activities, scales, note_title, note; older versions have neither
full_date nor note_title, and a column for the year. What Daylio writes cannot be read back by Daylio itself.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Literal

from msgspec import Struct, field

from oidtrack.domain.dose import parse_number, printable
from oidtrack.domain.journal import RATINGS, Entry, Kind, Mood
from oidtrack.errors import BadInput
from oidtrack.exchange.cells import Cells, table
from oidtrack.exchange.elsewhere.daylio_words import read_clock, read_month_day
from oidtrack.exchange.mapping import NOTHING_MAPPED, Mapped
from oidtrack.exchange.records import Fault, Reading
from oidtrack.exchange.times import NOON, FileClock, read_day

MOODS: dict[str, int] = {"rad": 90, "good": 70, "meh": 50, "bad": 30, "awful": 10}
"""The five moods in tenths of our scale: the middle of each fifth of it. ENGINEERING."""

TAKEN_OVER = ("full_date", "year", "date", "time", "mood", "activities", "note_title", "note")
SCALES = "scales"
LONGEST_TAG = 200
MOST_FORMS = 5
"""Unknown forms of a day or a time that are shown; the first few say which language it is."""
_OWN_NAMES = {"full_date", "weekday", "year", "activities", "note_title"}
"""Columns that Daylio has and a table by hand has not."""
_BREAKS = re.compile(r"(?i)<\s*(?:br\s*/?|/p|/div|/li)\s*>")
_TAGS = re.compile(r"(?i)</?(?:b|i|u|s|em|strong|p|div|span|ul|ol|li|font|strike|h[1-6])(?:\s[^<>]*)?/?>")


def is_daylio(head: tuple[str, ...]) -> bool:
    """Whether these columns are Daylio's."""
    return "mood" in head and bool({"full_date", "date"} & set(head)) and bool(_OWN_NAMES & set(head))


def unnamed_moods(text: str, named: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """The moods that have no number, each with how often it stands there, the most frequent first.

    Raises:
        BadInput: It is no table.
    """
    return _unnamed(table(text).rows, {**MOODS, **named})


def read(text: str, clock: FileClock, named: Mapping[str, int], mapped: Mapped = NOTHING_MAPPED) -> Reading:
    """The entries of an export.

    Args:
        text: The file.
        clock: Daylio writes no offset: it is that of this place, or of the one that was said.
        named: Moods of the person's own, in tenths; they go before the five.
        mapped: Which scales are which of our ratings.

    Raises:
        BadInput: It is no table.
    """
    found = table(text)
    reading = Reading(faults=list(found.faults))
    moods = {**MOODS, **named}
    scales = dict(mapped.scales)
    _note_what_is_left_out(reading, found.head, found.rows, scales)
    strange = _Strange()
    for number, cells in found.rows:
        with reading.at(f"line {number}"):
            try:
                reading.add(f"line {number}", _entry(cells, clock, moods, scales), floating=True)
            except _UnknownWord as unknown:
                strange.keep(unknown, number)
    reading.faults += strange.faults(_unnamed(found.rows, moods))
    reading.by_line()
    return reading


class _UnknownWord(Exception):
    """A mood without a number, or a day or a time in a form that is not known."""

    def __init__(self, what: Literal["mood", "form"], word: str) -> None:
        super().__init__(word)
        self.what, self.word = what, word


class _Strange(Struct):
    """Rows with a word that is not known: one fault for all rows of a kind, not one for each."""

    lines: dict[str, list[int]] = field(default_factory=dict)
    forms: dict[str, None] = field(default_factory=dict)

    def keep(self, unknown: _UnknownWord, line: int) -> None:
        self.lines.setdefault(unknown.what, []).append(line)
        if unknown.what == "form":
            self.forms.setdefault(unknown.word)

    def faults(self, unnamed: tuple[tuple[str, int], ...]) -> list[Fault]:
        said = {"mood": _moods_words(unnamed), "form": _language_words(tuple(self.forms))}
        return [Fault(_place(lines), said[what], len(lines)) for what, lines in self.lines.items()]


def _place(lines: list[int]) -> str:
    more = len(lines) - 1
    return f"line {lines[0]}" + (f" and {more} more" if more else "")


def _moods_words(unnamed: tuple[tuple[str, int], ...]) -> str:
    """What to type, with a place for each number and no number proposed: nobody else knows what a name is worth."""
    counted = ", ".join(f"{_quoted(name)} ({n})" for name, n in unnamed)
    blanks = ",".join(f"{name}=" for name, _ in unnamed).replace('"', '\\"')
    return f'moods that have no number yet: {counted}. Give each one from 0 to 10 (10 is best): --moods "{blanks}"'


def _language_words(forms: tuple[str, ...]) -> str:
    more = f" and {len(forms) - MOST_FORMS} more" if len(forms) > MOST_FORMS else ""
    listed = ", ".join(_quoted(form) for form in forms[:MOST_FORMS])
    return (
        f"this export is in another language, and these days or times are not known: {listed}{more}. "
        "Set Daylio to English and export again"
    )


def _quoted(word: str) -> str:
    return f"'{printable(word)}'"


def _unnamed(rows: tuple[tuple[int, Cells], ...], moods: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    names = Counter(_mood_name(cells) for _, cells in rows)
    return tuple((name, n) for name, n in names.most_common() if name and name not in moods)


def _mood_name(cells: Cells) -> str:
    return cells.get("mood", "").strip().lower()


def _note_what_is_left_out(
    reading: Reading, head: tuple[str, ...], rows: tuple[tuple[int, Cells], ...], scales: Mapping[str, str]
) -> None:
    names = Counter(name for _, cells in rows for name, _ in _scales(cells))
    aside = [name for name in head if name and name not in {*TAKEN_OVER, "weekday", SCALES if names else ""}]
    if aside:
        reading.notes.append(f"columns that are left out: {', '.join(printable(name, 30) for name in aside)}")
    for name in scales:
        if name not in {there.lower() for there in names}:
            reading.notes.append(f"no entry has a scale '{printable(name, 30)}'")
    left = [(name, n) for name, n in names.items() if name.lower() not in scales]
    if left:
        listed = ", ".join(f"{printable(name, 30)} ({n})" for name, n in left)
        first = printable(left[0][0], 30)
        ours = first.lower() if first.lower() in RATINGS else "RATING"
        reading.notes.append(
            f"scales that are left out: {listed}. One that runs from 0 to 10 is taken over with "
            f'--map "scale:{first}={ours}"'
        )


def _scales(cells: Cells) -> list[tuple[str, str]]:
    """The scales of a row, `Pain: 4 | Energy: 7`, as they stand there."""
    parts = (part.rpartition(":") for part in cells.get(SCALES, "").split("|"))
    return [(name.strip(), number.strip()) for name, colon, number in parts if colon and name.strip()]


def _entry(cells: Cells, clock: FileClock, moods: Mapping[str, int], scales: Mapping[str, str]) -> Entry:
    name = _mood_name(cells)
    if not name:
        raise BadInput("says no mood")
    if name not in moods:
        raise _UnknownWord("mood", name)
    when = datetime.combine(_day(cells), _clock(cells))
    notes = (_plain(cells.get("note_title", "")), _plain(cells.get("note", "")))
    tags = dict.fromkeys(word.strip() for word in cells.get("activities", "").split("|") if word.strip())
    if any(len(tag) > LONGEST_TAG for tag in tags):
        raise BadInput(f"an activity has more than {LONGEST_TAG} characters")
    rated = {"mood": moods[name], **_rated(cells, scales)}
    body = Mood(tuple((rating, rated[rating]) for rating in RATINGS if rating in rated))
    return Entry(Kind.MOOD, clock.moment(when), body, "\n".join(note for note in notes if note), tuple(tags))


def _rated(cells: Cells, scales: Mapping[str, str]) -> dict[str, int]:
    """The scales that are ratings of ours, in tenths."""
    rated = {}
    for name, number in _scales(cells):
        if name.lower() in scales:
            tenths = parse_number(number) * 10
            if not 0 <= tenths <= 100 or tenths.denominator != 1:  # noqa: PLR2004 - 10 is the most
                raise BadInput(f"the scale '{printable(name, 30)}' is {printable(number)}, not 0 to 10")
            rated[scales[name.lower()]] = tenths.numerator
    return rated


def _clock(cells: Cells) -> time:
    text = cells.get("time", "")
    if not text.strip():
        return NOON
    found = read_clock(text)
    if found is None:
        raise _UnknownWord("form", text.strip())
    return found


def _day(cells: Cells) -> date:
    """The day of `full_date`; of older versions `year` with `March 1` or `1 March`."""
    if cells.get("full_date", "").strip():
        return read_day(cells["full_date"])
    words, year = cells.get("date", "").strip(), cells.get("year", "").strip()
    if not year:
        return read_day(words)
    if not (year.isascii() and year.isdecimal()):
        raise BadInput(f"'{printable(words)}' in '{printable(year)}' is no day")
    try:
        found = read_month_day(words, int(year))
    except (ValueError, OverflowError):
        raise BadInput(f"'{printable(words)}' in {printable(year)} is no day") from None
    if found is None:
        raise _UnknownWord("form", words)
    return found


def _plain(text: str) -> str:
    """A note without the marks that newer versions write for bold type and line breaks."""
    return html.unescape(_TAGS.sub("", _BREAKS.sub("\n", text))).replace("\xa0", " ").strip()
