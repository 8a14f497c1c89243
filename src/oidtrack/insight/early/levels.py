"""Where each measure of a diary lay over some weeks, as seen at the end of each week: its middle, how it strays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from math import isqrt

from msgspec import Struct

from oidtrack.insight.diary import SLEEP, Column, Diary
from oidtrack.insight.early.reference import centre, distance, in_dip

WEEK = 7
RECENT_WEEKS = 4
"""How somebody is now is asked of the last so many weeks. ENGINEERING."""
STRETCH_WEEKS = 12
"""It is held against a stretch of up to so many weeks: the best of shorter ones is good by chance. ENGINEERING."""
LEAST_NOW, LEAST_BEFORE = 5, 12
"""Fewest answers of the last weeks, and of a stretch. ENGINEERING."""
LEAST_SPAN = 28
"""The answers of a stretch reach over so many days or more. ENGINEERING."""
FLOOR, SLEEP_FLOOR = 50, 60
"""The smallest stray that is believed, in hundredths: nobody's days are all alike. ENGINEERING."""

Levels = Mapping[str, "Level"]
ByWeek = Callable[[int], Levels]
"""The levels as seen at the end of a week, from the end of no week on; worked out when they are first asked for, since
mostly the last week alone says that nothing has changed."""


class Level(Struct, frozen=True):
    """One measure over some weeks, in hundredths, higher meaning worse (of sleep: longer).

    Attributes:
        n: Answers behind it.
        middle: The mean of their middle half.
        strays: The usual distance from it.
    """

    n: int
    middle: int
    strays: int


class Shift(Struct, frozen=True):
    """One measure now, against a stretch before."""

    measure: str
    before: Level
    now: Level

    @property
    def by(self) -> int:
        """How much worse, in hundredths of a point; of sleep how far off either way, in hundredths of an hour."""
        off = self.now.middle - self.before.middle
        return abs(off) if self.measure == SLEEP else off

    @property
    def weight(self) -> int:
        """The same in hundredths of its standard error, as if no day were like the one before."""
        strays = max(SLEEP_FLOOR if self.measure == SLEEP else FLOOR, self.before.strays)
        both, product = self.before.n + self.now.n, self.before.n * self.now.n
        return 10_000 * self.by // isqrt(10_000 * strays * strays * both // product)


def together(shifts: Sequence[Shift]) -> int:
    """What several ratings say together, in hundredths: their weights added up, half of each being shared by all.

    The half is ENGINEERING: ratings of one day go up and down together.
    """
    if not shifts:
        return 0
    return 100 * sum(one.weight for one in shifts) // isqrt(5_000 * len(shifts) * (len(shifts) + 1))


def recent_levels(diary: Diary) -> ByWeek:
    """The last `RECENT_WEEKS` as seen at the end of each week.

    Days after cuts are left out. Where cuts come so close that too few others are left, all days count: weeks of low
    days are no steady weeks only because every cut explains some of them.
    """
    steady = _steady(diary)

    def kept(answered: list[int]) -> list[int]:
        ordinary = [n for n in answered if steady[n]]
        enough = ordinary if len(ordinary) >= LEAST_NOW else answered
        return enough if len(enough) >= LEAST_NOW else []

    return _by_week(diary, RECENT_WEEKS, kept)


def stretch_levels(diary: Diary) -> ByWeek:
    """The last `STRETCH_WEEKS` as seen at the end of each week, days after cuts left out."""
    steady = _steady(diary)

    def kept(answered: list[int]) -> list[int]:
        ordinary = [n for n in answered if steady[n]]
        enough = len(ordinary) >= LEAST_BEFORE and ordinary[-1] - ordinary[0] + 1 >= LEAST_SPAN
        return ordinary if enough else []

    return _by_week(diary, STRETCH_WEEKS, kept)


def _by_week(diary: Diary, weeks: int, kept: Callable[[list[int]], list[int]]) -> ByWeek:
    """Every measure over so many weeks before the end of each week; fewer at the beginning.

    Args:
        diary: The days.
        weeks: How many.
        kept: Of the days with an answer those that count; none where they are too few.
    """

    def levels(week: int) -> Levels:
        days = range(max(0, week - weeks) * WEEK, week * WEEK)
        answered = ((name, column, [n for n in days if column[n] is not None]) for name, column in diary.columns)
        return {name: _level(column, chosen) for name, column, said in answered if (chosen := kept(said))}

    return cache(levels)


def _steady(diary: Diary) -> list[bool]:
    return [not in_dip(diary.cuts, number) for number in range(diary.length)]


def _level(column: Column, days: Sequence[int]) -> Level:
    values = [value for n in days if (value := column[n]) is not None]
    middle = centre(values)
    return Level(len(values), middle, distance(values, middle))
