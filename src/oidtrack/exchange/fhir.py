"""A report as an HL7 FHIR R4 Bundle: what was answered, what was taken, and the ratings of each day.

LOINC codes come from the packaged questionnaires; what has none there is said in words and given no code. A daily dose
is a rate (so many milligrams a day), never a single dose that could be read as one to give at once.

Source:
    HL7 FHIR R4 (4.0.1): Bundle, Patient, QuestionnaireResponse, MedicationStatement, Observation.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
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
    """

    medicine: str
    first: date
    last: date | None
    rate: Fraction | None
    unit: str
    words: str
    as_needed: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One number of one day.

    Attributes:
        words: What it is.
        day: Local day.
        value: Exact.
        unit: UCUM code.
        at_least: Whether it is a minimum.
    """

    words: str
    day: date
    value: Fraction
    unit: str
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """All that leaves. `name` is empty where the person did not give it."""

    made: datetime
    name: str
    responses: tuple[Response, ...]
    statements: tuple[Statement, ...]
    readings: tuple[Reading, ...]


def fhir_bundle(shared: Shared) -> str:
    """One Bundle of type `collection` as JSON. The same report gives the same ids, another person's others."""
    naming = uuid5(NAMESPACE_URL, f"oidtrack {shared!r}")
    person = _name(naming, "patient")
    patient: Resource = {"resourceType": "Patient"}
    if shared.name:
        patient["name"] = [{"text": shared.name}]
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
    return {
        **_observation({"text": reading.words}, person),
        "effectiveDateTime": reading.day.isoformat(),
        "valueQuantity": {**_quantity(reading.value, reading.unit), **least},
    }


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
    return {"value": _number(value), "unit": unit.strip("{}"), "system": UCUM, "code": unit}


def _statement(statement: Statement, person: str, made: datetime) -> Resource:
    end = {"end": statement.last.isoformat()} if statement.last else {}
    dosage: Resource = {"text": statement.words}
    if statement.as_needed:
        dosage["asNeededBoolean"] = True
    if statement.rate is not None:
        amount, per = statement.unit.split("/")
        dosage["doseAndRate"] = [
            {"rateRatio": {"numerator": _quantity(statement.rate, amount), "denominator": _quantity(Fraction(1), per)}}
        ]
    return {
        "resourceType": "MedicationStatement",
        "status": "completed" if statement.last else "active",
        "category": {"coding": [{"system": f"{_TERMS}/medication-statement-category", "code": "patientspecified"}]},
        "medicationCodeableConcept": {"text": statement.medicine},
        "subject": _to(person),
        "effectivePeriod": {"start": statement.first.isoformat(), **end},
        "dateAsserted": made.isoformat(timespec="seconds"),
        "informationSource": _to(person),
        "dosage": [dosage],
    }
