"""What to ask for at the pharmacy, from a day of a plan to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from oidtrack.domain.dose import plain
from oidtrack.domain.medicine import amount_of
from oidtrack.errors import BadInput, NothingFound
from oidtrack.taper.plan import Plan
from oidtrack.taper.stock import LIQUID, Line, default_last, lines, needed, runs_out
from oidtrack.taper.tablets import HALF

SLIP = timedelta(days=7)
"""A visit that comes a week later than meant is the ordinary mishap."""


@dataclass(frozen=True, slots=True)
class Fill:
    """What to ask for at once: its first and last day, and each strength with what is left over from before."""

    first: date
    last: date
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Supply:
    """What a stretch of a plan needs.

    Attributes:
        plan: The plan.
        first: First day.
        last: Last day, included.
        lines: Each strength over the whole stretch.
        fills: The same, fill by fill; what one leaves over is at hand for the next.
        runs_out: The first day that what is at hand does not cover; None where it lasts or nothing was said.
        slipped: The first day that is not covered, within the week after `last`, once all was asked for; None where
            that week is covered too.
        counted: Whether it was said what is at hand.
    """

    plan: Plan
    first: date
    last: date
    lines: tuple[Line, ...]
    fills: tuple[Fill, ...]
    runs_out: date | None
    slipped: date | None
    counted: bool


def supply_of(
    plan: Plan, today: date, until: date | None, on_hand: Mapping[Fraction, Fraction], fill_days: int | None = None
) -> Supply:
    """What is needed from today, or from the start of a plan that lies ahead.

    Args:
        plan: The plan.
        today: The day.
        until: The last day, at most that before the stop; None for the last of the step that holds.
        on_hand: Tablets by strength in the unit people read; 0 stands for the liquid, in millilitres.
        fill_days: Days that the pharmacy gives out at once, 1 or more; None for all at once.

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
    last = last if plan.stops_on is None else min(last, plan.stops_on - timedelta(days=1))
    there = _counted(plan, on_hand)
    found = lines(needed(plan, first, last), there)
    out = runs_out(plan, first, there) if there else None
    filled = {line.strength: line.on_hand + line.ask_for for line in found}
    short = runs_out(plan, first, filled)
    return Supply(
        plan=plan,
        first=first,
        last=last,
        lines=found,
        fills=_fills(plan, (first, last), there, fill_days or (last - first).days + 1),
        runs_out=out,
        slipped=short if short is not None and short <= last + SLIP else None,
        counted=bool(there),
    )


def _fills(plan: Plan, span: tuple[date, date], there: dict[int, Fraction], days: int) -> tuple[Fill, ...]:
    first, end = span
    found = []
    while first <= end:
        last = min(first + timedelta(days=days - 1), end)
        found.append(Fill(first, last, lines(needed(plan, first, last), there)))
        there = {line.strength: line.left_over for line in found[-1].lines if line.left_over}
        first = last + timedelta(days=1)
    return tuple(found)


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
