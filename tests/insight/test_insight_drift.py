"""Slow change: what is found, what is not, since when it is, and when it is over."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from msgspec.structs import replace

from diaries import day, mood
from oidtrack.insight.diary import DRIFTING, Column, Diary, diary
from oidtrack.insight.early.drift import BACK_WEEKS, Drift, drift, drifts

RATED = ("mood", "interest", "energy")


def made(cuts: tuple[int, ...] = (), /, **columns: Column) -> Diary:
    days = len(next(iter(columns.values())))
    return Diary(day(0), tuple(columns.items()), (None,) * days, cuts)


def level(points: list[float], seed: int = 1, swing: int = 1) -> tuple[int, ...]:
    """Ratings around a level; a level of 6 is a column of about -600."""
    dice = Random(seed)
    return tuple(-100 * round(value + dice.choice((-swing, 0, 0, swing))) for value in points)


def falling(since: int, days: int, by: float, length: int) -> list[float]:
    return [6.5 - by * min(1.0, max(0.0, (n - since) / days)) for n in range(length)]


def whole(since: int = 150, length: int = 280) -> Diary:
    points = falling(since, 90, 2, length)
    return made(mood=level(points), interest=level(points, 2), energy=level(points, 3))


def test_steady_days_are_no_drift() -> None:
    steady = [6.5] * 400

    assert drifts(made(mood=level(steady), interest=level(steady, 2))) == ()
    assert drift(made(mood=())) is None
    assert drift(made(energy=level(steady))) is None


def test_a_slow_fall_is_found_before_its_full_depth() -> None:
    found = drifts(whole())

    assert len(found) == 1
    assert day(170) <= found[0].since < found[0].noticed <= day(230)
    assert found[0].best[1] <= day(200)
    assert {one.shift.measure for one in found[0].moved} == set(RATED)
    assert found[0].over is None
    assert not found[0].small
    assert drift(whole()) == found[0]


def test_the_four_week_middles_tell_the_way_down() -> None:
    clearest = drifts(whole())[0].moved[0]

    assert len(clearest.months) == 4
    months = [value for value in clearest.months if value is not None]
    assert months == sorted(months)
    assert months[-1] == clearest.shift.now.middle


def test_middles_that_are_not_known_are_none() -> None:
    known = whole()
    mute = tuple((name, (None,) * 100 + column[100:]) for name, column in known.columns)
    gap = tuple((name, (*column[:218], *(None,) * 34, *column[252:])) for name, column in known.columns)

    assert drifts(Diary(day(0), mute, known.withdrawal))[0].since >= day(170)
    assert None in drifts(Diary(day(0), gap, known.withdrawal))[0].moved[0].months


@pytest.mark.no_cover
def test_since_stays_what_it_was_on_every_later_evening() -> None:
    """The diary that is read begins later every week, and ends later every day."""
    entries = [
        mood(n, mood=-value // 10, interest=-other // 10)
        for n, (value, other) in enumerate(
            zip(level(falling(500, 90, 3, 760)), level(falling(500, 90, 3, 760), 2), strict=True)
        )
    ]
    said: list[Drift] = []
    for today in range(540, 700):
        first = day(today) - timedelta(days=7 * BACK_WEEKS)
        first -= timedelta(days=first.weekday())
        found = drift(diary(entries, (), first, day(today + 1), DRIFTING))
        said += [found] if found is not None else []

    assert len(said) > 100
    assert len({(one.since, one.noticed) for one in said}) == 1


def test_a_winter_as_every_winter_is_no_drift() -> None:
    """One point and a half less in the same months of two years: said in the first, not in the second."""
    year = [6.5] * 200 + [5.0] * 100 + [6.5] * 64
    points = (year * 2)[:640]
    found = drifts(made(mood=level(points), interest=level(points, 2)))

    assert [day(200) < one.noticed < day(300) for one in found] == [True]


def test_a_worse_winter_than_every_winter_is_one() -> None:
    points = [6.5] * 200 + [5.5] * 100 + [6.5] * 264 + [3.5] * 70
    found = drifts(made(mood=level(points), interest=level(points, 2)))

    assert [one.noticed > day(564) for one in found][-1]


def test_a_second_one_is_found_after_the_first_is_over() -> None:
    points = [6.5] * 150 + [4.5] * 60 + [6.5] * 120 + [3.5] * 50
    days = made(mood=level(points), interest=level(points, 2))
    first, second = drifts(days)

    assert (first.since, first.noticed, first.over) == (day(161), day(168), day(231))
    assert (second.since, second.over) == (day(336), None)
    assert second.noticed == day(350)
    assert second.moved[0].shift.now.middle == -400
    assert drift(days) == second

    after = drifts(made(mood=level([*points, *[6.5] * 60]), interest=level([*points, *[6.5] * 60], 2)))
    assert (after[0], after[1].since) == (first, second.since)
    assert after[1].over == day(406)


def test_it_is_over_when_it_is_over() -> None:
    points = [*falling(150, 90, 2, 280), *[6.5] * 60]
    found = drifts(made(mood=level(points), interest=level(points, 2)))

    assert len(found) == 1
    assert found[0].over is not None
    assert day(280) < found[0].over <= day(320)


def test_days_after_cuts_are_no_drift() -> None:
    points = [6.5 - (2.5 if n >= 150 and (n - 150) % 28 < 10 else 0) for n in range(300)]
    cuts = tuple(range(150, 300, 28))

    assert drifts(made(cuts, mood=level(points), interest=level(points, 2))) == ()


@pytest.mark.parametrize("hours", [(750, 600), (700, 850)])
def test_sleep_alone_may_change_either_way(hours: tuple[int, int]) -> None:
    nights = tuple((hours[0] if n < 200 else hours[1]) + 10 * (n % 5) for n in range(260))
    found = drift(made(mood=level([6.5] * 260), sleep=nights))

    assert found is not None
    assert [one.shift.measure for one in found.moved] == ["sleep"]


def test_pain_alone_may_rise() -> None:
    pain = tuple(-value for value in level([4.0] * 200 + [6.0] * 60))
    found = drift(made(mood=level([6.5] * 260), pain=pain))

    assert found is not None
    assert [one.shift.measure for one in found.moved] == ["pain"]
    assert drift(made(mood=level([6.5] * 260), pain=tuple(reversed(pain)))) is None


def test_small_shifts_in_one_direction_count_together() -> None:
    """0.4 of a point where mood strays by half a point; one measure alone is not enough."""

    def small(seed: int) -> Column:
        dice = Random(seed)
        usual = [-600 - 100 * (dice.random() < 0.5) for _ in range(200)]
        return (*usual, *(-600 + 100 * (dice.random() < 0.1) for _ in range(42)))

    together = drift(made(mood=small(1), interest=small(2), energy=small(3), motivation=small(4)))

    assert together is not None
    assert together.small


@pytest.mark.parametrize(("weeks", "over"), [(6, False), (7, True)])
def test_silence_ends_it(weeks: int, over: bool) -> None:
    """The last four weeks have too few answers from the fourth silent week on; four weeks later it is over."""
    known = whole(length=7 * 40)
    silent = tuple((name, (*column, *(None,) * (7 * weeks))) for name, column in known.columns)
    found = drifts(Diary(day(0), silent, (None,) * (known.length + 7 * weeks)))

    assert (found[0].over is not None) is over


@pytest.mark.parametrize(("weeks", "over"), [(25, False), (26, True)])
def test_after_half_a_year_it_is_how_things_are(weeks: int, over: bool) -> None:
    first = drifts(whole())[0]
    length = (first.noticed - day(0)).days + 7 * weeks
    found = drifts(whole(length=length))

    assert (found[0].over is not None) is over
    assert len(found) == 1


def test_a_low_that_is_old_is_no_drift() -> None:
    """Low for longer than sixteen weeks before the better stretch can be known to be better."""
    points = [6.5] * 90 + [4.0] * 300
    silent: Column = tuple(None if 90 <= n < 240 else value for n, value in enumerate(level(points)))

    assert drifts(made(mood=silent)) == ()
    assert len(drifts(made(mood=level(points)))) == 1


def test_what_is_over_stays_as_it_was_seen_last() -> None:
    points = [*falling(150, 90, 2, 280), *[6.5] * 60]
    columns = {"mood": level(points), "interest": level(points, 2)}
    found = drifts(made(**columns))[0]
    assert found.over is not None
    before = (found.over - day(0)).days - 7
    held = drift(made(**{name: column[:before] for name, column in columns.items()}))

    assert held is not None
    assert found == replace(held, over=found.over)
