"""Entries as JSON, as the contract has them. What was not said is null."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from oidtrack.domain.dose import Amount, Dose, Rate
from oidtrack.domain.journal import RATINGS, Assessment, Body, Entry, Intake, Mood, Treatment
from oidtrack.render.page.machine import keys, moment_body, number, written


def entry_body(entry: Entry) -> dict[str, Any]:
    """One entry: id, kind, time and day, what its kind carries, and note, tags and star."""
    return {
        "id": entry.name,
        "kind": written(entry.kind),
        **moment_body(entry.moment),
        **_body(entry.body),
        "note": entry.note or None,
        "tags": list(entry.tags) or None,
        "star": entry.star or None,
    }


def _body(body: Body) -> dict[str, Any]:
    if isinstance(body, Mood):
        return _mood(body)
    if isinstance(body, Intake):
        return _intake(body)
    if isinstance(body, Treatment):
        return keys(body, "text", "minutes")
    if isinstance(body, Assessment):
        return keys(body, "instrument", "answers")
    return {}


def _mood(mood: Mood) -> dict[str, Any]:
    ratings = {name: mood.rating(name) for name in RATINGS}
    return {
        **{name: None if tenths is None else number(Fraction(tenths, 10)) for name, tenths in ratings.items()},
        "sleep_hours": None if mood.sleep_min is None else number(Fraction(mood.sleep_min, 60)),
        "signs": list(mood.signs) or None,
        "symptoms": dict(mood.symptoms) or None,
    }


def _intake(intake: Intake) -> dict[str, Any]:
    patch = isinstance(intake.amount, Rate)
    return {
        "medicine": intake.medicine,
        "amount_mg": _shown(intake.amount, Dose),
        **({"amount_mcg_h": _shown(intake.amount, Rate)} if patch else {}),
        "state": written(intake.state),
        "planned_mg": _shown(intake.planned, Dose),
        **({"planned_mcg_h": _shown(intake.planned, Rate)} if patch else {}),
        "reason": intake.reason or None,
        "slot": written(intake.slot),
    }


def _shown(amount: Amount | None, kind: type[Amount]) -> float | None:
    return number(amount.shown) if isinstance(amount, kind) else None
