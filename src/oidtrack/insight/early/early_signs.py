"""Early signs: a lasting change away from a person's own ordinary days, over all that was answered together.

A scan over the days on which a change may have begun. For each of the last 28 days: had it begun then and grown over
six days, by how much would the answers since be likelier than on ordinary days? The largest of these sums, a log
likelihood ratio, is the evidence of today; from a threshold on it is a sign. Sleep may have become too little, too
much or irregular, whichever fits best. A day without an answer adds nothing and takes nothing away; an answer on the
day after another says less that is new. Days after a cut that come with withdrawal are left out. A questionnaire weighs
by its published sensitivity and specificity.

Source:
    Lorden 1971 (the largest likelihood ratio over all days on which a change may have begun); Hawkins 1993
    (clipping); Schat 2023 (watching daily diaries, with days alike, gaps and skew). Every number is ENGINEERING: chosen
    on simulated people and judged on others, in docs/studies.md, written by studies/signals.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from msgspec import Struct

from oidtrack.domain.questionnaire import Accuracy
from oidtrack.insight.diary import Diary
from oidtrack.insight.early.reference import reference
from oidtrack.insight.early.weighing import FINE, KNOWN_ANEW, answered

THRESHOLD = 380
"""The evidence from which it is a sign, in hundredths of a unit of log likelihood."""
SCANNED = 28
"""A change is looked for on so many days back."""
FORGET_DAYS = 28
"""After so many days without an answer a sign is over: nobody knows what was."""
NEARLY = Fraction(9, 10)
"""A change began on the latest day that gives this much of the evidence. ENGINEERING."""
WEEK = 7
"""What is ordinary is drawn anew so often, in days."""
BACKED = Fraction(4, 5)
"""A plain fall is named where the search has this much of what makes a sign, on some day of its week. ENGINEERING."""

_NONE: Mapping[str, Accuracy] = MappingProxyType({})


class Signal(Struct, frozen=True):
    """One stretch of early signs.

    Attributes:
        began: The day on which it most likely began, as seen when it was noticed.
        noticed: The day on which it crossed the threshold.
        over: The day on which it went quiet, or None while it holds.
    """

    began: date
    noticed: date
    over: date | None = None


class Evidence(Struct, frozen=True):
    """What the days up to one say together.

    Attributes:
        total: The largest sum, 0 or more, in hundredths of a unit of log likelihood.
        began: Number of the day from which it adds up.
    """

    total: int
    began: int


def daily_evidence(diary: Diary, accuracies: Mapping[str, Accuracy] = _NONE) -> tuple[Evidence | None, ...]:
    """The evidence of each day; None where the day says nothing.

    Args:
        diary: The days.
        accuracies: By questionnaire its published figures; one without them takes no part.
    """
    added: list[list[tuple[int, int, int]] | None] = []
    last = -KNOWN_ANEW
    for week in range(0, diary.length, WEEK):
        known = reference(diary, week)
        for number in range(week, min(week + WEEK, diary.length)):
            weighed = None if known is None else answered(diary, known, accuracies, (last, number))
            last = last if weighed is None else number
            added.append(None if weighed is None else weighed.by_days_since())
    scanned: list[list[tuple[int, int]]] = [[(0, number)] for number in range(diary.length)]
    said = [(number, day) for number, day in enumerate(added) if day is not None]
    first = 0
    for began in range(diary.length):
        while first < len(said) and said[first][0] < began:
            first += 1
        little, much, irregular = 0, 0, 0
        for number, day in said[first : first + SCANNED + 1]:
            if number > began + SCANNED:
                break
            more = day[min(number - began, len(day) - 1)]
            little, much, irregular = little + more[0], much + more[1], irregular + more[2]
            scanned[number].append((max(little, much, irregular) // FINE, began))
    return tuple(None if day is None else _best(found) for day, found in zip(added, scanned, strict=True))


def _best(found: Sequence[tuple[int, int]]) -> Evidence:
    """The most evidence there is, from the latest day on that gives nearly all of it: ordinary days add none.

    Args:
        found: Nothing, and the day itself; then the sum from each first day on, the earliest first.
    """
    most = max(found)[0]
    if not most:
        return Evidence(0, found[0][1])
    enough = most * NEARLY.numerator  # whole numbers: this is asked of every day and every first day
    return Evidence(most, next(began for total, began in reversed(found) if total * NEARLY.denominator >= enough))


def backs(evidence: Sequence[Evidence | None]) -> bool:
    """Whether the search agrees with a fall of the last week, or knows too little to say.

    A mean of few days lies well below the usual by chance in somebody whose days swing; the search weighs that.

    Args:
        evidence: As `daily_evidence` gives it, up to the day that is looked at.
    """
    known = [one.total for one in evidence[-WEEK:] if one is not None]
    return not known or max(known) >= THRESHOLD * BACKED


def signals(diary: Diary, evidence: Sequence[Evidence | None], threshold: int = THRESHOLD) -> tuple[Signal, ...]:
    """The stretches of early signs, the earliest first; the last may still hold.

    A stretch is over when the evidence has come down to a third of the threshold, or when nothing was answered for
    `FORGET_DAYS`.

    Args:
        diary: The days.
        evidence: As `daily_evidence` gives it.
        threshold: The evidence from which it is a sign; another one serves the study alone.
    """
    found: list[Signal] = []
    last = -1
    for number, known in enumerate(evidence):
        holds = bool(found) and found[-1].over is None
        if known is not None:
            last = number
        if holds and (number - last == FORGET_DAYS or (known is not None and known.total <= threshold // 3)):
            found[-1] = Signal(found[-1].began, found[-1].noticed, diary.day(number))
        elif not holds and known is not None and known.total >= threshold:
            found.append(Signal(diary.day(known.began), diary.day(number)))
    return tuple(found)


def early_signs(diary: Diary, evidence: Sequence[Evidence | None]) -> Signal | None:
    """The stretch that holds on the last day, or None."""
    found = signals(diary, evidence)
    return found[-1] if found and found[-1].over is None else None
