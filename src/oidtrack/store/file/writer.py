"""All writing goes through here, so that all of it can be undone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from oidtrack.store.file.connection import execute

Value = int | str | None
Row = dict[str, Value]


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

    def _existing(self, table: str, row_id: int) -> Row:
        before = self.row(table, row_id)
        if before is None:
            raise KeyError(f"{table} {row_id}")
        return before

    def _insert(self, table: str, values: Mapping[str, Value]) -> int:
        row_id = execute(self._connection, _insertion(table, tuple(values)), tuple(values.values())).lastrowid
        assert row_id is not None
        return row_id

    def _record(self, table: str, row_id: int, before: Row | None) -> None:
        values: dict[str, Value] = {
            "operation_id": self.operation,
            "table_name": table,
            "row_id": row_id,
            "before": _as_json(before),
            "after": _as_json(self.row(table, row_id)),
        }
        self._insert("changes", values)


def _as_json(row: Row | None) -> str | None:
    return None if row is None else _written()(row)


@cache
def _written() -> Callable[[Row], str]:
    """What writes a row as JSON; found once, and not before something is written."""
    import json

    return json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@cache
def _insertion(table: str, names: tuple[str, ...]) -> str:
    columns = ", ".join(_name(name) for name in names)
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {_name(table)} ({columns}) VALUES ({marks})"  # noqa: S608


@cache
def _name(word: str) -> str:
    """A table or column name as it goes into SQL; such names come from code, never from a person."""
    if not word.isidentifier():
        raise ValueError(f"{word!r} is no name of a table or column")
    return f'"{word}"'
