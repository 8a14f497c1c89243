"""The frame: global options, usage faults, streams that fail."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from oidtrack.cli.session import Session
from oidtrack.cli.surroundings import session_from
from oidtrack.errors import BadInput, MissingAnswer
from oidtrack.store.file.database import Journal
from running import Oid

SRC = Path(__file__).parents[2] / "src"
START = [sys.executable, "-m", "oidtrack"]


def process(*words: str, prelude: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    """A process of its own, for what cannot be tried in this one."""
    words = (*START, *words)
    command = ["sh", "-c", f'"$@" {prelude}', "sh", *words]
    return subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(SRC), **env}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "words",
    [
        ("crisis", "US"),
        ("--no-color", "crisis", "US"),
        ("--db", "nowhere.db", "crisis", "US"),
        ("--db=nowhere.db", "--no-input", "crisis", "US"),
        ("crisis", "us", "--no-color"),
    ],
)
def test_the_numbers_in_a_crisis_come_first_wherever_options_stand(oid: Oid, words: tuple[str, ...]) -> None:
    result = oid(*words)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("911\n  in danger now\n\n988\n")


@pytest.mark.parametrize("words", [("--json", "crisis", "US"), ("crisis", "US", "--json")])
def test_the_numbers_as_json(oid: Oid, words: tuple[str, ...]) -> None:
    document = json.loads(oid(*words).out)
    assert document["schema"] == "oidtrack/crisis/1"
    assert document["emergency"] == "911"


def test_the_numbers_are_those_of_the_journal_named(oid: Oid, tmp_path: Path) -> None:
    journal = str(tmp_path / "other.db")
    assert oid("--db", journal, "profile", "--country", "AU").code == 0
    assert oid("--db", journal, "crisis").out.startswith("000\n  in danger now\n\n13 11 14\n")
    (tmp_path / "broken.db").write_text("not a journal")
    assert oid("--db", str(tmp_path / "broken.db"), "crisis").code == 0


def test_help_of_crisis(oid: Oid) -> None:
    assert "Examples:" in oid("crisis", "--help").out
    assert oid("crisis", "--fast").code == 2


@pytest.mark.parametrize("words", [("--version",), ("-V",), ("--json", "--version"), ("--db", "x.db", "-V")])
def test_the_version(oid: Oid, words: tuple[str, ...]) -> None:
    assert oid(*words).out.startswith("oidtrack ")


@pytest.mark.parametrize(
    ("words", "fault", "hint"),
    [
        (("lgo",), "no such command 'lgo'", "did you mean log?"),
        (("med", "ad"), "no such command 'ad'", "did you mean add?"),
        (("zzz",), "no such command 'zzz'", "`oidtrack --help` shows what there is"),
        (("log", "--moood", "5"), "no such option: --moood", "did you mean --mood?"),
        (("--jsn",), "no such option: --jsn", "did you mean --json?"),
        (("log", "--mood"), "option '--mood' requires an argument", "`oidtrack log --help` shows how"),
        (("list", "all"), "'all' is a word too many", "`oidtrack list --help` shows how"),
        (("list", "a", "b"), "'a b' is a word too many", "`oidtrack list --help` shows how"),
        (("list", "--db", "x.db"), "--db stands before the command", "oidtrack --db PATH list"),
        (("plan", "new", "--db", "x.db"), "--db stands before the command", "oidtrack --db PATH plan new"),
        (("version",), "no such command 'version'", "did you mean --version?"),
        (("med",), "`oidtrack med` needs one of: add, ", "`oidtrack med --help` shows what each does"),
        (("--db", "", "list"), "--db names no file", "for example --db ~/journal.db"),
        (("--db", "~nobody-of-that-name/j.db", "list"), "'~nobody-of-that-name/j.db' begins with the home", "name the"),
    ],
)
def test_usage_faults_in_two_lines(oid: Oid, words: tuple[str, ...], fault: str, hint: str) -> None:
    result = oid(*words)
    assert (result.code, result.out) == (2, "")
    first, second = result.err.splitlines()
    assert first.startswith(f"error: {fault}")
    assert second.startswith(f"hint: {hint}")


def test_json_and_silence_may_stand_before_or_after_the_command(oid: Oid) -> None:
    assert oid("--json", "profile").out == oid("profile", "--json").out
    assert oid("log", "--no-input").code == oid("--no-input", "log").code == 2


def test_an_answer_that_nobody_may_be_asked_for_is_bad_usage() -> None:
    missing = Session(now=datetime.fromisoformat("2026-11-23T21:00:00-05:00")).need("the dose", "say --dose")
    assert isinstance(missing, MissingAnswer)
    assert (missing.message, missing.hint, missing.exit_code) == ("the dose is missing", "say --dose", 2)


def test_a_clock_that_is_no_time_is_refused(oid: Oid) -> None:
    for text in ("tonight", "2026-11-23T21:00:00"):
        assert oid("list", env={"OIDTRACK_NOW": text}).err.startswith("error: OIDTRACK_NOW is no ISO time")


@pytest.mark.parametrize(("columns", "width"), [("", 80), ("100", 80), ("60", 60), ("5", 40), ("²", 80), ("9" * 9, 80)])
def test_the_width_is_what_is_said_within_reason_and_a_pipe_gets_at_most_80(columns: str, width: int) -> None:
    assert session_from({"COLUMNS": columns}).width == width


def test_a_page_is_as_wide_as_the_terminal_and_never_wider_than_80_columns(oid: Oid) -> None:
    note = " ".join(["word"] * 60)
    oid("log", "--mood", "4", "--note", note)

    for columns, width in (("50", 50), ("80", 80), ("200", 80)):
        pages = [oid(*words, env={"COLUMNS": columns}).out for words in (("today",), ("list",), ("show", "e1"))]
        assert width - 10 < max(len(line) for page in pages for line in page.splitlines()) <= width
        assert " ".join(pages[2].split()).endswith(note)


def test_the_home_of_nobody_holds_no_journal() -> None:
    with pytest.raises(BadInput, match="home of nobody"):
        session_from({"OIDTRACK_DB": "~nobody-of-that-name/j.db"})


def test_a_fault_of_ours_is_one_line_without_the_journals_words(oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    words = "a very private note"

    def broken(*_: object, **__: object) -> None:
        raise ValueError(words)

    monkeypatch.setattr("oidtrack.cli.commands.invoke", broken)
    result = oid("list")
    assert result.code == 1
    assert result.err == (
        "error: something inside oidtrack went wrong (ValueError)\nhint: OIDTRACK_DEBUG=1 shows where\n"
    )
    shown = oid("list", env={"OIDTRACK_DEBUG": "1"}).err
    assert ("in broken\n" in shown, words in shown) == (True, False)
    assert shown.endswith("error: something inside oidtrack went wrong (ValueError)\n")


def test_a_full_disk_under_the_output_is_said(oid: Oid) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    assert oid("log", "--mood", "5").code == 0
    for words in (("list",), ("crisis", "US"), ("log", "--mood", "6")):
        done = process(*words, prelude="> /dev/full")
        assert done.returncode == 1
        assert done.stderr.startswith("error: something could not be read or written: ")
        assert "Traceback" not in done.stderr
    assert len(oid.json("list")["entries"]) == 2


def test_a_reader_that_goes_away_is_no_fault(oid: Oid) -> None:
    assert oid("log", "--note", "x" * 10_000).code == 0
    done = process("list", "--json", prelude="| true")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
def test_closed_streams_do_no_harm(oid: Oid, closed: str) -> None:
    assert process("log", "--mood", "5", prelude=closed).returncode == 0
    assert len(oid.json("list")["entries"]) == 1
    assert process("log", "--note", "-", prelude="<&-").returncode == 2


@pytest.mark.parametrize("gone", ["2>&1 | true", "| true"])
def test_what_was_saved_is_saved_though_the_reader_of_it_has_gone(oid: Oid, gone: str) -> None:
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f'"$@" {gone}', "sh", *START, "log", "--mood", "5"],
        env={**os.environ, "PYTHONPATH": str(SRC)},
        check=False,
    )
    assert done.returncode == 0
    assert len(oid.json("list")["entries"]) == 1


def test_a_caution_that_nobody_reads_keeps_nothing_from_being_saved(oid: Oid) -> None:
    done = piped("log", "--dose", "oxycodone 481mg")
    assert (done, len(oid.json("list")["entries"])) == (0, 1)
    assert piped("log", "--mood", "50") == 2
    assert piped("nothing") == 2


def piped(*words: str) -> int:
    """The exit code of a process whose stdout and stderr are one pipe that nobody reads."""
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(
            [*START, *words], env={**os.environ, "PYTHONPATH": str(SRC)}, stdout=write, stderr=write, check=False
        )
    finally:
        os.close(write)
    return done.returncode


def test_json_where_only_ascii_can_be_shown() -> None:
    done = process("log", "--note", "½ é 😀", "--json", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert json.loads(done.stdout)["entries"][0]["note"] == "½ é 😀"


def test_a_journal_whose_first_row_cannot_be_read_is_closed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A fault of the program there, which is no damage of the file, leaves nothing open either."""
    opened: list[Journal] = []

    def broken(journal: Journal) -> None:
        opened.append(journal)
        raise ValueError("a fault")

    monkeypatch.setattr("oidtrack.cli.session.load_day_end", broken)
    session = Session(now=datetime.fromisoformat("2026-11-23T21:00:00-05:00"), db=tmp_path / "journal.db")
    with pytest.raises(ValueError, match="a fault"):
        session.journal()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        opened[0].connection.execute("SELECT 1")
