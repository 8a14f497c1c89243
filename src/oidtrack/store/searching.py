"""Finding words in what a person wrote, whatever the case or the marks on letters.

The index is made in memory for each search and never kept: what a person wrote
stands in the journal once, and a deleted or purged word is nowhere else. It
holds the letters as `store/folding.py` folds them, since the tokenizer of SQLite
leaves letters such as ł and ø as they are; the piece that is shown is cut out of
the text itself.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from oidtrack.domain.journal import Entry, Intake, Treatment
from oidtrack.store.connection import execute, told
from oidtrack.store.database import Journal
from oidtrack.store.entries import EntryFilter, entries, entry
from oidtrack.store.folding import folded, folded_bytes

_INDEX = """CREATE VIRTUAL TABLE temp.written USING fts5(
    note, treatment, reason, tags, tokenize = "unicode61 remove_diacritics 2"
)"""
_FILL = """INSERT INTO temp.written (rowid, note, treatment, reason, tags)
    SELECT entries.id, folded(CAST(note AS BLOB)), folded(CAST(treatments.text AS BLOB)),
        folded(CAST(intakes.reason AS BLOB)),
        folded(CAST((SELECT group_concat(name, ' ') FROM tags WHERE entry_id = entries.id) AS BLOB))
    FROM entries LEFT JOIN treatments ON treatments.entry_id = entries.id
    LEFT JOIN intakes ON intakes.entry_id = entries.id"""
_FIND = """SELECT written.rowid FROM temp.written
    JOIN entries ON entries.id = written.rowid WHERE written MATCH ?
    ORDER BY entries.at_utc DESC, entries.id DESC LIMIT ?"""

OPEN, CLOSE = "»", "«"
"""What stands around a found word, so that it is seen without colour."""
MORE = "…"
_PIECE = 16
"""Words of a piece; those before the first that was found are a quarter of it."""
_WORD = re.compile(r"\w+")
_INNER = re.compile(r"[^\W_]+")


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
            found = tuple(reversed(entries(journal, EntryFilter(text=words, limit=limit))))
            return tuple(Hit(one, piece_of(one, words)) for one in found)
        journal.connection.create_function("folded", 1, folded_bytes, deterministic=True)
        execute(journal.connection, _INDEX)
        try:
            execute(journal.connection, _FILL)
            ids = execute(journal.connection, _FIND, (query_of(words), limit)).fetchall()
        finally:
            execute(journal.connection, "DROP TABLE temp.written")
    hits = (entry(journal, entry_id) for (entry_id,) in ids)
    return tuple(Hit(one, piece_of(one, words)) for one in hits)


def has_full_text(connection: sqlite3.Connection) -> bool:
    """Whether this SQLite was built with FTS5."""
    return bool(connection.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone())


def query_of(words: str) -> str:
    """The words as an FTS5 query: each a quoted beginning of a word, all of them needed."""
    return " ".join('"{}"*'.format(word.replace('"', '""')) for word in folded(words).split())


def piece_of(one: Entry, words: str) -> str:
    """The part of an entry where words stand, each that was found between marks.

    It is of the text that has the most of them: the note, else the treatment, the reason or the tags.
    """
    wanted = [start for word in words.split() for start in _INNER.findall(folded(word))]
    texts = (one.note, _own_words(one), " ".join(one.tags))
    marked = max(((_found(text, wanted), text) for text in texts), key=lambda pair: len(pair[0]))
    return _cut(marked[1], marked[0]) if marked[0] else one.note or texts[1] or texts[2]


def _own_words(one: Entry) -> str:
    if isinstance(one.body, Treatment):
        return one.body.text
    return one.body.reason if isinstance(one.body, Intake) else ""


def _found(text: str, wanted: Sequence[str]) -> list[tuple[int, int]]:
    """Where words stand that begin as wanted, whatever the case and the marks."""
    spans = (match.span() for match in _WORD.finditer(text))
    return [(start, end) for start, end in spans if _begins(text[start:end], wanted)]


def _begins(word: str, wanted: Sequence[str]) -> bool:
    parts = _INNER.findall(folded(word))
    return any(part.startswith(start) for part in parts for start in wanted)


def _cut(text: str, found: Sequence[tuple[int, int]]) -> str:
    """Some words around the first that was found; the marks stand around every one of them in it."""
    words = [match.span() for match in _WORD.finditer(text)]
    first = max(min(words.index(found[0]) - _PIECE // 4, len(words) - _PIECE), 0)
    shown = words[first : first + _PIECE]
    start = shown[0][0] if first else 0
    end = shown[-1][1] if first + _PIECE < len(words) else len(text)
    pieces, at = [MORE if first else ""], start
    for left, right in found:
        if right <= end:
            pieces += [text[at:left], OPEN, text[left:right], CLOSE]
            at = right
    return "".join([*pieces, text[at:end], MORE if end < len(text) else ""])
