"""A plan for people: dates, doses in tablets, cuts, and why each has its size."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import groupby

from oidtrack.domain.dose import amount_text, plain, printable
from oidtrack.domain.journal import day_words, every_words, span_words
from oidtrack.domain.medicine import Release
from oidtrack.errors import listed
from oidtrack.render.page.parts import Block, Heading, Item, Page, Tone, Words, inset, labelled
from oidtrack.taper.days.stock import Need, supply
from oidtrack.taper.pace import Basis
from oidtrack.taper.plan import Plan, Status, Step, StepDose, Verdict, Why, step_on
from oidtrack.taper.tablets import Making, least_liquid, planned, words

LAW_WORDS = {
    "adds-up": "Tablets times strength is the dose, every time",
    "never-rises": "No dose is ever above the one before",
    "within-cap": "No cut is larger than it has to be",
    "keeps-pace": "Each dose is kept long enough before the next cut",
    "no-cliff": "It stops from the smallest dose of use",
    "whole-steps": "Dates touch; steps are whole weeks",
    "even-days": "The day stays even; times are dropped last",
}

AFTER_STOP = "Tolerance is soon lost: from here on an old dose would be dangerous. Keep naloxone at home."

_STATUS = {
    Status.DRAFT: "A draft. Nobody has agreed to it yet: show it to your prescriber first.",
    Status.AGREED: "Agreed with {who} on {on}.",
    Status.HELD: "On hold. Staying where you are is part of the plan.",
    Status.ENDED: "Ended on {end}: none of its steps holds from then on.",
}

_WHY = {
    Why.PACE: "the nearest to the size of the pace that these strengths make",
    Why.CAP: "kept small: more would be above the largest cut",
    Why.TARGET: "the target",
    Why.ENTERED: "as it was entered",
    Why.LAST_DOSE: "the smallest dose, every other day",
    Why.TABLETS: "A large cut (coarse): these strengths make no smaller one. Ask about {ways}.",
}

_COARSE_MARKS = (
    "A large cut (coarse): what is at hand makes no smaller one. Ask about a weaker liquid, finer marks or more time."
)
_COARSE_FLOOR = (
    "A large cut (coarse): no dose under {least} is planned, so no smaller one is left. Ask about more time."
)


def plan_page(plan: Plan, today: date | None = None) -> Page:
    """The whole plan.

    With `today`, a plan that is under way says where it stands: steps that are
    over take one line, the one that holds is marked.
    """
    here, coming = steps_now(plan, today)
    over = Block(tuple(_over(plan, step) for step in plan.steps if step.n < here))
    steps = [step_item(plan, n, now=plan.steps[n].n == here) for n in coming]
    return Page((head_block(plan), _pace(plan), _today(plan), over, *steps, end_block(plan, here), _proof(plan)))


def steps_now(plan: Plan, today: date | None) -> tuple[int, range]:
    """The number of the step that holds, 0 for none, and the places of the steps from it on."""
    lived = None if today is None else step_on(plan, today)
    here = lived.n if lived is not None and plan.status in {Status.AGREED, Status.HELD} else 0
    return here, range(max(here - 1, 0), len(plan.steps))


def ends_words(ends: Plan | None, *, ended: bool = False) -> str:
    """Which plan in force an agreement ends, or has ended; empty where there is none."""
    if ends is None:
        return ""
    if ended:
        return f"{ends.name} has ended with it; its versions stay: oidtrack plan history {ends.name}"
    return f"It begins at the dose in force. {ends.name} is in force until somebody agrees to this one, and ends then."


def _over(plan: Plan, step: Step) -> Item:
    last = step.first + timedelta(days=step.days - 1)
    days = f"{day_words(step.first)} to {day_words(last)}"
    return labelled(f"Step {step.n}", f"{days}: {amount_text(plan.unit, step.daily)}, over", tone=Tone.OVER)


def head_block(plan: Plan) -> Block:
    """Its name, its goal and whether somebody agreed to it."""
    goal = f"down to {plan.target} a day" if plan.target.thousandths else "down to a stop"
    name = f"Plan {plan.name}, version {plan.version}" if plan.id else "Plan"
    return Block((Heading(f"{name}: {plan.medicine} ({plan.release.value}), {goal}"), standing(plan)))


def _pace(plan: Plan) -> Block:
    pace = plan.pace
    if plan.is_entered:
        return Block((pace_line(plan),))
    return Block((pace_line(plan), labelled("Why", pace.why), labelled("Source", pace.source)))


def pace_line(plan: Plan) -> Item:
    """How fast it comes down."""
    pace = plan.pace
    of = "current" if pace.basis is Basis.CURRENT else "starting"
    how = f"{plain(pace.percent)} % of the {of} dose every {every_words(pace.every_days)}"
    return labelled("Pace", pace.why if plan.is_entered else how)


def standing(plan: Plan, *, reason: bool = True) -> str:
    """Whether somebody agreed to it, and whether it is on hold; the reason is in the person's own words."""
    event = plan.event
    on = day_words(plan.agreed_on) if plan.agreed_on else ""
    end = "" if event is None else day_words(event.on)
    words = _STATUS[plan.status].format(who=plan.agreed_with, on=on, end=end)
    if plan.status is Status.HELD and event is not None and event.look_again is not None:
        why = f" ({event.reason})" if event.reason and reason else ""
        words += (
            f" Since {day_words(event.on)}{why}; look at it again on {day_words(event.look_again)}. No cut comes"
            " before you resume it; the dates of the steps to come are the earliest."
        )
    return words


def _today(plan: Plan) -> Item:
    daily = plan.current_daily
    label = "Today" if plan.status is Status.DRAFT else "Before"
    return labelled(label, _total(plan, daily), _combined(plan, daily), *_doses(plan, plan.current))


def step_item(plan: Plan, n: int, *, now: bool = False, brief: bool = False) -> Item:
    """One step: its days, its doses, its cut and why it has its size; in brief only where that is not the pace."""
    step = plan.steps[n]
    before = plan.steps[n - 1].daily if n else plan.current_daily
    last = step.first + timedelta(days=step.days - 1)
    mark = "  <- now" if now else ""
    tone = Tone.CARE if step.why is Why.TABLETS else Tone.NOTE
    return labelled(
        f"Step {step.n}",
        f"{day_words(step.first)} to {day_words(last)}, {span_words(step.days)}{mark}",
        f"{_total(plan, step.daily)}; {_cut(plan, before, step)}",
        _combined(plan, step.daily),
        *_doses(plan, step.doses, every_days=step.every_days),
        "" if brief and step.why is Why.PACE else Words(_why(plan, step), tone),
        tone=Tone.NOW if now else Tone.PLAIN,
    )


def _why(plan: Plan, step: Step) -> str:
    """Why a step has its size; who has a liquid is not told to ask for one."""
    liquid = plan.makings.liquid
    if step.why is not Why.TABLETS or liquid is None:
        return _WHY[step.why].format(ways=_ways(plan))
    origin = tuple(dose.amount.thousandths for dose in plan.origin)
    least = min(planned(plan.makings, plan.release, origin, least_liquid(plan.makings, origin)))
    if least <= liquid.step:
        return _COARSE_MARKS
    return _COARSE_FLOOR.format(least=amount_text(plan.unit, Fraction(least)))


def _ways(plan: Plan) -> str:
    """What to ask for where the strengths make no smaller cut."""
    if plan.release is Release.IR:
        return "a liquid, a smaller strength or more time"
    return "a smaller strength or more time"


def _cut(plan: Plan, before: Fraction, step: Step) -> str:
    if before == step.daily:
        return "no cut"
    return f"{amount_text(plan.unit, before - step.daily)} less ({plain(step.cut_percent, 1)} %)"


def _total(plan: Plan, thousandths: Fraction) -> str:
    own = plan.mme(thousandths)
    mme = "" if own is None else f", {plain(own, 1)} MME"
    return f"{amount_text(plan.unit, thousandths)}{plan.release.a_day}{mme}"


def _combined(plan: Plan, thousandths: Fraction) -> str:
    """The sum with the other opioids, where there are such."""
    if not plan.beside:
        return ""
    total, names = plan.combined_mme(thousandths), listed(plan.beside)
    return f"{names} not counted in full" if total is None else f"{plain(total, 1)} MME together with {names}"


def _doses(plan: Plan, doses: tuple[StepDose, ...], every_days: int = 1) -> list[str]:
    """One line for each dose; times with the same dose share one."""
    lines = []
    for (amount, making), group in groupby(doses, key=lambda d: (d.amount, Making(d.tablets, d.liquid_ml))):
        times = ", ".join(f"{dose.at:%H:%M}" for dose in group)
        often = " every other day" if every_days > 1 else ""
        lines.append(f"{times}{often}  {amount} = {words(making, plan.release)}")
    return lines


def end_block(plan: Plan, here: int) -> Block:
    """How it ends, and the tablets that the coming step takes."""
    end = labelled("Stay", f"on {plan.target} a day")
    if plan.stops_on is not None:
        end = labelled("Stop", f"{day_words(plan.stops_on)}: the first day without", AFTER_STOP)
    coming = min(here + 1, len(plan.steps))
    asked = need_in_words(supply(plan)[coming - 1], plan.release)
    return Block((end, labelled("Supply", f"for step {coming}: {asked}")))


def need_in_words(need: Need, release: Release) -> str:
    """What to ask for: `56 × 30 mg, 28 × 20 mg`; a half left over is rounded up to a whole tablet."""
    what = " patches" if release is Release.PATCH else ""
    parts = [f"{-(-count.numerator // count.denominator)} × {strength}{what}" for strength, count in need.tablets]
    if need.liquid_ml:
        parts.append(f"{plain(need.liquid_ml)} mL")
    return ", ".join(parts)


def _proof(plan: Plan) -> Block:
    laws = (f"✓ {printable(LAW_WORDS.get(v.rule, v.rule))}" if v.holds else _broken(v) for v in plan.checks)
    return Block((Heading("The plan checked itself:"), inset(*laws)))


def broken_laws(plan: Plan) -> tuple[Words, ...]:
    """Each law that does not hold, by its name."""
    return tuple(_broken(verdict) for verdict in plan.checks if not verdict.holds)


def _broken(verdict: Verdict) -> Words:
    return Words(f"✗ BROKEN {verdict.rule}: {verdict.detail}", Tone.URGENT)
