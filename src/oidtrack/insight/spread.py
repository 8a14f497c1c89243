"""Median and quartiles, exact, never without their n."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

METHOD = "Hyndman and Fan, type 7"
"""Quartiles lie at 1/4 and 3/4 of the way from the smallest to the largest value, straight lines between values.

Source:
    Hyndman RJ, Fan Y. Sample quantiles in statistical packages. Am Stat 1996;50:361-365, definition 7.
"""


class Spread(Struct, frozen=True):
    """Where values lie. The three numbers are None exactly where `n` is 0.

    Attributes:
        n: How many values.
        median: The middle.
        q1: Lower quartile.
        q3: Upper quartile.
    """

    n: int
    median: Fraction | None = None
    q1: Fraction | None = None
    q3: Fraction | None = None


def spread(values: Iterable[Fraction]) -> Spread:
    """Median and quartiles of any number of values."""
    ranked = sorted(values)
    if not ranked:
        return Spread(0)
    q1, median, q3 = (quantile(ranked, Fraction(k, 4)) for k in (1, 2, 3))
    return Spread(len(ranked), median, q1, q3)


def quantile(ranked: list[Fraction], share: Fraction) -> Fraction:
    """The value at `share` (0 to 1) of the way through at least one value in rising order; see `METHOD`."""
    below, rest = divmod(share * (len(ranked) - 1), 1)
    low = ranked[below]
    return low + rest * (ranked[below + 1] - low) if rest else low
