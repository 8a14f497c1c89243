"""A made-up person's year in a throw-away journal, to look around in. Nobody lived it; every number is invented."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from enum import Enum
from fractions import Fraction
from pathlib import Path
from random import Random

from msgspec.structs import replace

from oidtrack.domain.dose import Amount
from oidtrack.domain.journal import (
    DAY_ENDS_AT,
    Assessment,
    DoseState,
    Entry,
    Intake,
    Kind,
    Moment,
    Mood,
    Treatment,
    moment,
)
from oidtrack.domain.profile import Profile
from oidtrack.domain.tick import Tick, quiet, ticking
from oidtrack.errors import JournalError
from oidtrack.services.medicines.prescribing import Described, describe
from oidtrack.services.medicines.said import Said
from oidtrack.services.plan.background import Background
from oidtrack.services.plan.planning import Ask, propose
from oidtrack.store.file.building import begin, fresh_file, move_unless_there
from oidtrack.store.file.connecting import connect
from oidtrack.store.file.connection import shown
from oidtrack.store.file.database import PATIENCE_S, open_journal
from oidtrack.store.file.writer import Writer
from oidtrack.store.tables.appointments import Appointment, Question, add_appointment, add_question
from oidtrack.store.tables.entries import add_entry
from oidtrack.store.tables.medicines import add_prescription
from oidtrack.store.tables.plans import save_plan
from oidtrack.store.tables.profile import save_profile
from oidtrack.taper.days.course import Course
from oidtrack.taper.days.dayplan import DosePlan
from oidtrack.taper.days.inforce import PlannedDose
from oidtrack.taper.plan import Plan, Status, step_on
from oidtrack.taper.speed import Wish

PRESCRIBER = "Dr. Example (made up)"
DAYS = 365
SEED = 7
_PLAN_WEEKS = 34
_YEARS = 3
_AFTER = timedelta(weeks=8)
_ONE_DAY = timedelta(days=1)
_TIMES = (time(8), time(14), time(22))
_STRENGTHS = tuple(Fraction(mg) for mg in (5, 10, 15, 20, 30))
_QUESTIONS = ("Can the midday dose go last?", "What can I do about the first nights after a cut?")


NOTE = "This journal is made up. Nobody lived it, and every number in it is invented."


class Life(Enum):
    """Which year: on the same dose with a mood that sinks, in the middle of a taper, or weeks after its end."""

    STEADY = "steady"
    TAPER = "taper"
    AFTER = "after"


def build_demo(
    path: Path, now: datetime, life: Life = Life.TAPER, *, labelled: bool = False, tick: Tick = quiet
) -> None:
    """Write the journal at `path`, which must not exist yet. The same `now` and life give the same journal.

    Args:
        path: Where to write it.
        now: The wall-clock time with its offset.
        life: Which year.
        labelled: Whether its first entry says that it is made up; for a journal that stays.
        tick: Is told how many entries are written.

    Raises:
        JournalError: It cannot be written.
    """
    today = moment(now, DAY_ENDS_AT).day
    start = today - timedelta(weeks=_PLAN_WEEKS)
    described = _described(today)
    plan = None if life is Life.STEADY else _plan(described, start)
    if life is Life.AFTER and plan is not None and plan.stops_on is not None:
        start = today - _AFTER - (plan.stops_on - plan.start)
        described = _described(start)
        plan = _plan(described, start)
    at_utc = int(now.timestamp())
    with _new_journal(path) as draft, open_journal(draft) as journal, journal.writing("demo", at_utc) as writer:
        add_prescription(writer, described.prescription)
        if plan is not None:
            save_plan(writer, plan, at_utc)
        save_profile(writer, _profile(today, described))
        if labelled:
            first = moment(now - timedelta(days=DAYS), DAY_ENDS_AT)
            add_entry(writer, Entry(Kind.NOTE, first, None, note=NOTE))
        year = _Person(plan, described, now).year()
        for entry in ticking(year, len(year), tick):
            add_entry(writer, entry)
        _appointments(writer, now)


@contextmanager
def _new_journal(path: Path) -> Iterator[Path]:
    """Where to write the journal until it is whole: then it has its name, and before that nothing has.

    Raises:
        JournalError: Something came to that place meanwhile.
    """
    with fresh_file(path, "new") as draft:
        begin(connect(draft, PATIENCE_S), path)
        yield draft
        if not move_unless_there(draft, path):
            raise JournalError(f"{shown(path)} is there already; nothing was changed", "choose another name")


def _described(today: date) -> Described:
    said = Said(
        name="oxycodone",
        doses=(Fraction(30),),
        times=_TIMES,
        strengths=_STRENGTHS,
        halves=_STRENGTHS[:1],
        since=today - timedelta(days=365 * _YEARS),
    )
    return describe(said, today)


def _plan(described: Described, start: date) -> Plan:
    agreed = start - timedelta(days=8)
    proposal = propose(described, Ask(Wish(), start), Background(), agreed)
    if proposal.plan is None:
        raise AssertionError("the made-up person has no plan")
    return replace(proposal.plan, status=Status.AGREED, agreed_with=PRESCRIBER, agreed_on=agreed)


def _profile(today: date, described: Described) -> Profile:
    return Profile(
        born=today.year - 47,
        country="US",
        prescriber=PRESCRIBER,
        opioid_since=described.prescription.opioid_since,
        chronic_pain=True,
        naloxone=True,
    )


def _appointments(writer: Writer, now: datetime) -> None:
    """One eight weeks ago, one in two weeks, and what to ask there."""
    morning = now.replace(hour=10, minute=30, second=0, microsecond=0)
    add_appointment(writer, Appointment(moment(morning - timedelta(weeks=8), DAY_ENDS_AT), PRESCRIBER))
    coming = add_appointment(writer, Appointment(moment(morning + timedelta(weeks=2), DAY_ENDS_AT), PRESCRIBER))
    for text in _QUESTIONS:
        add_question(writer, Question(text, coming.id))


class _Person:
    """Somebody who writes most evenings, feels a cut for two weeks, and forgets a dose now and then."""

    def __init__(self, plan: Plan | None, described: Described, now: datetime) -> None:
        self._plan = plan
        self._medicine = described.prescription.medicine
        self._doses_of = DosePlan(() if plan is None else (Course((plan,)),), (described.prescription,))
        self._now = now
        self._random = Random(SEED)  # noqa: S311 - an invented diary, the same each time
        self._away = 0
        self._mood = 60

    def year(self) -> list[Entry]:
        """All entries up to now, the earliest first."""
        today = moment(self._now, DAY_ENDS_AT).day
        found = []
        for ago in range(DAYS - 1, -1, -1):
            found += self._day(today - ago * _ONE_DAY, ago)
        latest = int(self._now.timestamp())
        return [entry for entry in found if entry.moment.at_utc <= latest]

    def _day(self, day: date, ago: int) -> list[Entry]:
        evening = self._at(day, time(21, self._random.randrange(60)))
        found = self._phq9(day) if ago % 28 == 1 else []
        if self._is_silent(ago):
            return found
        found += self._doses(day)
        if self._random.random() < 0.3:  # noqa: PLR2004 - about twice a week
            found.append(Entry(Kind.TREATMENT, self._at(day, time(17)), Treatment("walk", 30)))
        if day.weekday() == 1 and self._random.random() < 0.8:  # noqa: PLR2004 - most Tuesdays
            found.append(Entry(Kind.TREATMENT, self._at(day, time(11)), Treatment("physiotherapy", 45)))
        found.append(Entry(Kind.MOOD, evening, self._check_in(day)))
        return sorted(found, key=lambda entry: entry.moment.at_utc)

    def _is_silent(self, ago: int) -> bool:
        """One day in eight, and now and then five days in a row; never the last two days."""
        if self._away:
            self._away -= 1
            return True
        chance = self._random.random()
        if ago <= 1:
            return False
        if chance < 0.025:  # noqa: PLR2004 - some eight times a year
            self._away = 4
            return True
        return chance < 0.14  # noqa: PLR2004 - a day now and then

    def _doses(self, day: date) -> list[Entry]:
        found = []
        for dose in self._doses_of.doses(day):
            chance = self._random.random()
            if chance < 0.02:  # noqa: PLR2004 - now and then
                found.append(self._dose(day, dose, DoseState.SKIPPED, "slept through"))
            elif chance > 0.03:  # noqa: PLR2004 - the rest is forgotten
                found.append(self._dose(day, dose, DoseState.TAKEN))
        if found and self._since_cut(day) < 14 and self._random.random() < 0.05:  # noqa: PLR2004 - hard days
            amount = self._doses_of.doses(day)[-1].amount
            found.append(self._extra(day, amount))
        return found

    def _dose(self, day: date, dose: PlannedDose, state: DoseState, reason: str = "") -> Entry:
        at = self._at(day, dose.slot, self._random.randrange(20))
        return Entry(Kind.DOSE, at, Intake(dose.medicine, dose.amount, state, dose.slot, dose.amount, reason))

    def _extra(self, day: date, amount: Amount) -> Entry:
        return Entry(Kind.DOSE, self._at(day, time(18, 30)), Intake(self._medicine, amount, DoseState.EXTRA))

    def _check_in(self, day: date) -> Mood:
        """Mood, pain, sleep and withdrawal: worse after a cut, better as the weeks pass."""
        dip = max(0, 14 - self._since_cut(day))
        self._mood = (3 * self._mood + 66 - 3 * dip - self._sunk(day)) // 4
        mood = self._near(self._mood, 12)
        pain = self._near(42 + dip, 12)
        sleep = max(180, min(600, 430 - 9 * dip + self._random.randrange(-60, 61)))
        ratings = [("mood", mood), ("pain", pain)]
        if self._random.random() < 0.6:  # noqa: PLR2004 - not every question is answered
            ratings.append(("anxiety", self._near(30 + 2 * dip, 15)))
        return Mood(tuple(ratings), sleep // 15 * 15, (), self._symptoms(dip))

    def _symptoms(self, dip: int) -> tuple[tuple[str, int | None], ...]:
        if not dip:
            return (("restless", self._random.randrange(2)),)
        most = 1 + dip // 5
        return tuple((name, self._random.randrange(most + 1)) for name in ("restless", "sweating", "yawning"))

    def _near(self, tenths: int, spread: int) -> int:
        """A rating near another, in halves, within 0 to 10."""
        return max(0, min(100, (tenths + self._random.randrange(-spread, spread + 1)) // 5 * 5))

    def _phq9(self, day: date) -> list[Entry]:
        """Once in four weeks, always without thoughts of death."""
        most = 2 if self._since_cut(day) < 14 else 1  # noqa: PLR2004 - two weeks
        answers = tuple(self._random.randrange(most + 1) for _ in range(8))
        return [Entry(Kind.ASSESSMENT, self._at(day, time(20, 30)), Assessment("phq9", (*answers, 0)))]

    def _sunk(self, day: date) -> int:
        """How far mood has sunk over the year on the same dose, in tenths; nothing where the dose comes down."""
        today = moment(self._now, DAY_ENDS_AT).day
        return (DAYS - (today - day).days) // 15 if self._plan is None else 0

    def _since_cut(self, day: date) -> int:
        """Days since the last cut or the stop; many before the first."""
        plan = self._plan
        if plan is None:
            return DAYS
        if plan.stops_on is not None and day >= plan.stops_on:
            return (day - plan.stops_on).days
        step = step_on(plan, day)
        return DAYS if step is None else (day - step.first).days

    def _at(self, day: date, at: time, later: int = 0) -> Moment:
        wall = datetime.combine(day, at, self._now.tzinfo) + timedelta(minutes=later)
        return moment(wall, DAY_ENDS_AT)
