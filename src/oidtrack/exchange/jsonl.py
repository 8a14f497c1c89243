"""JSON Lines: the whole journal, one record a line, without loss.

The first line says what the file is; each other line has its `kind`. What was not said has no key. Numbers are exact
decimals of the unit in the key's name; fractions are `n/d`. `docs/reference/exchange.md` lists the keys.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields as fields_of
from decimal import Decimal
from fractions import Fraction
from typing import Any

from oidtrack.domain.dose import Amount, Rate, printable
from oidtrack.domain.journal import RATINGS, Assessment, Body, DoseState, Entry, Intake, Kind, Moment, Mood, Treatment
from oidtrack.domain.medicine import Liquid, Makings, Prescription, Release, Role, ScheduledDose, Strength
from oidtrack.domain.profile import Profile
from oidtrack.domain.stock import StockKind, StockRow
from oidtrack.errors import BadInput
from oidtrack.exchange import fields
from oidtrack.exchange.fields import Object
from oidtrack.exchange.records import MedicineRecord, PlanRecord, QuestionRecord, Reading, Record, VisitRecord

SCHEMA = "oidtrack/export/1"
_LONGEST_ID = 12


def lines(records: Iterable[Record], program: str) -> Iterator[str]:
    """The file, line by line, each with its line break.

    Args:
        records: What to write, in the order in which it is to be read.
        program: The version of oidtrack that writes.
    """
    for record in ({"schema": SCHEMA, "kind": "journal", "program": program}, *map(_plain, records)):
        yield json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def read(text: str) -> Reading:
    """What a file holds; every line that cannot be read is a fault."""
    reading = Reading()
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            with reading.at(f"line {number}"):
                record = _record(_parsed(line))
                if record is not None:
                    reading.add(f"line {number}", record)
    return reading


def _parsed(line: str) -> Object:
    try:
        found = json.loads(line, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise BadInput(f"is no JSON: {printable(line)}") from None
    if not isinstance(found, dict):
        raise BadInput("is no JSON object")
    return found


def _no_number(word: str) -> None:
    raise BadInput(f"{word} is no number")


def _record(source: Object) -> Record | None:
    """What one line says; None for the first line, which says what the file is."""
    kind = fields.text(source, "kind")
    if kind == "journal":
        schema = fields.text(source, "schema")
        if schema != SCHEMA:
            raise BadInput(f"is '{printable(schema)}', and this oidtrack reads {SCHEMA}", "upgrade oidtrack")
        return None
    if kind in _READERS:
        return _READERS[kind](source)
    known = ", ".join((*(one.value for one in Kind), *_READERS))
    if kind not in {one.value for one in Kind}:
        raise BadInput(f"kind is '{printable(kind)}', not one of {known}")
    return _entry(source, Kind(kind))


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


def _id(source: Object, key: str, letter: str) -> int:
    word = fields.text(source, key)
    number = word.removeprefix(letter)
    if word == number or not (number.isascii() and number.isdecimal()) or len(number) > _LONGEST_ID or not int(number):
        raise BadInput(f"{key} is '{printable(word)}', not an id such as {letter}3")
    return int(number)


def _plain(record: Record) -> dict[str, Any]:
    if isinstance(record, Entry):
        head = {"kind": record.kind.value, "id": record.name, **_moment(record.moment)}
        return {**head, **_body(record.body), **_said(note=record.note, tags=list(record.tags), star=record.star)}
    if isinstance(record, MedicineRecord):
        return {"kind": "medicine", "id": f"m{record.id}", **_prescription(record.prescription)}
    if isinstance(record, PlanRecord):
        head = {"kind": "plan", "id": f"p{record.plan_id}", "version": record.version}
        return {**head, "created_utc": record.created_utc, "plan": json.loads(record.document)}
    if isinstance(record, VisitRecord):
        said = _said(note=record.note)
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


def _entry(source: Object, kind: Kind) -> Entry:
    number = _id(source, "id", "e") if "id" in source else 0
    note, tags = fields.text(source, "note", ""), fields.texts(source, "tags")
    return Entry(kind, fields.moment(source), _BODIES[kind](source), note, tags, fields.flag(source, "star"), number)


def _mood(source: Object) -> Mood:
    rated = ((name, fields.scaled(source, name, 10, 100)) for name in RATINGS)
    symptoms = fields.objects(source, "symptoms")
    return Mood(
        ratings=tuple((name, tenths) for name, tenths in rated if tenths is not None),
        sleep_min=fields.whole_or_none(source, "sleep_min", 0, 1440),
        signs=fields.texts(source, "signs"),
        symptoms=tuple((fields.text(one, "name"), fields.whole_or_none(one, "severity", 0, 4)) for one in symptoms),
    )


def _intake(source: Object) -> Intake:
    return Intake(
        medicine=fields.text(source, "medicine"),
        amount=fields.some_amount(source, "amount"),
        state=_member(DoseState, source, "state", (DoseState.TAKEN, DoseState.SKIPPED, DoseState.EXTRA)),
        slot=fields.clock(source, "slot") if source.get("slot") is not None else None,
        planned=fields.amount(source, "planned"),
        reason=fields.text(source, "reason", ""),
    )


def _treatment(source: Object) -> Treatment:
    return Treatment(fields.text(source, "text"), fields.whole_or_none(source, "minutes"))


def _assessment(source: Object) -> Assessment:
    answers = tuple(fields.whole({"answers": item}, "answers") for item in fields.items(source, "answers"))
    return Assessment(fields.text(source, "instrument"), answers)


_BODIES: dict[Kind, Callable[[Object], Body]] = {
    Kind.MOOD: _mood,
    Kind.DOSE: _intake,
    Kind.TREATMENT: _treatment,
    Kind.NOTE: lambda _: None,
    Kind.ASSESSMENT: _assessment,
}


def _member(kinds: Any, source: Object, key: str, allowed: Iterable[Any] = ()) -> Any:
    """A member of an enum by its value."""
    word = fields.text(source, key)
    known = {kind.value: kind for kind in (*allowed,) or kinds}
    if word not in known:
        raise BadInput(f"{key} is '{printable(word)}', not one of {', '.join(known)}")
    return known[word]


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
    }


def _medicine(source: Object) -> MedicineRecord:
    liquid = "liquid_ug_per_ml" in source
    doses, strengths = fields.objects(source, "doses"), fields.objects(source, "strengths")
    row = Prescription(
        medicine=fields.text(source, "medicine"),
        release=_member(Release, source, "release"),
        role=_member(Role, source, "role"),
        doses=tuple(ScheduledDose(fields.clock(d, "time"), fields.some_amount(d, "amount")) for d in doses),
        makings=Makings(
            tuple(Strength(fields.some_amount(s, "strength"), fields.flag(s, "halves")) for s in strengths),
            Liquid(fields.fraction(source, "liquid_ug_per_ml"), fields.fraction(source, "liquid_step_ml"))
            if liquid
            else None,
        ),
        since=fields.day(source, "since"),
        until=fields.day_or_none(source, "until"),
        opioid_since=fields.day_or_none(source, "opioid_since"),
        change_days=fields.whole(source, "change_days", 1),
        min_interval_h=fields.whole_or_none(source, "min_interval_h"),
    )
    return MedicineRecord(_id(source, "id", "m"), row)


def _plan(source: Object) -> PlanRecord:
    if not isinstance(source.get("plan"), dict):
        raise BadInput("plan is missing")
    document = json.dumps(source["plan"], ensure_ascii=False, separators=(",", ":"), default=str)
    created = fields.whole(source, "created_utc", -fields.LARGEST)
    return PlanRecord(_id(source, "id", "p"), fields.whole(source, "version", 1), created, document)


def _visit(source: Object) -> VisitRecord:
    who, note = fields.text(source, "who", ""), fields.text(source, "note", "")
    return VisitRecord(_id(source, "id", "a"), fields.moment(source), who, note)


def _question(source: Object) -> QuestionRecord:
    visit = _id(source, "appointment", "a") if "appointment" in source else None
    return QuestionRecord(_id(source, "id", "q"), fields.text(source, "text"), visit)


def _stock(row: StockRow) -> dict[str, Any]:
    return {
        "medicine": row.medicine,
        "release": row.release.value,
        "what": row.kind.value,
        **_amount("strength", row.strength),
        "count": _fraction(row.count),
        **({} if row.expires is None else {"expires": row.expires.isoformat()}),
    }


def _stocked(source: Object) -> StockRow:
    return StockRow(
        medicine=fields.text(source, "medicine"),
        release=_member(Release, source, "release"),
        moment=fields.moment(source),
        kind=_member(StockKind, source, "what"),
        strength=fields.amount(source, "strength"),
        count=fields.fraction(source, "count"),
        expires=fields.day_or_none(source, "expires"),
        id=_id(source, "id", "s"),
    )


def _profile(profile: Profile) -> dict[str, Any]:
    said = {field.name: getattr(profile, field.name) for field in fields_of(profile)}
    plain = {key: value.isoformat() if key == "opioid_since" and value else value for key, value in said.items()}
    return {key: value for key, value in plain.items() if value is not None}


def _profile_from(source: Object) -> Profile:
    said: dict[str, Any] = {}
    for field in fields_of(Profile):
        if source.get(field.name) is not None:
            said[field.name] = _PROFILE[str(field.type)](source, field.name)
    return Profile(**said)


_PROFILE: dict[str, Callable[[Object, str], object]] = {
    "int | None": fields.whole,
    "str | None": fields.text,
    "date | None": fields.day,
    "bool | None": fields.flag,
}

_READERS: dict[str, Callable[[Object], Record]] = {
    "medicine": _medicine,
    "plan": _plan,
    "appointment": _visit,
    "question": _question,
    "stock": _stocked,
    "profile": _profile_from,
}
