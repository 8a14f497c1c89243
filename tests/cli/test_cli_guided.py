"""`log` without options, on a real terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import oidtrack
from running import Oid

pexpect = pytest.importorskip("pexpect")
if not hasattr(pexpect, "spawn"):
    pytest.skip("there is no terminal to talk to", allow_module_level=True)

Start = Callable[..., Any]
MOOD, SLEEP, PAIN = "Mood", "Sleep the night before", "Pain"
TAKEN, ELSE, NOTE = "All taken", "Anything else", "A note"


@pytest.fixture
def start() -> Iterator[Start]:
    """The program on a terminal of its own."""
    running = []

    def spawn(*words: str) -> Any:
        env = {**os.environ, "PYTHONPATH": str(Path(oidtrack.__file__).parents[1])}
        child = pexpect.spawn(sys.executable, ["-m", "oidtrack", *words], env=env, encoding="utf-8", timeout=15)
        running.append(child)
        return child

    yield spawn
    for child in running:
        child.close(force=True)


def answer(child: Any, *pairs: tuple[str, str]) -> None:
    for question, text in pairs:
        child.expect(question)
        child.sendline(text)


def end(child: Any) -> tuple[int, str]:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before


def medicine(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,14:00,22:00", "--since", "2023-01-15")


def test_an_evening(oid: Oid, start: Start) -> None:
    medicine(oid)
    child = start("log")
    answer(child, (MOOD, "6.5"), (SLEEP, "7h30"), (PAIN, ""), (TAKEN, "y"), (ELSE, ""), (NOTE, "quiet"))
    code, said = end(child)
    assert code == 0
    assert "saved e1" in said
    found = oid.json("list")["entries"]
    assert [(entry["kind"], entry.get("slot")) for entry in found] == [
        ("dose", "08:00"),
        ("dose", "14:00"),
        ("mood", None),
    ]
    assert (found[2]["mood"], found[2]["sleep_hours"], found[2]["pain"]) == (6.5, 7.5, None)
    assert found[2]["note"] == "quiet"
    oid("undo")
    assert oid("list").code == 4


def test_what_does_not_fit_is_asked_again_gently(oid: Oid, start: Start) -> None:
    child = start("log")
    answer(child, (MOOD, "11"), ("from 0 to 10", ""), (SLEEP, "25"), ("0 to 24 hours", "8"), (PAIN, "x"))
    answer(child, ("from 0 to 10", ""), (ELSE, "maybe"), ("y or n", "n"), (NOTE, ""))
    assert end(child)[0] == 0
    (entry,) = oid.json("list")["entries"]
    assert (entry["mood"], entry["sleep_hours"]) == (None, 8)


def test_not_all_taken_is_asked_dose_by_dose(oid: Oid, start: Start) -> None:
    medicine(oid)
    child = start("log")
    answer(child, (MOOD, ""), (SLEEP, ""), (PAIN, ""), (TAKEN, "n"), ("08:00: taken", "y"), ("14:00: taken", "n"))
    answer(child, ("Why not", "slept"), (ELSE, "y"), ("Signs", "no drive, tired"), ("Withdrawal", "sweating=2"))
    answer(child, (NOTE, ""))
    assert end(child)[0] == 0
    doses = {entry["slot"]: entry for entry in oid.json("list", "--kind", "dose")["entries"]}
    assert [(slot, dose["state"], dose["reason"]) for slot, dose in doses.items()] == [
        ("08:00", "taken", None),
        ("14:00", "skipped", "slept"),
    ]
    (mood,) = oid.json("list", "--kind", "mood")["entries"]
    assert (mood["signs"], mood["symptoms"]) == (["no drive", "tired"], {"sweating": 2})


def test_enter_all_the_way_saves_nothing(oid: Oid, start: Start) -> None:
    child = start("log")
    answer(child, *((question, "") for question in (MOOD, SLEEP, PAIN, ELSE, NOTE)))
    code, said = end(child)
    assert (code, "nothing was saved" in said) == (0, True)
    assert oid("list").code == 4


@pytest.mark.parametrize(("reply", "code", "kept"), [("y", 0, True), ("n", 130, False), ("", 0, True)])
def test_ctrl_c_offers_to_keep_what_was_answered(oid: Oid, start: Start, reply: str, code: int, kept: bool) -> None:
    child = start("log")
    answer(child, (MOOD, "4"))
    child.expect(SLEEP)
    child.sendintr()
    answer(child, ("Keep what you answered", reply))
    assert end(child)[0] == code
    assert (oid("list").code == 0) is kept


@pytest.mark.parametrize("stop", ["sendintr", "sendeof"])
def test_stopping_at_once_ends_quietly(oid: Oid, start: Start, stop: str) -> None:
    child = start("log")
    child.expect(MOOD)
    getattr(child, stop)()
    code, said = end(child)
    assert code == 130
    assert "Traceback" not in said
    assert oid("list").code == 4


@pytest.mark.parametrize(("reply", "kept"), [("y", True), ("n", False), ("", False)])
def test_a_caution_is_stated_and_asked_about(oid: Oid, start: Start, reply: str, kept: bool) -> None:
    medicine(oid)
    child = start("log", "--dose", "oxycodone 40mg at 8:00")
    child.expect("Above what is planned")
    answer(child, ("Save it as it is", reply))
    assert end(child)[0] == 0
    assert (oid("list").code == 0) is kept


def test_with_a_yes_nothing_is_asked(oid: Oid, start: Start) -> None:
    medicine(oid)
    assert end(start("log", "--yes", "--dose", "oxycodone 500mg at 8:00"))[0] == 0
    assert oid("list").code == 0


def test_an_amount_hardly_meant_is_asked_about(oid: Oid, start: Start) -> None:
    child = start("log", "--dose", "oxycodone 500mg")
    answer(child, ("more than 480 mg", "n"))
    assert end(child)[0] == 0
    assert oid("list").code == 4
