"""Finding words in what a person wrote, whatever the case or the marks on letters.

There is no index of words: notes stand once more in one of SQLite's own, which it keeps and erases as it does their
rows. The newest entries are looked through first, and the search ends there where they have enough. Else every text
is, and SQLite lets through only what may have a word; of that many texts at a time are put by. The letters are folded
as `folded` in `store/tables/letters.py` does it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from typing import Any, NamedTuple

from oidtrack.domain.journal import Entry, Intake, Treatment
from oidtrack.store.file.connection import told
from oidtrack.store.file.database import Journal
from oidtrack.store.file.versions import BEYOND_ASCII
from oidtrack.store.tables.entries import entries_of
from oidtrack.store.tables.letters import apart, folded

_TEXTS = (
    ("SELECT id, CAST(note AS BLOB) FROM entries WHERE note <> ''", "note", "id"),
    ("SELECT entry_id, CAST(text AS BLOB) FROM treatments WHERE TRUE", "text", "entry_id"),
    ("SELECT entry_id, CAST(reason AS BLOB) FROM intakes WHERE reason <> ''", "reason", "entry_id"),
    ("SELECT entry_id, CAST(name AS BLOB) FROM tags WHERE TRUE", "name", "entry_id"),
)
"""Every text of an entry that is looked through, its column, and that of the entry. The texts are bytes, since a
damaged one is to fit nothing and fail nothing."""
_NEWEST = "SELECT id FROM entries ORDER BY at_utc DESC, id DESC LIMIT ?"
_OF_THESE = """SELECT id FROM entries WHERE id IN (SELECT value FROM json_each(?))
    ORDER BY at_utc DESC, id DESC"""
_NEAR = 500
"""So many of the newest entries are looked through before all are. ENGINEERING: it costs hardly more than none."""
_AT_A_TIME = 500
"""So many texts are looked at as one. ENGINEERING."""

_ENOUGH = 100
"""So many letters of a word are enough to sift by. ENGINEERING."""
_COMMON, _FEW = "etaoinshrdlcumwfgypbvkjxqz", 4
"""Letters, the commonest of English first; what is sifted by may be as short as so many of them. ENGINEERING."""
_FEW_PAGES = "PRAGMA cache_size = 50"
"""Of the file, while all texts are looked through: each is looked at once, and a few stay in the nearest memory.
ENGINEERING."""

Parts = Sequence[str]
"""A word that is looked for: its parts, which stand one after the other, the last of them perhaps only begun."""

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
        newest = _first(journal, _NEWEST, _NEAR)
        near = _having(_texts_of(journal, newest), wanted)
        found = _with_all(newest, near)
        if len(found) < limit:
            # the word that is rarest there is looked for everywhere
            rarest = min(range(len(wanted)), key=lambda n: (len(near[n]), -max(map(len, wanted[n]))))
            found = _among_all(journal, wanted, wanted[rarest], limit)
        hits = entries_of(journal, found[:limit])[::-1]
    return tuple(Hit(one, piece_of(one, words)) for one in hits)


def _texts_of(journal: Journal, ids: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """Every text of these entries, with the id of its entry."""
    given = (str(list(ids)),)
    for sql, _, of in _TEXTS:
        yield from journal.connection.execute(f"{sql} AND {of} IN (SELECT value FROM json_each(?))", given)  # noqa: S608


def _with_all(ids: Iterable[int], having: Iterable[set[int]]) -> list[int]:
    """Which of these entries are in every set, in their order."""
    found = set.intersection(*having)
    return [entry_id for entry_id in ids if entry_id in found]


def _among_all(journal: Journal, wanted: Sequence[Parts], rarest: Parts, limit: int) -> list[int]:
    """The newest entries that have every word, the newest first.

    Args:
        journal: The journal.
        wanted: The words.
        rarest: That of them which is looked for in every text; the others in what has it.
        limit: The most entries.
    """
    journal.connection.execute(_FEW_PAGES)
    ids = str(list(set(_sifted(journal, rarest))))
    newest = iter(_first(journal, _OF_THESE, ids))
    found: list[int] = []
    while len(found) < limit and (some := list(islice(newest, _AT_A_TIME))):
        found += _with_all(some, _having(_texts_of(journal, some), wanted))
    return found


def _first(journal: Journal, sql: str, *arguments: Any) -> list[int]:
    return [row[0] for row in journal.connection.execute(sql, arguments)]


def _having(texts: Iterable[tuple[int, bytes]], wanted: Sequence[Parts]) -> list[set[int]]:
    """For each word, the ids of the entries that have it."""
    found: list[set[int]] = [set() for _ in wanted]
    for entry_id, raw in texts:
        text = folded(raw.decode(errors="replace"))
        for ids, parts in zip(found, wanted, strict=True):
            if all(part in text for part in parts) and _stands_in(text, parts):
                ids.add(entry_id)
    return found


def _sifted(journal: Journal, parts: Parts) -> Iterator[int]:
    """The ids of all entries that may have a word; few others."""
    longest = max(parts, key=len)[:_ENOUGH]
    # LIKE knows no capitals but those of English: what has a letter of another kind, or a zero in it, is let through
    ways: list[tuple[str, tuple[str, ...]]] = [(BEYOND_ASCII, ())]
    if longest.isascii():
        ways.append((f"NOT {BEYOND_ASCII} AND note LIKE ?", (f"%{_seldom(longest)}%",)))
    # a mark is no letter: whatever is none may stand between two
    word = re.compile(r"\W*".join(longest))
    for (sql, column, _), (may, given) in product(_TEXTS, ways):
        rows = journal.connection.execute(f"{sql} AND {may.replace('note', column)}", given)
        while some := list(islice(rows, _AT_A_TIME)):
            texts = [text.decode(errors="replace") for _, text in some]
            if word.search(apart("\n".join(texts))):
                yield from (
                    entry_id for (entry_id, _), text in zip(some, texts, strict=True) if word.search(apart(text))
                )


def _seldom(word: str) -> str:
    """The end of a word from its rarest letter on: where that is nowhere, SQLite passes over a text at once."""
    starts = range(max(1, len(word) - _FEW + 1))
    return word[max(starts, key=lambda n: _COMMON.find(word[n]) if word[n] in _COMMON else len(_COMMON)) :]


def _stands_in(text: str, parts: Parts) -> bool:
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
