"""Words are found whatever their marks, and moments that no calendar shows are a damaged journal."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from store_samples import NOW, note

from oidtrack.errors import JournalError
from oidtrack.store.file.database import Journal
from oidtrack.store.tables import searching
from oidtrack.store.tables.entries import EntryFilter, add_entry, entries, folded, folded_bytes

pytest_plugins = ("store_fixtures",)


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Łódź", "lodz"), ("Straße", "strasse"), ("Ærø", "aero"), ("Đà", "da"), ("ÉCOLE", "ecole"), ("Work", "work")],
)
def test_letters_without_case_and_marks(text: str, plain: str) -> None:
    assert folded(text) == plain
    assert folded_bytes(text.encode()) == plain


def test_bytes_that_are_no_text_fit_nothing_and_nothing_stays_nothing() -> None:
    assert folded_bytes(b"a\xff") == "a\ufffd"
    assert folded_bytes(None) is None


def written(journal: Journal, *texts: str) -> None:
    with journal.writing("log", NOW) as writer:
        for n, text in enumerate(texts):
            add_entry(writer, note(text, NOW + n))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("lodz", ["again łódź", "In Łódź"]),
        ("aga lod", ["again łódź"]),
        ("odz", []),
        ("lodz elsewhere", []),
        ("e-ma", ["an e-mail, self-made"]),
        ("made-self", []),
        ("self-mail", []),
        ("e", ["an e-mail, self-made", "elsewhere"]),
        ("?!", []),
        ("?! in", ["In Łódź"]),
    ],
)
def test_each_word_is_found_by_its_beginning_and_its_parts_stand_together(
    journal: Journal, words: str, found: list[str]
) -> None:
    written(journal, "In Łódź", "elsewhere", "again łódź", "an e-mail, self-made")
    assert [hit.entry.note for hit in searching.search(journal, words, 5)] == found


def test_the_newest_come_first_and_no_more_than_are_wanted(journal: Journal) -> None:
    written(journal, "walk 1", "rest", "walk 2", "walk 3")
    assert [hit.entry.note for hit in searching.search(journal, "walk", 2)] == ["walk 3", "walk 2"]
    assert len(searching.search(journal, "walk", 3)) == 3
    assert len(searching.search(journal, "walk", 4)) == 3


def test_words_may_stand_in_different_places_of_one_entry(journal: Journal) -> None:
    with journal.writing("log", NOW) as writer:
        add_entry(writer, replace(note("a long walk", NOW), tags=("river",)))
        add_entry(writer, note("a walk", NOW + 1))
    assert [hit.entry.note for hit in searching.search(journal, "walk river", 5)] == ["a long walk"]


def test_a_word_that_stands_far_behind_the_first_is_not_in_the_piece(journal: Journal) -> None:
    written(journal, "walk " + "x " * 40 + "walk")
    (hit,) = searching.search(journal, "walk", 5)
    assert hit.piece == "»walk« " + "x " * 14 + "x…"


@pytest.mark.parametrize(
    ("at_utc", "good"),
    [(253_402_214_400, True), (253_402_214_401, False), (-62_135_510_400, True), (-62_135_510_401, False)],
)
def test_a_moment_that_no_calendar_shows_is_damage(journal: Journal, at_utc: int, good: bool) -> None:
    written(journal, "x")
    journal.connection.execute("UPDATE entries SET at_utc = ?, offset_min = 1080", (at_utc,))
    if good:
        (one,) = entries(journal, EntryFilter())
        assert one.moment.wall
    else:
        with pytest.raises(JournalError, match=r"entry e1 in .* cannot be read"):
            entries(journal, EntryFilter())
