"""Other treatments, as a part of a report and as a page of their own; schema `oidtrack/treatments/1`."""

from __future__ import annotations

from datetime import date
from typing import Any

from oidtrack.domain.dose import plain
from oidtrack.insight.spread import Spread
from oidtrack.insight.treatments import BESIDE, Treated
from oidtrack.render.blocks import columns, folded, shortened
from oidtrack.render.layout import day_words
from oidtrack.render.machine import number

SCHEMA = "oidtrack/treatments/1"
NONE = "–"
_NAME = 26
_MEANS = (
    "Medians of mood and pain on days with it and on days without, the number of days in brackets: set beside, not"
    " because of. People do more on good days, and other things change too."
)


def treatment_lines(found: tuple[Treated, ...]) -> list[str]:
    """A table; empty where nothing was written down."""
    if not found:
        return []
    shown = [name for name in BESIDE if any(_has(one, name) for one in found)]
    heads = [f"{name} {which}" for name in shown for which in ("with", "without")]
    rows: list[tuple[str, ...]] = [("", "days", "min", *heads)]
    for one in found:
        minutes = "" if one.minutes is None else str(one.minutes)
        values = [_median(spread) for name in shown for spread in _pair(one, name)]
        rows.append((shortened(one.text, _NAME), str(one.days), minutes, *values))
    means = ["", *folded(_MEANS)] if shown else []
    return ["Other treatments", "", *columns(rows), *means]


def treatments_page(found: tuple[Treated, ...], first: date, last: date) -> str:
    """The page of `oidtrack treatments`."""
    head = f"Other treatments: {day_words(first)} to {day_words(last)}"
    return "\n".join([head, *treatment_lines(found)[1:]]) + "\n"


def treatments_body(found: tuple[Treated, ...], first: date, last: date) -> dict[str, Any]:
    """The keys of the page, without the schema."""
    return {"from": first.isoformat(), "to": last.isoformat(), "treatments": [treatment_body(one) for one in found]}


def treatment_body(one: Treated) -> dict[str, Any]:
    """One treatment; medians are null where n is 0."""
    return {
        "text": one.text,
        "days": one.days,
        "times": one.times,
        "minutes": one.minutes,
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        **{
            beside.measure: {"with": _spread(beside.on_days), "without": _spread(beside.other_days)}
            for beside in one.beside
        },
    }


def _spread(found: Spread) -> dict[str, Any]:
    return {"n": found.n, "median": None if found.median is None else number(found.median)}


def _pair(one: Treated, name: str) -> tuple[Spread, Spread]:
    return next(((beside.on_days, beside.other_days) for beside in one.beside if beside.measure == name), _NOTHING)


_NOTHING = (Spread(0), Spread(0))


def _has(one: Treated, name: str) -> bool:
    return any(spread.n for spread in _pair(one, name))


def _median(found: Spread) -> str:
    return NONE if found.median is None else f"{plain(found.median, 1)} ({found.n})"
