"""Dates and times as files write them. Nothing is guessed: a day is written year first, unless the person says how."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import lru_cache

from msgspec import Struct

from oidtrack.domain.dose import printable
from oidtrack.domain.journal import Moment, moment
from oidtrack.errors import BadInput

EARLIEST = 1900
NOON = time(12)
"""The time of an entry that has none. ENGINEERING: far from both ends of a day."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PARTS = re.compile(r"([0-9]{1,4})([./-])([0-9]{1,2})\2([0-9]{1,4})")
_AT = re.compile(r"(\S+?)(?:[Tt]|,?\s+)([0-9]{1,2}:[0-9]{2}.*)", re.DOTALL)
_SHORT_HOUR = re.compile(r"(?<=[Tt ])(?=[0-9]:)")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?\s*([AaPp]\.?\s?[Mm]\.?)?")
_HALF_DAY = 12
_REMEMBERED = 4096
"""So many days and times of day are not read a second time: they stand in many rows. ENGINEERING."""
_YEAR_DIGITS = 4
_ANOTHER_ZONE = timedelta(hours=26)
"""The farthest that two wall clocks on earth are apart."""


class DateOrder(Enum):
    """In which order a day is written."""

    YMD = "ymd"
    DMY = "dmy"
    MDY = "mdy"


class FileClock(Struct, frozen=True):
    """What a reader needs to know about time.

    Attributes:
        now: Nothing in a file of somebody's past lies after it.
        day_ends_at: When a day ends by the wall clock.
        local: Gives a wall-clock time the offset of this place, or of the place where the file was written;
            raises `BadInput` for an hour that the clocks skipped there.
        order: How days of a table are written.
    """

    now: datetime
    day_ends_at: time
    local: Callable[[datetime], datetime]
    order: DateOrder = DateOrder.YMD

    def moment(self, at: datetime) -> Moment:
        """The moment of a time, with its own offset or with that of this place.

        Raises:
            BadInput: It lies ahead, or before 1900, or the clocks skipped it.
        """
        there = self.local(at) if at.tzinfo is None else at
        if there > self.now:
            elsewhere = at.tzinfo is None and there - self.now < _ANOTHER_ZONE
            hint = "if it was written in another time zone: --zone NAME" if elsewhere else ""
            raise BadInput(f"{there:%Y-%m-%d %H:%M} lies ahead", hint)
        if there.year < EARLIEST:
            raise BadInput(f"{there.year} is before {EARLIEST}")
        return moment(there.replace(microsecond=0) if there.microsecond else there, self.day_ends_at)

    def planned(self, at: datetime) -> Moment:
        """The moment of a planned time; where the clocks skipped it, an hour later, as `log` has it.

        Raises:
            BadInput: It lies ahead, or before 1900.
        """
        return self.moment(self._or_later(at))

    def here(self, at: datetime) -> datetime:
        """An instant by the clock of this place, as it went on that day."""
        near = at.astimezone(self.now.tzinfo).replace(tzinfo=None)
        return at.astimezone(self._or_later(near).tzinfo)

    def _or_later(self, at: datetime) -> datetime:
        try:
            return self.local(at)
        except BadInput:
            return self.local(at + timedelta(hours=1))


@lru_cache(_REMEMBERED)
def read_day(text: str, order: DateOrder = DateOrder.YMD) -> date:
    """A day, year first, or in the order that was said; year first is read then too.

    Raises:
        BadInput: Anything else: `3/4/2026` may be March or April.
    """
    word = text.strip()
    parts = _PARTS.fullmatch(word)
    try:
        if _DAY.fullmatch(word):
            return date.fromisoformat(word)
        if parts is not None:
            return _ordered(parts[1], parts[3], parts[4], order)
    except ValueError:
        pass
    hint = "" if parts is None else "--dates dmy reads day, month, year; --dates mdy month, day, year"
    raise BadInput(f"'{printable(word)}' is no day such as 2026-11-22", hint)


def _ordered(first: str, second: str, third: str, order: DateOrder) -> date:
    """A day whose year, in four digits, stands first, or last where the order was said.

    Raises:
        ValueError: There is no such day.
    """
    if len(first) == _YEAR_DIGITS:
        return date(int(first), int(second), int(third))
    if len(third) != _YEAR_DIGITS or order is DateOrder.YMD:
        raise ValueError(third)
    day, month = (first, second) if order is DateOrder.DMY else (second, first)
    return date(int(third), int(month), int(day))


@lru_cache(_REMEMBERED)
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


def read_at(text: str, order: DateOrder = DateOrder.YMD) -> datetime:
    """A day with its time, with or without an offset; a day alone is its noon.

    Raises:
        BadInput: Anything else.
    """
    # spreadsheets write one digit for an hour before ten
    word = _SHORT_HOUR.sub("0", text.strip())
    try:
        if _DAY.match(word) and not _DAY.fullmatch(word):
            return datetime.fromisoformat(word)
    except ValueError:
        pass
    match = _AT.fullmatch(word)
    if match is None:
        if _PARTS.fullmatch(word):
            return datetime.combine(read_day(word, order), NOON)
        raise BadInput(f"'{printable(word)}' is no time such as 2026-11-22 20:30")
    return datetime.combine(read_day(match[1], order), read_clock(match[2]))


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= _HALF_DAY:
        raise ValueError(hour)
    return hour % _HALF_DAY + (_HALF_DAY if half[0] in "pP" else 0)
