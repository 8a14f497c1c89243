"""The search with everything known that made somebody's days: how early a change can be found at all.

Exact sums of log likelihood for days each of which is partly like the one before, in floating numbers; none of it is in
the program. What is known can be taken away: season and wander, size and pace of the change, levels and ups and downs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace
from slow_population import DAYS, QUICK, Person, a_change

from oidtrack.insight.diary import WATCHED, Diary
from oidtrack.insight.early.early_signs import SCANNED, WEEK, Evidence
from oidtrack.insight.early.reference import Reference, ordinary_days, reference
from oidtrack.insight.early.weighing import in_withdrawal

ALIKE = 0.4
ROUNDED = 1 / 12
"""What rounding to whole points adds to the square of how far days stray."""
TYPICAL, TYPICAL_RAMP = {"mood": 2.0, "pain": 0.6, "sleep": 1.0}, 8
OTHERS = 1.5


@dataclass(frozen=True, slots=True)
class Knows:
    """What the search knows besides the answers: by default everything.

    Attributes:
        season: Season, wander and good fortnights.
        change: How deep the change is in each measure, and how quick.
        days: Level, ups and downs, likeness and dips; else they come from the diary as in the program.
        pain: Pain takes part.
    """

    season: bool = True
    change: bool = True
    days: bool = True
    pain: bool = True


@dataclass(frozen=True, slots=True)
class _Day:
    """Distances from what is ordinary of one day, and of a whole change, in usual distances; sleep apart."""

    number: int
    off: Mapping[str, float]
    whole: Mapping[str, float]


def known_evidence(who: Person, knows: Knows) -> list[Evidence | None]:
    """The evidence of each day, in hundredths of a unit of log likelihood."""
    alike = who.truth.alike if knows.days else ALIKE
    change = who.change or a_change(who, QUICK)
    ramp = change.ramp if knows.change else TYPICAL_RAMP
    grown = [min(1.0, (n + 1) / ramp) for n in range(SCANNED + 1)]
    found: list[Evidence | None] = [None] * DAYS
    sums: dict[int, tuple[float, float]] = {}
    before: _Day | None = None
    for day in _days(who, knows):
        like = alike ** (day.number - before.number) if before else 0.0
        fresh = 1 - like * like
        off = {name: value - like * (before.off.get(name, 0.0) if before else 0.0) for name, value in day.off.items()}
        rated = [name for name in off if name != "sleep"]
        up, down = _product(day.whole, off, rated) / fresh, _product(day.whole, day.whole, rated) / fresh
        slept = day.whole.get("sleep", 0.0) * off.get("sleep", 0.0) / fresh
        down += day.whole.get("sleep", 0.0) ** 2 / fresh if "sleep" in off else 0.0
        for began in range(max(0, day.number - SCANNED), day.number + 1):
            part = grown[day.number - began]
            if before is not None and before.number >= began:
                part -= like * grown[before.number - began]
            more, less = sums.get(began, (0.0, 0.0))
            told = part * up - part * part * down / 2
            sums[began] = more + told + part * slept, less + told - part * slept
        sums = {began: both for began, both in sums.items() if began >= day.number - SCANNED}
        ways = (0,) if knows.change else (0, 1)
        best = max(both[way] for both in sums.values() for way in ways)
        found[day.number] = Evidence(max(0, int(100 * best)), 0)
        before = day
    return found


def _product(one: Mapping[str, float], other: Mapping[str, float], rated: Sequence[str]) -> float:
    """Of two sets of distances where half of the ups and downs are shared by all ratings."""
    alone = sum(one[name] * other[name] for name in rated)
    return 2 * (alone - sum(one[n] for n in rated) * sum(other[n] for n in rated) / (1 + len(rated)))


def _days(who: Person, knows: Knows) -> list[_Day]:
    columns = {name: column for name, column in who.diary.columns if knows.pain or name != "pain"}
    change = who.change or a_change(who, QUICK)
    depth = change.depth if knows.change else dict.fromkeys(columns, OTHERS) | TYPICAL
    sleeps = who.truth.sleeps if knows.change else 1
    depth = {**depth, "sleep": sleeps * depth["sleep"]}
    found, known, ordinary = [], None, ordinary_days(who.diary)
    for number in range(DAYS):
        known = reference(who.diary, number, ordinary) if number % WEEK == 0 else known
        said = {name: value / 100 for name, column in columns.items() if (value := column[number]) is not None}
        if said and (knows.days or (known is not None and not in_withdrawal(who.diary, known, number))):
            middles, strays = _ordinary(who, knows, number) if knows.days else _learned(known)
            there = [name for name in said if name in middles]
            off = {name: (said[name] - middles[name]) / strays[name] for name in there}
            found.append(_Day(number, off, {name: depth[name] / strays[name] for name in there}))
    return found


def _ordinary(who: Person, knows: Knows, number: int) -> tuple[dict[str, float], dict[str, float]]:
    truth = who.truth
    season = {name: column[number] if knows.season else 0.0 for name, column in truth.slow.items()}
    unknown = 0.0 if knows.season else (0.4 * who.noise) ** 2
    middles = {name: column[number] + season[name] for name, column in truth.steady.items()}
    wide = {name: (by**2 + ROUNDED + (0 if name == "sleep" else unknown)) ** 0.5 for name, by in truth.strays.items()}
    return middles, wide


def _learned(known: Reference | None) -> tuple[dict[str, float], dict[str, float]]:
    measures = {} if known is None else known.measures
    middles = {name: one.middle / 100 for name, one in measures.items()}
    return middles, {name: one.distance / 100 for name, one in measures.items()}


def watched_of(diary: Diary) -> Diary:
    """With the columns that the search of the program looks at."""
    return replace(diary, columns=tuple(column for column in diary.columns if column[0] in WATCHED))
