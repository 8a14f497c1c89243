"""What the last two months say of a person's ordinary days: where each measure lies, and how far it strays."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import islice

from oidtrack.insight.baseline import DIP_DAYS
from oidtrack.insight.diary import QUESTIONNAIRE, SLEEP, Column, Diary
from oidtrack.values import dataclass

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

FLOOR = 70
LEAST = {SLEEP: 60, QUESTIONNAIRE: 220}
"""The smallest usual distance that is believed, in hundredths: nobody's days are all alike. ENGINEERING."""


@dataclass(frozen=True, slots=True)
class Ordinary:
    """Of one measure: its middle, the usual distance from it, and the middle of all distances, in hundredths."""

    middle: int
    distance: int
    away: int


@dataclass(frozen=True, slots=True)
class Reference:
    """What is ordinary for one person at one time.

    Attributes:
        measures: By name.
        withdrawal: What is ordinary of the rated symptoms, in hundredths.
    """

    measures: Mapping[str, Ordinary]
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
    symptoms = [value for n in days if (value := diary.withdrawal[n]) is not None]
    usual_symptoms = centre(symptoms) if len(symptoms) >= LEAST_OF_MEASURE else 0
    return Reference(measures, usual_symptoms)


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
        return Ordinary(centre(scores), LEAST[name], 0) if scores else None
    values = [value for n in days if (value := column[n]) is not None]
    if len(values) < LEAST_OF_MEASURE:
        return None
    middle = centre(values)
    strays = max(LEAST.get(name, FLOOR), distance(values, middle))
    return Ordinary(middle, strays, centre([abs(value - middle) for value in values]))


def _latest_ordinary(diary: Diary, mood: Column, before: int) -> list[int]:
    """The latest days before a day that have a mood and are not in a dip, the earliest first."""
    days = (n for n in range(min(before, len(mood)) - 1, -1, -1) if mood[n] is not None and not in_dip(diary.cuts, n))
    return sorted(islice(days, REFERENCE_DAYS))


def in_dip(cuts: Sequence[int], number: int) -> bool:
    """Whether a day is one of days 0 to `DIP_DAYS` after a cut.

    Args:
        cuts: Numbers of the days on which a smaller dose began, in rising order.
        number: The day.
    """
    before = bisect_right(cuts, number)
    return before > 0 and number - cuts[before - 1] <= DIP_DAYS
