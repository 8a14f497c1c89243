"""What an answer to a questionnaire tells, worked out by hand from its published figures."""

from __future__ import annotations

import pytest

from diaries import day
from oidtrack.domain.questionnaire import Accuracy
from oidtrack.insight.diary import Diary
from oidtrack.insight.early.reference import Reference, reference
from oidtrack.insight.early.screening import logarithm, tells
from oidtrack.insight.early.weighing import answered

PHQ2, PHQ9 = Accuracy(3, 61, 92), Accuracy(10, 88, 88)


@pytest.mark.parametrize(
    ("above", "below", "is_"),
    [(61, 8, 203_143), (39, 92, -85_823), (88, 12, 199_243), (20, 10, 69_314), (1, 1, 0)],
)
def test_a_logarithm_is_given_in_parts_of_a_hundred_thousand(above: int, below: int, is_: int) -> None:
    assert logarithm(above, below) == is_


def test_the_log_likelihood_ratio_of_a_yes_and_of_a_no() -> None:
    """The natural logarithms of 61/8, of 39/92, of 88/12; half of the time in it, of 69/16 and of 131/184."""
    assert tells(PHQ2, 14, 14, yes=True) == 203_143
    assert tells(PHQ2, 14, 14, yes=False) == -85_823
    assert tells(PHQ9, 14, 14, yes=True) == 199_243
    assert tells(PHQ2, 7, 14, yes=True) == 146_151
    assert tells(PHQ2, 7, 14, yes=False) == -33_974
    assert tells(PHQ2, 0, 14, yes=True) == tells(PHQ2, 0, 14, yes=False) == 0


@pytest.mark.parametrize(("before", "told"), [(95, 203_143), (96, 203_143), (97, 188_632)])
def test_it_tells_of_the_two_weeks_before_it(before: int, told: int) -> None:
    """With an answer of 13 days ago one day in fourteen was asked about already."""
    scores = tuple({before: 0, 110: 300}.get(n) for n in range(120))
    diary = Diary(day(0), (("mood", (-600,) * 90 + (None,) * 30), ("phq2", scores)), (None,) * 120)
    known = reference(diary, 105)
    assert known is not None
    found = answered(diary, known, {"phq2": PHQ2}, (before, 110))

    assert found is not None
    assert found.asked[-1] == told


def asked(score: int, usual: int) -> list[int]:
    """What a PHQ-2 in hundredths of a point tells by days since a change began, where its middle was another."""
    scores = (None,) * 20 + (score,)
    found = answered(
        Diary(day(0), (("phq2", scores),), (None,) * 21), Reference({}, {"phq2": usual}, 0), {"phq2": PHQ2}, (0, 20)
    )
    assert found is not None
    return list(found.asked)


@pytest.mark.parametrize(("score", "usual", "told"), [(299, 0, -85_823), (300, 0, 203_143), (300, 299, 203_143)])
def test_a_yes_begins_at_three_points_and_speaks_for_a_change_unless_it_is_usual(
    score: int, usual: int, told: int
) -> None:
    assert asked(score, usual)[-1] == told
    assert asked(300, 300) == [0] * 24


def test_it_tells_by_as_much_of_a_change_as_lay_in_its_two_weeks() -> None:
    """With a change of ten days: 1, 3, 6 and more of 140 parts of the two weeks, all of them from day 22 on."""
    told = asked(300, 0)

    assert [told[n] for n in (0, 1, 8, 9, 10, 13, 21, 22, 23)] == [
        4_623,
        13_274,
        114_086,
        128_167,
        140_508,
        170_393,
        202_520,
        203_143,
        203_143,
    ]
    assert len(told) == 24
