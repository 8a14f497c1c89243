"""The parts that every way of showing the report is made of: said once, painted as text, HTML, PDF and Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from oidtrack.render.charts import Chart
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
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    left: int = 1
    most: int = 0
    latest: bool = False
    headless: bool = False


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
    """One heading with what stands under it; `key` is its stable name."""

    key: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """One number that is seen first: what it is, the number, and what belongs to it."""

    label: str
    value: str
    under: str


def cells(*texts: str) -> tuple[Cell, ...]:
    """A row of plain cells."""
    return tuple(Cell(text) for text in texts)


def abridged(part: Part) -> tuple[Part, int]:
    """A part as the one page has room for it, and how many of its rows are left for the detail."""
    if isinstance(part, Table) and 0 < part.most < len(part.rows):
        kept = part.rows[-part.most :] if part.latest else part.rows[: part.most]
        return Table(part.caption, part.head, kept, part.left, headless=part.headless), len(part.rows) - part.most
    if isinstance(part, Listing) and 0 < part.most < len(part.items):
        return Listing(part.items[: part.most], part.first), len(part.items) - part.most
    if isinstance(part, Notices) and 0 < part.most < len(part.findings):
        return Notices(part.findings[: part.most]), len(part.findings) - part.most
    return part, 0
