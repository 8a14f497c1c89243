"""Datatypes of FHIR R4 as JSON: a reference, a quantity, a code, a narrative; and what its strings may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from html import escape
from typing import Any

from oidtrack.domain.dose import STEERING

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
TERMS = "http://terminology.hl7.org/CodeSystem"
_PLACES = 4

Resource = dict[str, Any]


def quiet(value: Any) -> Any:
    """The same without signs that steer what is shown: FHIR's strings take no controls (datatypes, string)."""
    if isinstance(value, str):
        return re.sub(STEERING, " ", value)
    if isinstance(value, dict):
        return {name: quiet(one) for name, one in value.items()}
    return [quiet(one) for one in value] if isinstance(value, list) else value


def reference(name: str) -> Resource:
    """To another resource of the same bundle, by its UUID."""
    return {"reference": f"urn:uuid:{name}"}


def number(value: Fraction) -> float | int:
    """At most four decimals, whole numbers without any."""
    rounded = round(value, _PLACES)
    return rounded.numerator if rounded.denominator == 1 else float(rounded)


def quantity(value: Fraction, unit: str) -> Resource:
    """A number with its unit as a code of UCUM."""
    return {"value": number(value), "unit": unit.replace("{", "").replace("}", ""), "system": UCUM, "code": unit}


def coded(system: str, code: str, display: str) -> Resource:
    """A concept with one code, in the words of its system."""
    return {"coding": [{"system": system, "code": code, "display": display}], "text": display}


def narrative(lines: Iterable[str]) -> Resource:
    """What people read of a resource: one line each."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml"><ul>{items}</ul></div>'}
