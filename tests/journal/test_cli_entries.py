"""`show`, `delete` and `search`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

import oidtrack
from running import Oid

LONG = "word " * 100


def test_show_an_entry_in_full(oid: Oid) -> None:
    oid("log", "--mood", "5", "--symptom", "sweating=2", "--tag", "walk", "--star", "--note", f"{LONG}\nlast\x1b[2J")
    page = oid("show", "e1").out
    assert page.startswith("e1  mood · Mon 23 Nov 2026, 21:00 · starred\n  mood 5\n  sweating 2/4\n  #walk\n\n")
    assert page.count("word") == 100
    assert page.endswith("\n  last\\x1b[2J\n")
    assert all(len(line) <= 80 for line in page.splitlines())
    document = oid.json("show", "E1")
    assert document["schema"] == "oidtrack/show/1"
    assert document["entry"] == oid.json("list")["entries"][0]


def test_show_a_questionnaire_with_its_answers(oid: Oid) -> None:
    oid("check", "peg", "--answers", "9,9,10")
    page = oid("show", "e1").out
    assert "9.3 of 10" in page
    assert " 10  How much did pain interfere with your general activity?" in page
    assert "peg 9.3" in oid("list").out


def test_show_a_medicine_and_a_plan(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,14:00,22:00", "--since", "2023-01-15")
    oid("plan", "new", "--start", "2026-12-01")
    assert oid("show", "m1").out == oid("med", "list").out
    assert oid("plan", "show").out.startswith(oid("show", "p1").out)
    assert oid.json("show", "m1")["medicine"] == oid.json("med", "list")["medicines"][0]
    assert oid.json("show", "p1")["plan"]["id"] == "p1"
    oid("med", "stop", "m1", "--on", "yesterday")
    assert "until 22 Nov 2026" in oid("show", "m1").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("show",), 2),
        (("show", "x1"), 2),
        (("show", ""), 2),
        (("show", "e"), 2),
        (("show", "e9"), 4),
        (("show", "m9"), 4),
        (("show", "p9"), 4),
        (("delete",), 2),
        (("delete", "e1"), 2),
        (("delete", "e1", "--no-input"), 2),
        (("delete", "m1", "--yes"), 2),
        (("delete", "p1", "--yes"), 2),
        (("delete", "1", "--yes"), 2),
        (("delete", "e9", "--yes"), 4),
        (("search",), 2),
        (("search", " "), 2),
        (("search", "run"), 4),
        (("search", '"'), 4),
        (("search", "a OR NOT ( * ^ : - + NEAR"), 4),
        (("search", "note:walk"), 4),
        (("search", "walk", "-n", "0"), 2),
        (("list", "--on", "today", "--until", "today"), 2),
    ],
)
def test_what_cannot_be_done_changes_nothing(oid: Oid, words: tuple[str, ...], code: int) -> None:
    oid("log", "--note", "a walk")
    result = oid(*words)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith("error: ")
    assert len(oid.json("list")["entries"]) == 1


@pytest.mark.parametrize("words", [("show", "e1"), ("delete", "e1", "--yes"), ("search", "walk")])
def test_without_a_journal_nothing_is_found_and_none_is_made(oid: Oid, words: tuple[str, ...]) -> None:
    assert oid(*words).code == 4
    assert not Path(os.environ["OIDTRACK_DB"]).exists()


def test_delete_and_bring_back(oid: Oid) -> None:
    oid("log", "--mood", "5", "--tag", "walk", "--note", "slept")
    before = oid.json("list")["entries"]
    gone = oid.json("delete", "e1", "--yes")
    assert (gone["schema"], gone["id"], gone["entry"]) == ("oidtrack/delete/1", "e1", before[0])
    assert oid("list").code == 4
    assert "brought back e1" in oid("undo").out
    assert oid.json("list")["entries"] == before
    assert oid("delete", "e1", "--yes").out == "deleted e1\nundo: oidtrack undo\n"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("In Łódź bei Straßenlärm", "lodz"),
        ("In Łódź bei Straßenlärm", "strasse"),
        ("Đặng und Ærø", "dang aero"),
        ("ILIK İstanbul", "istanbul"),
        ("naïve Émile", "EMILE naive"),
    ],
)
def test_search_finds_letters_whatever_their_marks(oid: Oid, written: str, words: str) -> None:
    oid("log", "--note", written)
    (found,) = oid.json("search", *words.split())["entries"]
    assert found["note"] == written
    assert found["found"].replace("»", "").replace("«", "") == written
    assert "»" in found["found"]
    assert oid("list", "--text", words.split(maxsplit=1)[0]).code == 0


def test_search_shows_the_words_around_what_it_found(oid: Oid) -> None:
    oid("log", "--note", " ".join(f"w{n}" for n in range(40)), "--tag", "w30")
    (found,) = oid.json("search", "w30")["entries"]
    assert found["found"] == "…w26 w27 w28 w29 »w30« w31 w32 w33 w34 w35 w36 w37 w38 w39".replace(
        "…w26", "…w24 w25 w26"
    )


def test_search_finds_notes_and_treatments(oid: Oid) -> None:
    oid("log", "--note", "A long WALK in the rain", "--at", "yesterday 9pm")
    oid("log", "-t", "walk 30min")
    oid("log", "--mood", "5")
    found = oid.json("search", "walk")
    assert (found["schema"], found["words"]) == ("oidtrack/search/1", "walk")
    assert [entry["id"] for entry in found["entries"]] == ["e2", "e1"]
    assert [entry["found"] for entry in found["entries"]] == ["»walk«", "A long »WALK« in the rain"]
    assert [entry["id"] for entry in oid.json("search", "long", "walk")["entries"]] == ["e1"]
    assert oid("search", "rain").out == "Sun 22 Nov 2026\n  e1     21:00  A long WALK in the »rain«\n"


@pytest.mark.parametrize(("said", "left"), [("n", 1), ("", 1), ("y", 0)])
def test_on_a_terminal_it_asks(oid: Oid, said: str, left: int) -> None:
    pexpect = pytest.importorskip("pexpect")
    if not hasattr(pexpect, "spawn"):
        pytest.skip("there is no terminal to talk to")
    oid("log", "--note", "a walk")
    env = {**os.environ, "PYTHONPATH": str(Path(oidtrack.__file__).parents[1])}
    words = ["-m", "oidtrack", "delete", "e1"]
    child = pexpect.spawn(sys.executable, words, env=env, encoding="utf-8", timeout=20)
    child.expect("a walk")
    child.expect("Delete e1")
    child.sendline(said)
    child.expect("deleted e1" if not left else "Nothing was deleted")
    child.expect(pexpect.EOF)
    child.close()
    assert (oid("list").code == 0) is bool(left)
