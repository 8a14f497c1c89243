"""A report as an HL7 FHIR R4 Bundle: what was answered, what was taken, and the ratings of each day.

LOINC codes come from the packaged questionnaires and from the caller; what has none is said in words and given no code.
A dose stands with its times where they are known, else as a rate: so many milligrams a day.

Source:
    HL7 FHIR R4 (4.0.1): Bundle, Patient, QuestionnaireResponse, MedicationStatement, Observation.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from oidtrack.domain.dose import STEERING
from oidtrack.domain.questionnaire import Questionnaire
from oidtrack.exchange.own_files import FHIR_TAG

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
_TERMS = "http://terminology.hl7.org/CodeSystem"
_PLACES = 4

Resource = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Response:
    """One questionnaire as answered, all items of it."""

    form: Questionnaire
    at: datetime
    answers: tuple[int, ...]
    score: Fraction


@dataclass(frozen=True, slots=True)
class Timed:
    """One amount at some times of the day, in `unit` of the statement without what it is per."""

    amount: Fraction
    at: tuple[time, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One medicine over some days.

    Attributes:
        medicine: In words, with its release.
        first: First day.
        last: Last day; None while it goes on.
        rate: Planned amount an hour of a patch, else a day; None where it is taken when needed or not scheduled.
        unit: `mg/d` or `ug/h`.
        words: How it was planned and taken.
        as_needed: Whether it is taken when needed.
        route: Code and words of the HL7 v3 code system of routes; None where it is not known.
        timed: Single doses with their times; empty where they are not known, and of a patch.
        every_days: 2 for a dose on every other day, else 1.
    """

    medicine: str
    first: date
    last: date | None
    rate: Fraction | None
    unit: str
    words: str
    as_needed: bool = False
    route: tuple[str, str] | None = None
    timed: tuple[Timed, ...] = ()
    every_days: int = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """One number of one day, or of the days of a week.

    Attributes:
        words: What it is.
        day: Local day, or the first one of several.
        value: Exact; of several days their median.
        unit: UCUM code.
        at_least: Whether it is a minimum.
        loinc: Code, or empty.
        week: Of several days the last one, how many have an answer, the lowest and the highest; else None.
    """

    words: str
    day: date
    value: Fraction
    unit: str
    at_least: bool = False
    loinc: str = ""
    week: tuple[date, int, Fraction, Fraction] | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """All that leaves. `name` is empty and `born`, the year, None where the person did not give them."""

    made: datetime
    name: str
    responses: tuple[Response, ...]
    statements: tuple[Statement, ...]
    readings: tuple[Reading, ...]
    born: int | None = None


def fhir_bundle(shared: Shared) -> str:
    """One Bundle of type `collection` as JSON. The same report gives the same ids, another person's others."""
    naming = uuid5(NAMESPACE_URL, f"oidtrack {shared!r}")
    person = _name(naming, "patient")
    patient: Resource = {"resourceType": "Patient"}
    if shared.name:
        patient["name"] = [{"text": shared.name}]
    if shared.born is not None:
        patient["birthDate"] = f"{shared.born:04}"
    found = [(person, patient)]
    for n, answered in enumerate(shared.responses):
        response = _name(naming, f"response {n}")
        found += [
            (response, _response(answered, person)),
            (_name(naming, f"score {n}"), _score(answered, person, response)),
        ]
    for n, statement in enumerate(shared.statements):
        found.append((_name(naming, f"statement {n}"), _statement(statement, person, shared.made)))
    for n, reading in enumerate(shared.readings):
        found.append((_name(naming, f"reading {n}"), _reading(reading, person)))
    bundle = {
        "resourceType": "Bundle",
        "meta": {"tag": [FHIR_TAG]},
        "type": "collection",
        "timestamp": shared.made.isoformat(timespec="seconds"),
        "entry": [_entry(name, resource) for name, resource in found],
    }
    return json.dumps(_quiet(bundle), indent=2, ensure_ascii=False) + "\n"


def _quiet(value: Any) -> Any:
    """The same without signs that steer what is shown: FHIR's strings take no controls (datatypes, string)."""
    if isinstance(value, str):
        return STEERING.sub(" ", value)
    if isinstance(value, dict):
        return {name: _quiet(one) for name, one in value.items()}
    return [_quiet(one) for one in value] if isinstance(value, list) else value


def _name(naming: UUID, what: str) -> str:
    return str(uuid5(naming, what))


def _entry(name: str, resource: Resource) -> Resource:
    kind, *_ = resource.items()
    return {"fullUrl": f"urn:uuid:{name}", "resource": {kind[0]: kind[1], "id": name, **resource}}


def _to(name: str) -> Resource:
    return {"reference": f"urn:uuid:{name}"}


def _number(value: Fraction) -> float | int:
    """At most four decimals, whole numbers without any."""
    rounded = round(value, _PLACES)
    return rounded.numerator if rounded.denominator == 1 else float(rounded)


def _response(answered: Response, person: str) -> Resource:
    form = answered.form
    canonical = {"questionnaire": f"{LOINC}/q/{form.loinc_panel}"} if form.loinc_panel else {}
    items = [_item(form, n, points) for n, points in enumerate(answered.answers, start=1)]
    total = {
        "linkId": f"/{form.loinc_total}" if form.loinc_total else "score",
        "text": "Score",
        "answer": [{"valueDecimal": _number(answered.score)}],
    }
    return {
        "resourceType": "QuestionnaireResponse",
        **canonical,
        "status": "completed",
        "subject": _to(person),
        "authored": answered.at.isoformat(timespec="seconds"),
        "source": _to(person),
        "item": [*items, total],
    }


def _item(form: Questionnaire, number: int, points: int) -> Resource:
    asked = form.items[number - 1]
    chosen = next(choice for choice in form.choices if choice.points == points)
    answer: Resource = {"valueInteger": points}
    if chosen.code:
        answer = {"valueCoding": {"system": LOINC, "code": chosen.code, "display": chosen.label}}
    return {"linkId": f"/{asked.loinc}" if asked.loinc else str(number), "text": asked.text, "answer": [answer]}


def _score(answered: Response, person: str, response: str) -> Resource:
    form = answered.form
    coding = {"coding": [{"system": LOINC, "code": form.loinc_total}]} if form.loinc_total else {}
    return {
        **_observation({**coding, "text": f"{form.title}, score"}, person),
        "effectiveDateTime": answered.at.isoformat(timespec="seconds"),
        "valueQuantity": _quantity(answered.score, "{score}"),
        "derivedFrom": [_to(response)],
    }


def _reading(reading: Reading, person: str) -> Resource:
    least = {"comparator": ">="} if reading.at_least else {}
    coding = {"coding": [{"system": LOINC, "code": reading.loinc}]} if reading.loinc else {}
    return {
        **_observation({**coding, "text": reading.words}, person),
        **_when(reading),
        "valueQuantity": {**_quantity(reading.value, reading.unit), **least},
        **_spread(reading),
    }


def _when(reading: Reading) -> Resource:
    first = reading.day.isoformat()
    if reading.week is None:
        return {"effectiveDateTime": first}
    return {"effectivePeriod": {"start": first, "end": reading.week[0].isoformat()}}


def _spread(reading: Reading) -> Resource:
    """How a week was summed: a median alone would hide its worst day."""
    if reading.week is None:
        return {}
    _, days, low, high = reading.week
    parts = [{"code": {"text": "Days with an answer"}, "valueInteger": days}]
    parts += [
        {"code": {"text": words}, "valueQuantity": _quantity(value, reading.unit)}
        for words, value in (("Lowest day", low), ("Highest day", high))
    ]
    return {"method": {"text": "Median of the days of the week with an answer"}, "component": parts}


def _observation(code: Resource, person: str) -> Resource:
    return {
        "resourceType": "Observation",
        "status": "final",
        "category": [{"coding": [{"system": f"{_TERMS}/observation-category", "code": "survey"}]}],
        "code": code,
        "subject": _to(person),
        "performer": [_to(person)],
    }


def _quantity(value: Fraction, unit: str) -> Resource:
    return {"value": _number(value), "unit": unit.replace("{", "").replace("}", ""), "system": UCUM, "code": unit}


def _statement(statement: Statement, person: str, made: datetime) -> Resource:
    end = {"end": statement.last.isoformat()} if statement.last else {}
    return {
        "resourceType": "MedicationStatement",
        "status": "completed" if statement.last else "active",
        "category": {"coding": [{"system": f"{_TERMS}/medication-statement-category", "code": "patientspecified"}]},
        "medicationCodeableConcept": {"text": statement.medicine},
        "subject": _to(person),
        "effectivePeriod": {"start": statement.first.isoformat(), **end},
        "dateAsserted": made.isoformat(timespec="seconds"),
        "informationSource": _to(person),
        "dosage": [{**part, **_route(statement)} for part in _dosage(statement)],
    }


def _route(statement: Statement) -> Resource:
    if statement.route is None:
        return {}
    code, display = statement.route
    coding = {"system": f"{_TERMS}/v3-RouteOfAdministration", "code": code, "display": display}
    return {"route": {"coding": [coding], "text": display}}


def _dosage(statement: Statement) -> list[Resource]:
    """One part for each amount that has its own times; the first one has the words of all."""
    words: Resource = {"text": statement.words}
    if statement.as_needed:
        return [{**words, "asNeededBoolean": True}]
    if statement.timed:
        parts = [_timed(one, statement) for one in statement.timed]
        return [{**words, **parts[0]}, *parts[1:]]
    if statement.rate is None:
        return [words]
    amount, per = statement.unit.split("/")
    ratio = {"numerator": _quantity(statement.rate, amount), "denominator": _quantity(Fraction(1), per)}
    return [{**words, "doseAndRate": [{"rateRatio": ratio}]}]


def _timed(one: Timed, statement: Statement) -> Resource:
    at = [f"{clock:%H:%M:%S}" for clock in one.at]
    repeat = {"frequency": len(at), "period": statement.every_days, "periodUnit": "d", "timeOfDay": at}
    amount, _ = statement.unit.split("/")
    return {"timing": {"repeat": repeat}, "doseAndRate": [{"doseQuantity": _quantity(one.amount, amount)}]}
