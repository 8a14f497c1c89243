"""A fall of mood: since when it is, on each evening that it lasts."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from oidtrack.insight.baseline import Usual
from oidtrack.insight.falls import Around, fall
from oidtrack.insight.series import Series

FIRST = date(2026, 2, 2)
STEADY = 37
"""Evenings at 7 and 6 in turn; then every one is at 2."""


def mood(lows: int) -> Series:
    values = [Fraction(7 - n % 2) for n in range(STEADY)] + [Fraction(2)] * lows
    return Series("mood", FIRST, tuple(values))


@pytest.mark.parametrize("usual", [Fraction(13, 2), Fraction(7)])
@pytest.mark.parametrize("lows", range(4, 15))
def test_the_day_it_began_stays_where_it_is(lows: int, usual: Fraction) -> None:
    today = FIRST + timedelta(days=STEADY + lows - 1)
    found = fall(mood(lows), Usual(STEADY, usual, Fraction(5), Fraction(8)), Around(), today)

    assert found is not None
    assert found.began == FIRST + timedelta(days=STEADY)
