"""A finding as it is said: everything but its id and its rule, which `tests/rules/test_explained.py` holds."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from oidtrack.rules.base import Finding, Severity


class Said(NamedTuple):
    """How loud, the words, and what stands behind them."""

    severity: Severity
    title: str
    text: str
    noted: str = ""
    ask: str = ""
    source: str = "engineering"
    since: date | None = None
    entries: tuple[str, ...] = ()


def said(found: Finding | None) -> Said:
    """What a finding says; a rule that is silent fails the test."""
    assert found is not None
    return Said(
        found.severity, found.title, found.text, found.noted, found.ask, found.source, found.since, found.entries
    )
