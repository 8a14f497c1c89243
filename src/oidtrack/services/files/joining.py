"""Joining two journals: the records that point to others, and the numbers under which all of it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby, islice

from msgspec.structs import asdict, replace

from oidtrack.domain.journal import Entry, Moment
from oidtrack.domain.profile import Profile
from oidtrack.domain.stock import StockRow
from oidtrack.domain.tick import Tick
from oidtrack.exchange.records import MedicineRecord, PlanRecord, QuestionRecord, Record, VisitRecord
from oidtrack.store.file.database import Journal
from oidtrack.store.file.writer import Writer
from oidtrack.store.tables.appointments import (
    Appointment,
    Question,
    add_appointment,
    add_question,
    appointments,
    every_question,
)
from oidtrack.store.tables.entries import add_entries
from oidtrack.store.tables.medicines import add_prescription
from oidtrack.store.tables.plans import StoredVersion, add_version, stored_versions
from oidtrack.store.tables.profile import load_profile, save_profile
from oidtrack.store.tables.stock import add_stock

_Visit = tuple[Moment, str, str]
_Version = tuple[int, int, str]
_AT_A_TIME = 500
"""So many entries are written together. ENGINEERING: more are not quicker."""


class Held:
    """What the journal holds of plans, appointments, questions and the profile.

    Attributes:
        notes: What to know of what was not taken over.
    """

    def __init__(self, journal: Journal) -> None:
        self.notes: list[str] = []
        with journal.snapshot():
            self._profile = load_profile(journal)
            visits = appointments(journal)
            self._visits: dict[_Visit, list[int]] = {}
            for visit in visits:
                self._visits.setdefault((visit.moment, visit.who, visit.note), []).append(visit.id)
            self._questions = Counter((one.text, one.appointment_id) for one in every_question(journal))
            versions = stored_versions(journal)
        self._plans: dict[int, set[_Version]] = {}
        for one in versions:
            self._plans.setdefault(one.plan_id, set()).add((one.version, one.created_utc, one.document))
        self._same_visit: dict[int, int] = {}
        self._same_plan: dict[int, int] = {}

    def compared(self, record: Record) -> Record | None:
        """The record as it is to be added, pointing to what is here already; None where it is all here."""
        if isinstance(record, PlanRecord):
            return self._plan(record)
        if isinstance(record, VisitRecord):
            same = self._visits.get((record.moment, record.who, record.note))
            if same:
                self._same_visit[record.id] = -same.pop(0)
                return None
        if isinstance(record, QuestionRecord):
            return self._question(record)
        return self._missing(record) if isinstance(record, Profile) else record

    def _plan(self, record: PlanRecord) -> PlanRecord | None:
        """A version is here where a plan here has it; a plan of which any version is here is the same plan."""
        mark = (record.version, record.created_utc, record.document)
        same = self._same_plan.get(record.plan_id)
        if same is None:
            same = next((plan_id for plan_id, marks in self._plans.items() if mark in marks), None)
            if same is not None:
                self._same_plan[record.plan_id] = same
        if same is None:
            return record
        if mark in self._plans[same]:
            return None
        if any(mark[0] == version for version, _, _ in self._plans[same]):
            self.notes.append(f"version {record.version} of p{same} is another one here and stays as it is here")
            return None
        return replace(record, plan_id=-same)

    def _question(self, record: QuestionRecord) -> QuestionRecord | None:
        visit = record.visit_id
        there = self._same_visit.get(visit) if visit is not None else None
        key = (record.text, None if there is None else -there)
        if (visit is None or there is not None) and self._questions[key]:
            self._questions[key] -= 1
            return None
        return record if there is None else replace(record, visit_id=there)

    def _missing(self, theirs: Profile) -> Profile | None:
        """What the profile here does not say; where both say something, what is here stays."""
        gained = {}
        for name, other in asdict(theirs).items():
            own = getattr(self._profile, name)
            if other is not None and own is None:
                gained[name] = other
            elif other is not None and own != other:
                self.notes.append(f"the profile here says something else of {name} and stays as it is")
        return Profile(**gained) if gained else None


class Joining:
    """Writes records; a table that never gave out a number keeps those of the file."""

    def __init__(self, writer: Writer, profile: Profile) -> None:
        self._writer, self._profile = writer, profile
        tables = ("entries", "prescriptions", "stock", "appointments", "appointment_questions")
        self._fresh = {table: writer.never_used(table) for table in tables}
        taken = writer.rows("SELECT DISTINCT plan_id FROM plans")
        self._plan_ids = {plan_id for (plan_id,) in taken}
        self._plan_of: dict[int, int] = {}
        self._visit_of: dict[int, int] = {}

    def add_all(self, records: Iterable[Record], of: int, tick: Tick) -> None:
        """Write records in their order; entries that follow one another many at a time.

        Args:
            records: What is written.
            of: How many they are.
            tick: Is told how many are written.
        """
        done = 0
        for is_entry, found in groupby(records, lambda record: isinstance(record, Entry)):
            while some := tuple(islice(found, _AT_A_TIME if is_entry else 1)):
                if is_entry:
                    new = (record for record in some if isinstance(record, Entry))
                    add_entries(self._writer, new, keep_id=self._fresh["entries"])
                else:
                    self.add(some[0])
                done += len(some)
                tick(done, of)

    def add(self, record: Record) -> None:
        """Write one record. A negative number points to what was here before."""
        if isinstance(record, Entry):
            add_entries(self._writer, (record,), keep_id=self._fresh["entries"])
        elif isinstance(record, MedicineRecord):
            add_prescription(self._writer, record.prescription, record.id if self._fresh["prescriptions"] else None)
        elif isinstance(record, StockRow):
            add_stock(self._writer, record, keep_id=self._fresh["stock"])
        elif isinstance(record, PlanRecord):
            plan_id = self._plan_id(record.plan_id)
            kept = StoredVersion(plan_id, record.version, record.created_utc, record.document, record.calendar)
            add_version(self._writer, kept)
        elif isinstance(record, VisitRecord):
            visit = Appointment(record.moment, record.who, record.note, record.id)
            keep = self._fresh["appointments"]
            stored = add_appointment(self._writer, visit, keep_id=keep, calendar=record.calendar)
            self._visit_of[record.id] = stored.id
        elif isinstance(record, QuestionRecord):
            self._ask(record)
        else:
            self._fill_in(record)

    def _plan_id(self, theirs: int) -> int:
        """The number here of a plan of the file: its own where that is free, else the next."""
        if theirs < 0:
            return -theirs
        if theirs not in self._plan_of:
            own = theirs if theirs not in self._plan_ids else max(self._plan_ids) + 1
            self._plan_of[theirs] = own
            self._plan_ids.add(own)
        return self._plan_of[theirs]

    def _ask(self, record: QuestionRecord) -> None:
        visit = record.visit_id
        there = -visit if visit is not None and visit < 0 else self._visit_of.get(visit or 0)
        question = Question(record.text, there, record.id)
        add_question(self._writer, question, keep_id=self._fresh["appointment_questions"])

    def _fill_in(self, theirs: Profile) -> None:
        gained = asdict(theirs)
        self._profile = replace(self._profile, **{name: value for name, value in gained.items() if value is not None})
        save_profile(self._writer, self._profile)
