"""Treatments and what stood beside them, each with its n."""

from __future__ import annotations

from fractions import Fraction

from diaries import day, mood, treatment
from oidtrack.insight.series import all_series
from oidtrack.insight.treatments import treated


def test_days_with_and_without_are_set_side_by_side() -> None:
    entries = [
        treatment(0, "Walk", 30),
        treatment(0, "walk ", 20),
        mood(0, mood=60, pain=40),
        mood(1, mood=40),
        treatment(2, "WALK"),
        mood(3, mood=50, pain=60),
        treatment(4, "heat"),
    ]
    walk, heat = treated(entries, all_series(entries, day(0), day(7)))
    assert (walk.text, walk.days, walk.times, walk.minutes) == ("Walk", 2, 3, 50)
    assert (walk.first, walk.last) == (day(0), day(2))
    moods, pains = walk.beside
    assert (moods.measure, moods.on_days.n, moods.on_days.median) == ("mood", 1, Fraction(6))
    assert (moods.other_days.n, moods.other_days.median) == (2, Fraction(9, 2))
    assert (pains.measure, pains.on_days.n, pains.other_days.n) == ("pain", 1, 1)
    assert (heat.days, heat.minutes) == (1, None)
    assert [one.on_days.n for one in heat.beside] == [0, 0]


def test_without_series_nothing_is_set_beside() -> None:
    (one,) = treated([treatment(0, "walk", 5)], ())
    assert one.beside == ()


def test_no_treatment_is_no_row() -> None:
    assert treated([mood(0, mood=50)], ()) == ()
