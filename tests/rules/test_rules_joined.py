"""What the book does with several findings of one thing: which words, since when, and how many entries."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from test_rules_book import TODAY, asked, dose, ids, one, seen

from diaries import day
from oidtrack.domain.dose import Dose
from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.book import MOST_ENTRIES, _joined, findings
from oidtrack.rules.situation import Recent, Taper, Wellbeing

WATCH = dose(99, planned=10)
URGENT = replace(dose(98, mg=60, planned=20), largest=Dose(20_000), opioid=True)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_louder_of_two_has_the_word_whichever_comes_first(order: tuple[int, int]) -> None:
    both = (Recent(day(99), "e2", WATCH), Recent(day(99), "e1", URGENT))
    (found,) = findings(seen(recent=tuple(both[n] for n in order)))

    assert (found.severity, found.title) == (Severity.URGENT, "Far above what is planned")
    assert (found.since, found.entries) == (day(99), tuple(both[n].entry for n in order))


def test_of_two_as_loud_the_later_has_the_word_and_the_earlier_the_day() -> None:
    recent = (Recent(day(96), "e1", WATCH), Recent(day(98), "e2", replace(WATCH, amount=Dose(30_000))))
    (found,) = findings(seen(recent=recent))

    assert found.noted.startswith("30 mg")
    assert (found.since, found.entries) == (day(96), ("e1", "e2"))


def test_the_latest_twelve_entries_stand_behind_a_finding() -> None:
    recent = tuple(Recent(day(99), f"e{n}", WATCH) for n in range(MOST_ENTRIES + 1))
    (found,) = findings(seen(recent=recent))

    assert found.entries == tuple(f"e{n}" for n in range(1, 13))


@pytest.mark.parametrize(("ago", "there"), [(6, True), (7, False)])
def test_a_dose_is_spoken_of_for_a_week_with_its_day(ago: int, there: bool) -> None:
    assert (ids(seen(recent=(Recent(day(100 - ago), "e1", WATCH),))) == ["dose-above-plan"]) is there


@pytest.mark.parametrize("instrument", ["phq9", "gad7", "phq2"])
@pytest.mark.parametrize(("age", "there"), [(56, True), (57, False)])
def test_each_questionnaire_is_forgotten_after_eight_weeks(instrument: str, age: int, there: bool) -> None:
    assert bool(findings(seen(asked(instrument, (100 - age, 15))))) is there


def test_an_answer_long_ago_is_since_the_first_that_says_the_same_in_a_row() -> None:
    found = one(seen(asked("gad7", (60, 12), (70, 3), (80, 10), (90, 14), (98, 11))), "anxiety-high")

    assert (found.since, found.entries) == (day(80), ("e98",))
    assert one(seen(asked("gad7", (98, 11))), "anxiety-high").since == day(98)


def test_thoughts_of_death_are_since_the_first_and_behind_them_stands_every_answer_since() -> None:
    scores = asked("phq9", (40, 1), (85, 3), (90, 3), (95, 3), alarm=(85, 90))
    found = one(seen(scores), "self-harm-thoughts")

    assert (found.since, found.entries) == (day(85), ("e90", "e95"))
    assert (found.severity, found.title) == (Severity.URGENT, "Thoughts of being better off dead")


def test_a_rise_is_against_the_lower_of_the_one_before_and_that_before_the_cut() -> None:
    scores = asked("phq9", (10, 9), (20, 4), (60, 6), (98, 9))
    cut = Taper(cuts=(day(-5), day(50)))

    found = one(seen(scores, taper=cut), "depression-rising")
    assert found.noted == "PHQ-9 is up by 5 to 9; 5 points or more matter."
    assert found.since == day(98)
    assert "depression-rising" not in ids(seen(scores, taper=Taper(cuts=(day(15),))))
    assert "depression-rising" not in ids(seen(scores, taper=Taper(cuts=(TODAY, day(101)))))


def test_nothing_is_said_of_a_questionnaire_that_was_never_answered() -> None:
    assert ids(seen(Wellbeing())) == []


def test_what_nobody_knows_the_first_day_of_has_none_when_it_is_said_twice() -> None:
    twice = Finding("high-mme", Severity.WATCH, "", "", "", "")

    assert _joined(twice, twice).since is None
    assert _joined(twice, replace(twice, since=day(9))).since == day(9)
