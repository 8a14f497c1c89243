"""`guide`: the list, one article, JSON and a wrong word, without a journal and without opening one."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from oidtrack.cli.help.guide import HELP, list_page
from oidtrack.clinical.guide import GROUPS, article_ids, articles
from running import Oid

HEADS = ("id", "title", "group")


def test_alone_it_lists_every_article_under_its_heading(oid: Oid) -> None:
    lines = oid("guide").out.splitlines()
    assert [line for line in lines if line in GROUPS] == list(GROUPS)
    assert {line.split()[0] for line in lines if line.startswith("  ")} == set(article_ids())


@pytest.mark.parametrize("width", [40, 59, 60, 80])
def test_the_list_fits_any_width(width: int) -> None:
    page = list_page(articles(), width)
    assert all(len(line) <= width for line in page.splitlines())
    assert all(one.title in " ".join(page.split()) for one in articles())


def test_it_neither_needs_nor_opens_nor_makes_a_journal(oid: Oid, tmp_path: Path) -> None:
    assert oid("guide", "sleep").code == 0
    assert not (tmp_path / "person").exists()
    broken = tmp_path / "broken.db"
    broken.write_text("not a journal")
    result = oid("--db", str(broken), "--no-input", "guide", "sleep")
    assert (result.code, result.err) == (0, "")
    assert broken.read_text() == "not a journal"


def test_json_of_the_list_and_of_one(oid: Oid) -> None:
    listed = json.loads(oid("guide", "--json").out)
    assert listed["schema"] == "oidtrack/guide/1"
    assert {one["id"] for one in listed["articles"]} == set(article_ids())
    assert all(tuple(one) == HEADS for one in listed["articles"])
    one = json.loads(oid("--json", "guide", "naloxone").out)
    assert one["id"] == "naloxone"
    assert one["paragraphs"]
    assert one["next"]
    assert all(source["title"] and source["note"] for source in one["sources"])


def test_a_wrong_word_is_exit_2_with_near_ones(oid: Oid) -> None:
    result = oid("guide", "sleeep")
    assert result.code == 2
    assert result.err.splitlines()[1].startswith("hint: did you mean sleep?")
    assert oid("guide", "--all").code == 2


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("depression", "mood, low-mood-steady or low-mood-after-a-cut"),
        ("depresion", "mood, low-mood-steady or low-mood-after-a-cut"),
        ("how fast", "pace"),
        ("cut", "after-a-cut, low-mood-after-a-cut or pace"),
        ("alcohol", "mixed"),
        ("doctor", "prescriber"),
    ],
)
def test_words_of_a_bad_evening_lead_to_an_article(oid: Oid, typed: str, first: str) -> None:
    result = oid("guide", *typed.split())
    assert (result.code, f"did you mean {first}? " in " ".join(result.err.split())) == (2, True), result.err


@pytest.mark.parametrize("typed", ["suicide", "want to die"])
def test_a_word_of_danger_leads_to_somebody_who_answers(oid: Oid, typed: str) -> None:
    assert "whom to call now: oidtrack crisis" in oid("guide", *typed.split()).err


def test_what_is_like_nothing_is_not_guessed(oid: Oid) -> None:
    assert "did you mean" not in oid("guide", "xyz").err


@pytest.mark.parametrize("line", [line.strip() for line in HELP.splitlines() if line.strip().startswith("oidtrack")])
def test_the_examples_of_its_help_do_what_they_show(line: str, oid: Oid) -> None:
    assert oid(*shlex.split(line)[1:]).code == 0
    assert line in oid("guide", "--help").out


def test_words_may_stand_for_an_id_and_a_control_character_moves_nothing(oid: Oid) -> None:
    assert oid("guide", "Early", "signs").out.startswith("Early signs\n")
    assert "\x1b" not in oid("guide", "\x1b[2Jsleep").err


def test_a_finding_names_its_article(oid: Oid) -> None:
    oid("check", "phq9", "--answers", "2,2,2,2,2,2,1,1,0")
    assert "Read: oidtrack guide help-for-mood" in oid("warnings").out
    assert "oidtrack guide help-for-mood" in oid("warnings", "--explain", "depression-likely").out
    assert "oidtrack guide pace" in oid("warnings", "--explain", "stalled").out
    found = oid.json("warnings")["findings"]
    assert {one["id"]: one["guide"] for one in found}["depression-likely"] == "help-for-mood"


def test_a_refusal_names_the_article_that_says_why(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,20:00", "--strengths", "5,10", "--since", "2023-01-15")
    faster = oid("plan", "new", "--percent", "60", "--every", "1w")
    assert faster.code == 3
    assert faster.err.splitlines()[-1] == "read: oidtrack guide pace"
    oid("profile", "--pregnant")
    pregnant = oid("plan", "new")
    assert (pregnant.code, pregnant.err.splitlines()[-1]) == (3, "read: oidtrack guide at-risk")


def test_the_gate_names_what_answers_its_reasons(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,20:00", "--strengths", "5,10", "--since", "2023-01-15")
    oid("plan", "new")
    assert oid("plan", "agree", "--with", "Dr. Low").code == 0
    assert "Read: oidtrack guide early-signs" in oid("plan", "check").out
    assert oid.json("plan", "check")["reasons"][0]["guide"] == "early-signs"
