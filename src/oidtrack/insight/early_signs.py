"""Early signs: a lasting change away from a person's own ordinary days, over all that was answered together.

A one-sided cumulative sum on clipped distances. Each answered day says how far it lies on the bad side; what goes
beyond half of the change worth finding adds up, ordinary days take it down, and from a threshold on it is a sign.
A day without an answer adds nothing and takes nothing away. Days after a cut that come with withdrawal are left out.

Source:
    Page 1954 (the cumulative sum); Hawkins 1993 (clipping); Schat 2023 (cumulative sums on daily diaries, with days
    alike, gaps and skew). Every number is ENGINEERING: chosen on simulated people and judged on others, in
    docs/studies.md, written by studies/signals.py.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from oidtrack.insight.diary import Diary
from oidtrack.insight.reference import Reference, joint, reference

THRESHOLD = 240
"""The sum from which it is a sign, in hundredths of a unit of log likelihood."""
ALLOWANCE = 50
"""What of the change worth finding has to be there for a day to add, in hundredths."""
BEST, WORST = -150, 200
"""One day's joint distance is taken as at least and at most this, in hundredths of the change worth finding."""
MOST_A_DAY = 130
"""What one day adds at most, so that no single day makes a sign, however bad."""
FORGET_DAYS = 28
"""After so many days without an answer the sum begins anew: nobody knows what was."""
WEEK = 7
"""What is ordinary is drawn anew so often, in days."""

WITHDRAWAL_DAYS = 12
WITHDRAWAL_RISE = 200
WITHDRAWAL_LASTS = 2
"""On days 0 to 12 after a cut, a day on which the rated symptoms are 2 points (200 hundredths) or more above what
is ordinary says nothing of depression; nor do two days after it that rate none. 2 to 4 points matter (ShortOWS)."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One stretch of early signs.

    Attributes:
        began: First day that added up to it.
        noticed: The day on which it crossed the threshold.
        over: The day on which it went quiet, or None while it holds.
    """

    began: date
    noticed: date
    over: date | None = None


def daily_evidence(diary: Diary) -> tuple[int | None, ...]:
    """What each day adds to the sum, or takes from it; None where it says nothing."""
    found: list[int | None] = []
    columns = dict(diary.columns)
    for week in range(0, diary.length, WEEK):
        known = reference(diary, week)
        days = range(week, min(week + WEEK, diary.length))
        if known is None:
            found += [None] * len(days)
            continue
        for number in days:
            away = None if _in_withdrawal(diary, known, number) else joint(known.measures, columns, number)
            found.append(None if away is None else _added(away, known))
    return tuple(found)


def signals(diary: Diary, evidence: tuple[int | None, ...], threshold: int = THRESHOLD) -> tuple[Signal, ...]:
    """The stretches of early signs, the earliest first; the last may still hold.

    The sum grows no further than to one and a half thresholds, so that better days are soon seen; a stretch is over
    when it has come down to a third of one.

    Args:
        diary: The days.
        evidence: As `daily_evidence` gives it.
        threshold: The sum from which it is a sign; another one serves the study alone.
    """
    found: list[Signal] = []
    for began, day, total in _sums(evidence, threshold):
        holds = bool(found) and found[-1].over is None
        if not holds and total >= threshold:
            found.append(Signal(diary.day(began), diary.day(day)))
        elif holds and total <= threshold // 3:
            found[-1] = Signal(found[-1].began, found[-1].noticed, diary.day(day))
    return tuple(found)


def early_signs(diary: Diary) -> Signal | None:
    """The stretch that holds on the last day, or None."""
    found = signals(diary, daily_evidence(diary))
    return found[-1] if found and found[-1].over is None else None


def _sums(evidence: tuple[int | None, ...], threshold: int) -> Iterator[tuple[int, int, int]]:
    """Day by day: where the sum began, the day, and the sum; also the day on which it is forgotten."""
    total = began = 0
    last = -1
    for day, value in enumerate(evidence):
        if value is None:
            if day - last == FORGET_DAYS:
                total = 0
                yield day, day, 0
            continue
        if total == 0:
            began = day
        total = min(threshold * 3 // 2, max(0, total + value))
        last = day
        yield began, day, total


def _added(away: int, known: Reference) -> int:
    """The log likelihood of one day for the change worth finding against none, in hundredths."""
    off = min(WORST, max(BEST, away - known.middle))
    return min(MOST_A_DAY, (off - ALLOWANCE) * 10_000 // known.spread)


def _in_withdrawal(diary: Diary, known: Reference, number: int) -> bool:
    before = bisect_right(diary.cuts, number)
    if before == 0 or number - diary.cuts[before - 1] > WITHDRAWAL_DAYS:
        return False
    for day in range(number, max(-1, number - WITHDRAWAL_LASTS - 1), -1):
        rated = diary.withdrawal[day]
        if rated is not None:
            return rated - known.withdrawal >= WITHDRAWAL_RISE
    return False
