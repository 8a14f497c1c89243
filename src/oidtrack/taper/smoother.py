"""What one more strength would do to a plan: a question for the prescriber, never a choice made here.

The cuts at the low end are large because the tablets are. Each idea is drafted
in full, by the same search and the same laws, and kept only where it lowers the
largest cut on the way to the smallest dose of the plan as it is. Below that
dose there is nothing to compare: the last two doses of any plan lie in the
ratio of two to one, however small they are.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.domain.dose import Amount, plain
from oidtrack.domain.medicine import Liquid, Makings, Release, Strength, amount_of
from oidtrack.errors import BadInput
from oidtrack.taper.drafting import Request, asked_for, draft
from oidtrack.taper.plan import Plan, Why
from oidtrack.taper.tablets import Making, fineness, reachable

WORTH_ASKING = Fraction(15)
"""A largest cut in percent of the dose before, above which a smoother way is looked for. ENGINEERING."""

MOST_LEVELS = 400
"""Daily amounts above which no second draft is made: it would take too long to wait for. ENGINEERING."""

SHOWN = 3


class Market(Struct, frozen=True):
    """What could be asked for.

    Attributes:
        strengths: Marketed strengths of the product.
        liquids: Marketed concentrations; immediate release alone.
        halves: Whether the product is a tablet that a person may ask about halving.
    """

    strengths: tuple[Amount, ...] = ()
    liquids: tuple[Liquid, ...] = ()
    halves: bool = False


class Smoother(Struct, frozen=True):
    """One idea and what it would do.

    Attributes:
        adds: The amount that it makes possible.
        how: In words: `halve 5 mg`.
        largest_cut: Largest counted cut down to `down_to`, in percent of the dose before.
        down_to: Smallest daily amount of the plan as it is, in thousandths of the unit.
        stops_on: First day without the medicine, or None where the plan ends at a target.
        days: Length of the plan.
    """

    adds: Amount
    how: str
    largest_cut: Fraction
    down_to: Fraction
    stops_on: date | None
    days: int


class _Idea(Struct, frozen=True):
    adds: Amount
    how: str
    makings: Makings


def largest_cut(plan: Plan, down_to: Fraction = Fraction(0)) -> Fraction:
    """The largest of the cuts that count, in percent: all but the step on every other day, and the stop.

    With `down_to`, only cuts from above that daily amount.
    """
    befores = (plan.current_daily, *(step.daily for step in plan.steps))
    cuts = (
        step.cut_percent
        for before, step in zip(befores, plan.steps, strict=False)
        if step.every_days == 1 and before > down_to
    )
    return max(cuts, default=Fraction(0))


def smallest(plan: Plan) -> Fraction:
    """The smallest daily amount that is taken every day."""
    today = plan.current_daily
    return min((step.daily for step in plan.steps if step.every_days == 1), default=today)


def length(plan: Plan) -> int:
    """Days from the first to the last day of the plan."""
    return sum(step.days for step in plan.steps)


def smoother(plan: Plan, market: Market) -> tuple[Smoother, ...]:
    """The best ideas that lower the largest cut, best first; none where the plan is smooth already."""
    if any(step.why is Why.ENTERED for step in plan.steps):
        return ()  # somebody else's steps are no draft to compare with
    now = largest_cut(plan)
    if now <= WORTH_ASKING and not any(step.coarse for step in plan.steps):
        return ()
    request, low = asked_for(plan), smallest(plan)
    drafted: dict[tuple[int, ...], Plan | None] = {_amounts(request): None}
    found = []
    for idea in _ideas(request, market):
        asked = replace(request, makings=idea.makings)
        key = _amounts(asked)
        if key not in drafted:
            drafted[key] = _drafted(asked, key)
        better = drafted[key]
        cut = now if better is None else largest_cut(better, low)
        if better is not None and cut < now:
            found.append(Smoother(idea.adds, idea.how, cut, low, better.stops_on, length(better)))
    return tuple(sorted(found, key=lambda one: (one.largest_cut, one.days))[:SHOWN])


def _amounts(request: Request) -> tuple[int, ...]:
    """The doses that can be made: what decides every cut."""
    return tuple(reachable(request.makings, request.release, _top(request)))


def _top(request: Request) -> int:
    return max(dose.amount.thousandths for dose in request.doses)


def _drafted(request: Request, amounts: tuple[int, ...]) -> Plan | None:
    """The plan of these makings; None where it would take long or cannot be."""
    if not is_quick(request, amounts):
        return None
    try:
        return draft(request)
    except BadInput:
        return None


def is_quick(request: Request, amounts: tuple[int, ...] = ()) -> bool:
    """Whether a draft takes no time to speak of: few enough daily amounts.

    Args:
        request: What would be drafted.
        amounts: The doses that can be made, where they are known already.
    """
    _, grid = fineness(dict.fromkeys(amounts or _amounts(request), Making()))
    return sum(dose.amount.thousandths for dose in request.doses) <= MOST_LEVELS * grid


def _ideas(request: Request, market: Market) -> tuple[_Idea, ...]:
    """Halves first, then new strengths, then a liquid: the order among equals."""
    return (*_halves(request, market), *_strengths(request, market), *_liquids(request, market))


def _halves(request: Request, market: Market) -> list[_Idea]:
    ideas = []
    for one in request.makings.strengths:
        whole = one.amount.thousandths
        if market.halves and request.release is Release.IR and not one.may_halve and whole % 2 == 0:
            others = tuple(s for s in request.makings.strengths if s != one)
            makings = replace(request.makings, strengths=_ordered((*others, Strength(one.amount, may_halve=True))))
            ideas.append(_Idea(amount_of(request.release, whole // 2), f"halve {one.amount}", makings))
    return ideas


def _strengths(request: Request, market: Market) -> list[_Idea]:
    listed = {strength.amount for strength in request.makings.strengths}
    what = "patches" if request.release is Release.PATCH else "tablets"
    return [
        _Idea(
            amount,
            f"add {amount} {what}",
            replace(request.makings, strengths=_ordered((*request.makings.strengths, Strength(amount)))),
        )
        for amount in market.strengths
        if amount not in listed and amount.thousandths <= _top(request)
    ]


def _liquids(request: Request, market: Market) -> list[_Idea]:
    if request.release is not Release.IR or request.makings.liquid is not None:
        return []
    return [
        _Idea(
            amount_of(request.release, int(liquid.step)),
            f"add a liquid of {plain(liquid.ug_per_ml / 1000)} mg/mL",
            replace(request.makings, liquid=liquid),
        )
        for liquid in market.liquids
    ]


def _ordered(strengths: tuple[Strength, ...]) -> tuple[Strength, ...]:
    return tuple(sorted(strengths, key=lambda strength: strength.amount.thousandths))
