"""Mood, early signs, sleep, withdrawal, pain: each threshold on both of its sides."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from diaries import day
from oidtrack.insight.baseline import Usual
from oidtrack.insight.early.early_signs import Signal
from oidtrack.insight.early.falls import Cause, Fall
from oidtrack.rules.base import Severity
from oidtrack.rules.findings import symptoms
from oidtrack.rules.findings import wellbeing as rules
from oidtrack.rules.situation import Named, Said, Scored, Situation, Taper, Wellbeing

TODAY = day(100)
NO_PLAN = Taper()


def seen(taper: Taper = NO_PLAN, **how: Any) -> Situation:
    return Situation(today=TODAY, on_opioid=True, wellbeing=Wellbeing(**how), taper=taper)


def said(*values: float, end: int = 100) -> tuple[Said, ...]:
    first = end - len(values) + 1
    return tuple(Said(day(first + n), Fraction(str(value)), f"e{n}") for n, value in enumerate(values))


def scored(instrument: str, *pairs: tuple[int, float]) -> tuple[Scored, ...]:
    return tuple(Scored(day(n), instrument, Fraction(str(score)), entry=f"e{n}") for n, score in pairs)


def low(cause: Cause, began: int = 90) -> Fall:
    return Fall(day(began), Fraction(5, 2), 5, cause)


def test_signs_of_too_much() -> None:
    found = rules.sedation(seen(named=(Named(TODAY, "Confused", "e1", sedates=True),)))

    assert found is not None
    assert found.severity is Severity.URGENT
    assert found.entries == ("e1",)
    assert "crisis" in found.text


def test_no_signs_of_too_much() -> None:
    assert rules.sedation(seen(named=(Named(TODAY, "yawning", "e1"),))) is None
    assert rules.sedation(seen(named=(Named(TODAY, "confusion", "e1", 0, sedates=True),))) is None
    assert (
        rules.sedation(Situation(TODAY, wellbeing=Wellbeing(named=(Named(TODAY, "confusion", "e1", sedates=True),))))
        is None
    )


def test_a_fall_is_named_as_what_it_looks_like() -> None:
    withdrawal, depression = (rules.mood_drop(seen(fall=low(cause))) for cause in Cause)

    assert rules.mood_drop(seen()) is None
    assert withdrawal is not None
    assert depression is not None
    assert (withdrawal.severity, depression.severity) == (Severity.INFO, Severity.ACT)
    assert "withdrawal" in withdrawal.text
    assert "oidtrack check phq9" in depression.text
    assert "evidence of 368 or more of a change" in depression.rule
    assert withdrawal.since == depression.since == day(90)


def test_early_signs_stay_silent_where_a_fall_says_it_already() -> None:
    signal = Signal(day(80), day(88))
    found = rules.early_signs(seen(signal=signal, low_entries=("e9",)))

    assert found is not None
    assert (found.since, found.entries) == (day(80), ("e9",))
    assert "Often it is nothing" in found.text
    assert found.text.endswith("Two questions, two keys, help to tell: oidtrack check phq2")
    assert found.noted.endswith("often a passing thing, or an early sign of depression.")
    assert "ENGINEERING" in found.rule
    assert rules.early_signs(seen(signal=signal, fall=low(Cause.DEPRESSION))) is None
    assert rules.early_signs(seen()) is None


def quieted(*scores: tuple[str, int, int, bool], noticed: int = 50) -> bool:
    """Whether early signs have nothing more to ask, on day 100."""
    known = tuple(Scored(day(n), name, Fraction(score), alarm) for name, n, score, alarm in scores)
    found = rules.early_signs(seen(signal=Signal(day(40), day(noticed)), scores=known))
    assert found is not None
    assert (
        ("nothing more to do now" in found.text)
        is ("check phq2" not in found.text)
        is (found.severity is Severity.INFO)
    )
    return found.severity is Severity.INFO


@pytest.mark.parametrize(
    ("name", "score", "alarm", "fine"),
    [
        ("phq2", 2, False, True),
        ("phq2", 3, False, False),
        ("phq9", 9, False, True),
        ("phq9", 10, False, False),
        ("phq9", 1, True, False),
        ("gad7", 0, False, False),
    ],
)
def test_a_fine_questionnaire_quiets_early_signs(name: str, score: int, alarm: bool, fine: bool) -> None:
    assert quieted((name, 95, score, alarm)) is fine


@pytest.mark.parametrize(("n", "fine"), [(86, False), (87, True)])
def test_it_quiets_them_for_two_weeks(n: int, fine: bool) -> None:
    assert quieted(("phq2", n, 0, False)) is fine


@pytest.mark.parametrize(("noticed", "fine"), [(96, False), (95, True)])
def test_an_answer_before_they_were_noticed_does_not(noticed: int, fine: bool) -> None:
    assert quieted(("phq2", 95, 0, False), noticed=noticed) is fine


def test_the_latest_answer_counts_and_of_one_day_the_longer() -> None:
    assert quieted(("phq2", 90, 5, False), ("phq9", 95, 3, False))
    assert not quieted(("phq2", 90, 0, False), ("phq2", 95, 3, False))
    assert quieted(("phq9", 95, 3, False), ("phq2", 95, 3, False))
    assert not quieted(("phq9", 95, 12, False), ("phq2", 95, 2, False))


@pytest.mark.parametrize(
    ("nights", "there"),
    [
        ((4.9, 4.9, 4.9, 4.9, 4.9, 8, 8), True),
        ((4.9, 4.9, 4.9, 4.9, 5, 8, 8), False),
        ((10.1, 10.1, 4, 4, 10.1), True),
        ((10.1, 10.1, 4, 4, 10), False),
    ],
)
def test_odd_nights(nights: tuple[float, ...], there: bool) -> None:
    assert (rules.sleep_change(seen(nights=said(*nights))) is not None) is there


@pytest.mark.parametrize(("last", "there"), [(11, False), (12, True)])
def test_shortows_above_the_own_usual(last: int, there: bool) -> None:
    scores = scored("shortows", (70, 8), (80, 8), (98, last))

    assert (symptoms.withdrawal_high(seen(scores=scores)) is not None) is there


@pytest.mark.parametrize(("at", "there"), [(85, False), (86, True)])
def test_an_old_questionnaire_says_nothing_of_now(at: int, there: bool) -> None:
    scores = scored("shortows", (70, 8), (at, 20))

    assert (symptoms.withdrawal_high(seen(scores=scores)) is not None) is there
    assert symptoms.withdrawal_high(seen(scores=scored("shortows", (99, 20)))) is None


@pytest.mark.parametrize(("last", "there"), [((15.9, 20), False), ((16, 16), True), ((20, 15), False)])
def test_sows_up_by_a_third_twice(last: tuple[float, float], there: bool) -> None:
    scores = scored("sows", (60, 12), (98, last[0]), (99, last[1]))

    assert (symptoms.withdrawal_high(seen(scores=scores)) is not None) is there


def test_sows_without_one_before_and_an_old_one() -> None:
    assert symptoms.withdrawal_high(seen(scores=scored("sows", (98, 40), (99, 40)))) is None
    assert symptoms.withdrawal_high(seen(scores=scored("sows", (10, 12), (60, 40), (70, 40)))) is None
    assert symptoms.withdrawal_high(seen(scores=scored("sows", (60, 12), (70, 20), (99, 20)))) is not None


@pytest.mark.parametrize(
    ("values", "there"), [((5, 5), True), ((5, 4.9), False), ((9,), False), ((0, 5, 5), True), ((5, 0), False)]
)
def test_daily_symptoms_four_above_the_usual(values: tuple[float, ...], there: bool) -> None:
    usual = Usual(20, Fraction(1), Fraction(0), Fraction(2))

    assert (symptoms.withdrawal_high(seen(withdrawal=said(*values), usual_withdrawal=usual)) is not None) is there
    assert symptoms.withdrawal_high(seen(withdrawal=said(*values))) is None


@pytest.mark.parametrize(
    ("pairs", "there"),
    [
        (((50, 5), (85, 6.5), (99, 6.5)), True),
        (((50, 5), (85, 6.5), (90, 6.5), (99, 6.5)), True),
        (((50, 5), (70, 6.5), (80, 6.5), (99, 6.5)), True),
        (((50, 5), (86, 6.5), (99, 6.5)), False),
        (((50, 5), (85, 6.4), (99, 6.5)), False),
        (((50, 5), (70, 7), (85, 7)), False),
        (((50, 0), (85, 6.5), (99, 6.5)), False),
        (((50, 5), (99, 9)), False),
    ],
)
def test_peg_up_by_three_tenths_for_two_weeks(pairs: tuple[tuple[int, float], ...], there: bool) -> None:
    assert (symptoms.pain_rising(seen(scores=scored("peg", *pairs))) is not None) is there


@pytest.mark.parametrize(
    ("values", "usual", "there"),
    [
        ((5.2,) * 7, 4, True),
        ((5.2,) * 6, 4, False),
        ((5.1,) * 7, 4, False),
        ((5.2,) * 7, 0, False),
        ((5.2,) * 7, None, False),
    ],
)
def test_daily_pain(values: tuple[float, ...], usual: int | None, there: bool) -> None:
    known = None if usual is None else Usual(20, Fraction(usual), Fraction(usual), Fraction(usual))

    assert (symptoms.pain_rising(seen(pain=said(*values), usual_pain=known)) is not None) is there


@pytest.mark.parametrize(("days", "there"), [(27, False), (28, True), (182, True), (183, False)])
def test_a_low_weeks_to_months_after_the_end(days: int, there: bool) -> None:
    taper = Taper(stop=TODAY - timedelta(days=days))

    assert (rules.low_after_stop(seen(taper, fall=low(Cause.DEPRESSION))) is not None) is there


def test_what_counts_as_a_low_after_the_end() -> None:
    taper = Taper(stop=TODAY - timedelta(days=60))
    by_signal = rules.low_after_stop(seen(taper, signal=Signal(day(80), day(88))))
    by_score = rules.low_after_stop(seen(taper, scores=scored("phq9", (95, 10))))

    assert by_signal is not None
    assert by_signal.since == day(80)
    assert by_score is not None
    assert (by_score.since, by_score.entries) == (day(95), ("e95",))
    assert rules.low_after_stop(seen(taper, scores=scored("phq2", (95, 3)))) is not None
    assert rules.low_after_stop(seen(taper, scores=scored("phq2", (95, 2)))) is None
    assert rules.low_after_stop(seen(taper, scores=scored("phq9", (95, 9)))) is None
    assert rules.low_after_stop(seen(taper, scores=scored("gad7", (95, 20)))) is None
    assert rules.low_after_stop(seen(taper, scores=scored("phq9", (86, 20)))) is not None
    assert rules.low_after_stop(seen(taper, scores=scored("phq9", (85, 20)))) is None
    assert rules.low_after_stop(seen(fall=low(Cause.DEPRESSION))) is None
