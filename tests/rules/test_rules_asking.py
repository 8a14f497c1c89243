"""When two questions are due, and when nine: each number on both of its sides, as it is meant to be."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from diaries import day
from oidtrack.insight.early.drift import Drift
from oidtrack.insight.early.early_signs import Signal
from oidtrack.insight.early.falls import Cause, Fall
from oidtrack.rules.asking import Due, Reason, due
from oidtrack.rules.situation import Scored, Situation, Taper, Upkeep, Wellbeing

N = 100
TODAY = day(N)


def seen(
    *scores: tuple[str, int, int], taper: Taper | None = None, first: date | None = None, **more: Any
) -> Situation:
    known = tuple(Scored(day(n), instrument, Fraction(score)) for instrument, n, score in scores)
    return Situation(
        TODAY,
        wellbeing=Wellbeing(scores=known, **more),
        taper=taper or Taper(),
        upkeep=Upkeep(first_entry=first),
    )


def test_nobody_is_asked_before_there_is_a_diary() -> None:
    assert due(seen()) is None


@pytest.mark.parametrize(("days", "asked"), [(13, False), (14, True)])
def test_two_questions_every_fortnight(days: int, asked: bool) -> None:
    fortnight = Due("phq2", Reason.FORTNIGHT, TODAY)

    assert due(seen(first=day(N - days))) == (fortnight if asked else None)
    assert due(seen(("phq2", N - days, 0))) == (fortnight if asked else None)
    assert due(seen(("phq2", N - 90, 0), ("phq9", N - days, 4))) == (fortnight if asked else None)
    assert due(seen(("phq2", N - days, 0), ("gad7", N, 20))) == (fortnight if asked else None)


@pytest.mark.parametrize(("days", "asked"), [(6, False), (7, True)])
def test_every_week_after_a_cut_and_after_the_end(days: int, asked: bool) -> None:
    expected = Due("phq2", Reason.AFTER_CUT, TODAY) if asked else None

    assert due(seen(("phq2", N - days, 0), taper=Taper(cuts=(day(10), day(90))))) == expected
    assert due(seen(("phq2", N - days, 0), taper=Taper(stop=day(90)))) == expected


@pytest.mark.parametrize(("since", "asked"), [(43, False), (42, True), (0, True), (-1, False)])
def test_for_six_weeks(since: int, asked: bool) -> None:
    for taper in (Taper(cuts=(day(N - since),)), Taper(stop=day(N - since))):
        found = due(seen(("phq2", N - 7, 0), taper=taper))

        assert (found is not None) is asked


FALL: dict[str, Any] = {"fall": Fall(day(95), Fraction(5, 2), 5, Cause.WITHDRAWAL)}
SIGNAL = {"signal": Signal(day(80), day(95))}
DRIFT: dict[str, Any] = {"drift": Drift(day(60), day(95), (day(-80), day(0)), (), small=True)}


@pytest.mark.parametrize("sign", [FALL, SIGNAL, DRIFT])
@pytest.mark.parametrize(("last", "asked"), [(94, True), (95, False)])
def test_at_once_after_any_sign(sign: dict[str, Any], last: int, asked: bool) -> None:
    expected = Due("phq2", Reason.SIGN, day(95))

    assert due(seen(("phq2", last, 0), **sign)) == (expected if asked else None)
    assert due(seen(**sign)) == expected


@pytest.mark.parametrize(("last", "asked"), [(94, True), (95, False)])
def test_signs_that_follow_one_another_are_one(last: int, asked: bool) -> None:
    later = Signal(day(80), day(97))

    assert (due(seen(("phq2", last, 0), **FALL, **DRIFT, signal=later)) is not None) is asked


@pytest.mark.parametrize(("last", "asked"), [(N - 6, False), (N - 7, True)])
def test_every_week_while_a_sign_holds(last: int, asked: bool) -> None:
    sign = Signal(day(50), day(60))

    assert due(seen(("phq9", last, 10), signal=sign)) == (Due("phq2", Reason.SIGN, TODAY) if asked else None)


@pytest.mark.parametrize(("last", "asked"), [(N - 13, False), (N - 14, True)])
@pytest.mark.parametrize("fine", [("phq2", 2), ("phq9", 9)])
def test_after_a_fine_answer_a_sign_asks_no_sooner_than_the_calendar(
    fine: tuple[str, int], last: int, asked: bool
) -> None:
    instrument, score = fine
    expected = Due("phq2", Reason.FORTNIGHT, TODAY) if asked else None

    assert due(seen((instrument, last, score), signal=Signal(day(50), day(60)))) == expected
    assert due(seen((instrument, last, score), taper=Taper(cuts=(day(90),)), signal=Signal(day(50), day(60)))) == Due(
        "phq2", Reason.AFTER_CUT, day(min(last + 14, max(last + 7, 90)))
    )


@pytest.mark.parametrize(("score", "asked"), [(2, False), (3, True)])
def test_nine_questions_where_two_said_yes(score: int, asked: bool) -> None:
    expected = Due("phq9", Reason.TWO_SAID_YES, TODAY) if asked else None

    assert due(seen(("phq2", N, score))) == expected
    assert due(seen(("phq9", 90, 2), ("phq2", N, score))) == expected


def test_nine_questions_that_were_answered_are_not_asked_again() -> None:
    assert due(seen(("phq2", 95, 4), ("phq9", 96, 12))) is None
    assert due(seen(("phq9", 95, 12), ("phq2", 95, 4))) is None


@pytest.mark.parametrize(("days", "instrument"), [(14, "phq9"), (15, "phq2")])
def test_after_two_weeks_the_two_are_asked_anew(days: int, instrument: str) -> None:
    found = due(seen(("phq2", N - days, 5)))

    assert found is not None
    assert found.instrument == instrument


def test_it_is_due_since_the_first_day_that_it_was() -> None:
    def since(*scores: tuple[str, int, int], **more: Any) -> date:
        found = due(seen(*scores, **more))
        assert found is not None
        return found.since

    assert since(("phq2", 60, 0)) == day(74)
    assert since(("phq2", 60, 0), taper=Taper(cuts=(day(64), day(92)))) == day(67)
    assert since(("phq2", 60, 0), taper=Taper(cuts=(day(70),))) == day(70)
    assert since(("phq2", 60, 0), taper=Taper(cuts=(day(80),))) == day(74)
    assert since(("phq2", 60, 0), signal=Signal(day(40), day(50))) == day(74)
    assert since(("phq9", 60, 10), signal=Signal(day(40), day(50))) == day(67)
    assert since(("phq2", 95, 5)) == day(95)


@pytest.mark.parametrize(("blank", "asked"), [(N, False), (N - 1, True)])
def test_who_left_it_blank_is_not_asked_again_that_evening(blank: int, asked: bool) -> None:
    assert (due(seen(("phq2", 60, 0)), (day(blank),)) is not None) is asked


@pytest.mark.parametrize(("evenings", "asked"), [(2, True), (3, False), (4, True)])
def test_after_three_evenings_it_waits(evenings: int, asked: bool) -> None:
    blank = [day(N - 1 - n) for n in range(evenings)]

    assert (due(seen(("phq2", 60, 0)), blank) is not None) is asked


@pytest.mark.parametrize(("days", "asked"), [(6, False), (7, True)])
def test_it_waits_for_a_week(days: int, asked: bool) -> None:
    blank = [day(N - days - n) for n in range(3)]

    assert (due(seen(("phq2", 60, 0)), blank) is not None) is asked


def test_each_third_evening_is_followed_by_a_week() -> None:
    known = seen(first=day(0))
    blank: list[date] = []
    asked: list[int] = []
    for n in range(14, 60):
        if due(replace(known, today=day(n)), blank) is not None:
            asked.append(n)
            blank.append(day(n))

    assert asked == [14, 15, 16, 23, 24, 25, 32, 33, 34, 41, 42, 43, 50, 51, 52, 59]


def test_an_evening_before_it_was_due_does_not_count() -> None:
    blank = [day(n) for n in (70, 71, 72, 73)]

    assert due(seen(("phq2", N - 14, 0)), [*blank, day(N - 15)]) is not None
    assert due(seen(("phq2", 60, 0), signal=Signal(day(95), day(99))), [day(96), day(97), day(98)]) is not None


def test_nobody_waits_for_the_nine() -> None:
    blank = [day(n) for n in (N, N - 1, N - 2)]

    assert due(seen(("phq2", N - 3, 4)), blank) == Due("phq9", Reason.TWO_SAID_YES, day(N - 3))
