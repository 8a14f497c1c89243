"""What the last two months say of a person's ordinary days: where each measure lies, and how far it strays."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from oidtrack.insight.baseline import DIP_DAYS
from oidtrack.insight.diary import QUESTIONNAIRE, SLEEP, Column, Diary

GAP_DAYS = 14
"""The latest days are not yet part of what is ordinary: they are what is being judged. ENGINEERING."""
REFERENCE_DAYS = 60
"""So many days with a mood, the latest that are not in a dip, are what is ordinary. ENGINEERING."""
LEAST_DAYS = 21
"""Fewest of these for anything to be said. ENGINEERING."""
LEAST_OF_MEASURE = 8
"""Fewest answers of one measure among them for it to take part. ENGINEERING."""
QUESTIONNAIRES = 4
"""The last so many earlier questionnaires are what is ordinary for the next. ENGINEERING."""

EXPECTED = {"mood": 200, "interest": 160, "motivation": 150, "energy": 150, SLEEP: 80, "signs": 100, QUESTIONNAIRE: 500}
"""What a change worth finding does to each measure, in hundredths: two points of mood, five of the PHQ-9.
A weaker one is found later. ENGINEERING, but for the five points (Löwe 2004)."""
WEIGHT = {"mood": 4, "interest": 2, "motivation": 2, "energy": 2, SLEEP: 4, "signs": 4, QUESTIONNAIRE: 6}
"""Mood, interest, motivation and energy go up and down together, so that each of them tells less that is new."""
FLOOR = {"mood": 50, "interest": 50, "motivation": 50, "energy": 50, SLEEP: 40, "signs": 50, QUESTIONNAIRE: 250}
"""The smallest usual distance that is believed, in hundredths: nobody's days are all alike. ENGINEERING."""
JOINT_FLOOR = 30
CLIP = 3
"""One day counts as at most so many usual distances: a slip of the finger is no sign. ENGINEERING, on Hawkins 1993."""
PRIOR_LIKENESS, PRIOR_DAYS, MOST_LIKENESS = 40, 30, 80
"""How alike one day is to the next, in hundredths: 40 as a start, worth 30 pairs of days, and at most 80."""

_PRECISE = 1_000_000


@dataclass(frozen=True, slots=True)
class Ordinary:
    """Of one measure: its middle, the usual distance from it, and its pull on the whole, in hundredths."""

    middle: int
    beyond: int
    distance: int
    pull: int


@dataclass(frozen=True, slots=True)
class Reference:
    """What is ordinary for one person at one time.

    Attributes:
        measures: By name.
        middle: Where the joint distance of an ordinary day lies, in hundredths of the change worth finding.
        spread: Variance of its means: squared hundredths, made larger where days are alike.
        withdrawal: What is ordinary of the rated symptoms, in hundredths.
    """

    measures: Mapping[str, Ordinary]
    middle: int
    spread: int
    withdrawal: int


def reference(diary: Diary, number: int) -> Reference | None:
    """What was ordinary as seen from a day; None where too little is known.

    Args:
        diary: All the days.
        number: The day, from 0; days from `GAP_DAYS` before it on are not looked at.
    """
    before = max(0, number - GAP_DAYS)
    columns = dict(diary.columns)
    days = _latest_ordinary(diary, columns.get("mood", ()), before)
    if len(days) < LEAST_DAYS:
        return None
    measures = {
        name: ordinary for name, column in columns.items() if (ordinary := _ordinary(name, column, days, before))
    }
    joints = [joint(measures, columns, n) for n in days]
    known = [value for value in joints if value is not None]
    middle = centre(known)
    spread = max(JOINT_FLOOR, distance(known, middle)) ** 2
    alike = _likeness(days, [0 if value is None else value - middle for value in joints])
    symptoms = [value for n in days if (value := diary.withdrawal[n]) is not None]
    usual_symptoms = centre(symptoms) if len(symptoms) >= LEAST_OF_MEASURE else 0
    return Reference(measures, middle, spread * (100 + alike) // (100 - alike), usual_symptoms)


def joint(measures: Mapping[str, Ordinary], columns: Mapping[str, Column], number: int) -> int | None:
    """How far one day lies on the bad side, in hundredths of the change worth finding; None without an answer."""
    moved = whole = 0
    for name, ordinary in measures.items():
        value = columns[name][number]
        if value is None:
            continue
        off = value - ordinary.middle
        off = abs(off) - ordinary.beyond if name == SLEEP else off
        most = CLIP * ordinary.distance
        moved += ordinary.pull * min(most, max(-most, off))
        whole += ordinary.pull * EXPECTED[name]
    return 100 * moved // whole if whole else None


def centre(values: Sequence[int]) -> int:
    """The mean of the middle half: a quarter of odd days on either side does not move it."""
    ranked = sorted(values)
    cut = len(ranked) // 4
    kept = ranked[cut : len(ranked) - cut]
    return sum(kept) // len(kept)


def distance(values: Sequence[int], middle: int) -> int:
    """The usual distance from the middle: one and a half times the mean of the nearer nine tenths.

    With this factor it comes near the standard deviation of ordinary days.
    """
    ranked = sorted(abs(value - middle) for value in values)
    kept = ranked[: max(1, len(ranked) * 9 // 10)]
    return sum(kept) * 3 // (2 * len(kept))


def _ordinary(name: str, column: Column, days: Sequence[int], before: int) -> Ordinary | None:
    if name == QUESTIONNAIRE:
        known = (value for n in range(before - 1, -1, -1) if (value := column[n]) is not None)
        scores = list(islice(known, QUESTIONNAIRES))
        return _made(name, centre(scores), 0, 0) if scores else None
    values = [value for n in days if (value := column[n]) is not None]
    if len(values) < LEAST_OF_MEASURE:
        return None
    middle = centre(values)
    if name != SLEEP:
        return _made(name, middle, 0, distance(values, middle))
    away = [abs(value - middle) for value in values]
    beyond = centre(away)
    return _made(name, middle, beyond, distance(away, beyond))


def _made(name: str, middle: int, beyond: int, strays: int) -> Ordinary:
    strays = max(FLOOR[name], strays)
    return Ordinary(middle, beyond, strays, WEIGHT[name] * EXPECTED[name] * _PRECISE // strays**2)


def _likeness(days: Sequence[int], offs: Sequence[int]) -> int:
    """How alike neighbouring days are, 0 to `MOST_LIKENESS`, drawn towards the usual where few are known."""
    pairs = [(a, b) for (m, a), (n, b) in pairwise(zip(days, offs, strict=True)) if n - m == 1]
    together = sum(a * b for a, b in pairs)
    alone = sum(a * a + b * b for a, b in pairs)
    found = 200 * together // alone if alone else PRIOR_LIKENESS
    drawn = (found * len(pairs) + PRIOR_LIKENESS * PRIOR_DAYS) // (len(pairs) + PRIOR_DAYS)
    return max(0, min(MOST_LIKENESS, drawn))


def _latest_ordinary(diary: Diary, mood: Column, before: int) -> list[int]:
    """The latest days before a day that have a mood and are not in a dip, the earliest first."""
    days = (n for n in range(min(before, len(mood)) - 1, -1, -1) if mood[n] is not None and not _in_dip(diary, n))
    return sorted(islice(days, REFERENCE_DAYS))


def _in_dip(diary: Diary, number: int) -> bool:
    before = bisect_right(diary.cuts, number)
    return before > 0 and number - diary.cuts[before - 1] <= DIP_DAYS
