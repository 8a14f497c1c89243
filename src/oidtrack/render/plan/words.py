"""A plan in words, for a pharmacist: what is taken when, and what to dispense for each step."""

from __future__ import annotations

from datetime import date, timedelta

from oidtrack.domain.dose import amount_text
from oidtrack.domain.medicine import Release
from oidtrack.render.page.blocks import folded
from oidtrack.render.page.layout import day_words, span_words
from oidtrack.render.plan.page import need_in_words, standing
from oidtrack.taper.plan import Plan, Step, StepDose
from oidtrack.taper.stock import Need, supply_from
from oidtrack.taper.tablets import Making, spoken

PIECE = "A tablet here is the tablet or capsule of that strength. None is cut but where it says one half."


def plan_words(plan: Plan, today: date) -> str:
    """The plan from today on, at most 80 columns; whether it is agreed comes first."""
    parts = [
        folded(f"{plan.status.value.upper()}. {standing(plan, reason=False)}", ""),
        _head(plan),
        *(_step(plan, step, need) for step, need in supply_from(plan, today)),
        _end(plan),
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def dose_spoken(plan: Plan, dose: StepDose) -> str:
    """The tablets of one dose, said aloud."""
    return spoken(Making(dose.tablets, dose.liquid_ml), plan.release)


def _head(plan: Plan) -> list[str]:
    lines = folded(f"Plan {plan.name}, version {plan.version}: {plan.medicine} ({plan.release.value})", "")
    lines += _doses(
        plan, plan.current, f"Before the first step: {amount_text(plan.unit, plan.current_daily)}{_a_day(plan)}"
    )
    return lines if plan.release is Release.PATCH else [*lines, *folded(PIECE, "")]


def _step(plan: Plan, step: Step, need: Need) -> list[str]:
    when = f"{day_words(need.first)} to {day_words(need.last)}, {span_words((need.last - need.first).days + 1)}"
    often = ", every other day from the first" if step.every_days > 1 else ""
    average = " on average" if step.every_days > 1 else ""
    lines = folded(f"Step {step.n}. {when}{often}", "")
    lines += _doses(plan, step.doses, f"{amount_text(plan.unit, step.daily)}{_a_day(plan)}{average}")
    return lines + folded(need_in_words(need, plan.release), "  To dispense: ")


def _doses(plan: Plan, doses: tuple[StepDose, ...], total: str) -> list[str]:
    lines = folded(total)
    for dose in doses:
        lines += folded(f"{dose.amount}: {dose_spoken(plan, dose)}", f"  {dose.at:%H:%M}  ")
    if plan.change_days > 1:
        lines += folded(f"A patch is worn for {span_words(plan.change_days)}, then changed.")
    return lines


def _a_day(plan: Plan) -> str:
    return "" if plan.release is Release.PATCH else " a day"


def _end(plan: Plan) -> list[str]:
    if plan.stops_on is None:
        last = plan.steps[-1].first + timedelta(days=plan.steps[-1].days)
        return folded(f"From {day_words(last)} on: the dose of the last step goes on.", "")
    return folded(f"Stop: {day_words(plan.stops_on)} is the first day without.", "")
