"""Every page of the demo journal on terminals of many widths: colour changes no letter, and no line runs over."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from conftest import NOW
from oidtrack.render.page.console import columns
from oidtrack.render.page.parts import Tone
from oidtrack.render.page.screen import AMBER, BLUE, RED, dressed
from oidtrack.services.files.demo import build_demo
from running import Oid, Result

PAGES = (
    "today",
    "list -n 60",
    "show e1",
    "show m1",
    "med list",
    "treatments",
    "warnings",
    "warnings --explain high-mme",
    "plan",
    "plan show --all --explain",
    "plan check",
    "plan history --diff",
    "plan supply",
    "plan compare",
    "plan export --text -",
    "plan new --percent 5",
    "plan new --percent 90",
    "plan hold --reason 'a hard week'",
    "report --detail --notes",
    "report --preview",
    "calendar",
    "chart",
    "chart --since-cut",
    "take oxycodone 400mg",
    "profile",
    "appointment list",
    "search walk",
    "mme",
    "config",
    "demo",
    "crisis US",
    "crisis AU",
    "check phq9 --answers 1,1,1,1,1,1,1,1,1",
    "log --mood 5 --sign 'no drive' --note 'A long walk by the river with the dog and a good talk after'",
    "log --dose 'oxycodone 400mg'",
)
WIDTHS = (40, 60, 80, 120)
COLOURED = (40, 80)
"""Where a page is a list, and where it has tables."""
pytestmark = pytest.mark.no_cover  # each page a dozen times
COLOUR: Mapping[str, str] = {"NO_COLOR": "", "TERM": "xterm-256color", "PAGER": ""}
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "journal.db"
    build_demo(path, datetime.fromisoformat(NOW))
    return path


def shown(words: str, journal: Path, folder: Path, **env: str) -> Result:
    """A page of a journal that is as it was made, as it is shown in a window."""
    shutil.copy(journal, folder / "journal.db")
    return Oid()("--db", str(folder / "journal.db"), *shlex.split(words), env=env, window=True)


@pytest.mark.parametrize("words", PAGES)
def test_colour_changes_no_letter_and_no_line_runs_over_or_breaks_a_word(
    words: str, made: Path, tmp_path: Path
) -> None:
    wide = shown(words, made, tmp_path, COLUMNS=str(WIDTHS[-1]))
    for width in WIDTHS[:1] if words == "demo" else WIDTHS:  # which shows three of the other pages
        plain = wide if width == WIDTHS[-1] else shown(words, made, tmp_path, COLUMNS=str(width))
        assert "\x1b" not in plain.out
        if width in COLOURED:
            coloured = shown(words, made, tmp_path, COLUMNS=str(width), **COLOUR)
            assert ESCAPES.sub("", coloured.out) == plain.out
            assert coloured.err == plain.err
        for text, whole in ((plain.out, wide.out), (plain.err, wide.err)):
            assert max(map(columns, text.splitlines()), default=0) <= width
            assert said(text) <= said(whole) | names(whole)


@pytest.mark.parametrize("words", PAGES)
def test_ascii_has_room_too(words: str, made: Path, tmp_path: Path) -> None:
    for locale in ("C", "POSIX"):
        found = shown(words, made, tmp_path, COLUMNS="40", LC_ALL=locale)

        assert found.out.isascii()
        assert max(map(columns, found.out.splitlines()), default=0) <= 40


def said(text: str) -> set[str]:
    """The words of a page, without what is drawn."""
    lines = (line for line in text.splitlines() if not re.match(r"[ 0-9.]{6} ?[│┤|]", line))
    return {word for line in lines for word in line.split() if re.search("[A-Za-z]", word) and "─" not in word}


def names(text: str) -> set[str]:
    """Words that a list has where a table had them over its columns or under its numbers."""
    return {f"{word}," for word in text.split()}


@pytest.mark.parametrize("words", ["today", "plan", "report", "plan compare"])
def test_a_pipe_and_plain_get_the_same_bytes(words: str, made: Path, tmp_path: Path) -> None:
    shutil.copy(made, tmp_path / "journal.db")
    called = ("--db", str(tmp_path / "journal.db"), *words.split())

    piped = Oid()(*called).out
    for width in ("40", "120"):
        env = {**COLOUR, "COLUMNS": width}
        assert Oid()(*called, "--plain", env=env, window=True).out == piped
        assert Oid()("--plain", *called, env=env, window=True).out == piped
    assert Oid()(*called, env={**COLOUR, "COLUMNS": "120"}).out == piped


@pytest.mark.parametrize(
    ("env", "codes"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
    ],
)
def test_who_gets_colour(env: Mapping[str, str], codes: bool, made: Path, tmp_path: Path) -> None:
    result = shown("plan", made, tmp_path, **{**COLOUR, **env})
    assert ("\x1b[" in result.out) is codes
    assert "\x1b" not in shown("plan --no-color", made, tmp_path, **{**COLOUR, **env}).out


def test_colour_in_a_pipe_only_where_it_is_forced(made: Path, tmp_path: Path) -> None:
    shutil.copy(made, tmp_path / "journal.db")
    called = ("--db", str(tmp_path / "journal.db"), "plan")

    assert "\x1b" not in Oid()(*called, env=COLOUR).out
    assert "\x1b[" in Oid()(*called, env={**COLOUR, "FORCE_COLOR": "1"}).out


def test_the_step_of_today_stands_out_and_what_is_over_is_dim(made: Path, tmp_path: Path) -> None:
    lines = shown("plan show --all", made, tmp_path, **COLOUR).out.splitlines()

    now = next(line for line in lines if "<- now" in line)
    assert f"\x1b[1;38;5;{BLUE}m" in now
    assert all("\x1b[2m" in line for line in lines if line.endswith("over\x1b[0m"))
    assert sum(f"38;5;{BLUE}m" in line for line in lines) == 1
    brief = shown("plan", made, tmp_path, **COLOUR).out.splitlines()
    assert [bool(re.search(r"<- now|mv\x1b", line)) for line in brief if f"38;5;{BLUE}m" in line] == [True, True]


@pytest.mark.parametrize("colour", [RED, AMBER, BLUE])
def test_colours_can_be_read_on_black_and_on_white(colour: int) -> None:
    levels = (0, 95, 135, 175, 215, 255)
    places = ((colour - 16) // 36, (colour - 16) // 6 % 6, (colour - 16) % 6)
    linear = [
        (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4) for v in (levels[place] / 255 for place in places)
    ]
    light = sum(share * value for share, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    assert (light + 0.05) / 0.05 >= 4
    assert 1.05 / (light + 0.05) >= 4


@pytest.mark.parametrize("colours", [16, 256])
def test_every_tone_can_be_told_from_plain_and_blanks_stay(colours: int) -> None:
    for tone in set(Tone) - {Tone.PLAIN}:
        piece = dressed("  a b ", tone, colours)
        assert ESCAPES.sub("", piece) == "  a b "
        assert piece.startswith("  \x1b[")
        assert piece.endswith("m ")
    assert dressed("   ", Tone.NOW, colours) == "   "


def test_numbers_to_call_stand_first_on_their_line(made: Path, tmp_path: Path) -> None:
    for width in map(str, WIDTHS):
        lines = shown("crisis AU", made, tmp_path, COLUMNS=width).out.splitlines()
        numbers = ["000", "13 11 14", "1300 22 4636", "1300 659 467", "1800 250 015"]
        assert [line for line in lines if re.fullmatch(r"[0-9 ]+", line)] == numbers
        after = shown("check phq9 --answers 0,0,0,0,0,0,0,0,1", made, tmp_path, COLUMNS=width).err
        assert re.search(r"\n  988 +\S", after)


def test_lines_of_a_page_do_not_end_in_blanks(made: Path, tmp_path: Path) -> None:
    for before, after in pairwise(shown("report", made, tmp_path, COLUMNS="60").out.splitlines()):
        assert before == before.rstrip()
        assert before or after
