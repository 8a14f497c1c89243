"""Words are found whatever their marks, and moments that no calendar shows are a damaged journal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from store_samples import NOW, note

from oidtrack.domain.journal import Entry, Kind, Treatment
from oidtrack.errors import JournalError
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables import searching
from oidtrack.store.tables.entries import EntryFilter, add_entry, entries
from oidtrack.store.tables.letters import folded, folded_bytes

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


@pytest.mark.parametrize(
    ("word", "sifted_by"),
    [
        ("invented", "vented"),
        ("oxycodone", "xycodone"),
        ("walk", "walk"),
        ("quiet", "quiet"),
        ("abbbz", "bbbz"),
        ("the", "the"),
        ("tee2345", "2345"),
    ],
)
def test_a_word_is_sifted_by_its_end_from_the_rarest_letter_on_of_four_or_more(word: str, sifted_by: str) -> None:
    assert searching._seldom(word) == sifted_by


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


WRITTEN = (
    *("walk", "Walk", "walks", "Łódź", "lo\u0301dz", "Straße", "STRASSE", "ﬁsh", "Ærø", "İstanbul", "ǿre", "x_walk"),
    *(
        "прогулка",
        "Район",
        "раи\u0306он",
        "בָּרוּךְ",
        "ברוך",
        "مُحَمَّد",
        "हिन्दी",
        "散歩",
        "ガーデン",
        "カ\u3099",
        "e-mail",
        "½h",
        "a\x00walk",
    ),
)
PLAIN = st.sampled_from([*WRITTEN, "wal", "stras", "fis", "ко", "раион", "מה", "हि", "散", "カ", "e-m", "1", "2h", "_"])


def said(entry: Entry) -> tuple[str, ...]:
    own = entry.body.text if isinstance(entry.body, Treatment) else ""
    return (entry.note, own, *entry.tags)


def has(entry: Entry, word: str) -> bool:
    """Told anew and without haste: the parts of the word stand in one text, one after the other."""
    parts = re.findall(r"[^\W_]+", folded(word))
    for text in said(entry):
        there = re.findall(r"[^\W_]+", folded(text))
        for n in range(len(there) - len(parts) + 1):
            *whole, last = there[n : n + len(parts)]
            if whole == parts[:-1] and last.startswith(parts[-1]):
                return True
    return False


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Entry, ...]]:
    """Each text in notes, treatments and tags, some of them far back in time."""
    path = tmp_path_factory.mktemp("many") / "journal.db"
    with open_journal(path) as journal:
        with journal.writing("import", NOW) as writer:
            for n, (one, other) in enumerate(zip(WRITTEN, WRITTEN[5:] + WRITTEN[:5], strict=True)):
                moment = note("", NOW - n * 977 % 40 * 3600).moment
                add_entry(writer, Entry(Kind.NOTE, moment, None, f"{one} and {other}", (one,)))
                add_entry(writer, Entry(Kind.TREATMENT, moment, Treatment(f"of {one}"), other))
        return path, entries(journal)


@settings(max_examples=150, deadline=None)
@given(
    words=st.lists(PLAIN, min_size=1, max_size=3),
    limit=st.integers(1, 60),
    near=st.sampled_from([1, 3, 500]),
    at_a_time=st.sampled_from([1, 4, 500]),
)
def test_all_are_found_in_every_script_however_far_back(
    words: list[str], limit: int, near: int, at_a_time: int, many: tuple[Path, tuple[Entry, ...]]
) -> None:
    path, written_down = many
    wanted = [word for word in words if re.search(r"[^\W_]", folded(word))]
    right = [one.id for one in reversed(written_down) if wanted and all(has(one, word) for word in wanted)]
    with pytest.MonkeyPatch.context() as patch, open_journal(path) as journal:
        patch.setattr(searching, "_NEAR", near)
        patch.setattr(searching, "_AT_A_TIME", at_a_time)
        found = searching.search(journal, " ".join(words), limit)
    assert [hit.entry.id for hit in found] == right[:limit]


@pytest.mark.parametrize("word", ["lodz", "x" * 100, "x" * 101, "ж" * 101, "x" * 60_000])
def test_a_word_of_any_length_is_found_behind_the_newest(
    word: str, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_NEAR", 1)
    written(journal, f"in {word}s", "newer", f"{word[:-1]}?", "newest")
    assert [hit.entry.note for hit in searching.search(journal, word, 5)] == [f"in {word}s"]


def test_a_mark_is_never_taken_for_a_letter() -> None:
    """The sieve lets any sign that is no letter stand between two letters of a word, and so every mark."""
    import sys
    import unicodedata

    marks = [char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.combining(char)]
    assert len(marks) > 800
    assert not [mark for mark in marks if re.match(r"\w", mark)]


def test_a_damaged_text_behind_the_newest_fits_nothing_and_fails_nothing(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_NEAR", 1)
    written(journal, "walk", "broken", "newest")
    journal.connection.execute("UPDATE entries SET note = CAST(x'62ff80' AS TEXT) WHERE id = 2")
    assert [hit.entry.note for hit in searching.search(journal, "walk", 5)] == ["walk"]
