"""Nothing of the journal is in a process title, in what a fault prints, or in the files of a completion."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from running import Oid

SOURCE = Path(__file__).parents[2] / "src" / "oidtrack"
WORD = "MARKERWORD"


def test_the_program_never_names_its_process_anew(oid: Oid) -> None:
    title = Path("/proc/self/cmdline")
    before = title.read_bytes() if title.exists() else b""
    oid("log", "--mood", "5", "--note", WORD)
    assert oid("list").code == 0
    assert (title.read_bytes() if title.exists() else b"") == before
    called = [path.name for path in SOURCE.rglob("*.py") if "setproctitle" in path.read_text(encoding="utf-8")]
    assert called == []


@pytest.mark.parametrize("words", [["list"], ["show", "e1"], ["search", "walk"], ["report"], ["today"]])
def test_a_fault_while_it_is_read_says_no_word_of_it(
    oid: Oid, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    oid("log", "--mood", "5", "--note", WORD, "--tag", WORD)

    def broken(*_: object, **__: object) -> None:
        raise ValueError(f"cannot read {WORD}")

    monkeypatch.setattr("oidtrack.store.file.database.Journal.rows", broken)
    for env in ({}, {"OIDTRACK_DEBUG": "1"}):
        result = oid(*words, env=env)
        assert (result.code, "went wrong (ValueError)" in result.err) == (1, True)
        assert WORD not in result.out + result.err


def test_completion_writes_nothing_anywhere(oid: Oid) -> None:
    oid("log", "--mood", "5", "--note", WORD, "--tag", WORD)
    home = Path(os.environ["OIDTRACK_DB"]).parent

    def files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}

    before = files()
    for words in (["log", "--tag", ""], ["show", "e"], ["search", ""], [""]):
        assert oid("__complete", *words).code == 0
    assert oid("completion", "bash").code == 0
    assert WORD not in oid("completion", "bash").out
    assert files() == before
