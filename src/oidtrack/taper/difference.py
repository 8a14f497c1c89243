"""What a version of a plan changed against the one before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from oidtrack.taper.plan import Plan, Step


@dataclass(frozen=True, slots=True)
class Level:
    """One dose of a plan, and the day it begins on in each version.

    Attributes:
        daily: Thousandths of the unit a day; 0 for the stop.
        was: Its first day before; None where the version before did not have it.
        now: Its first day now; None where this version does not have it.
    """

    daily: Fraction
    was: date | None
    now: date | None

    @property
    def moved_days(self) -> int | None:
        """Days by which it moved, later ones above 0; None where one version does not have it."""
        return None if self.was is None or self.now is None else (self.now - self.was).days


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions side by side.

    Attributes:
        levels: Every dose of either, the largest first, the stop last.
        begins: Thousandths a day before the first step, before and now.
        same_pace: Whether both have one pace.
    """

    levels: tuple[Level, ...]
    begins: tuple[Fraction, Fraction]
    same_pace: bool

    @property
    def changed(self) -> tuple[Level, ...]:
        """The doses that are new, gone, or begin on another day."""
        return tuple(level for level in self.levels if level.moved_days != 0)


def difference(before: Plan, after: Plan) -> Difference:
    """What changed from one version to the next."""
    was, now = _begins(before), _begins(after)
    keys = sorted({*was, *now}, key=lambda key: (-key[0], str(key)))
    levels = tuple(Level(key[0], was.get(key), now.get(key)) for key in keys)
    return Difference(levels, (before.current_daily, after.current_daily), before.pace == after.pace)


def _begins(plan: Plan) -> dict[tuple[Fraction, tuple[object, ...]], date]:
    """The first day of each dose; a dose in other parts of the day is another one."""
    found: dict[tuple[Fraction, tuple[object, ...]], date] = {_key(step): step.first for step in plan.steps}
    if plan.stops_on is not None:
        found[Fraction(0), ()] = plan.stops_on
    return found


def _key(step: Step) -> tuple[Fraction, tuple[object, ...]]:
    return step.daily, (step.every_days, *((dose.at, dose.amount.thousandths) for dose in step.doses))
