"""Made-up people who are asked the two questions of the PHQ-2 when the program would offer them, day by day.

What is offered depends on what was found, and what is found on what was answered: so a life is walked evening by
evening. The program's own rule (rules/asking.py) says when an offer is due, over all that holds on that evening.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from msgspec.structs import replace
from signals import FIGURES
from slow_population import DAYS, FIRST, Person

from oidtrack.insight.diary import WATCHED
from oidtrack.insight.early.drift import Drift
from oidtrack.insight.early.early_signs import BACKED, FORGET_DAYS, THRESHOLD, WEEK, Evidence, Search, Signal
from oidtrack.insight.early.falls import Cause, Fall
from oidtrack.insight.early.reference import ordinary_days, reference
from oidtrack.insight.early.weighing import KNOWN_ANEW, answered
from oidtrack.rules.asking import Due, Reason, due
from oidtrack.rules.situation import Scored, Situation, Taper, Upkeep, Wellbeing


@dataclass(slots=True)
class Walk:
    """What came of one life.

    Attributes:
        evidence: Of each day, with the answers in it.
        offers: Evenings on which the two were offered, and why; one left blank is offered again.
        scores: Points by day.
    """

    evidence: list[Evidence | None] = field(default_factory=list)
    offers: list[tuple[int, Reason]] = field(default_factory=list)
    scores: dict[int, int] = field(default_factory=dict)

    @property
    def yes(self) -> int:
        """Answers of three points or more."""
        return sum(score >= 3 for score in self.scores.values())


@dataclass(slots=True)
class _Evening:
    """What holds on one evening, so far as it decides on an offer."""

    asks_from: int
    slow: Sequence[Drift]
    drops: frozenset[int]
    noticed: int | None = None
    fell: int | None = None
    last: int = -1

    def see(self, number: int, evidence: Sequence[Evidence | None]) -> None:
        """As `signals` and `backs`, for the day that is the last of the evidence."""
        now = evidence[-1]
        self.last = self.last if now is None else number
        silent = number - self.last >= FORGET_DAYS
        if silent or (now is not None and now.total <= self.asks_from // 3):
            self.noticed = None
        elif self.noticed is None and now is not None and now.total >= self.asks_from:
            self.noticed = number
        week = [one.total for one in evidence[-WEEK:] if one is not None]
        falls = number in self.drops and (not week or max(week) >= THRESHOLD * BACKED)
        self.fell = (number if self.fell is None else self.fell) if falls else None

    def wellbeing(self, number: int, scores: dict[int, int]) -> Wellbeing:
        """For the rule."""
        today = _day(number)
        drift = next(
            (one for one in self.slow if one.noticed <= today and (one.over is None or today < one.over)), None
        )
        return Wellbeing(
            scores=tuple(Scored(_day(day), "phq2", Fraction(score)) for day, score in scores.items()),
            fall=None if self.fell is None else Fall(_day(self.fell), Fraction(2), 3, Cause.DEPRESSION),
            signal=None if self.noticed is None else Signal(_day(self.noticed), _day(self.noticed)),
            drift=drift,
        )


def walked(who: Person, slow: Sequence[Drift], drops: Sequence[int], asks_from: int = THRESHOLD) -> Walk:
    """One life with its offers and answers.

    Args:
        who: The person; their diary has no questionnaire in it.
        slow: Their drifts.
        drops: Days on which a plain fall would be named if the search agreed.
        asks_from: The evidence from which a sign asks the two questions; below `THRESHOLD` it asks without being a
            finding.
    """
    days = tuple(column for column in who.diary.columns if column[0] in WATCHED)
    scores: list[int | None] = [None] * DAYS
    diary = replace(who.diary, columns=(*days, ("phq2", scores)))  # filled as life goes on
    there = [any(column[n] is not None for _, column in days) for n in range(DAYS)]
    first, ordinary = there.index(True), ordinary_days(diary)
    search, known, last = Search(), None, -KNOWN_ANEW
    evening, blank, walk = _Evening(asks_from, slow, frozenset(drops)), list[date](), Walk()
    for number in range(DAYS):
        known = reference(diary, number, ordinary) if number % WEEK == 0 else known
        before, gap = copy(search), (last, number)
        weighed = None if known is None else answered(diary, known, FIGURES, gap)
        walk.evidence.append(search.evidence(None if weighed is None else weighed.by_days_since()))
        evening.see(number, walk.evidence)
        offer = _offer(who, evening, (first, number), blank, walk.scores) if there[number] else None
        if offer is not None and offer.instrument == "phq2":
            walk.offers.append((number, offer.reason))
            if who.willing[number]:
                walk.scores[number], scores[number] = who.would[number], 100 * who.would[number]
                weighed = None if known is None else answered(diary, known, FIGURES, gap)
                search = before
                walk.evidence[-1] = search.evidence(None if weighed is None else weighed.by_days_since())
                evening.see(number, walk.evidence)
            else:
                blank.append(_day(number))
        last = last if weighed is None else number
    return walk


def _offer(
    who: Person, evening: _Evening, days: tuple[int, int], blank: Sequence[date], scores: dict[int, int]
) -> Due | None:
    first, number = days
    cuts = tuple(_day(cut) for cut in who.diary.cuts if cut <= number)
    seen = Situation(
        _day(number),
        wellbeing=evening.wellbeing(number, scores),
        taper=Taper(cuts=cuts),
        upkeep=Upkeep(first_entry=_day(first)),
    )
    return due(seen, blank)


def _day(number: int) -> date:
    return FIRST + timedelta(days=number)
