"""Reading a damaged journal: a copy of the file, and every table of it as far as it goes."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from oidtrack.store.file.building import PRIVATE_FILE, fresh_file
from oidtrack.store.file.connection import errors, placed
from oidtrack.store.file.database import Journal

_HEAD, _PAGE_SIZE, _PAGE_COUNT = 100, slice(16, 18), slice(28, 32)
"""Where a file of SQLite says how it is laid out (the file format, section 1.3)."""
_BEYOND, _MOST_TRIED = 10_000, 1_000_000
"""How many ids are tried past the last one that was read where nothing says which was the last, and at most."""


class Table(Struct):
    """One table of the damaged journal: its rows by id, those with broken letters, and whether all of it was read."""

    columns: tuple[str, ...]
    rows: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    doubtful: set[int] = field(default_factory=set)
    whole: bool = False
    top: int = 0

    def take(self, row: tuple[Any, ...]) -> None:
        """Keep a row as it came, its texts still bytes."""
        values: list[Any] = []
        broken = False
        for value in row:
            text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
            broken |= isinstance(value, bytes) and text.encode() != value
            values.append(text)
        self.rows[values[0]] = tuple(values)
        if broken:
            self.doubtful.add(values[0])


class Damaged:
    """A copy of a damaged journal; an encrypted one is opened anew after an error: its library reads no more then."""

    def __init__(self, copy: Path, spelled: str) -> None:
        self._copy, self._spelled = copy, spelled
        self._connection: sqlite3.Connection | None = None

    def rows(self, sql: str, arguments: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a SELECT, their texts as bytes, up to the end or to what cannot be read.

        Raises:
            Unreadable: The rest cannot be read.
        """
        try:
            if self._connection is None:
                self._connection = self._opened()
            yield from self._connection.execute(sql, arguments)
        except Exception as error:
            if self._spelled:
                self.close()
            if isinstance(error, (*errors(), UnicodeDecodeError)):  # SQLite's own words may quote damaged names
                raise Unreadable from error
            raise

    def close(self) -> None:
        """Close the file; the next read opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _opened(self) -> sqlite3.Connection:
        if self._spelled:
            from oidtrack.store.file.sealed import opened

            connection = opened(str(self._copy), self._spelled, 0)
        else:
            connection = sqlite3.connect(self._copy, isolation_level=None)
        connection.text_factory = bytes  # what is no UTF-8 is looked at, not raised
        connection.execute("PRAGMA writable_schema = ON")  # one broken table does not close the others
        return connection


class Unreadable(Exception):
    """What stands here in a damaged file cannot be read."""


@contextmanager
def opened_copy(path: Path, draft: Path, spelled: str) -> Iterator[Damaged]:
    """A copy of the damaged file, opened so that as much as possible of it is read.

    Args:
        path: The damaged journal.
        draft: A sound and empty journal, beside which the copy lies meanwhile.
        spelled: The key of both, as SQLCipher takes it; empty for plain ones.
    """
    with fresh_file(draft, "damaged") as copy:
        with placed(draft):
            shutil.copyfile(path, copy)
            half = path.with_name(path.name + "-journal")
            if half.is_file():  # a write that was cut short is taken back on the copy
                beside = copy.with_name(copy.name + "-journal")
                beside.touch(mode=PRIVATE_FILE)
                shutil.copyfile(half, beside)
        if not spelled and not _is_readable(copy):
            _mend_head(copy, draft)
        with closing(Damaged(copy, spelled)) as damaged:
            yield damaged


def _is_readable(copy: Path) -> bool:
    with closing(sqlite3.connect(copy)) as connection:
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            return (getattr(error, "sqlite_errorcode", 0) & 0xFF) != sqlite3.SQLITE_NOTADB
    return True


def _mend_head(copy: Path, sound: Path) -> None:
    """Give a file without a head that of a sound journal, which is the same but for the size."""
    head = bytearray(sound.read_bytes()[:_HEAD])
    pages = copy.stat().st_size // int.from_bytes(head[_PAGE_SIZE], "big")
    head[_PAGE_COUNT] = pages.to_bytes(4, "big")
    with copy.open("r+b") as file:
        file.write(head)


def read_all(damaged: Damaged, new: Journal) -> dict[str, Table]:
    """Every table of today's journal, as far as the damaged file has it."""
    own = "type = 'table' AND name NOT LIKE '%sqlite_%' ESCAPE '!'"
    names = [row[0] for row in new.rows(f"SELECT name FROM sqlite_master WHERE {own} ORDER BY rowid")]  # noqa: S608
    known = {name: {row[1] for row in new.rows(f"PRAGMA table_info({name})")} for name in names}
    changes = _read(damaged, "changes", known["changes"], 0) if "changes" in known else Table(())
    tops = _tops(damaged, changes)
    return {
        name: changes if name == "changes" else _read(damaged, name, known[name], tops.get(name, 0)) for name in names
    }


def _read(damaged: Damaged, name: str, known: set[str], top: int) -> Table:
    """One table: from its start, from its end, and id by id between the two where something is broken."""
    try:
        there = [row[1].decode("utf-8", "replace") for row in damaged.rows(f"PRAGMA table_info({name})")]
    except Unreadable:
        there = []
    columns = tuple(column for column in there if column in known)
    table = Table(columns, top=top)
    if "id" not in columns:
        return table
    sql = f"SELECT {', '.join(columns)} FROM {name} NOT INDEXED"  # noqa: S608
    first, last = 0, 0
    for order in ("ASC", "DESC"):
        try:
            for row in damaged.rows(f"{sql} ORDER BY id {order}"):
                table.take(row)
                first, last = (row[0], last) if order == "ASC" else (first, row[0])
        except Unreadable:
            continue
        table.whole = True
        break
    else:
        end = last or max(top, first + _BEYOND) + 1  # a number that was damaged may be any
        for row_id in range(first + 1, min(end, first + _MOST_TRIED)):
            with suppress(Unreadable):
                for row in damaged.rows(f"{sql} WHERE id = ?", (row_id,)):
                    table.take(row)
    table.top = max((top, *table.rows))
    return table


def _tops(damaged: Damaged, changes: Table) -> dict[str, int]:
    """The greatest id that each table is known to have had."""
    tops: dict[str, int] = {}
    with suppress(Unreadable):
        for name, seq in damaged.rows("SELECT name, seq FROM sqlite_sequence"):
            if isinstance(seq, int):
                tops[name.decode("utf-8", "replace")] = seq
    for row in changes.rows.values():
        change = dict(zip(changes.columns, row, strict=True))
        name, row_id = change.get("table_name"), change.get("row_id")
        if isinstance(name, str) and isinstance(row_id, int):
            tops[name] = max(tops.get(name, 0), row_id)
    return tops
