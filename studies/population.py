"""Made-up people for the study of early signs. Nobody lived this; docs/studies.md says what is assumed.

The same seed gives the same person, on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from oidtrack.insight.diary import SLEEP, Column, Diary

FIRST = date(2024, 1, 1)
RUN_IN = 60
DAYS = RUN_IN + 365
RATINGS = ("mood", "interest", "motivation", "energy")
FALLS = (1.5, 2.0, 2.5, 3.0)
RECOVERY_DAYS = 10
CUT_EVERY = 28
_TRACKED = (("interest", 0.8), ("motivation", 0.6), ("energy", 0.8), (SLEEP, 0.85), ("signs", 0.5))


@dataclass(frozen=True, slots=True)
class Episode:
    """A depression: days to full depth from `onset` on, points of mood that are lost, days at full depth."""

    onset: int
    ramp: int
    fall: float
    hold: int

    @property
    def end(self) -> int:
        """First day on which it is over."""
        return self.onset + self.ramp + self.hold + RECOVERY_DAYS

    def depth(self, day: float) -> float:
        """0 to 1: how much of it is there on a day."""
        since = day - self.onset
        if since < self.ramp:
            return max(0.0, (since + 1) / self.ramp)
        return min(1.0, max(0.0, 1 - (since - self.ramp - self.hold) / RECOVERY_DAYS))


@dataclass(frozen=True, slots=True)
class Dip:
    """A short low after a cut: first day, days, points of mood, points of withdrawal symptoms."""

    first: int
    days: int
    depth: float
    symptoms: float


@dataclass(frozen=True, slots=True)
class Person:
    """One made-up person with what they wrote down and what was true."""

    diary: Diary
    cuts: tuple[int, ...]
    dips: tuple[tuple[int, Dip], ...]
    episode: Episode | None
    noise: float
    missing: float


def person(seed: int) -> Person:
    """A person of `DAYS` days."""
    dice = Random(seed)  # noqa: S311 - made-up people, no secret
    alike, noise, missing = dice.uniform(0.2, 0.6), dice.uniform(0.7, 1.3), dice.uniform(0.2, 0.5)
    there = _answered(dice, missing)
    cuts = _cuts(dice)
    dips = tuple((cut, _dip(dice, cut)) for cut in cuts if dice.random() < 0.7)
    episode = _episode(dice) if dice.random() < 0.5 else None
    ratings = _ratings(dice, (alike, noise), [dip for _, dip in dips], episode)
    tracked = {name for name, share in _TRACKED if dice.random() < share} | {"mood"}
    columns = {name: _seen(values, there) for name, values in ratings.items() if name in tracked}
    if SLEEP in tracked:
        columns[SLEEP] = _seen(_sleep(dice, [dip for _, dip in dips], episode), there)
    if "signs" in tracked:
        columns["signs"] = _seen(_signs(dice, [dip for _, dip in dips], episode), there)
    if dice.random() < 0.4:
        columns["phq9"] = _questionnaires(dice, episode)
    diary = Diary(FIRST, tuple(columns.items()), _withdrawal(dice, [dip for _, dip in dips], there), cuts)
    return Person(diary, cuts, dips, episode, noise, missing)


def _answered(dice: Random, missing: float) -> list[bool]:
    """Days with an entry; gaps come in runs."""
    run, here, days = dice.uniform(1.3, 4), True, []
    for _ in range(DAYS):
        here = dice.random() >= missing / (1 - missing) / run if here else dice.random() < 1 / run
        days.append(here)
    return days


def _cuts(dice: Random) -> tuple[int, ...]:
    """Two people in three taper: up to twelve cuts, four weeks apart."""
    if dice.random() >= 2 / 3:
        return ()
    first = dice.randrange(20, 200)
    return tuple(range(first, DAYS, CUT_EVERY))[:12]


def _dip(dice: Random, cut: int) -> Dip:
    return Dip(cut + dice.randint(0, 2), dice.randint(3, 10), dice.uniform(1, 2.5), dice.uniform(3, 9))


def _episode(dice: Random) -> Episode:
    onset = dice.randrange(RUN_IN, DAYS - 35)
    return Episode(onset, dice.randint(3, 14), dice.choice(FALLS), dice.randint(21, 90))


def _dipped(dips: list[Dip], what: str) -> list[float]:
    days = [0.0] * DAYS
    for dip in dips:
        for day in range(dip.first, min(dip.first + dip.days, DAYS)):
            days[day] += dip.depth if what == "mood" else dip.symptoms
    return days


def _ratings(
    dice: Random, ways: tuple[float, float], dips: list[Dip], episode: Episode | None
) -> dict[str, list[int | None]]:
    """Whole points 0 to 10: own level, days alike, half of the ups and downs shared, weekends better."""
    alike, noise = ways
    week, weekday = dice.uniform(0, 0.5), dice.randrange(7)
    level = {name: dice.uniform(5, 7.5) for name in RATINGS}
    share = {"mood": 1.0, "interest": dice.uniform(0.6, 1), "motivation": dice.uniform(0.5, 1)}
    share["energy"] = dice.uniform(0.5, 1)
    lag = {"mood": 0, "interest": dice.randint(0, 5), "motivation": dice.randint(0, 5), "energy": dice.randint(0, 7)}
    low, fresh = _dipped(dips, "mood"), (1 - alike**2) ** 0.5
    shared, own = dice.gauss(0, 1), {name: dice.gauss(0, 1) for name in RATINGS}
    found: dict[str, list[int | None]] = {name: [] for name in RATINGS}
    for day in range(DAYS):
        shared = alike * shared + fresh * dice.gauss(0, 1)
        wave = week * (1.0 if (day + weekday) % 7 >= 5 else -0.4)
        for name in RATINGS:
            own[name] = alike * own[name] + fresh * dice.gauss(0, 1)
            value = level[name] + wave + noise * (own[name] + shared) * 0.5**0.5
            value -= low[day] * (1.0 if name == "mood" else 0.8)
            if episode is not None:
                value -= episode.fall * share[name] * episode.depth(day - lag[name])
            found[name].append(-100 * max(0, min(10, round(value))))
    return found


def _sleep(dice: Random, dips: list[Dip], episode: Episode | None) -> list[int | None]:
    """Quarters of an hour; in an episode too little, too much, or irregular."""
    level, noise, lag = dice.uniform(6.2, 8), dice.uniform(0.6, 1.2), dice.randint(0, 7)
    kind, by = dice.choice((-1, 0, 1)), dice.uniform(0.75, 2)
    low, found = _dipped(dips, "mood"), []
    for day in range(DAYS):
        there = episode.depth(day - lag) if episode is not None else 0.0
        wide = noise * (1 + by * there) if kind == 0 else noise
        value = level + dice.gauss(0, wide) + kind * by * there - (0.8 if low[day] else 0.0)
        found.append(25 * max(0, round(4 * value)))
    return [*found]


def _signs(dice: Random, dips: list[Dip], episode: Episode | None) -> list[int | None]:
    """How many of five signs are ticked."""
    usual, low, found = dice.uniform(0, 0.3), _dipped(dips, "mood"), []
    for day in range(DAYS):
        there = episode.depth(day) * episode.fall / 2 if episode is not None else 0.0
        rate = usual + there + (0.4 if low[day] else 0.0)
        found.append(100 * sum(dice.random() < rate / 5 for _ in range(5)))
    return [*found]


def _questionnaires(dice: Random, episode: Episode | None) -> Column:
    """A PHQ-9 every four weeks, about the two weeks before."""
    found: list[int | None] = [None] * DAYS
    usual = dice.uniform(2, 8)
    for day in range(13, DAYS, 28):
        there = sum(episode.depth(d) for d in range(day - 13, day + 1)) / 14 * episode.fall if episode else 0.0
        found[day] = 100 * max(0, min(27, round(usual + dice.gauss(0, 1.8) + 3.5 * there)))
    return tuple(found)


def _withdrawal(dice: Random, dips: list[Dip], there: list[bool]) -> Column:
    """Rated on most days of a dip that have an entry, and on three in ten of the others."""
    symptoms, found = _dipped(dips, "symptoms"), []
    for day in range(DAYS):
        rated = there[day] and dice.random() < (0.8 if symptoms[day] else 0.3)
        found.append(100 * max(0, round(dice.gauss(1, 1) + symptoms[day])) if rated else None)
    return tuple(found)


def _seen(values: list[int | None], there: list[bool]) -> Column:
    return tuple(value if here else None for value, here in zip(values, there, strict=True))
