"""What is said of a cut that somebody enters: at both sides of a quarter and of a half."""

from __future__ import annotations

from fractions import Fraction

import pytest

from oidtrack.rules.base import Severity
from oidtrack.rules.steep_cuts import raised, steep_cut, whole_day_skipped


@pytest.mark.parametrize(
    ("after", "severity"),
    [
        (60, None),
        (45, None),
        ("44.9", Severity.ACT),
        ("30.1", Severity.ACT),
        (30, Severity.URGENT),
        (0, Severity.URGENT),
    ],
)
def test_a_cut_of_more_than_a_quarter(after: int | str, severity: Severity | None) -> None:
    found = steep_cut("oxycodone", "mg", Fraction(60), Fraction(after))

    assert (None if found is None else found.severity) is severity
    assert found is None or "%" in found.text
    assert found is None or ("to none" in found.text) is (after == 0)


def test_from_nothing_there_is_no_cut() -> None:
    assert steep_cut("oxycodone", "mg", Fraction(0), Fraction(0)) is None


@pytest.mark.parametrize(
    ("before", "after", "there"), [(60, 60, False), (60, 61, True), (0, 60, False), (60, 0, False)]
)
def test_a_rise(before: int, after: int, there: bool) -> None:
    found = raised("oxycodone", "mg", Fraction(before), Fraction(after))

    assert (found is not None) is there
    assert found is None or "tolerance" in found.text


def test_a_day_left_out_says_the_percentage_and_whom_to_call() -> None:
    found = whole_day_skipped("oxycodone")
    assert "100 %" in found.text
    assert "call your prescriber" in found.text
