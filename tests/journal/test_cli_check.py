"""`check`: answered at once, and item by item on a real terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import oidtrack
from running import Oid

QUIET = "0,0,0,0,0,0,0,0,0"
LINE_US = "988"
ALL_ZERO = {"phq2": 2, "phq9": 9, "gad7": 7, "peg": 3, "shortows": 10, "sows": 16}


def test_the_document_of_the_contract(oid: Oid) -> None:
    first = oid.json("check", "phq9", "--at", "2026-11-09 20:00", "--answers", "1,1,1,1,1,1,1,1,0")
    assert (first["score"], first["band"], first["change"], first["cautions"]) == (8, "mild", None, [])
    second = oid.json("check", "phq9", "--answers", "2,2,2,2,2,1,1,1,0")
    assert {key: second[key] for key in ("schema", "instrument", "score", "max", "band", "change")} == {
        "schema": "oidtrack/check/1",
        "instrument": "phq9",
        "score": 13,
        "max": 27,
        "band": "moderate",
        "change": 5,
    }
    assert second["answers"] == [2, 2, 2, 2, 2, 1, 1, 1, 0]
    assert [found["code"] for found in second["cautions"]] == ["depression-likely", "depression-rising"]
    assert (second["id"], second["at"], second["day"]) == ("e2", "2026-11-23T21:00:00-05:00", "2026-11-23")


def test_the_change_is_against_the_one_before_in_time_and_of_the_same_kind(oid: Oid) -> None:
    oid("check", "phq9", "--answers", "3,3,3,0,0,0,0,0,0")
    oid("check", "gad7", "--at", "2026-11-01 20:00", "--answers", "1,1,1,1,1,1,1")
    earlier = oid.json("check", "phq9", "--at", "2026-11-09 20:00", "--answers", QUIET)
    assert earlier["change"] is None
    later = oid.json("check", "phq9", "--at", "2026-11-10 20:00", "--answers", "1,0,0,0,0,0,0,0,0")
    assert later["change"] == 1


@pytest.mark.parametrize(("name", "items"), ALL_ZERO.items())
def test_every_form_can_be_answered(oid: Oid, name: str, items: int) -> None:
    zeros = ",".join("0" * items)
    assert oid.json("check", name, "--answers", zeros)["score"] == 0
    page = oid("check", name, "--answers", zeros)
    assert page.code == 0
    assert "The same as on Mon 23 Nov 2026." in page.out
    assert "Source: " in page.out
    assert all(len(line) <= 80 for line in page.out.splitlines())


def test_the_page_says_what_a_score_means(oid: Oid) -> None:
    oid("check", "phq9", "--at", "2026-11-09 20:00", "--answers", QUIET)
    page = oid("check", "PHQ-9", "--answers", "2,2,2,2,2,1,1,1,0").out
    assert "13 of 27, moderate" in page
    assert "Up by 13 since Mon 9 Nov 2026: a change that matters (5 points or more)." in page
    assert "A score of 10 or more is a reason to talk to your prescriber." in page
    assert "Spitzer" in page
    small = oid("check", "phq9", "--answers", "2,2,2,2,2,1,1,0,0").out
    assert "Down by 1 since Mon 23 Nov 2026: less than one that matters" in small


def test_a_form_without_bands_says_so(oid: Oid) -> None:
    assert "no standard bands" in oid("check", "peg", "--answers", "7,5,6").out
    assert oid.json("check", "peg", "--answers", "9,9,10")["score"] == 9.3333
    assert "Up by 3.3 since" in oid("undo").out + oid("check", "peg", "--answers", "9,9,10").out


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_the_ninth_question_brings_the_crisis_line(oid: Oid, words: tuple[str, ...]) -> None:
    oid("profile", "--country", "US")
    result = oid("check", "phq9", "--answers", "0,0,0,0,0,0,0,0,1", *words)
    assert result.code == 0
    assert LINE_US in result.err
    assert "self-harm-thoughts" in result.out or "Thoughts of being better off dead" in result.out


def test_the_crisis_line_needs_no_profile_and_no_sound_journal(oid: Oid) -> None:
    assert "findahelpline.com" in oid("check", "phq9", "--answers", "0,0,0,0,0,0,0,0,1").err
    Path(os.environ["OIDTRACK_DB"]).write_bytes(b"something else")
    broken = oid("check", "phq9", "--answers", "0,0,0,0,0,0,0,0,1")
    assert broken.code == 1
    assert "findahelpline.com" in broken.err


def test_without_it_nothing_is_said(oid: Oid) -> None:
    assert oid("check", "phq9", "--answers", QUIET).err == ""
    assert oid.json("check", "phq2", "--answers", "3,0")["cautions"][0]["severity"] == "info"


@pytest.mark.parametrize(
    "words",
    [
        ("check",),
        ("check", "phq9"),
        ("check", "--answers", QUIET),
        ("check", "phq8", "--answers", QUIET),
        ("check", "phq9", "--answers", "0,0,0"),
        ("check", "phq9", "--answers", QUIET + ",0"),
        ("check", "phq9", "--answers", "4,0,0,0,0,0,0,0,1"),
        ("check", "phq9", "--answers", "0,0,0,0,0,0,0,0,-1"),
        ("check", "phq9", "--answers", ""),
        ("check", "phq9", "--answers", "0,,0,0,0,0,0,0,0"),
        ("check", "phq9", "--answers", QUIET, "--at", "tomorrow"),
        ("check", "phq9", "--answers", QUIET, "--at", "soon"),
    ],
)
def test_what_cannot_be_read_writes_nothing(oid: Oid, words: tuple[str, ...]) -> None:
    result = oid(*words)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: ")
    assert oid("list").code == 4


def test_an_unknown_name_lists_those_there_are(oid: Oid) -> None:
    assert "gad7, peg, phq2, phq9, shortows, sows" in oid("check", "phq", "--answers", "0").err


pexpect = pytest.importorskip("pexpect")
on_a_terminal = pytest.mark.skipif(not hasattr(pexpect, "spawn"), reason="there is no terminal to talk to")
Start = Callable[..., Any]


@pytest.fixture
def start() -> Iterator[Start]:
    """The program on a terminal of its own."""
    running = []

    def spawn(*words: str) -> Any:
        env = {**os.environ, "PYTHONPATH": str(Path(oidtrack.__file__).parents[1])}
        child = pexpect.spawn(sys.executable, ["-m", "oidtrack", *words], env=env, encoding="utf-8", timeout=20)
        running.append(child)
        return child

    yield spawn
    for child in running:
        child.close(force=True)


@on_a_terminal
def test_item_by_item(oid: Oid, start: Start) -> None:
    oid("profile", "--country", "US")
    child = start("check")
    child.expect("Over the last 2 weeks")
    child.expect("1/9  Little interest")
    child.expect("Nearly every day")
    for text in ("", "4", "often", "2"):
        child.expect("0-3:")
        child.sendline(text)
    for place in range(2, 10):
        child.expect(f"{place}/9  ")
        child.expect("0-3:")
        child.sendline("1")
    child.expect(LINE_US)
    child.expect("10 of 27, moderate")
    child.expect(pexpect.EOF)
    assert oid.json("list")["entries"][0]["answers"] == [2, 1, 1, 1, 1, 1, 1, 1, 1]


@on_a_terminal
def test_one_key_is_an_answer_and_b_goes_back(oid: Oid, start: Start) -> None:
    child = start("check", "phq2")
    child.expect("1/2  Little interest")
    child.expect("0-3:")
    child.send("b")
    child.expect("this is the first question")
    child.expect("0-3:")
    child.send("3")
    child.expect("2/2  ")
    child.expect("0-3:")
    child.send("b")
    child.expect("1/2  Little interest")
    child.expect("0-3: 3")
    child.send("1")
    child.expect("2/2  ")
    child.expect("0-3:")
    child.send("2")
    child.expect("3 of 6")
    child.expect(pexpect.EOF)
    assert oid.json("list")["entries"][0]["answers"] == [1, 2]


@on_a_terminal
def test_of_ten_a_one_waits_for_its_nought(oid: Oid, start: Start) -> None:
    child = start("check", "peg")
    for text in ("10", "x", "1\r"):
        child.expect("0-10:")
        child.send(text)
    child.expect(pexpect.EOF)
    assert oid.json("list")["entries"][0]["answers"] == [10, 10, 1]


@on_a_terminal
def test_to_stop_saves_nothing(oid: Oid, start: Start) -> None:
    child = start("check", "peg")
    child.expect("0-10:")
    child.sendline("7")
    child.expect("2/3")
    child.expect("0-10:")
    child.sendintr()
    child.expect("Nothing that was not saved before is in the journal")
    child.expect(pexpect.EOF)
    assert oid("list").code == 4
