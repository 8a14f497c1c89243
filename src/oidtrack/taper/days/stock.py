"""How far tablets reach: what steps and doses to come need, what is left at home, the first dose not covered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time, timedelta
from fractions import Fraction
from math import gcd

from msgspec import Struct

from oidtrack.domain.dose import Amount
from oidtrack.domain.medicine import in_day_order
from oidtrack.taper.days.dayplan import ONE_DAY, DosePlan
from oidtrack.taper.days.inforce import Of, PlannedDose
from oidtrack.taper.days.matching import DayMatch
from oidtrack.taper.plan import Plan, Step, step_on
from oidtrack.taper.tablets import HALF

LIQUID = 0
"""The key of the liquid among strengths: no strength holds nothing. Its count is millilitres."""

HORIZON_DAYS = 400
"""How far ahead a run-out is looked for. ENGINEERING."""

Pieces = Mapping[int, Fraction]
"""From a strength in thousandths of the unit to how many; `LIQUID` to millilitres."""


class Line(Struct, frozen=True):
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


class Span(Struct, frozen=True):
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


class Need(Struct, frozen=True):
    """What one stretch needs: tablets (or patches) of each strength, and millilitres of the liquid.

    Attributes:
        first: First day.
        last: Last day, included.
        tablets: Counts of each strength, the largest strength first; exact halves.
        liquid_ml: Volume, 0 where no liquid is used.
    """

    first: date
    last: date
    tablets: tuple[tuple[Amount, Fraction], ...]
    liquid_ml: Fraction


def supply(plan: Plan) -> tuple[Need, ...]:
    """What each step needs from its first to its last day."""
    return tuple(_need(plan, step) for step in plan.steps)


def supply_from(plan: Plan, day: date) -> tuple[tuple[Step, Need], ...]:
    """Each step that is not over on a day, with what it needs from then on."""
    left = (step for step in plan.steps if step.first + timedelta(days=step.days) > day)
    return tuple((step, _need(plan, step, max(step.first, day))) for step in left)


def _need(plan: Plan, step: Step, first: date | None = None) -> Need:
    """What a step needs from a day of it on, by default its first."""
    since = first or step.first
    # a dose on every other day is taken on the first day; a patch is put on on the first day and at each change
    every = step.every_days * plan.change_days
    times = -(-step.days // every) - -(-(since - step.first).days // every)
    parts = [part for dose in step.doses for part in dose.tablets]
    strengths = sorted({part.strength for part in parts}, key=lambda amount: amount.thousandths, reverse=True)
    tablets = tuple((s, times * sum((p.count for p in parts if p.strength == s), Fraction(0))) for s in strengths)
    liquid = times * sum((dose.liquid_ml or Fraction(0) for dose in step.doses), Fraction(0))
    return Need(since, step.first + timedelta(days=step.days - 1), tablets, liquid)


class Kept(Struct, frozen=True):
    """How doses are made of what is at home.

    Attributes:
        halved: Strengths in thousandths of the unit whose tablets may be halved.
        ug_per_ml: Concentration of the liquid, or None without one.
    """

    halved: frozenset[int] = frozenset()
    ug_per_ml: Fraction | None = None


class Shelf:
    """Tablets by strength, taken from as doses are taken. Amounts are in thousandths of the unit."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self.left: dict[int, Fraction] = {}

    def fetch(self, strength: int, count: Fraction) -> None:
        """So many more are there; `LIQUID` in millilitres."""
        self.left[strength] = self.left.get(strength, Fraction(0)) + count

    def recount(self, strength: int, count: Fraction) -> None:
        """So many are there, whatever was thought before."""
        self.left[strength] = count

    def take(self, amount: int, usual: Iterable[tuple[int, Fraction]] = ()) -> bool:
        """Take a dose out; False where what is there cannot make it exactly, and then nothing is taken.

        Args:
            amount: The dose, above 0.
            usual: Tablets that it is usually made of, as (strength, count); taken where they are there.
        """
        wanted = dict(usual)
        there = bool(wanted) and all(self.left.get(strength, Fraction(0)) >= n for strength, n in wanted.items())
        picks = wanted if there else self._picked(amount)
        if picks is None:
            return False
        for strength, count in picks.items():
            self.left[strength] -= count
        return True

    def _picked(self, amount: int) -> dict[int, Fraction] | None:
        """Tablets that make the amount, the larger ones first; else the liquid."""
        strengths = tuple(sorted((s for s, n in self.left.items() if s != LIQUID and n > 0), reverse=True))
        found = self._of_tablets(Fraction(amount), strengths) if self._can_hold(amount, strengths) else None
        per_ml = self._kept.ug_per_ml
        if found is None and per_ml is not None and self.left.get(LIQUID, Fraction(0)) * per_ml >= amount:
            return {LIQUID: amount / per_ml}
        return found

    def _can_hold(self, amount: int, strengths: tuple[int, ...]) -> bool:
        """Whether a dose can be there at all: enough in all, and on the grid of the pieces. Spares a vain search."""
        pieces = [strength * (1 if strength in self._kept.halved else 2) for strength in strengths]
        enough = sum((self.left[strength] * strength for strength in strengths), Fraction(0)) >= amount
        return enough and bool(pieces) and 2 * amount % gcd(*pieces) == 0

    def _of_tablets(self, amount: Fraction, strengths: tuple[int, ...]) -> dict[int, Fraction] | None:
        if not amount:
            return {}
        if not strengths:
            return None
        strength, rest = strengths[0], strengths[1:]
        piece = HALF if strength in self._kept.halved else Fraction(1)
        most = min(self.left[strength], amount / strength) // piece
        for n in range(most, -1, -1):
            count = n * piece
            found = self._of_tablets(amount - count * strength, rest)
            if found is not None:
                return {**found, strength: count} if count else found
        return None


def first_uncovered(shelf: Shelf, doses: Iterable[Coming]) -> Coming | None:
    """The first dose that cannot be made any more; None where all can.

    Args:
        shelf: What is there now; it is emptied on the way.
        doses: The doses to come, in their order.
    """
    return next((one for one in doses if not shelf.take(one[1].amount.thousandths, pieces((one[1],)).items())), None)
