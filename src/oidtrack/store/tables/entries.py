"""Entries: writing them, reading them back, and choosing which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.domain.journal import Entry, Kind
from oidtrack.errors import NothingFound
from oidtrack.store.file.connection import NOT_OURS, unreadable
from oidtrack.store.file.database import Journal
from oidtrack.store.file.writer import Row, Values, Writer
from oidtrack.store.tables.amounts import moment_from
from oidtrack.store.tables.entry_rows import (
    ALL_BODIES,
    CHILDREN,
    LISTS,
    OF_KIND,
    WITH_IDS,
    Lists,
    body_of,
    child_rows,
    child_values,
    entry_row,
    entry_values,
    selection,
)


class EntryFilter(Struct, frozen=True):
    """Which entries: those that meet all that is said here.

    Attributes:
        since: First local day.
        until: The local day after the last one (it is left out itself).
        kinds: Any of these kinds; all where empty.
        tag: Carrying exactly this tag.
        text: With this in the note or the treatment's words, whatever the case and the marks on letters.
        medicine: Doses of this medicine, by its exact name.
        star: Starred ones only.
        limit: The latest so many, 1 or more.
    """

    since: date | None = None
    until: date | None = None
    kinds: tuple[Kind, ...] = ()
    tag: str | None = None
    text: str | None = None
    medicine: str | None = None
    star: bool = False
    limit: int | None = None


EVERYTHING = EntryFilter()
_FAR = 4
"""So many ids in a stretch for each that is wanted, and each is looked up by itself. ENGINEERING."""
_KINDS = {kind.value: kind for kind in Kind}
_MONTHS = timedelta(days=400)


def add_entry(writer: Writer, entry: Entry, *, keep_id: bool = False) -> Entry:
    """Write a new entry and return it with its id; an id it had is kept only where that is asked for.

    Raises:
        ValueError: The body is not of the entry's kind.
        JournalError: A value is out of range.
    """
    children = child_rows(entry)
    own_id: Row = {"id": entry.id} if keep_id and entry.id else {}
    entry_id = writer.insert("entries", {**own_id, **entry_row(entry)})
    for table, row in children:
        writer.insert(table, {"entry_id": entry_id, **row})
    return replace(entry, id=entry_id)


def add_entries(writer: Writer, new: Iterable[Entry], *, keep_id: bool = False) -> None:
    """Write many new entries as `add_entry` does one by one.

    Raises:
        ValueError: The body is not of the entry's kind.
        JournalError: A value is out of range.
    """
    next_id = writer.next_id("entries")
    ids = {table: count(writer.next_id(table)) for table in CHILDREN}
    rows: list[tuple[str, tuple[str, ...], Values]] = []
    for entry in new:
        entry_id = entry.id if keep_id and entry.id else next_id
        next_id = max(next_id, entry_id + 1)
        rows.append(("entries", WITH_IDS["entries"], (entry_id, *entry_values(entry))))
        rows += [
            (table, WITH_IDS[table], (next(ids[table]), entry_id, *values)) for table, values in child_values(entry)
        ]
    writer.insert_many(rows)


def replace_entry(writer: Writer, entry_id: int, entry: Entry) -> Entry:
    """Put another entry in the place of one, under its id; undo brings the old one back.

    Raises:
        NothingFound: There is no such entry.
        ValueError: The body is not of the entry's kind.
    """
    children = child_rows(entry)
    if writer.row("entries", entry_id) is None:
        raise _no_entry(entry_id)
    writer.update("entries", entry_id, entry_row(entry))
    for table in CHILDREN:
        rows = [row for of, row in children if of == table]
        if _children(writer, table, entry_id) != rows:
            _delete_all(writer, table, entry_id)
            for row in rows:
                writer.insert(table, {"entry_id": entry_id, **row})
    return replace(entry, id=entry_id)


def delete_entry(writer: Writer, entry_id: int) -> None:
    """Remove an entry; undo brings it back.

    Raises:
        NothingFound: There is no such entry.
    """
    if writer.row("entries", entry_id) is None:
        raise _no_entry(entry_id)
    for table in CHILDREN:
        _delete_all(writer, table, entry_id)
    writer.delete("entries", entry_id)


def entry(journal: Journal, entry_id: int) -> Entry:
    """One entry by its id.

    Raises:
        NothingFound: There is no such entry.
    """
    found = _read(journal, "entries.id = ?", [entry_id], None)
    if not found:
        raise _no_entry(entry_id)
    return found[0]


def entries_of(journal: Journal, ids: Iterable[int]) -> tuple[Entry, ...]:
    """The entries of these ids that are there, the earliest first."""
    return _read(journal, "entries.id IN (SELECT value FROM json_each(?))", [str(list(ids))], None)


def entries(journal: Journal, wanted: EntryFilter = EVERYTHING) -> tuple[Entry, ...]:
    """The entries that are wanted, the earliest first."""
    pairs = _conditions(wanted)
    if wanted.text is not None:
        from oidtrack.store.tables.letters import folded_bytes  # a search alone needs the tables of Unicode

        journal.connection.create_function("folded", 1, folded_bytes, deterministic=True)
    condition = " AND ".join(condition for condition, _ in pairs) or "TRUE"
    values = [value for _, values in pairs for value in values]
    return _read(journal, condition, values, wanted.limit, _joined(wanted))


def last_doses(journal: Journal, medicine: str, until: date, most: int) -> tuple[Entry, ...]:
    """The last doses of a medicine before a day, the earliest first: as much work in a long diary as in a short one.

    Of what is taken each day they stand in the last months; of what is not there are few in all.

    Args:
        journal: The journal.
        medicine: Its name.
        until: The first day that is not looked at.
        most: How many at the most, 1 or more.
    """
    every = EntryFilter(until=until, kinds=(Kind.DOSE,), medicine=medicine, limit=most)
    recent = entries(journal, replace(every, since=until - _MONTHS))
    return recent if len(recent) == most else entries(journal, every)


def first_day(journal: Journal) -> date | None:
    """The local day of the earliest entry; None without any."""
    (day,) = journal.rows("SELECT min(day) FROM entries")[0]
    return None if day is None else date.fromisoformat(day)


def days_with_entries(journal: Journal, since: date, until: date, kind: Kind | None = None) -> tuple[date, ...]:
    """The local days with an entry, of one kind or of any, from `since` to the day before `until`, in order."""
    given = (since.isoformat(), until.isoformat(), *(() if kind is None else (kind.value,)))
    condition = "day >= ? AND day < ?" + ("" if kind is None else " AND kind = ?")  # without, an index is enough
    sql = f"SELECT DISTINCT day FROM entries WHERE {condition} ORDER BY day"  # noqa: S608
    return tuple(date.fromisoformat(day) for (day,) in journal.rows(sql, given))


def _days(wanted: EntryFilter) -> list[tuple[str, tuple[str, ...]]]:
    pairs: list[tuple[str, tuple[str, ...]]] = []
    if wanted.since is not None:
        pairs.append(("entries.day >= ?", (wanted.since.isoformat(),)))
    if wanted.until is not None:
        # `+`: the latest few of many are found along the time, not among all days before one
        column = "+entries.day" if wanted.limit is not None and wanted.since is None else "entries.day"
        pairs.append((f"{column} < ?", (wanted.until.isoformat(),)))
    return pairs


def _conditions(wanted: EntryFilter) -> list[tuple[str, tuple[str, ...]]]:
    pairs = _days(wanted)
    if wanted.kinds:
        marks = ", ".join("?" * len(wanted.kinds))
        pairs.append((f"entries.kind IN ({marks})", tuple(kind.value for kind in wanted.kinds)))
    if wanted.kinds == (Kind.ASSESSMENT,):  # few among many, and asked for over all time
        pairs.append(("entries.id IN (SELECT entry_id FROM assessments)", ()))
    if wanted.tag is not None:
        pairs.append(("entries.id IN (SELECT entry_id FROM tags WHERE name = ?)", (wanted.tag,)))
    if wanted.text is not None:
        from oidtrack.store.tables.letters import folded

        needle = folded(wanted.text)
        either = "(instr(folded(CAST(note AS BLOB)), ?) OR instr(folded(CAST(treatments.text AS BLOB)), ?))"
        pairs.append((either, (needle, needle)))
    if wanted.medicine is not None:
        # `+`: of a stretch of days the entries are found by their day, not among all doses of the medicine
        column = "intakes.medicine" if wanted.since is None else "+intakes.medicine"
        pairs.append((f"{column} = ?", (wanted.medicine,)))
    if wanted.star:
        pairs.append(("entries.star = 1", ()))
    return pairs


def _joined(wanted: EntryFilter) -> frozenset[str]:
    """The tables that hold what is wanted: no others are looked into for each entry."""
    found = {OF_KIND[kind] for kind in wanted.kinds or OF_KIND if kind in OF_KIND}
    found |= {"treatments"} if wanted.text is not None else set()
    return frozenset(found | {"intakes"} if wanted.medicine is not None else found)


def _read(
    journal: Journal, condition: str, values: list[Any], limit: int | None, joined: frozenset[str] = ALL_BODIES
) -> tuple[Entry, ...]:
    order = "ORDER BY entries.at_utc DESC, entries.id DESC LIMIT ?"
    columns, joins = selection(joined)
    sql = f"SELECT {columns} FROM entries {joins} WHERE {condition} {order}"  # noqa: S608
    with journal.snapshot():
        rows = journal.rows(sql, (*values, -1 if limit is None else limit))
        rows.reverse()
        lists = _lists(journal, rows)
    return tuple(_entries(journal, rows, lists))


def _lists(journal: Journal, rows: list[tuple[Any, ...]]) -> Lists:
    """Signs, symptoms and tags of these entries, in one read each."""
    lists: dict[str, dict[int, list[Any]]] = {table: {} for table in LISTS}
    ids = [row[0] for row in rows]
    if not ids:
        return lists
    first, last = min(ids), max(ids)
    # what was imported between two entries of these days may be all of a life
    is_close = last - first < _FAR * len(ids)
    condition = "BETWEEN ? AND ?" if is_close else "IN (SELECT value FROM json_each(?))"
    given = (first, last) if is_close else (str(ids),)
    for table in LISTS:
        names = "entry_id, name, severity" if table == "symptoms" else "entry_id, name"
        sql = f"SELECT {names} FROM {table} WHERE entry_id {condition} ORDER BY id"  # noqa: S608
        for entry_id, *values in journal.rows(sql, given):
            item = tuple(values) if table == "symptoms" else values[0]
            lists[table].setdefault(entry_id, []).append(item)
    return lists


def _entries(journal: Journal, rows: list[tuple[Any, ...]], lists: Lists) -> Iterator[Entry]:
    """The entries of these rows."""
    tags = lists["tags"]
    for row in rows:
        entry_id, kind_name, at_utc, offset_min, day, note, star = row[:7]
        try:
            kind = _KINDS[kind_name]
            body = body_of(kind, row, lists)
            moment = moment_from(at_utc, offset_min, day)
        except NOT_OURS as error:
            raise unreadable(f"entry e{entry_id}", journal.path) from error
        yield Entry(kind, moment, body, note, tuple(tags.get(entry_id, ())), bool(star), entry_id)


def _children(writer: Writer, table: str, entry_id: int) -> list[Row]:
    """The rows of one entry in one table, as `child_rows` makes them."""
    found = (writer.row(table, row_id) for row_id in _ids(writer, table, entry_id))
    hidden = ("id", "entry_id")
    return [{name: value for name, value in row.items() if name not in hidden} for row in found if row]


def _ids(writer: Writer, table: str, entry_id: int) -> list[int]:
    return [row[0] for row in writer.rows(f"SELECT id FROM {table} WHERE entry_id = ? ORDER BY id", (entry_id,))]  # noqa: S608


def _delete_all(writer: Writer, table: str, entry_id: int) -> None:
    for row_id in _ids(writer, table, entry_id):
        writer.delete(table, row_id)


def _no_entry(entry_id: int) -> NothingFound:
    return NothingFound(f"there is no entry e{entry_id}", "`oidtrack list` shows those there are")
