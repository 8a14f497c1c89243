"""A day's equivalents: what is not counted is never 0."""

from __future__ import annotations

from fractions import Fraction

import pytest

from oidtrack.domain.dose import Dose
from oidtrack.domain.mme import DailyMme, MmeItem
from oidtrack.rules.findings.exposure import high, incomplete

KNOWN = MmeItem("oxycodone", Dose(20_000), Fraction(3, 2))
UNKNOWN = MmeItem("levorphanol", Dose(4_000), None)
OTHER = MmeItem("tilidine", Dose(100_000), None)


@pytest.mark.parametrize(
    ("items", "total", "counted"),
    [
        ((), 0, 0),
        ((KNOWN,), 30, 30),
        ((KNOWN, UNKNOWN), 30, 30),
        ((UNKNOWN,), None, 0),
        ((UNKNOWN, OTHER), None, 0),
    ],
)
def test_there_is_a_total_where_some_part_is_counted(
    items: tuple[MmeItem, ...], total: Fraction | None, counted: Fraction
) -> None:
    mme = DailyMme(items, "CDC 2022")

    assert mme.total == total
    assert mme.counted == counted


def test_what_is_missing_is_said_as_a_minimum_or_as_no_total_at_all() -> None:
    part, none = incomplete(DailyMme((KNOWN, UNKNOWN), "CDC 2022")), incomplete(DailyMme((UNKNOWN, OTHER), "CDC 2022"))

    assert part is not None
    assert none is not None
    assert part.text == "levorphanol has no factor in CDC 2022. The total is a minimum: not counted is not 0."
    assert none.text == (
        "levorphanol and tilidine have no factor in CDC 2022. So there is no total: not counted is not 0."
    )
    assert high(DailyMme((UNKNOWN,), "CDC 2022"), (50, 90)) is None
