"""Every command and option that a hint, an error, a page, an article or a help text names is one that exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer

from oidtrack.cli.commands import app
from oidtrack.cli.table import BEFORE_ALL, TABLE

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "oidtrack"
PAGES = sorted([*SRC.rglob("*.toml"), *SRC.rglob("*.md"), ROOT / "README.md", *(ROOT / "docs" / "how-to").glob("*.md")])
NAMED = re.compile(r"oidtrack((?:[ \n](?:--?[a-z][a-z-]*|[a-z][a-z0-9_-]*)(?=[\s`.,;:)?!\"']|$))+)")
"""The name and the plain words and options right after it; a value such as MEDICINE or 8:00 ends it."""
OPTION = re.compile(r"(?<![\w-])(--[a-z][a-z-]+)")
PROSE = {"again", "alone", "is", "it", "itself", "journal", "keeps", "knows", "on", "plans", "reads", "that"}
PROSE |= {"went", "writes", "wrote"}
"""What may follow the name in a sentence about the program."""
ELSEWHERE = {"--user", "--now"}
"""Options of other programs that a page names: those of systemctl."""


def texts(source: str) -> Iterator[str]:
    """Every text in a module; what is filled into one is a value."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "X" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def all_texts() -> Iterator[tuple[str, str]]:
    """What can be shown, each with its file."""
    for path in sorted(SRC.rglob("*.py")):
        yield from ((str(path.relative_to(ROOT)), text) for text in texts(path.read_text(encoding="utf-8")))
    yield from ((str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")) for path in PAGES)


@cache
def program() -> Any:
    return typer.main.get_group(app)


@cache
def command(words: tuple[str, ...]) -> Any:
    """The command of some words, or None; those that run before the parser have none."""
    found: Any = program()
    context = found.make_context("oidtrack", [], resilient_parsing=True)
    for word in words:
        found = found.get_command(context, word) if hasattr(found, "get_command") else None
        if found is None:
            return None
    return found


def subcommands(found: Any) -> list[str]:
    """The commands of a group, in the order of its help; none of a command that is no group."""
    if not hasattr(found, "list_commands"):
        return []
    names: list[str] = found.list_commands(
        typer.main.get_group(app).make_context("oidtrack", [], resilient_parsing=True)
    )
    return names


@cache
def options(words: tuple[str, ...]) -> frozenset[str]:
    """The options of a command with those that stand before every command."""
    own = command(words)
    common = [name for param in program().params for name in (*param.opts, *param.secondary_opts)]
    return frozenset(
        [*common, "--help", "-h", *(name for param in own.params for name in (*param.opts, *param.secondary_opts))]
    )


def faults(text: str) -> Iterator[str]:
    """What a text names that there is not."""
    for match in NAMED.finditer(text):
        words = match[1].split()
        while words and words[0] in options(()):
            words = words[2 if words[0] == "--db" else 1 :]
        is_typed = text[: match.start()].endswith("`")
        if not words or (words[0] in PROSE and not is_typed):
            continue
        if words[0] not in TABLE:
            yield f"oidtrack {words[0]}"
            continue
        path: tuple[str, ...] = (words[0],)
        if words[0] in BEFORE_ALL:
            continue
        subs = subcommands(command(path))
        if subs and len(words) > 1 and words[1] in subs:
            path = (words[0], words[1])
        known = options(path)
        yield from (f"oidtrack {' '.join(path)} {word}" for word in words if word.startswith("-") and word not in known)
    everywhere = every_option()
    yield from (name for name in OPTION.findall(text) if name not in everywhere | ELSEWHERE)


@cache
def every_option() -> frozenset[str]:
    found: set[str] = set()
    for name in TABLE:
        if name in BEFORE_ALL:
            continue
        found |= options((name,))
        for sub in subcommands(command((name,))):
            found |= options((name, sub))
    return frozenset(found)


def test_every_hint_names_what_there_is() -> None:
    wrong = {(where, fault) for where, text in all_texts() for fault in faults(text)}
    assert sorted(wrong) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("`oidtrack lgo` shows it", "oidtrack lgo"),
        ("How is today? oidtrack write", "oidtrack write"),
        ("try: oidtrack plan show --al", "oidtrack plan show --al"),
        ("oidtrack log --dose X", None),
        ("oidtrack --json log", None),
        ("oidtrack med stop", None),
        ("give --sinse", "--sinse"),
        ("no day that oidtrack reads", None),
        ("`oidtrack plans` shows it", "oidtrack plans"),
        ("oidtrack --db rescued.db doctor", None),
    ],
)
def test_the_look_sees_what_there_is_not(text: str, fault: str | None) -> None:
    assert next(faults(text), None) == fault


def test_enough_is_looked_at() -> None:
    named = {match[1].split()[0] for _, text in all_texts() for match in NAMED.finditer(text)}
    assert len(named & set(TABLE)) == len(TABLE)
