"""What is ordinary of each measure: its middle, and how far its days stray, worked out by hand."""

from __future__ import annotations

import pytest

from oidtrack.insight.diary import PAIN, SLEEP
from oidtrack.insight.early.reference import Ordinary, middle, ordinary_of, squared


@pytest.mark.parametrize(("answers", "strays"), [(5, 86), (6, 82), (60, 70)])
def test_ten_days_that_stray_by_nine_tenths_are_borrowed(answers: int, strays: int) -> None:
    """The root of 10 * 90**2 / 15, and of 2/5 of that more for what is not known from five answers: 86.9."""
    assert ordinary_of({"signs": [0] * answers}) == {"signs": Ordinary(0, strays, 0)}


def test_thirty_days_of_all_ratings_are_borrowed() -> None:
    """All stray by (10 * 300**2 + 10 * 90**2) / 30 = 32,700; mood by (10 * 300**2 + 30 * 32,700) / 40 * 12 / 10."""
    found = ordinary_of({"mood": [-300] * 5 + [300] * 5, "energy": [0] * 10})

    assert found == {"mood": Ordinary(0, 237, 0), "energy": Ordinary(0, 171, 0)}


def test_twenty_answers_a_point_off_of_mood_alone() -> None:
    assert ordinary_of({"mood": [-100] * 10 + [100] * 10}) == {"mood": Ordinary(0, 102, 0)}


@pytest.mark.parametrize(("many", "found"), [(8, 100), (9, 0)])
def test_from_ten_answers_on_the_outermost_tenth_on_either_side_is_left_out(many: int, found: int) -> None:
    assert middle([*[0] * many, 100 * (many + 1)]) == found


def test_the_middle_keeps_what_is_no_odd_day() -> None:
    assert middle([-900, *range(-4, 5)]) == -1
    assert middle([-600]) == -600


@pytest.mark.parametrize(("off", "counts"), [(359, 359), (360, 360), (361, 360), (-361, 360), (900, 360)])
def test_an_odd_day_counts_as_no_further_than_so_much(off: int, counts: int) -> None:
    assert squared(sorted([0, 3, off]), 0) == counts**2 + 9


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

    assert found == Ordinary(700, 101, 100)


@pytest.mark.parametrize(
    ("name", "off", "strays"),
    [
        *[("mood", 46, 50), ("mood", 47, 50), ("mood", 48, 51)],
        *[(SLEEP, 51, 60), (SLEEP, 53, 60), (SLEEP, 54, 61)],
        *[("signs", 64, 70), ("signs", 65, 70), ("signs", 66, 71)],
    ],
)
def test_nobody_s_days_are_all_alike(name: str, off: int, strays: int) -> None:
    """Sixty answers, half so far above and half below: by themselves one under the least, the least, one above."""
    assert ordinary_of({name: [-off] * 30 + [off] * 30})[name].distance == strays


def test_nothing_is_ordinary_of_nothing() -> None:
    assert ordinary_of({}) == {}
