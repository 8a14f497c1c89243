"""Early signs: a lasting change away from a person's own ordinary days, over all that was answered together.

A scan over the days on which a change may have begun. For today and each of the 24 days before: had it begun then
and grown over ten days, by how much would the answers since be likelier than on ordinary days? The largest of these
sums, a log likelihood ratio, is the evidence of today; from a threshold on it is a sign. The ratings of a day go up and
down together, pain among them, and are weighed together. Sleep may have become too little, too much or irregular,
whichever fits best. A day without an answer adds nothing and takes nothing away; an answer on the day after another
says less that is new. Days after a cut that come with withdrawal are left out. A questionnaire weighs by its published
sensitivity and specificity.

Source:
    Lorden 1971 (the largest likelihood ratio over all days on which a change may have begun); Hawkins 1993
    (clipping); Schat 2023 (watching daily diaries, with days alike, gaps and skew). Every number is ENGINEERING: chosen
    on simulated people and judged on others, in docs/studies.md, written by studies/drifts.py and studies/signals.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from msgspec import Struct

from oidtrack.domain.questionnaire import Accuracy
from oidtrack.insight.diary import Diary
from oidtrack.insight.early.reference import ordinary_days, reference
from oidtrack.insight.early.weighing import FINE, KNOWN_ANEW, answered

THRESHOLD = 460
"""The evidence from which it is a sign, in hundredths of a unit of log likelihood. ENGINEERING."""
SCANNED = 24
"""A change is looked for on today and on so many days before: as many as it takes to be wholly there and as
a questionnaire asks about. ENGINEERING."""
FORGET_DAYS = 28
"""After so many days without an answer a sign is over: nobody knows what was. ENGINEERING."""
OVER = 3
"""A sign is over when the evidence has come down to one part in so many of what makes one. ENGINEERING."""
NEARLY = Fraction(9, 10)
"""A change began on the latest day that gives this much of the evidence. ENGINEERING."""
WEEK = 7
"""What is ordinary is drawn anew so often, and a fall is held against the evidence of so many days. ENGINEERING."""
BACKED = Fraction(4, 5)
"""A plain fall is named where the search has this much of what makes a sign, on some day of its week. ENGINEERING."""

LATELY = 28
"""So many days are mostly enough to say whether a sign holds: on one of them the evidence was so small that none did.
ENGINEERING."""

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


def daily_evidence(
    diary: Diary, accuracies: Mapping[str, Accuracy] = _NONE, since: int = 0
) -> tuple[Evidence | None, ...]:
    """The evidence of each day; None where the day says nothing.

    Args:
        diary: The days.
        accuracies: By questionnaire its published figures; one without them takes no part.
        since: Number of the first day that is wanted; the days before it are None.
    """
    # a day adds up what was said since `SCANNED` days before, and what that says anew hangs on the last answer before
    first = max(0, since - SCANNED - KNOWN_ANEW) // WEEK * WEEK
    search, ordinary = Search(first), ordinary_days(diary)
    last = -KNOWN_ANEW
    found: list[Evidence | None] = [None] * first
    for week in range(first, diary.length, WEEK):
        known = reference(diary, week, ordinary)
        for number in range(week, min(week + WEEK, diary.length)):
            weighed = None if known is None else answered(diary, known, accuracies, (last, number))
            last = last if weighed is None else number
            found.append(search.evidence(None if weighed is None else weighed.by_days_since()))
    return (*[None] * since, *found[since:])


def late_evidence(diary: Diary, accuracies: Mapping[str, Accuracy] = _NONE) -> tuple[Evidence | None, ...]:
    """As `daily_evidence`, but of no more of the last days than say what holds on each day of the last week.

    What was before a day on which a sign would be over does not matter to what holds after it.
    """
    late = daily_evidence(diary, accuracies, max(0, diary.length - WEEK - LATELY))
    none_held = any(one is not None and one.total <= THRESHOLD // OVER for one in late[:-WEEK])
    return late if none_held else daily_evidence(diary, accuracies)


class Search:
    """The sums from each first day on, day by day."""

    __slots__ = ("_sums", "_today")

    def __init__(self, first: int = 0) -> None:
        """`first` is the number of the first day."""
        self._today = first - 1
        # from today back: what the days since say with too little, too much and irregular sleep
        self._sums: list[tuple[int, int, int]] = []

    def evidence(self, weighed: Sequence[tuple[int, int, int]] | None) -> Evidence | None:
        """What the days up to the next one say together; None where that day says nothing.

        Args:
            weighed: What the day adds had a change begun 0, 1, 2 and more days before, the last for any longer time.
        """
        self._today += 1
        self._sums = [(0, 0, 0), *self._sums[:SCANNED]]
        if weighed is None:
            return None
        before, grown = self._sums, len(weighed)
        late = weighed[-1]
        sums = [(a + d, b + e, c + f) for (a, b, c), (d, e, f) in zip(before, weighed, strict=False)]
        d, e, f = late
        sums += [(a + d, b + e, c + f) for a, b, c in before[grown:]]
        self._sums = sums
        most = max(map(max, sums)) // FINE
        if most <= 0:
            return Evidence(0, self._today)
        # the latest first day that gives nearly all of it: ordinary days add none
        enough = -(-most * NEARLY.numerator // NEARLY.denominator) * FINE
        return Evidence(most, self._today - next(back for back, one in enumerate(sums) if max(one) >= enough))


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

    A stretch is over when the evidence has come down to one part in `OVER` of the threshold, or when nothing was
    answered for `FORGET_DAYS`.

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
        if holds and (number - last == FORGET_DAYS or (known is not None and known.total <= threshold // OVER)):
            found[-1] = Signal(found[-1].began, found[-1].noticed, diary.day(number))
        elif not holds and known is not None and known.total >= threshold:
            found.append(Signal(diary.day(known.began), diary.day(number)))
    return tuple(found)


def early_signs(diary: Diary, evidence: Sequence[Evidence | None]) -> Signal | None:
    """The stretch that holds on the last day, or None."""
    found = signals(diary, evidence)
    return found[-1] if found and found[-1].over is None else None
