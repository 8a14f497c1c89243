"""Bringing another journal into this one: what is new there comes in, and nothing is written twice.

Two copies of one journal share the history of their entries, and so it can be told who changed what: an entry that was
changed there alone is brought up to date here, one that was changed or deleted here stays as it is here.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.domain.journal import Entry
from oidtrack.exchange.records import Reading
from oidtrack.services.files.exporting import Format, export
from oidtrack.services.files.importing import Incoming, compare, same_entry
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import entries
from oidtrack.store.tables.history import histories


class Merge(Struct, frozen=True):
    """What would come in.

    Attributes:
        incoming: What is new, changed and known.
        kept: Entries that say something else there, and stay as they are here.
        gone: Entries of there that were deleted here, and stay so.
    """

    incoming: Incoming
    kept: tuple[str, ...]
    gone: tuple[str, ...]


def compare_journals(journal: Journal | None, other: Journal) -> Merge:
    """Set another journal beside this one. Nothing is written.

    Raises:
        JournalError: One of them cannot be read.
    """
    records = export(other, Format.JSONL, None, None).records
    reading = Reading()
    if journal is None:
        for record in records:
            reading.add("", record)
        return Merge(compare(None, reading), (), ())
    mine, theirs = histories(journal), histories(other)
    own = {entry.id: entry for entry in entries(journal)}
    changed, kept, gone = [], [], []
    for record in records:
        here = own.get(record.id) if isinstance(record, Entry) else None
        if not isinstance(record, Entry) or not _of_one_origin(mine.get(record.id), theirs.get(record.id)):
            reading.add("", record)
        elif here is None:
            gone.append(record.name)
        elif same_entry(here, record):
            reading.add("", record)
        elif theirs[record.id][: len(mine[record.id])] == mine[record.id]:
            changed.append(record)
        else:
            kept.append(record.name)
    incoming = replace(compare(journal, reading), changed=tuple(changed))
    return Merge(incoming, tuple(kept), tuple(gone))


def _of_one_origin(mine: tuple[object, ...] | None, theirs: tuple[object, ...] | None) -> bool:
    """Whether two histories begin with the same step: the same row, written at the same second."""
    return bool(mine and theirs and mine[0] == theirs[0])
