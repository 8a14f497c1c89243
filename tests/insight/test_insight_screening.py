"""What an answer to a questionnaire tells, worked out by hand from its published figures."""

from __future__ import annotations

import pytest

from diaries import day
from oidtrack.domain.questionnaire import Accuracy
from oidtrack.insight.diary import Diary
from oidtrack.insight.early.reference import reference
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
