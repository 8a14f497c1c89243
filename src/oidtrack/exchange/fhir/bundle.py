"""A report as an HL7 FHIR R4 document: what is taken, what was answered, and the ratings, with their contents in front.

LOINC codes come from the packaged questionnaires and from the caller; what has none is said in words and given no code.
A dose stands with its times where they are known, else as a rate: so many milligrams a day.

Source:
    HL7 FHIR R4 (4.0.1): Bundle, Composition, Patient, QuestionnaireResponse, MedicationStatement, Observation.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from fractions import Fraction
from uuid import NAMESPACE_URL, UUID, uuid5

from msgspec import Struct

from oidtrack.domain.questionnaire import Questionnaire
from oidtrack.exchange.fhir.composition import Contents, composition
from oidtrack.exchange.fhir.datatypes import LOINC, TERMS, Resource, number, quantity, quiet, reference
from oidtrack.exchange.fhir.medicine import Statement, statement_resource
from oidtrack.exchange.own_files import FHIR_TAG

_URIS = "urn:ietf:rfc:3986"


class Response(Struct, frozen=True):
    """One questionnaire as answered, all items of it."""

    form: Questionnaire
    at: datetime
    answers: tuple[int, ...]
    score: Fraction


class Reading(Struct, frozen=True):
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


class Shared(Struct, frozen=True):
    """All that leaves, of the days from `first` to `last`.

    `name` is empty and `born`, the year, None where the person did not give them.
    """

    made: datetime
    first: date
    last: date
    name: str
    responses: tuple[Response, ...]
    statements: tuple[Statement, ...]
    readings: tuple[Reading, ...]
    born: int | None = None


def fhir_bundle(shared: Shared) -> str:
    """One Bundle of type `document` as JSON. The same report gives the same ids, another person's others."""
    naming = uuid5(NAMESPACE_URL, f"oidtrack {shared!r}")
    person = _name(naming, "patient")
    made = shared.made
    statements = [
        (_name(naming, f"statement {n}"), statement_resource(one, person, made))
        for n, one in enumerate(shared.statements)
    ]
    answers: list[tuple[str, Resource]] = []
    for n, answered in enumerate(shared.responses):
        response = _name(naming, f"response {n}")
        answers += [
            (response, _response(answered, person)),
            (_name(naming, f"score {n}"), _score(answered, person, response)),
        ]
    readings = [(_name(naming, f"reading {n}"), _reading(one, person)) for n, one in enumerate(shared.readings)]
    contents = Contents(
        shared.first,
        shared.last,
        _names(statements),
        tuple(f"{one.medicine}: {one.words}" for one in shared.statements),
        _names(answers),
        tuple(_answer_words(one) for one in shared.responses),
        _names(readings),
    )
    front = [(_name(naming, "composition"), composition(contents, person, made)), (person, _patient(shared))]
    bundle = {
        "resourceType": "Bundle",
        "meta": {"tag": [FHIR_TAG]},
        "identifier": {"system": _URIS, "value": f"urn:uuid:{_name(naming, 'document')}"},
        "type": "document",
        "timestamp": made.isoformat(timespec="seconds"),
        "entry": [_entry(name, resource) for name, resource in (*front, *statements, *answers, *readings)],
    }
    return json.dumps(quiet(bundle), indent=2, ensure_ascii=False) + "\n"


def _patient(shared: Shared) -> Resource:
    name = {"name": [{"text": shared.name}]} if shared.name else {}
    born = {"birthDate": f"{shared.born:04}"} if shared.born is not None else {}
    return {"resourceType": "Patient", **name, **born}


def _names(found: list[tuple[str, Resource]]) -> tuple[str, ...]:
    return tuple(name for name, _ in found)


def _answer_words(answered: Response) -> str:
    return f"{answered.form.title}, {answered.at:%Y-%m-%d}: score {number(answered.score)}"


def _name(naming: UUID, what: str) -> str:
    return str(uuid5(naming, what))


def _entry(name: str, resource: Resource) -> Resource:
    kind, *_ = resource.items()
    return {"fullUrl": f"urn:uuid:{name}", "resource": {kind[0]: kind[1], "id": name, **resource}}


def _response(answered: Response, person: str) -> Resource:
    form = answered.form
    canonical = {"questionnaire": f"{LOINC}/q/{form.loinc_panel}"} if form.loinc_panel else {}
    items = [_item(form, n, points) for n, points in enumerate(answered.answers, start=1)]
    total = {
        "linkId": f"/{form.loinc_total}" if form.loinc_total else "score",
        "text": "Score",
        "answer": [{"valueDecimal": number(answered.score)}],
    }
    return {
        "resourceType": "QuestionnaireResponse",
        **canonical,
        "status": "completed",
        "subject": reference(person),
        "authored": answered.at.isoformat(timespec="seconds"),
        "source": reference(person),
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
        "valueQuantity": quantity(answered.score, "{score}"),
        "derivedFrom": [reference(response)],
    }


def _reading(reading: Reading, person: str) -> Resource:
    least = {"comparator": ">="} if reading.at_least else {}
    coding = {"coding": [{"system": LOINC, "code": reading.loinc}]} if reading.loinc else {}
    return {
        **_observation({**coding, "text": reading.words}, person),
        **_when(reading),
        "valueQuantity": {**quantity(reading.value, reading.unit), **least},
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
        {"code": {"text": words}, "valueQuantity": quantity(value, reading.unit)}
        for words, value in (("Lowest day", low), ("Highest day", high))
    ]
    return {"method": {"text": "Median of the days of the week with an answer"}, "component": parts}


def _observation(code: Resource, person: str) -> Resource:
    return {
        "resourceType": "Observation",
        "status": "final",
        "category": [{"coding": [{"system": f"{TERMS}/observation-category", "code": "survey"}]}],
        "code": code,
        "subject": reference(person),
        "performer": [reference(person)],
    }
