"""What the answers of one day weigh for a change that began some days before, against a person's own ordinary days.

Every number is ENGINEERING: chosen on simulated people and judged on others, in docs/studies.md.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache

from msgspec import Struct

from oidtrack.domain.questionnaire import Accuracy
from oidtrack.insight.diary import ASKED, LOWER_IS_WORSE, PAIN, RATED, SLEEP, Diary
from oidtrack.insight.early.reference import Ordinary, Reference
from oidtrack.insight.early.screening import ASKED_DAYS, WHOLE, tells

CHANGE = {"mood": 200, "interest": 150, "motivation": 150, "energy": 150, PAIN: 100, SLEEP: 100, "signs": 100}
"""What a change worth finding does to each measure, in hundredths: two points of mood, one of pain, one sign. A weaker
one is found later. ENGINEERING."""
IRREGULAR = 80
"""What irregular sleep does to the distance of one night from the usual, in hundredths of an hour. ENGINEERING."""
GROWS = 10
"""Days until a change is wholly there. ENGINEERING."""
CLIP = 3
"""One answer counts as at most so many usual distances: a slip of the finger is no sign. On Hawkins 1993; that
it is three is ENGINEERING."""
PAIN_CLIP = Fraction(3, 2)
"""Of pain as at most so many: a day of worse pain explains a part of a low mood, and never all of it.
ENGINEERING."""
MOST_A_DAY = 240
"""What one day adds at most, in hundredths, so that no single day makes a sign, however bad. ENGINEERING."""
WITHDRAWAL_DAYS = 12
WITHDRAWAL_RISE = 200
WITHDRAWAL_LASTS = 2
"""On days 0 to 12 after a cut, a day on which the rated symptoms are 2 points (200 hundredths) or more above what
is ordinary says nothing of depression; nor do two days after it that rate none. 2 to 4 points matter (ShortOWS);
the days are ENGINEERING."""

ALIKE = 2
"""A day is like the one before by one part in so many, two days later by one in its square, and so on: what is shared
is not said twice. The sum of days that are so alike is worth (1 - share) / (1 + share) of as many that are not.
ENGINEERING."""
KNOWN_ANEW = 7
"""From so many days on nothing is taken off: one part in a hundred is left. ENGINEERING."""
FINE = WHOLE // 100
"""Parts of a hundredth that are kept until a day is added up."""


class Pull(Struct, frozen=True):
    """How one or more answers weigh a change of a given size: `up * size - down * size**2`, size 1 being all of it."""

    up: int = 0
    down: int = 0

    def __add__(self, other: Pull) -> Pull:
        return Pull(self.up + other.up, self.down + other.down)

    def times(self, part: int, whole: int) -> Pull:
        """`part` of `whole` of it."""
        return Pull(self.up * part // whole, self.down * part // whole)

    def growing(self) -> list[int]:
        """The weight of a change that began 0, 1, 2 and more days before, the last for any longer time."""
        up, down = GROWS * self.up, self.down
        return [(up - down * part) * part // (GROWS * GROWS) for part in range(1, GROWS + 1)]


class Answered(Struct, frozen=True):
    """The answers of one day.

    Attributes:
        rated: The ratings and the ticked signs.
        slept: Too little, too much, irregular.
        asked: What the questionnaires tell, by days since a change began; empty where none was asked.
    """

    rated: Pull
    slept: tuple[Pull, Pull, Pull]
    asked: Sequence[int] = ()

    def by_days_since(self) -> list[tuple[int, int, int]]:
        """What the day adds for each kind of sleep, had a change begun 0, 1, 2 and more days before.

        The last of them holds for any longer time: by then the change is wholly there.
        """
        little, much, irregular = ((self.rated + kind).growing() for kind in self.slept)
        found = list(zip(little, much, irregular, strict=True))
        if self.asked:
            found += [found[-1]] * (len(self.asked) - GROWS)
            found = [(a + told, b + told, c + told) for (a, b, c), told in zip(found, self.asked, strict=True)]
        most = MOST_A_DAY * FINE
        if max(map(max, found)) > most:
            return [(min(most, a), min(most, b), min(most, c)) for a, b, c in found]
        return found


def answered(
    diary: Diary, known: Reference, accuracies: Mapping[str, Accuracy], days: tuple[int, int]
) -> Answered | None:
    """The answers of one day held against what is ordinary; None without any, or in withdrawal.

    Args:
        diary: The days.
        known: What is ordinary; it takes two weeks to know, so that no day before the diary is ever asked for.
        accuracies: Of the questionnaires.
        days: The number of the last day before that said anything, and that of the day.
    """
    last, number = days
    said = {
        name: value
        for name, column in diary.columns
        if (value := column[number]) is not None and name in known.measures
    }
    if not said.keys() & set(LOWER_IS_WORSE):
        said.pop(PAIN, None)  # pain explains a part of a low rating; by itself it says nothing of depression
    asked = _asked(diary, known, accuracies, number)
    if not (said or asked) or in_withdrawal(diary, known, number):
        return None
    new = new_part(number - last)
    rated = _rated(known, said)
    if "signs" in said:
        rated += _weighed(known.measures["signs"], said["signs"] - known.measures["signs"].middle, CHANGE["signs"])
    slept = _slept(known.measures[SLEEP], said[SLEEP]) if SLEEP in said else (Pull(), Pull(), Pull())
    little, much, irregular = (kind.times(*new) for kind in slept)
    return Answered(rated.times(*new), (little, much, irregular), asked)


def _rated(known: Reference, said: Mapping[str, int]) -> Pull:
    """What the ratings of a day say together: each in usual distances, half of them being shared by all.

    A day on which everything is worse by as much, pain too, is mostly what is shared; mood that is worse than the rest
    of its day is not. So it is the likelihood of normal answers of which each two go together by a half.
    The half is ENGINEERING.
    """
    off, change = [], []
    for name in RATED:
        if name in said:
            ordinary = known.measures[name]
            distance, far = ordinary.distance, said[name] - ordinary.middle
            most = distance * PAIN_CLIP.numerator // PAIN_CLIP.denominator if name == PAIN else CLIP * distance
            off.append(1000 * max(-CLIP * distance, min(most, far)) // distance)
            change.append(1000 * CHANGE[name] // distance)
    return Pull(_together(change, off) * FINE // 10_000, _together(change, change) * FINE // 20_000)


def _together(one: Sequence[int], other: Sequence[int]) -> int:
    """The product of two sets of distances by the inverse of a matrix with 1 on its diagonal and a half elsewhere."""
    alone = sum(a * b for a, b in zip(one, other, strict=True))
    return 2 * alone - 2 * sum(one) * sum(other) // (len(one) + 1)


def _weighed(ordinary: Ordinary, off: int, change: int) -> Pull:
    """The log likelihood ratio of normal answers with and without a change, in parts of a hundredth."""
    most, square = CLIP * ordinary.distance, ordinary.distance**2
    clipped = max(-most, min(most, off))
    return Pull(100 * FINE * change * clipped // square, 50 * FINE * change * change // square)


def new_part(gap: int) -> tuple[int, int]:
    """What an answer is worth so many days after the last, as part and whole."""
    share = ALIKE**gap
    return (share - 1, share + 1) if gap < KNOWN_ANEW else (1, 1)


def _asked(diary: Diary, known: Reference, accuracies: Mapping[str, Accuracy], number: int) -> Sequence[int]:
    """What a questionnaire of a day tells, by days since a change began; of two of one day the longer.

    The two weeks that were asked about before are not asked about anew: a week after the last answer half of it counts.
    Who has mostly said yes says nothing new with another.
    """
    columns = {name: column for name, column in diary.columns if name in accuracies and column[number] is not None}
    for name in ASKED:
        score = columns[name][number] if name in columns else None
        if score is not None:
            figures, before = accuracies[name], columns[name][number - ASKED_DAYS : number]
            anew = next((n for n, one in enumerate(reversed(before), start=1) if one is not None), ASKED_DAYS)
            yes, mostly = (one >= 100 * figures.cut_point for one in (score, known.asked.get(name, 0)))
            return [0 if yes and mostly else anew * one // ASKED_DAYS for one in _told(figures, yes=yes)]
    return ()


@cache
def _told(figures: Accuracy, *, yes: bool) -> tuple[int, ...]:
    """The same for two weeks that nobody asked about before."""
    spans = (sum(grown(n) for n in range(days - ASKED_DAYS + 1, days + 1)) for days in range(GROWS + ASKED_DAYS))
    return tuple(tells(figures, span, GROWS * ASKED_DAYS, yes=yes) for span in spans)


def _slept(ordinary: Ordinary, hours: int) -> tuple[Pull, Pull, Pull]:
    off = hours - ordinary.middle
    return (
        _weighed(ordinary, -off, CHANGE[SLEEP]),
        _weighed(ordinary, off, CHANGE[SLEEP]),
        _weighed(ordinary, abs(off) - ordinary.away, IRREGULAR),
    )


def in_withdrawal(diary: Diary, known: Reference, number: int) -> bool:
    """Whether a day after a cut comes with rated symptoms that explain a low mood."""
    before = bisect_right(diary.cuts, number)
    if before == 0 or number - diary.cuts[before - 1] > WITHDRAWAL_DAYS:
        return False
    for day in range(number, number - WITHDRAWAL_LASTS - 1, -1):
        rated = diary.withdrawal[day]
        if rated is not None:
            return rated - known.withdrawal >= WITHDRAWAL_RISE
    return False


def grown(days: int) -> int:
    """How much of a change is there so many days after its first, in parts of `GROWS`."""
    return min(GROWS, max(0, days + 1))
