"""Rows written many at a time are kept as if each had been written by itself, to the byte of the history."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from store_samples import NOW, ONE_OF_EACH, any_entry, note, tables

from oidtrack.domain.journal import Entry
from oidtrack.errors import BadInput, JournalError
from oidtrack.store.file import writer as writing
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables import undo as undoing
from oidtrack.store.tables.entries import add_entries, add_entry, entries
from oidtrack.store.tables.undo import redo_last, undo_last

pytest_plugins = ("store_fixtures",)

ODD = '"quoted" \\ back\x01\x1f \x7f \u2028 tab\t line\n Łódź 😀'


def one_by_one(journal: Journal, new: list[Entry], *, keep_id: bool = False) -> None:
    with journal.writing("import", NOW) as writer:
        for entry in new:
            add_entry(writer, entry, keep_id=keep_id)


def together(journal: Journal, new: list[Entry], *, keep_id: bool = False) -> None:
    with journal.writing("import", NOW) as writer:
        add_entries(writer, new, keep_id=keep_id)


def kept(journal: Journal) -> tuple[object, ...]:
    """Every row, with its history and the last number that each table gave out."""
    history = "SELECT operation_id, table_name, row_id, before, after FROM changes ORDER BY id"
    return tables(journal), journal.rows(history), journal.rows("SELECT name, seq FROM sqlite_sequence ORDER BY name")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("two")
    return folder / "one.db", folder / "other.db"


@pytest.mark.no_cover
@settings(max_examples=15, deadline=None)
@given(new=st.lists(any_entry, min_size=1, max_size=8))
def test_all_tables_are_the_same_to_the_byte(new: list[Entry], two: tuple[Path, Path]) -> None:
    with open_journal(two[0]) as one, open_journal(two[1]) as other:
        one_by_one(one, new)
        together(other, new)
        assert kept(one) == kept(other)
        assert entries(one) == entries(other)


@pytest.mark.parametrize("rows", [1, 2, 3, 4, 5])
def test_rows_of_one_statement_are_kept_as_rows_of_several(
    rows: int, journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = [*ONE_OF_EACH, note("a", NOW), note("b", NOW)]
    with open_journal(tmp_path / "other.db") as other:
        one_by_one(other, new)
        undo_last(other, NOW)
        monkeypatch.setattr(writing, "_TOGETHER", rows)
        together(journal, new)
        undo_last(journal, NOW)
        assert kept(journal) == kept(other)


def test_as_many_rows_as_one_statement_takes_and_one_more(journal: Journal, tmp_path: Path) -> None:
    new = [note(str(n), NOW + n) for n in range(2 * writing._TOGETHER + 1)]
    with open_journal(tmp_path / "other.db") as other:
        for some in (new[:-1], new[-1:], new):
            one_by_one(other, some)
            together(journal, some)
            assert kept(journal) == kept(other)


def test_numbers_of_a_file_are_kept_and_the_next_is_greater_than_all(journal: Journal, tmp_path: Path) -> None:
    new = [note("a", NOW), note("b", NOW), note("c", NOW), note("d", NOW)]
    new = [replace(one, id=own) for one, own in zip(new, (7, 0, 3, 0), strict=True)]
    together(journal, new, keep_id=True)
    with open_journal(tmp_path / "other.db") as other:
        one_by_one(other, new, keep_id=True)
        assert kept(journal) == kept(other)
    assert [one.id for one in entries(journal)] == [3, 7, 8, 9]


def test_numbers_of_entries_that_were_undone_are_not_used_again(journal: Journal) -> None:
    together(journal, [note("a", NOW), note("b", NOW)])
    undo_last(journal, NOW)
    together(journal, [note("c", NOW)])
    assert [one.id for one in entries(journal)] == [3]


def test_odd_letters_stand_in_the_history_as_python_writes_them(journal: Journal) -> None:
    together(journal, [note(ODD, NOW)])
    ((after,),) = journal.rows("SELECT after FROM changes WHERE table_name = 'entries'")
    assert after == json.dumps(json.loads(after), ensure_ascii=False, separators=(",", ":"))
    assert json.loads(after)["note"] == ODD


def test_text_that_is_no_unicode_is_refused_and_nothing_is_written(journal: Journal) -> None:
    with pytest.raises(BadInput, match="no UTF-8"):
        together(journal, [note("a", NOW), note("\udcff", NOW)])
    assert entries(journal) == ()


@pytest.mark.parametrize("at_a_time", [1, 2, 3, 500])
def test_many_are_taken_back_and_done_again_in_stretches_of_any_length(
    at_a_time: int, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "_AT_A_TIME", at_a_time)
    together(journal, [*ONE_OF_EACH, note("last", NOW)])
    before = entries(journal)
    ticks: list[tuple[int, int]] = []
    done = undo_last(journal, NOW, tick=lambda n, of: ticks.append((n, of)))
    assert done is not None
    assert done.removed == tuple(sorted(one.id for one in before))
    assert entries(journal) == ()
    assert ticks[-1][0] == ticks[-1][1] == sum(n for _, n in done.rows)
    assert redo_last(journal, NOW) is not None
    assert entries(journal) == before


def test_a_row_that_was_changed_from_outside_keeps_all_of_an_import(journal: Journal) -> None:
    together(journal, [note("a", NOW), note("b", NOW), note("c", NOW)])
    journal.connection.execute("UPDATE entries SET note = 'x' WHERE id = 1")
    with pytest.raises(JournalError, match="changed from outside"):
        undo_last(journal, NOW)
    assert [one.note for one in entries(journal)] == ["x", "b", "c"]


def test_history_that_spells_the_same_row_in_another_way_is_the_same(journal: Journal) -> None:
    together(journal, [note("Łódź", NOW)])
    ((after,),) = journal.rows("SELECT after FROM changes WHERE table_name = 'entries'")
    journal.connection.execute("UPDATE changes SET after = ?", (json.dumps(json.loads(after), indent=1),))
    assert undo_last(journal, NOW) is not None
    assert entries(journal) == ()
