"""Slow change: each of its numbers, just under and just at it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from diaries import day
from oidtrack.insight.diary import Diary
from oidtrack.insight.early import drift as rules
from oidtrack.insight.early.drift import ALONE, CLEAR, HARDLY_SWINGS, POINT, SLOW_WEEKS, SMALL, TOGETHER, YEAR_WEEKS
from oidtrack.insight.early.levels import RECENT_WEEKS, STRETCH_WEEKS, WEEK, Level, Shift


def shift(measure: str, by: int, strays: int = 100, n: int = 50) -> Shift:
    return Shift(measure, Level(n, 0, strays), Level(n, by, strays))


def seen(*shifts: Shift) -> rules._Seen:
    return rules._Seen(20, 10, shifts)


@pytest.mark.parametrize(("by", "begins"), [(POINT - 1, False), (POINT, True)])
def test_a_point_and_no_less(by: int, begins: bool) -> None:
    assert (
        seen(*(shift(name, n, n=90) for name, n in (("mood", by), ("interest", 90), ("energy", 90)))).begins is begins
    )


def rated(weight: int, by: int, strays: int, n: int = 11) -> tuple[rules._Seen, rules._Seen]:
    """A shift of mood, and of interest the largest that leaves both under a weight; the same a hundredth further."""
    mood_shift = shift("mood", by, strays, n)
    several = (seen(mood_shift, shift("interest", more, 100, 40)) for more in range(400))
    found = [(one, other) for one, other in pairwise(several) if one.rated < weight <= other.rated]
    assert len(found) == 1
    return found[0]


def test_all_together() -> None:
    under, at = rated(TOGETHER, POINT, HARDLY_SWINGS + 1, 40)

    assert at.alone < ALONE

    assert (under.begins, at.begins) == (False, True)


def test_small_ones_together() -> None:
    under, at = rated(SMALL, 99, HARDLY_SWINGS)

    assert max(one.by for one in at.shifts) < POINT
    assert (under.begins, at.begins) == (False, True)


@pytest.mark.parametrize(("strays", "begins"), [(HARDLY_SWINGS + 1, False), (HARDLY_SWINGS, True)])
def test_days_that_hardly_swing(strays: int, begins: bool) -> None:
    one = seen(shift("mood", 65, strays, 50))

    assert one.rated >= SMALL
    assert one.begins is begins


@pytest.mark.parametrize(("by", "begins"), [(-1, False), (0, True)])
def test_one_alone(by: int, begins: bool) -> None:
    enough = next(n for n in range(100, 200) if shift("sleep", n).weight >= ALONE)

    assert seen(shift("sleep", enough + by)).begins is begins


def test_it_lasts_while_half_of_it_is_there() -> None:
    under, at = rated(SMALL // 2, 10, HARDLY_SWINGS)

    assert (under.lasts, at.lasts) == (False, True)


@pytest.mark.parametrize(("n", "lasts"), [(24, False), (25, True)])
def test_one_alone_lasts_while_half_of_it_is_there(n: int, lasts: bool) -> None:
    one = shift("sleep", POINT, 100, n)

    assert (2 * one.weight >= ALONE) is lasts
    assert seen(one).lasts is lasts


def weeks(middles: dict[int, int], n: int = 80) -> list[dict[str, Level]]:
    """Levels of mood by week, 0 where nothing else is said."""
    return [{"mood": Level(20, middles.get(week, 0), 80)} for week in range(n)]


@pytest.mark.parametrize(("back", "known"), [(SLOW_WEEKS, True), (SLOW_WEEKS + 1, False)])
def test_a_fall_is_no_older_than_sixteen_weeks(back: int, known: bool) -> None:
    recent = weeks({week: 150 for week in range(80) if week != 60 - back})
    at = rules._Seen(60, 10, (shift("mood", 150),))

    assert rules._since(recent, at) == (WEEK * (60 - back) if known else None)


@pytest.mark.parametrize(("by", "week"), [(74, 59), (75, 58)])
def test_it_began_when_half_of_the_way_was_gone(by: int, week: int) -> None:
    recent = weeks({59: by, 60: 150})

    assert rules._since(recent, rules._Seen(60, 10, (shift("mood", 150),))) == WEEK * week


@pytest.mark.parametrize(("end", "held"), [(YEAR_WEEKS - STRETCH_WEEKS + 1, 0), (YEAR_WEEKS - STRETCH_WEEKS, -50)])
def test_no_stretch_that_begins_more_than_a_year_ago(end: int, held: int) -> None:
    """No season of last year is on record here."""
    stretches = weeks({60 - end: -50})
    stretches[60 - YEAR_WEEKS + (STRETCH_WEEKS - RECENT_WEEKS) // 2] = {}
    at = rules._seen(weeks({}), stretches, 60)

    assert at is not None
    assert at.shifts[0].before.middle == held


@pytest.mark.parametrize(("back", "held"), [(RECENT_WEEKS - 1, 0), (RECENT_WEEKS, -50)])
def test_no_stretch_that_has_part_in_the_last_four_weeks(back: int, held: int) -> None:
    stretches = weeks({40 - back: -50})
    at = rules._seen(weeks({}), stretches, 40)

    assert at is not None
    assert at.shifts[0].before.middle == held


@pytest.mark.parametrize(("season", "held"), [(-60, -50), (-50, -50), (-40, -40)])
def test_the_worse_of_the_best_stretch_and_the_same_season(season: int, held: int) -> None:
    at_season = 70 - YEAR_WEEKS + (STRETCH_WEEKS - RECENT_WEEKS) // 2
    at = rules._seen(weeks({}), weeks({at_season: season, 50: -50}), 70)

    assert at is not None
    assert at.shifts[0].before.middle == held


@pytest.mark.parametrize(("less", "named"), [(1, ["mood"]), (0, ["mood", "pain"])])
def test_a_measure_is_named_where_it_is_clear(less: int, named: list[str]) -> None:
    clear = next(n for n in range(400) if shift("pain", n, 100, 20).weight >= CLEAR)
    at = rules._Seen(20, 10, (shift("mood", 300), shift("pain", clear - less, 100, 20)))
    nothing = Diary(day(0), (), (None,) * 200)
    found = rules._drift(nothing, weeks({}), at, (day(0), day(0)))

    assert [one.shift.measure for one in found.moved] == named


@pytest.mark.parametrize(
    ("season", "worse"),
    [
        ({"mood": -49}, True),
        ({"mood": -60, "sleep": 900}, False),
        ({"mood": -60, "energy": 900}, False),
        ({"mood": -60, "pain": -38}, True),
        ({"mood": -60, "pain": -40}, False),
    ],
)
def test_a_season_is_ranked_by_what_is_rated_now_without_sleep(season: dict[str, int], worse: bool) -> None:
    """Against a best stretch of -50; nobody rates energy any more."""
    at_season = 70 - YEAR_WEEKS + (STRETCH_WEEKS - RECENT_WEEKS) // 2
    now = {name: Level(20, 0, 80) for name in ("mood", "pain", "sleep")}
    stretches = weeks({50: -50})
    stretches[at_season] = {name: Level(20, middle, 80) for name, middle in season.items()}
    at = rules._seen([now] * 80, stretches, 70)

    assert at is not None
    assert at.stretch == (at_season if worse else 50)


def test_the_best_stretch_is_the_best_over_the_ratings_of_now() -> None:
    """Of mood and pain together; in mood alone week 30 would be, with energy that nobody rates now week 35."""
    stretches = weeks({})
    stretches[60 - YEAR_WEEKS + (STRETCH_WEEKS - RECENT_WEEKS) // 2] = {}
    stretches[30] = {"mood": Level(20, -60, 80), "pain": Level(20, 40, 80), "sleep": Level(20, -900, 80)}
    stretches[35] = {"mood": Level(20, -5, 80), "energy": Level(20, -900, 80)}
    stretches[40] = {"mood": Level(20, -40, 80), "pain": Level(20, 0, 80), "sleep": Level(20, 900, 80)}
    now = {name: Level(20, 0, 80) for name in ("mood", "pain", "sleep")}
    at = rules._seen([now] * 80, stretches, 60)

    assert at is not None
    assert at.stretch == 40
    assert [one.measure for one in at.shifts] == ["mood", "pain", "sleep"]


@pytest.mark.parametrize(("by", "small"), [(POINT - 1, True), (POINT, False)])
def test_a_drift_is_small_under_a_point(by: int, small: bool) -> None:
    nothing = Diary(day(0), (), (None,) * 200)
    found = rules._drift(nothing, weeks({}), rules._Seen(20, 10, (shift("mood", by),)), (day(0), day(0)))

    assert found.small is small
