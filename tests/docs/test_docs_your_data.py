"""The page on data in and out says what the readers read; and the examples in the helps of its commands run."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from oidtrack.exchange.csv_table import COLUMNS
from oidtrack.exchange.daylio import MOODS
from running import Oid

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "your-data.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"^ +(oidtrack .*)$", re.MULTILINE)
COMMANDS = (
    ("export",),
    ("import",),
    ("treatments",),
    ("remind",),
    ("completion",),
    ("med",),
    ("med", "refill"),
    ("med", "stock"),
)


def test_every_column_is_named() -> None:
    named = set(re.findall(r"`(\w+)`", PAGE))
    assert set(COLUMNS) <= named


def test_every_mood_of_daylio_has_its_number() -> None:
    head, _, numbers = (
        line.split("|")[2:-1]
        for line in PAGE.splitlines()
        if line.startswith(("| Daylio", "| mood, 0", "|---|---|---|---|---|---|"))
    )
    said = dict(zip((word.strip() for word in head), (int(n) * 10 for n in numbers), strict=True))
    assert said == MOODS


def examples(oid: Oid, words: tuple[str, ...]) -> Iterator[list[str]]:
    """The lines that a help shows, as words; what comes after a pipe or an arrow is the shell's."""
    for line in EXAMPLE.findall(oid(*words, "--help").out):
        typed = shlex.split(line)[1:]
        ends = [typed.index(sign) for sign in ("|", ">") if sign in typed]
        yield typed[: min(ends, default=len(typed))]


@pytest.fixture
def lived_in(oid: Oid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Oid:
    """A journal and files such as the examples speak of."""
    monkeypatch.chdir(tmp_path)
    oid("med", "add", "oxycodone", "--dose", "20", "--at", "8:00,20:00", "--strengths", "5,10")
    oid("log", "--mood", "5", "--treatment", "walk 30min")
    oid("med", "refill", "oxycodone", "--strength", "10mg=10")
    oid("export", "journal.jsonl")
    oid("export", "diary.csv")
    monkeypatch.setenv("OIDTRACK_PASSPHRASE_COMMAND", "echo a passphrase")
    oid("export", "--encrypt", "journal.jsonl.age")
    oid("med", "add", "naloxone")
    Path("pains.csv").write_text("Datum;pain\n22.11.2026;4\n", encoding="utf-8")
    head = "full_date,date,weekday,time,mood,activities,note_title,note\n"
    Path("daylio_export.csv").write_text(head + "2026-11-22,,,08:00,super,,,\n", encoding="utf-8")
    entry = {"title": "x", "date": "2026-11-22"}
    Path("jrnl.json").write_text(json.dumps({"entries": [entry, {}]}), encoding="utf-8")
    return oid


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_examples_of_the_help_run(lived_in: Oid, words: tuple[str, ...]) -> None:
    shown = list(examples(lived_in, words))
    assert shown
    if words == ("med",):
        shown = [typed for typed in shown if "add" not in typed]
    if words == ("export",):
        Path("journal.jsonl.age").unlink()  # it carries no sign that it is ours, and so is not written over unasked
    for typed in shown:
        result = lived_in(*typed)
        assert result.code == 0, (typed, result.err)
