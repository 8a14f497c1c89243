"""The journal as a file for elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from enum import Enum
from itertools import chain

from msgspec import Struct

import oidtrack
from oidtrack.domain.journal import Entry
from oidtrack.domain.profile import Profile
from oidtrack.exchange import csv_table, jsonl
from oidtrack.exchange.own_files import BYTE_ORDER_MARK
from oidtrack.exchange.records import MedicineRecord, PlanRecord, QuestionRecord, Record, VisitRecord
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.appointments import appointments, every_question
from oidtrack.store.tables.calendars import calendar_ids
from oidtrack.store.tables.entries import EntryFilter, entries
from oidtrack.store.tables.medicines import prescriptions
from oidtrack.store.tables.plans import stored_versions
from oidtrack.store.tables.profile import load_profile
from oidtrack.store.tables.stock import stock_rows


class Format(Enum):
    """What files are read and written."""

    JSONL = "jsonl"
    CSV = "csv"
    DAYLIO = "daylio"
    JRNL = "jrnl"
    DAYONE = "dayone"
    HEALTH = "health"
    MEDTIMER = "medtimer"


def _journal(records: tuple[Record, ...]) -> Iterator[str]:
    return jsonl.lines(records, oidtrack.__version__)


def _table(records: tuple[Record, ...]) -> Iterator[str]:
    return csv_table.lines(record for record in records if isinstance(record, Entry))


WRITERS: dict[Format, Callable[[tuple[Record, ...]], Iterator[str]]] = {Format.JSONL: _journal, Format.CSV: _table}
"""How each format is written, from the records of the journal to lines."""
WRITTEN = tuple(WRITERS)


class Export(Struct, frozen=True):
    """What is to be written.

    Attributes:
        format: JSON Lines holds the whole journal, CSV its entries.
        records: In the order in which they are read again.
        marked: Whether a table begins with the byte-order mark, by which Excel knows UTF-8.
    """

    format: Format
    records: tuple[Record, ...]
    marked: bool = False

    def lines(self) -> Iterator[str]:
        """The file, line by line."""
        return chain((BYTE_ORDER_MARK,) if self.marked else (), WRITERS[self.format](self.records))


def export(journal: Journal, kind: Format, since: date | None, until: date | None) -> Export:
    """Everything that a file of this kind holds.

    Args:
        journal: The journal.
        kind: One of `WRITTEN`.
        since: First local day of entries; medicines, plans, appointments and the profile are always whole.
        until: The local day after the last one.
    """
    with journal.snapshot():
        found = entries(journal, EntryFilter(since=since, until=until))
        return Export(kind, found if kind is Format.CSV else (*_around(journal), *found))


def _around(journal: Journal) -> Iterator[Record]:
    """All but the entries."""
    profile = load_profile(journal)
    if profile != Profile():
        yield profile
    for medicine in prescriptions(journal):
        yield MedicineRecord(medicine.id, medicine.prescription)
    yield from stock_rows(journal)
    for version in stored_versions(journal):
        yield PlanRecord(version.plan_id, version.version, version.created_utc, version.document, version.calendar)
    known = calendar_ids(journal)
    for visit in appointments(journal):
        yield VisitRecord(visit.id, visit.moment, visit.who, visit.note, known.get(visit.name, ""))
    for question in every_question(journal):
        yield QuestionRecord(question.id, question.text, question.appointment_id)
