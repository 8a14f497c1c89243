"""How far tablets reach: what is needed from one day to another, and the day they run out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from oidtrack.taper.plan import Plan, StepDose
from oidtrack.taper.progress import doses_on, step_on

LIQUID = 0
"""The key of the liquid among strengths: no strength holds nothing. Its count is millilitres."""

HORIZON = timedelta(days=3660)
"""How far ahead a run-out is looked for where a plan ends at a target. ENGINEERING."""

Pieces = Mapping[int, Fraction]
"""From a strength in thousandths of the unit to how many; `LIQUID` to millilitres."""


@dataclass(frozen=True, slots=True)
class Line:
    """One strength over a stretch of days.

    Attributes:
        strength: In thousandths of the unit, or `LIQUID`.
        needed: Tablets, exact halves; for the liquid millilitres.
        on_hand: What is there.
    """

    strength: int
    needed: Fraction
    on_hand: Fraction

    @property
    def ask_for(self) -> Fraction:
        """What is missing, in whole tablets rounded up; the liquid exactly."""
        missing = max(self.needed - self.on_hand, Fraction(0))
        return missing if self.strength == LIQUID else Fraction(-(-missing.numerator // missing.denominator))

    @property
    def left_over(self) -> Fraction:
        """What remains at the end, with what was asked for."""
        return self.on_hand + self.ask_for - self.needed


def put_on(plan: Plan, day: date) -> tuple[StepDose, ...]:
    """What is taken out of the box on a day: the doses, and patches on the days that they are changed."""
    step = step_on(plan, day)
    since = day - (plan.start if step is None else step.first)
    return () if since.days % plan.change_days else doses_on(plan, day)


def pieces(doses: tuple[StepDose, ...]) -> dict[int, Fraction]:
    """The tablets of some doses, by strength."""
    counts: dict[int, Fraction] = {}
    for dose in doses:
        for part in dose.tablets:
            strength = part.strength.thousandths
            counts[strength] = counts.get(strength, Fraction(0)) + part.count
        if dose.liquid_ml is not None:
            counts[LIQUID] = counts.get(LIQUID, Fraction(0)) + dose.liquid_ml
    return counts


def needed(plan: Plan, first: date, last: date) -> dict[int, Fraction]:
    """The tablets of every strength from `first` to `last`, both included."""
    total: dict[int, Fraction] = {}
    for ahead in range((last - first).days + 1):
        for strength, count in pieces(put_on(plan, first + timedelta(days=ahead))).items():
            total[strength] = total.get(strength, Fraction(0)) + count
    return total


def lines(need: Pieces, on_hand: Pieces) -> tuple[Line, ...]:
    """Each strength that is needed or at hand, the largest first, the liquid last."""
    strengths = sorted({*need, *on_hand}, reverse=True)
    return tuple(Line(s, need.get(s, Fraction(0)), on_hand.get(s, Fraction(0))) for s in strengths)


def runs_out(plan: Plan, first: date, on_hand: Pieces) -> date | None:
    """The first day whose doses cannot be taken in full from what is at hand; None where it lasts.

    It is looked for up to the stop, or ten years ahead where the plan ends at a target.
    """
    left = dict(on_hand)
    end = plan.stops_on or first + HORIZON
    for ahead in range((end - first).days):
        day = first + timedelta(days=ahead)
        for strength, count in pieces(put_on(plan, day)).items():
            left[strength] = left.get(strength, Fraction(0)) - count
            if left[strength] < 0:
                return day
    return None


def default_last(plan: Plan, first: date) -> date:
    """The last day of the step that holds on `first`; else of one interval."""
    step = step_on(plan, first)
    last = None if step is None else step.first + timedelta(days=step.days - 1)
    return last if last is not None and last >= first else first + timedelta(days=plan.pace.every_days - 1)
