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


@pytest.mark.no_cover
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


GROUPS = [(), ("--all",), ("log",), ("plan",), ("plan", "new"), ("med",), ("appointment",)]


@pytest.mark.parametrize("words", GROUPS)
@pytest.mark.parametrize("width", [40, 60, 79])
def test_help_is_as_wide_as_the_window_and_cuts_nothing(width: int, words: tuple[str, ...], oid: Oid) -> None:
    whole, narrow = oid("help", *words).out, oid("help", *words, env={"COLUMNS": str(width)}).out
    assert max(map(len, narrow.splitlines())) <= width
    assert "..." not in narrow.replace("ARGS]...", "").replace("[COMMAND]...", "")
    assert sorted(narrow.split()) == sorted(whole.split())


def test_in_a_narrow_window_a_paragraph_is_one_and_an_example_stands_alone(oid: Oid) -> None:
    said = oid("help", "plan", env={"COLUMNS": "40"}).out
    assert "have, proves its own sums, never\n  stops abruptly" in said
    assert "    oidtrack take\n      the planned dose, now\n" in oid("help", env={"COLUMNS": "40"}).out
    assert "  abruptly and never raises a dose." in oid("help", "plan", env={"COLUMNS": "80"}).out
