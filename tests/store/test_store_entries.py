"""Entries come back exactly as they went in, and the right ones are found."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from store_samples import BODIES, DAY, NOW, ONE_OF_EACH, any_entry, at, dose, mood, note, tables

from oidtrack.domain.dose import Dose
from oidtrack.domain.journal import DoseState, Entry, Intake, Kind, Mood, Treatment
from oidtrack.errors import JournalError, NothingFound
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import EntryFilter, add_entry, delete_entry, entries, entry, replace_entry
from oidtrack.store.tables.entry_rows import CHILDREN

pytest_plugins = ("store_fixtures",)

TABLES = {
    Kind.MOOD: "moods",
    Kind.DOSE: "intakes",
    Kind.TREATMENT: "treatments",
    Kind.NOTE: "entries",
    Kind.ASSESSMENT: "assessments",
}


def add(journal: Journal, *some: Entry) -> tuple[Entry, ...]:
    with journal.writing("log", NOW) as writer:
        return tuple(add_entry(writer, one) for one in some)


@pytest.mark.no_cover
@settings(deadline=None, max_examples=200)
@given(one=any_entry)
def test_entry_comes_back_as_it_went_in(shared_journal: Journal, one: Entry) -> None:
    (saved,) = add(shared_journal, one)
    assert saved == replace(one, id=saved.id)
    assert entry(shared_journal, saved.id) == saved


@pytest.mark.no_cover
@settings(deadline=None, max_examples=100)
@given(one=any_entry, other=any_entry)
def test_replaced_entry_is_the_new_one_under_the_old_id(shared_journal: Journal, one: Entry, other: Entry) -> None:
    (saved,) = add(shared_journal, one)
    with shared_journal.writing("edit", NOW) as writer:
        changed = replace_entry(writer, saved.id, other)
    assert changed == replace(other, id=saved.id)
    assert entry(shared_journal, saved.id) == changed


def test_every_kind_is_tried() -> None:
    assert set(BODIES) == set(Kind)
    assert {one.kind for one in ONE_OF_EACH} == set(Kind)


def test_entries_come_by_time_and_then_by_id(journal: Journal) -> None:
    saved = add(journal, note("c", NOW + 9), note("a", NOW), note("b", NOW))
    assert [one.note for one in entries(journal)] == ["a", "b", "c"]
    assert [one.id for one in saved] == [1, 2, 3]
    assert saved[2].name == "e3"


def test_lists_stay_with_their_entry_and_in_order(journal: Journal) -> None:
    first, _, third = add(journal, mood(), note(tags=("b", "a")), mood(NOW + 1))
    assert entries(journal)[0] == first
    assert entries(journal)[1].tags == ("b", "a")
    assert entries(journal)[2] == third


def test_replacing_without_a_change_leaves_no_trace(journal: Journal) -> None:
    (saved,) = add(journal, mood())
    before = journal.rows("SELECT * FROM changes")
    with journal.writing("edit", NOW) as writer:
        replace_entry(writer, saved.id, saved)
    assert journal.rows("SELECT * FROM changes") == before


def test_deleted_entry_is_gone_with_all_that_hung_on_it(journal: Journal) -> None:
    before = tables(journal)
    saved = add(journal, *ONE_OF_EACH)
    with journal.writing("delete", NOW) as writer:
        for one in saved:
            delete_entry(writer, one.id)
    assert tables(journal) == before


def test_id_of_a_deleted_entry_is_never_used_again(journal: Journal) -> None:
    (saved,) = add(journal, note())
    with journal.writing("delete", NOW) as writer:
        delete_entry(writer, saved.id)
    assert add(journal, note())[0].id == saved.id + 1


def test_entry_that_is_not_there_is_nothing_found(journal: Journal) -> None:
    with pytest.raises(NothingFound, match="no entry e9"):
        entry(journal, 9)
    with pytest.raises(NothingFound, match="no entry e9"), journal.writing("delete", NOW) as writer:
        delete_entry(writer, 9)
    with pytest.raises(NothingFound, match="no entry e9"), journal.writing("edit", NOW) as writer:
        replace_entry(writer, 9, note())


@pytest.mark.parametrize(
    "wrong",
    [
        Entry(Kind.NOTE, at(), Mood()),
        Entry(Kind.MOOD, at(), None),
        Entry(Kind.DOSE, at(), Treatment("walk")),
        Entry(Kind.TREATMENT, at(), Mood()),
        Entry(Kind.ASSESSMENT, at(), Mood()),
        Entry(Kind.MOOD, at(), Mood((("glee", 50),))),
    ],
)
def test_entry_that_is_not_what_it_says_is_a_mistake_of_ours(journal: Journal, wrong: Entry) -> None:
    with pytest.raises(ValueError, match=r"entry with|ratings are of"):
        add(journal, wrong)
    assert journal.rows("SELECT * FROM entries") == []


@pytest.mark.parametrize(
    "wrong",
    [
        Entry(Kind.MOOD, at(), Mood((("mood", 101),))),
        Entry(Kind.MOOD, at(), Mood((("pain", -1),))),
        Entry(Kind.MOOD, at(), Mood((), 1441)),
        Entry(Kind.MOOD, at(), Mood((), None, (), (("sweating", 5),))),
        Entry(Kind.DOSE, at(), Intake("oxycodone", Dose(1), DoseState.MISSED)),
        replace(note(), moment=replace(at(), offset_min=1081)),
        replace(note(), moment=replace(at(), offset_min=-1081)),
    ],
)
def test_file_itself_refuses_what_is_out_of_range(journal: Journal, wrong: Entry) -> None:
    with pytest.raises(JournalError, match="does not take such a value"):
        add(journal, wrong)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("intakes", "UPDATE intakes SET slot = '08:60'"),
        ("intakes", "UPDATE intakes SET slot = '8:00'"),
        ("intakes", "UPDATE intakes SET rate_ng_h = 5"),
        ("intakes", "UPDATE intakes SET dose_ug = NULL"),
        ("intakes", "UPDATE intakes SET planned_ng_h = 5"),
        ("entries", "UPDATE entries SET day = '2026-02-30'"),
        ("entries", "UPDATE entries SET day = 'today'"),
        ("entries", "UPDATE entries SET star = 2"),
        ("entries", "UPDATE entries SET at_utc = 'now'"),
        ("entries", "DELETE FROM entries"),
    ],
)
def test_file_itself_keeps_its_rules_against_any_program(journal: Journal, table: str, change: str) -> None:
    add(journal, dose())
    before = tables(journal)[table]
    with pytest.raises(JournalError, match="does not take such a value"):
        journal.rows(change)
    assert tables(journal)[table] == before


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM intakes",
        "DELETE FROM treatments",
        "UPDATE assessments SET answers = '[1,'",
        "UPDATE assessments SET answers = '7'",
    ],
)
def test_row_that_no_oidtrack_writes_is_named_by_its_entry(journal: Journal, damage: str) -> None:
    saved = add(journal, next(one for one in ONE_OF_EACH if TABLES[one.kind] in damage))
    journal.connection.execute(damage)
    with pytest.raises(JournalError, match=f"entry e{saved[0].id} in .* cannot be read"):
        entries(journal)


@pytest.fixture
def week(journal: Journal) -> Journal:
    """A mood, a dose and a note on each of seven days."""
    for n in range(7):
        when = at(NOW + 86400 * n, DAY + timedelta(days=n))
        tags = ("rain",) if n == 3 else ()
        some = (mood(), dose(), note(f"Day {n}: ÄRGER 100%", tags=tags, star=n == 3))
        add(journal, *(replace(one, moment=when) for one in some))
    walk = Entry(Kind.TREATMENT, at(NOW + 10**6), Treatment("Spaziergang am Fluß"), tags=("walk",))
    add(journal, walk, replace(dose(medicine="gabapentin"), moment=at(NOW + 10**6)))
    return journal


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (EntryFilter(), range(1, 24)),
        (EntryFilter(since=DAY + timedelta(days=5)), range(16, 22)),
        (EntryFilter(until=DAY + timedelta(days=1)), [1, 2, 3, 22, 23]),
        (EntryFilter(since=DAY + timedelta(days=2), until=DAY + timedelta(days=3)), [7, 8, 9]),
        (EntryFilter(since=DAY, until=DAY), []),
        (EntryFilter(kinds=(Kind.MOOD,)), range(1, 20, 3)),
        (EntryFilter(kinds=(Kind.NOTE, Kind.TREATMENT), since=DAY + timedelta(days=5)), [18, 21]),
        (EntryFilter(tag="rain"), [12]),
        (EntryFilter(tag="rai"), []),
        (EntryFilter(tag="walk"), [*range(1, 20, 3), 22]),
        (EntryFilter(text="day 4"), [15]),
        (EntryFilter(text="ärger", limit=2), [18, 21]),
        (EntryFilter(text="FLUSS"), [22]),
        (EntryFilter(text="%"), range(3, 22, 3)),
        (EntryFilter(text="_"), []),
        (EntryFilter(medicine="gabapentin"), [23]),
        (EntryFilter(medicine="oxycodone", limit=1), [20]),
        (EntryFilter(star=True, kinds=(Kind.NOTE,)), [12]),
        (EntryFilter(limit=3), [21, 22, 23]),
        (EntryFilter(limit=100), range(1, 24)),
    ],
)
def test_filter_finds_exactly(week: Journal, wanted: EntryFilter, ids: range | list[int]) -> None:
    found = entries(week, wanted)
    assert [one.id for one in found] == list(ids)
    everything = {one.id: one for one in entries(week)}
    assert all(one == everything[one.id] for one in found)


@pytest.mark.no_cover
def test_ten_years_are_read_whole_and_in_part(journal: Journal) -> None:
    add(journal, *ONE_OF_EACH, *ONE_OF_EACH)
    run = journal.connection.execute
    run("BEGIN")
    numbers = "WITH RECURSIVE n (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM n WHERE n < 3650)"
    for table, key in (("entries", "id"), *((name, "entry_id") for name in CHILDREN)):
        names = [row[1] for row in journal.rows(f"PRAGMA table_info({table})") if row[1] not in ("id", key)]
        columns = ", ".join(names)
        run(
            f"{numbers} INSERT INTO {table} ({key}, {columns}) SELECT {key} + 100 * n, {columns} FROM {table}, n"
            f" WHERE {key} IN (2, 3, 5, 7, 8)"
        )
    run("COMMIT")
    assert len(entries(journal)) == 18_262
    assert len(entries(journal, EntryFilter(limit=10, kinds=(Kind.MOOD,)))) == 10


def test_each_day_is_read_with_a_handful_of_statements(week: Journal) -> None:
    asked: list[str] = []
    week.connection.set_trace_callback(asked.append)
    entries(week, EntryFilter(since=date(2020, 1, 1)))
    week.connection.set_trace_callback(None)
    assert len(asked) == 6
