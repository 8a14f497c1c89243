"""Dates and times as files write them. Nothing is guessed: a day is written year first."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from oidtrack.domain.dose import printable
from oidtrack.domain.journal import Moment, moment
from oidtrack.errors import BadInput

EARLIEST = 1900
NOON = time(12)
"""The time of an entry that has none. ENGINEERING: far from both ends of a day."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?\s*([AaPp]\.?\s?[Mm]\.?)?")
_HALF_DAY = 12


@dataclass(frozen=True, slots=True)
class FileClock:
    """What a reader needs to know about time.

    Attributes:
        now: Nothing in a file of somebody's past lies after it.
        day_ends_at: When a day ends by the wall clock.
        local: Gives a wall-clock time the offset of this place.
    """

    now: datetime
    day_ends_at: time
    local: Callable[[datetime], datetime]

    def moment(self, at: datetime) -> Moment:
        """The moment of a time, with its own offset or with that of this place.

        Raises:
            BadInput: It lies ahead, or before 1900.
        """
        there = self.local(at) if at.tzinfo is None else at
        if there > self.now:
            raise BadInput(f"{there:%Y-%m-%d %H:%M} lies ahead")
        if there.year < EARLIEST:
            raise BadInput(f"{there.year} is before {EARLIEST}")
        return moment(there.replace(microsecond=0), self.day_ends_at)


def read_day(text: str) -> date:
    """A day, year first.

    Raises:
        BadInput: Anything else: `3/4/2026` may be March or April.
    """
    word = text.strip()
    try:
        if _DAY.fullmatch(word):
            return date.fromisoformat(word)
    except ValueError:
        pass
    raise BadInput(f"'{printable(word)}' is no day such as 2026-11-22")


def read_clock(text: str) -> time:
    """A time of day: `8:30`, `20:30:00`, `8:30 PM`.

    Raises:
        BadInput: Anything else.
    """
    match = _CLOCK.fullmatch(text.strip())
    try:
        if match is not None:
            return time(_hour(int(match[1]), match[4]), int(match[2]), int(match[3] or 0))
    except ValueError:
        pass
    raise BadInput(f"'{printable(text.strip())}' is no time such as 20:30")


def read_at(text: str) -> datetime:
    """A day with its time, with or without an offset; a day alone is its noon.

    Raises:
        BadInput: Anything else.
    """
    word = text.strip()
    if _DAY.fullmatch(word):
        return datetime.combine(read_day(word), NOON)
    try:
        if _DAY.match(word):
            return datetime.fromisoformat(word)
    except ValueError:
        pass
    raise BadInput(f"'{printable(word)}' is no time such as 2026-11-22 20:30")


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= _HALF_DAY:
        raise ValueError(hour)
    return hour % _HALF_DAY + (_HALF_DAY if half[0] in "pP" else 0)
