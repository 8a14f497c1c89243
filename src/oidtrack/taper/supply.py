"""How many tablets of each strength a plan needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from oidtrack.domain.dose import Amount
from oidtrack.taper.plan import Plan, Step


@dataclass(frozen=True, slots=True)
class Need:
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
