"""The stable interface: JSON documents, one number format, entries as the contract has them."""

from __future__ import annotations

from datetime import date, time
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

from oidtrack.domain.dose import Dose, Rate, quiet_json
from oidtrack.domain.journal import Moment
from oidtrack.insight.baseline import Usual
from oidtrack.insight.spread import Spread
from oidtrack.rules.base import Finding

PLACES = 4


def document(schema: str, body: dict[str, Any]) -> str:
    """One JSON document with its schema first."""
    import json  # a page of text does without

    return quiet_json(json.dumps({"schema": schema, **body}, indent=2, ensure_ascii=False))


def in_ascii(document: str) -> str:
    """The same document for an output that can show no more than ASCII."""
    import json

    return "".join(char if char.isascii() else json.dumps(char)[1:-1] for char in document)


def number(value: Fraction | int) -> float:
    """A JSON number with at most four decimals, rounded half to even, once, here."""
    return float(round(Fraction(value), PLACES))


def written(value: object) -> Any:
    """A value as JSON has it, in one way for each type; what is not known stays null, and an int an int.

    A fraction is a number, an amount its mg or mcg/h, a day or moment ISO 8601, a time of day `08:00`, a kind its name.
    """
    match value:
        case Fraction():
            return number(value)
        case Dose() | Rate():
            return number(value.shown)
        case time():
            return f"{value:%H:%M}"
        case date():  # a moment is one too
            return value.isoformat()
        case Enum():
            return value.value
        case tuple():
            return [written(one) for one in value]
    return str(value) if isinstance(value, Path) else value


def keys(value: object, *names: str) -> dict[str, Any]:
    """What a value has under these names, for keys that are called the same."""
    return {name: written(getattr(value, name)) for name in names}


def span(first: date, last: date | None) -> dict[str, Any]:
    """Two days, both included."""
    return {"from": written(first), "to": written(last)}


def moment_body(moment: Moment) -> dict[str, Any]:
    """When something was, by the clock on the wall, and the day that it belongs to."""
    return {"at": written(moment.wall), "day": written(moment.day)}


def middle_body(found: Spread) -> dict[str, Any]:
    """How many answers, and their median; null where n is 0."""
    return keys(found, "n", "median")


def spread_body(found: Spread) -> dict[str, Any]:
    """The same with the quartiles."""
    return keys(found, "n", "median", "q1", "q3")


def usual_body(usual: Usual | None) -> dict[str, Any] | None:
    """The own usual range for machines."""
    return None if usual is None else keys(usual, "n", "median", "low", "high")


def caution(finding: Finding) -> dict[str, Any]:
    """A finding as it stands in `cautions`."""
    return {"code": finding.id, **keys(finding, "severity", "text", "source")}
