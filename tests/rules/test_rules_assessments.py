"""What is said about a questionnaire: each threshold just under it and at it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from diaries import day
from oidtrack.clinical import catalogue
from oidtrack.rules.assessments import Answered, assessment_findings, thoughts_hold
from oidtrack.rules.base import Severity


def ids(instrument: str, score: int, change: int | None = None, *, alarm: bool = False) -> list[str]:
    moved = None if change is None else Fraction(change)
    return [found.id for found in assessment_findings(Answered(instrument, Fraction(score), moved, alarm))]


@pytest.mark.parametrize(
    ("instrument", "score", "expected"),
    [
        ("phq9", 9, []),
        ("phq9", 10, ["depression-likely"]),
        ("phq9", 19, ["depression-likely"]),
        ("phq9", 20, ["depression-severe", "depression-likely"]),
        ("gad7", 9, []),
        ("gad7", 10, ["anxiety-high"]),
        ("phq2", 2, []),
        ("phq2", 3, ["phq9-advised"]),
        ("peg", 10, []),
        ("shortows", 30, []),
        ("sows", 64, []),
    ],
)
def test_scores(instrument: str, score: int, expected: list[str]) -> None:
    assert ids(instrument, score) == expected


@pytest.mark.parametrize(("change", "expected"), [(None, []), (-5, []), (4, []), (5, ["depression-rising"])])
def test_a_rise(change: int | None, expected: list[str]) -> None:
    assert ids("phq9", 9, change) == expected


def test_a_rise_of_another_form_is_left_to_its_own_words() -> None:
    assert ids("gad7", 9, 9) == []


@pytest.mark.parametrize(("alarm", "expected"), [(False, []), (True, ["self-harm-thoughts"])])
def test_the_ninth_question(alarm: bool, expected: list[str]) -> None:
    assert ids("phq9", 1, alarm=alarm) == expected


def test_the_most_severe_comes_first() -> None:
    found = assessment_findings(Answered("phq9", Fraction(27), Fraction(20), alarm=True, entry="e7"))

    assert [finding.severity for finding in found] == [Severity.URGENT, Severity.ACT, Severity.WATCH, Severity.WATCH]
    assert {finding.entries for finding in found} == {("e7",)}


@pytest.mark.parametrize("instrument", ["phq9", "gad7", "phq2"])
def test_every_source_is_listed(instrument: str) -> None:
    score = Fraction(catalogue.questionnaire(instrument).max_score)

    for finding in assessment_findings(Answered(instrument, score, Fraction(9), alarm=instrument == "phq9")):
        assert catalogue.source(finding.source)


TOLD, CLEAR = True, False


@pytest.mark.parametrize(
    ("answers", "today", "holds"),
    [
        ([], 0, False),
        ([(0, CLEAR), (1, CLEAR)], 1, False),
        ([(0, TOLD)], 0, True),
        ([(0, TOLD)], 400, True),
        ([(0, TOLD), (1, CLEAR), (2, CLEAR)], 14, True),
        ([(0, TOLD), (1, CLEAR), (2, CLEAR)], 15, False),
        ([(0, TOLD), (1, CLEAR)], 15, True),
        ([(0, TOLD), (1, CLEAR), (1, CLEAR)], 15, True),
        ([(0, TOLD), (0, CLEAR), (1, CLEAR)], 15, False),
        ([(-2, CLEAR), (-1, CLEAR), (0, TOLD), (1, CLEAR)], 15, True),
        ([(0, TOLD), (1, CLEAR), (2, CLEAR), (20, TOLD), (21, CLEAR), (22, CLEAR)], 34, True),
        ([(0, TOLD), (1, CLEAR), (2, CLEAR), (20, TOLD), (21, CLEAR), (22, CLEAR)], 35, False),
    ],
)
def test_thoughts_of_death_count_for_two_weeks_and_until_two_clear_days(
    answers: list[tuple[int, bool]], today: int, holds: bool
) -> None:
    assert thoughts_hold([(day(n), alarm) for n, alarm in answers], day(today)) is holds
