"""Each stretch of a plan with its spreads: nothing is counted twice, nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from diaries import day, mood, plan
from oidtrack.insight.series import all_series, series
from oidtrack.insight.spread import Spread
from oidtrack.insight.steps import MORE, SHOWN, by_step
from oidtrack.taper.days.course import Course
from oidtrack.taper.plan import Plan

EVERY = frozenset(day(n) for n in range(-30, 200))


def lived(made: Plan) -> Course:
    return Course((made,))


def stretches(made: Plan, since: int, until: int) -> list[tuple[int, int, int, int]]:
    found = by_step(lived(made), (), EVERY, day(since), day(until))
    return [(view.n, (view.first - day(0)).days, view.days, int(view.daily)) for view in found]


def test_before_each_step_and_after_the_stop() -> None:
    assert stretches(plan(), -10, 94) == [
        (0, -10, 10, 40),
        (1, 0, 28, 35),
        (2, 28, 28, 30),
        (3, 56, 28, 5),
        (4, 84, 10, 0),
    ]


def test_a_period_cuts_stretches_off() -> None:
    assert stretches(plan(), 20, 30) == [(1, 20, 8, 35), (2, 28, 2, 30)]
    assert stretches(plan(), 0, 28) == [(1, 0, 28, 35)]
    assert stretches(plan(), 90, 91) == [(4, 90, 1, 0)]


def test_a_plan_that_ends_at_a_target_stays_there() -> None:
    made = replace(plan(), stops_on=None)

    assert stretches(made, 80, 120) == [(3, 80, 40, 5)]
    assert stretches(made, 0, 40) == [(1, 0, 28, 35), (2, 28, 12, 30)]


def test_spreads_have_their_own_n() -> None:
    entries = [mood(0, mood=40), mood(1, mood=60, pain=50), mood(28, mood=90)]
    measures = all_series(entries, day(0), day(40))

    first, second = by_step(lived(plan()), measures, frozenset({day(0), day(1), day(5)}), day(0), day(40))

    assert (first.days_logged, first.of("mood").n, first.of("pain").n, first.of("sleep").n) == (3, 2, 1, 0)
    assert first.of("mood").median == 5
    assert first.of("sleep") == Spread(0)
    assert second.days_logged == 0
    assert second.of("mood").median == 9
    assert tuple(name for name, _ in second.spreads) == SHOWN


def test_a_measure_that_is_not_there_has_no_n() -> None:
    (only,) = by_step(lived(plan()), (), EVERY, day(0), day(1))

    assert only.of("mood") == Spread(0)


@pytest.mark.no_cover
@given(st.sets(st.integers(-20, 110)), st.integers(-20, 110), st.integers(1, 130))
def test_n_adds_up_over_the_stretches(days: set[int], since: int, length: int) -> None:
    until = since + length
    entries = [mood(n, mood=50) for n in days]
    logged = frozenset(day(n) for n in days)
    measure = series("mood", entries, day(since), day(until))

    views = by_step(lived(plan()), [measure], logged, day(since), day(until))

    within = sum(1 for n in days if since <= n < until)
    assert sum(view.of("mood").n for view in views) == measure.n == within
    assert sum(view.days_logged for view in views) == within
    assert sum(view.days for view in views) == length


def test_what_is_shown_besides_is_of_the_same_days() -> None:
    energy = series("energy", [mood(n, energy=10 * n) for n in range(5)], day(0), day(5))
    view = by_step(lived(plan()), (energy,), frozenset({day(-1), day(0), day(27), day(28)}), day(-10), day(94))[1]

    assert [name for name, _ in view.more] == list(MORE)
    assert dict(view.more)["energy"].n == 5
    assert dict(view.more)["energy"].median == 2
    assert [one.n for name, one in view.more if name != "energy"] == [0] * (len(MORE) - 1)
    assert (view.first, view.last, view.days_logged) == (day(0), day(27), 2)
