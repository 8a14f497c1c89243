"""`plan` alone on a real terminal: a conversation that ends in a draft, or leaves nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

import oidtrack
from running import Oid

Start = Callable[..., Any]
WHICH, DOSE, TIMES, MONTHS = "Which opioid", "How much each time", "At what times", "how many months"
WORST, STRENGTHS, HALVES, FIRST, PACE = (
    "hurt most",
    "strengths can you get",
    "may be halved",
    "first cut be",
    "Which pace",
)
REST = ((STRENGTHS, ""), (HALVES, ""), (FIRST, ""), (PACE, ""))


@pytest.fixture
def start() -> Iterator[Start]:
    """`oidtrack plan` on a terminal of its own, its pages not through a pager."""
    running = []

    def spawn(*words: str) -> Any:
        env = {**os.environ, "PYTHONPATH": str(Path(oidtrack.__file__).parents[1]), "PAGER": "cat"}
        child = pexpect.spawn(sys.executable, ["-m", "oidtrack", *words], env=env, encoding="utf-8", timeout=20)
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


def med(oid: Oid, *words: str) -> None:
    assert oid("med", "add", *words, "--at", "8:00,20:00", "--strengths", "5,10").code == 0


def test_from_nothing_to_a_draft(oid: Oid, start: Start) -> None:
    child = start("plan")
    answer(child, (WHICH, "oxycodone"), (DOSE, "20"), (TIMES, "8:00,20:00"), (MONTHS, "36"), (WORST, "3"))
    answer(child, (STRENGTHS, "5,10"), (HALVES, ""), (FIRST, "2026-12-01"), (PACE, "2"))
    code, said = end(child)
    assert code == 0
    assert "A draft. Nobody has agreed to it yet" in said
    assert "plan compare" in said
    plan = oid.json("plan", "show")
    assert (plan["status"], plan["start"], plan["pace"]["percent"]) == ("draft", "2026-12-01", 5.0)
    assert plan["steps"][-1]["doses"][0]["time"] == "20:00", "the evening hurts most and goes last"


def test_of_one_medicine_in_the_journal_only_the_rest_is_asked(oid: Oid, start: Start) -> None:
    med(oid, "oxycodone", "--dose", "20", "--since", "2023-01-15")
    child = start("plan")
    answer(child, (WORST, ""), *REST)
    code, said = end(child)
    assert code == 0
    assert WHICH not in said
    assert oid.json("plan", "show")["pace"]["percent"] == 10.0


def test_of_two_opioids_the_person_chooses_the_order(oid: Oid, start: Start) -> None:
    med(oid, "oxycodone", "--dose", "20", "--since", "2023-01-15")
    med(oid, "morphine er", "--dose", "30", "--strengths", "15,30")
    child = start("plan")
    answer(child, ("comes down first", "3"), ("a number from 1 to 2", ""), ("comes down first", "2"))
    answer(child, (WORST, ""), *REST)
    assert end(child)[0] == 0
    plan = oid.json("plan", "show")
    assert (plan["medicine"], plan["release"]) == ("morphine", "er")
    assert plan["current"]["combined_mme"] == plan["current"]["mme"] + 60.0


def test_what_cannot_be_is_asked_again(start: Start) -> None:
    child = start("plan")
    answer(child, (WHICH, ""), ("a name is needed", ""), (WHICH, "oxycodne"), ("did you mean oxycodone", ""))
    answer(child, (WHICH, "oxycodone"), (DOSE, "many"), (DOSE, "20"), (TIMES, "8:00,20:00"))
    answer(child, (MONTHS, "long"), (MONTHS, ""), (WORST, "4"), (WORST, ""))
    answer(child, (STRENGTHS, "7"), (HALVES, ""), ("cannot be made", ""), (HALVES, ""))
    answer(child, (FIRST, "soon"), (FIRST, ""), (PACE, "9"), (PACE, "1"))
    assert end(child)[0] == 0


def test_one_way_back(oid: Oid, start: Start) -> None:
    child = start("plan")
    answer(child, (WHICH, "oxycodone"), (DOSE, "20"), (TIMES, "8:00,20:00"), (MONTHS, "b"), (DOSE, "b"))
    answer(child, (WHICH, "oxycodone"), (DOSE, "10"), (TIMES, "8:00,20:00"), (MONTHS, "36"), (WORST, ""))
    answer(child, (STRENGTHS, "b"), (WORST, ""), *REST)
    assert end(child)[0] == 0
    assert oid.json("plan", "show")["current"]["daily_mg"] == 20.0


def test_to_stop_keeps_nothing(oid: Oid, start: Start) -> None:
    child = start("plan")
    answer(child, (WHICH, "oxycodone"), (DOSE, "20"))
    child.expect(TIMES)
    child.sendintr()
    code, said = end(child)
    assert code == 130
    assert "Nothing that was not saved" in said
    assert oid("plan", "show").code == 4


def test_with_a_plan_it_is_shown(oid: Oid, start: Start) -> None:
    med(oid, "oxycodone", "--dose", "20", "--since", "2023-01-15")
    oid("plan", "new")
    code, said = end(start("plan"))
    assert code == 0
    assert "Plan p1, version 1" in said


def test_nobody_to_ask(oid: Oid) -> None:
    assert oid("plan").code == 4
    med(oid, "oxycodone", "--dose", "20")
    result = oid("plan")
    assert result.code == 4
    assert "oidtrack plan new" in result.err
