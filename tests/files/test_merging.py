"""Two journals become one: nothing twice, the other file untouched, one undo."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from running import Oid

COPY = "journal (conflicted copy 2026-11-23).db"
LATER = {"OIDTRACK_NOW": "2026-11-23T22:00:00-05:00"}


@pytest.fixture
def folder(tmp_path: Path, oid: Oid) -> Path:
    """A folder with a journal of three entries and a copy of it, which from now on go their own ways."""
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,20:00", "--since", "2023-01-15")
    oid("log", "--mood", "5", "--note", "shared", "--at", "2026-11-20 20:00")
    oid("log", "--dose", "oxycodone 10mg at 9:00", "--at", "2026-11-20 20:01")
    oid("log", "--note", "a walk", "--tag", "out", "--at", "2026-11-20 20:02")
    oid("appointment", "add", "--at", "2026-12-07 10:00", "--ask", "Which first?")
    person = tmp_path / "person"
    shutil.copyfile(person / "journal.db", person / COPY)
    return person


def there(oid: Oid, folder: Path, *words: str) -> None:
    """A command in the other journal."""
    assert oid("--db", str(folder / COPY), *words, env=LATER).code == 0


def merge(oid: Oid, folder: Path, *words: str) -> dict[str, object]:
    before = (folder / COPY).read_bytes()
    found: dict[str, object] = oid.json("merge", str(folder / COPY), *words)
    assert (folder / COPY).read_bytes() == before
    assert [path.name for path in folder.iterdir() if path.suffix != ".db"] == ["backups"]
    return found


def notes(oid: Oid) -> list[str]:
    return [entry["note"] or "" for entry in oid.json("list")["entries"]]


def test_a_copy_that_nothing_was_done_to_brings_nothing(oid: Oid, folder: Path) -> None:
    found = merge(oid, folder)
    assert (found["schema"], found["saved"], found["new"], found["changed"]) == ("oidtrack/merge/1", False, {}, [])
    assert found["known"] == {"entries": 3, "medicines": 1, "appointments": 1, "questions": 1}


def test_what_is_new_on_both_sides_is_all_there_once_and_one_undo_takes_it_back(oid: Oid, folder: Path) -> None:
    oid("log", "--note", "here")
    there(oid, folder, "log", "--note", "there")
    there(oid, folder, "log", "--dose", "oxycodone 5mg at 21:30")
    assert merge(oid, folder, "--dry-run")["saved"] is False
    assert merge(oid, folder)["new"] == {"entries": 2}
    assert sorted(notes(oid)) == ["", "", "a walk", "here", "shared", "there"]
    assert merge(oid, folder)["new"] == {}
    assert "undone: merge of" in oid("undo").out
    assert "there" not in notes(oid)


def test_an_entry_that_was_changed_there_alone_is_brought_up_to_date_and_not_doubled(oid: Oid, folder: Path) -> None:
    there(oid, folder, "edit", "e2", "--dose", "oxycodone 20mg")
    found = merge(oid, folder)
    assert (found["changed"], found["new"], found["saved"]) == (["e2"], {}, True)
    (dose,) = oid.json("list", "--kind", "dose")["entries"]
    assert (dose["id"], dose["amount_mg"]) == ("e2", 20)
    assert merge(oid, folder)["changed"] == []
    oid("undo")
    assert oid.json("list", "--kind", "dose")["entries"][0]["amount_mg"] == 10


def test_an_entry_that_was_changed_or_deleted_here_stays_as_it_is_here(oid: Oid, folder: Path) -> None:
    oid("edit", "e2", "--dose", "oxycodone 20mg")
    oid("edit", "e1", "--note", "mine")
    oid("delete", "e3", "--yes")
    there(oid, folder, "edit", "e1", "--note", "theirs")
    found = merge(oid, folder)
    assert (found["kept"], found["gone"], found["new"], found["changed"]) == (["e2", "e1"], ["e3"], {}, [])
    assert notes(oid) == ["", "mine"]
    page = oid("merge", str(folder / COPY)).out
    assert "Changed here too, and left as here: e2, e1." in page
    assert "Deleted here, and not brought back: e3." in page


def test_an_entry_of_another_journal_under_the_same_number_is_another_entry(oid: Oid, folder: Path) -> None:
    (folder / COPY).unlink()
    there(oid, folder, "log", "--note", "another person's e1")
    assert merge(oid, folder)["new"] == {"entries": 1}


def test_without_a_journal_of_ones_own_all_of_it_comes_in(oid: Oid, folder: Path) -> None:
    (folder / "journal.db").unlink()
    assert merge(oid, folder)["new"] == {"entries": 3, "medicines": 1, "appointments": 1, "questions": 1}
    assert merge(oid, folder)["new"] == {}


def test_what_is_no_other_journal_is_refused(oid: Oid, folder: Path) -> None:
    (folder / "words.db").write_text("words")
    for name, code, said in (
        ("journal.db", 2, "is the journal that is in use"),
        ("none.db", 2, "there is no file"),
        ("words.db", 1, "is not an oidtrack journal"),
    ):
        result = oid("merge", str(folder / name))
        assert (result.code, said in result.err) == (code, True), result.err
    assert oid("merge", "").code == 2
