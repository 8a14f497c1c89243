"""The paces, the ceilings and the crisis contacts are those of the guidelines and tables."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from oidtrack.clinical import catalogue
from oidtrack.clinical.crisis import countries, crisis_contacts
from oidtrack.domain.medicine import Certainty
from oidtrack.taper.pace import Basis

TODAY = date(2026, 11, 23)
LATER = date(2026, 11, 26)
LAST = date(2026, 11, 27)
"""The day on which most national lines were read."""


def test_speed_rules_partition_the_days_and_keep_under_the_ceilings() -> None:
    limits = catalogue.speed_limits()
    assert [rule.from_days for rule in limits.rules] == [0, 90, 365]
    for rule in limits.rules:
        assert rule.percent / rule.fastest_every_days <= limits.max_weekly_percent / 7
        assert rule.fastest_every_days >= limits.min_days_between
    assert [
        (int(rule.percent), int(rule.slower_percent), rule.every_days, rule.fastest_every_days) for rule in limits.rules
    ] == [
        (10, 10, 7, 7),
        (10, 10, 28, 14),
        (10, 5, 28, 7),
    ]
    assert [(rule.basis, rule.current_below) for rule in limits.rules] == [
        (Basis.START, Fraction(3, 10)),
        (Basis.CURRENT, Fraction(0)),
        (Basis.CURRENT, Fraction(0)),
    ]


def test_limits_are_those_of_the_guidelines() -> None:
    limits = catalogue.speed_limits()
    assert (limits.max_weekly_percent, limits.weekly_source) == (Fraction(10), "diprete-2022")
    assert (limits.max_step_percent, limits.step_source) == (Fraction(25), "fda-2019")
    assert (limits.min_days_between, limits.slower_phq9, limits.slower_age) == (7, 10, 65)
    assert catalogue.mme_thresholds() == (50, 90)
    assert catalogue.acetaminophen_limits() == (3000, 4000)
    assert {"mme_thresholds", "a-year-or-more"} <= set(dict(catalogue.limit_citations()))


@pytest.mark.no_cover
@pytest.mark.parametrize("country", [*countries(), None])
def test_crisis_rows_are_complete_and_checked(country: str | None) -> None:
    contacts = crisis_contacts(country)
    assert contacts.country == (country or "")
    assert contacts.checked_on in {TODAY, LATER, LAST}
    assert contacts.locator
    assert Certainty(contacts.emergency_certainty)
    assert contacts.lines
    for line in contacts.lines:
        words = (line.name, line.number, line.note)
        assert all(isinstance(word, str) and word for word in words)
        assert Certainty(line.certainty)


def test_crisis_numbers_are_those_of_the_table() -> None:
    numbers = {
        code: (found.emergency, found.lines[0].number)
        for code in ("US", "GB", "IE", "CA", "AU", "NZ", "EU")
        for found in [crisis_contacts(code)]
    }
    assert numbers == {
        "US": ("911", "988"),
        "GB": ("999", "116 123"),
        "IE": ("112 or 999", "116 123"),
        "CA": ("911", "988"),
        "AU": ("000", "13 11 14"),
        "NZ": ("111", "1737"),
        "EU": ("112", "116 123"),
    }
