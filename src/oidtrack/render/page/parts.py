"""The parts that every way of showing the report is made of: said once, painted as text, HTML, PDF and Markdown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from math import ceil

from oidtrack.render.page.charts import Chart
from oidtrack.rules.base import Finding


class Tone(Enum):
    """How a sentence is said."""

    PLAIN = "plain"
    NOTE = "note"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Box:
    """Where the middle half of some values lies on a scale that begins at 0.

    Attributes:
        q1: Lower quartile.
        median: The middle.
        q3: Upper quartile.
        top: The end of the scale, above 0 and at or above `q3`.
    """

    q1: Fraction
    median: Fraction
    q3: Fraction
    top: Fraction


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table; `under` is smaller and below, `box` the same as a picture."""

    text: str
    under: str = ""
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns.

    Attributes:
        caption: What the table holds, for who cannot see where it stands.
        head: Names of the columns.
        rows: As many cells each.
        left: How many columns, from the first, hold words; the others hold numbers.
        most: How many rows the one page has room for; 0 for all.
        latest: Whether the last rows are kept there rather than the first.
        headless: Whether the names of the columns are only read out, since the rows speak for themselves.
        brief: What stands on the one page in its place, where there is little room or more rows than `most`.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left: int = 1
    most: int = 0
    latest: bool = False
    headless: bool = False
    brief: Table | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """Numbered sentences; `first` is the number of the first, `most` as in a table."""

    items: tuple[str, ...]
    first: int = 1
    most: int = 0


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


Part = Words | Table | Listing | Notices | Figure


@dataclass(frozen=True, slots=True)
class Section:
    """One heading with what stands under it.

    Attributes:
        key: Its stable name.
        title: The heading.
        parts: What stands under it.
        aside: A few small words beside the heading, for where the notes have no room; empty for none.
    """

    key: str
    title: str
    parts: tuple[Part, ...]
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One number that is seen first: what it is, the number, and what belongs to it."""

    label: str
    value: str
    under: str


SPARE = ("phases", "treatments", "overlay")
"""Sections that are left for the detail where the one page is tight, the first one first."""

_LITTLE = Fraction(1, 2)
"""The share from which down a table's brief form takes its place."""


def cells(*texts: str) -> tuple[Cell, ...]:
    """A row of plain cells."""
    return tuple(Cell(text) for text in texts)


def abridged(part: Part, share: Fraction = Fraction(1)) -> tuple[Part, int]:
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
