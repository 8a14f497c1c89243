"""`edit` without options on a terminal: the entry as a form in the person's editor."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

import oidtrack
from running import Oid

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests

Edit = Callable[..., tuple[int, str]]


@pytest.fixture
def edit(oid: Oid, tmp_path: Path) -> Edit:
    """`oidtrack edit e1` with a small program as the editor, which changes the file that it is given."""
    assert oid("log", "--mood", "5", "--pain", "4", "--note", "a walk", "--at", "20:00").code == 0

    def run(script: str, *answers: str) -> tuple[int, str]:
        editor = tmp_path / "editor"
        editor.write_text(f"#!{sys.executable}\nimport sys, pathlib\np = pathlib.Path(sys.argv[1])\n{script}\n")
        editor.chmod(0o700)
        source = str(Path(oidtrack.__file__).parents[1])
        env = {**os.environ, "PYTHONPATH": source, "EDITOR": str(editor), "VISUAL": ""}
        child = pexpect.spawn(sys.executable, ["-m", "oidtrack", "edit", "e1"], env=env, encoding="utf-8", timeout=20)
        for answer in answers:
            child.expect("Open it again")
            child.sendline(answer)
        child.expect(pexpect.EOF)
        child.close()
        return child.exitstatus, child.before

    return run


def drafts() -> list[Path]:
    return list(Path(os.environ["OIDTRACK_DB"]).parent.glob(".form-*"))


def test_what_is_different_is_changed(oid: Oid, edit: Edit) -> None:
    code, said = edit(
        "assert p.stat().st_mode & 0o777 == 0o600\n"
        "t = p.read_text().replace('mood = \"5\"', 'mood = \"6.5\"').replace('pain = \"4\"', 'pain = \"\"')\n"
        "p.write_text(t.replace('tag = []', 'tag = [\"park\"]').replace('20:00', '19:30'))"
    )
    assert code == 0, said
    (entry,) = oid.json("list")["entries"]
    assert (entry["mood"], entry["pain"], entry["tags"], entry["note"]) == (6.5, None, ["park"], "a walk")
    assert entry["at"].startswith("2026-11-23T19:30")
    assert drafts() == []
    assert oid("undo").code == 0
    assert oid.json("list")["entries"][0]["mood"] == 5.0


def test_left_as_it_is_nothing_is_saved(oid: Oid, edit: Edit) -> None:
    code, said = edit("")
    assert (code, "Nothing was changed." in said) == (0, True)
    assert "log" in oid("undo").out


def test_a_fault_is_shown_and_offered_again(oid: Oid, edit: Edit) -> None:
    code, said = edit(
        "t = p.read_text()\np.write_text(t.replace('bad', '7') if 'bad' in t else t.replace('\"5\"', '\"bad\"'))", ""
    )
    assert code == 0, said
    assert oid.json("list")["entries"][0]["mood"] == 7.0
    assert drafts() == []


def test_a_fault_that_is_left_in_loses_nothing(oid: Oid, edit: Edit) -> None:
    code, said = edit("p.write_text(p.read_text().replace('\"5\"', '\"bad\"'))", "n")
    assert code == 2
    (kept,) = drafts()
    assert "your text is kept in" in said
    assert 'mood = "bad"' in kept.read_text(encoding="utf-8")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert oid.json("list")["entries"][0]["mood"] == 5.0


def test_an_editor_that_fails(edit: Edit) -> None:
    code, said = edit("sys.exit(3)")
    assert code == 2
    assert "ended with a fault" in said
    assert len(drafts()) == 1


def test_nobody_at_the_keyboard(oid: Oid) -> None:
    oid("log", "--mood", "5")
    assert oid("edit", "e1").code == 2
