"""Finding words in what a person wrote, whatever the case or the accents.

The index is made in memory for each search and never kept: what a person wrote
stands in the journal once, and a deleted or purged word is nowhere else.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from oidtrack.domain.journal import Entry
from oidtrack.store.connection import execute, told
from oidtrack.store.database import Journal
from oidtrack.store.entries import EntryFilter, entries, entry

_INDEX = """CREATE VIRTUAL TABLE temp.written USING fts5(
    note, treatment, reason, tags, tokenize = "unicode61 remove_diacritics 2"
)"""
_FILL = """INSERT INTO temp.written (rowid, note, treatment, reason, tags)
    SELECT entries.id, note, coalesce(treatments.text, ''), coalesce(intakes.reason, ''),
        coalesce((SELECT group_concat(name, ' ') FROM tags WHERE entry_id = entries.id), '')
    FROM entries LEFT JOIN treatments ON treatments.entry_id = entries.id
    LEFT JOIN intakes ON intakes.entry_id = entries.id"""
_FIND = """SELECT written.rowid, snippet(written, -1, ?, ?, '…', 16) FROM temp.written
    JOIN entries ON entries.id = written.rowid WHERE written MATCH ?
    ORDER BY entries.at_utc DESC, entries.id DESC LIMIT ?"""

OPEN, CLOSE = "»", "«"
"""What stands around a found word, so that it is seen without colour."""


class Hit(NamedTuple):
    """One entry that has the words, and the piece of it where they stand, marked."""

    entry: Entry
    piece: str


def search(journal: Journal, words: str, limit: int) -> tuple[Hit, ...]:
    """The entries that have every word, or a word that begins with it, the newest first.

    Looks through notes, treatments, reasons for a skipped dose, and tags.

    Args:
        journal: The journal.
        words: As typed; no character in it has a meaning of its own.
        limit: The most entries, 1 or more.

    Raises:
        JournalError: The journal cannot be read.
        BadInput: A text that is no valid Unicode.
    """
    with told(journal.path):
        if not has_full_text(journal.connection):
            return _by_letters(journal, words, limit)
        execute(journal.connection, _INDEX)
        try:
            execute(journal.connection, _FILL)
            found = execute(journal.connection, _FIND, (OPEN, CLOSE, query_of(words), limit)).fetchall()
        finally:
            execute(journal.connection, "DROP TABLE temp.written")
    return tuple(Hit(entry(journal, entry_id), piece) for entry_id, piece in found)


def has_full_text(connection: sqlite3.Connection) -> bool:
    """Whether this SQLite was built with FTS5."""
    return bool(connection.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone())


def query_of(words: str) -> str:
    """The words as an FTS5 query: each a quoted beginning of a word, all of them needed."""
    return " ".join('"{}"*'.format(word.replace('"', '""')) for word in words.split())


def _by_letters(journal: Journal, words: str, limit: int) -> tuple[Hit, ...]:
    """The same letters in a row, where there is no FTS5."""
    found = entries(journal, EntryFilter(text=words, limit=limit))
    return tuple(Hit(one, one.note or getattr(one.body, "text", "")) for one in reversed(found))
