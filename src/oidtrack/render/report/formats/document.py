"""The report as JSON, schema `oidtrack/report/1`. Amounts are mg, of a patch mcg/h (key `unit` says which)."""

from __future__ import annotations

from typing import Any

from oidtrack.insight.adherence import Counts
from oidtrack.insight.phases import PhaseView
from oidtrack.insight.series import Series
from oidtrack.insight.spread import METHOD, Spread
from oidtrack.insight.steps import StepView
from oidtrack.insight.then_now import AfterCuts
from oidtrack.render.doses.mme import exposure_body
from oidtrack.render.medicines.stock import medicine_stock
from oidtrack.render.page.machine import keys, middle_body, span, spread_body, written
from oidtrack.render.plan.document import need_body
from oidtrack.render.plan.gate import gate_body
from oidtrack.render.report.formats.leaving import free_text_body
from oidtrack.render.report.sections.treatments import treatment_body
from oidtrack.render.today.since_cut import overlay_body
from oidtrack.render.warnings.page import finding_body
from oidtrack.services.doses.ladder import DayDose
from oidtrack.services.journal.assessing import AssessmentView
from oidtrack.services.report.prescribing import RxLine, Sig
from oidtrack.services.report.reporting import Report
from oidtrack.services.report.standing import Hold, Risk
from oidtrack.services.report.until_visit import Ahead
from oidtrack.store.tables.appointments import Appointment
from oidtrack.taper.days.inforce import InForce
from oidtrack.taper.days.stock import Need

SCHEMA = "oidtrack/report/1"


def report_body(report: Report, *, notes: bool = False) -> dict[str, Any]:
    """The report's keys, without the schema. What is not known is null, never 0; `notes` only where asked for."""
    period, plan = report.period, report.plan
    return {
        "period": {**span(period.first, period.last), **keys(period, "days", "days_logged")},
        "prescriber": report.prescriber,
        "appointment": appointment_body(report.appointment),
        "plan": None if plan is None else {"id": plan.name, **keys(plan, "version", "status")},
        "findings": [finding_body(finding) for finding in report.findings],
        "phases": [phase_body(view) for view in report.phases.phases],
        "since_cut": overlay_body(report.phases.overlay),
        "doses": [_day_dose(row) for row in report.doses],
        "steps": [_step(step) for step in report.steps],
        "cuts": written(report.cuts),
        "quartiles": METHOD,
        "measures": {one.measure: _measure(one, report.overall(one.measure)) for one in report.measures},
        "assessments": [_assessment(view) for view in report.assessments],
        "adherence": {
            **_counts(report.adherence.total),
            "medicines": [{"medicine": name, **_counts(counts)} for name, counts in report.adherence.medicines],
        },
        "mme": exposure_body(report.mme),
        "treatments": [treatment_body(view) for view in report.treatments],
        "supply": _supply(report),
        "questions": [*report.questions, *report.suggested],
        "suggested_questions": written(report.suggested),
        "medicines": [_medicine(one) for one in report.in_force],
        **_standing(report),
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
    return {"id": appointment.name, "at": written(appointment.moment.wall), "who": appointment.who}


def _day_dose(row: DayDose) -> dict[str, Any]:
    return {
        **keys(row, "day", "medicine", "unit"),
        "planned_mg": written(row.planned),
        "taken_mg": written(row.taken),
        **keys(row, "partial", "planned_mme", "taken_mme"),
    }


def _step(step: StepView) -> dict[str, Any]:
    return {
        "n": step.n,
        **span(step.first, step.last),
        **keys(step, "days", "days_logged"),
        "daily_mg": written(step.daily),
        "cut_percent": written(step.cut_percent),
        **{name: spread_body(found) for name, found in (*step.spreads, *step.more)},
    }


def _measure(one: Series, found: Spread) -> dict[str, Any]:
    values = [{"day": written(day), "value": written(value)} for day, value in one.known()]
    return {**spread_body(found), "values": values}


def _assessment(view: AssessmentView) -> dict[str, Any]:
    return {
        **keys(view, "entry", "day", "instrument", "score"),
        "max": view.max_score,
        **keys(view, "band", "change", "meaningful", "alarm"),
    }


def _counts(counts: Counts) -> dict[str, Any]:
    names = ("planned", "taken", "skipped", "missed", "extra", "as_needed", "unrecorded", "days_recorded")
    return {**keys(counts, *names), "days_partial": counts.partial, "days": counts.days}


def _need(need: Need | None) -> dict[str, Any] | None:
    return None if need is None else need_body(need)


def _ahead(stretch: Ahead) -> dict[str, Any]:
    """What to prescribe over some days; `by_plan` is false where a prescription says so."""
    return {**keys(stretch, "medicine", "before_visit", "by_plan"), **need_body(stretch.need)}


def _medicine(one: InForce) -> dict[str, Any]:
    """A medicine of the last day; `daily_mg` of a patch is the mcg/h worn, null for what is taken when needed."""
    return {**keys(one, "medicine", "release", "role"), "daily_mg": written(one.daily)}


def phase_body(view: PhaseView) -> dict[str, Any]:
    """One phase of the report's `phases`."""
    spreads = {name: spread_body(one) for name, one in view.spreads}
    return {**keys(view, "phase", "days", "days_logged"), **spreads}


def _standing(report: Report) -> dict[str, Any]:
    """What a visit begins with. No free text is among it."""
    stand = report.standing
    return {
        "check": None if stand.gate is None else gate_body(stand.gate),
        "holds": [_hold(hold, report) for hold in stand.holds],
        "stopped_on": written(stand.stopped),
        "alarm_items": [
            {**keys(item, "day", "form"), "item": item.number, "points": item.points} for item in stand.items
        ],
        "then_and_now": {
            change.measure: {
                "then": middle_body(change.then),
                "now": middle_body(change.now),
                "change": written(change.by),
            }
            for change in report.then.changes
        },
        "withdrawal": _withdrawal(report.then.after_cuts),
        "prescriptions": [_line(line) for line in report.asked.lines],
        "prescriptions_if_held": [_line(line) for line in report.asked.if_held],
        "risk": _risk(stand.risk),
    }


def _hold(hold: Hold, report: Report) -> dict[str, Any]:
    return {
        **span(hold.first, hold.last),
        "days": hold.days(report.period.last),
        "look_again": written(hold.look_again),
    }


def _withdrawal(seen: AfterCuts | None) -> dict[str, Any] | None:
    if seen is None:
        return None
    return {**keys(seen, "highest", "on"), "after_cuts": {**middle_body(seen.spread), "cuts": seen.cuts}}


def _line(line: RxLine) -> dict[str, Any]:
    """`strength_mg` is null for a liquid, whose counts are millilitres."""
    return {
        **keys(line, "medicine", "release"),
        "strength_mg": written(line.strength),
        "before_visit": line.before_visit,
        **span(line.first, line.last),
        **keys(line, "days", "count"),
        "taken": [_sig(sig) for sig in line.sigs],
    }


def _sig(sig: Sig) -> dict[str, Any]:
    return {
        **span(sig.first, sig.last),
        **keys(sig, "every_days", "change_days"),
        "at": [{"time": written(at), "count": written(count)} for at, count in sig.at],
    }


def _risk(risk: Risk) -> dict[str, Any]:
    return {
        "opioids_since": None if risk.since is None else written(risk.since.day),
        "opioids_since_was_said": None if risk.since is None else risk.since.said,
        "age": risk.age,
        **keys(risk.profile, "depression_before", "sleep_apnoea"),
        "benzodiazepine": risk.benzodiazepine,
        **keys(risk.profile, "alcohol", "pregnant"),
        "sedatives": written(risk.sedatives),
        "naloxone": risk.profile.naloxone,
        "naloxone_good_until": written(risk.naloxone_until),
    }
