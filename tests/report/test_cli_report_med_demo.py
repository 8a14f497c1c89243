"""What is left of the commands: periods of the report, the demo, implausible doses of a medicine."""

from __future__ import annotations

import pytest

from running import Oid


def with_a_week(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,14:00,22:00", "--since", "2023-01-15")
    for day in range(7):
        assert oid("log", "--mood", "5", "--at", f"{day} days ago" if day else "now").code == 0


@pytest.mark.no_cover
def test_periods_of_the_report(oid: Oid) -> None:
    with_a_week(oid)
    assert oid.json("report", "--since", "visit")["period"]["days"] == 90
    assert oid.json("report", "--since", "4w")["period"]["days"] == 28
    named = oid.json("report", "--since", "2026-11-20", "--until", "yesterday")["period"]
    assert (named["from"], named["to"], named["days"], named["days_logged"]) == ("2026-11-20", "2026-11-22", 3, 3)


@pytest.mark.parametrize("words", ["--since soon", "--since today --until yesterday", "--until tomorrow"])
def test_periods_that_cannot_be(oid: Oid, words: str) -> None:
    with_a_week(oid)
    result = oid("report", *words.split())
    assert (result.code, result.out) == (2, "")


def test_a_report_needs_a_journal(oid: Oid) -> None:
    assert oid("report").code == 4


def test_the_demo_is_labelled_and_leaves_the_own_journal_alone(oid: Oid) -> None:
    result = oid("demo")
    assert result.code == 0
    assert result.out.startswith("A made-up person's year")
    for title in ("$ oidtrack today", "$ oidtrack plan", "$ oidtrack report"):
        assert title in result.out
    assert all(len(line) <= 80 for line in result.out.splitlines())
    document = oid.json("demo")
    assert (document["schema"], document["made_up"]) == ("oidtrack/demo/1", True)
    assert document["plan"]["status"] == "agreed"
    assert oid("list").code == 4


def test_an_implausible_day_needs_a_yes(oid: Oid) -> None:
    words = ("med", "add", "oxycodone", "--dose", "300", "--at", "8:00,20:00", "--strengths", "30")
    assert oid(*words).code == 2
    assert oid("med", "list").code == 4
    assert oid(*words, "--yes").code == 0
    assert (
        oid("med", "add", "morphine", "--dose", "30000", "--at", "8:00,20:00", "--strengths", "30", "--yes").code == 2
    )


def test_a_change_needs_something_and_a_stop_ends(oid: Oid) -> None:
    with_a_week(oid)
    assert oid("med", "change", "oxycodone").code == 2
    assert oid("med", "change", "m1", "--dose", "25", "--from", "2026-12-01").code == 0
    assert oid("med", "stop", "nothing").code == 4
    assert oid("med", "stop", "m1", "--on", "yesterday").code == 0


def test_a_medicine_of_the_journal_may_be_planned_with_other_strengths(oid: Oid) -> None:
    with_a_week(oid)
    plan = oid.json("plan", "new", "--halves", "5", "--start", "2026-12-01")
    assert plan["steps"][-1]["doses"][0]["mg"] == 2.5
    assert oid.json("plan", "new", "--start", "2026-12-01")["steps"][-1]["doses"][0]["mg"] == 5.0
