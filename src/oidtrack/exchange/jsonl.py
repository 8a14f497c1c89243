"""JSON Lines: the whole journal, one record a line, without loss.

The first line says what the file is; each other line has its `kind`. What was not said has no key. Numbers are exact
decimals of the unit in the key's name; fractions are `n/d`. docs/how-to/your-data.md lists the keys.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from msgspec.structs import asdict

from oidtrack.domain.dose import Amount, Rate, quiet_json
from oidtrack.domain.journal import Assessment, Body, Entry, Intake, Moment, Mood, Treatment
from oidtrack.domain.medicine import Prescription
from oidtrack.domain.profile import Profile
from oidtrack.domain.stock import StockRow
from oidtrack.exchange.records import MedicineRecord, PlanRecord, QuestionRecord, Record, VisitRecord

SCHEMA = "oidtrack/export/1"


def lines(records: Iterable[Record], program: str) -> Iterator[str]:
    """The file, line by line, each with its line break.

    Args:
        records: What to write, in the order in which it is to be read.
        program: The version of oidtrack that writes.
    """
    for record in ({"schema": SCHEMA, "kind": "journal", "program": program}, *map(_plain, records)):
        yield quiet_json(json.dumps(record, ensure_ascii=False, separators=(",", ":"))) + "\n"


def _number(units: int, scale: int) -> int | float:
    """A number of the unit; the decimals that JSON shows of it are exact."""
    found = Fraction(units, scale)
    return found.numerator if found.denominator == 1 else float(found)


def _amount(key: str, amount: Amount | None) -> dict[str, Any]:
    if amount is None:
        return {}
    unit = "mcg_h" if isinstance(amount, Rate) else "mg"
    return {f"{key}_{unit}": _number(amount.thousandths, 1000)}


def _fraction(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


def _moment(moment: Moment) -> dict[str, Any]:
    return {"at": moment.wall.isoformat(), "day": moment.day.isoformat()}


def _said(**values: Any) -> dict[str, Any]:
    """The keys that say something."""
    return {key: value for key, value in values.items() if value not in (None, "", [], False)}


def _plain(record: Record) -> dict[str, Any]:
    if isinstance(record, Entry):
        head = {"kind": record.kind.value, "id": record.name, **_moment(record.moment)}
        return {**head, **_body(record.body), **_said(note=record.note, tags=list(record.tags), star=record.star)}
    if isinstance(record, MedicineRecord):
        return {"kind": "medicine", "id": f"m{record.id}", **_prescription(record.prescription)}
    if isinstance(record, PlanRecord):
        head = {"kind": "plan", "id": f"p{record.plan_id}", "version": record.version}
        plan = {"created_utc": record.created_utc, "plan": json.loads(record.document)}
        return {**head, **_said(calendar=record.calendar), **plan}
    if isinstance(record, VisitRecord):
        said = _said(note=record.note, calendar=record.calendar)
        return {"kind": "appointment", "id": f"a{record.id}", **_moment(record.moment), "who": record.who, **said}
    if isinstance(record, QuestionRecord):
        visit = f"a{record.visit_id}" if record.visit_id else None
        return {"kind": "question", "id": f"q{record.id}", "text": record.text, **_said(appointment=visit)}
    if isinstance(record, StockRow):
        return {"kind": "stock", "id": record.name, **_moment(record.moment), **_stock(record)}
    return {"kind": "profile", **_profile(record)}


def _body(body: Body) -> dict[str, Any]:
    if isinstance(body, Mood):
        ratings = {name: _number(tenths, 10) for name, tenths in body.ratings}
        symptoms = [{"name": name, **({} if n is None else {"severity": n})} for name, n in body.symptoms]
        sleep = {} if body.sleep_min is None else {"sleep_min": body.sleep_min}
        return {**ratings, **sleep, **_said(signs=list(body.signs), symptoms=symptoms)}
    if isinstance(body, Intake):
        slot = None if body.slot is None else body.slot.isoformat("minutes")
        head = {"medicine": body.medicine, **_amount("amount", body.amount), "state": body.state.value}
        return {**head, **_said(slot=slot), **_amount("planned", body.planned), **_said(reason=body.reason)}
    if isinstance(body, Treatment):
        return {"text": body.text, **({} if body.minutes is None else {"minutes": body.minutes})}
    if isinstance(body, Assessment):
        return {"instrument": body.instrument, "answers": list(body.answers)}
    return {}


def _prescription(row: Prescription) -> dict[str, Any]:
    liquid = row.makings.liquid
    return {
        "medicine": row.medicine,
        "release": row.release.value,
        "role": row.role.value,
        "doses": [{"time": f"{dose.at:%H:%M}", **_amount("amount", dose.amount)} for dose in row.doses],
        "strengths": [
            {**_amount("strength", one.amount), **_said(halves=one.may_halve)} for one in row.makings.strengths
        ],
        **({} if liquid is None else {"liquid_ug_per_ml": _fraction(liquid.ug_per_ml)}),
        **({} if liquid is None else {"liquid_step_ml": _fraction(liquid.step_ml)}),
        "since": row.since.isoformat(),
        **({} if row.until is None else {"until": row.until.isoformat()}),
        **({} if row.opioid_since is None else {"opioid_since": row.opioid_since.isoformat()}),
        "change_days": row.change_days,
        **({} if row.min_interval_h is None else {"min_interval_h": row.min_interval_h}),
        **({"product": row.product} if row.product else {}),
        **_amount("most_daily", row.most_daily),
    }


def _stock(row: StockRow) -> dict[str, Any]:
    return {
        "medicine": row.medicine,
        "release": row.release.value,
        "what": row.kind.value,
        **_amount("strength", row.strength),
        "count": _fraction(row.count),
        **({} if row.expires is None else {"expires": row.expires.isoformat()}),
    }


def _profile(profile: Profile) -> dict[str, Any]:
    said = asdict(profile)
    plain = {key: value.isoformat() if key == "opioid_since" and value else value for key, value in said.items()}
    return {key: value for key, value in plain.items() if value is not None}
