"""A plan as JSON, schema `oidtrack/plan/1`."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

from oidtrack.domain.dose import Amount
from oidtrack.render.page.machine import caution, keys, number, span, written
from oidtrack.render.plan.history import event_body
from oidtrack.render.plan.lengths import lengths_body
from oidtrack.render.plan.smoother import smoother_body
from oidtrack.rules.base import Finding
from oidtrack.rules.reading import article_for
from oidtrack.services.plan.lengths import Length
from oidtrack.taper.days.stock import Need, supply
from oidtrack.taper.pace import Pace
from oidtrack.taper.plan import Plan, Step, StepDose
from oidtrack.taper.smoother import Smoother
from oidtrack.taper.speed import Refusal

SCHEMA = "oidtrack/plan/1"


def plan_body(
    plan: Plan,
    cautions: tuple[Finding, ...] = (),
    smoother: tuple[Smoother, ...] = (),
    lengths: tuple[Length, ...] = (),
) -> dict[str, Any]:
    """The plan's keys, without the schema. Amounts are mg, for a patch mcg/h (key `unit` says which)."""
    return {
        "id": plan.name if plan.id else None,
        **keys(plan, "version", "status", "medicine", "release", "unit"),
        "pace": _pace(plan.pace),
        "start": written(plan.start),
        "target_mg": written(plan.target),
        "agreed_with": plan.agreed_with or None,
        "agreed_on": written(plan.agreed_on),
        "event": event_body(plan.event),
        "current": _current(plan),
        "steps": [_step(plan, step) for step in plan.steps],
        "stops_on": written(plan.stops_on),
        "supply": [need_body(need) for need in supply(plan)],
        "accepted": written(plan.accepted),
        "checks": [keys(verdict, "rule", "holds", "detail") for verdict in plan.checks],
        "cautions": [caution(finding) for finding in cautions],
        "smoother": smoother_body(smoother),
        "lengths": lengths_body(lengths),
        **keys(plan, "facts_version", "program_version"),
    }


def ends_body(ends: Plan | None) -> dict[str, Any]:
    """Which plan in force an agreement would end, or null."""
    return {"ends": None if ends is None else ends.name}


def refusal_body(refusal: Refusal, plan: Plan | None, cautions: tuple[Finding, ...]) -> dict[str, Any]:
    """What is said in place of a plan that is not allowed: the limit, and the fastest plan that is."""
    return {
        "refused": {**keys(refusal, "code", "text", "source"), "guide": article_for(refusal.code) or None},
        "allowed": None if plan is None else plan_body(plan, cautions),
        "cautions": [caution(finding) for finding in cautions],
    }


def _pace(pace: Pace) -> dict[str, Any]:
    return {
        **keys(pace, "percent", "every_days", "basis"),
        "current_below_percent": number(100 * pace.current_below),
        **keys(pace, "max_step_percent", "max_hold_days", "source", "why"),
    }


def _current(plan: Plan) -> dict[str, Any]:
    return {**_daily(plan, plan.current_daily), "doses": [_dose(dose) for dose in plan.current]}


def _daily(plan: Plan, daily: Fraction) -> dict[str, Any]:
    """What a day comes to, given in thousandths of the unit."""
    return {
        "daily_mg": number(daily / 1000),
        "mme": written(plan.mme(daily)),
        "combined_mme": written(plan.combined_mme(daily)),
    }


def _step(plan: Plan, step: Step) -> dict[str, Any]:
    return {
        "n": step.n,
        **span(step.first, step.first + timedelta(days=step.days - 1)),
        **keys(step, "days", "every_days"),
        **_daily(plan, step.daily),
        "cut_percent": written(step.cut_percent),
        "of_start_percent": number(100 * step.daily / plan.start_daily),
        **keys(step, "pace_steps", "coarse", "why"),
        "doses": [_dose(dose) for dose in step.doses],
    }


def _dose(dose: StepDose) -> dict[str, Any]:
    made = {"time": written(dose.at), "mg": written(dose.amount)}
    if dose.liquid_ml is not None:
        return made | {"liquid_ml": written(dose.liquid_ml)}
    return made | {"tablets": [_tablets(t.strength, t.count) for t in dose.tablets]}


def _tablets(strength: Amount, count: Fraction) -> dict[str, Any]:
    return {"strength_mg": written(strength), "count": written(count)}


def need_body(need: Need) -> dict[str, Any]:
    """What some days need: tablets, or patches, of each strength, and millilitres of a liquid."""
    return {
        **span(need.first, need.last),
        "tablets": [_tablets(strength, count) for strength, count in need.tablets],
        "liquid_ml": written(need.liquid_ml or None),
    }
