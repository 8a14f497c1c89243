"""When two questions are due, and when nine: each number on both of its sides."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from diaries import day
from oidtrack.insight.drift import Drift
from oidtrack.insight.early_signs import Signal
from oidtrack.insight.falls import Cause, Fall
from oidtrack.rules.asking import CLOSE_DAYS, CLOSELY_FOR, EVERY_DAYS, LEFT_ALONE, NINE_FOR, Due, Reason, due
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


@pytest.mark.parametrize(("days", "asked"), [(EVERY_DAYS - 1, False), (EVERY_DAYS, True)])
def test_two_questions_every_fortnight(days: int, asked: bool) -> None:
    fortnight = Due("phq2", Reason.FORTNIGHT)

    assert due(seen(first=day(N - days))) == (fortnight if asked else None)
    assert due(seen(("phq2", N - days, 0))) == (fortnight if asked else None)
    assert due(seen(("phq2", N - 90, 0), ("phq9", N - days, 4))) == (fortnight if asked else None)
    assert due(seen(("phq2", N - days, 0), ("gad7", N, 20))) == (fortnight if asked else None)


@pytest.mark.parametrize(("days", "asked"), [(CLOSE_DAYS - 1, False), (CLOSE_DAYS, True)])
def test_every_week_after_a_cut_and_after_the_end(days: int, asked: bool) -> None:
    expected = Due("phq2", Reason.AFTER_CUT) if asked else None

    assert due(seen(("phq2", N - days, 0), taper=Taper(cuts=(day(10), day(90))))) == expected
    assert due(seen(("phq2", N - days, 0), taper=Taper(stop=day(90)))) == expected


@pytest.mark.parametrize(
    ("on", "asked"), [(N - CLOSELY_FOR - 1, False), (N - CLOSELY_FOR, True), (N, True), (N + 1, False)]
)
def test_for_six_weeks(on: int, asked: bool) -> None:
    found = due(seen(("phq2", N - CLOSE_DAYS, 0), taper=Taper(cuts=(day(on),))))

    assert (found is not None) is asked


FALL = {"fall": Fall(day(95), Fraction(5, 2), 5, Cause.WITHDRAWAL)}
SIGNAL = {"signal": Signal(day(80), day(95))}
DRIFT = {"drift": Drift(day(60), day(95), (day(-80), day(0)), (), small=True)}


@pytest.mark.parametrize("sign", [FALL, SIGNAL, DRIFT])
@pytest.mark.parametrize(("last", "asked"), [(94, True), (95, False)])
def test_at_once_after_any_sign(sign: dict[str, Any], last: int, asked: bool) -> None:
    expected = Due("phq2", Reason.SIGN)

    assert due(seen(("phq2", last, 0), **sign)) == (expected if asked else None)
    assert due(seen(**sign)) == expected


@pytest.mark.parametrize(("last", "asked"), [(N - CLOSE_DAYS + 1, False), (N - CLOSE_DAYS, True)])
def test_every_week_while_a_sign_holds(last: int, asked: bool) -> None:
    sign = Signal(day(50), day(60))

    assert due(seen(("phq2", last, 0), signal=sign)) == (Due("phq2", Reason.SIGN) if asked else None)


@pytest.mark.parametrize(("score", "asked"), [(2, False), (3, True)])
def test_nine_questions_where_two_said_yes(score: int, asked: bool) -> None:
    expected = Due("phq9", Reason.TWO_SAID_YES) if asked else None

    assert due(seen(("phq2", N, score))) == expected
    assert due(seen(("phq9", 90, 2), ("phq2", N, score))) == expected


def test_nine_questions_that_were_answered_are_not_asked_again() -> None:
    assert due(seen(("phq2", 95, 4), ("phq9", 96, 12))) is None
    assert due(seen(("phq9", 95, 12), ("phq2", 95, 4))) is None


@pytest.mark.parametrize(("days", "instrument"), [(NINE_FOR, "phq9"), (NINE_FOR + 1, "phq2")])
def test_after_two_weeks_the_two_are_asked_anew(days: int, instrument: str) -> None:
    found = due(seen(("phq2", N - days, 5)))

    assert found is not None
    assert found.instrument == instrument


@pytest.mark.parametrize(("days", "asked"), [(LEFT_ALONE - 1, False), (LEFT_ALONE, True)])
def test_who_said_no_is_left_alone_for_a_week(days: int, asked: bool) -> None:
    assert (due(seen(("phq2", N, 5)), day(N - days)) is not None) is asked
