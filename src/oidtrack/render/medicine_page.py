"""Medicines as text and as JSON (`oidtrack/med/1`)."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from oidtrack.domain.dose import plain
from oidtrack.domain.medicine import Prescription, Release, daily_amount
from oidtrack.render.machine import number, number_or_none
from oidtrack.services.day_limits import PRESCRIBED, limits_of
from oidtrack.store.medicines import StoredPrescription

SCHEMA = "oidtrack/med/1"


def medicines_page(rows: tuple[StoredPrescription, ...], today: date) -> str:
    """One block for each medicine."""
    return "\n".join(_block(row, today) for row in rows)


def _block(row: StoredPrescription, today: date) -> str:
    prescription = row.prescription
    lines = [f"{row.name}  {prescription.medicine} ({prescription.release.value}), {prescription.role.value}"]
    lines.append(f"    {_taken(prescription)}")
    if prescription.doses and prescription.most_daily is not None:
        lines.append(f"    at most {prescription.most_daily} in 24 hours")
    if strengths := _strengths(prescription):
        lines.append(f"    made of {strengths}")
    until = f" until {prescription.until}" if prescription.until else ""
    ahead = "from" if prescription.since > today else "since"
    lines.append(f"    {ahead} {prescription.since}{until}")
    return "\n".join(lines) + "\n"


def _taken(prescription: Prescription) -> str:
    if not prescription.doses:
        return ", ".join(["when needed", *_limits(prescription)])
    parts = []
    for amount, group in groupby(prescription.doses, key=lambda dose: dose.amount):
        parts.append(f"{amount} at {', '.join(f'{dose.at:%H:%M}' for dose in group)}")
    if prescription.release is Release.PATCH:
        return f"{'; '.join(parts)}, changed every {prescription.change_days} days"
    return f"{'; '.join(parts)} = {daily_amount(prescription.doses, prescription.release)} a day"


def _limits(prescription: Prescription) -> list[str]:
    """The limits of a medicine when needed, each with where it stands: `at most 400 mg in 24 hours (label)`."""
    found = limits_of(prescription)
    words = [] if found.most is None else [f"at most {found.most} in 24 hours{_of(found.most_source)}"]
    if found.apart_h is not None:
        words.append(f"{found.apart_h} hours apart{_of(found.apart_source)}")
    return words


def _of(source: str) -> str:
    return "" if source == PRESCRIBED else " (label)"


def _strengths(prescription: Prescription) -> str:
    parts = [f"{s.amount}{' (halves)' if s.may_halve else ''}" for s in prescription.makings.strengths]
    liquid = prescription.makings.liquid
    if liquid is not None:
        parts.append(f"liquid of {plain(liquid.ug_per_ml / 1000)} mg/mL in steps of {plain(liquid.step_ml)} mL")
    return ", ".join(parts)


def medicines_body(rows: tuple[StoredPrescription, ...]) -> dict[str, Any]:
    """The medicines' keys, without the schema."""
    return {"medicines": [_medicine(row) for row in rows], "cautions": []}


def _medicine(row: StoredPrescription) -> dict[str, Any]:
    prescription = row.prescription
    liquid = prescription.makings.liquid
    found = limits_of(prescription)
    return {
        "id": row.name,
        "medicine": prescription.medicine,
        "release": prescription.release.value,
        "role": prescription.role.value,
        "unit": prescription.unit,
        "doses": [{"time": f"{dose.at:%H:%M}", "mg": number(dose.amount.shown)} for dose in prescription.doses],
        "daily_mg": number(daily_amount(prescription.doses, prescription.release).shown),
        "strengths": [
            {"strength_mg": number(s.amount.shown), "halves": s.may_halve} for s in prescription.makings.strengths
        ],
        "liquid_mg_per_ml": number(liquid.ug_per_ml / 1000) if liquid else None,
        "min_interval_h": prescription.min_interval_h,
        "most_daily_mg": number_or_none(found.most.shown if found.most is not None else None),
        "most_source": found.most_source or None,
        "apart_h": found.apart_h,
        "apart_source": found.apart_source or None,
        "since": prescription.since.isoformat(),
        "until": prescription.until.isoformat() if prescription.until else None,
        "opioid_since": prescription.opioid_since.isoformat() if prescription.opioid_since else None,
    }
