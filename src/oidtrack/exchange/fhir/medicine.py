"""A medicine as an order would say it: form, route, times and amounts; FHIR R4, MedicationStatement."""

from __future__ import annotations

from datetime import date, datetime, time
from fractions import Fraction

from msgspec import Struct

from oidtrack.exchange.fhir.datatypes import TERMS, Resource, coded, quantity, reference


class Timed(Struct, frozen=True):
    """One amount at some times of the day, in `unit` of the statement without what it is per."""

    amount: Fraction
    at: tuple[time, ...]


class Statement(Struct, frozen=True):
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
        change_days: Days between changes of a patch; None where it is none, or they are not known.
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
    change_days: int | None = None


def statement_resource(statement: Statement, person: str, made: datetime) -> Resource:
    """One MedicationStatement, as `person` told it at a moment."""
    end = {"end": statement.last.isoformat()} if statement.last else {}
    return {
        "resourceType": "MedicationStatement",
        "status": "completed" if statement.last else "active",
        "category": {"coding": [{"system": f"{TERMS}/medication-statement-category", "code": "patientspecified"}]},
        "medicationCodeableConcept": {"text": statement.medicine},
        "subject": reference(person),
        "effectivePeriod": {"start": statement.first.isoformat(), **end},
        "dateAsserted": made.isoformat(timespec="seconds"),
        "informationSource": reference(person),
        "dosage": [{**part, **_route(statement)} for part in _dosage(statement)],
    }


def _route(statement: Statement) -> Resource:
    if statement.route is None:
        return {}
    code, display = statement.route
    return {"route": coded(f"{TERMS}/v3-RouteOfAdministration", code, display)}


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
    ratio = {"numerator": quantity(statement.rate, amount), "denominator": quantity(Fraction(1), per)}
    often = {"frequency": 1, "period": statement.change_days, "periodUnit": "d"}
    changed = {"timing": {"repeat": often}} if statement.change_days else {}
    return [{**words, **changed, "doseAndRate": [{"rateRatio": ratio}]}]


def _timed(one: Timed, statement: Statement) -> Resource:
    at = [f"{clock:%H:%M:%S}" for clock in one.at]
    repeat = {"frequency": len(at), "period": statement.every_days, "periodUnit": "d", "timeOfDay": at}
    amount, _ = statement.unit.split("/")
    return {"timing": {"repeat": repeat}, "doseAndRate": [{"doseQuantity": quantity(one.amount, amount)}]}
