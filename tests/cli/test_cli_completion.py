"""The Tab key: commands, options, and what the journal holds; in a real bash."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from oidtrack.cli.help.completing import FILES, WORDS, answers
from oidtrack.cli.table import GLOBAL_FLAGS, TABLE
from running import Oid

ROOT = Path(__file__).parents[2]


def _begin_filled(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,20:00", "--since", "2023-01-15")
    oid(
        "log",
        "--mood",
        "5",
        "--tag",
        "slow walk",
        "--tag",
        "work",
        "--sign",
        "numb",
        "--symptom",
        "gooseflesh=1",
        "--yes",
    )
    oid("log", "--treatment", "physio 30min")
    oid("plan", "new")


@pytest.fixture
def filled(oid: Oid) -> Oid:
    oid.once(_begin_filled)
    return oid


def offered(*words: str) -> list[str]:
    return [word for word, _ in answers(list(words))]


def test_every_command_with_its_help(oid: Oid) -> None:
    lines = oid("__complete", "").out.splitlines()
    assert lines == [f"{name}\t{row.help}" for name, row in TABLE.items()]
    assert offered("un") == ["undo"]
    assert offered("--js") == ["--json"]


@pytest.mark.parametrize("flag", GLOBAL_FLAGS)
def test_options_before_a_command_do_not_hide_it(flag: str) -> None:
    assert offered(flag, "log", "--ta") == ["--taken", "--tag"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("log", "--ta"), ["--taken", "--tag"]),
        (("med", "re"), ["refill"]),
        (("med", "change", "OX"), ["oxycodone"]),
        (("med", "refill", "m"), ["m1"]),
        (("plan", "sho"), ["show"]),
        (("config", "a"), ["asks"]),
        (("config", "asks", "n"), ["none"]),
        (("config", "day-ends-at", "03"), ["03:30"]),
        (("plan", "show", "p"), ["p1"]),
        (("plan", "new", "--medicine", "o"), ["oxycodone"]),
        (("show", "e"), ["e2", "e1"]),
        (("delete", "e"), ["e2", "e1"]),
        (("log", "--tag", "s"), ["slow walk"]),
        (("log", "--tag", '"slow w'), ["slow walk"]),
        (("log", "--tag", "slow\\ w"), ["slow walk"]),
        (("log", "--tag=wo"), ["--tag=work"]),
        (("log", "--tag", "=", "wo"), ["--tag=work"]),
        (("log", "--tag", "="), ["--tag=slow walk", "--tag=work"]),
        (("log", "--sign", "n"), ["numb", "no interest", "no drive", "no pleasure", "no appetite"]),
        (("log", "--symptom", "g"), ["gooseflesh"]),
        (("log", "--treatment", ""), ["physio"]),
        (("log", "-d", ""), ["oxycodone "]),
        (("list", "--kind", "d"), ["dose"]),
        (("check", "ph"), ["phq2", "phq9"]),
        (("completion", ""), ["bash", "zsh", "fish"]),
        (("crisis", "A"), ["AT", "AU"]),
        (("log", "--dose=o"), ["--dose=oxycodone "]),
        (("import", ""), ["@files"]),
        (("report", "--html=pa"), ["@files"]),
        (("export", "--format", ""), ["jsonl", "csv"]),
        (("import", "--format", "c"), ["csv"]),
        (("plan", "enter", ""), ["@files"]),
        (("--db", ""), ["@files"]),
        (("report", "--since", "v"), ["visit"]),
        (("nonsense", "x"), []),
        (("today", "x"), []),
    ],
)
def test_what_is_offered(filled: Oid, words: tuple[str, ...], found: list[str]) -> None:
    assert filled("profile").code == 0
    assert offered(*words) == found


def test_another_journal_can_be_named(filled: Oid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = os.environ["OIDTRACK_DB"]
    monkeypatch.delenv("OIDTRACK_DB")
    assert offered("show", "e") == []
    assert offered("--db", journal, "show", "e") == offered(f"--db={journal}", "show", "e") == ["e2", "e1"]
    assert filled("--db", journal, "profile").code == 0
    assert offered("--db", str(tmp_path / "none"), "log", "--sign", "t") == ["tearful", "tired"]


def test_a_tab_never_says_anything_but_words(oid: Oid, tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"SQLite format 3\0" + b"x" * 100)
    for words in (["--db", str(broken), "show", ""], ["--db", "~nobody-of-that-name/x", "show", ""], []):
        result = oid("__complete", *words)
        assert (result.code, result.err) == (0, "")
    assert oid("__complete", "--db", str(broken), "show", "").out == ""


def test_a_tab_changes_nothing(filled: Oid) -> None:
    journal = Path(os.environ["OIDTRACK_DB"])
    before = {path: path.read_bytes() for path in journal.parent.rglob("*") if path.is_file()}
    filled("__complete", "show", "")
    assert {path: path.read_bytes() for path in journal.parent.rglob("*") if path.is_file()} == before
    assert journal in before


def test_a_tab_loads_little() -> None:
    probe = (
        "import sys; from oidtrack.cli.main import run; run(['__complete', 'med', 'change', '']); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    modules = set(done.stdout.splitlines()[-1].split())
    assert not modules & {"typer", "rich", "sqlite_utils", "dateutil", "tomllib", "json", "oidtrack.cli.commands"}


def bash(script: str, words: list[str]) -> list[str]:
    """What a real bash offers after a line of words."""
    line = (
        f'{script}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _oidtrack oidtrack; printf \'%s\\n\' "${{COMPREPLY[@]}}"'
    )
    surroundings = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "--norc", "-c", line, "bash", *words], env=surroundings, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["log", "--ta"], ["--taken", "--tag"]),
        (["log", "--tag", "s"], ["slow\\ walk"]),
        (["log", "--tag", '"s'], ["slow walk"]),
        (["log", "--tag", "=", "w"], ["work"]),
        (["med", "refill", "o"], ["oxycodone"]),
        (["log", "-d", "o"], ["oxycodone\\ "]),
        (["import", ""], [""]),
        (["report", "--html", "=", "pa"], [""]),
    ],
)
def test_a_real_bash_offers_the_same(filled: Oid, words: list[str], found: list[str]) -> None:
    assert bash(filled("completion", "bash").out, ["oidtrack", *words]) == found


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_has_its_script(oid: Oid, shell: str) -> None:
    result = oid("completion", shell.upper())
    assert result.code == 0
    assert "oidtrack __complete" in result.out.replace('"${1:-oidtrack}"', "oidtrack")
    assert FILES in result.out
    assert "This prints only." in result.err


def test_another_shell_is_refused(oid: Oid) -> None:
    assert (
        oid("completion", "tcsh").err
        == "error: 'tcsh' is no shell that is known here\nhint: there are bash, zsh, fish\n"
    )


def test_the_words_are_what_the_program_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    import build_reference

    assert WORDS.read_text(encoding="utf-8") == build_reference.completion_words(), "run `make fix`"
    del sys.modules["build_reference"]
