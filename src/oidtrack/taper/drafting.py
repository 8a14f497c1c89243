"""From a request to a plan: the search, the dates, the end, and the proof.

The pace that comes in has been judged already (`oidtrack.taper.speed`). What
goes out has passed every law of `oidtrack.taper.checks`.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.domain.dose import RATE_UNIT, Amount, daily_text
from oidtrack.domain.medicine import Makings, Release, ScheduledDose, amount_of
from oidtrack.errors import BadInput, DoseNotMakeable
from oidtrack.taper.checks import broken, verdicts
from oidtrack.taper.pace import Pace, hold_days, is_over, pace_steps, unit_days
from oidtrack.taper.plan import Plan, Step, StepDose, Why
from oidtrack.taper.regimen import Day, Shape
from oidtrack.taper.solver import Problem, solve
from oidtrack.taper.tablets import Making, around, fineness, makings_in_words, planned, reachable

SHOWN_PLACES = 4
DROP_FIRST = ("midday", "morning", "evening")


class Request(Struct, frozen=True):
    """What a plan is asked for.

    Attributes:
        medicine: Name as in the journal.
        release: Immediate, extended, patch.
        doses: Today's doses, at least one, in the order of the day.
        makings: Strengths and liquid at hand.
        pace: A judged pace.
        start: First day of the first cut.
        target: Where to end: below today's daily amount; 0 for a stop.
        drop_first: Parts of the day (`midday`, `morning`, `evening`) or clock times, first to go first.
        change_days: Days between patch changes, else 1.
        factor: MME factor, or None.
        versions: Fact set and program.
    """

    medicine: str
    release: Release
    doses: tuple[ScheduledDose, ...]
    makings: Makings
    pace: Pace
    start: date
    target: Amount
    drop_first: tuple[str, ...] = DROP_FIRST
    change_days: int = 1
    factor: Fraction | None = None
    versions: tuple[str, str] = ("", "")


def draft(request: Request) -> Plan:
    """The plan that comes closest to one pace step a cut, with its proof.

    Raises:
        BadInput: No dose today, or a target that is not below today's dose.
        DoseNotMakeable: Today's dose or the target cannot be made; the nearest that can are named.
    """
    shape = _shape(request)
    end = _end(request, shape)
    days = solve(Problem(shape, request.pace, end))
    if days is None:
        raise _no_way(request, shape, end)
    plan = _plan(request, shape, days)
    proof = verdicts(plan)
    if broken(proof):  # the search and the laws were written apart; if they disagree nothing is shown
        raise AssertionError(f"the plan breaks its own law: {broken(proof)}")
    return replace(plan, checks=proof)


def asked_for(plan: Plan) -> Request:
    """What a plan was drafted from."""
    return Request(
        medicine=plan.medicine,
        release=plan.release,
        doses=tuple(ScheduledDose(dose.at, dose.amount) for dose in plan.current),
        makings=plan.makings,
        pace=plan.pace,
        start=plan.start,
        target=plan.target,
        drop_first=plan.drop_first,
        change_days=plan.change_days,
        factor=plan.factor,
        versions=(plan.facts_version, plan.program_version),
    )


def _shape(request: Request) -> Shape:
    if not request.doses:
        raise BadInput(
            f"{request.medicine} has no scheduled dose to come down from", "say what is taken: --dose and --at"
        )
    today = tuple(dose.amount.thousandths for dose in request.doses)
    makeable = reachable(request.makings, request.release, max(today) + _largest(request.makings))
    for amount in today:
        if amount not in makeable:
            raise not_makeable(request, amount, makeable)
    finest, grid = fineness(makeable)
    small = planned(request.makings, request.release, today, max(today))
    order = drop_order(tuple(d.at for d in request.doses), request.drop_first)
    return Shape(today, order, small, min(small), finest, grid)


def _largest(makings: Makings) -> int:
    return max((s.amount.thousandths for s in makings.strengths), default=0)


def not_makeable(request: Request, amount: int, makeable: dict[int, Making]) -> DoseNotMakeable:
    """The error that names the nearest doses below and above."""
    near = (
        max((a for a in makeable if a < amount), default=None),
        min((a for a in makeable if a > amount), default=None),
    )
    shown = tuple(str(amount_of(request.release, a)) for a in near if a is not None)
    return DoseNotMakeable(str(amount_of(request.release, amount)), makings_in_words(request.makings), shown)


def drop_order(times: tuple[time, ...], wanted: tuple[str, ...]) -> tuple[int, ...]:
    """Indices of the times of day, the first to be dropped first.

    The first time of the day is its morning, the last its evening, what lies
    between its midday; a single time is the evening. A clock time (`14:00`)
    names one time. What is not named goes in the default order after the rest.

    Raises:
        BadInput: A word that is neither a part of the day nor one of the times.
    """
    order: list[int] = []
    for word in (*wanted, *DROP_FIRST):
        found = [i for i in range(len(times)) if word in {_part(i, len(times)), times[i].isoformat("minutes")}]
        if not found and word not in DROP_FIRST:
            raise BadInput(f"'{word}' is no time of this plan", "use midday, morning, evening or a time such as 14:00")
        order += [i for i in found if i not in order]
    return tuple(order)


def _part(i: int, count: int) -> str:
    if i == count - 1:
        return "evening"
    return "morning" if i == 0 else "midday"


def _end(request: Request, shape: Shape) -> int:
    target, today = request.target.thousandths, sum(shape.today)
    if target == 0:
        return shape.smallest
    if target >= today:
        now = _a_day(request, today)
        raise BadInput(f"the target of {request.target} is not below today's {now}", "a plan only ever comes down")
    if not shape.splits(target):
        raise _no_way(request, shape, target)
    return target


def _no_way(request: Request, shape: Shape, end: int) -> DoseNotMakeable:
    levels = [a for a in range(shape.smallest, sum(shape.today), shape.grid) if shape.exists(a)]
    shown = tuple(_a_day(request, a) for a in around(end, levels))
    return DoseNotMakeable(_a_day(request, end), makings_in_words(request.makings), shown)


def _a_day(request: Request, thousandths: int) -> str:
    return daily_text(RATE_UNIT if request.release is Release.PATCH else "mg", thousandths)


def _plan(request: Request, shape: Shape, days: tuple[Day, ...]) -> Plan:
    stops = request.target.thousandths == 0
    chain = _chain(request, shape, days, stops=stops)
    steps = _dated(request, shape, chain, stops=stops)
    return Plan(
        medicine=request.medicine,
        release=request.release,
        makings=request.makings,
        pace=request.pace,
        start=request.start,
        target=request.target,
        current=_doses(request, shape, shape.today),
        steps=steps,
        stops_on=steps[-1].first + timedelta(days=steps[-1].days) if stops else None,
        change_days=request.change_days,
        drop_first=request.drop_first,
        factor=request.factor,
        facts_version=request.versions[0],
        program_version=request.versions[1],
    )


def _chain(request: Request, shape: Shape, days: tuple[Day, ...], *, stops: bool) -> tuple[tuple[Day, int], ...]:
    """Days with how often they are taken: the cuts, then every other day where the release allows it."""
    chain = tuple((day, 1) for day in days)
    last = days[-1] if days else shape.today
    if stops and request.release is Release.IR:
        return (*chain, (last, 2))
    return chain or ((last, 1),)


def _dated(request: Request, shape: Shape, chain: tuple[tuple[Day, int], ...], *, stops: bool) -> tuple[Step, ...]:
    steps: list[Step] = []
    first, before = request.start, Fraction(sum(shape.today))
    owed = 0
    for n, (day, every_days) in enumerate(chain):
        daily = Fraction(sum(day), every_days)
        after = _next_daily(chain, n, stops=stops)
        step = _step(request, shape, (before, daily), StepDays(n + 1, first, every_days), day)
        held = _held(request, shape, daily, after)
        # a step that had to be coarse is kept at least as long as the wait ahead of it
        steps.append(replace(step, days=max(held, owed if step.coarse else 0)))
        first += timedelta(days=steps[-1].days)
        before, owed = daily, held
    return tuple(steps)


def _next_daily(chain: tuple[tuple[Day, int], ...], n: int, *, stops: bool) -> Fraction | None:
    if n + 1 < len(chain):
        day, every_days = chain[n + 1]
        return Fraction(sum(day), every_days)
    return Fraction(0) if stops else None


def _held(request: Request, shape: Shape, daily: Fraction, after: Fraction | None) -> int:
    """Days at a dose: what the next cut asks for; one interval where none follows."""
    unit = unit_days(request.pace, request.change_days)
    if after is None:
        return -(-request.pace.every_days // unit) * unit
    return hold_days(request.pace, sum(shape.today), daily, after, unit)


class StepDays(Struct, frozen=True):
    """Where a step stands: its number, its first day, and how often a dose is taken."""

    n: int
    first: date
    every_days: int


def _step(request: Request, shape: Shape, cut: tuple[Fraction, Fraction], at: StepDays, day: Day) -> Step:
    before, after = cut
    steps = pace_steps(request.pace, sum(shape.today), before, after)
    assert steps is not None  # only a cut to nothing is worth no number of them, and no step is one
    return Step(
        n=at.n,
        first=at.first,
        days=1,
        every_days=at.every_days,
        doses=_doses(request, shape, day),
        cut_percent=100 * (before - after) / before,
        pace_steps=round(steps, SHOWN_PLACES),
        coarse=is_over(request.pace, before, after),
        why=_why(request, shape, at, cut, steps),
    )


def _why(request: Request, shape: Shape, at: StepDays, cut: tuple[Fraction, Fraction], steps: Fraction) -> Why:
    before, after = cut
    if at.every_days > 1 or before == after:
        return Why.LAST_DOSE
    if is_over(request.pace, before, after):
        return Why.TABLETS
    if request.target.thousandths and after == request.target.thousandths:
        return Why.TARGET
    if steps < 1 and is_over(request.pace, before, after - shape.grid):
        return Why.CAP
    return Why.PACE


def _doses(request: Request, shape: Shape, day: Day) -> tuple[StepDose, ...]:
    return tuple(
        _dose(request, scheduled.at, amount, shape.makeable[amount])
        for scheduled, amount in zip(request.doses, day, strict=True)
        if amount
    )


def _dose(request: Request, at: time, amount: int, making: Making) -> StepDose:
    return StepDose(at, amount_of(request.release, amount), making.tablets, making.liquid_ml)
