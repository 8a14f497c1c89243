"""What the last two months say of a person's ordinary days: where each measure lies, and how far it strays."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import islice
from math import isqrt

from msgspec import Struct

from oidtrack.insight.baseline import DIP_DAYS
from oidtrack.insight.diary import ASKED, RATED, SLEEP, Column, Diary

GAP_DAYS = 14
"""The latest days are not yet part of what is ordinary: they are what is being judged. ENGINEERING."""
REFERENCE_DAYS = 60
"""So many days with a mood, the latest that are not in a dip, are what is ordinary. ENGINEERING."""
LEAST_DAYS = 8
"""Fewest of these for anything to be said. ENGINEERING."""
NEW_DAYS, NEW_GAP = 21, 7
"""While there are fewer of them than the first, only so many of the latest days are left out. ENGINEERING."""
LEAST_OF_MEASURE = 5
"""Fewest answers of one measure among them for it to take part. ENGINEERING."""
BORROWED, OF_OTHERS = 10, 90
"""How far somebody's days stray is not known from a few answers: so many are added of somebody whose days stray by so
many hundredths of a point, an hour or a sign. Only this is borrowed, never the middle: nobody's ordinary mood is what
others have. ENGINEERING."""
OF_THE_REST = 30
"""Whoever's mood strays far, their other ratings do as well: to the answers of each rating so many are added that stray
as all of them do together. ENGINEERING."""
ODD = 4 * OF_OTHERS
"""An odd day counts as no further from the middle than this, in hundredths. ENGINEERING."""
QUESTIONNAIRES = 4
"""The last so many earlier answers to a questionnaire are what is ordinary for the next. ENGINEERING."""

FLOOR = 50
LEAST = {SLEEP: 60, "signs": 70}
"""The smallest usual distance that is believed, in hundredths: nobody's days are all alike. ENGINEERING."""


class Ordinary(Struct, frozen=True):
    """Of one measure its middle and the usual distance from it, of sleep the middle of all distances; in hundredths."""

    middle: int
    distance: int
    away: int


class Reference(Struct, frozen=True):
    """What is ordinary for one person at one time.

    Attributes:
        measures: By name.
        asked: Of each questionnaire the middle of its last earlier scores, in hundredths; none where there are none.
        withdrawal: What is ordinary of the rated symptoms, in hundredths.
    """

    measures: Mapping[str, Ordinary]
    asked: Mapping[str, int]
    withdrawal: int


def ordinary_days(diary: Diary) -> list[int]:
    """The days that have a mood and are not in a dip, the earliest first."""
    mood = dict(diary.columns).get("mood", ())
    return [n for n, value in enumerate(mood) if value is not None and not in_dip(diary.cuts, n)]


def reference(diary: Diary, number: int, ordinary: Sequence[int] | None = None) -> Reference | None:
    """What was ordinary as seen from a day; None where too little is known.

    Args:
        diary: All the days.
        number: The day, from 0; days from `GAP_DAYS` (in a new diary `NEW_GAP`) before it on are not looked at.
        ordinary: As `ordinary_days` gives it, where that is known already; it is the same for every day.
    """
    columns, before = dict(diary.columns), number - GAP_DAYS
    ordinary = ordinary_days(diary) if ordinary is None else ordinary
    days = _latest(ordinary, before)
    if len(days) < NEW_DAYS:
        days = _latest(ordinary, number - NEW_GAP)
    if len(days) < LEAST_DAYS:
        return None
    told = {
        name: values
        for name, column in columns.items()
        if name not in ASKED
        and len(values := sorted([value for n in days if (value := column[n]) is not None])) >= LEAST_OF_MEASURE
    }
    asked = {name: centre(scores) for name in ASKED if name in columns and (scores := _scores(columns[name], before))}
    symptoms = [value for n in days if (value := diary.withdrawal[n]) is not None]
    usual_symptoms = centre(symptoms) if len(symptoms) >= LEAST_OF_MEASURE else 0
    return Reference(ordinary_of(told), asked, usual_symptoms)


def centre(values: Sequence[int]) -> int:
    """The mean of the middle half: a quarter of odd days on either side does not move it. ENGINEERING."""
    ranked = sorted(values)
    cut = len(ranked) // 4
    kept = ranked[cut : len(ranked) - cut]
    return sum(kept) // len(kept)


def distance(values: Sequence[int], middle: int) -> int:
    """The usual distance from the middle: one and a half times the mean of the nearer nine tenths.

    With this factor it comes near the standard deviation of ordinary days. ENGINEERING.
    """
    ranked = sorted([abs(value - middle) for value in values])
    kept = ranked[: max(1, len(ranked) * 9 // 10)]
    return sum(kept) * 3 // (2 * len(kept))


def _scores(column: Column, before: int) -> list[int]:
    """The last scores of a questionnaire before a day."""
    known = (value for n in reversed(range(before)) if (value := column[n]) is not None)
    return list(islice(known, QUESTIONNAIRES))


def ordinary_of(told: Mapping[str, Sequence[int]]) -> dict[str, Ordinary]:
    """What was ordinary of each measure, from its answers on the days that count, in rising order.

    The usual distance is the root of the mean square. To it the error of the middle is added twice over, since days are
    alike: the fewer the answers, the less is known of both. ENGINEERING.
    """
    middles = {name: middle(values) for name, values in told.items()}
    squares = {name: squared(values, middles[name]) for name, values in told.items()}
    rated = [name for name in told if name in RATED]
    answers = sum(len(told[name]) for name in rated) + BORROWED
    of_the_rest = (sum(squares[name] for name in rated) + BORROWED * OF_OTHERS**2) // answers
    found = {}
    for name, values in told.items():
        n = len(values)
        added, square = (OF_THE_REST, of_the_rest) if name in RATED else (BORROWED, OF_OTHERS**2)
        strays = isqrt((squares[name] + added * square) * (n + 2) // ((n + added) * n))
        away = centre([abs(value - middles[name]) for value in values]) if name == SLEEP else 0
        found[name] = Ordinary(middles[name], max(LEAST.get(name, FLOOR), strays), away)
    return found


def middle(ranked: Sequence[int]) -> int:
    """The mean without a tenth of odd days on either side, of values in rising order. ENGINEERING."""
    cut = len(ranked) // 10
    kept = ranked[cut : len(ranked) - cut]
    return sum(kept) // len(kept)


def squared(ranked: Sequence[int], middle: int) -> int:
    """The squares of all distances from a middle added up, an odd day's being that of `ODD`."""
    near = ranked[bisect_left(ranked, middle - ODD) : bisect_right(ranked, middle + ODD)]
    return sum([(value - middle) ** 2 for value in near]) + (len(ranked) - len(near)) * ODD**2


def _latest(ordinary: Sequence[int], before: int) -> Sequence[int]:
    """The latest of them before a day."""
    end = bisect_left(ordinary, before)
    return ordinary[max(0, end - REFERENCE_DAYS) : end]


def in_dip(cuts: Sequence[int], number: int) -> bool:
    """Whether a day is one of days 0 to `DIP_DAYS` after a cut.

    Args:
        cuts: Numbers of the days on which a smaller dose began, in rising order.
        number: The day.
    """
    before = bisect_right(cuts, number)
    return before > 0 and number - cuts[before - 1] <= DIP_DAYS
