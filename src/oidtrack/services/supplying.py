"""What to ask for at the pharmacy, from a day of a plan to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from oidtrack.domain.dose import plain
from oidtrack.domain.medicine import amount_of
from oidtrack.errors import BadInput, NothingFound
from oidtrack.taper.plan import Plan
from oidtrack.taper.stock import LIQUID, Line, default_last, lines, needed, runs_out
from oidtrack.taper.tablets import HALF


@dataclass(frozen=True, slots=True)
class Supply:
    """What a stretch of a plan needs.

    Attributes:
        plan: The plan.
        first: First day.
        last: Last day, included.
        lines: Each strength.
        runs_out: The first day that what is at hand does not cover; None where it lasts or nothing was said.
        counted: Whether it was said what is at hand.
    """

    plan: Plan
    first: date
    last: date
    lines: tuple[Line, ...]
    runs_out: date | None
    counted: bool


def supply_of(plan: Plan, today: date, until: date | None, on_hand: Mapping[Fraction, Fraction]) -> Supply:
    """What is needed from today, or from the start of a plan that lies ahead.

    Args:
        plan: The plan.
        today: The day.
        until: The last day; None for the last of the step that holds.
        on_hand: Tablets by strength in the unit people read; 0 stands for the liquid, in millilitres.

    Raises:
        NothingFound: The plan is over.
        BadInput: A day before the first, a strength that is not in the plan, less than half a tablet.
    """
    first = max(today, plan.start)
    if plan.stops_on is not None and first >= plan.stops_on:
        raise NothingFound(f"{plan.name} ended on {plan.stops_on}: nothing more is needed", "")
    last = default_last(plan, first) if until is None else until
    if last < first:
        raise BadInput(f"{last} is before {first}, the first day to count", "choose a later --until")
    there = _counted(plan, on_hand)
    out = runs_out(plan, first, there) if there else None
    return Supply(plan, first, last, lines(needed(plan, first, last), there), out, counted=bool(there))


def _counted(plan: Plan, on_hand: Mapping[Fraction, Fraction]) -> dict[int, Fraction]:
    """What is at hand by strength in thousandths, once each is one of the plan's."""
    strengths = {strength.amount.shown: strength.amount.thousandths for strength in plan.makings.strengths}
    if plan.makings.liquid is not None:
        strengths[Fraction(0)] = LIQUID
    for strength, count in on_hand.items():
        if strength not in strengths:
            known = ", ".join(str(amount_of(plan.release, s)) if s else "liquid" for s in strengths.values())
            what = f"{plain(strength)} {plan.unit}" if strength else "the liquid"
            raise BadInput(f"{what} is not in this plan", f"it is made of: {known}")
        if strength and (count / HALF).denominator != 1:
            raise BadInput(f"{plain(count)} tablets cannot be counted", "count whole tablets and halves")
    return {strengths[strength]: count for strength, count in on_hand.items()}
