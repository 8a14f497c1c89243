"""Medicines as a page and as JSON (`oidtrack/med/1`)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any

from oidtrack.domain.dose import plain
from oidtrack.domain.journal import dated
from oidtrack.domain.medicine import Prescription, Release, ScheduledDose, daily_amount
from oidtrack.render.page.machine import caution, keys, number, written
from oidtrack.render.page.parts import Block, Heading, Page, Part, Tone, Words, inset
from oidtrack.rules.base import Finding
from oidtrack.services.doses.limits import PRESCRIBED, limits_of
from oidtrack.store.tables.medicines import StoredPrescription
from oidtrack.taper.days.inforce import InForce, by_row
from oidtrack.taper.plan import Plan, Status

SCHEMA = "oidtrack/med/1"


def medicines_page(rows: tuple[StoredPrescription, ...], today: date, in_force: tuple[InForce, ...] = ()) -> Page:
    """One block for each medicine, at the dose in force."""
    return Page(tuple(_block(row, today, _now(row, in_force, today)) for row in rows))


def _now(row: StoredPrescription, in_force: tuple[InForce, ...], today: date) -> InForce | None:
    """What is taken today of a row that holds; None of one that is over or to come."""
    held = row.prescription
    if held.since > today or (held.until is not None and held.until < today):
        return None
    return next((one for one in in_force if one.of == (held.medicine, held.release)), None)


def _block(row: StoredPrescription, today: date, now: InForce | None) -> Block:
    prescription = row.prescription
    over = prescription.until is not None and prescription.until < today
    name = f"{row.name}  {prescription.medicine} ({prescription.release.value}), {prescription.role.value}"
    head = Words(name, Tone.OVER) if over else Heading(name)
    plan = None if now is None else now.version
    said = [_taken(prescription)]
    if now is not None and plan is not None:
        said = [_by_plan(now, plan), f"prescribed before: {_taken(prescription)}"]
    if prescription.doses and prescription.most_daily is not None:
        said.append(f"at most {prescription.most_daily} in 24 hours")
    if strengths := _strengths(prescription):
        said.append(f"made of {strengths}")
    until = f" until {dated(prescription.until)}" if prescription.until else ""
    ahead = "from" if prescription.since > today else "since"
    said.append(f"{ahead} {dated(prescription.since)}{until}")
    body: list[Part] = [Words(words, Tone.OVER) for words in said] if over else [*said]
    return Block((head, inset(*body, by=4)))


def _by_plan(now: InForce, plan: Plan) -> str:
    """The dose in force, where a plan says it."""
    if not now.daily:
        return f"stopped by plan {plan.name}"
    often = ", every other day" if now.every_days > 1 else ""
    held = ", on hold" if plan.status is Status.HELD else ""
    times = "; ".join(f"{dose.amount} at {dose.slot:%H:%M}" for dose in now.doses)
    return f"{times} = {plain(now.daily)} {now.unit}{now.release.a_day}{often}, by plan {plan.name}{held}"


def _taken(prescription: Prescription) -> str:
    if not prescription.doses:
        return ", ".join(["when needed", *_limits(prescription)])
    parts = []
    for amount, group in groupby(prescription.doses, key=lambda dose: dose.amount):
        parts.append(f"{amount} at {', '.join(f'{dose.at:%H:%M}' for dose in group)}")
    if prescription.release is Release.PATCH:
        return f"{'; '.join(parts)}, changed every {prescription.change_days} days"
    if prescription.change_days > 1:
        average = by_row(prescription, prescription.since).daily or Fraction(0)
        return f"{'; '.join(parts)}, every other day = {plain(average)} mg a day on average"
    return f"{'; '.join(parts)} = {daily_amount(prescription.doses, prescription.release)} a day"


def _limits(prescription: Prescription) -> list[str]:
    """The limits of a medicine when needed, each with where it stands: `at most 400 mg in 24 hours (label)`."""
    found = limits_of(prescription)
    most, apart = (
        "" if source == PRESCRIBED else " (label, not checked)" if name in found.unchecked else " (label)"
        for name, source in (("most", found.most_source), ("apart", found.apart_source))
    )
    hours = "" if found.apart_h is None else f"{found.apart_h} hours apart{apart}"
    if found.most is None:
        return [hours] if hours else []
    same = bool(hours) and most == apart
    return [f"at most {found.most} in 24 hours{'' if same else most}", *([hours] if hours else [])]


def _strengths(prescription: Prescription) -> str:
    parts = [f"{s.amount}{' (halves)' if s.may_halve else ''}" for s in prescription.makings.strengths]
    liquid = prescription.makings.liquid
    if liquid is not None:
        parts.append(f"liquid of {plain(liquid.ug_per_ml / 1000)} mg/mL in steps of {plain(liquid.step_ml)} mL")
    return ", ".join(parts)


def medicines_body(
    rows: tuple[StoredPrescription, ...],
    today: date,
    in_force: tuple[InForce, ...] = (),
    cautions: tuple[Finding, ...] = (),
) -> dict[str, Any]:
    """The medicines' keys, without the schema: `doses` and `daily_mg` are those in force."""
    return {
        "medicines": [_medicine(row, _now(row, in_force, today)) for row in rows],
        "cautions": [caution(finding) for finding in cautions],
    }


def _medicine(row: StoredPrescription, now: InForce | None) -> dict[str, Any]:
    prescription = row.prescription
    plan = None if now is None else now.version
    doses = prescription.doses if now is None else now.scheduled()
    daily = by_row(prescription, prescription.since).daily or Fraction(0)
    liquid = prescription.makings.liquid
    found = limits_of(prescription)
    return {
        "id": row.name,
        **keys(prescription, "medicine", "release", "role", "unit"),
        "doses": [_dose(dose) for dose in doses],
        "daily_mg": number(daily if now is None or now.daily is None else now.daily),
        "every_days": 1 if now is None else now.every_days,
        "by": "prescription" if now is None else written(now.authority),
        "plan": None if plan is None else plan.name,
        "prescribed": {"doses": [_dose(dose) for dose in prescription.doses], "daily_mg": number(daily)},
        "strengths": [
            {"strength_mg": written(s.amount), "halves": s.may_halve} for s in prescription.makings.strengths
        ],
        "liquid_mg_per_ml": number(liquid.ug_per_ml / 1000) if liquid else None,
        "min_interval_h": prescription.min_interval_h,
        "product": prescription.product or None,
        "most_daily_mg": written(found.most),
        "most_source": found.most_source or None,
        "apart_h": found.apart_h,
        "apart_source": found.apart_source or None,
        **keys(prescription, "since", "until", "opioid_since"),
    }


def _dose(dose: ScheduledDose) -> dict[str, Any]:
    return {"time": written(dose.at), "mg": written(dose.amount)}
