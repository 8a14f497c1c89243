"""Which article of the guide answers a finding, a reason of the gate, or a refused pace: data beside the rules."""

from __future__ import annotations

from oidtrack.rules.explained import FINDINGS
from oidtrack.rules.findings.before_taper import TRAMADOL_STOP, TWO_OPIOIDS

ARTICLES: dict[str, str] = {
    **{one.id: one.article for one in (*FINDINGS, TWO_OPIOIDS, TRAMADOL_STOP)},
    # reasons of the gate
    "too-little-data": "early-signs",
    "settled": "after-a-cut",
    # paces that are refused
    "pregnancy": "at-risk",
    "faster-than-default": "pace",
    "faster-than-weekly-limit": "pace",
    "cut-too-large": "pace",
    "cuts-too-close": "pace",
}
"""The id of an article by the id of what was said."""


def article_for(said: str) -> str:
    """The article that answers a finding, a reason or a refusal by its id; empty where none does."""
    return ARTICLES.get(said, "")
