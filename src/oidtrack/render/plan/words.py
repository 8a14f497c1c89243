"""A plan in words, for a pharmacist: what is taken when, and what to dispense for each step."""

from __future__ import annotations

from datetime import date, timedelta

from oidtrack.domain.dose import amount_text
from oidtrack.domain.journal import day_words, span_words
from oidtrack.domain.medicine import Release
from oidtrack.render.page.parts import Block, Heading, Item, Page, Part, grid, inset
from oidtrack.render.plan.page import need_in_words, standing
from oidtrack.taper.days.stock import Need, supply_from
from oidtrack.taper.plan import Plan, Step, StepDose
from oidtrack.taper.tablets import Making, spoken

PIECE = "A tablet here is the tablet or capsule of that strength. None is cut but where it says one half."


def plan_words_page(plan: Plan, today: date) -> Page:
    """The plan from today on; whether it is agreed comes first."""
    agreed = f"{plan.status.value.upper()}. {standing(plan, reason=False)}"
    steps = (_step(plan, step, need) for step, need in supply_from(plan, today))
    return Page((agreed, _head(plan), *steps, _end(plan)), full=True)


def dose_spoken(plan: Plan, dose: StepDose) -> str:
    """The tablets of one dose, said aloud."""
    return spoken(Making(dose.tablets, dose.liquid_ml), plan.release)


def _head(plan: Plan) -> Block:
    name = Heading(f"Plan {plan.name}, version {plan.version}: {plan.medicine} ({plan.release.value})")
    now = f"Before the first step: {amount_text(plan.unit, plan.current_daily)}{plan.release.a_day}"
    piece = "" if plan.release is Release.PATCH else PIECE
    return Block((name, inset(now, *_doses(plan, plan.current)), piece))


def _step(plan: Plan, step: Step, need: Need) -> Block:
    when = f"{day_words(need.first)} to {day_words(need.last)}, {span_words((need.last - need.first).days + 1)}"
    often = ", every other day from the first" if step.every_days > 1 else ""
    average = " on average" if step.every_days > 1 else ""
    total = f"{amount_text(plan.unit, step.daily)}{plan.release.a_day}{average}"
    asked = Item("To dispense:", need_in_words(need, plan.release))
    return Block((Heading(f"Step {step.n}. {when}{often}"), inset(total, *_doses(plan, step.doses), asked)))


def _doses(plan: Plan, doses: tuple[StepDose, ...]) -> list[Part]:
    said = [(f"{dose.at:%H:%M}", f"{dose.amount}: {dose_spoken(plan, dose)}") for dose in doses]
    worn = f"A patch is worn for {span_words(plan.change_days)}, then changed." if plan.change_days > 1 else ""
    return [grid(*said, words=range(2), indent=0), worn]


def _end(plan: Plan) -> str:
    if plan.stops_on is None:
        last = plan.steps[-1].first + timedelta(days=plan.steps[-1].days)
        return f"From {day_words(last)} on: the dose of the last step goes on."
    return f"Stop: {day_words(plan.stops_on)} is the first day without."
