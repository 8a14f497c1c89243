"""The card of today as JSON, schema `oidtrack/today/1`."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from oidtrack.render.page.machine import keys, number, written
from oidtrack.render.today.page import STATES, from_to, nudge_words
from oidtrack.services.plan.gating import Gate
from oidtrack.services.today.card import ExtraDose, TodayCard
from oidtrack.store.tables.appointments import Appointment
from oidtrack.taper.days.matching import Match

SCHEMA = "oidtrack/today/1"


def today_body(card: TodayCard) -> dict[str, Any]:
    """The card's keys, without the schema. Amounts are mg, of a patch mcg/h."""
    return {
        "day": written(card.day),
        "doses": [_dose(dose) for dose in card.doses],
        "extra": [_extra(dose) for dose in card.extra],
        "last_night": [{"medicine": dose.medicine, "time": written(dose.slot)} for dose in card.last_night],
        "gate": _gate(card.gate),
        "plan": _plan(card),
        "next_change": _change(card),
        "last_check_in": _check_in(card),
        "run_out": written(card.runs_out),
        "next_appointment": _visit(card.appointment),
        "nudge": nudge_words(card),
        "conflict_copies": written(card.copies),
    }


def _gate(gate: Gate | None) -> dict[str, Any] | None:
    """What the check says of a cut that is near, or null."""
    if gate is None:
        return None
    return {
        **keys(gate, "decision", "asks"),
        "cut_on": written(gate.planned),
        "reason": keys(gate.reasons[0], "code", "text"),
    }


def _dose(dose: Match) -> dict[str, Any]:
    planned = dose.dose
    return {
        "medicine": planned.medicine,
        "time": written(planned.slot),
        "mg": written(planned.amount),
        "state": STATES[dose.became],
        "taken_mg": written(dose.taken),
        "made_of": planned.made_of or None,
    }


def _plan(card: TodayCard) -> dict[str, Any] | None:
    plan = card.plan or card.draft
    if plan is None:
        return None
    step = card.step
    return {
        "id": plan.name,
        "status": written(plan.status),
        "step": step.number if step else None,
        "steps": len(plan.steps),
        "day_of_step": step.day if step else None,
        "days_in_step": step.days if step else None,
        "medicine": plan.medicine,
    }


def _change(card: TodayCard) -> dict[str, Any] | None:
    change, plan = card.next_change, card.plan
    if change is None or plan is None:
        return None
    before, after = from_to(plan, card.day, change)
    return {
        "on": written(change.on),
        "days": change.days_away,
        "from_mg": number(before / 1000),
        "to_mg": number(after / 1000),
    }


def _check_in(card: TodayCard) -> dict[str, Any] | None:
    if card.last_check_in is None:
        return None
    mood = None if card.mood is None else number(Fraction(card.mood, 10))
    return {"day": written(card.last_check_in.day), "mood": mood}


def _visit(visit: Appointment | None) -> dict[str, Any] | None:
    return None if visit is None else {"at": written(visit.moment.wall), "who": visit.who}


def _extra(dose: ExtraDose) -> dict[str, Any]:
    at = written(dose.at.time())
    return {"medicine": dose.medicine, "time": at, "mg": written(dose.amount), "as_needed": dose.as_needed}
