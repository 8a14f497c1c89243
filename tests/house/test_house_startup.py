"""What a command does not need is not imported when it runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from oidtrack.cli import main
from oidtrack.cli.table import AT_ONCE
from running import Oid

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests

SRC = Path(__file__).parents[2] / "src"
HEAVY = {"pydantic", "rich", "sqlite_utils", "dateutil", "tomllib", "plotext", "platformdirs", "click"}
MOST_OF_OURS = 29
PROBE = "import sys; from oidtrack.cli.main import run; code = run(sys.argv[1:]); print(*sys.modules); sys.exit(code)"


def loaded(*words: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *words],
        env={"PYTHONPATH": str(SRC), "OIDTRACK_NOW": "2026-11-23T21:00:00-05:00"},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())


def ours(modules: set[str]) -> set[str]:
    """Own modules that do something: the empty ones of folders are not counted."""
    folders = {".".join(path.parent.relative_to(SRC).parts) for path in SRC.rglob("__init__.py")}
    return {name for name in modules if name.startswith("oidtrack.") and name not in folders}


def test_a_mood_needs_little(oid: Oid, tmp_path: Path) -> None:
    journal = str(tmp_path / "journal.db")
    assert oid("--db", journal, "log", "--mood", "4").code == 0

    modules = loaded("--db", journal, "log", "--mood", "5")

    assert not modules & (HEAVY | {"typer", "difflib"})
    assert not {name for name in modules if name.startswith(("oidtrack.taper", "oidtrack.clinical", "oidtrack.rules"))}
    assert len(ours(modules)) <= MOST_OF_OURS


def test_the_numbers_in_a_crisis_need_no_command_line() -> None:
    assert not loaded("crisis", "US") & (HEAVY - {"tomllib", "platformdirs"} | {"typer"})


@pytest.mark.parametrize("words", [("guide",), ("guide", "sleep"), ("guide", "sleep", "--json")])
def test_an_article_needs_no_command_line_and_no_services(words: tuple[str, ...]) -> None:
    modules = loaded(*words)

    assert not modules & (HEAVY - {"tomllib"} | {"typer"})
    assert {name for name in modules if name.startswith("oidtrack.services.")} <= {"oidtrack.services.opening"}


def test_help_loads_no_command() -> None:
    modules = loaded("--help")

    assert not modules & HEAVY
    assert not modules & {
        "oidtrack.cli.journal.log",
        "oidtrack.cli.plan.plan",
        "oidtrack.cli.report.report",
        "oidtrack.cli.today.shown",
    }


COLOURED = "import sys; sys.stdout.isatty = lambda: True; "


def loaded_in_colour(*words: str) -> set[str]:
    """What is loaded where stdout is a terminal with colours."""
    done = subprocess.run(
        [sys.executable, "-c", COLOURED + PROBE, *words],
        env={
            "PYTHONPATH": str(SRC),
            "OIDTRACK_NOW": "2026-11-23T21:00:00-05:00",
            "TERM": "xterm-256color",
            "PAGER": "",
            "LC_ALL": "C.UTF-8",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())


def test_an_entry_and_the_numbers_need_no_colour(oid: Oid, tmp_path: Path) -> None:
    journal = str(tmp_path / "journal.db")
    assert oid("--db", journal, "log", "--mood", "4").code == 0
    note = "a long walk, 散歩"

    for words in (("--db", journal, "log", "--mood", "5", "--note", note), ("crisis", "US"), ("--version",)):
        assert "rich" not in loaded_in_colour(*words)


def test_the_card_loads_colour_only_where_it_is_shown(oid: Oid, tmp_path: Path) -> None:
    journal = str(tmp_path / "journal.db")
    assert oid("--db", journal, "log", "--mood", "4").code == 0

    assert "rich" not in loaded("--db", journal, "today")
    assert "rich" not in loaded_in_colour("--db", journal, "today", "--plain")
    modules = loaded_in_colour("--db", journal, "today")
    assert "rich.style" in modules
    assert not modules & {"rich.console", "rich.table", "pygments"}


@pytest.fixture
def followed(oid: Oid) -> Oid:
    """A journal with a plan that somebody agreed to."""
    for words in (
        "med add oxycodone --dose 30 --at 8:00,20:00 --strengths 5,10",
        "plan new --medicine oxycodone",
        "plan agree p1 --with A",
        "log --mood 4 --taken",
    ):
        assert oid(*words.split()).code == 0
    return oid


@pytest.mark.parametrize("command", [" ".join(words) for words in AT_ONCE])
def test_what_is_looked_at_each_day_needs_no_option_parser(followed: Oid, command: str) -> None:
    assert followed(*command.split()).code == 0
    words = ["--db", os.environ["OIDTRACK_DB"], *command.split()]

    for typed in (words, ["--json", *words], [*words, "--plain"]):
        assert not loaded(*typed) & {"typer", "difflib", "dataclasses"}
    assert "typer" in loaded(*words, "--help")


@pytest.mark.parametrize("flags", [[], ["--json"], ["--plain"], ["--no-color", "--no-input"]], ids=" ".join)
@pytest.mark.parametrize("command", [" ".join(words) for words in AT_ONCE])
def test_without_the_option_parser_it_is_the_same(
    followed: Oid, command: str, flags: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = followed(*flags, *command.split())
    monkeypatch.setattr(main, "AT_ONCE", {})

    assert followed(*flags, *command.split()) == at_once
    assert at_once.code == 0


@pytest.mark.parametrize(
    "typed", ["today today", "--db= today", "plan show p1 --jsn", "warnings --db x", "--json=1 today"]
)
def test_what_was_not_typed_in_so_many_words_is_for_the_parser(followed: Oid, typed: str) -> None:
    assert followed(*typed.split()).code == 2


def test_a_chart_does_not_make_the_manual_of_the_library_that_draws_it(oid: Oid, tmp_path: Path) -> None:
    journal = str(tmp_path / "journal.db")
    for day in range(1, 6):
        assert oid("--db", journal, "log", "--mood", str(day), "--at", f"{day} days ago").code == 0

    modules = loaded("--db", journal, "chart", "mood")

    assert "plotext" in modules
    assert not {name for name in modules if name.startswith("plotext._doc.sections")}
