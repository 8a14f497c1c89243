"""What every made-up life before a visit is written with: its day, its people, an evening, a journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from msgspec.structs import replace

from oidtrack.domain.dose import Amount, Dose
from oidtrack.domain.journal import DoseState, Entry, Intake, Kind, Moment, Mood, Treatment, moment
from oidtrack.domain.medicine import Prescription
from oidtrack.domain.profile import Profile
from oidtrack.domain.stock import StockRow
from oidtrack.store.file.database import open_journal
from oidtrack.store.file.writer import Writer
from oidtrack.store.tables.appointments import Appointment, Question, add_appointment, add_question
from oidtrack.store.tables.entries import add_entry
from oidtrack.store.tables.medicines import add_prescription
from oidtrack.store.tables.plans import save_plan
from oidtrack.store.tables.profile import save_profile
from oidtrack.store.tables.stock import add_stock
from oidtrack.taper.plan import Plan

NOW = datetime.fromisoformat("2026-11-23T15:05:00-05:00")
TODAY = NOW.date()
WHO = "Dr. Example (made up)"
DAY_ENDS_AT = time(4)
MARK = "the garden was quiet"
"""Free text that stands in every life, and may leave only where it is asked for."""

Way = Callable[[int], int]
"""From the day of a life to a number."""


@dataclass(frozen=True)
class Life:
    """What is in the journal of one person: of so many days up to today.

    Attributes:
        name: Of the file.
        days: Since the visit before, today among them.
        entries: Everything written down; what lies after now is left out.
        rows: Prescriptions.
        versions: Of the one plan, in their order.
        profile: What was told.
        questions: To ask at the visit to come.
        stock: What was counted at home.
        who: Whom the visit is with.
    """

    name: str
    days: int
    entries: Iterable[Entry]
    rows: tuple[Prescription, ...]
    versions: tuple[Plan, ...] = ()
    profile: Profile = field(default_factory=lambda: Profile(country="GB", prescriber=WHO))
    questions: tuple[str, ...] = ("Is this mood part of the dose?", "What helps with the first nights?")
    stock: tuple[StockRow, ...] = ()
    who: str = WHO

    def written(self, folder: Path) -> Path:
        """The journal of it, in a file of its name."""
        path, at_utc = folder / f"{self.name}.db", int(NOW.timestamp())
        with open_journal(path) as journal:
            with journal.writing("test", at_utc) as writer:
                for row in self.rows:
                    add_prescription(writer, row)
                for n, plan in enumerate(self.versions):
                    save_plan(writer, replace(plan, id=1 if n else 0), at_utc)
                for counted in self.stock:
                    add_stock(writer, counted)
                self._around(writer)
            with journal.writing("test", at_utc) as writer:
                for entry in self.entries:
                    if entry.moment.at_utc <= at_utc:
                        add_entry(writer, entry)
        return path

    def _around(self, writer: Writer) -> None:
        """Who the person is, the visit before, the next one and what to ask there."""
        save_profile(writer, self.profile)
        add_appointment(writer, Appointment(at(first_day(self.days), time(10)), self.who))
        after = at(TODAY + timedelta(days=14), time(10, 30))
        coming = add_appointment(writer, Appointment(after, self.who, note=MARK))
        for text in self.questions:
            add_question(writer, Question(text, coming.id))


def first_day(days: int) -> date:
    """The first of so many days up to today."""
    return TODAY - timedelta(days=days - 1)


def at(day: date, clock: time) -> Moment:
    """A moment by the wall clock of the place."""
    return moment(datetime.combine(day, clock, NOW.tzinfo), DAY_ENDS_AT)


def dose(day: date, slot: time, amount: Amount, medicine: str = "oxycodone", *, skipped: bool = False) -> Entry:
    """A planned dose, taken at its time or left out."""
    state, reason = (DoseState.SKIPPED, MARK) if skipped else (DoseState.TAKEN, "")
    return Entry(Kind.DOSE, at(day, slot), Intake(medicine, amount, state, slot, amount, reason))


def extra(day: date, clock: time, mg: int, medicine: str = "oxycodone") -> Entry:
    """A dose beside the plan."""
    return Entry(Kind.DOSE, at(day, clock), Intake(medicine, Dose(mg * 1000), DoseState.EXTRA))


def evening(day: date, n: int, mood: int) -> Entry:
    """A check-in; mood in tenths."""
    jitter = (n * 7 % 5 - 2) * 5
    ratings = (("mood", max(0, min(100, mood + jitter))), ("pain", 45 + (n * 3 % 7 - 3) * 5))
    body = Mood(ratings, 420 - (n * 5 % 6) * 15, (), (("restless", n % 3), ("sweating", n % 2)))
    return Entry(Kind.MOOD, at(day, time(21)), body, note=MARK if n % 30 == 3 else "")


def treatment(day: date, text: str, minutes: int | None) -> Entry:
    """Something else that may help."""
    return Entry(Kind.TREATMENT, at(day, time(17)), Treatment(text, minutes))
