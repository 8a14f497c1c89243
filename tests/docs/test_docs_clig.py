"""What the page on the guidelines says of options and exit codes is so."""

from __future__ import annotations

import re
from pathlib import Path

from oidtrack.cli.help.completing import WORDS
from running import Oid

PAGE = (Path(__file__).parents[2] / "docs" / "explanation" / "clig.md").read_text(encoding="utf-8")
NOT_THERE = {"-q", "-v"}


def test_the_options_that_it_names_are_there() -> None:
    named = set(re.findall(r"`(?:[^`]*[ ])?(-{1,2}[a-zA-Z][a-z-]*)", PAGE))
    known = set(re.findall(r"-{1,2}[a-zA-Z][a-z-]*", WORDS.read_text(encoding="utf-8"))) | {"-h", "--help"}
    assert len(named) > 20
    assert named - known == NOT_THERE
    assert "`-q`, `-v` | not there" in PAGE


def test_what_it_says_of_wrong_words(oid: Oid) -> None:
    assert (oid("lo").code, oid("log", "--mood", "5", "--help").code) == (2, 0)
    assert "did you mean log?" in oid("mood").err
    assert oid("med").err.startswith("error: `oidtrack med` needs one of: add")
    assert len(oid("--help").out.splitlines()) <= 24
    assert oid("log", "--note", "-h").code == 0
