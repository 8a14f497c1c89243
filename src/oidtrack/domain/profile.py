"""What bears on risk and pace, as the person told it. None is "not said"."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "PH"})
"""Countries that print on US Letter; the others on A4."""


class Profile(Struct, frozen=True):
    """Risk factors and safety facts.

    Attributes:
        born: Year of birth.
        country: ISO 3166 two letters, upper case; chooses the crisis contacts.
        prescriber: Name, as the person writes it.
        opioid_since: First day on any opioid of this stretch.
        naloxone: Whether naloxone is at home.
        failed_taper: Whether an earlier taper was tried and given up.
    """

    born: int | None = None
    country: str | None = None
    prescriber: str | None = None
    opioid_since: date | None = None
    depression_before: bool | None = None
    chronic_pain: bool | None = None
    sleep_apnoea: bool | None = None
    pregnant: bool | None = None
    alcohol: bool | None = None
    benzodiazepine: bool | None = None
    naloxone: bool | None = None
    failed_taper: bool | None = None
