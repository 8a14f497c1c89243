"""Morphine milligram equivalents as text and as JSON (`oidtrack/mme/1`)."""

from __future__ import annotations

from typing import Any

from oidtrack.domain.dose import Rate, plain
from oidtrack.domain.mme import DailyMme, MmeItem
from oidtrack.render.page.machine import caution, keys, written
from oidtrack.render.page.parts import Heading, Page, inset
from oidtrack.rules.base import Finding

SCHEMA = "oidtrack/mme/1"


def mme_page(mme: DailyMme, cautions: tuple[Finding, ...]) -> Page:
    """The total, its parts, and what there is to say."""
    parts = inset(*(f"{item.medicine}: {_daily(item)}, {_counted(item)}" for item in mme.items))
    said = inset(*(f"{finding.text} (Source: {finding.source})" for finding in cautions))
    return Page((Heading(f"{total_words(mme)} ({mme.factor_set} factors)"), parts, said))


def _daily(item: MmeItem) -> str:
    return str(item.daily) if isinstance(item.daily, Rate) else f"{item.daily} a day"


def total_words(mme: DailyMme, a_day: str = " a day") -> str:
    """The total as people read it; a minimum says so, and what has none is no 0."""
    if mme.total is None:
        return "MME not counted"
    return f"{'at least ' if mme.incomplete else ''}{plain(mme.total, 1)} MME{a_day}"


def _counted(item: MmeItem) -> str:
    if item.factor is None or item.mme is None:
        return "not counted"
    return f"× {plain(item.factor)} = {plain(item.mme, 1)} MME"


def mme_body(mme: DailyMme, cautions: tuple[Finding, ...]) -> dict[str, Any]:
    """The keys of the document, without the schema."""
    return {**exposure_body(mme), "cautions": [caution(finding) for finding in cautions]}


def exposure_body(mme: DailyMme) -> dict[str, Any]:
    """The total and what it is made of. `daily_mg` of a patch is its mcg/h."""
    return {
        "total_mme": written(mme.total),
        "items": [
            {
                "medicine": item.medicine,
                "daily_mg": written(item.daily),
                "unit": "mcg/h" if isinstance(item.daily, Rate) else "mg",
                **keys(item, "factor", "mme"),
            }
            for item in mme.items
        ],
        "factors": mme.factor_set,
        "incomplete": mme.incomplete,
    }
