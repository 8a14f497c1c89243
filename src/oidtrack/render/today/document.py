"""The card of today as JSON, schema `oidtrack/today/1`."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from oidtrack.render.page.machine import number
from oidtrack.render.today.page import STATES, from_to, nudge_words
from oidtrack.services.today.card import ExtraDose, TodayCard
from oidtrack.taper.days.matching import Match

SCHEMA = "oidtrack/today/1"


def today_body(card: TodayCard) -> dict[str, Any]:
    """The card's keys, without the schema. Amounts are mg, of a patch mcg/h."""
    last, visit = card.last_check_in, card.appointment
    return {
        "day": card.day.isoformat(),
        "doses": [_dose(dose) for dose in card.doses],
        "extra": [_extra(dose) for dose in card.extra],
        "last_night": [{"medicine": dose.medicine, "time": f"{dose.slot:%H:%M}"} for dose in card.last_night],
        "gate": _gate(card),
        "plan": _plan(card),
        "next_change": _change(card),
        "last_check_in": None
        if last is None
        else {"day": last.day.isoformat(), "mood": None if card.mood is None else number(Fraction(card.mood, 10))},
        "run_out": None if card.runs_out is None else card.runs_out.isoformat(),
        "next_appointment": None if visit is None else {"at": visit.moment.wall.isoformat(), "who": visit.who},
        "nudge": nudge_words(card),
        "conflict_copies": list(card.copies),
    }


def _gate(card: TodayCard) -> dict[str, Any] | None:
    """What the check says of a cut that is near, or null."""
    gate = card.gate
    if gate is None:
        return None
    return {
        "decision": gate.decision.value,
        "asks": gate.asks,
        "cut_on": gate.planned.isoformat(),
        "reason": {"code": gate.reasons[0].code, "text": gate.reasons[0].text},
    }


def _dose(dose: Match) -> dict[str, Any]:
    planned = dose.dose
    return {
        "medicine": planned.medicine,
        "time": f"{planned.slot:%H:%M}",
        "mg": number(planned.amount.shown),
        "state": STATES[dose.became],
        "taken_mg": None if dose.taken is None else number(dose.taken.shown),
        "made_of": planned.made_of or None,
    }


def _plan(card: TodayCard) -> dict[str, Any] | None:
    plan = card.plan or card.draft
    if plan is None:
        return None
    step = card.step
    return {
        "id": plan.name,
        "status": plan.status.value,
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
        "on": change.on.isoformat(),
        "days": change.days_away,
        "from_mg": number(before / 1000),
        "to_mg": number(after / 1000),
    }


def _extra(dose: ExtraDose) -> dict[str, Any]:
    return {
        "medicine": dose.medicine,
        "time": f"{dose.at:%H:%M}",
        "mg": number(dose.amount.shown),
        "as_needed": dose.as_needed,
    }
