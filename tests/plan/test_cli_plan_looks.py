"""`plan history` and `plan supply`: what became of plans, and what they need."""

from __future__ import annotations

import os
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from oidtrack.errors import NothingFound
from oidtrack.services.plan.kept import find
from oidtrack.services.plan.planning import keep
from oidtrack.services.plan.versions import history
from oidtrack.store.file.database import open_journal
from running import Oid

HERE = ("--medicine", "oxycodone", "--dose", "30", "--at", "8:00,14:00,22:00", "--strengths", "5,10,15,20,30")
START = ("--start", "2026-12-01", "--since", "2023-01-15")


def test_history_of_an_agreed_plan(oid: Oid) -> None:
    new = oid.json("plan", "new", *HERE, *START)
    oid("plan", "agree", "--with", "Dr. Ng")
    found = oid.json("plan", "history")
    assert found["schema"] == "oidtrack/plan-history/1"
    first, second = found["versions"]
    assert (first["id"], first["version"], first["status"], first["moved_days"]) == ("p1", 1, "draft", None)
    assert (second["version"], second["status"], second["moved_days"]) == (2, "agreed", 0)
    assert (second["agreed_with"], second["stops_on"]) == ("Dr. Ng", new["stops_on"])
    page = oid("plan", "history", "p1").out
    assert "agreed with Dr. Ng" in " ".join(page.split())
    assert "the end did not move" in " ".join(page.split())


@pytest.mark.parametrize(("days", "words"), [(14, "14 days later"), (-1, "1 day earlier")])
def test_an_end_that_moved(oid: Oid, days: int, words: str) -> None:
    oid("plan", "new", *HERE, *START)
    with open_journal(Path(os.environ["OIDTRACK_DB"])) as journal:
        plan = find(journal, 1)
        assert plan.stops_on is not None
        keep(journal, replace(plan, stops_on=plan.stops_on + timedelta(days=days)), 1_795_500_000)
    assert oid.json("plan", "history", "p1")["versions"][1]["moved_days"] == days
    assert words in " ".join(oid("plan", "history").out.split())


def test_every_plan_and_none(oid: Oid, tmp_path: Path) -> None:
    assert oid("plan", "history").code == 4
    oid("plan", "new", *HERE, *START)
    oid("plan", "new", *HERE, *START, "--target", "45")
    found = oid.json("plan", "history")["versions"]
    assert [(v["id"], v["stops_on"] is None) for v in found] == [("p1", False), ("p2", True)]
    assert "at 45 mg" in oid("plan", "history", "p2").out
    assert oid("plan", "history", "p9").code == 4
    with open_journal(tmp_path / "private" / "none.db") as journal, pytest.raises(NothingFound, match="no plan yet"):
        history(journal, None, UTC)


def test_supply_of_the_first_step(oid: Oid) -> None:
    oid("plan", "new", *HERE, *START)
    found = oid.json("plan", "supply")
    assert found["schema"] == "oidtrack/plan-supply/1"
    # from today to the day before one interval is over: 3 × 30 mg on 8 days, then 30, 20 and 30 mg
    assert (found["from"], found["to"]) == ("2026-11-23", "2026-12-20")
    counts = {t["strength_mg"]: t["count"] for t in found["tablets"]}
    assert sum(mg * n for mg, n in counts.items()) == 8 * 90 + 20 * 80
    assert all(t["on_hand"] is None for t in found["tablets"])
    assert (found["runs_out_on"], found["liquid"]) == (None, None)
    assert "Whole tablets, rounded up" in oid("plan", "supply").out


def test_what_is_at_hand_and_its_last_day(oid: Oid) -> None:
    oid("plan", "new", *HERE, *START)
    found = oid.json("plan", "supply", "p1", "--on-hand", "30mg=6,20=100", "--until", "2026-12-10")
    by_strength = {t["strength_mg"]: t for t in found["tablets"]}
    # today and seven days of 3 × 30 mg, then ten days of 30, 30 and 20 mg
    assert (by_strength[30.0]["count"], by_strength[30.0]["ask_for"]) == (44.0, 38.0)
    assert (by_strength[20.0]["ask_for"], by_strength[20.0]["left_over"]) == (0.0, 90.0)
    assert found["runs_out_on"] == "2026-11-25"
    page = " ".join(oid("plan", "supply", "--on-hand", "30mg=6,20=100").out.split())
    assert "covers every dose before Wed 25 Nov 2026" in page
    assert "call your prescriber" in page


def test_what_reaches_to_the_end(oid: Oid) -> None:
    lots = ("--on-hand", "30=9999,20=9999,15=9999,10=9999,5=9999")
    oid("plan", "new", *HERE, *START)
    assert "reaches to the stop" in oid("plan", "supply", *lots).out
    oid("plan", "new", *HERE, *START, "--target", "85")
    lots = ("--on-hand", "30=99999,20=99999,15=99999,10=99999,5=99999")
    assert "ten years" in oid("plan", "supply", *lots).out


def test_a_liquid_and_patches(oid: Oid) -> None:
    oid("plan", "new", "--medicine", "oxycodone", "--dose", "5", "--at", "8:00,20:00", "--liquid", "1", *START)
    found = oid.json("plan", "supply", "--on-hand", "liquid=10ml")
    assert found["tablets"] == []
    assert (found["liquid"]["on_hand"], found["runs_out_on"]) == (10.0, "2026-11-24")
    assert "liquid, mL" in oid("plan", "supply").out
    oid("plan", "new", "--medicine", "fentanyl patch", "--dose", "50", *START)
    assert "Whole patches" in oid("plan", "supply").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--on-hand", "10mg"), "does not say how many"),
        (("--on-hand", "0=3"), "not above 0"),
        (("--on-hand", "7=3"), "7 mg is not in this plan"),
        (("--on-hand", "liquid=3"), "the liquid is not in this plan"),
        (("--on-hand", "5=1/3"), "cannot be counted"),
        (("--until", "Sun 22 Nov 2026"), "is before today, Mon 23 Nov 2026"),
    ],
)
def test_words_that_cannot_be_counted(oid: Oid, words: tuple[str, ...], said: str) -> None:
    oid("plan", "new", *HERE, *START)
    result = oid("plan", "supply", *words)
    assert result.code == 2
    assert said in result.err


def test_after_the_stop_nothing_is_needed(oid: Oid) -> None:
    oid("plan", "new", *HERE, *START)
    result = oid("plan", "supply", env={"OIDTRACK_NOW": "2031-01-01T12:00:00-05:00"})
    assert result.code == 4
    assert "nothing more is needed" in result.err
