"""Help fits a screen, names commands that are there, and knows what people type instead."""

from __future__ import annotations

import re

import pytest

from oidtrack.cli.table import MEANT, TABLE, TOP
from running import Oid

SCREEN, WIDE = 24, 80


def test_the_first_page_is_one_screen_with_examples_first(oid: Oid) -> None:
    lines = oid("--help").out.splitlines()
    assert len(lines) < SCREEN
    assert max(map(len, lines)) <= WIDE
    assert next(n for n, line in enumerate(lines) if "Examples" in line) < 6
    assert oid("help").out == oid("-h").out == oid("--help").out


def test_every_command_it_names_is_there() -> None:
    named = set(re.findall(r"oidtrack ([a-z]+)", TOP))
    named |= set(re.findall(r"[a-z]+", TOP.partition("Also often:")[2].partition("\n")[0]))
    assert named <= set(TABLE)


def test_all_of_it_names_every_command(oid: Oid) -> None:
    said = oid("help", "--all").out
    assert all(re.search(rf"^  {name} ", said, re.MULTILINE) for name in TABLE)
    assert max(map(len, said.splitlines())) <= WIDE


@pytest.mark.parametrize("words", [("log",), ("plan", "new"), ("med",), ("crisis",), ("guide",), ("help",)])
def test_the_help_of_a_command_is_what_it_says_itself(oid: Oid, words: tuple[str, ...]) -> None:
    assert oid("help", *words).out.splitlines() == oid(*words, "--help").out.splitlines()


@pytest.mark.parametrize(("words", "hint"), [(("lgo",), "log"), (("plan", "nwe"), "new"), (("log", "x"), "--help")])
def test_help_of_what_is_not_there_names_the_nearest(oid: Oid, words: tuple[str, ...], hint: str) -> None:
    found = oid("help", *words)
    assert (found.code, hint in found.err) == (2, True)


@pytest.mark.parametrize("word", sorted(set(MEANT) - set(TABLE)))
def test_what_people_type_leads_to_what_there_is(oid: Oid, word: str) -> None:
    assert MEANT[word].split()[0] in {*TABLE, "--version"}
    found = oid(word)
    assert (found.code, f"did you mean {MEANT[word]}?" in found.err) == (2, True)


def test_below_a_command_only_its_own_are_meant(oid: Oid) -> None:
    assert "did you mean" not in oid("plan", "sos").err


def test_the_help_of_plan_leads_with_show_and_new_and_cuts_no_line(oid: Oid) -> None:
    page = oid("plan", "--help").out
    listed = page.split("Commands:\n")[1].splitlines()
    assert [line.split()[0] for line in listed[:2]] == ["show", "new"]
    assert [line for line in listed if "..." in line or len(line) > 80] == []
