"""Words and numbers that several sections of the report share."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from oidtrack.domain.dose import plain
from oidtrack.domain.journal import dated, short_day
from oidtrack.domain.medicine import Release
from oidtrack.insight.spread import Spread
from oidtrack.insight.then_now import FEW
from oidtrack.render.page.console import shortened
from oidtrack.render.page.parts import Box, Cell
from oidtrack.render.warnings.findings import WORDS
from oidtrack.rules.base import Finding

NONE = "–"
NAME = 24
TOO_FEW = "too few"
RELEASES = {Release.IR: "immediate release", Release.ER: "extended release", Release.PATCH: "patch"}
_TITLES = {"Lower than your usual": "Mood lower than usual", "Slowly lower than you were": "Slowly lower than before"}
_PLAIN_DAYS = 300
_SPOKEN_TO = re.compile(r"\byour ", re.IGNORECASE)
_TIED = "\u00a0"
"""A blank at which no line is broken."""


def one(value: Fraction | None) -> str:
    """A number with at most one decimal; a dash where it is not known."""
    return NONE if value is None else plain(value, 1)


def median_words(found: Spread) -> str:
    """A median with the number of answers behind it: `5.2 (n 14)`; a dash without any."""
    return f"{one(found.median)} (n {found.n})" if found.n else NONE


def counted_median(found: Spread) -> str:
    """The same as a table has it: `5.2 (14)`."""
    return f"{one(found.median)} ({found.n})" if found.n else NONE


def one_name(text: str) -> str:
    """A name as typed, on one line and not endless."""
    return shortened(text, 60)


def signed(value: Fraction) -> str:
    """A change: `+2`, `−0.5`, `0`."""
    words = plain(abs(value), 1)
    return words if words == "0" else f"{'+' if value > 0 else '−'}{words}"


def day_in(day: date, days: int) -> str:
    """A day of a period of so many days: without its year where that is plain."""
    return short_day(day) if days <= _PLAIN_DAYS else dated(day)


def is_few(found: Spread, days: int) -> bool:
    """Whether too little is known of some days for quartiles: under five answers, or under half the days."""
    return found.n < FEW or 2 * found.n < days


def spread_cell(found: Spread, days: int, box: Box | None = None) -> Cell:
    """A median with its number of answers and the quartiles under it, where enough is known of so many days."""
    if not found.n:
        return Cell(NONE)
    middle = counted_median(found)
    return Cell(middle, TOO_FEW) if is_few(found, days) else Cell(middle, f"{one(found.q1)}–{one(found.q3)}", box)


def title_of(finding: Finding) -> str:
    """The title of a finding without speaking to anybody."""
    bare = _TITLES.get(finding.title) or _SPOKEN_TO.sub("", finding.title)
    return bare[:1].upper() + bare[1:]


def told(finding: Finding) -> str:
    """What was seen, to a prescriber."""
    return finding.noted or finding.text


def how_loud(finding: Finding) -> str:
    """How loud a finding is, and since when: `to watch, since 28 Oct`."""
    since = f", since {short_day(finding.since)}" if finding.since is not None else ""
    return WORDS[finding.severity] + since


def tied(text: str) -> str:
    """Harmless text whose numbers stay with their units, where lines are broken by what shows it."""
    for loose in (" mg", " mL", " mcg", " × "):
        text = text.replace(loose, loose.replace(" ", _TIED))
    return text
