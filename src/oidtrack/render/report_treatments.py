"""What the report says of other treatments: beside mood and pain, never because of."""

from __future__ import annotations

from oidtrack.insight.treatments import BESIDE, Treated
from oidtrack.render.blocks import shortened
from oidtrack.render.parts import Cell, Part, Section, Table, Tone, Words, cells
from oidtrack.render.report_words import NAME, NONE, days_words, one
from oidtrack.services.reporting import Report

_ROWS = 4
_MEANS = (
    "Medians of mood and pain on days with it and on days without, the number of days in brackets: set beside, not"
    " because of. People do more on good days, and other things change too."
)


def treatments_section(report: Report) -> Section | None:
    """Each with its days, and mood and pain of the days with it and without; None where nothing was written down."""
    found = report.treatments
    if not found:
        return None
    shown = [name for name in BESIDE if any(_beside(view, name) != (NONE, NONE) for view in found)]
    heads = (f"{name} {which}" for name in shown for which in ("with", "without"))
    rows = tuple(_row(view, shown) for view in found)
    in_short = tuple(_brief(view) for view in found)
    brief = Table("Other treatments", ("treatment", "days", "time"), in_short, headless=True, most=_ROWS)
    table = Table("Other treatments", ("", "days", "min", *heads), rows, brief=brief)
    parts: tuple[Part, ...] = (table, *((Words(_MEANS, Tone.NOTE),) if shown else ()))
    return Section("treatments", "Other treatments", parts)


def _row(view: Treated, shown: list[str]) -> tuple[Cell, ...]:
    minutes = "" if view.minutes is None else str(view.minutes)
    values = (text for name in shown for text in _beside(view, name))
    return cells(shortened(view.text, NAME), str(view.days), minutes, *values)


def _brief(view: Treated) -> tuple[Cell, ...]:
    minutes = "" if view.minutes is None else f"{view.minutes} min in all"
    return cells(shortened(view.text, NAME), days_words(view.days), minutes)


def _beside(view: Treated, name: str) -> tuple[str, str]:
    """Medians on the days with it and without, as text."""
    pairs = ((b.on_days, b.other_days) for b in view.beside if b.measure == name)
    spreads = next(pairs, None)
    if spreads is None:
        return NONE, NONE
    on, off = (f"{one(found.median)} ({found.n})" if found.n else NONE for found in spreads)
    return on, off
