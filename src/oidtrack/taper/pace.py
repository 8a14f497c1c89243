"""How fast a dose may come down, and how long each dose is kept.

A pace is a share of the dose per interval. How many "pace steps" a cut is
worth, and so how long the dose before it must be held, is decided here in
exact arithmetic: powers of integers are compared, no logarithm is rounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction


class Basis(Enum):
    """What the percentage is taken of."""

    CURRENT = "current"
    START = "start"


@dataclass(frozen=True, slots=True)
class Pace:
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


@dataclass(frozen=True, slots=True)
class PaceRule:
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


@dataclass(frozen=True, slots=True)
class SpeedLimits:
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
