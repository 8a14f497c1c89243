"""Reading the JSON Lines that `exchange/jsonl.py` writes: every value is looked at, every bad line is named."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from oidtrack.domain.dose import printable
from oidtrack.domain.journal import RATINGS, Assessment, Body, DoseState, Entry, Intake, Kind, Mood, Treatment
from oidtrack.domain.medicine import Liquid, Makings, Prescription, Release, Role, ScheduledDose, Strength
from oidtrack.domain.profile import Profile
from oidtrack.domain.stock import StockKind, StockRow
from oidtrack.errors import BadInput
from oidtrack.exchange import fields
from oidtrack.exchange.fields import Object
from oidtrack.exchange.jsonl import SCHEMA
from oidtrack.exchange.records import MedicineRecord, PlanRecord, QuestionRecord, Reading, Record, VisitRecord

_LONGEST_ID = 12


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


def _id(source: Object, key: str, letter: str) -> int:
    word = fields.text(source, key)
    number = word.removeprefix(letter)
    if word == number or not (number.isascii() and number.isdecimal()) or len(number) > _LONGEST_ID or not int(number):
        raise BadInput(f"{key} is '{printable(word)}', not an id such as {letter}3")
    return int(number)


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
        product=fields.text(source, "product") if "product" in source else "",
        most_daily=fields.limit(source, "most_daily"),
    )
    return MedicineRecord(_id(source, "id", "m"), row)


def _plan(source: Object) -> PlanRecord:
    if not isinstance(source.get("plan"), dict):
        raise BadInput("plan is missing")
    document = json.dumps(source["plan"], ensure_ascii=False, separators=(",", ":"), default=str)
    created = fields.whole(source, "created_utc", -fields.LARGEST)
    version, calendar = fields.whole(source, "version", 1), fields.text(source, "calendar", "")
    return PlanRecord(_id(source, "id", "p"), version, created, document, calendar)


def _visit(source: Object) -> VisitRecord:
    who, note = fields.text(source, "who", ""), fields.text(source, "note", "")
    return VisitRecord(_id(source, "id", "a"), fields.moment(source), who, note, fields.text(source, "calendar", ""))


def _question(source: Object) -> QuestionRecord:
    visit = _id(source, "appointment", "a") if "appointment" in source else None
    return QuestionRecord(_id(source, "id", "q"), fields.text(source, "text"), visit)


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


def _profile_from(source: Object) -> Profile:
    said: dict[str, Any] = {}
    for name, kind in Profile.__annotations__.items():
        if source.get(name) is not None:
            said[name] = _PROFILE[kind](source, name)
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
