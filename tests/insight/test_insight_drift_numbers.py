"""Slow change: each of its numbers, just under and just at it. The numbers stand here as they are meant to be."""

from __future__ import annotations

import pytest

from diaries import day
from oidtrack.insight.diary import Diary
from oidtrack.insight.early import drift as rules
from oidtrack.insight.early.levels import Level, Shift


def shift(measure: str, by: int, strays: int = 100, n: int = 50) -> Shift:
    return Shift(measure, Level(n, 0, strays), Level(n, by, strays))


def seen(*shifts: Shift) -> rules._Seen:
    return rules._Seen(20, 10, shifts)


@pytest.mark.parametrize(("by", "begins"), [(99, False), (100, True)])
def test_a_point_and_no_less(by: int, begins: bool) -> None:
    assert (
        seen(*(shift(name, n, n=90) for name, n in (("mood", by), ("interest", 90), ("energy", 90)))).begins is begins
    )


@pytest.mark.parametrize(("by", "begins"), [(99, False), (100, True)])
def test_one_alone_is_a_point_as_well(by: int, begins: bool) -> None:
    one = seen(shift("sleep", by, n=300))

    assert one.begins is one.lasts is begins


@pytest.mark.parametrize(("strays", "n", "weighs"), [(85, 56, 699), (76, 45, 700)])
def test_all_together(strays: int, n: int, weighs: int) -> None:
    """Mood and interest a point worse, where neither is enough alone."""
    both = seen(shift("mood", 100, 76, 40), shift("interest", 100, strays, n))

    assert both.rated == weighs
    assert both.alone < 700
    assert both.begins is (weighs >= 700)


@pytest.mark.parametrize(("strays", "n", "weighs"), [(76, 47, 399), (78, 50, 400)])
def test_small_ones_together(strays: int, n: int, weighs: int) -> None:
    both = seen(shift("mood", 99, 75, 11), shift("interest", 60, strays, n))

    assert both.rated == weighs
    assert both.begins is (weighs >= 400)


@pytest.mark.parametrize(("strays", "begins"), [(76, False), (75, True)])
def test_days_that_hardly_swing(strays: int, begins: bool) -> None:
    one = seen(shift("mood", 65, strays, 50))

    assert 400 <= one.rated < 700
    assert one.begins is begins


@pytest.mark.parametrize(("strays", "n", "weighs"), [(77, 58, 699), (82, 66, 700)])
def test_one_alone(strays: int, n: int, weighs: int) -> None:
    one = shift("sleep", 100, strays, n)

    assert one.weight == weighs
    assert seen(one).begins is (weighs >= 700)


@pytest.mark.parametrize(("strays", "n", "weighs"), [(78, 75, 199), (76, 72, 200)])
def test_it_lasts_while_half_of_it_is_there(strays: int, n: int, weighs: int) -> None:
    both = seen(shift("mood", 10, 75, 11), shift("interest", 40, strays, n))

    assert both.rated == weighs
    assert both.lasts is (weighs >= 200)


@pytest.mark.parametrize(("strays", "n", "weighs"), [(95, 22, 349), (99, 24, 350)])
def test_one_alone_lasts_while_half_of_it_is_there(strays: int, n: int, weighs: int) -> None:
    one = shift("sleep", 100, strays, n)

    assert one.weight == weighs
    assert seen(one).lasts is (weighs >= 350)


def weeks(middles: dict[int, int], n: int = 80) -> list[dict[str, Level]]:
    """Levels of mood by week, 0 where nothing else is said."""
    return [{"mood": Level(20, middles.get(week, 0), 80)} for week in range(n)]


@pytest.mark.parametrize(("back", "known"), [(16, True), (17, False)])
def test_a_fall_is_no_older_than_sixteen_weeks(back: int, known: bool) -> None:
    recent = weeks({week: 150 for week in range(80) if week != 60 - back})
    at = rules._Seen(60, 10, (shift("mood", 150),))

    assert rules._since(recent.__getitem__, at) == (7 * (60 - back) if known else None)


@pytest.mark.parametrize(("by", "week"), [(74, 59), (75, 58)])
def test_it_began_when_half_of_the_way_was_gone(by: int, week: int) -> None:
    recent = weeks({59: by, 60: 150})

    assert rules._since(recent.__getitem__, rules._Seen(60, 10, (shift("mood", 150),))) == 7 * week


def test_nothing_before_the_first_week_is_looked_at() -> None:
    """Week 0 has no days; a number under it would count from the last week back."""
    recent = weeks(dict.fromkeys(range(10), 150), 11)

    assert rules._since([{}, *recent[1:]].__getitem__, rules._Seen(9, 5, (shift("mood", 150),))) is None


@pytest.mark.parametrize(("end", "held"), [(19, 0), (20, -50)])
def test_no_stretch_that_begins_more_than_a_year_ago(end: int, held: int) -> None:
    """At the end of week 60: one that ends with week 20 began 52 weeks ago. No season of last year is on record."""
    stretches = weeks({end: -50})
    stretches[12] = {}
    at = rules._seen(weeks({}).__getitem__, stretches.__getitem__, 60)

    assert at is not None
    assert at.shifts[0].before.middle == held


@pytest.mark.parametrize("week", [30, 47])
def test_in_the_first_year_no_stretch_is_looked_for_before_the_diary(week: int) -> None:
    """The last of all stretches is the best, or the worst: it lies after this week."""
    for last in (-50, 50):
        at = rules._seen(weeks({}).__getitem__, weeks({79: last}).__getitem__, week)

        assert at is not None
        assert at.shifts[0].before.middle == 0


@pytest.mark.parametrize(("back", "held"), [(3, 0), (4, -50)])
def test_no_stretch_that_has_part_in_the_last_four_weeks(back: int, held: int) -> None:
    stretches = weeks({40 - back: -50})
    at = rules._seen(weeks({}).__getitem__, stretches.__getitem__, 40)

    assert at is not None
    assert at.shifts[0].before.middle == held


@pytest.mark.parametrize(("season", "held"), [(-60, -50), (-50, -50), (-40, -40)])
def test_the_worse_of_the_best_stretch_and_the_same_season(season: int, held: int) -> None:
    """Weeks 67 to 70 lie in the middle of the twelve that ended 48 weeks before: four before them, four after."""
    at = rules._seen(weeks({}).__getitem__, weeks({22: season, 50: -50}).__getitem__, 70)

    assert at is not None
    assert at.shifts[0].before.middle == held


@pytest.mark.parametrize(
    ("strays", "n", "weighs", "named"), [(127, 20, 249, ["mood"]), (141, 25, 250, ["mood", "pain"])]
)
def test_a_measure_is_named_where_it_is_clear(strays: int, n: int, weighs: int, named: list[str]) -> None:
    pain = shift("pain", 100, strays, n)
    at = rules._Seen(20, 10, (shift("mood", 300), pain))
    nothing = Diary(day(0), (), (None,) * 200)
    found = rules._drift(nothing, weeks({}).__getitem__, at, (day(0), day(0)))

    assert pain.weight == weighs
    assert [one.shift.measure for one in found.moved] == named


def test_the_clearest_is_named_in_any_case() -> None:
    """While it lasts, the clearest may weigh less than that."""
    nothing = Diary(day(0), (), (None,) * 200)
    pain = shift("pain", 100, 127, 20)
    found = rules._drift(
        nothing, weeks({}).__getitem__, rules._Seen(20, 10, (shift("mood", 10), pain)), (day(0), day(0))
    )

    assert [one.shift for one in found.moved] == [pain]


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
    now = {name: Level(20, 0, 80) for name in ("mood", "pain", "sleep")}
    stretches = weeks({50: -50})
    stretches[22] = {name: Level(20, middle, 80) for name, middle in season.items()}
    at = rules._seen(([now] * 80).__getitem__, stretches.__getitem__, 70)

    assert at is not None
    assert at.stretch == (22 if worse else 50)


def test_the_best_stretch_is_the_best_over_the_ratings_of_now() -> None:
    """Of mood and pain together; in mood alone week 30 would be, with energy that nobody rates now week 35."""
    stretches = weeks({})
    stretches[12] = {}
    stretches[30] = {"mood": Level(20, -60, 80), "pain": Level(20, 40, 80), "sleep": Level(20, -900, 80)}
    stretches[35] = {"mood": Level(20, -5, 80), "energy": Level(20, -900, 80)}
    stretches[40] = {"mood": Level(20, -40, 80), "pain": Level(20, 0, 80), "sleep": Level(20, 900, 80)}
    now = {name: Level(20, 0, 80) for name in ("mood", "pain", "sleep")}
    at = rules._seen(([now] * 80).__getitem__, stretches.__getitem__, 60)

    assert at is not None
    assert at.stretch == 40
    assert [one.measure for one in at.shifts] == ["mood", "pain", "sleep"]


@pytest.mark.parametrize(("by", "small"), [(99, True), (100, False)])
def test_a_drift_is_small_under_a_point(by: int, small: bool) -> None:
    nothing = Diary(day(0), (), (None,) * 200)
    found = rules._drift(nothing, weeks({}).__getitem__, rules._Seen(20, 10, (shift("mood", by),)), (day(0), day(0)))

    assert found.small is small


def test_the_four_week_middles_are_those_of_now_and_of_4_8_and_12_weeks_before() -> None:
    by_week = weeks({week: week for week in range(80)})

    assert rules._months(by_week.__getitem__, 40, "mood") == (28, 32, 36, 40)
    assert rules._months(by_week.__getitem__, 12, "mood") == (0, 4, 8, 12)
    assert rules._months(by_week.__getitem__, 11, "mood") == (None, 3, 7, 11)


@pytest.mark.parametrize(("stretch", "first"), [(11, 0), (12, 0), (13, 7)])
def test_the_stretch_is_named_by_its_twelve_weeks(stretch: int, first: int) -> None:
    nothing = Diary(day(0), (), (None,) * 200)
    found = rules._drift(
        nothing, weeks({}).__getitem__, rules._Seen(20, stretch, (shift("mood", 150),)), (day(0), day(0))
    )

    assert found.best == (day(first), day(7 * stretch))
