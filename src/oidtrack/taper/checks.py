"""The laws that every plan keeps, each a function from a plan to a verdict.

They know nothing of the search: they look at the finished plan and at what the
strengths can make, and would find fault with a plan typed in by hand just the
same.

Source:
    The numbers come from the plan's own pace; the laws are those of docs/explanation/taper.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from fractions import Fraction

from msgspec import Struct

from oidtrack.domain.dose import amount_text, daily_text, plain
from oidtrack.domain.journal import day_words
from oidtrack.domain.medicine import Release, amount_of
from oidtrack.errors import listed
from oidtrack.taper.pace import hold_days, is_over, lasts, unit_days
from oidtrack.taper.plan import Plan, Step, StepDose, Verdict
from oidtrack.taper.tablets import HALF, planned, reachable

Law = Callable[[Plan], Iterable[str]]
"""From a plan to everything that is wrong with it; nothing where it keeps the law."""


def verdicts(plan: Plan) -> tuple[Verdict, ...]:
    """Every law with its verdict, in the order people read them."""
    found = ((rule, "; ".join(law(plan))) for rule, law in LAWS)
    return tuple(Verdict(rule, not detail, detail) for rule, detail in found)


def broken(proof: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """The laws that do not hold."""
    return tuple(verdict for verdict in proof if not verdict.holds)


def adds_up(plan: Plan) -> Iterator[str]:
    """Tablets times strength is the dose, at every time of every step, with allowed splits only."""
    for n, dose in [(0, d) for d in plan.current] + [(s.n, d) for s in plan.steps for d in s.doses]:
        if fault := _dose_fault(plan, dose):
            yield f"{_place(n)} at {dose.at:%H:%M}: {fault}"


def _dose_fault(plan: Plan, dose: StepDose) -> str:
    if dose.liquid_ml is not None:
        liquid = plan.makings.liquid
        if liquid is None or dose.tablets or (dose.liquid_ml / liquid.step_ml).denominator != 1:
            return "not a measurable volume of the liquid"
        made = dose.liquid_ml * liquid.ug_per_ml
    else:
        made = sum((t.count * t.strength.thousandths for t in dose.tablets), Fraction(0))
        halvable = {s.amount: s.may_halve for s in plan.makings.strengths}
        for tablets in dose.tablets:
            if tablets.strength not in halvable:
                return f"{tablets.strength} is not at hand"
            if tablets.count % (HALF if halvable[tablets.strength] else 1):
                return f"{tablets.strength} cannot be split like that"
    return "" if made == dose.amount.thousandths else "the tablets do not make the dose"


def never_rises(plan: Plan) -> Iterator[str]:
    """No daily dose and no dose at a time of day is above the step before."""
    before, daily = plan.current, plan.current_daily
    for step in plan.steps:
        earlier = {d.at: d.amount.thousandths for d in before}
        if step.daily > daily:
            yield f"step {step.n} is {daily_text(plan.unit, step.daily - daily)} above the dose before"
        else:
            rises = ((dose.at, dose.amount.thousandths - earlier.get(dose.at, 0)) for dose in step.doses)
            for at, rise in rises:
                if rise > 0:
                    more = amount_text(plan.unit, Fraction(rise))
                    yield f"step {step.n} is {more} above the dose before at {at:%H:%M}"
        before, daily = step.doses, step.daily


def within_cap(plan: Plan) -> Iterator[str]:
    """No cut is above the cap where the strengths allow a smaller one; what is above says so."""
    for before, daily, step in _cuts(plan):
        over = is_over(plan.pace, daily, step.daily)
        if over != step.coarse:
            says = "does not say" if over else "says"
            yield f"step {step.n}, a cut of {plain(step.cut_percent, 1)} %, {says} that it is coarse"
        if over and step.every_days == 1 and _smaller_exists(plan, before, step):
            most = plain(plan.pace.max_step_percent)
            yield f"step {step.n} cuts {plain(step.cut_percent, 1)} % where {most} % or a smaller cut can be made"


def _smaller_exists(plan: Plan, before: tuple[StepDose, ...], step: Step) -> bool:
    """Whether some allowed day lies between the two, looked for one by one."""
    amounts = tuple(d.amount.thousandths for d in before)
    if not is_over(plan.pace, sum(amounts), sum(amounts) - _smallest(plan)):
        return True  # from any day there is another at most one smallest dose lower
    makeable = sorted(planned(plan.makings, plan.release, _origin(plan), max(amounts)))
    days: set[tuple[int, ...]] = {()}
    for amount in amounts:
        days = {(*day, a) for day in days for a in (0, *makeable) if a <= amount}
    even = _evenness(plan)
    return any(step.daily < sum(day) < sum(amounts) and not _uneven(even, [a for a in day if a]) for day in days)


def keeps_pace(plan: Plan) -> Iterator[str]:
    """Each dose is kept for one interval a pace step of the cut after it, and at least one interval.

    The wait before a coarse cut ends at `max_hold_days`; a cut to nothing waits
    as `hold_days` says.
    """
    start = int(plan.start_daily)
    ends = [step.daily for step in plan.steps[1:]] + ([Fraction(0)] if plan.stops_on else [])
    for step, after in zip(plan.steps, ends, strict=False):
        longest = plan.pace.max_hold_days
        enough = is_over(plan.pace, step.daily, after) and longest is not None and step.days >= longest
        if after == 0:
            enough = step.days >= hold_days(plan.pace, start, step.daily, after, 1)
        if step.days < plan.pace.every_days or not (enough or lasts(plan.pace, start, step.daily, after, step.days)):
            short = hold_days(plan.pace, start, step.daily, after, 1) - step.days
            yield f"step {step.n} of {step.days} days is {short} days too short for the cut after it"


def no_cliff(plan: Plan) -> Iterator[str]:
    """The last dose is the smallest of use, once a day; IR goes to every other day before it stops."""
    if plan.stops_on is None:
        return
    last = plan.steps[-1]
    smallest = _smallest(plan)
    if len(last.doses) != 1 or last.doses[0].amount.thousandths > smallest:
        ending = listed(dose.amount for dose in last.doses)
        lowest = amount_of(plan.release, smallest)
        if plan.release is Release.PATCH:
            yield f"it ends from {ending}, not from {lowest}"
        else:
            yield f"it ends from {ending} a day, not from {lowest} once a day"
    if (plan.release is Release.IR) != (last.every_days == 2):  # noqa: PLR2004 - every other day
        yield "an immediate-release plan, and only that, ends on every other day"


def whole_steps(plan: Plan) -> Iterator[str]:
    """Dates touch, and steps are whole weeks (and whole patch changes) where the interval is."""
    unit = unit_days(plan.pace, plan.change_days)
    due = plan.start
    for step in plan.steps:
        if step.first != due:
            off = f"{abs((step.first - due).days)} days off {day_words(due)}"
            yield f"step {step.n} starts on {day_words(step.first)}, {off}"
        if step.days < 1 or step.days % unit:
            over = step.days % unit
            yield f"step {step.n} of {step.days} days is {over} days over a whole number of {unit}"
        due = step.first + timedelta(days=step.days)  # one gap is one fault
    if plan.stops_on not in {None, due}:
        yield f"the stop is on {day_words(plan.stops_on)}, not on {day_words(due)}"


def even_days(plan: Plan) -> Iterator[str]:
    """A day is as even as the strengths and today's day allow, and keeps its times while it can."""
    even = _evenness(plan)
    for step in plan.steps:
        if fault := _uneven(even, [dose.amount.thousandths for dose in step.doses]):
            yield f"step {step.n}: {fault}"


class _Evenness(Struct, frozen=True):
    """What every day of one plan is held to; amounts in thousandths of the unit."""

    times: int
    smallest: int
    apart: int
    unit: str


def _evenness(plan: Plan) -> _Evenness:
    apart = max(2 * _finest(plan), _spread(list(_origin(plan))))
    return _Evenness(len(plan.origin), _smallest(plan), apart, plan.unit)


def _uneven(even: _Evenness, amounts: list[int]) -> str:
    kept = min(even.times, sum(amounts) // even.smallest)
    if not kept <= len(amounts) <= even.times:
        return f"it has {len(amounts)} times of day where {kept} can be kept"
    if _spread(amounts) > even.apart:
        apart, most = (amount_text(even.unit, Fraction(one)) for one in (_spread(amounts), even.apart))
        return f"its doses lie {apart} apart, more than {most}"
    return ""


def _finest(plan: Plan) -> int:
    """The smallest amount that can be made at all; it is never above a dose that is made."""
    return min(reachable(plan.makings, plan.release, max(_origin(plan))))


def _smallest(plan: Plan) -> int:
    """The smallest dose that a plan is made of; it is never above the smallest one that the taper began with."""
    return min(planned(plan.makings, plan.release, _origin(plan), max(_origin(plan))))


def _origin(plan: Plan) -> tuple[int, ...]:
    return tuple(dose.amount.thousandths for dose in plan.origin)


def _spread(amounts: list[int]) -> int:
    return max(amounts, default=0) - min(amounts, default=0)


def _cuts(plan: Plan) -> list[tuple[tuple[StepDose, ...], Fraction, Step]]:
    """Each step with the doses and the daily amount before it; a step that cuts nothing is left out."""
    befores = [(plan.current, plan.current_daily), *((s.doses, s.daily) for s in plan.steps)]
    return [
        (doses, daily, step) for (doses, daily), step in zip(befores, plan.steps, strict=False) if step.daily != daily
    ]


def _place(n: int) -> str:
    return f"step {n}" if n else "today"


LAWS: tuple[tuple[str, Law], ...] = (
    ("adds-up", adds_up),
    ("never-rises", never_rises),
    ("within-cap", within_cap),
    ("keeps-pace", keeps_pace),
    ("no-cliff", no_cliff),
    ("whole-steps", whole_steps),
    ("even-days", even_days),
)
