"""Whatever a command did, undo puts every table back to the byte."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from msgspec.structs import replace
from store_samples import (
    NOW,
    ONE_OF_EACH,
    PATCH,
    PLAN,
    PRESCRIPTION,
    PROFILE,
    agreed,
    any_entry,
    at,
    mood,
    note,
    tables,
)

from oidtrack.domain.journal import Entry
from oidtrack.domain.profile import Profile
from oidtrack.errors import JournalError
from oidtrack.services.journal.undoing import several, undo
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.file.writer import Writer
from oidtrack.store.tables.appointments import Appointment, Question, add_appointment, add_question
from oidtrack.store.tables.entries import add_entry, delete_entry, entries, replace_entry
from oidtrack.store.tables.medicines import add_prescription, close_prescription
from oidtrack.store.tables.plans import save_plan
from oidtrack.store.tables.profile import save_profile
from oidtrack.store.tables.undo import Undone, redo_last, undo_last

pytest_plugins = ("store_fixtures",)


@pytest.fixture
def filled(journal: Journal) -> Journal:
    with journal.writing("log", NOW) as writer:
        for one in ONE_OF_EACH:
            add_entry(writer, one)
        add_prescription(writer, PRESCRIPTION)
        save_plan(writer, PLAN, NOW)
        save_profile(writer, PROFILE)
        add_appointment(writer, Appointment(at(), "Dr Ng"))
    return journal


def add_all(writer: Writer) -> None:
    for one in ONE_OF_EACH:
        add_entry(writer, one)


def delete_all(writer: Writer) -> None:
    for number in range(1, len(ONE_OF_EACH) + 1):
        delete_entry(writer, number)


def add_and_delete(writer: Writer) -> None:
    delete_entry(writer, add_entry(writer, mood()).id)


def ask(writer: Writer) -> None:
    add_question(writer, Question("May I halve these?"))
    add_question(writer, Question("And these?", add_appointment(writer, Appointment(at(), "Dr Ng")).id))


CHANGES: dict[str, Callable[[Writer], object]] = {
    "add": add_all,
    "delete": delete_all,
    "add and delete": add_and_delete,
    "edit": lambda writer: replace_entry(writer, 2, mood(star=False)),
    "edit the kind": lambda writer: replace_entry(writer, 2, ONE_OF_EACH[2]),
    "edit the lists": lambda writer: replace_entry(writer, 1, note(tags=("new",))),
    "med add": lambda writer: add_prescription(writer, PATCH),
    "med stop": lambda writer: close_prescription(writer, 1, date(2026, 10, 1)),
    "plan new": lambda writer: save_plan(writer, PLAN, NOW),
    "plan agree": lambda writer: save_plan(writer, agreed(replace(PLAN, id=1)), NOW),
    "profile": lambda writer: save_profile(writer, replace(PROFILE, born=None, country="DE", prescriber="Dr Ng")),
    "appointment add": ask,
}


@pytest.mark.no_cover
@pytest.mark.parametrize("command", CHANGES)
def test_undo_puts_every_table_back(filled: Journal, command: str) -> None:
    before = tables(filled)
    with filled.writing(command, NOW + 1) as writer:
        CHANGES[command](writer)
    assert tables(filled) != before or command == "add and delete"
    undone = undo_last(filled, NOW + 2)
    assert tables(filled) == before
    assert undone is not None
    assert (undone.command, undone.at_utc) == (command, NOW + 1)


def test_undo_after_undo_steps_further_back(filled: Journal) -> None:
    states = [tables(filled)]
    for command, change in CHANGES.items():
        if command != "delete":
            with filled.writing(command, NOW) as writer:
                change(writer)
            states.append(tables(filled))
    for state in reversed(states[:-1]):
        assert undo_last(filled, NOW) is not None
        assert tables(filled) == state
    assert undo_last(filled, NOW) is not None
    assert not any(tables(filled).values())
    assert undo_last(filled, NOW) is None


def test_undo_after_something_new_takes_that_back_and_then_goes_on(journal: Journal) -> None:
    for text in ("first", "second"):
        with journal.writing(text, NOW) as writer:
            add_entry(writer, note(text))
    undo_last(journal, NOW)
    with journal.writing("third", NOW) as writer:
        add_entry(writer, note("third"))
    commands = [undone.command for undone in iter(lambda: undo_last(journal, NOW), None)]
    assert commands == ["third", "first"]
    assert entries(journal) == ()


def test_undo_in_an_empty_journal_does_nothing_and_leaves_no_trace(journal: Journal) -> None:
    assert undo_last(journal, NOW) is None
    assert journal.rows("SELECT * FROM operations") == []


def test_undo_is_kept_as_an_operation_of_its_own(journal: Journal) -> None:
    with journal.writing("log", NOW) as writer:
        add_entry(writer, note())
    undo_last(journal, NOW + 5)
    assert journal.rows("SELECT * FROM operations") == [(1, "log", NOW, 2), (2, "undo", NOW + 5, None)]
    assert journal.rows("SELECT count(*) FROM changes") == [(2,)]


def test_undo_says_which_entries_went_came_and_changed(filled: Journal) -> None:
    with filled.writing("edit", NOW) as writer:
        delete_entry(writer, 1)
        add_entry(writer, note("new"))
        replace_entry(writer, 2, replace(ONE_OF_EACH[1], tags=()))
        replace_entry(writer, 3, replace(ONE_OF_EACH[2], note="late"))
        add_and_delete(writer)
    assert undo_last(filled, NOW) == Undone(
        command="edit",
        at_utc=NOW,
        removed=(7,),
        restored=(1,),
        reverted=(2, 3),
        rows=(("entries", 5), ("moods", 2), ("signs", 4), ("symptoms", 4), ("tags", 6)),
    )


def test_undo_does_not_touch_what_was_changed_from_outside(journal: Journal) -> None:
    with journal.writing("log", NOW) as writer:
        add_entry(writer, mood())
    journal.connection.execute("UPDATE moods SET mood = 10")
    before = tables(journal)
    with pytest.raises(JournalError, match=r"`log` cannot be undone: moods in .* was changed from outside"):
        undo_last(journal, NOW)
    assert tables(journal) == before


def test_several_at_once_are_all_taken_back_or_none(journal: Journal) -> None:
    for command in ("log", "edit", "log"):
        with journal.writing(command, NOW) as writer:
            add_entry(writer, mood())
    journal.connection.execute("UPDATE moods SET mood = 10 WHERE entry_id = 1")
    before = tables(journal)
    with pytest.raises(JournalError, match="nothing was changed"):
        several(undo, journal, 3, NOW, date(2026, 11, 23))
    assert tables(journal) == before
    assert len(several(undo, journal, 2, NOW, date(2026, 11, 23))[0]) == 2
    assert len(entries(journal)) == 1


def broken_off(journal: Journal) -> None:
    with journal.writing("log", NOW) as writer:
        add_entry(writer, note(text="second"))
        raise ZeroDivisionError


def test_a_part_of_a_transaction_is_given_up_by_itself(journal: Journal) -> None:
    with journal.together():
        with journal.writing("log", NOW) as writer:
            add_entry(writer, note(text="first"))
        with pytest.raises(ZeroDivisionError):
            broken_off(journal)
    assert [one.note for one in entries(journal)] == ["first"]
    with pytest.raises(ZeroDivisionError), journal.together():
        broken_off(journal)
    assert [one.note for one in entries(journal)] == ["first"]


def test_odd_text_comes_back_exactly(journal: Journal) -> None:
    text = 'null\0, "quotes", \u2028, \U0001f40c, \x1b[31m, \\u0041'
    with journal.writing("log", NOW) as writer:
        add_entry(writer, note(text))
    with journal.writing("delete", NOW) as writer:
        delete_entry(writer, 1)
    undo_last(journal, NOW)
    assert entries(journal)[0].note == text


class History(RuleBasedStateMachine):
    """Any commands in any order, undone and done again in any order: what is seen is what is left of them."""

    journal: Journal

    def __init__(self) -> None:
        super().__init__()
        self.states: list[dict[str, list[tuple[object, ...]]]] = []
        self.ahead: list[dict[str, list[tuple[object, ...]]]] = []

    def written(self, before: dict[str, list[tuple[object, ...]]]) -> None:
        self.states.append(before)
        self.ahead.clear()

    @initialize()
    def begin(self) -> None:
        self.journal.connection.execute("DELETE FROM changes")
        self.journal.connection.execute("DELETE FROM operations")
        for table in ("moods", "signs", "symptoms", "tags", "intakes", "treatments", "assessments", "entries"):
            self.journal.connection.execute(f"DELETE FROM {table}")
        self.journal.connection.execute("DELETE FROM profile")

    @rule(some=st.lists(any_entry, min_size=1, max_size=2))
    def add(self, some: list[Entry]) -> None:
        self.written(tables(self.journal))
        with self.journal.writing("log", NOW) as writer:
            for one in some:
                add_entry(writer, one)

    @precondition(lambda self: bool(entries(self.journal)))
    @rule(one=any_entry, data=st.data())
    def edit(self, one: Entry, data: st.DataObject) -> None:
        before = tables(self.journal)
        key = data.draw(st.sampled_from(entries(self.journal))).id
        with self.journal.writing("edit", NOW) as writer:
            replace_entry(writer, key, one)
        if tables(self.journal) != before:
            self.written(before)

    @precondition(lambda self: bool(entries(self.journal)))
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        self.written(tables(self.journal))
        key = data.draw(st.sampled_from(entries(self.journal))).id
        with self.journal.writing("delete", NOW) as writer:
            delete_entry(writer, key)

    @rule(born=st.none() | st.integers(1900, 2020))
    def tell(self, born: int | None) -> None:
        before = tables(self.journal)
        with self.journal.writing("profile", NOW) as writer:
            save_profile(writer, Profile(born=born))
        if tables(self.journal) != before:
            self.written(before)

    @rule()
    def undo(self) -> None:
        before = tables(self.journal)
        undone = undo_last(self.journal, NOW)
        assert (undone is not None) == bool(self.states)
        if self.states:
            self.ahead.append(before)
            assert tables(self.journal) == self.states.pop()

    @rule()
    def redo(self) -> None:
        before = tables(self.journal)
        redone = redo_last(self.journal, NOW)
        assert (redone is not None) == bool(self.ahead)
        if self.ahead:
            self.states.append(before)
            assert tables(self.journal) == self.ahead.pop()


@pytest.mark.no_cover
def test_any_history_can_be_undone_and_done_again(tmp_path_factory: pytest.TempPathFactory) -> None:
    with open_journal(tmp_path_factory.mktemp("history") / "journal.db") as journal:
        History.journal = journal
        run_state_machine_as_test(History, settings=settings(deadline=None, max_examples=40, stateful_step_count=20))
