"""What the report alone has beside the parts of every page: painted as text, HTML, PDF and Markdown."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.render.page.parts import Table, Words
from oidtrack.render.page.pictures.charts import Chart
from oidtrack.rules.base import Finding


class Listing(Struct, frozen=True):
    """Numbered sentences; `first` is the number of the first, `most` as in a table."""

    items: tuple[str, ...]
    first: int = 1
    most: int = 0


class Ticks(Struct, frozen=True):
    """Sentences, each with a box to tick."""

    items: tuple[str, ...]


class Notices(Struct, frozen=True):
    """What the rules saw, the loudest first; `most` as in a table."""

    findings: tuple[Finding, ...]
    most: int = 0


class Strip(Struct, frozen=True):
    """A measure as a thin row: its name with its scale, the days from the first, the top, whether too few are known."""

    name: str
    values: tuple[Fraction | None, ...]
    top: Fraction
    few: bool = False


class Layer(Struct, frozen=True):
    """One of several opioids: its name and its MME of each day, None where the day is not told in full."""

    name: str
    values: tuple[Fraction | None, ...]


class Scores(Struct, frozen=True):
    """A questionnaire over time: its short name, days and scores, its highest score, and where a line is drawn."""

    form: str
    points: tuple[tuple[date, Fraction], ...]
    top: Fraction
    line: Fraction


class Figure(Struct, frozen=True):
    """Dose, mood and what goes with them, over time.

    Attributes:
        chart: Mood and dose, day by day.
        medicine: Name of the one whose dose is drawn, harmless and short; of all together where there are several.
        unit: Of its dose.
        top: The upper end of the axis of the dose.
        alt: The picture in words.
        caption: What stands under the drawn picture.
        few: Whether too little of mood is known to tell.
        usual: Between which values mood usually lies, or None.
        held: First and last day of each hold within the days.
        apart: Days with something other than the planned doses, and what.
        lines: Doses at which a line is drawn, and their names.
        layers: Each of several opioids, the largest first; empty where one is drawn.
        scores: Of a questionnaire; None without any.
        strips: What stands below as thin rows.
    """

    chart: Chart
    medicine: str
    unit: str
    top: Fraction
    alt: str
    caption: str = ""
    few: bool = False
    usual: tuple[Fraction, Fraction] | None = None
    held: tuple[tuple[date, date], ...] = ()
    apart: tuple[tuple[date, str], ...] = ()
    lines: tuple[tuple[Fraction, str], ...] = ()
    layers: tuple[Layer, ...] = ()
    scores: Scores | None = None
    strips: tuple[Strip, ...] = ()


ReportPart = Words | Table | Listing | Ticks | Notices | Figure
"""What every format of the report can paint."""


class Section(Struct, frozen=True):
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
