"""What can still be read of a damaged journal, in a new one. The damaged file itself is only ever copied."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from oidtrack.domain.tick import Tick, quiet
from oidtrack.errors import BadInput, JournalError, NothingFound
from oidtrack.store.copies.damaged import Table, opened_copy, read_all
from oidtrack.store.file.building import begin, fresh_file, move_unless_there
from oidtrack.store.file.connecting import connect
from oidtrack.store.file.connection import errors, is_encrypted, placed, shown, told
from oidtrack.store.file.database import PATIENCE_S, Journal, open_journal
from oidtrack.store.file.versions import FILL_IN
from oidtrack.store.tables.appointments import appointments, every_question
from oidtrack.store.tables.entries import entry
from oidtrack.store.tables.medicines import prescriptions
from oidtrack.store.tables.plans import plan_versions, stored_versions
from oidtrack.store.tables.profile import load_profile
from oidtrack.store.tables.settings import load_day_end
from oidtrack.store.tables.stock import stock_rows

HISTORY = ("operations", "changes")
"""What undo needs. It is taken over whole or not at all: half of it would undo to states that never were."""

Latest = dict[tuple[str, int], dict[str, Any] | None]
"""How the history leaves each row, by table and id; None where it was removed."""

LOST = "(what was written here could not be read)"
"""The note of an entry of which only the day and the hour are left, before the note that it had."""


class Rescued(Struct):
    """What was read, and what was not.

    Attributes:
        rows: Rows that the new journal holds, by table; without the history.
        lost: Rows that are known to be missing, by table.
        unsure: Tables of which more rows may be missing: neither they nor the history could be read to the end.
        from_history: Rows that stood only in the history of changes.
        doubtful: Rows with letters that could not be read, shown as `�`, and rows that the history has otherwise.
        history: Whether undo still knows what was done before.
    """

    rows: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    unsure: list[str] = field(default_factory=list)
    from_history: int = 0
    doubtful: int = 0
    history: bool = True

    def lose(self, name: str) -> None:
        """Count one more row of a table as missing."""
        self.lost[name] = self.lost.get(name, 0) + 1

    def mend(self, name: str) -> None:
        """Count a row that was missing as one that the history had."""
        self.lost[name] -= 1
        self.rows[name] = self.rows.get(name, 0) + 1
        self.from_history += 1


def rescue(path: Path, target: Path, tick: Tick = quiet) -> Rescued:
    """Read what can be read of a journal into a new one.

    A row that cannot be read is taken from the history of changes, where that still has it. What does not make
    sense any more is left out, so that the new journal is whole by itself.

    Args:
        path: The damaged journal; it is copied, never opened.
        target: Where the new journal is to be; there must be nothing yet.
        tick: Is told how many rows of those that could be read are in it.

    Raises:
        NothingFound: There is no file to read.
        BadInput: There is something at the target already.
        MissingAnswer: It is encrypted, and there is nobody to ask for the passphrase.
        WrongPassphrase: What was answered does not open it.
        JournalError: Nothing can be read, or nothing can be written; then nothing is left behind.
    """
    path, target = Path(os.path.realpath(path)), Path(os.path.abspath(target))  # noqa: PTH100 - a link is something
    if not path.is_file():
        raise NothingFound(f"there is no journal at {shown(path)}", "`--db PATH` names another file")
    if target.exists() or target.is_symlink():
        raise _taken(target)
    spelled = _key(path)
    with placed(target), fresh_file(target, "copy") as draft:
        _begin(draft, spelled)
        with opened_copy(path, draft, spelled) as damaged, open_journal(draft) as new:
            found = read_all(damaged, new)
            result = _filled(new, found, tick)
        if not result.rows:
            raise JournalError(f"nothing can be read of {shown(path)}", "`oidtrack backup --list` shows your backups")
        if not move_unless_there(draft, target):
            raise _taken(target)
    return result


def _taken(target: Path) -> BadInput:
    return BadInput(f"{shown(target)} is there already", "name a new file; a rescue never replaces one")


def _key(path: Path) -> str:
    """The key of a damaged journal, asked for where it is encrypted; empty for a plain one.

    Raises:
        MissingAnswer: There is nobody to ask.
        WrongPassphrase: What was answered does not open it.
    """
    if not is_encrypted(path):
        return ""
    from oidtrack.store.file.sealed import spelling, unlocked

    with suppress(*errors()):  # its first page has told whether the key is right
        opened = unlocked(path, 0, reading=True)
        if opened is not None:
            opened.close()
    return spelling(path)


def _begin(draft: Path, spelled: str) -> None:
    """A new journal, under the same key as the damaged one: never a plain file in place of one that is not."""
    with told(draft):
        if not spelled:
            begin(connect(draft, PATIENCE_S), draft)
            return
        from oidtrack.store.file.sealed import noted, opened

        begin(opened(str(draft), spelled, 0), draft)
        noted(draft, spelled)


def _filled(new: Journal, found: dict[str, Table], tick: Tick) -> Rescued:
    """Put into the new journal what was read, then leave out what makes no sense."""
    result = Rescued()
    latest = _latest(found["changes"])
    content = {name: table for name, table in found.items() if name not in HISTORY}
    with told(new.path):
        new.connection.execute("PRAGMA foreign_keys = OFF")
        new.connection.execute("BEGIN IMMEDIATE")
        for name, table in content.items():
            _fill(new, name, table, latest, result, sure=found["changes"].whole)
            if not table.whole and not found["changes"].whole:
                result.unsure.append(name)
            tick(sum(result.rows.values()), sum(len(one.rows) for one in content.values()))
        _only_what_makes_sense(new, latest, result)
        new.rows(FILL_IN)
        result.history = not any(result.lost.values()) and all(
            found[name].whole and not found[name].doubtful for name in HISTORY
        )
        for name in HISTORY if result.history else ():
            _fill(new, name, found[name], {}, Rescued(), sure=True)
        new.connection.execute("COMMIT")
        new.connection.execute("VACUUM")
    return result


def _latest(changes: Table) -> Latest:
    """How each row was left by the last change that is still known."""
    latest: Latest = {}
    for row_id in sorted(changes.rows.keys() - changes.doubtful):
        change = dict(zip(changes.columns, changes.rows[row_id], strict=True))
        with suppress(KeyError, TypeError, ValueError):
            after = None if change["after"] is None else dict(json.loads(change["after"]))
            latest[change["table_name"], change["row_id"]] = after
    return latest


def _fill(new: Journal, name: str, table: Table, latest: Latest, result: Rescued, *, sure: bool) -> None:
    """One table: the rows that were read, those of the history in place of broken ones, and what is missing.

    A page that was damaged may look whole with fewer rows in it, so a whole history is believed before a whole table.
    Half a history is not: the change that removed a row may be what it lacks.
    """
    known = {row_id: values for (of, row_id), values in latest.items() if of == name}
    rows = {n: dict(zip(table.columns, row, strict=True)) for n, row in table.rows.items()}
    missing = (
        set() if table.whole and not sure else {n for n, values in known.items() if values is not None} - rows.keys()
    )
    kept, mended = 0, 0
    for row_id in sorted(rows.keys() | missing):
        candidates = [rows.get(row_id), known.get(row_id)]
        if row_id in table.doubtful:
            candidates.reverse()
        took = next((one for one in candidates if one is not None and _insert(new, name, one)), None)
        kept += took is not None
        mended += took is not None and took is known.get(row_id)
        if took is not None and took is rows.get(row_id):
            result.doubtful += row_id in table.doubtful or _differs(took, known.get(row_id))
        if took is None:
            result.lose(name)
    result.from_history += mended
    if kept:
        result.rows[name] = kept
    with suppress(*errors()):  # an id is never used twice, not that of a lost row either
        new.connection.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (table.top, name))


def _differs(row: dict[str, Any], known: dict[str, Any] | None) -> bool:
    """Whether the history has a row otherwise; a column that only one of them knows says nothing."""
    return known is not None and any(row[name] != known[name] for name in row.keys() & known.keys())


def _insert(new: Journal, name: str, values: dict[str, Any]) -> bool:
    """Whether the new journal takes the row: its types, its ranges and its words are checked there."""
    columns = ", ".join(f'"{column}"' for column in values if column.isidentifier())
    marks = ", ".join("?" * len(values))
    try:
        new.connection.execute(f"INSERT INTO {name} ({columns}) VALUES ({marks})", tuple(values.values()))  # noqa: S608
    except errors():
        return False
    return True


_READERS: dict[str, Callable[[Journal], object]] = {
    "profile": load_profile,
    "settings": load_day_end,
    "appointments": appointments,
    "appointment_questions": every_question,
    "prescriptions": prescriptions,
    "stock": stock_rows,
    "plans": lambda journal: [plan_versions(journal, one.plan_id) for one in stored_versions(journal)],
}
"""What reads the rows of the small tables as values, and refuses what makes no sense."""


def _only_what_makes_sense(new: Journal, latest: Latest, result: Rescued) -> None:
    """Leave out rows that point to nothing, and rows that hold what no oidtrack writes."""
    for name, row_id, _, _ in new.rows("PRAGMA foreign_key_check"):
        if name == "appointment_questions":  # it is for the next appointment, then
            new.rows("UPDATE appointment_questions SET appointment_id = NULL WHERE id = ?", (row_id,))
        else:
            _leave_out(new, name, row_id, result)
    for name, reader in _READERS.items():
        for row_id in _unread(new, name, reader):
            _leave_out(new, name, row_id, result)
            better = latest.get((name, row_id))
            if better is not None and _insert(new, name, better):
                result.mend(name)
        for row_id in _unread(new, name, reader):  # the history had no better
            _leave_out(new, name, row_id, result)
    _every_entry_reads(new, result)


def _every_entry_reads(new: Journal, result: Rescued) -> None:
    """Turn entries that cannot be read as what they were into notes."""
    for (row_id,) in new.rows("SELECT id FROM entries"):
        try:
            entry(new, row_id)
        except JournalError:
            _as_note(new, row_id)
            result.lose("entries")


def _leave_out(new: Journal, name: str, row_id: int, result: Rescued) -> None:
    new.rows(f"DELETE FROM {name} WHERE id = ?", (row_id,))  # noqa: S608
    result.rows[name] -= 1
    result.lose(name)


def _unread(new: Journal, name: str, reader: Callable[[Journal], object]) -> list[int]:
    """The rows of a small table that its reader cannot read, each looked at alone."""
    ids = [row[0] for row in new.rows(f"SELECT id FROM {name}")]  # noqa: S608
    return [] if _reads(new, reader) else [one for one in ids if not _reads_alone(new, name, one, reader)]


def _reads(new: Journal, reader: Callable[[Journal], object]) -> bool:
    try:
        reader(new)
    except JournalError:
        return False
    return True


def _reads_alone(new: Journal, name: str, row_id: int, reader: Callable[[Journal], object]) -> bool:
    new.connection.execute("SAVEPOINT alone")
    try:
        new.connection.execute(f"DELETE FROM {name} WHERE id <> ?", (row_id,))  # noqa: S608
        return _reads(new, reader)
    finally:
        new.connection.execute("ROLLBACK TO alone")
        new.connection.execute("RELEASE alone")


def _as_note(new: Journal, row_id: int) -> None:
    """Keep of an entry that it was there, and its note; a day or an hour that is none takes it along."""
    new.rows("UPDATE entries SET kind = 'note', note = trim(? || ' ' || note) WHERE id = ?", (LOST, row_id))
    try:
        entry(new, row_id)
    except JournalError:
        for table in ("moods", "intakes", "treatments", "assessments", "signs", "symptoms", "tags"):
            new.rows(f"DELETE FROM {table} WHERE entry_id = ?", (row_id,))  # noqa: S608
        new.rows("DELETE FROM entries WHERE id = ?", (row_id,))
