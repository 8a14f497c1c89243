"""The how-to pages are run: every command of oidtrack with its output, every query, every key and column they name."""

from __future__ import annotations

import ast
import csv
import json
import re
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from running import Oid
from transcripts import replay_block

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests

FOLDER = Path(__file__).parents[2] / "docs" / "how-to"
RUN = (
    "start",
    "evening",
    "plan-with-your-prescriber",
    "before-a-visit",
    "after-a-bad-week",
    "move",
    "other-tools",
)
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
SHELL = re.compile(r"```sh\n(.*?)```", re.DOTALL)
BEFORE = re.compile(r"<!-- before: oidtrack (.*?) -->")
FILE = re.compile(r"<!-- file (\S+) -->\n```csv\n(.*?)```", re.DOTALL)
INLINE = re.compile(r"`oidtrack ([a-z][^`]*)`")
OTHER = (FOLDER / "other-tools.md").read_text(encoding="utf-8")


def prepared(text: str, oid: Oid, folder: Path) -> None:
    """The journal and the files that a page begins with."""
    for words in BEFORE.findall(text):
        assert oid(*shlex.split(words)).code == 0, words
    for name, content in FILE.findall(text):
        (folder / name).write_text(content, encoding="utf-8")


@pytest.mark.parametrize("name", RUN)
def test_a_page_shows_what_really_comes(
    name: str, oid: Oid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(tmp_path)
    page = FOLDER / f"{name}.md"
    text = page.read_text(encoding="utf-8")
    prepared(text, oid, tmp_path)
    fresh = CONSOLE.sub(lambda found: f"```console\n{replay_block(found[1], oid)}```", text)
    if request.config.getoption("--update-golden"):
        page.write_text(fresh, encoding="utf-8")
    assert fresh == page.read_text(encoding="utf-8")
    assert "(exit" not in fresh
    for words in re.findall(r"^oidtrack ([^|\n]*)$", "".join(SHELL.findall(text)), re.MULTILINE):
        assert oid(*shlex.split(words)).code == 0, words


@pytest.mark.parametrize("name", RUN)
def test_the_commands_in_its_sentences_are_there(name: str, oid: Oid) -> None:
    for words in INLINE.findall((FOLDER / f"{name}.md").read_text(encoding="utf-8")):
        plain = [word for word in shlex.split(words) if not word.startswith("-")]
        below = plain[:2] if plain[0] in {"plan", "med", "appointment"} else plain[:1]
        said = oid(*below, "--help").out
        assert said.startswith("Usage"), words
        assert all(option in said for option in re.findall(r"--[a-z-]+", words)), words


@pytest.fixture
def files(oid: Oid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The copy and the table of the page on other tools."""
    monkeypatch.chdir(tmp_path)
    prepared(OTHER, oid, tmp_path)
    assert oid("plan", "new", "--start", "2026-12-07").code == 0
    assert oid("plan", "agree", "--with", "Dr. NAME").code == 0
    assert oid("backup", "copy.db").code == oid("export", "diary.csv").code == 0
    return tmp_path


def test_the_queries_run_and_find_something(files: Path) -> None:
    queries = re.findall(r"```sql\n(.*?)```", OTHER, re.DOTALL)
    assert len(queries) == 2
    with closing(sqlite3.connect(files / "copy.db")) as copy:
        assert all(copy.execute(query).fetchall() for query in queries)


def test_the_table_has_the_columns_that_pandas_is_asked_for(files: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", OTHER, re.DOTALL)
    named = {
        node.value
        for part in ast.walk(ast.parse(code))
        if isinstance(part, ast.List)
        for node in part.elts
        if isinstance(node, ast.Constant)
    }
    with (files / "diary.csv").open(encoding="utf-8") as table:
        assert named <= set(next(csv.reader(table)))


def values(found: Any, path: str) -> list[Any]:
    """What a path of jq such as `.entries[].day` leads to."""
    for step in path.strip(".").replace("[]", ".[]").split("."):
        if step == "[]":
            assert isinstance(found, list)
            found = found[0]
        else:
            assert step in found, path
            found = found[step]
    return [found]


def test_the_keys_that_jq_is_asked_for_are_there(oid: Oid, files: Path) -> None:
    lines = re.findall(r"^oidtrack (.*?) \| jq '(.*?)'$", OTHER, re.MULTILINE)
    assert (len(lines), files.exists()) == (3, True)
    for words, filter_ in lines:
        document = json.loads(oid(*shlex.split(words)).out)
        first, *more = (part.strip() for part in filter_.split("|"))
        items = values(document, first)
        if "select" in filter_:
            items = [one for one in document["entries"] if one["kind"] == "mood"]
        for name in re.findall(r"\.([a-z_]+)", " ".join(more)):
            assert name in items[0], (filter_, name)
