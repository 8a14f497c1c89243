"""The stable interface: JSON documents, one number format, entries as the contract has them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from oidtrack.domain.dose import quiet_json
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


def number_or_none(value: Fraction | None) -> float | None:
    """A number, or null where it is not known."""
    return None if value is None else number(value)


def spread_body(found: Spread) -> dict[str, Any]:
    """How many answers, their median and quartiles; null where n is 0."""
    return {
        "n": found.n,
        "median": number_or_none(found.median),
        "q1": number_or_none(found.q1),
        "q3": number_or_none(found.q3),
    }


def usual_body(usual: Usual | None) -> dict[str, Any] | None:
    """The own usual range for machines."""
    if usual is None:
        return None
    return {"n": usual.n, "median": number(usual.median), "low": number(usual.low), "high": number(usual.high)}


def caution(finding: Finding) -> dict[str, Any]:
    """A finding as it stands in `cautions`."""
    return {
        "code": finding.id,
        "severity": finding.severity.value,
        "text": finding.text,
        "source": finding.source,
    }
