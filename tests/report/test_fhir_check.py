"""The check of FHIR itself: a valid bundle, and each fault that is put into it is seen."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from fhir_r4 import DEFINED, faults
from lives import NOW, reports
from oidtrack.services.report.sharing import report_fhir

Json = dict[str, Any]


@pytest.fixture(scope="module")
def bundle() -> Json:
    """A bundle with the first of each kind of resource, and contents that name just these."""
    found: Json = json.loads(report_fhir(reports()["held"], NOW, "Łukasz"))
    kinds: dict[str, Json] = {}
    for entry in found["entry"]:
        kinds.setdefault(entry["resource"]["resourceType"], entry)
    kept = {entry["fullUrl"] for entry in kinds.values()}
    for section in kinds["Composition"]["resource"]["section"]:
        left = [entry for entry in section.pop("entry", []) if entry["reference"] in kept]
        section.update({"entry": left} if left else {"text": section.get("text", allergies(kinds)["text"])})
    return {**found, "entry": list(kinds.values())}


def allergies(kinds: dict[str, Json]) -> Json:
    found: Json = kinds["Composition"]["resource"]["section"][1]
    return found


def of(bundle: Json, kind: str) -> Json:
    """The resource of a kind."""
    found: Json = next(entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind)
    return found


@pytest.mark.no_cover
def test_a_bundle_is_valid_by_the_definitions_of_4_0_1(bundle: Json) -> None:
    assert DEFINED["version"] == "4.0.1"
    assert faults(bundle) == []


def in_(kind: str, **given: Any) -> Callable[[Json], object]:
    return lambda bundle: of(bundle, kind).update(given)


def in_dosage(**given: Any) -> Callable[[Json], object]:
    return lambda bundle: of(bundle, "MedicationStatement")["dosage"][0].update(given)


def in_value(**given: Any) -> Callable[[Json], object]:
    return lambda bundle: of(bundle, "Observation")["valueQuantity"].update(given)


def without(kind: str, name: str) -> Callable[[Json], object]:
    return lambda bundle: of(bundle, kind).pop(name)


def to_itself(bundle: Json) -> None:
    one = of(bundle, "Observation")
    one["subject"] = {"reference": f"urn:uuid:{one['id']}"}


def same_code(bundle: Json) -> None:
    one = of(bundle, "Observation")
    one["component"] = [{"code": deepcopy(one["code"]), "valueInteger": 1}]


def same_address(bundle: Json) -> None:
    bundle["entry"][-1]["fullUrl"] = bundle["entry"][-2]["fullUrl"]


def repeat(**given: Any) -> Callable[[Json], object]:
    return in_dosage(timing={"repeat": given})


def div(said: str) -> Callable[[Json], object]:
    def change(bundle: Json) -> None:
        of(bundle, "Composition")["section"][0]["text"]["div"] = said

    return change


def in_route(**given: Any) -> Callable[[Json], object]:
    return lambda bundle: of(bundle, "MedicationStatement")["dosage"][0]["route"]["coding"][0].update(given)


XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'
PAIN = {"system": "http://loinc.org", "code": "72541-3"}
FAULTS: dict[str, tuple[Callable[[Json], object], str]] = {
    "an unknown element": (in_("Observation", nonsense=1), "nonsense is unknown"),
    "an element of R5": (in_("MedicationStatement", medication={"text": "oxycodone"}), "medication is unknown"),
    "what is due is missing": (without("Observation", "status"), "status is missing"),
    "a choice that is due is missing": (without("MedicationStatement", "medicationCodeableConcept"), "[x] is missing"),
    "two of a choice": (in_("Observation", valueString="x"), "valueQuantity and valueString"),
    "text for an object": (in_("Observation", subject="somebody"), "not an object"),
    "an empty object": (in_("Observation", method={}), "an empty one"),
    "a list for one": (in_("Observation", code=[{"text": "x"}]), "one value is due"),
    "one for a list": (in_("Observation", category={"text": "x"}), "a list is due"),
    "an empty list": (in_("Composition", author=[]), "a list is due"),
    "an empty text": (in_("Observation", method={"text": ""}), "'' is no string"),
    "a number for text": (in_("Observation", method={"text": 3}), "3 is no string"),
    "text for a number": (in_value(value="5"), "'5' is no decimal"),
    "text for yes or no": (in_dosage(asNeededBoolean="yes"), "'yes' is no boolean"),
    "a thirteenth month": (in_("Patient", birthDate="1955-13"), "'1955-13' is no date"),
    "a year of two digits": (in_("Patient", birthDate="55"), "'55' is no date"),
    "an id with a blank": (in_("Patient", id="a b"), "'a b' is no id"),
    "a moment without its offset": (lambda bundle: bundle.update(timestamp="2026-11-23T10:00:00"), "is no instant"),
    "a time without seconds": (repeat(timeOfDay=["08:00"]), "'08:00' is no time"),
    "a status of another kind": (in_("Observation", status="completed"), "completed is none of"),
    "an unknown kind of bundle": (lambda bundle: bundle.update(type="heap"), "heap is none of"),
    "a gender that is a letter": (in_("Patient", gender="f"), "f is none of"),
    "a unit of time in full": (repeat(period=1, periodUnit="day"), "day is none of"),
    "a turned comparator": (in_value(comparator="=>"), "=> is none of"),
    "a reference to nothing": (in_("Observation", subject={"reference": "urn:uuid:nobody"}), "leads nowhere"),
    "a reference to another kind": (to_itself, "leads to Observation"),
    "an end before its begin": (
        in_("MedicationStatement", effectivePeriod={"start": "2026-02-01", "end": "2026-01-01"}),
        "breaks per-1",
    ),
    "a period without its unit": (repeat(period=3), "breaks tim-2"),
    "a time and a meal": (repeat(timeOfDay=["08:00:00"], when=["MORN"]), "breaks tim-10"),
    "a code without its system": (lambda bundle: of(bundle, "Observation")["valueQuantity"].pop("system"), "qty-3"),
    "half a ratio": (in_dosage(doseAndRate=[{"rateRatio": {"numerator": {"value": 1}}}]), "breaks rat-1"),
    "a value and why there is none": (in_("Observation", dataAbsentReason={"text": "x"}), "breaks obs-6"),
    "a part with the code of the whole": (same_code, "breaks obs-7"),
    "an answer with items": (
        in_(
            "QuestionnaireResponse",
            item=[{"linkId": "a", "answer": [{"valueInteger": 1}], "item": [{"linkId": "b"}]}],
        ),
        "breaks qrs-1",
    ),
    "a route that there is not": (in_route(code="ORALLY"), "ORALLY is no code of"),
    "a route in other words": (in_route(display="By mouth"), "PO is called Swallow, oral"),
    "a unit that is none": (in_value(code="{score}/dy"), "{score}/dy is no unit"),
    "two digits of a number turned": (in_("Observation", code={"coding": [PAIN]}), "72541-3 has another check digit"),
    "an empty section": (in_("Composition", section=[{"title": "Nothing"}]), "breaks cmp-1"),
    "two resources of one address": (same_address, "breaks bdl-7"),
    "a document without a name": (lambda bundle: bundle.pop("identifier"), "breaks bdl-9"),
    "a document without a date": (lambda bundle: bundle.pop("timestamp"), "breaks bdl-10"),
    "a document without its contents": (lambda bundle: bundle["entry"].pop(0), "breaks bdl-11"),
    "a total where nothing was searched": (lambda bundle: bundle.update(total=3), "breaks bdl-1:"),
    "words for people with a script": (div(f"<div {XHTML}>a<script>b</script></div>"), "script"),
    "words for people that do not end": (div(f"<div {XHTML}><p>a</div>"), "mismatched tag"),
    "no words for people": (div(f"<div {XHTML}> </div>"), "no div with words"),
}


@pytest.mark.no_cover
@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_seen(bundle: Json, name: str) -> None:
    change, said = FAULTS[name]
    faulty = deepcopy(bundle)

    change(faulty)

    assert said in "\n".join(faults(faulty))
