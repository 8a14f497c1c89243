"""Removing an entry for good: not a byte of it stays, and all else does."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pexpect
import pytest

import oidtrack
from running import Oid

WORD = "xylophone"


@pytest.fixture
def filled(oid: Oid) -> Oid:
    """e1 carries the word in each place that a mood has, and was edited; e2 was saved in one go with e3."""
    oid("log", "--mood", "5", "--note", f"{WORD} one", "--tag", f"{WORD}tag", "--sign", f"{WORD}sign", "--yes")
    oid("edit", "e1", "--note", f"{WORD} two")
    oid("log", "--mood", "3", "--treatment", "walk 30min")
    return oid


def folder() -> Path:
    return Path(os.environ["OIDTRACK_DB"]).parent


def held(word: str = WORD) -> list[str]:
    return [path.name for path in folder().rglob("*") if path.is_file() and word.encode() in path.read_bytes()]


@pytest.mark.parametrize("deleted", [False, True])
def test_not_a_byte_stays(filled: Oid, deleted: bool) -> None:
    if deleted:
        filled("delete", "e1", "--yes")
    copy = folder() / "journal.version-0.db"
    copy.write_bytes(WORD.encode())
    (folder() / ".form-x.toml").write_bytes(WORD.encode())
    backup = "journal.2026-11-23T210000.daily.db"
    draft = f".{backup}.0a1b2c3d.copy"
    (folder() / "backups" / draft).write_bytes(WORD.encode())
    assert sorted(held()) == [".form-x.toml", draft, backup, "journal.db", "journal.version-0.db"]
    gone = filled.json("purge", "e1", "--for-good")
    assert (gone["id"], len(gone["copies_removed"])) == ("e1", 4)
    assert held() == []
    assert not copy.exists()
    assert [entry["id"] for entry in filled.json("list")["entries"]] == ["e2", "e3"]


def test_copies_of_other_journals_stay(filled: Oid) -> None:
    other = folder() / "other.version-1.db"
    other.write_bytes(b"")
    filled("purge", "e1", "--for-good")
    assert other.exists()


def test_undo_goes_on_with_what_is_left(filled: Oid) -> None:
    filled("purge", "e2", "--for-good")
    undone = filled.json("undo")
    assert (undone["command"], undone["removed"]) == ("log", ["e3"])
    filled("purge", "e1", "--for-good")
    assert filled("undo").code == 4


def test_an_undo_of_an_undone_command_goes_too(filled: Oid) -> None:
    filled("log", "--note", "short")
    filled("undo")
    assert filled("purge", "e4", "--for-good").code == 0
    assert filled.json("undo")["removed"] == ["e2", "e3"]


def test_an_id_is_never_used_again(filled: Oid) -> None:
    filled("purge", "e3", "--for-good")
    assert filled.json("log", "--mood", "5")["entries"][0]["id"] == "e4"


def test_it_is_found_once(filled: Oid) -> None:
    said = filled("purge", "e1", "--for-good").out
    assert said == f"e1 is gone for good, with its history\nremoved too: 1 backup in {folder() / 'backups'}\n"
    for name in ("e1", "e9"):
        assert filled("purge", name, "--for-good").code == 4


def test_nobody_to_ask_changes_nothing(filled: Oid) -> None:
    result = filled("purge", "e1")
    assert (result.code, "--for-good" in result.err) == (2, True)
    assert filled("show", "e1").code == 0
    assert filled("purge", "m1", "--for-good").code == 2


@pytest.mark.no_cover
@pytest.mark.parametrize(("typed", "there"), [("e1", 4), ("E1", 4), ("y", 0), ("", 0), ("e11", 0)])
def test_the_id_is_typed_once_more(filled: Oid, typed: str, there: int) -> None:
    (folder() / "journal.version-0.db").write_bytes(b"")
    env = {**os.environ, "PYTHONPATH": str(Path(oidtrack.__file__).parents[1])}
    child = pexpect.spawn(sys.executable, ["-m", "oidtrack", "purge", "e1"], env=env, encoding="utf-8", timeout=20)
    child.expect("Goes too")
    child.expect("Type e1")
    child.sendline(typed)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert filled("show", "e1").code == there


def test_ctrl_d_removes_nothing(filled: Oid) -> None:
    filled("delete", "e1", "--yes")
    env = {**os.environ, "PYTHONPATH": str(Path(oidtrack.__file__).parents[1])}
    child = pexpect.spawn(sys.executable, ["-m", "oidtrack", "purge", "e1"], env=env, encoding="utf-8", timeout=20)
    child.expect("was deleted before")
    child.expect("Type e1")
    child.sendeof()
    child.expect(pexpect.EOF)
    assert filled("undo").code == 0
    assert filled("show", "e1").code == 0
