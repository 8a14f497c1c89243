"""What the report says of other treatments: beside mood and pain, never because of."""

from __future__ import annotations

from datetime import date
from typing import Any

from oidtrack.domain.journal import day_words
from oidtrack.insight.treatments import BESIDE, Treated
from oidtrack.render.page.console import shortened
from oidtrack.render.page.machine import keys, middle_body, span
from oidtrack.render.page.parts import Heading, Page, Table, Tone, Words, cells, grid, inset
from oidtrack.render.report.parts import ReportPart, Section
from oidtrack.render.report.words import NAME, NONE, counted_median
from oidtrack.services.report.reporting import Report

SCHEMA = "oidtrack/treatments/1"
_WIDE_NAME = 26
_MEANS = (
    "Medians of mood and pain on days with it and on days without, the number of days in brackets: set beside, not"
    " because of. People do more on good days, and other things change too."
)


def treatments_section(report: Report) -> Section | None:
    """Each with its days, and mood and pain of the days with it and without; None where nothing was written down."""
    found = report.treatments
    if not found:
        return None
    shown, heads = _shown(found)
    rows = tuple(cells(*_row(view, shown, NAME)) for view in found)
    parts: tuple[ReportPart, ...] = (
        Table("Other treatments", heads, rows),
        *((Words(_MEANS, Tone.NOTE),) if shown else ()),
    )
    return Section("treatments", "Other treatments", parts)


def treatments_page(found: tuple[Treated, ...], first: date, last: date) -> Page:
    """The page of `oidtrack treatments`."""
    head = Heading(f"Other treatments: {day_words(first)} to {day_words(last)}")
    if not found:
        return Page((head,))
    shown, heads = _shown(found)
    table = grid(heads, *(_row(view, shown, _WIDE_NAME) for view in found))
    return Page((head, table, inset(_MEANS if shown else "")), full=True)


def _shown(found: tuple[Treated, ...]) -> tuple[list[str], tuple[str, ...]]:
    """The measures of which something is known, and the heads of a table of them."""
    shown = [name for name in BESIDE if any(_beside(view, name) != (NONE, NONE) for view in found)]
    return shown, ("", "days", "min", *(f"{name} {which}" for name in shown for which in ("with", "without")))


def _row(view: Treated, shown: list[str], width: int) -> tuple[str, ...]:
    minutes = "" if view.minutes is None else str(view.minutes)
    values = (text for name in shown for text in _beside(view, name))
    return (shortened(view.text, width), str(view.days), minutes, *values)


def _beside(view: Treated, name: str) -> tuple[str, str]:
    """Medians on the days with it and without, as text."""
    found = (one for one in view.beside if one.measure == name)
    return next(((counted_median(one.on_days), counted_median(one.other_days)) for one in found), (NONE, NONE))


def treatments_body(found: tuple[Treated, ...], first: date, last: date) -> dict[str, Any]:
    """The keys of the page, without the schema."""
    return {**span(first, last), "treatments": [treatment_body(one) for one in found]}


def treatment_body(view: Treated) -> dict[str, Any]:
    """One treatment; medians are null where n is 0."""
    return {
        **keys(view, "text", "days", "times", "minutes", "first", "last"),
        **{
            beside.measure: {"with": middle_body(beside.on_days), "without": middle_body(beside.other_days)}
            for beside in view.beside
        },
    }
