"""Whether a bundle is FHIR R4, by the definitions that HL7 published with 4.0.1 (`studies/fhir_definitions.py`).

Checked of each element: that the definition knows it, how often it stands, its type, the form of a primitive, the
codes of a required binding, the kinds that a reference may lead to, and the invariants, which are FHIRPath; of a code
with its system that HL7's own systems have it and call it so, that UCUM's common units are its parts, and that the
check digit of a LOINC number is right. Not checked: whether LOINC has a number, and best practices (`dom-6`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError, fromstring

from fhirpathpy import compile as compiled
from fhirpathpy.engine.nodes import ResourceNode
from fhirpathpy.models import models

DEFINED: dict[str, Any] = json.loads(Path(__file__).with_name("fhir_r4.json").read_text(encoding="utf-8"))
TYPES, PRIMITIVES = DEFINED["types"], DEFINED["primitives"]
SYSTEMS, UNITS = DEFINED["systems"], {*DEFINED["units"], ""}
HL7, LOINC, UCUM = "http://terminology.hl7.org/", "http://loinc.org", "http://unitsofmeasure.org"
OURS = {"ele-1", "ext-1", "dom-3", "txt-1", "txt-2", "ref-1"}
"""Invariants that are checked here and not by FHIRPath: what is empty or contained, XHTML, where references lead."""
INLINE = {"Element", "BackboneElement"}
OF_SYSTEM = {"String": "string"}
XHTML = "{http://www.w3.org/1999/xhtml}"
ALLOWED = {XHTML + tag for tag in ("div", "p", "ul", "ol", "li", "b", "i", "table", "tr", "td", "th", "br", "span")}

Json = dict[str, Any]


def faults(bundle: Json) -> list[str]:
    """What is wrong with a bundle; nothing where it is R4."""
    return list(_Checked(bundle).resource(bundle, "Bundle"))


class _Checked:
    """One bundle: its resources by their full address, for references."""

    def __init__(self, bundle: Json) -> None:
        self.bundle = bundle
        entries = [entry for entry in bundle.get("entry", []) if isinstance(entry, dict)]
        self.kinds = {one.get("fullUrl"): one.get("resource", {}).get("resourceType") for one in entries}

    def resource(self, value: Any, place: str) -> Iterator[str]:
        kind = str(value.get("resourceType")) if isinstance(value, dict) else ""
        if kind not in TYPES:
            yield f"{place}: no resource of a known type"
            return
        yield from self.element(value, kind, kind, place, value)

    def element(self, value: Any, kind: str, path: str, place: str, root: Json) -> Iterator[str]:
        """A complex value: its own invariants, and each element in it."""
        if not isinstance(value, dict) or not value:
            yield f"{place}: not an object, or an empty one"
            return
        defined = TYPES[kind]
        yield from _broken(defined[path].get("rules", {}), value, path, place, root)
        told = {"resourceType"} if path in TYPES and "resourceType" in value else set()
        for name in _children(kind, path):
            found = _present(value, name, defined[name].get("types", []))
            told |= {key for key, _ in found}
            if len(found) > 1:
                yield f"{place}: {' and '.join(key for key, _ in found)}"
            if not found and defined[name]["min"]:
                yield f"{place}: {name} is missing"
            for key, type_ in found:
                yield from self.one(value[key], kind, name, type_, f"{place}.{key}", root)
        yield from (f"{place}: {key} is unknown" for key in sorted(set(value) - told))

    def one(self, value: Any, kind: str, path: str, type_: str, place: str, root: Json) -> Iterator[str]:
        """What stands under one name: one value or a list."""
        many = TYPES[kind][path]["max"] == "*"
        if many != isinstance(value, list) or value == []:
            yield f"{place}: {'a list' if many else 'one value'} is due"
            return
        for n, part in enumerate(value if many else [value]):
            yield from self.value(part, kind, path, type_, f"{place}[{n}]" if many else place, root)

    def value(self, value: Any, kind: str, path: str, type_: str, place: str, root: Json) -> Iterator[str]:
        element = TYPES[kind][path]
        if type_ == "Resource":
            yield from self.resource(value, place)
            return
        if type_ in PRIMITIVES:
            yield from _primitive(value, type_, place)
            if element.get("codes") and value not in element["codes"]:
                yield f"{place}: {value} is none of {element['codes']}"
        elif element.get("like"):
            yield from self.element(value, kind, element["like"], place, root)
        else:
            inline = type_ in INLINE
            yield from self.element(value, kind if inline else type_, path if inline else type_, place, root)
            if not inline:
                yield from _broken(element.get("rules", {}), value, path, place, root)
            if type_ in {"Coding", "Quantity"} and isinstance(value, dict):
                yield from _code(value, place)
        if type_ == "Reference" and isinstance(value, dict):
            yield from self.reference(value, element.get("targets", []), place)

    def reference(self, value: Json, targets: list[str], place: str) -> Iterator[str]:
        """Every reference of ours leads into the same bundle."""
        led = self.kinds.get(value.get("reference"))
        if led is None:
            yield f"{place}: leads nowhere"
        elif "Resource" not in targets and led not in targets:
            yield f"{place}: leads to {led}"


def _code(value: Json, place: str) -> Iterator[str]:
    """A code is one of its system."""
    system, code = str(value.get("system", "")), str(value.get("code", ""))
    if system.startswith(HL7):
        called = SYSTEMS.get(system, {}).get(code)
        if called is None:
            yield f"{place}: {code} is no code of {system}"
        elif value.get("display", called) != called:
            yield f"{place}: {code} is called {called}"
    elif system == LOINC and re.fullmatch(r"\d+-\d", code) and not _digit_is_right(code):
        yield f"{place}: {code} has another check digit"
    elif system == UCUM and not {*re.sub(r"\{[^{}]*\}", "", code).split("/")} <= UNITS:
        yield f"{place}: {code} is no unit"


def _digit_is_right(number: str) -> bool:
    """By Luhn's rule, as LOINC makes its numbers."""
    digits = [int(sign) for sign in reversed(number.replace("-", ""))]
    doubled = [sum(divmod(2 * digit, 10)) if n % 2 else digit for n, digit in enumerate(digits)]
    return sum(doubled) % 10 == 0


def _children(kind: str, path: str) -> list[str]:
    return [name for name in TYPES[kind] if name.startswith(f"{path}.") and "." not in name[len(path) + 1 :]]


def _present(value: Json, path: str, types: list[str]) -> list[tuple[str, str]]:
    """Under which names an element stands, and as what."""
    name = path.rpartition(".")[2]
    if not name.endswith("[x]"):
        return [(name, OF_SYSTEM.get(types[0], types[0]) if types else "")] if name in value else []
    names = ((f"{name[:-3]}{one[0].upper()}{one[1:]}", one) for one in types)
    return [(key, one) for key, one in names if key in value]


FORMS: dict[str, Callable[[Any], bool]] = {
    "boolean": lambda value: isinstance(value, bool),
    "decimal": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    **dict.fromkeys(
        ("integer", "positiveInt", "unsignedInt"), lambda value: isinstance(value, int) and not isinstance(value, bool)
    ),
}


def _primitive(value: Any, type_: str, place: str) -> Iterator[str]:
    right = FORMS.get(type_, lambda found: isinstance(found, str) and bool(found))
    said = str(value).lower() if isinstance(value, bool) else str(value)
    if not right(value) or not re.fullmatch(PRIMITIVES[type_] or r"(?s).*", said):
        yield f"{place}: {value!r} is no {type_}"
    elif type_ == "xhtml":
        yield from _xhtml(value, place)


def _xhtml(value: str, place: str) -> Iterator[str]:
    try:
        tree = fromstring(value)
    except ParseError as error:
        yield f"{place}: {error}"
        return
    if tree.tag != f"{XHTML}div" or not "".join(tree.itertext()).strip():
        yield f"{place}: no div with words in it"
    yield from (f"{place}: {part.tag}" for part in tree.iter() if part.tag not in ALLOWED)


def _broken(rules: dict[str, str], value: Any, path: str, place: str, root: Json) -> Iterator[str]:
    """The invariants that do not hold."""
    if not isinstance(value, dict):
        return
    if "contained" in value:
        yield f"{place}: contained resources are not checked"
    context = {"resource": root, "ucum": "http://unitsofmeasure.org"}
    for key, rule in rules.items():
        if key not in OURS and _rule(rule)(_node(value, path), context) == [False]:
            yield f"{place}: breaks {key}: {rule}"


def _node(value: Json, path: str) -> Any:
    """An element that FHIRPath knows the type of."""
    make: Callable[..., Any] = ResourceNode.create_node
    return make(value, path)


@cache
def _rule(rule: str) -> Callable[..., list[Any]]:
    # fhirpathpy has no hasValue(); without extensions on primitives, which are unknown here, it is exists()
    return compiled(rule.replace("hasValue()", "exists()"), models["r4"])
