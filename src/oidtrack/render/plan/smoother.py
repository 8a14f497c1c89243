"""What would make a plan smoother: as a question for the prescriber, and as JSON."""

from __future__ import annotations

from typing import Any

from oidtrack.domain.dose import amount_text, plain
from oidtrack.domain.journal import day_words, span_words
from oidtrack.render.page.machine import keys, number, written
from oidtrack.render.page.parts import Page, bullets
from oidtrack.taper.smoother import Smoother


def smoother_page(ways: tuple[Smoother, ...], unit: str) -> Page:
    """The ways as a question; empty where there are none."""
    if not ways:
        return Page(())
    goal = amount_text(unit, ways[0].down_to)
    question = f"would one of these be possible? The largest cut on the way down to {goal} would be smaller:"
    return Page((f"To ask your prescriber: {question}", bullets(*map(_way, ways))))


def _way(way: Smoother) -> str:
    end = f"stop {day_words(way.stops_on)}" if way.stops_on else "same goal"
    return f"{way.how}: largest cut {plain(way.largest_cut, 1)} %, {span_words(way.days)}, {end}"


def smoother_body(ways: tuple[Smoother, ...]) -> list[dict[str, Any]]:
    """The ways as they stand in the key `smoother` of a plan."""
    return [
        {
            "add_strength_mg": written(way.adds),
            "how": way.how,
            "largest_cut_percent": written(way.largest_cut),
            "down_to_mg": number(way.down_to / 1000),
            **keys(way, "stops_on", "days"),
        }
        for way in ways
    ]
