"""Made-up people for the study of slow, quick and small changes, and of the two questions of the PHQ-2.

Nobody lived this; docs/studies.md says what is assumed. The same seed gives the same person, on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, product
from random import Random

from oidtrack.insight.diary import Column, Diary

FIRST = date(2024, 1, 1)
DAYS = 730
RATINGS = ("mood", "interest", "motivation", "energy")
LOGGED = (0.3, 0.5, 0.8)
FALLS = tuple(product((2.0, 3.0), (60, 90, 120)))
QUICK = (2.0, 14)
"""Points of a quick fall, and the most days that it takes: 3 or more; then it lasts 21 to 90 days."""
HOLD, RECOVERY = 60, 10
SHIFT, SHIFT_RAMP, SHIFT_HOLD = 0.8, 7, 84
PATIENT = (0.2, 1.0)
"""The share of weeks in which somebody answers the two questions when they are offered: by person, six in ten on
average. In the other weeks they leave them blank on each evening."""
_TRACKED = (("interest", 0.8), ("motivation", 0.6), ("energy", 0.8), ("pain", 0.8), ("sleep", 0.85))


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one person: days to full depth from `onset` on, then days at full depth.

    Attributes:
        onset: Its first day.
        ramp: Days to full depth.
        hold: Days at full depth.
        depth: Points that each measure gets worse by, hours for sleep (either way).
        points: Points of mood; None for a small steady shift.
    """

    onset: int
    ramp: int
    hold: int
    depth: dict[str, float]
    points: float | None

    @property
    def end(self) -> int:
        """First day on which it is over."""
        return self.onset + self.ramp + self.hold + RECOVERY

    def there(self, day: int) -> float:
        """0 to 1: how much of it is there on a day."""
        since = day - self.onset
        if since < self.ramp:
            return max(0.0, (since + 1) / self.ramp)
        return min(1.0, max(0.0, 1 - (since - self.ramp - self.hold) / RECOVERY))


@dataclass(frozen=True, slots=True)
class Truth:
    """What made the days of a person, which nobody sees; by measure, higher meaning worse, of sleep longer.

    Attributes:
        alike: The share of a day that is as the one before.
        strays: Daily ups and downs in points.
        sleeps: Whether a change brings more sleep (1) or less (-1).
        steady: Level, weekdays and dips of each day.
        slow: Season, wander and good fortnights of each day.
    """

    alike: float
    strays: dict[str, float]
    sleeps: int
    steady: dict[str, list[float]]
    slow: dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Person:
    """One made-up person with what they wrote down, what they would answer, and what was true.

    Attributes:
        diary: Without questionnaires.
        would: The points of a PHQ-2 on each day, were it asked.
        willing: Whether an offer of it would be answered on that day.
        change: What happens to them.
        noise: Daily ups and downs of mood, in points.
        logged: Share of days with an entry.
        cut_every: Days between cuts, or None.
        truth: What made their days.
    """

    diary: Diary
    would: tuple[int, ...]
    willing: tuple[bool, ...]
    change: Change | None
    noise: float
    logged: float
    cut_every: int | None
    truth: Truth


@dataclass(frozen=True, slots=True)
class _Days:
    """What weighs on each day whatever the measure: season, slow ups and downs, good weeks; dips; withdrawal."""

    slow: list[float]
    dips: list[float]
    symptoms: list[float]


def person(seed: int, kind: str, logged: float, fall: tuple[float, int] = (2.0, 90)) -> Person:
    """A person of `DAYS` days.

    Args:
        seed: Any number.
        kind: `calm`, `fall`, `new` (a quick fall on day 25 to 69 of a diary) or `steady`.
        logged: Share of days with an entry.
        fall: Points and days to full depth, for a fall.
    """
    dice = Random(f"{seed} {kind} {logged} {fall}")  # noqa: S311 - made-up people, no secret
    calm = kind == "steady" or dice.random() < 0.25
    noise = dice.uniform(0.4, 0.7) if calm else dice.uniform(0.7, 1.3)
    alike = dice.uniform(0.2, 0.6)
    there, (every, cuts) = _answered(dice, logged), _cuts(dice)
    days = _days(dice, cuts, noise)
    change = None if kind == "calm" else _change(dice, noise, None if kind == "steady" else fall)
    if change is not None and kind == "new":
        change = replace(change, onset=dice.randrange(25, 70))
    columns, truth = _columns(dice, (noise, alike), days, change)
    kept = {name for name, share in _TRACKED if dice.random() < share} | {"mood"}
    seen = tuple((name, _seen(column, there)) for name, column in columns.items() if name in kept)
    diary = Diary(FIRST, seen, _withdrawal(dice, days, there), cuts)
    low = _lower(columns["mood"], DAYS if change is None else change.onset)
    would = two_questions(Random(f"two {seed} {kind} {logged} {fall}"), low)  # noqa: S311
    willing = _willing(Random(f"willing {seed} {logged}"))  # noqa: S311
    return Person(diary, would, willing, change, noise, logged, every, truth)


def _answered(dice: Random, logged: float) -> list[bool]:
    """Days with an entry; gaps come in runs, and one run of two to five weeks in four people of ten."""
    missing, run, here, days = 1 - logged, dice.uniform(1.3, 4), True, []
    run = max(run, missing / logged)
    for _ in range(DAYS):
        here = dice.random() >= missing / logged / run if here else dice.random() < 1 / run
        days.append(here)
    if dice.random() < 0.4:
        first, long = dice.randrange(DAYS), dice.randint(14, 35)
        days[first : first + long] = [False] * len(days[first : first + long])
    return days


def _cuts(dice: Random) -> tuple[int | None, tuple[int, ...]]:
    """Two people in three taper: one in four of these every two weeks, the others every four."""
    if dice.random() >= 2 / 3:
        return None, ()
    every, first = dice.choice((14, 28, 28, 28)), dice.randrange(20, 500)
    return every, tuple(range(first, DAYS, every))[:12]


def _days(dice: Random, cuts: tuple[int, ...], noise: float) -> _Days:
    """Season either way, a wander that lasts weeks, one good fortnight a year: in parts of the daily ups and downs."""
    season, phase = noise * dice.uniform(0, 0.5), dice.uniform(0, 365)
    wander, like = noise * dice.uniform(0, 0.3), math.exp(-1 / 28)
    slow, now = [], dice.gauss(0, 1)
    good = [dice.randrange(year, year + 351) for year in (0, 365)]
    for day in range(DAYS):
        now = like * now + (1 - like**2) ** 0.5 * dice.gauss(0, 1)
        better = noise if any(first <= day < first + 14 for first in good) else 0.0
        slow.append(season * math.sin(2 * math.pi * (day + phase) / 365) + wander * now + better)
    dips, symptoms = [0.0] * DAYS, [0.0] * DAYS
    for cut in cuts:
        first, long, depth, rated = (
            cut + dice.randint(0, 2),
            dice.randint(3, 10),
            dice.uniform(1, 2.5),
            dice.uniform(3, 9),
        )
        if dice.random() < 0.7:
            for day in range(first, min(first + long, DAYS)):
                dips[day], symptoms[day] = dips[day] + depth, symptoms[day] + rated
    return _Days(slow, dips, symptoms)


def _change(dice: Random, noise: float, fall: tuple[float, int] | None) -> Change:
    onset = dice.randrange(120, DAYS - 200)
    if fall is None:
        depth = {name: noise * dice.uniform(0.4, 1) for name in (*RATINGS, "pain", "sleep")}
        return Change(onset, SHIFT_RAMP, SHIFT_HOLD, {**depth, "mood": SHIFT * noise}, None)
    points, ramp = fall
    hold = HOLD
    if fall == QUICK:
        ramp, hold = dice.randint(3, QUICK[1]), dice.randint(21, 90)
    depth = {name: points * dice.uniform(0.5, 1) for name in RATINGS}
    depth |= {"mood": points, "pain": points * dice.uniform(0, 0.6), "sleep": dice.uniform(0.5, 1.5)}
    return Change(onset, ramp, hold, depth, points)


def a_change(who: Person, fall: tuple[float, int]) -> Change:
    """A change that somebody might have had: what is looked for in people in whom nothing changes."""
    return _change(Random(f"{who.noise}"), who.noise, fall)  # noqa: S311 - made-up people, no secret


def _columns(
    dice: Random, ways: tuple[float, float], days: _Days, change: Change | None
) -> tuple[dict[str, list[int]], Truth]:
    """Whole points 0 to 10, higher meaning worse: own level, days alike, half of the ups and downs shared."""
    noise, alike = ways
    fresh, week, weekday = (1 - alike**2) ** 0.5, dice.uniform(0, 0.5), dice.randrange(7)
    level = {name: dice.uniform(5, 7.5) for name in RATINGS} | {
        "pain": dice.uniform(3, 6),
        "sleep": dice.uniform(6.2, 8),
    }
    strays = dict.fromkeys(RATINGS, noise) | {"pain": noise, "sleep": dice.uniform(0.6, 1.2)}
    sleeps = dice.choice((-1, 1))
    shared, own = dice.gauss(0, 1), {name: dice.gauss(0, 1) for name in level}
    found: dict[str, list[int]] = {name: [] for name in level}
    truth = Truth(alike, strays, sleeps, {name: [] for name in level}, {name: [] for name in level})
    for day in range(DAYS):
        shared = alike * shared + fresh * dice.gauss(0, 1)
        wave = week * (1.0 if (day + weekday) % 7 >= 5 else -0.4)
        for name in level:
            own[name] = alike * own[name] + fresh * dice.gauss(0, 1)
            worse = change.depth[name] * change.there(day) if change else 0.0
            noisy = strays[name] * (own[name] + shared) * 0.5**0.5
            share = {"mood": 1.0, "pain": -0.5, "sleep": 0.0}.get(name, 0.7)
            steady = level[name] + share * (wave - days.dips[day]) - 0.8 * (name == "sleep" and days.dips[day] > 0)
            sign = 1 if name in {"pain", "sleep"} else -1
            truth.steady[name].append(sign * steady)
            truth.slow[name].append(sign * share * days.slow[day])
            steady += share * days.slow[day]
            if name == "sleep":
                hours = steady + strays[name] * own[name] + sleeps * worse
                found[name].append(25 * max(0, round(4 * hours)))
                continue
            # a bad day is bad in pain too: what is shared makes both worse
            value = steady + worse - noisy if name == "pain" else steady + noisy - worse
            found[name].append(sign * 100 * max(0, min(10, round(value))))
    return found, truth


def _lower(mood: list[int], onset: int) -> list[float]:
    """Points that each day lies under the own middle before any change, what is not written down too."""
    middle = sorted(mood[:onset])[onset // 2]
    return [(value - middle) / 100 for value in mood]


def two_questions(dice: Random, low: Sequence[float]) -> tuple[int, ...]:
    """The PHQ-2 of each day, were it asked: an own usual score, the mood of two weeks whatever lowered it, and chance.

    Set so that about one answer in ten says yes on ordinary days and six in ten two points lower: a little worse than
    the published figures, and the same people say yes again and again. Dips after cuts, seasons and a wander raise it.
    The chance part is like that of the day before and lasts for two weeks, since these overlap: whoever is asked again
    after some days says nearly the same, and asking often draws no new lots.
    """
    usual, like, chance = dice.gauss(0.88, 0.8), math.exp(-1 / 14), dice.gauss(0, 1)
    sums, found = [0.0, *accumulate(low)], []
    for day in range(DAYS):
        chance = like * chance + (1 - like**2) ** 0.5 * dice.gauss(0, 1)
        first = max(0, day - 13)
        score = usual + 0.7 * chance + 0.97 * (sums[day + 1] - sums[first]) / (day + 1 - first)
        found.append(max(0, min(6, round(score))))
    return tuple(found)


def _willing(dice: Random) -> tuple[bool, ...]:
    """Week by week: who leaves it blank on one evening does so on the next ones too."""
    share = dice.uniform(*PATIENT)
    weeks = [dice.random() < share for _ in range(DAYS // 7 + 1)]
    return tuple(weeks[day // 7] for day in range(DAYS))


def _withdrawal(dice: Random, days: _Days, there: list[bool]) -> Column:
    """Rated on most days of a dip that have an entry, and on three in ten of the others."""
    found: list[int | None] = []
    for here, strong in zip(there, days.symptoms, strict=True):
        rated = here and dice.random() < (0.8 if strong else 0.3)
        found.append(100 * max(0, round(dice.gauss(1, 1) + strong)) if rated else None)
    return tuple(found)


def _seen(values: list[int], there: list[bool]) -> Column:
    return tuple(value if here else None for value, here in zip(values, there, strict=True))
