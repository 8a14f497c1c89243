"""The log against what is planned: which time a dose answers, what is still open, and which days are only half told.

A dose answers a planned time of its own amount. One that was written down without its time answers the earliest
unanswered one of its amount within three hours, or the one at its very minute; anything else is beside the plan.
A day of which some planned time has no answer is partial: what it comes to is not known, and it is left out of every
statistic.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from enum import Enum
from fractions import Fraction

from msgspec import Struct

from oidtrack.domain.dose import Amount, Rate
from oidtrack.domain.journal import DoseState, Entry, Intake, Moment
from oidtrack.domain.medicine import in_day_order
from oidtrack.taper.days.dayplan import ONE_DAY, DosePlan
from oidtrack.taper.days.inforce import Of, PlannedDose

NEAR = timedelta(hours=3)
"""How far from a planned time a dose of its amount may be and still be that dose. ENGINEERING."""


class Became(Enum):
    """What became of a planned time. `missed`: nobody said anything, and it is too long ago to be asked about."""

    TAKEN = "taken"
    SKIPPED = "skipped"
    OPEN = "open"
    LATER = "later"
    MISSED = "missed"

    @property
    def is_answer(self) -> bool:
        """Whether somebody wrote down what became of it."""
        return self in {Became.TAKEN, Became.SKIPPED}


class Match(Struct, frozen=True):
    """One planned dose and what became of it; `entry` is None where nobody wrote it down."""

    dose: PlannedDose
    became: Became
    entry: Entry | None = None

    @property
    def taken(self) -> Amount | None:
        """What was taken in its place, which may differ; None where it was not taken."""
        body = None if self.entry is None else self.entry.body
        return body.amount if self.became is Became.TAKEN and isinstance(body, Intake) else None


class Total(Struct, frozen=True):
    """What one medicine comes to on one day, every release of it together.

    Attributes:
        taken: In the unit people read; None where nothing of it was written down, or the day is partial.
        at_least: What was written down so far; None where nothing was.
        beside: Of that, what answers no planned time.
        partial: Whether some planned time has no answer while something is written down.
    """

    taken: Fraction | None = None
    at_least: Fraction | None = None
    beside: Fraction = Fraction(0)
    partial: bool = False


class DayMatch(Struct, frozen=True):
    """One day of the plan with its log.

    Attributes:
        day: Local day.
        matches: Every planned dose of the day, in its order.
        beside: Doses that were taken and answer no planned time, in their order.
    """

    day: date
    matches: tuple[Match, ...] = ()
    beside: tuple[Entry, ...] = ()

    @property
    def is_written(self) -> bool:
        """Whether some dose of the day is written down; where none is, doses are not kept and none is asked for."""
        return bool(self.beside) or any(one.entry is not None for one in self.matches)

    def unanswered(self, *became: Became) -> tuple[PlannedDose, ...]:
        """Planned doses that nobody wrote anything of; all of them, or those that became one of these."""
        wanted = became or (Became.OPEN, Became.LATER, Became.MISSED)
        return tuple(match.dose for match in self.matches if match.became in wanted)

    def total(self, medicine: str, *, patch: bool = False) -> Total:
        """What a medicine comes to; `patch` tells what is worn from what is swallowed under one name."""
        mine = [match for match in self.matches if _is_of(match.dose.medicine, match.dose.amount, medicine, patch)]
        beside = [
            entry.body.amount.shown
            for entry in self.beside
            if isinstance(entry.body, Intake) and _is_of(entry.body.medicine, entry.body.amount, medicine, patch)
        ]
        answered = [match for match in mine if match.became.is_answer]
        if not answered and not beside:
            return Total()
        extra = sum(beside, Fraction(0))
        taken = sum((match.taken.shown for match in answered if match.taken is not None), extra)
        partial = len(answered) < len(mine)
        return Total(None if partial else taken, taken, extra, partial)


def match(planned: DosePlan, day: date, log: Iterable[Entry], now: Moment | None = None) -> DayMatch:
    """What became of every planned dose of a day.

    Args:
        planned: All that decides planned doses.
        day: The local day.
        log: Any entries; only doses of that day are looked at.
        now: The moment of looking: times after it are `later`, those of two days ago and before `missed`. None looks
            back from long after.
    """
    doses = planned.doses(day)
    mine = [(entry, entry.body) for entry in log if entry.moment.day == day and isinstance(entry.body, Intake)]
    answers: dict[int, Entry] = {}
    beside: list[Entry] = []
    for entry, body in sorted(mine, key=lambda pair: (pair[1].slot is None, _written(pair[0]))):
        place = _place(doses, answers, entry, body, planned.day_ends_at)
        if place is not None:
            answers[place] = entry
        elif body.state is not DoseState.SKIPPED:
            beside.append(entry)
    matches = (
        Match(dose, _became(answers.get(n), _unanswered(dose.slot, day, now, planned.day_ends_at)), answers.get(n))
        for n, dose in enumerate(doses)
    )
    return DayMatch(day, tuple(matches), tuple(sorted(beside, key=_written)))


def answered_by(
    found: DayMatch, medicine: Of, amount: Amount, at: datetime, day_ends_at: time
) -> tuple[PlannedDose, ...]:
    """The planned doses that a dose answers as it is written down; none where it is beside the plan.

    Of several times that it may be, the earliest is meant. At just a planned time it is that dose, whatever its
    amount. An amount that is just the sum of every time that has come answers all of these.

    Args:
        found: The day so far.
        medicine: What was taken.
        amount: How much.
        at: When, by the wall clock.
        day_ends_at: When a day ends.
    """
    mine = [dose for dose in found.unanswered() if (dose.medicine, dose.release) == medicine]
    near = [dose for dose in mine if _is_near(dose, found.day, at, day_ends_at) and dose.amount == amount]
    just = [dose for dose in mine if _is_just(dose, found.day, at, day_ends_at)]
    if near or just:
        return ((near or just)[0],)
    come = [dose for dose in mine if _apart(dose, found.day, at, day_ends_at) >= -NEAR]
    whole = sum(dose.amount.thousandths for dose in come)
    same_kind = all(type(dose.amount) is type(amount) for dose in come)
    return tuple(come) if len(come) > 1 and same_kind and whole == amount.thousandths else ()


def _place(
    doses: tuple[PlannedDose, ...], answers: dict[int, Entry], entry: Entry, body: Intake, day_ends_at: time
) -> int | None:
    """Which planned dose an entry answers, by its number; None where it is beside the plan."""
    left = [
        (n, dose)
        for n, dose in enumerate(doses)
        # what is worn and what is swallowed do not add up: one never answers for the other
        if n not in answers and dose.medicine == body.medicine and type(dose.amount) is type(body.amount)
    ]
    if body.slot is not None:
        own = [(n, dose) for n, dose in left if dose.slot == body.slot]
        exact = [n for n, dose in own if dose.amount == body.planned]
        return next(iter(exact or [n for n, _ in own]), None)
    if body.state is not DoseState.TAKEN:
        return None
    day, at = entry.moment.day, entry.moment.wall
    near = [n for n, dose in left if dose.amount == body.amount and _is_near(dose, day, at, day_ends_at)]
    just = [n for n, dose in left if _is_just(dose, day, at, day_ends_at)]
    return next(iter(near or just), None)


def _written(entry: Entry) -> tuple[int, bool, int]:
    """By time, then as written; what is not stored yet was written last."""
    return entry.moment.at_utc, entry.id == 0, entry.id


def _is_near(dose: PlannedDose, day: date, at: datetime, day_ends_at: time) -> bool:
    return abs(_apart(dose, day, at, day_ends_at)) <= NEAR


def _is_just(dose: PlannedDose, day: date, at: datetime, day_ends_at: time) -> bool:
    """Whether a moment is the very minute of a planned time."""
    return not _apart(dose, day, at, day_ends_at)


def _apart(dose: PlannedDose, day: date, at: datetime, day_ends_at: time) -> timedelta:
    """How long after its planned time a moment lies, by the wall clock; below 0 before it."""
    on = day if dose.slot >= day_ends_at else day + ONE_DAY
    return at.replace(tzinfo=None, second=0, microsecond=0) - datetime.combine(on, dose.slot)


def _became(entry: Entry | None, unanswered: Became) -> Became:
    if entry is None or not isinstance(entry.body, Intake):
        return unanswered
    return Became.SKIPPED if entry.body.state is DoseState.SKIPPED else Became.TAKEN


def _unanswered(slot: time, day: date, now: Moment | None, day_ends_at: time) -> Became:
    """What a planned time is of which nobody wrote anything."""
    if now is None or day < now.day - ONE_DAY:
        return Became.MISSED
    ahead = in_day_order(slot, day_ends_at) > in_day_order(now.wall.time(), day_ends_at)
    return Became.LATER if day > now.day or (day == now.day and ahead) else Became.OPEN


def _is_of(medicine: str, amount: Amount, wanted: str, patch: bool) -> bool:
    return medicine == wanted and isinstance(amount, Rate) is patch
