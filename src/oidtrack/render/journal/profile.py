"""The profile as text and as JSON. What was not said is null."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec.structs import asdict

from oidtrack.clinical.risks import RiskFact, Way
from oidtrack.domain.journal import day_words
from oidtrack.domain.profile import Profile
from oidtrack.domain.time_on_opioids import Since
from oidtrack.render.page.console import one_line
from oidtrack.render.page.machine import keys, written
from oidtrack.render.page.parts import Block, Heading, Item, Page, Part, grid, inset, labelled

LABELS = {
    "opioid_since": "On opioids since",
    "born": "Born",
    "country": "Country",
    "prescriber": "Prescriber",
    "depression_before": "Depression before",
    "chronic_pain": "Chronic pain",
    "sleep_apnoea": "Sleep apnoea",
    "pregnant": "Pregnant",
    "alcohol": "Alcohol at times",
    "benzodiazepine": "A benzodiazepine as well",
    "naloxone": "Naloxone at home",
    "failed_taper": "A taper tried before",
}
_WIDE = 24
"""Columns of the longest label, and some to spare."""


def profile_page(profile: Profile, since: Since | None = None) -> Page:
    """Every field in a fixed order; `since` is the day on which the stretch on opioids began, and where that stands."""
    said = {name: _words(getattr(profile, name)) for name in LABELS}
    if since is not None:
        said["opioid_since"] = _since_words(since)
    rows = ((label, said[name]) for name, label in LABELS.items())
    table = grid(*rows, words=range(2), least=(_WIDE,))
    return Page((Heading("Your profile"), table, "change: oidtrack profile --naloxone --country US"))


def profile_body(profile: Profile, since: Since | None = None) -> dict[str, Any]:
    """The body of oidtrack/profile/1: every field, null where nothing was said.

    `opioid_since` is the day that a plan goes by, `opioid_since_from` where it stands: "profile" or a medicine.
    """
    values = asdict(profile)
    known = since if since is not None and since.said else None
    values["opioid_since"] = None if known is None else known.day
    values["opioid_since_from"] = None if known is None else known.medicine or "profile"
    return {name: written(value) for name, value in values.items()}


def _since_words(since: Since) -> str:
    if not since.said:
        return f"not said; {one_line(since.medicine)} at least since {day_words(since.day)}"
    return day_words(since.day) + (f" (from {one_line(since.medicine)})" if since.medicine else "")


def _words(value: str | int | date | None) -> str:
    if value is None:
        return "not said"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return day_words(value) if isinstance(value, date) else one_line(str(value))


_HEADS = {Way.RAISES: "Linked with more risk", Way.LOWERS: "Linked with less"}


def risk_page(facts: tuple[RiskFact, ...]) -> Page:
    """What holds for this person, with its size and source; empty where nothing does."""
    parts: list[Part] = []
    for way, head in _HEADS.items():
        mine = [fact for fact in facts if fact.way is way]
        if mine:
            parts += [Heading(head), Block(tuple(map(_risk, mine)))]
    if parts:
        parts.append(inset("These compare groups of people. None of them says what will happen to you."))
    return Page(tuple(parts), full=True)


def _risk(fact: RiskFact) -> Item:
    return labelled("-", fact.text, f"{fact.size} ({fact.cited.source})", at=4, indent=2)


def risk_body(facts: tuple[RiskFact, ...]) -> list[dict[str, Any]]:
    """The document's `risks`."""
    return [{**keys(fact, "id", "way", "text", "size"), **keys(fact.cited, "source", "locator")} for fact in facts]
