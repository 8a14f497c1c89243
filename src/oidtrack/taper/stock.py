"""How far tablets reach: the doses to come, what they need, and the first that is not covered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from fractions import Fraction

from oidtrack.domain.medicine import in_day_order
from oidtrack.taper.dayplan import ONE_DAY, DosePlan
from oidtrack.taper.inforce import Of, PlannedDose
from oidtrack.taper.matching import DayMatch
from oidtrack.taper.plan import Plan
from oidtrack.taper.progress import step_on

LIQUID = 0
"""The key of the liquid among strengths: no strength holds nothing. Its count is millilitres."""

HORIZON_DAYS = 400
"""How far ahead a run-out is looked for. ENGINEERING."""

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


Coming = tuple[date, PlannedDose]
"""A dose to come, with its local day."""


@dataclass(frozen=True, slots=True)
class Span:
    """The doses that are looked at.

    Attributes:
        first: First local day.
        last: Last local day, included.
        until: On the day after the last one the doses before this time count too; None for none.
    """

    first: date
    last: date
    until: time | None = None


def coming(planned: DosePlan, of: Of, span: Span, today: DayMatch | None = None) -> Iterator[Coming]:
    """The doses to come of one medicine, in their order; of a day that has begun those without an answer.

    Args:
        planned: All that decides planned doses.
        of: The medicine.
        span: Which days.
        today: The day that has begun, with its log; None where none of them has.
    """

    def left(day: date) -> Iterator[Coming]:
        doses = today.unanswered() if today is not None and today.day == day else planned.doses(day)
        return ((day, dose) for dose in doses if (dose.medicine, dose.release) == of)

    for n in range((span.last - span.first).days + 1):
        yield from left(span.first + n * ONE_DAY)
    if span.until is not None:
        ends = planned.day_ends_at
        limit = in_day_order(span.until, ends)
        yield from (one for one in left(span.last + ONE_DAY) if in_day_order(one[1].slot, ends) < limit)


def pieces(doses: Iterable[PlannedDose]) -> dict[int, Fraction]:
    """The tablets of some doses, by strength; a dose whose tablets nobody knows adds nothing."""
    counts: dict[int, Fraction] = {}
    for making in (dose.making for dose in doses):
        for part in () if making is None else making.tablets:
            strength = part.strength.thousandths
            counts[strength] = counts.get(strength, Fraction(0)) + part.count
        if making is not None and making.liquid_ml is not None:
            counts[LIQUID] = counts.get(LIQUID, Fraction(0)) + making.liquid_ml
    return counts


def lines(need: Pieces, on_hand: Pieces) -> tuple[Line, ...]:
    """Each strength that is needed or at hand, the largest first, the liquid last."""
    strengths = sorted({*need, *on_hand}, reverse=True)
    return tuple(Line(s, need.get(s, Fraction(0)), on_hand.get(s, Fraction(0))) for s in strengths)


def default_last(plan: Plan, first: date) -> date:
    """The last day of the step that holds on `first`; else of one interval."""
    step = step_on(plan, first)
    last = None if step is None else step.first + timedelta(days=step.days - 1)
    return last if last is not None and last >= first else first + timedelta(days=plan.pace.every_days - 1)
