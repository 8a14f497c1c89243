"""Median and quartiles by one stated method, exact."""

from __future__ import annotations

from fractions import Fraction
from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oidtrack.insight.spread import Spread, spread

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests

fractions = st.lists(st.fractions(-100, 100, max_denominator=60), min_size=2, max_size=60)


def test_nothing_is_not_zero() -> None:
    assert spread([]) == Spread(0, None, None, None)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([7], (7, 7, 7)),
        ([1, 2], (Fraction(3, 2), Fraction(5, 4), Fraction(7, 4))),
        ([3, 1, 2], (2, Fraction(3, 2), Fraction(5, 2))),
        ([4, 3, 2, 1], (Fraction(5, 2), Fraction(7, 4), Fraction(13, 4))),
        ([1, 2, 3, 4, 5], (3, 2, 4)),
    ],
)
def test_small_cases(values: list[int], expected: tuple[Fraction, Fraction, Fraction]) -> None:
    found = spread(map(Fraction, values))

    assert (found.median, found.q1, found.q3) == expected
    assert found.n == len(values)


@given(fractions)
def test_the_inclusive_method_of_the_standard_library(values: list[Fraction]) -> None:
    found = spread(values)

    assert [found.q1, found.median, found.q3] == quantiles(values, n=4, method="inclusive")
    assert found.n == len(values)


@given(fractions)
def test_order_does_not_matter(values: list[Fraction]) -> None:
    assert spread(values) == spread(reversed(values))
