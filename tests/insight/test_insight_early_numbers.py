"""What an answer weighs in the search for early signs: numbers worked out by hand from the rule of each."""

from __future__ import annotations

import pytest

from diaries import day
from oidtrack.insight.diary import SLEEP, Diary
from oidtrack.insight.early.early_signs import Evidence, Signal, daily_evidence, signals
from oidtrack.insight.early.reference import reference
from oidtrack.insight.early.weighing import Answered, Pull

NONE = Pull()
NO_SLEEP = (NONE, NONE, NONE)


def test_a_part_of_a_change_weighs_its_share_less_its_square() -> None:
    growing = Pull(700, 300).growing()

    assert (growing[0], growing[4], growing[9]) == (67, 275, 400)
    assert len(growing) == 10
    assert Pull(1, 2) + Pull(10, 20) == Pull(11, 22)


def test_a_change_is_wholly_there_after_ten_days() -> None:
    found = Answered(Pull(700, 0), NO_SLEEP).by_days_since()

    assert found == [(70 * n,) * 3 for n in range(1, 11)]


def test_a_questionnaire_adds_what_it_tells_by_days_since() -> None:
    asked = tuple(range(0, 240, 10))
    both = Answered(Pull(70, 0), NO_SLEEP, asked).by_days_since()

    assert [one[0] for one in both] == [7 * min(n + 1, 10) + told for n, told in enumerate(asked)]


@pytest.mark.parametrize(
    ("told", "counts"), [(239_999, 239_999), (240_000, 240_000), (240_001, 240_000), (900_000, 240_000)]
)
def test_a_day_tells_no_more_than_240_hundredths_in_each_kind_of_sleep(told: int, counts: int) -> None:
    for kind in range(3):
        slept = [Pull(700, 0), Pull(-700, 0), Pull(70, 0)]
        slept[kind] = Pull(told, 0)
        expected = [700, -700, 70]
        expected[kind] = counts

        assert list(Answered(NONE, (slept[0], slept[1], slept[2])).by_days_since()[-1]) == expected


def of(**columns: tuple[int | None, ...]) -> Diary:
    """A diary in hundredths where higher is worse, without cuts and symptoms."""
    (length,) = {len(one) for one in columns.values()}
    return Diary(day(0), tuple(columns.items()), (None,) * length)


BEFORE = 22
ORDINARY = tuple(-600 + (-100, 0, 100, 0)[n % 4] for n in range(BEFORE))


def last(diary: Diary) -> int:
    evidence = daily_evidence(diary)[-1]
    assert evidence is not None
    return evidence.total


@pytest.mark.parametrize("name", ["energy", "mood"])
def test_a_measure_worse_than_its_own_ordinary_days_adds_evidence_and_a_better_one_none(name: str) -> None:
    assert reference(of(mood=ORDINARY), 15) is not None
    assert reference(of(mood=ORDINARY), 14) is None
    steady = {"mood": (*ORDINARY, *[-600] * 14)}
    worse = {**steady, name: (*ORDINARY, *[-300] * 14)}
    better = {**steady, name: (*ORDINARY, *[-900] * 14)}

    assert last(of(**worse)) > last(of(**steady))
    assert last(of(**better)) <= last(of(**worse))


def weighed(*totals: int | None) -> tuple[Evidence | None, ...]:
    return tuple(None if total is None else Evidence(total, 0) for total in totals)


def test_a_sign_is_over_at_a_third_of_the_threshold_rounded_down() -> None:
    diary = of(mood=(None,) * 40)

    assert signals(diary, weighed(100, 34), 100) == (Signal(day(0), day(0)),)
    assert signals(diary, weighed(100, 33), 100) == (Signal(day(0), day(0), day(1)),)
    assert signals(diary, weighed(101, 33), 101) == (Signal(day(0), day(0), day(1)),)
    assert signals(diary, weighed(99), 100) == ()
    assert signals(diary, weighed(459, 460)) == (Signal(day(0), day(1)),)


def test_silence_ends_it_on_its_last_day_and_is_counted_from_the_last_answer() -> None:
    diary = of(mood=(None,) * 80)
    silent = weighed(100, 100, *[None] * 28)

    assert signals(diary, silent[:-1], 100) == (Signal(day(0), day(0)),)
    assert signals(diary, silent, 100) == (Signal(day(0), day(0), day(29)),)
    assert signals(diary, weighed(*[None] * 60), 100) == ()


@pytest.mark.parametrize(("name", "least"), [("mood", 50), (SLEEP, 60), ("signs", 70)])
def test_days_that_are_all_alike_have_a_least_distance_and_no_symptoms(name: str, least: int) -> None:
    columns = tuple({"mood": (-600,) * 90, name: (-600,) * 90}.items())
    known = reference(Diary(day(0), columns, (None,) * 90), 84)

    assert known is not None
    assert known.measures[name].distance == least
    assert known.withdrawal == 0
