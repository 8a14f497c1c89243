"""What the report alone has beside the parts of every page: painted as text, HTML, PDF and Markdown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil

from oidtrack.render.page.charts import Chart
from oidtrack.render.page.parts import Box, Table, Words
from oidtrack.rules.base import Finding


@dataclass(frozen=True, slots=True)
class Listing:
    """Numbered sentences; `first` is the number of the first, `most` as in a table."""

    items: tuple[str, ...]
    first: int = 1
    most: int = 0


@dataclass(frozen=True, slots=True)
class Ticks:
    """Sentences, each with a box to tick."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notices:
    """What the rules saw, the loudest first; `most` as in a table."""

    findings: tuple[Finding, ...]
    most: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """Mood and dose over time.

    Attributes:
        chart: What is drawn.
        medicine: Name of the one whose dose is drawn, harmless and short.
        unit: Of its dose.
        alt: The picture in words.
        bands: First and last day of each stretch, and the box of its mood.
        scores: Days and scores of one questionnaire.
        form: Its name; empty where there are no scores.
        caption: What the signs of the drawn picture mean.
    """

    chart: Chart
    medicine: str
    unit: str
    alt: str
    bands: tuple[tuple[date, date, Box], ...] = ()
    scores: tuple[tuple[date, str], ...] = ()
    form: str = ""
    caption: str = ""


ReportPart = Words | Table | Listing | Ticks | Notices | Figure
"""What every format of the report can paint."""


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with what stands under it.

    Attributes:
        key: Its stable name.
        title: The heading.
        parts: What stands under it.
        aside: A few small words beside the heading; empty for none.
    """

    key: str
    title: str
    parts: tuple[ReportPart, ...]
    aside: str = ""


_LITTLE = Fraction(1, 2)
"""The share from which down a table's brief form takes its place."""


def abridged(part: ReportPart, share: Fraction = Fraction(1)) -> tuple[ReportPart, int]:
    """A part as the one page has room for it, and how many of its rows are left for the detail.

    Args:
        part: The whole part.
        share: How much of its usual room there is; at least one row is kept.
    """
    if isinstance(part, Table) and part.brief is not None and (share <= _LITTLE or len(part.rows) > part.most):
        short, left = abridged(part.brief, share)
        return short, left + len(part.rows) - len(part.brief.rows)
    if not isinstance(part, Table | Listing | Notices) or not part.most:
        return part, 0
    room = ceil(part.most * share)
    rows: int = len(_items(part))
    if rows <= room:
        return part, 0
    if isinstance(part, Table):
        return replace(part, rows=part.rows[-room:] if part.latest else part.rows[:room]), rows - room
    if isinstance(part, Listing):
        return replace(part, items=part.items[:room]), rows - room
    return replace(part, findings=part.findings[:room]), rows - room


def _items(part: Table | Listing | Notices) -> tuple[object, ...]:
    match part:
        case Table():
            return part.rows
        case Listing():
            return part.items
        case Notices():
            return part.findings
