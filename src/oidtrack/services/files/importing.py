"""Taking records of a file into the journal: what is there already is left out, and all is written or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.domain.journal import Entry
from oidtrack.domain.medicine import Prescription
from oidtrack.domain.profile import Profile
from oidtrack.domain.stock import StockRow
from oidtrack.domain.tick import Tick, quiet, ticking
from oidtrack.exchange.records import (
    Fault,
    Found,
    MedicineRecord,
    PlanRecord,
    QuestionRecord,
    Reading,
    Record,
    VisitRecord,
)
from oidtrack.services.files.joining import Joining
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import EntryFilter, entries, replace_entry
from oidtrack.store.tables.medicines import prescriptions
from oidtrack.store.tables.plans import StoredVersion
from oidtrack.store.tables.profile import load_profile
from oidtrack.store.tables.stock import stock_rows

NAMES: dict[type[Record], str] = {
    Entry: "entries",
    MedicineRecord: "medicines",
    PlanRecord: "plan versions",
    VisitRecord: "appointments",
    QuestionRecord: "questions",
    StockRow: "stock rows",
    Profile: "profile",
}


class Incoming(Struct, frozen=True):
    """What would come in.

    Attributes:
        new: Records that the journal lacks, in the order of the file.
        known: How many of each kind it has already, by their plain name.
        faults: What cannot be taken over, in the order of the file.
        notes: What to know.
        changed: Entries that are here under the same id and were changed there since.
    """

    new: tuple[Record, ...]
    known: tuple[tuple[str, int], ...]
    faults: tuple[Fault, ...]
    notes: tuple[str, ...]
    changed: tuple[Entry, ...] = ()

    def counted(self) -> tuple[tuple[str, int], ...]:
        """How many of each kind are new, by their plain name."""
        return tally(self.new)


def compare(journal: Journal | None, reading: Reading) -> Incoming:
    """Set what a file holds beside what the journal holds. Nothing is written.

    The same record twice in the file is two records; as many of them as the journal has are left out.
    """
    faults, good = list(reading.faults), []
    for found in reading.found:
        reason = _unusable(found)
        if reason:
            faults.append(Fault(found.place, reason))
        else:
            good.append(found)
    notes = list(reading.notes)
    new, known = [found.record for found in good], list[Record]()
    if journal is not None:
        new, known = _told_apart(_known(journal, good), good)
        new, known = _joined(journal, new, known, notes)
    return Incoming(tuple(new), tally(known), tuple(faults), tuple(notes))


def save(journal: Journal, incoming: Incoming, at_utc: int, command: str = "import", tick: Tick = quiet) -> None:
    """Write what is new, all in one transaction; one undo takes all of it back.

    Args:
        journal: The journal.
        incoming: What `compare` made of the file.
        at_utc: Now, in seconds since 1970, UTC.
        command: What the person asked for.
        tick: Is told how many records are written or brought up to date.

    Raises:
        JournalError: It cannot be written; then nothing is.
    """
    profile = load_profile(journal)
    with journal.writing(command, at_utc) as writer:
        joining = Joining(writer, profile)
        new, of = len(incoming.new), len(incoming.new) + len(incoming.changed)
        joining.add_all(incoming.new, of, tick)
        for entry in ticking(incoming.changed, of, tick, before=new):
            replace_entry(writer, entry.id, entry)


def same_entry(one: Entry, other: Entry) -> bool:
    """Whether two entries say the same of the same instant, whatever their numbers."""
    return _key(one) == _key(other)


def _unusable(found: Found) -> str:
    """Why a record cannot be taken over; empty where it can."""
    record = found.record
    if isinstance(record, PlanRecord):
        try:
            StoredVersion(record.plan_id, record.version, record.created_utc, record.document).plan()
        except ValueError as error:
            return f"the plan cannot be read ({error})"
    return ""


def _told_apart(there: list[Record], good: Iterable[Found]) -> tuple[list[Record], list[Record]]:
    """What is new and what is here already, each in the order of the file.

    The same instant goes first. A time without an offset is another instant in another time zone: what then is left is
    the same where the clock on the wall showed the same.
    """
    left: dict[object, int] = Counter(_key(record) for record in there)
    walls: dict[object, list[object]] = {}
    for record in there:
        if isinstance(record, Entry):
            walls.setdefault(_wall_key(record), []).append(_key(record))
    here, open_yet = set[int](), list[tuple[int, Entry]]()
    found_all = list(good)
    for n, found in enumerate(found_all):
        key = _key(found.record) if left else None
        if left.get(key):
            left[key] -= 1
            here.add(n)
        elif found.floating and isinstance(found.record, Entry):
            open_yet.append((n, found.record))
    for n, record in open_yet if walls else ():
        same = next((key for key in walls.get(_wall_key(record), ()) if left[key]), None)
        if same is not None:
            left[same] -= 1
            here.add(n)
    new = [found.record for n, found in enumerate(found_all) if n not in here]
    return new, [found.record for n, found in enumerate(found_all) if n in here]


def _known(journal: Journal, good: Iterable[Found]) -> list[Record]:
    """What the journal holds; of entries only those of the days in question, and one more for another time zone."""
    days = [found.record.moment.day for found in good if isinstance(found.record, Entry)]
    there: list[Record] = []
    with journal.snapshot():
        if days:
            first, last = min(days), max(days)
            since = first - timedelta(days=1) if first > date.min else first
            until = last + timedelta(days=2) if last.year < 9999 else None  # noqa: PLR2004 - the last year there is
            there += entries(journal, EntryFilter(since=since, until=until))
        there += (MedicineRecord(row.id, row.prescription) for row in prescriptions(journal))
        there += stock_rows(journal)
    return there


def _key(record: Record) -> object:
    """What makes a record the same one, whatever its number.

    An entry is the same at the same instant, in whatever time zone and with whatever end of the day it was read; a
    medicine that was stopped since is still the same.
    """
    if isinstance(record, Entry):
        return (record.moment.at_utc, *_content(record))
    if isinstance(record, StockRow):
        return replace(record, id=0)
    if isinstance(record, MedicineRecord):
        row: Prescription = replace(record.prescription, until=None)
        return row
    return record


def _wall_key(entry: Entry) -> object:
    """As `_key`, by what the clock on the wall showed."""
    return (entry.moment.at_utc + entry.moment.offset_min * 60, *_content(entry))


def _content(entry: Entry) -> tuple[object, ...]:
    return entry.kind, entry.body, entry.note, entry.tags, entry.star


def _joined(
    journal: Journal, new: list[Record], known: list[Record], notes: list[str]
) -> tuple[list[Record], list[Record]]:
    """The same once plans, appointments, questions and the profile are compared too."""
    from oidtrack.services.files.joining import Held

    held = Held(journal)
    kept: list[Record] = []
    for record in new:
        found = held.compared(record)
        if found is None:
            known.append(record)
        else:
            kept.append(found)
    notes += held.notes
    return kept, known


def tally(records: Iterable[Record]) -> tuple[tuple[str, int], ...]:
    """How many there are of each kind, by their plain name, in one fixed order; kinds without one are left out."""
    counts = Counter(NAMES[type(record)] for record in records)
    return tuple((name, counts[name]) for name in NAMES.values() if counts[name])
