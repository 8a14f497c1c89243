"""Phases, cuts laid over each other, and what a fall looks like."""

from __future__ import annotations

from fractions import Fraction

import pytest

from diaries import day, exact
from oidtrack.insight.baseline import Usual
from oidtrack.insight.early.falls import DEEP, Around, Cause, cause, fall
from oidtrack.insight.overlay import DEEPER, HURTS, WINDOWS, overlay
from oidtrack.insight.phases import Phase, by_phase, phase_of
from oidtrack.insight.series import WITHDRAWAL, Series

USUAL = Usual(30, Fraction(6), Fraction(5), Fraction(7))


def of(*values: int | Fraction | None, first: int = 0, measure: str = "mood") -> Series:
    return Series(measure, day(first), exact(*values))


@pytest.mark.parametrize(
    ("n", "phase"),
    [(-1, Phase.STEADY), (0, Phase.AFTER_CUT), (14, Phase.AFTER_CUT), (15, Phase.STEADY), (40, Phase.AFTER_END)],
)
def test_the_phase_of_a_day(n: int, phase: Phase) -> None:
    assert phase_of(day(n), [day(0)], day(40)) is phase


def test_the_days_of_each_phase() -> None:
    mood = of(*[7] * 5, *[4] * 15, *[6] * 5, *[5] * 5)
    found = by_phase([mood], frozenset({day(0), day(6)}), [day(25), day(5)], day(25), (day(0), day(30)))

    assert [(view.phase, view.days, view.days_logged) for view in found] == [
        (Phase.STEADY, 10, 1),
        (Phase.AFTER_CUT, 15, 1),
        (Phase.AFTER_END, 5, 0),
    ]
    assert [view.of("mood").median for view in found] == [Fraction(13, 2), Fraction(4), Fraction(5)]
    assert found[0].of("pain").n == 0
    assert len(by_phase([mood], frozenset(), (), None, (day(0), day(30)))) == 1


def test_a_cut_against_the_two_weeks_before_it() -> None:
    mood = of(*[6] * 14, *[4] * 4, *[5] * 4, *[6] * 10, first=-14)
    seen = overlay(mood, [day(0)])
    (cut,) = seen.cuts

    assert cut.before.median == 6
    assert [one.median for one in cut.windows] == [-2, -1, 0, 0, None]
    assert cut.deepest == -2
    assert cut.hurt_days == 8
    assert seen.together == cut.windows
    assert seen.deeper is None


@pytest.mark.parametrize(("n", "known"), [(2, False), (3, True)])
def test_too_little_before_a_cut_says_nothing(n: int, known: bool) -> None:
    (cut,) = overlay(of(*[6] * n, 4, 4, 4, first=-n), [day(0)]).cuts

    assert (cut.deepest is not None) is known
    assert cut.hurt_days is None


@pytest.mark.parametrize(("n", "depth"), [(2, None), (3, -2)])
def test_a_window_after_a_cut_needs_three_answers_to_say_how_deep(n: int, depth: int | None) -> None:
    (cut,) = overlay(of(*[6] * 14, *[4] * n, first=-14), [day(0)]).cuts

    assert cut.deepest == depth
    assert cut.n_early == n


def test_a_cut_that_never_hurt_and_one_of_two_answers() -> None:
    assert overlay(of(*[6] * 20, first=-14), [day(0)]).cuts[0].hurt_days == 0
    assert overlay(of(*[6] * 16, first=-14), [day(0)]).cuts[0].hurt_days is None
    assert overlay(of(*[6] * 14, None, None, 6, 6, 6, first=-14), [day(0)]).cuts[0].hurt_days == 0
    assert overlay(of(6), []).cuts == ()


@pytest.mark.parametrize(
    ("depths", "deeper"),
    [
        ((5, 4, 3), True),
        ((5, 4, 4), False),
        ((4, 5, 3), False),
        ((5, Fraction(9, 2), 4), True),
        ((5, Fraction(9, 2), Fraction(401, 100)), False),
        ((5, Fraction(451, 100), 4), False),
        ((Fraction(501, 100), 4, 3), False),
    ],
)
def test_deeper_from_cut_to_cut(depths: tuple[int | Fraction, ...], deeper: bool) -> None:
    values = [value for low in depths for value in (*[6] * 14, *[low] * 7, *[6] * 7)]

    assert Fraction(1, 2) == DEEPER
    assert HURTS == 1

    assert overlay(of(*values), [day(14), day(42), day(70)]).deeper is deeper


def test_the_days_of_one_cut_end_at_the_next() -> None:
    first, second = overlay(of(*[6] * 14, *[5] * 10, *[2] * 5, first=-14), [day(0), day(10)]).cuts

    assert first.windows[2].n == 2
    assert second.windows[0].n == 4
    assert second.windows[0].median == -3


@pytest.mark.parametrize(("now", "there"), [(Fraction(41, 10), False), (Fraction(4), True)])
def test_a_fall_of_two_points(now: Fraction, there: bool) -> None:
    mood = Series("mood", day(0), (*exact(*[6] * 20), *[now] * 7))
    found = fall(mood, USUAL, Around(), day(26))

    assert DEEP == 2
    assert (found is not None) is there
    if found is not None:
        assert (found.began, found.depth, found.n, found.cause) == (day(20), Fraction(2), 7, Cause.DEPRESSION)


@pytest.mark.parametrize(("answers", "there"), [(2, False), (3, True)])
def test_a_fall_needs_three_answers(answers: int, there: bool) -> None:
    mood = of(*[6] * 10, *[None] * 5, *[2] * answers)

    assert (fall(mood, USUAL, Around(), day(14 + answers)) is not None) is there


def test_one_better_day_does_not_end_a_fall_and_two_do() -> None:
    one = fall(of(6, 6, 2, 2, 2, 6, 2, 2), USUAL, Around(), day(7))
    two = fall(of(6, 6, 2, 2, 6, 6, 2, 2, 2), USUAL, Around(), day(8))
    later = fall(of(6, 2, 2, 2, 6, 6), USUAL, Around(), day(3))

    assert one is not None
    assert one.began == day(2)
    assert two is not None
    assert two.began == day(6)
    assert later is not None
    assert later.began == day(1)


def test_a_fall_of_low_days_from_the_first_on() -> None:
    found = fall(of(2, 2, 2), USUAL, Around(), day(2))

    assert found is not None
    assert found.began == day(0)


@pytest.mark.parametrize(
    ("began", "today", "symptoms", "looks"),
    [
        (5, 10, 2, Cause.WITHDRAWAL),
        (6, 10, 2, Cause.DEPRESSION),
        (-1, 10, 2, Cause.DEPRESSION),
        (0, 14, 2, Cause.WITHDRAWAL),
        (0, 15, 2, Cause.DEPRESSION),
        (0, 10, 1, Cause.DEPRESSION),
    ],
)
def test_withdrawal_or_depression(began: int, today: int, symptoms: int, looks: Cause) -> None:
    rated = of(*[symptoms] * 20, measure=WITHDRAWAL)

    assert cause(day(began), Around([day(0)], rated), day(today)) is looks
    assert cause(day(began), Around([day(0)], None), day(today)) is Cause.DEPRESSION
    assert cause(day(began), Around(), day(today)) is Cause.DEPRESSION


def test_somebody_who_always_has_symptoms() -> None:
    rated = of(*[5] * 20, measure=WITHDRAWAL)

    assert cause(day(0), Around([day(0)], rated, Fraction(4)), day(5)) is Cause.DEPRESSION
    assert cause(day(0), Around([day(0)], rated, Fraction(3)), day(5)) is Cause.WITHDRAWAL


def test_the_windows_end_with_their_last_day_and_with_the_next_cut() -> None:
    mood = of(*[6] * 14, *[5] * 70, first=-14)
    last = WINDOWS[-1][1]

    (alone,) = overlay(mood, [day(0)]).cuts
    assert [one.n for one in alone.windows] == [min(end, last) - begin + 1 for begin, end in WINDOWS]
    first, _ = overlay(mood, [day(0), day(3)]).cuts
    assert sum(one.n for one in first.windows) == 3
    assert [one.n for one in overlay(mood, [day(0)]).together] == [one.n for one in alone.windows]
    assert (alone.cut, first.cut) == (day(0), day(0))


def test_a_day_that_only_just_hurts_begins_it_and_three_days_without_end_it() -> None:
    def hurt(*after: Fraction | int) -> int | None:
        return overlay(of(*[6] * 14, *after, first=-14), [day(0)]).cuts[0].hurt_days

    just = 6 - HURTS
    assert hurt(6, 6, 6) == 0
    assert hurt(6, 6) is None
    assert hurt(just, 6, 6, 6) == 1
    assert hurt(just, 6, 6) is None
    assert hurt(just + Fraction(1, 10), 6, 6) == 0
    assert hurt(just, 6, 6, just, 6, 6, 6) == 4
    assert hurt(6, 6, just, 6, 6, 6) == 3
