"""Early signs: a lasting change away from a person's own ordinary days, over all that was answered together.

A scan over the days on which a change may have begun. For each of the last 28 days: had it begun then and grown over
six days, by how much would the answers since be likelier than on ordinary days? The largest of these sums, a log
likelihood ratio, is the evidence of today; from a threshold on it is a sign. Sleep may have become too little, too
much or irregular, whichever fits best. A day without an answer adds nothing and takes nothing away. Days after a cut
that come with withdrawal are left out.

Source:
    Lorden 1971 (the largest likelihood ratio over all days on which a change may have begun); Hawkins 1993
    (clipping); Schat 2023 (watching daily diaries, with days alike, gaps and skew). Every number is ENGINEERING: chosen
    on simulated people and judged on others, in docs/studies.md, written by studies/signals.py.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from oidtrack.insight.diary import QUESTIONNAIRE, SLEEP, Diary
from oidtrack.insight.reference import Ordinary, Reference, reference

THRESHOLD = 440
"""The evidence from which it is a sign, in hundredths of a unit of log likelihood."""
CHANGE = {"mood": 200, "interest": 140, "motivation": 140, "energy": 140, SLEEP: 120, "signs": 100, QUESTIONNAIRE: 700}
"""What a change worth finding does to each measure, in hundredths: two points of mood, seven of the PHQ-9, one sign.
A weaker one is found later."""
IRREGULAR = 80
"""What irregular sleep does to the distance of one night from the usual, in hundredths of an hour."""
GROWS = 6
"""Days until a change is wholly there."""
LATER = 4
"""So many days after mood the other ratings and sleep follow."""
AT_ONCE = ("mood", "signs")
RATINGS = ("mood", "interest", "motivation", "energy")
ASKED_DAYS = 14
"""A questionnaire asks about the last two weeks."""
SCANNED = 28
"""A change is looked for on so many days back."""
CLIP = 3
"""One answer counts as at most so many usual distances: a slip of the finger is no sign. On Hawkins 1993."""
MOST_A_DAY = 240
"""What one day adds at most, so that no single day makes a sign, however bad."""
FORGET_DAYS = 28
"""After so many days without an answer a sign is over: nobody knows what was."""
NEARLY = Fraction(9, 10)
"""A change began on the latest day that gives this much of the evidence. ENGINEERING."""
WEEK = 7
"""What is ordinary is drawn anew so often, in days."""

WITHDRAWAL_DAYS = 12
WITHDRAWAL_RISE = 200
WITHDRAWAL_LASTS = 2
"""On days 0 to 12 after a cut, a day on which the rated symptoms are 2 points (200 hundredths) or more above what
is ordinary says nothing of depression; nor do two days after it that rate none. 2 to 4 points matter (ShortOWS)."""

_FINE = 1_000
"""Parts of a hundredth that are kept until a day is added up."""


@dataclass(frozen=True, slots=True)
class Signal:
    """One stretch of early signs.

    Attributes:
        began: The day on which it most likely began, as seen when it was noticed.
        noticed: The day on which it crossed the threshold.
        over: The day on which it went quiet, or None while it holds.
    """

    began: date
    noticed: date
    over: date | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the days up to one say together.

    Attributes:
        total: The largest sum, 0 or more, in hundredths of a unit of log likelihood.
        began: Number of the day from which it adds up.
    """

    total: int
    began: int


@dataclass(frozen=True, slots=True)
class Pull:
    """How one or more answers weigh a change of a given size: `up * size - down * size**2`, size 1 being all of it."""

    up: int = 0
    down: int = 0

    def __add__(self, other: Pull) -> Pull:
        return Pull(self.up + other.up, self.down + other.down)

    def at(self, part: int, whole: int) -> int:
        """The weight of a change that is there by `part` of `whole`."""
        return (self.up * part * whole - self.down * part * part) // (whole * whole)


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers of one day, by when they follow a change.

    Attributes:
        at_once: Mood and signs.
        later: Interest, motivation and energy.
        asked: The questionnaire.
        slept: Too little, too much, irregular.
    """

    at_once: Pull
    later: Pull
    asked: Pull
    slept: tuple[Pull, Pull, Pull]

    def by_days_since(self) -> list[tuple[int, int, int]]:
        """What the day adds for each kind of sleep, had a change begun 0, 1, 2 and more days before.

        The last of them holds for any longer time: by then the change is wholly there.
        """
        at_once = [self.at_once.at(part, GROWS) for part in range(GROWS + 1)]
        late = [self.later.at(part, GROWS) for part in range(GROWS + 1)]
        little, much, irregular = ([kind.at(part, GROWS) for part in range(GROWS + 1)] for kind in self.slept)
        most, found = MOST_A_DAY * _FINE, []
        for days in range(GROWS + (ASKED_DAYS if self.asked.down else LATER)):
            part = _grown(days - LATER)
            told = at_once[_grown(days)] + late[part]
            if self.asked.down:
                span = sum(_grown(n) for n in range(days - ASKED_DAYS + 1, days + 1))
                told += self.asked.at(span, GROWS * ASKED_DAYS)
            kinds = told + little[part], told + much[part], told + irregular[part]
            found.append((min(most, kinds[0]), min(most, kinds[1]), min(most, kinds[2])))
        return found


def daily_evidence(diary: Diary) -> tuple[Evidence | None, ...]:
    """The evidence of each day; None where the day says nothing."""
    answered: list[Answered | None] = []
    for week in range(0, diary.length, WEEK):
        known = reference(diary, week)
        days = range(week, min(week + WEEK, diary.length))
        answered += [None if known is None else _answered(diary, known, number) for number in days]
    added = [None if day is None else day.by_days_since() for day in answered]
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
            scanned[number].append((max(little, much, irregular) // _FINE, began))
    return tuple(None if day is None else _best(found) for day, found in zip(added, scanned, strict=True))


def _best(found: Sequence[tuple[int, int]]) -> Evidence:
    """The most evidence there is, from the latest day on that gives nearly all of it: ordinary days add none."""
    most = max(total for total, _ in found)
    enough = most * NEARLY.numerator  # whole numbers: this is asked of every day and every first day
    return Evidence(most, max(began for total, began in found if total * NEARLY.denominator >= enough))


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


def early_signs(diary: Diary) -> Signal | None:
    """The stretch that holds on the last day, or None."""
    found = signals(diary, daily_evidence(diary))
    return found[-1] if found and found[-1].over is None else None


def _grown(days: int) -> int:
    """How much of a change is there so many days after its first, in parts of `GROWS`."""
    return min(GROWS, max(0, days + 1))


def _answered(diary: Diary, known: Reference, number: int) -> Answered | None:
    """The answers of one day held against what is ordinary; None without any, or in withdrawal."""
    said = {name: value for name, column in diary.columns if (value := column[number]) is not None}
    said = {name: value for name, value in said.items() if name in known.measures}
    if not said or _in_withdrawal(diary, known, number):
        return None
    pulls = {name: _pull(known.measures[name], said[name], CHANGE[name]) for name in said if name != SLEEP}
    rated = sum(name in pulls for name in RATINGS)
    for name in RATINGS:
        if name in pulls:
            pulls[name] = _shared(pulls[name], rated)
    return Answered(
        at_once=sum((pulls[name] for name in AT_ONCE if name in pulls), Pull()),
        later=sum((pulls[name] for name in RATINGS if name in pulls and name not in AT_ONCE), Pull()),
        asked=pulls.get(QUESTIONNAIRE, Pull()),
        slept=_slept(known.measures[SLEEP], said[SLEEP]) if SLEEP in said else (Pull(), Pull(), Pull()),
    )


def _pull(ordinary: Ordinary, value: int, change: int) -> Pull:
    return _weighed(ordinary, value - ordinary.middle, change)


def _weighed(ordinary: Ordinary, off: int, change: int) -> Pull:
    """The log likelihood ratio of normal answers with and without a change, in parts of a hundredth."""
    most, square = CLIP * ordinary.distance, ordinary.distance**2
    clipped = max(-most, min(most, off))
    return Pull(100 * _FINE * change * clipped // square, 50 * _FINE * change * change // square)


def _shared(pull: Pull, rated: int) -> Pull:
    """Ratings go up and down together, and are alike from day to day: each of them tells less that is new."""
    return Pull(8 * pull.up // (5 * (rated + 1)), 8 * pull.down // (5 * (rated + 1)))


def _slept(ordinary: Ordinary, hours: int) -> tuple[Pull, Pull, Pull]:
    off = hours - ordinary.middle
    return (
        _weighed(ordinary, -off, CHANGE[SLEEP]),
        _weighed(ordinary, off, CHANGE[SLEEP]),
        _weighed(ordinary, abs(off) - ordinary.away, IRREGULAR),
    )


def _in_withdrawal(diary: Diary, known: Reference, number: int) -> bool:
    before = bisect_right(diary.cuts, number)
    if before == 0 or number - diary.cuts[before - 1] > WITHDRAWAL_DAYS:
        return False
    for day in range(number, max(-1, number - WITHDRAWAL_LASTS - 1), -1):
        rated = diary.withdrawal[day]
        if rated is not None:
            return rated - known.withdrawal >= WITHDRAWAL_RISE
    return False
