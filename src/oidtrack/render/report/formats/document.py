"""The report as JSON, schema `oidtrack/report/1`. Amounts are mg, of a patch mcg/h (key `unit` says which)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from oidtrack.domain.dose import Amount
from oidtrack.insight.adherence import Counts
from oidtrack.insight.phases import PhaseView
from oidtrack.insight.series import Series
from oidtrack.insight.spread import METHOD, Spread
from oidtrack.insight.steps import StepView
from oidtrack.render.doses.mme import mme_body
from oidtrack.render.medicines.stock import medicine_stock
from oidtrack.render.page.machine import number, number_or_none, spread_body
from oidtrack.render.report.formats.leaving import free_text_body
from oidtrack.render.report.formats.standing_document import standing_body
from oidtrack.render.report.sections.treatments import treatment_body
from oidtrack.render.today.since_cut import overlay_body
from oidtrack.render.warnings.page import finding_body
from oidtrack.services.doses.ladder import DayDose
from oidtrack.services.journal.assessing import AssessmentView
from oidtrack.services.report.reporting import Report
from oidtrack.services.report.until_visit import Ahead
from oidtrack.store.tables.appointments import Appointment
from oidtrack.taper.days.inforce import InForce
from oidtrack.taper.days.stock import Need

SCHEMA = "oidtrack/report/1"


def report_body(report: Report, *, notes: bool = False) -> dict[str, Any]:
    """The report's keys, without the schema. What is not known is null, never 0; `notes` only where asked for."""
    period, plan = report.period, report.plan
    return {
        "period": {
            "from": period.first.isoformat(),
            "to": period.last.isoformat(),
            "days": period.days,
            "days_logged": period.days_logged,
        },
        "prescriber": report.prescriber,
        "appointment": appointment_body(report.appointment),
        "plan": None if plan is None else {"id": plan.name, "version": plan.version, "status": plan.status.value},
        "findings": [finding_body(finding) for finding in report.findings],
        "phases": [phase_body(view) for view in report.phases.phases],
        "since_cut": overlay_body(report.phases.overlay),
        "doses": [_day_dose(row) for row in report.doses],
        "steps": [_step(step) for step in report.steps],
        "cuts": [day.isoformat() for day in report.cuts],
        "quartiles": METHOD,
        "measures": {one.measure: _measure(one, report.overall(one.measure)) for one in report.measures},
        "assessments": [_assessment(view) for view in report.assessments],
        "adherence": {
            **_counts(report.adherence.total),
            "medicines": [{"medicine": name, **_counts(counts)} for name, counts in report.adherence.medicines],
        },
        "mme": {name: value for name, value in mme_body(report.mme, ()).items() if name != "cautions"},
        "treatments": [treatment_body(view) for view in report.treatments],
        "supply": _supply(report),
        "questions": [*report.questions, *report.suggested],
        "suggested_questions": list(report.suggested),
        "medicines": [_medicine(one) for one in report.in_force],
        **standing_body(report),
        "notes": [free_text_body(one) for one in report.free_texts] if notes else None,
    }


def _supply(report: Report) -> dict[str, Any]:
    plan = report.plan
    return {
        "medicine": None if plan is None else plan.medicine,
        "unit": None if plan is None else plan.unit,
        "rest_of_step": _need(report.supply.rest),
        "next_step": _need(report.supply.following),
        "stock": [medicine_stock(one) for one in report.stock] or None,
        "prescribe": [_ahead(stretch) for stretch in report.ahead],
    }


def appointment_body(appointment: Appointment | None) -> dict[str, Any] | None:
    """An appointment, or null."""
    if appointment is None:
        return None
    return {"id": appointment.name, "at": appointment.moment.wall.isoformat(), "who": appointment.who}


def _day_dose(row: DayDose) -> dict[str, Any]:
    return {
        "day": row.day.isoformat(),
        "medicine": row.medicine,
        "unit": row.unit,
        "planned_mg": number_or_none(row.planned),
        "taken_mg": number_or_none(row.taken),
        "partial": row.partial,
        "planned_mme": number_or_none(row.planned_mme),
        "taken_mme": number_or_none(row.taken_mme),
    }


def _step(step: StepView) -> dict[str, Any]:
    return {
        "n": step.n,
        "from": step.first.isoformat(),
        "to": step.last.isoformat(),
        "days": step.days,
        "days_logged": step.days_logged,
        "daily_mg": number(step.daily),
        "cut_percent": number_or_none(step.cut_percent),
        **{name: spread_body(found) for name, found in (*step.spreads, *step.more)},
    }


def _measure(one: Series, found: Spread) -> dict[str, Any]:
    values = [{"day": day.isoformat(), "value": number(value)} for day, value in one.known()]
    return {**spread_body(found), "values": values}


def _assessment(view: AssessmentView) -> dict[str, Any]:
    return {
        "entry": view.entry,
        "day": view.day.isoformat(),
        "instrument": view.instrument,
        "score": number(view.score),
        "max": view.max_score,
        "band": view.band,
        "change": number_or_none(view.change),
        "meaningful": view.meaningful,
        "alarm": view.alarm,
    }


def _counts(counts: Counts) -> dict[str, int]:
    return {
        "planned": counts.planned,
        "taken": counts.taken,
        "skipped": counts.skipped,
        "missed": counts.missed,
        "extra": counts.extra,
        "as_needed": counts.as_needed,
        "unrecorded": counts.unrecorded,
        "days_recorded": counts.days_recorded,
        "days_partial": counts.partial,
        "days": counts.days,
    }


def _need(need: Need | None) -> dict[str, Any] | None:
    if need is None:
        return None
    return {
        "from": need.first.isoformat(),
        "to": need.last.isoformat(),
        "tablets": [_tablets(strength, count) for strength, count in need.tablets],
        "liquid_ml": number(need.liquid_ml) if need.liquid_ml else None,
    }


def _ahead(stretch: Ahead) -> dict[str, Any]:
    """What to prescribe over some days; `by_plan` is false where a prescription says so."""
    return {
        "medicine": stretch.medicine,
        "before_visit": stretch.before_visit,
        "by_plan": stretch.by_plan,
        **(_need(stretch.need) or {}),
    }


def _medicine(one: InForce) -> dict[str, Any]:
    """A medicine of the last day; `daily_mg` of a patch is the mcg/h worn, null for what is taken when needed."""
    return {
        "medicine": one.medicine,
        "release": one.release.value,
        "role": one.role.value,
        "daily_mg": number_or_none(one.daily),
    }


def _tablets(strength: Amount, count: Fraction) -> dict[str, float]:
    return {"strength_mg": number(strength.shown), "count": number(count)}


def phase_body(view: PhaseView) -> dict[str, Any]:
    """One phase of the report's `phases`."""
    spreads = {name: spread_body(one) for name, one in view.spreads}
    return {"phase": view.phase.value, "days": view.days, "days_logged": view.days_logged, **spreads}
