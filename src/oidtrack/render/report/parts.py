"""What the report alone has beside the parts of every page: painted as text, HTML, PDF and Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.render.page.parts import Table, Words
from oidtrack.render.page.pictures.charts import Chart
from oidtrack.rules.base import Finding


class Listing(Struct, frozen=True):
    """Numbered sentences; `first` is the number of the first."""

    items: tuple[str, ...]
    first: int = 1


class Ticks(Struct, frozen=True):
    """Sentences, each with a box to tick."""

    items: tuple[str, ...]


class Notices(Struct, frozen=True):
    """What the rules saw, the loudest first; `most` as in a table."""

    findings: tuple[Finding, ...]


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


def abridged(part: ReportPart) -> tuple[ReportPart, int]:
    """A part with as many of its last rows as the first page has room for, and how many are left for the detail."""
    if not isinstance(part, Table) or not 0 < part.most < len(part.rows):
        return part, 0
    return replace(part, rows=part.rows[-part.most :]), len(part.rows) - part.most


_TOGETHER = 2
"""So many rows of a part at least stand together: one alone, under or over a foot, is overlooked."""


def parted(section: Section) -> Iterator[tuple[Section, Section]]:
    """A section as two, at each place between two rows where it may be parted, the longest first half first.

    Words go with the part that they stand before, and those at the end with the rows above them.
    """
    parts = section.parts
    for n in range(len(parts) - 1, -1, -1):
        for at in range(len(_rows(parts[n])) - _TOGETHER, _TOGETHER - 1, -1):
            above, below = _cut(parts[n], at)
            yield _halves(section, (*parts[:n], above), (below, *parts[n + 1 :]))
        if n and _rows(parts[n - 1]) and any(map(_rows, parts[n:])):
            yield _halves(section, parts[:n], parts[n:])


def _halves(section: Section, above: tuple[ReportPart, ...], below: tuple[ReportPart, ...]) -> tuple[Section, Section]:
    return replace(section, parts=above), replace(section, title=f"{section.title}, continued", parts=below)


_FIELDS: dict[type, str] = {Table: "rows", Listing: "items", Notices: "findings"}
"""Where a part that may be parted keeps its rows."""


def _rows(part: ReportPart) -> tuple[object, ...]:
    rows: tuple[object, ...] = getattr(part, _FIELDS[type(part)]) if type(part) in _FIELDS else ()
    return rows


def _cut(part: ReportPart, at: int) -> tuple[ReportPart, ReportPart]:
    """The rows before a place, and those from it on, which are numbered on."""
    name, rows = _FIELDS[type(part)], _rows(part)
    above, below = replace(part, **{name: rows[:at]}), replace(part, **{name: rows[at:]})
    return above, replace(below, first=below.first + at) if isinstance(below, Listing) else below
