"""How fast a dose may come down, and how long each dose is kept.

A pace is a share of the dose per interval. How many "pace steps" a cut is
worth, and so how long the dose before it must be held, is decided here in
exact arithmetic: powers of integers are compared, no logarithm is rounded.
"""

from __future__ import annotations

from decimal import Context, Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from math import lcm

from msgspec import Struct


class Basis(Enum):
    """What the percentage is taken of."""

    CURRENT = "current"
    START = "start"


class Pace(Struct, frozen=True):
    """A pace of coming down.

    Attributes:
        percent: Share cut per interval, above 0 and at most 25.
        every_days: Days of one interval, 7 or more.
        basis: What `percent` is of.
        current_below: With basis start: share of the starting dose at and under
            which `percent` is of the current dose instead; 0 for never.
        max_step_percent: Largest single cut by choice, in percent of the dose before.
        max_hold_days: Longest wait before a coarse step, or None for no limit.
        source: Source id of the pace.
        why: One plain sentence: why this pace for this person.
    """

    percent: Fraction
    every_days: int
    basis: Basis
    current_below: Fraction
    max_step_percent: Fraction
    max_hold_days: int | None
    source: str
    why: str


class PaceRule(Struct, frozen=True):
    """The default pace for a stretch of time on opioids, as data with its source.

    Attributes:
        id: Stable name.
        from_days: First day of use that it holds for; ranges partition all days from 0.
        percent: Default share per interval.
        slower_percent: Default where mood, age or an earlier taper ask for less.
        every_days: Default interval.
        fastest_every_days: Shortest interval that a prescriber may agree to.
        basis: What `percent` is of.
        current_below: As in `Pace`.
        source: Source id.
        locator: Place in the source.
        words: One plain sentence for people.
    """

    id: str
    from_days: int
    percent: Fraction
    slower_percent: Fraction
    every_days: int
    fastest_every_days: int
    basis: Basis
    current_below: Fraction
    source: str
    locator: str
    words: str


class SpeedLimits(Struct, frozen=True):
    """All paces and the limits that nobody can agree away.

    Attributes:
        rules: Ascending `from_days`, the first 0.
        max_weekly_percent: Fastest pace at all, percent per 7 days.
        max_step_percent: Largest cut by choice, percent of the dose before.
        min_days_between: Fewest days between two cuts.
        slower_phq9: PHQ-9 score from which the slower percent is the default.
        slower_age: Age in years from which it is.
    """

    rules: tuple[PaceRule, ...]
    max_weekly_percent: Fraction
    max_step_percent: Fraction
    min_days_between: int
    slower_phq9: int
    slower_age: int
    weekly_source: str
    step_source: str


_LONG = Context(prec=60)
_PLACES = 30
_SCALE: int = 10**_PLACES
"""Pace steps are compared as whole multiples of 10^-30: finer than any two plans can differ by chance."""
_MORE_PLACES = 15
_MORE: int = 10**_MORE_PLACES
"""What is subtracted from one another is kept this much finer."""


def goes_by_current(pace: Pace, start: int, before: Fraction | int) -> bool:
    """Whether the cut from `before` is measured against the current dose.

    Args:
        pace: The pace.
        start: Daily amount before the plan, in thousandths of the unit.
        before: Daily amount before this cut.
    """
    if pace.basis is Basis.CURRENT:
        return True
    below = pace.current_below  # in whole numbers: the search asks of every cut there is
    return before * below.denominator <= below.numerator * start


def pace_steps(pace: Pace, start: int, before: Fraction | int, after: Fraction | int) -> Fraction | None:
    """How many pace steps a cut is worth, to 30 decimals; None for a cut to nothing of the current dose.

    On the current dose ln(before/after) / ln(1/(1 - percent/100)); on the
    starting dose (before - after) / (percent/100 of it), exactly.
    """
    if not goes_by_current(pace, start, before):
        return Fraction(before - after) / (pace.percent / 100 * start)
    return None if after == 0 else Fraction(_scaled_steps(pace, before, after), _SCALE)


def _scaled_steps(pace: Pace, before: Fraction | int, after: Fraction | int) -> int:
    """Pace steps of the current dose, in whole multiples of 10^-30."""
    share = pace.percent.numerator, pace.percent.denominator
    steps = _steps_from_one(*share, after.numerator, after.denominator) - _steps_from_one(
        *share, before.numerator, before.denominator
    )
    return (steps + _MORE // 2) // _MORE


@lru_cache(maxsize=100_000)
def _steps_from_one(percent: int, percent_of: int, value: int, value_of: int) -> int:
    """Pace steps from 1 down to a value, in whole multiples of 10^-45; differences keep well over 30 decimals.

    Numbers come as numerator and denominator: a fraction is slow to look up.
    """
    steps = _LONG.divide(_ln(value, value_of), _ln(100 * percent_of - percent, 100 * percent_of))
    return int(_LONG.scaleb(steps, _PLACES + _MORE_PLACES).to_integral_value(context=_LONG))


def _ln(value: int, value_of: int) -> Decimal:
    """The natural logarithm to 60 digits, correctly rounded."""
    return _LONG.ln(_LONG.divide(Decimal(value), Decimal(value_of)))


def distance(pace: Pace, start: int, before: int, after: int) -> int:
    """How far a cut is from one pace step: (pace steps - 1)², in whole multiples of 10^-30."""
    if not goes_by_current(pace, start, before):
        share = pace.percent
        scaled = (before - after) * _SCALE * 100 * share.denominator // (share.numerator * start)
    elif after == 0:
        raise ValueError("a cut to nothing has no distance")
    else:
        scaled = _scaled_steps(pace, before, after)
    return (scaled - _SCALE) ** 2 // _SCALE


def is_over(pace: Pace, before: Fraction | int, after: Fraction | int) -> bool:
    """Whether a cut is above the largest one by choice, decided in whole numbers."""
    most = pace.max_step_percent
    return (before - after) * 100 * most.denominator > most.numerator * before


def lasts(pace: Pace, start: int, before: Fraction | int, after: Fraction | int, days: int) -> bool:
    """Whether `days` are at least `every_days` for each pace step of the cut, and at least one interval.

    Decided exactly: (before/after)^every_days <= (1/(1 - percent))^days on the current dose.
    """
    if days < pace.every_days:
        return False
    if not goes_by_current(pace, start, before):
        steps = pace_steps(pace, start, before, after)
        return steps is not None and days >= pace.every_days * steps
    kept = 1 - pace.percent / 100
    ratio = Fraction(after) / before
    return bool(kept**days <= ratio**pace.every_days)


def hold_days(pace: Pace, start: int, before: Fraction | int, after: Fraction | int, unit_days: int) -> int:
    """Fewest days to hold `before` ahead of a cut to `after`, in whole units of days.

    The wait ahead of a coarse cut (above the cap) is at least two intervals, and
    ends at `max_hold_days`. A cut to nothing of the current dose is worth no finite number of pace steps; where
    `max_hold_days` sets no end, it waits as long as a cut to half, and at least
    two intervals.
    """
    if after == 0 and goes_by_current(pace, start, before):
        longest = pace.max_hold_days
        if longest is not None:
            return _whole(max(longest, pace.every_days), unit_days)
        return max(
            _whole(2 * pace.every_days, unit_days), hold_days(pace, start, before, Fraction(before, 2), unit_days)
        )
    over = is_over(pace, before, after)
    least = 2 * pace.every_days if over else pace.every_days
    days = _whole(least, unit_days)
    while not lasts(pace, start, before, after, days):
        days += unit_days
    ends = pace.max_hold_days is not None and over
    return min(days, _whole(max(pace.max_hold_days or 0, pace.every_days), unit_days)) if ends else days


def _whole(days: int, unit_days: int) -> int:
    return -(-days // unit_days) * unit_days


def unit_days(pace: Pace, change_days: int) -> int:
    """The unit that steps are counted in: whole weeks where the interval is, and whole patch changes."""
    return lcm(7 if pace.every_days % 7 == 0 else 1, change_days)
