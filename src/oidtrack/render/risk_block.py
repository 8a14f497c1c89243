"""The risk picture as a part of the profile: plain lines, and the document's `risks`."""

from __future__ import annotations

from typing import Any

from oidtrack.clinical.risks import RiskFact, Way
from oidtrack.render.blocks import folded

_HEADS = {Way.RAISES: "Linked with more risk", Way.LOWERS: "Linked with less"}


def risk_block(facts: tuple[RiskFact, ...]) -> str:
    """What holds for this person, with its size and source; empty where nothing does."""
    lines: list[str] = []
    for way, head in _HEADS.items():
        mine = [fact for fact in facts if fact.way is way]
        if mine:
            lines += ["", head, ""]
            for fact in mine:
                lines += [*folded(fact.text, "  - "), *folded(f"{fact.size} ({fact.cited.source})", "    ")]
    if lines:
        lines += ["", *folded("These compare groups of people. None of them says what will happen to you.")]
    return "\n".join(lines) + "\n" if lines else ""


def risk_body(facts: tuple[RiskFact, ...]) -> list[dict[str, Any]]:
    """The document's `risks`."""
    return [
        {
            "id": fact.id,
            "way": fact.way.value,
            "text": fact.text,
            "size": fact.size,
            "source": fact.cited.source,
            "locator": fact.cited.locator,
        }
        for fact in facts
    ]
