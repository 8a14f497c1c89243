"""Taking back what a command did, the latest first, step by step; and doing it again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby, islice
from typing import NamedTuple

from msgspec import Struct, json

from oidtrack.domain.tick import Tick, quiet
from oidtrack.errors import JournalError
from oidtrack.store.file.connection import shown, understood
from oidtrack.store.file.database import Journal
from oidtrack.store.file.versions import FILL_IN
from oidtrack.store.file.writer import Row, Value, Writer


class Undone(Struct, frozen=True):
    """What was taken back.

    Attributes:
        command: The command as it was kept, without what was noted beside it.
        at_utc: When it had run, in seconds since 1970, UTC.
        removed: Ids of entries that it had added and that are gone now, ascending.
        restored: Ids of entries that it had deleted and that are back, ascending.
        reverted: Ids of entries that it had changed and that are as before, ascending.
        rows: How many rows of each table were put back, by table name, ascending.
    """

    command: str
    at_utc: int
    removed: tuple[int, ...]
    restored: tuple[int, ...]
    reverted: tuple[int, ...]
    rows: tuple[tuple[str, int], ...]


class _Change(NamedTuple):
    """A row before and after it was changed, and both as the history keeps them."""

    table: str
    row_id: int
    before: Row | None
    after: Row | None
    before_text: str | None
    after_text: str | None


_AT_A_TIME = 500
"""At most so many rows are put back together. ENGINEERING: more are not quicker."""

ASIDE = ", "
"""What may stand behind the name of a command as it is kept: a note on how it went."""

Allowed = Callable[[str], None]
"""Looks at the journal as it would be with a command taken back, and raises where that may not be."""


def undo_last(journal: Journal, at_utc: int, allowed: Allowed | None = None, tick: Tick = quiet) -> Undone | None:
    """Take back the latest operation that still stands; None where there is none.

    The undo is kept as an operation of its own and is never undone itself:
    undoing again goes one step further back.

    Args:
        journal: The journal.
        at_utc: Now, in seconds since 1970, UTC.
        allowed: Called with the command once its rows are as before; what it raises leaves everything as it is.
        tick: Is told how many rows are put back.

    Raises:
        JournalError: A row is no longer as the operation left it; nothing was changed.
    """
    with journal.writing("undo", at_utc) as writer:
        latest = writer.rows(
            """SELECT id, command, at_utc FROM operations AS o
            WHERE undone_by IS NULL AND NOT EXISTS (SELECT 1 FROM operations WHERE undone_by = o.id)
            ORDER BY id DESC LIMIT 1"""
        )
        if not latest:
            return None
        done = _reverted(journal, writer, latest[0], allowed, tick)
        writer.mark_undone((latest[0][0],))
    return done


def redo_last(journal: Journal, at_utc: int, allowed: Allowed | None = None, tick: Tick = quiet) -> Undone | None:
    """Do again what the latest undo took back; None where nothing was, or something was written since.

    What was done again can be undone as before.

    Args:
        journal: The journal.
        at_utc: Now, in seconds since 1970, UTC.
        allowed: As for `undo_last`.
        tick: As for `undo_last`.

    Raises:
        JournalError: A row is no longer as the undo left it; nothing was changed.
    """
    with journal.writing("redo", at_utc) as writer:
        latest = writer.rows(
            """SELECT undo.id, done.command, done.at_utc FROM operations AS undo
            JOIN operations AS done ON done.undone_by = undo.id
            WHERE undo.command = 'undo' AND undo.undone_by IS NULL AND NOT EXISTS (
                SELECT 1 FROM operations AS later WHERE later.id > undo.id AND later.command NOT IN ('undo', 'redo'))
            ORDER BY undo.id DESC LIMIT 1"""
        )
        if not latest:
            return None
        done = _reverted(journal, writer, latest[0], allowed, tick)
        writer.mark_standing(latest[0][0])
        writer.rows(FILL_IN)  # what was undone before there were such ids has none
    return done


def _reverted(
    journal: Journal, writer: Writer, kept: tuple[int, str, int], allowed: Allowed | None, tick: Tick
) -> Undone:
    """Put the rows of an operation (its id, its command as kept, its moment) back, where that may be."""
    operation, words, then_utc = kept
    command = words.partition(ASIDE)[0]
    changes = _taken_back(journal, writer, operation, command, tick)
    if allowed is not None:
        allowed(command)
    return _summary(command, then_utc, changes)


def _taken_back(journal: Journal, writer: Writer, operation: int, command: str, tick: Tick) -> list[_Change]:
    """Put every row of an operation back as it was before it, the last change first."""
    with understood(f"what `{command}` did", journal.path):
        changes = _changes(writer, operation)
    done = 0
    for run in _runs(changes[::-1]):
        now = {table: writer.texts(table, ids) for table, ids in _ids(run).items()}
        for change in run:
            if not _is_as_left(change, now[change.table].get(change.row_id)):
                words = (
                    f"`{command}` cannot be undone: {change.table} in {shown(journal.path)} was changed from outside"
                )
                raise JournalError(f"{words}; nothing was changed", "`oidtrack backup` first, then `oidtrack edit`")
        _put_back(writer, run, now)
        done += len(run)
        tick(done, len(changes))
    return changes


def _changes(writer: Writer, operation: int) -> list[_Change]:
    sql = "SELECT table_name, row_id, before, after FROM changes WHERE operation_id = ? ORDER BY id"
    return [
        _Change(table, row_id, _row(before), _row(after), before, after)
        for table, row_id, before, after in writer.rows(sql, (operation,))
    ]


def _row(text: str | None) -> Row | None:
    if text is None:
        return None
    row: Row = json.decode(text)
    return row


def _runs(changes: list[_Change]) -> Iterator[list[_Change]]:
    """What can be put back together: rows that were added one after the other, or removed; any other is by itself."""
    for (is_new, is_gone), alike in groupby(changes, lambda one: (one.before is None, one.after is None)):
        most = _AT_A_TIME if is_new or is_gone else 1
        while run := list(islice(alike, most)):
            yield run


def _ids(run: list[_Change]) -> dict[str, list[Value]]:
    ids: dict[str, list[Value]] = {}
    for change in run:
        ids.setdefault(change.table, []).append(change.row_id)
    return ids


def _is_as_left(change: _Change, text: str | None) -> bool:
    """Whether a row, as JSON, is as the change left it; the same JSON may once have been spelled otherwise."""
    return text == change.after_text or (text is not None and _row(text) == change.after)


def _put_back(writer: Writer, run: list[_Change], now: Mapping[str, Mapping[Value, str]]) -> None:
    """Put a run of changes back, of which `now` holds the rows as they are."""
    first = run[0]
    if first.before is None:
        writer.delete_many([(one.table, one.row_id, now[one.table][one.row_id]) for one in run])
    elif first.after is None:
        old = [(one.table, one.before) for one in run if one.before is not None]
        writer.insert_many([(table, tuple(row), tuple(row.values())) for table, row in old])
    else:
        writer.update(first.table, first.row_id, first.before)


def _summary(command: str, at_utc: int, changes: list[_Change]) -> Undone:
    rows: dict[str, int] = {}
    touched: set[int] = set()
    for change in changes:
        rows[change.table] = rows.get(change.table, 0) + 1
        held = change.after or change.before or {}
        key = held.get("id" if change.table == "entries" else "entry_id")
        touched |= {key} if isinstance(key, int) else set()
    own = [change for change in changes if change.table == "entries"]
    new = {change.row_id for change in own if change.before is None}
    gone = {change.row_id for change in own if change.after is None}
    return Undone(
        command=command,
        at_utc=at_utc,
        removed=tuple(sorted(new - gone)),
        restored=tuple(sorted(gone - new)),
        reverted=tuple(sorted(touched - new - gone)),
        rows=tuple(sorted(rows.items())),
    )
