"""One value a day: means are exact, gaps stay gaps."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diaries import at, day, dose, exact, mood
from oidtrack.domain.journal import Entry, Kind, Mood
from oidtrack.insight.series import MEASURES, all_series, series

check_ins = st.lists(st.tuples(st.integers(0, 20), st.none() | st.integers(0, 100)), max_size=40)


def test_several_check_ins_of_a_day_are_their_exact_mean() -> None:
    entries = [mood(0, 9, mood=50), mood(0, 12, mood=60), mood(0, 21, mood=60)]

    assert series("mood", entries, day(0), day(1)).values == (Fraction(17, 3),)


def test_a_day_without_an_answer_is_a_gap() -> None:
    entries = [mood(0, mood=0), mood(2, pain=70), mood(3, mood=100), dose(1)]

    found = series("mood", entries, day(0), day(4))

    assert found.values == exact(0, None, None, 10)
    assert found.n == 2
    assert found.known() == ((day(0), Fraction(0)), (day(3), Fraction(10)))


def test_only_the_days_of_the_period() -> None:
    entries = [mood(n, mood=50) for n in range(-1, 4)]

    found = series("mood", entries, day(0), day(3))

    assert found.values == exact(5, 5, 5)
    assert found.between(day(1), day(3)) == exact(5, 5)


def test_after_midnight_belongs_to_the_day_before() -> None:
    assert at(1, 1).date() == day(1)
    assert series("mood", [mood(1, 1, mood=50)], day(0), day(2)).values == exact(5, None)


def of_one(measure: str, said: Mood) -> Fraction | None:
    """The value of the one day on which this was said."""
    return series(measure, [Entry(Kind.MOOD, mood(0).moment, said)], day(0), day(1)).values[0]


def test_points_of_a_rating_sleep_in_hours_and_withdrawal_as_a_sum() -> None:
    said = Mood((("mood", 65),), 450, (), (("sweating", 2), ("yawning", None), ("restless", 1)))

    assert of_one("mood", said) == Fraction(13, 2)
    assert of_one("sleep", said) == Fraction(15, 2)
    assert of_one("withdrawal", said) == 3


def test_a_symptom_without_a_rating_is_no_zero() -> None:
    assert of_one("withdrawal", Mood((), None, (), (("yawning", None),))) is None
    assert of_one("sleep", Mood()) is None
    assert of_one("mood", Mood()) is None


def test_what_is_no_measure() -> None:
    with pytest.raises(ValueError, match="'luck' is no measure"):
        of_one("luck", Mood())


def test_every_measure_in_order() -> None:
    assert tuple(one.measure for one in all_series(iter([mood(0, mood=5)]), day(0), day(1))) == MEASURES


@pytest.mark.no_cover
@given(check_ins)
def test_a_gap_never_becomes_zero(said: list[tuple[int, int | None]]) -> None:
    entries = [mood(n, **({} if value is None else {"mood": value})) for n, value in said]
    answered = {n for n, value in said if value is not None}

    found = series("mood", entries, day(0), day(21))

    assert {n for n, value in enumerate(found.values) if value is not None} == answered
    assert found.n == len(answered)
    for n in answered:
        values = [value for m, value in said if m == n and value is not None]
        assert found.values[n] == Fraction(sum(values), 10 * len(values))
