"""Finding words in what a person wrote, whatever the case or the marks on letters.

There is no index: every text is looked through, one table after the other. What
a person wrote stands in the journal once, and a deleted or purged word is
nowhere else. The letters are folded as `folded` in `store/tables/entries.py` does it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from oidtrack.domain.journal import Entry, Intake, Treatment
from oidtrack.store.file.connection import told
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import entry, folded

_TEXTS = (
    "SELECT id, CAST(note AS BLOB) FROM entries WHERE note <> ''",
    "SELECT entry_id, CAST(text AS BLOB) FROM treatments",
    "SELECT entry_id, CAST(reason AS BLOB) FROM intakes WHERE reason <> ''",
    "SELECT entry_id, CAST(name AS BLOB) FROM tags",
)
"""Every text of an entry that is looked through; as bytes, since a damaged one is to fit nothing and fail nothing."""
_NEWEST = "SELECT id FROM entries ORDER BY at_utc DESC, id DESC"

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
    """
    wanted = [parts for word in words.split() if (parts := _INNER.findall(folded(word)))]
    if not wanted:
        return ()
    with told(journal.path), journal.snapshot():
        found = set.intersection(*_found_in(journal, wanted))
        newest = (entry_id for (entry_id,) in journal.connection.execute(_NEWEST) if entry_id in found)
        hits = [entry(journal, entry_id) for entry_id in islice(newest, min(limit, len(found)))]
    return tuple(Hit(one, piece_of(one, words)) for one in hits)


def _found_in(journal: Journal, wanted: Sequence[Sequence[str]]) -> list[set[int]]:
    """For each word, the ids of the entries that have it."""
    found: list[set[int]] = [set() for _ in wanted]
    for entry_id, text in _texts(journal):
        for ids, parts in zip(found, wanted, strict=True):
            if all(part in text for part in parts) and _stands_in(text, parts):
                ids.add(entry_id)
    return found


def _texts(journal: Journal) -> Iterator[tuple[int, str]]:
    """Every text with the id of its entry, its letters folded."""
    for sql in _TEXTS:
        for entry_id, text in journal.connection.execute(sql):
            yield entry_id, folded(text.decode(errors="replace"))


def _stands_in(text: str, parts: Sequence[str]) -> bool:
    """Whether a word stands in a folded text: its parts one after the other, the last of them perhaps only begun."""
    said = _INNER.findall(text)
    whole, begun = list(parts[:-1]), parts[-1]
    starts: Iterable[int] = range(len(said) - len(whole))
    return any(said[at : at + len(whole)] == whole and said[at + len(whole)].startswith(begun) for at in starts)


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
