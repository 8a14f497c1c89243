"""Which article of the guide answers a finding, a reason of the gate, or a refused pace: data beside the rules."""

from __future__ import annotations

ARTICLES: dict[str, str] = {
    "self-harm-thoughts": "help-for-mood",
    "sedation": "naloxone",
    "abrupt-drop": "cold-turkey",
    "tolerance-lost": "naloxone",
    "mood-drop": "low-mood-steady",
    "depression-severe": "help-for-mood",
    "depression-likely": "help-for-mood",
    "depression-rising": "low-mood-after-a-cut",
    "early-signs": "early-signs",
    "mood-drift": "low-mood-steady",
    "sleep-change": "sleep",
    "withdrawal-high": "after-a-cut",
    "low-mood-after-stop": "low-mood-after-the-end",
    "dose-above-plan": "mixed",
    "dose-twice": "mixed",
    "dose-too-soon": "pain",
    "ahead-of-plan": "pace",
    "unrecorded-taper": "pace",
    "run-out-before-refill": "cold-turkey",
    "out-of-stock": "cold-turkey",
    "high-mme": "naloxone",
    "mme-incomplete": "naloxone",
    "antagonist-with-opioid": "mixed",
    "sedative-with-opioid": "mixed",
    "serotonergic-with-opioid": "help-for-mood",
    "benzodiazepine-with-opioid": "mixed",
    "alcohol-with-opioid": "mixed",
    "acetaminophen-high": "pain",
    "no-naloxone": "naloxone",
    "naloxone-expired": "naloxone",
    "pain-rising": "pain",
    "anxiety-high": "help-for-mood",
    "stalled": "pace",
    "hold-overdue": "pace",
    "review-overdue": "prescriber",
    "gap-in-log": "early-signs",
    "phq9-advised": "early-signs",
    # said before a taper
    "two-opioids": "pace",
    "tramadol-stop": "help-for-mood",
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
