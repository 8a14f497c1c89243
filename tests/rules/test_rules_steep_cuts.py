"""A cut, a stop, a rise and a day left out, as somebody enters them: each threshold just under it and at it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from oidtrack.rules.base import Severity
from oidtrack.rules.findings.steep_cuts import is_steep, raised, steep_cut, whole_day_skipped


@pytest.mark.parametrize(
    ("after", "severity"),
    [
        ("40", None),
        ("30", None),
        ("29.999", Severity.ACT),
        ("20.001", Severity.ACT),
        ("20", Severity.URGENT),
        ("0", Severity.URGENT),
        ("50", None),
    ],
)
def test_a_cut_is_steep_above_a_quarter_and_urgent_from_a_half_on(after: str, severity: Severity | None) -> None:
    found = steep_cut("oxycodone", "mg", Fraction(40), Fraction(after))

    assert (found.severity if found else None) is severity
    assert is_steep(Fraction(40), Fraction(after)) is (severity is not None)


def test_a_steep_cut_says_both_amounts_and_a_stop_says_so() -> None:
    cut = steep_cut("fentanyl", "mcg/h", Fraction(25), Fraction(12))
    stop = steep_cut("oxycodone", "mg", Fraction(40), Fraction(0))

    assert cut is not None
    assert "From 25 mcg/h to 12 mcg/h of fentanyl is a cut of 52 % at once." in cut.text
    assert stop is not None
    assert "From 40 mg of oxycodone a day to none is a cut of 100 % at once: a sudden stop." in stop.text
    assert {cut.id, stop.id} == {"abrupt-drop"}
    assert "ENGINEERING" in cut.rule


def test_from_nothing_there_is_no_cut() -> None:
    assert steep_cut("oxycodone", "mg", Fraction(0), Fraction(0)) is None
    assert not is_steep(Fraction(0), Fraction(0))


@pytest.mark.parametrize(
    ("before", "after", "there"), [(40, 40, False), (40, 41, True), (40, 39, False), (0, 40, False)]
)
def test_a_rise_is_said_where_there_was_a_dose_before(before: int, after: int, there: bool) -> None:
    assert (raised("oxycodone", "mg", Fraction(before), Fraction(after)) is not None) is there


def test_a_rise_says_both_amounts_and_naloxone() -> None:
    found = raised("oxycodone", "mg", Fraction(40), Fraction(50))

    assert found is not None
    assert (found.id, found.severity) == ("dose-raised", Severity.WATCH)
    assert "From 40 mg to 50 mg of oxycodone a day is 25 % more." in found.text
    assert "naloxone" in found.text


def test_a_whole_day_left_out_is_named_and_the_gradual_way_with_it() -> None:
    found = whole_day_skipped("morphine")

    assert (found.id, found.severity) == ("abrupt-drop", Severity.ACT)
    assert "all morphine of the day" in found.text
    assert "oidtrack plan new" in found.text


def test_a_patch_has_a_rate_and_no_amount_a_day() -> None:
    stop = steep_cut("fentanyl", "mcg/h", Fraction(25), Fraction(0))
    more = raised("fentanyl", "mcg/h", Fraction(12), Fraction(25))

    assert stop is not None
    assert stop.text.startswith("From 25 mcg/h of fentanyl to none is a cut of 100 % at once: a sudden stop.")
    assert more is not None
    assert more.text.startswith("From 12 mcg/h to 25 mcg/h of fentanyl is 108 % more.")
