"""What is said about a questionnaire: each threshold just under it and at it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from diaries import day
from oidtrack.clinical import catalogue
from oidtrack.rules.base import Severity
from oidtrack.rules.cut_points import LOW_FROM
from oidtrack.rules.findings.assessments import Answered, assessment_findings, thoughts_hold

WORDS = [
    (
        "self-harm-thoughts",
        "Thoughts of being better off dead",
        "You do not have to be alone with them. Please talk to somebody today; `oidtrack crisis` has the numbers.",
        "Thoughts of death or self-harm were marked. To be talked about before anything else.",
        "PHQ-9 item 9 above 0; for 14 days after the last such answer, then until it was 0 on 2 days (ENGINEERING)",
        "kroenke-2001",
        "Can we talk about these thoughts first?",
    ),
    (
        "depression-severe",
        "A heavy time",
        "20 is in the highest band. It can be treated; please call your prescriber this week.",
        "PHQ-9 is 20, in the highest band.",
        "PHQ-9 of 20 or more",
        "kroenke-2001",
        "How do we treat my low mood, and should the dose stay as it is until then?",
    ),
    (
        "depression-likely",
        "Low mood",
        "From 10 on, depression is likely enough to look closer. Treating it makes a taper easier.",
        "PHQ-9 is 20; from 10 on, depression is likely enough to look closer.",
        "PHQ-9 of 10 or more",
        "kroenke-2001",
        "How do we treat my low mood?",
    ),
    (
        "depression-rising",
        "A higher PHQ-9 than last time",
        "It is up by 5; 5 points or more are a change that matters.",
        "PHQ-9 is up by 5 to 20; 5 points or more matter.",
        "PHQ-9 up by 5 or more since the one before",
        "lowe-2004",
        "What has changed since the last time, and does the dose have a part in it?",
    ),
    (
        "anxiety-high",
        "Much anxiety",
        "From 10 on, a closer look helps. Anxiety can be treated, and it can be part of withdrawal.",
        "GAD-7 is 10. Anxiety of its own, or part of withdrawal.",
        "GAD-7 of 10 or more",
        "spitzer-2006",
        "Is this anxiety, withdrawal, or both, and what helps?",
    ),
    (
        "phq9-advised",
        "The whole form tells more",
        "From 3 on, the whole PHQ-9 is worth its two minutes: oidtrack check phq9",
        "PHQ-2 is 3; from 3 on, the whole PHQ-9 is worth asking.",
        "PHQ-2 of 3 or more",
        "arroll-2010",
        "",
    ),
]


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


def test_the_cut_points_are_those_of_the_facts() -> None:
    assert {name: catalogue.questionnaire(name).cut_point for name in LOW_FROM} == LOW_FROM == {"phq9": 10, "phq2": 3}


@pytest.mark.parametrize("instrument", ["phq9", "gad7", "phq2"])
def test_every_source_is_listed(instrument: str) -> None:
    score = Fraction(catalogue.questionnaire(instrument).max_score)

    for finding in assessment_findings(Answered(instrument, score, Fraction(9), alarm=instrument == "phq9")):
        assert catalogue.source(finding.source)


@pytest.mark.parametrize("words", WORDS, ids=[words[0] for words in WORDS])
def test_the_words_are_these(words: tuple[str, ...]) -> None:
    said = {
        finding.id: finding
        for form, score in (("phq9", 20), ("gad7", 10), ("phq2", 3))
        for finding in assessment_findings(Answered(form, Fraction(score), Fraction(5), alarm=form == "phq9"))
    }[words[0]]

    assert (said.id, said.title, said.text, said.noted, said.rule, said.source, said.ask) == words
    assert said.entries == ()


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
