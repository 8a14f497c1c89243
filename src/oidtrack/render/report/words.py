"""Words and numbers that several sections of the report share."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from oidtrack.domain.dose import plain
from oidtrack.domain.journal import short_day
from oidtrack.render.page.console import shortened
from oidtrack.render.warnings.findings import WORDS
from oidtrack.rules.base import Finding

NONE = "–"
NAME = 24
_TIED = "\u00a0"
"""A blank at which no line is broken."""


def one(value: Fraction | None) -> str:
    """A number with at most one decimal; a dash where it is not known."""
    return NONE if value is None else plain(value, 1)


def one_name(text: str) -> str:
    """A name as typed, on one line and not endless."""
    return shortened(text, 60)


def joined(words: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`; empty for none."""
    *before, last = [*words] or [""]
    return f"{', '.join(before)} and {last}" if before else last


def how_loud(finding: Finding) -> str:
    """How loud a finding is, and since when: `to watch, since 28 Oct`."""
    since = f", since {short_day(finding.since)}" if finding.since is not None else ""
    return WORDS[finding.severity] + since


def tied(text: str) -> str:
    """Harmless text whose numbers stay with their units, where lines are broken by what shows it."""
    for loose in (" mg", " mL", " mcg", " × "):
        text = text.replace(loose, loose.replace(" ", _TIED))
    return text
