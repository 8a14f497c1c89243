"""A plan as JSON, schema `oidtrack/plan/1`."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

from oidtrack.domain.dose import Amount
from oidtrack.domain.medicine import Release
from oidtrack.render.page.machine import caution, number, number_or_none
from oidtrack.render.plan.history import event_body
from oidtrack.render.plan.lengths import lengths_body
from oidtrack.render.plan.smoother import smoother_body
from oidtrack.rules.base import Finding
from oidtrack.rules.reading import article_for
from oidtrack.services.plan.lengths import Length
from oidtrack.taper.days.stock import Need, supply
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
        "version": plan.version,
        "status": plan.status.value,
        "medicine": plan.medicine,
        "release": plan.release.value,
        "unit": "mcg/h" if plan.release is Release.PATCH else "mg",
        "pace": _pace(plan),
        "start": plan.start.isoformat(),
        "target_mg": number(plan.target.shown),
        "agreed_with": plan.agreed_with or None,
        "agreed_on": plan.agreed_on.isoformat() if plan.agreed_on else None,
        "event": event_body(plan.event),
        "current": _current(plan),
        "steps": [_step(plan, step) for step in plan.steps],
        "stops_on": plan.stops_on.isoformat() if plan.stops_on else None,
        "supply": [_need(need) for need in supply(plan)],
        "accepted": list(plan.accepted),
        "checks": [{"rule": v.rule, "holds": v.holds, "detail": v.detail} for v in plan.checks],
        "cautions": [caution(finding) for finding in cautions],
        "smoother": smoother_body(smoother),
        "lengths": lengths_body(lengths),
        "facts_version": plan.facts_version,
        "program_version": plan.program_version,
    }


def ends_body(ends: Plan | None) -> dict[str, Any]:
    """Which plan in force an agreement would end, or null."""
    return {"ends": None if ends is None else ends.name}


def refusal_body(refusal: Refusal, plan: Plan | None, cautions: tuple[Finding, ...]) -> dict[str, Any]:
    """What is said in place of a plan that is not allowed: the limit, and the fastest plan that is."""
    return {
        "refused": {
            "code": refusal.code,
            "text": refusal.text,
            "source": refusal.source,
            "guide": article_for(refusal.code) or None,
        },
        "allowed": None if plan is None else plan_body(plan, cautions),
        "cautions": [caution(finding) for finding in cautions],
    }


def _pace(plan: Plan) -> dict[str, Any]:
    pace = plan.pace
    return {
        "percent": number(pace.percent),
        "every_days": pace.every_days,
        "basis": pace.basis.value,
        "current_below_percent": number(100 * pace.current_below),
        "max_step_percent": number(pace.max_step_percent),
        "max_hold_days": pace.max_hold_days,
        "source": pace.source,
        "why": pace.why,
    }


def _current(plan: Plan) -> dict[str, Any]:
    daily = plan.current_daily
    return {
        "daily_mg": number(daily / 1000),
        "mme": number_or_none(plan.mme(daily)),
        "combined_mme": number_or_none(plan.combined_mme(daily)),
        "doses": [_dose(d) for d in plan.current],
    }


def _step(plan: Plan, step: Step) -> dict[str, Any]:
    return {
        "n": step.n,
        "from": step.first.isoformat(),
        "to": (step.first + timedelta(days=step.days - 1)).isoformat(),
        "days": step.days,
        "every_days": step.every_days,
        "daily_mg": number(step.daily / 1000),
        "mme": number_or_none(plan.mme(step.daily)),
        "combined_mme": number_or_none(plan.combined_mme(step.daily)),
        "cut_percent": number(step.cut_percent),
        "of_start_percent": number(100 * step.daily / plan.start_daily),
        "pace_steps": number(step.pace_steps),
        "coarse": step.coarse,
        "why": step.why.value,
        "doses": [_dose(dose) for dose in step.doses],
    }


def _dose(dose: StepDose) -> dict[str, Any]:
    made: dict[str, Any] = {"time": f"{dose.at:%H:%M}", "mg": number(dose.amount.shown)}
    if dose.liquid_ml is not None:
        return made | {"liquid_ml": number(dose.liquid_ml)}
    return made | {"tablets": [_tablets(t.strength, t.count) for t in dose.tablets]}


def _tablets(strength: Amount, count: Fraction) -> dict[str, Any]:
    return {"strength_mg": number(strength.shown), "count": number(count)}


def _need(need: Need) -> dict[str, Any]:
    return {
        "from": need.first.isoformat(),
        "to": need.last.isoformat(),
        "tablets": [_tablets(strength, count) for strength, count in need.tablets],
        "liquid_ml": number(need.liquid_ml) if need.liquid_ml else None,
    }
