"""The slow change: what it says, and before what it is silent."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from diaries import day
from oidtrack.domain.journal import dated
from oidtrack.insight.early.drift import Drift, Moved
from oidtrack.insight.early.early_signs import Signal
from oidtrack.insight.early.falls import Cause, Fall
from oidtrack.insight.early.levels import Level, Shift
from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.book import findings
from oidtrack.rules.findings.drifting import mood_drift, only
from oidtrack.rules.situation import Said, Scored, Situation, Taper, Wellbeing

TODAY = day(100)


def moved(measure: str, before: int, now: int, *months: int | None) -> Moved:
    return Moved(Shift(measure, Level(50, before, 90), Level(20, now, 90)), months)


MOOD = moved("mood", -650, -520, -630, None, -550, -520)
PAIN = moved("pain", 400, 550, 400, 450, 500, 550)
SLEEP = moved("sleep", 720, 595, 720, 700, 650, 595)


def drifting(*measures: Moved, small: bool = False) -> Drift:
    return Drift(day(60), day(90), (day(-84), day(0)), measures or (MOOD,), small)


def seen(drift: Drift | None = None, **more: Any) -> Situation:
    wellbeing = Wellbeing(drift=drift or drifting(), drift_entries=("e1",), **more)
    return Situation(TODAY, on_opioid=True, naloxone=True, wellbeing=wellbeing)


def said(situation: Situation) -> Finding:
    found = mood_drift(situation)
    assert found is not None
    return found


def ids(situation: Situation) -> set[str]:
    return {finding.id for finding in findings(situation)}


def scored(instrument: str, n: int, score: int) -> Scored:
    return Scored(day(n), instrument, Fraction(score), entry="e2")


def test_nothing_has_changed() -> None:
    assert mood_drift(Situation(TODAY)) is None
    assert only(None, "pain") is False


def test_it_says_then_and_now_the_months_between_and_what_to_do() -> None:
    found = said(seen(drifting(MOOD, SLEEP, PAIN)))

    assert (found.severity, found.since, found.entries) == (Severity.WATCH, day(60), ("e1",))
    assert found.title == "Slowly lower than you were"
    assert "Your mood went from 6.5 to 5.2" in found.text
    assert f"from {dated(day(-84))} to {dated(day(-1))}; four weeks at a time: 6.3, 5.5, 5.2." in found.text
    assert "With it sleep went from 7.2 to 6 h and pain went from 4 to 5.5." in found.text
    assert "oidtrack check phq2" in found.text
    assert "ENGINEERING" in found.rule


def test_its_rule_names_its_numbers() -> None:
    assert said(seen()).rule == (
        "middle of four weeks against the best twelve of the last year, or against the same season where that was"
        " worse: a point or more and all ratings together 7 standard errors worse; or, where mood strays by 0.75"
        " points or less, 4; or one measure alone 7 (ENGINEERING, docs/studies.md)"
    )


@pytest.mark.parametrize(
    ("drift", "title"),
    [
        (drifting(MOOD), "Slowly lower than you were"),
        (drifting(MOOD, PAIN, small=True), "Small changes that stay"),
        (drifting(PAIN), "Pain has slowly risen"),
        (drifting(SLEEP), "Sleep has slowly changed"),
    ],
)
def test_its_title_names_what_it_is(drift: Drift, title: str) -> None:
    assert said(seen(drift)).title == title
    assert "With it" in said(seen(drift)).text or len(drift.moved) == 1


def test_a_fall_and_early_signs_come_first_and_withdrawal_does_not() -> None:
    fall = Fall(day(90), Fraction(5, 2), 5, Cause.DEPRESSION)

    assert mood_drift(seen(fall=fall)) is None
    assert mood_drift(seen(signal=Signal(day(80), day(88)))) is None
    assert mood_drift(seen(fall=replace(fall, cause=Cause.WITHDRAWAL))) is not None


@pytest.mark.parametrize(
    ("instrument", "score", "fine"), [("phq2", 2, True), ("phq2", 3, False), ("phq9", 9, True), ("phq9", 10, False)]
)
def test_questions_that_were_answered_make_it_quieter(instrument: str, score: int, fine: bool) -> None:
    found = said(seen(scores=(scored(instrument, 95, score),)))

    assert found.severity is (Severity.INFO if fine else Severity.WATCH)
    assert ("ordinary range" in found.text) is fine


@pytest.mark.parametrize(("n", "severity"), [(89, Severity.WATCH), (90, Severity.INFO)])
def test_only_questions_since_it_was_noticed(n: int, severity: Severity) -> None:
    assert said(seen(scores=(scored("phq2", n, 0),))).severity is severity


def test_other_questionnaires_say_nothing_of_it() -> None:
    assert said(seen(scores=(scored("gad7", 95, 0),))).severity is Severity.WATCH


@pytest.mark.parametrize(("instrument", "score"), [("phq9", 10), ("phq9", 20), ("phq2", 3)])
def test_a_questionnaire_that_says_it_already_is_enough(instrument: str, score: int) -> None:
    assert "mood-drift" not in ids(seen(scores=(scored(instrument, 95, score),)))
    assert "mood-drift" in ids(seen(scores=(scored(instrument, 95, 1),)))


@pytest.mark.parametrize(("drift", "there"), [(drifting(SLEEP), False), (drifting(SLEEP, MOOD), True)])
def test_nights_that_are_named_already_are_not_named_again(drift: Drift, there: bool) -> None:
    nights = tuple(Said(day(94 + n), Fraction(4), f"n{n}") for n in range(6))

    assert "sleep-change" in ids(seen(drift, nights=nights))
    assert ("mood-drift" in ids(seen(drift, nights=nights))) is there
    assert "mood-drift" in ids(seen(drift))


def test_pain_that_is_named_already_is_not_named_again() -> None:
    scores = (scored("peg", 50, 5), scored("peg", 85, 7), scored("peg", 99, 7))

    assert "pain-rising" in ids(seen(drifting(PAIN), scores=scores))
    assert "mood-drift" not in ids(seen(drifting(PAIN), scores=scores))
    assert "mood-drift" in ids(seen(drifting(PAIN)))


def test_the_end_of_a_taper_does_not_hide_it() -> None:
    assert "mood-drift" in ids(replace(seen(), taper=Taper(stop=day(40))))
