"""What is ordinary of each measure: its middle, and how far its days stray, worked out by hand."""

from __future__ import annotations

from math import isqrt

import pytest

from oidtrack.insight.diary import PAIN, SLEEP
from oidtrack.insight.early.reference import (
    BORROWED,
    ODD,
    OF_OTHERS,
    OF_THE_REST,
    Ordinary,
    middle,
    ordinary_of,
    squared,
)


@pytest.mark.parametrize(("many", "found"), [(8, 100), (9, 0)])
def test_from_ten_answers_on_the_outermost_tenth_on_either_side_is_left_out(many: int, found: int) -> None:
    assert middle([*[0] * many, 100 * (many + 1)]) == found


def test_the_middle_keeps_what_is_no_odd_day() -> None:
    assert middle([-900, *range(-4, 5)]) == sum(range(-4, 4)) // 8
    assert middle([-600]) == -600


@pytest.mark.parametrize(("off", "counts"), [(359, 359), (360, 360), (361, 360), (-361, 360), (900, 360)])
def test_an_odd_day_counts_as_no_further_than_so_much(off: int, counts: int) -> None:
    assert ODD == 360
    assert squared(sorted([0, 3, off]), 0) == counts**2 + 9


def test_few_answers_are_filled_with_days_of_others_and_of_the_other_ratings() -> None:
    """Twenty answers a point off, of mood alone: with ten days of others they are what thirty more are like."""
    assert (BORROWED, OF_OTHERS, OF_THE_REST) == (10, 90, 30)
    of_the_rest = (20 * 100**2 + 10 * 90**2) // 30
    strays = isqrt((20 * 100**2 + 30 * of_the_rest) * 22 // (50 * 20))

    assert ordinary_of({"mood": [-100] * 10 + [100] * 10}) == {"mood": Ordinary(0, strays, 0)}
    assert strays == 102


@pytest.mark.parametrize("other", ["energy", PAIN])
def test_how_far_the_other_ratings_stray_is_borrowed(other: str) -> None:
    swings = {"mood": [-100] * 10 + [100] * 10}
    alone = ordinary_of(swings)["mood"].distance
    wide = ordinary_of({**swings, other: [-250] * 10 + [250] * 10})["mood"].distance
    narrow = ordinary_of({**swings, other: [0] * 20})["mood"].distance

    assert narrow < alone < wide
    assert ordinary_of({**swings, SLEEP: [450] * 10 + [950] * 10})["mood"].distance == alone


def test_sleep_borrows_from_others_alone_and_knows_how_far_a_night_lies() -> None:
    found = ordinary_of({SLEEP: [600] * 10 + [800] * 10, "mood": [0] * 20})[SLEEP]

    assert found == Ordinary(700, isqrt((20 * 100**2 + 10 * 90**2) * 22 // (30 * 20)), 100)


@pytest.mark.parametrize(("name", "least"), [("mood", 50), (SLEEP, 60), ("signs", 70)])
def test_nobody_s_days_are_all_alike(name: str, least: int) -> None:
    for many, at_least in ((60, least), (5, 80)):
        assert ordinary_of({name: [0] * many})[name].distance >= at_least
    assert ordinary_of({name: [0] * 600})[name].distance == least


def test_nothing_is_ordinary_of_nothing() -> None:
    assert ordinary_of({}) == {}
