"""All writing goes through here, so that all of it can be undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

from msgspec import json

from oidtrack.store.file.connection import execute, execute_many

Value = int | str | None
Values = tuple[Value, ...]
Row = dict[str, Value]
_KEPT = ("operation_id", "table_name", "row_id", "before", "after")
"""The columns of `changes`."""
_TOGETHER = 50
"""So many new rows go into one statement. SQLite looks up and notes down with each statement which id a table gave out
last, which takes as long as a row. ENGINEERING: more are not quicker, and a statement may have 32,766 values."""


class Writer:
    """Changes rows inside one transaction and keeps what each row was before.

    Every row has an integer key `id`. The row in `operations` that the changes
    belong to is written with the first change; without one nothing is kept.

    Attributes:
        command: What the person asked for, as `operations` keeps it.
        at_utc: When, in seconds since 1970, UTC.
    """

    def __init__(self, connection: sqlite3.Connection, command: str, at_utc: int) -> None:
        self._connection = connection
        self.command = command
        self.at_utc = at_utc
        self._operation = 0
        self._text_of: dict[str, str] = {}
        self._made: dict[str, int] = {}

    @property
    def operation(self) -> int:
        """The id of the `operations` row, written now if there is none yet."""
        if not self._operation:
            values: Row = {"command": self.command, "at_utc": self.at_utc}
            self._operation = self._insert("operations", values)
        return self._operation

    def rows(self, sql: str, arguments: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Read inside the transaction."""
        return execute(self._connection, sql, arguments).fetchall()

    def row(self, table: str, row_id: int) -> Row | None:
        """One whole row by its id, or None."""
        cursor = execute(self._connection, f"SELECT * FROM {_name(table)} WHERE id = ?", (row_id,))  # noqa: S608
        found = cursor.fetchone()
        return None if found is None else dict(zip((c[0] for c in cursor.description), found, strict=True))

    def never_used(self, table: str) -> bool:
        """Whether a table that gives out ids has given out none, so that ids from elsewhere can be kept."""
        return not execute(self._connection, "SELECT 1 FROM sqlite_sequence WHERE name = ?", (table,)).fetchall()

    def insert(self, table: str, values: Mapping[str, Value]) -> int:
        """Add a row and return its id; what is not named takes the column's default.

        Raises:
            BadInput: A text that is no valid Unicode.
        """
        row_id = self._insert(table, values)
        self._record(table, row_id, None)
        return row_id

    def next_id(self, table: str) -> int:
        """The id that the next new row gets; one that a table gave out by itself is never given again."""
        sql = f"""SELECT max(coalesce((SELECT max(id) FROM {_name(table)}), 0),
            coalesce((SELECT seq FROM sqlite_sequence WHERE name = ?), 0))"""  # noqa: S608
        latest: int = execute(self._connection, sql, (table,)).fetchone()[0]
        return latest + 1

    def insert_many(self, rows: Sequence[tuple[str, tuple[str, ...], Values]]) -> None:
        """Add rows of any tables, each with its id, and keep them in this order, as `insert` does one by one.

        Args:
            rows: Table, columns and values of each row; the id is among them.

        Raises:
            BadInput: A text that is no valid Unicode.
        """
        found: dict[str, list[tuple[tuple[str, ...], Values]]] = {}
        for table, names, values in rows:
            found.setdefault(table, []).append((names, values))
        for table in self._as_made(found):
            for names, alike in groupby(found[table], itemgetter(0)):
                self._insert_all(table, names, [values for _, values in alike])
        self._record_new([(table, values[names.index("id")]) for table, names, values in rows])

    def delete_many(self, rows: Sequence[tuple[str, int, str]]) -> None:
        """Remove rows of any tables and keep them in this order, as `delete` does one by one.

        Args:
            rows: Table, id, and the row as `texts` gave it.
        """
        ids: dict[str, list[int]] = {}
        for table, row_id, _ in rows:
            ids.setdefault(table, []).append(row_id)
        for table in reversed(self._as_made(ids)):
            sql = f"DELETE FROM {_name(table)} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
            execute(self._connection, sql, (str(ids[table]),))
        operation = self.operation
        self._insert_all("changes", _KEPT, [(operation, table, row_id, before, None) for table, row_id, before in rows])

    def texts(self, table: str, ids: Sequence[Value]) -> dict[Value, str]:
        """Rows by their ids, as JSON and as the history keeps them; an id without a row is left out."""
        of = "SELECT value FROM json_each(?)"
        sql = f"SELECT id, {self._as_text(table)} FROM {_name(table)} WHERE id IN ({of})"  # noqa: S608
        return dict(execute(self._connection, sql, (str(list(ids)),)).fetchall())

    def update(self, table: str, row_id: int, values: Mapping[str, Value]) -> None:
        """Set the named columns of one row; a row that already is so leaves no trace.

        Raises:
            KeyError: There is no such row.
            BadInput: A text that is no valid Unicode.
        """
        before = self._existing(table, row_id)
        if all(before[name] == value for name, value in values.items()):
            return
        assignments = ", ".join(f"{_name(name)} = ?" for name in values)
        sql = f"UPDATE {_name(table)} SET {assignments} WHERE id = ?"  # noqa: S608
        execute(self._connection, sql, (*values.values(), row_id))
        self._record(table, row_id, before)

    def delete(self, table: str, row_id: int) -> None:
        """Remove one row; rows that point to it go first.

        Raises:
            KeyError: There is no such row.
        """
        before = self._existing(table, row_id)
        execute(self._connection, f"DELETE FROM {_name(table)} WHERE id = ?", (row_id,))  # noqa: S608
        self._record(table, row_id, before)

    def mark_undone(self, operations: Iterable[int]) -> None:
        """Note that these operations are taken back by the present one."""
        for operation in operations:
            sql = "UPDATE operations SET undone_by = ? WHERE id = ?"
            execute(self._connection, sql, (self.operation, operation))

    def mark_standing(self, undo: int) -> None:
        """Note that what an undo took back stands again, and that the undo is taken back by the present operation."""
        execute(self._connection, "UPDATE operations SET undone_by = NULL WHERE undone_by = ?", (undo,))
        self.mark_undone((undo,))

    def _as_text(self, table: str) -> str:
        """What makes a row of a table JSON, in SQL."""
        if table not in self._text_of:
            found = execute(self._connection, "SELECT name FROM pragma_table_info(?)", (table,))
            pairs = ", ".join(f"'{name}', {_name(name)}" for (name,) in found)
            self._text_of[table] = f"json_object({pairs})"
        return self._text_of[table]

    def _as_made(self, tables: Iterable[str]) -> list[str]:
        """Tables in the order in which they were made: those that others point to stand before these."""
        if not self._made:
            made = execute(self._connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")
            self._made = {name: n for n, (name,) in enumerate(made)}
        return sorted(tables, key=lambda table: self._made[table])

    def _existing(self, table: str, row_id: int) -> Row:
        before = self.row(table, row_id)
        if before is None:
            raise KeyError(f"{table} {row_id}")
        return before

    def _insert(self, table: str, values: Mapping[str, Value]) -> int:
        row_id = execute(self._connection, _insertion(table, tuple(values)), tuple(values.values())).lastrowid
        assert row_id is not None
        return row_id

    def _insert_all(self, table: str, names: tuple[str, ...], rows: Sequence[Values]) -> None:
        """Add rows that have the same columns, many with one statement."""
        whole = len(rows) // _TOGETHER * _TOGETHER
        many = _insertion(table, names, _TOGETHER)
        for first in range(0, whole, _TOGETHER):
            execute(self._connection, many, tuple(chain.from_iterable(rows[first : first + _TOGETHER])))
        execute_many(self._connection, _insertion(table, names), rows[whole:])

    def _record(self, table: str, row_id: int, before: Row | None) -> None:
        kept = (self.operation, table, row_id, _as_json(before), _as_json(self.row(table, row_id)))
        self._insert("changes", dict(zip(_KEPT, kept, strict=True)))

    def _record_new(self, rows: Sequence[tuple[str, Value]]) -> None:
        """Keep rows that are new, each a table and an id, in this order; SQLite reads them and writes them down."""
        # of each table a list as long as all rows, with 0 where a row is of another
        tables = tuple(dict.fromkeys(table for table, _ in rows))
        ids = [str([row_id if of == table else 0 for of, row_id in rows]) for table in tables]
        wanted = "(SELECT key AS place, value AS wanted FROM json_each(?) WHERE value)"
        parts = " UNION ALL ".join(
            f"SELECT place, '{table}' AS name, id, {self._as_text(table)} AS now FROM {wanted} "  # noqa: S608
            f"JOIN {_name(table)} ON id = wanted"
            for table in tables
        )
        into = "INSERT INTO changes (operation_id, table_name, row_id, after)"
        sql = f"{into} SELECT ?, name, id, now FROM ({parts}) ORDER BY place"  # noqa: S608
        execute(self._connection, sql, (self.operation, *ids))


def _as_json(row: Row | None) -> str | None:
    return None if row is None else json.encode(row).decode()


@cache
def _insertion(table: str, names: tuple[str, ...], rows: int = 1) -> str:
    columns = ", ".join(_name(name) for name in names)
    marks = ", ".join([f"({', '.join('?' * len(names))})"] * rows)
    return f"INSERT INTO {_name(table)} ({columns}) VALUES {marks}"  # noqa: S608


@cache
def _name(word: str) -> str:
    """A table or column name as it goes into SQL; such names come from code, never from a person."""
    if not word.isidentifier():
        raise ValueError(f"{word!r} is no name of a table or column")
    return f'"{word}"'
