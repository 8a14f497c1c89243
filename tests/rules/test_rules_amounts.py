"""What is asked about an amount that is hardly meant."""

from __future__ import annotations

from fractions import Fraction

import pytest

from oidtrack.domain.dose import Amount, Dose, Rate
from oidtrack.rules.findings.unlikely import many_patches, too_large, too_small


@pytest.mark.parametrize(
    ("dose", "smallest", "asked"),
    [(Dose(499), Dose(500), True), (Dose(500), Dose(500), False), (Dose(1), None, False)],
)
def test_a_dose_below_the_smallest_is_asked_about(dose: Amount, smallest: Amount | None, *, asked: bool) -> None:
    assert (too_small("oxycodone", dose, smallest) is not None) is asked


@pytest.mark.parametrize(("count", "asked"), [(2, False), (3, True)])
def test_more_than_two_patches_at_once_are_asked_about(count: int, *, asked: bool) -> None:
    assert (many_patches("fentanyl", Fraction(count)) is not None) is asked


@pytest.mark.parametrize(
    ("daily", "limit", "asked"),
    [(Rate(300_000), Rate(300_000), False), (Rate(300_001), Rate(300_000), True), (Rate(1), None, False)],
)
def test_a_day_above_what_is_plausible_is_asked_about(daily: Amount, limit: Amount | None, *, asked: bool) -> None:
    assert (too_large("fentanyl", daily, limit) is not None) is asked
