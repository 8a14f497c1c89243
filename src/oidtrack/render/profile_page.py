"""The profile as text and as JSON. What was not said is null."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from oidtrack.domain.profile import Profile
from oidtrack.render.console import one_line
from oidtrack.render.layout import day_words

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
_WIDTH = 26


def profile_page(profile: Profile) -> str:
    """Every field in a fixed order."""
    rows = [f"  {label:<{_WIDTH}}{_words(getattr(profile, name))}" for name, label in LABELS.items()]
    return "\n".join(["Your profile", "", *rows, "", "change: oidtrack profile --naloxone --country US"]) + "\n"


def profile_body(profile: Profile) -> dict[str, Any]:
    """The body of oidtrack/profile/1: every field, null where nothing was said."""
    values = ((field.name, getattr(profile, field.name)) for field in fields(Profile))
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values}


def _words(value: str | int | date | None) -> str:
    if value is None:
        return "not said"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return day_words(value) if isinstance(value, date) else one_line(str(value))
