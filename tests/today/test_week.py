"""`week` says of seven days what `list`, the card and the report say of them, whenever it is asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lives import LIVES
from oidtrack.services.files.demo import build_demo
from oidtrack.services.opening import open_journal
from oidtrack.services.report.reporting import report
from running import Oid

END = datetime.fromisoformat("2026-11-23T21:30:00-05:00")
HOURS = (1, 7, 13, 21, 23)
LAST_HOUR = 4
"""A day ends at four: before that it is still the day before."""


def clock(ago: int) -> datetime:
    return END.replace(hour=HOURS[ago % len(HOURS)], minute=0) - timedelta(days=ago)


def at(oid: Oid, path: Path, now: datetime, *words: str) -> Any:
    return oid.json(*words, env={"OIDTRACK_NOW": now.isoformat(), "OIDTRACK_DB": str(path)})


def today_of(now: datetime) -> str:
    return f"{(now - timedelta(days=now.hour < LAST_HOUR)).date()}"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("week") / "journal.db"
    build_demo(path, END)
    return path


def same_as_everywhere(oid: Oid, path: Path, now: datetime) -> None:
    week = at(oid, path, now, "week")
    first, last = week["period"]["from"], week["period"]["to"]
    assert last == today_of(now)
    told = at(oid, path, now, "report", "--since", first, "--until", last)
    for name in ("mood", "sleep"):
        expected = {key: told["measures"][name][key] for key in ("n", "median", "q1", "q3")}
        assert week["measures"][name]["now"] == expected, (now, name)
    said = {day["day"]: (day["mood"], day["sleep_hours"]) for day in week["days"]}
    for place, name in enumerate(("mood", "sleep")):
        values = {one["day"]: one["value"] for one in told["measures"][name]["values"]}
        assert {day: both[place] for day, both in said.items() if both[place] is not None} == values
    assert week["doses"] == {key: told["adherence"][key] for key in week["doses"]}
    assert week["period"]["days_logged"] == told["period"]["days_logged"]
    until = f"{datetime.fromisoformat(last).date()}"
    # a list of nothing is refused, and ten days of ninety leave whole weeks without an entry
    logged = week["period"]["days_logged"]
    listed = at(oid, path, now, "list", "-n", "1000", "--since", first, "--until", until)["entries"] if logged else []
    assert sorted(name for day in week["days"] for name in day["entries"]) == sorted(one["id"] for one in listed)
    card = at(oid, path, now, "today")
    today = week["days"][-1]
    states = [dose["state"] for dose in card["doses"]]
    assert (today["planned"], today["taken"], today["skipped"], today["left"]) == (
        len(states),
        *(states.count(state) for state in ("taken", "skipped", "left")),
    )
    assert today["extra"] + today["as_needed"] == len(card["extra"])
    change = card["next_change"]
    near = change is not None and change["days"] <= 7
    assert [one["on"] for one in week["next"] if one["kind"] == "dose-change"] == ([change["on"]] if near else [])


@pytest.mark.no_cover
@pytest.mark.parametrize("ago", range(0, 62, 4))
def test_two_months_of_a_taper_with_the_clock_moving(oid: Oid, demo: Path, ago: int) -> None:
    same_as_everywhere(oid, demo, clock(ago))


@pytest.mark.no_cover
@pytest.mark.parametrize("life", LIVES)
def test_a_month_of_other_lives(oid: Oid, tmp_path: Path, life: str) -> None:
    path = LIVES[life](tmp_path)
    for ago in range(0, 30, 9):
        same_as_everywhere(oid, path, clock(ago))


@pytest.mark.no_cover
def test_the_week_before_is_the_week_of_seven_days_ago(oid: Oid, demo: Path) -> None:
    for ago in range(3, 40, 9):
        now = clock(ago).replace(hour=23)
        earlier = at(oid, demo, now - timedelta(days=7), "week")["measures"]
        later = at(oid, demo, now, "week")["measures"]
        assert {name: one["before"] for name, one in later.items()} == {
            name: one["now"] for name, one in earlier.items()
        }


def test_the_usual_mood_is_that_of_the_report(oid: Oid, demo: Path) -> None:
    usual = at(oid, demo, END, "week")["measures"]["mood"]["usual"]
    with open_journal(demo, create=False) as journal:
        known = report(journal, END.date(), END.date(), END).standing.usual_mood
    assert known is not None
    assert usual == {"n": known.n, "median": float(known.median), "low": float(known.low), "high": float(known.high)}


@pytest.mark.no_cover
@pytest.mark.parametrize("ago", range(0, 62, 2))
def test_it_is_one_screen(oid: Oid, demo: Path, ago: int) -> None:
    env = {"OIDTRACK_NOW": clock(ago).isoformat(), "OIDTRACK_DB": str(demo)}
    lines = oid("week", env=env).out.splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80


def test_a_full_week_is_one_screen_too(oid: Oid) -> None:
    words = ("--dose", "30", "--at", "8:00,14:00,22:00", "--strengths", "5,10,20,30", "--since", "2023-01-15")
    oid("med", "add", "oxycodone", *words)
    oid("med", "refill", "oxycodone", "--counted", "30mg=9")
    oid("appointment", "add", "--at", "2026-11-27 10:00", "--who", "Dr. NAME of a practice with a long name")
    for ago in range(7):
        note = ("--note", "a day with a lot to say of it, " * 4)
        oid("log", "--mood", "5", "--sleep", "7", "--taken", *note, "--at", f"-{ago}d")
        oid("log", "--note", "one more", "--tag", "walk", "--treatment", "walk 30min", "--at", f"-{ago}d")
    lines = oid("week").out.splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    said = " ".join(" ".join(lines).split())
    assert "appointment with Dr. NAME" in said
    assert "covers every planned dose" in said


@pytest.mark.no_cover
def test_it_neither_praises_nor_blames(oid: Oid, demo: Path) -> None:
    said = oid("week", env={"OIDTRACK_NOW": END.isoformat(), "OIDTRACK_DB": str(demo)}).out.lower()
    assert not any(
        word in said for word in ("!", "well done", "great", "good", "bad", "fail", "streak", "should", "only")
    )


def test_an_other_amount_and_a_dose_beside_the_plan_are_told(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,14:00", "--strengths", "5,10,20,30")
    oid("log", "--dose", "oxycodone 20mg at 8:00", "--yes")
    oid("log", "--dose", "oxycodone 5mg at 11:00", "--yes")
    oid("log", "--skip", "oxycodone 14:00: asleep")
    day = oid.json("week")["days"][-1]
    assert (day["planned"], day["taken"], day["other_amount"], day["skipped"], day["extra"]) == (2, 1, 1, 1, 1)
    assert "1 of 2, 1 other amount" in oid("week").out


def test_without_a_journal_there_is_nothing_to_look_back_at(oid: Oid) -> None:
    assert oid("week").code == 4


def test_of_a_day_that_is_over_nothing_is_left_to_take(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,14:00", "--strengths", "30", "--since", "2026-01-01")
    oid("log", "--dose", "oxycodone 30mg at 8:00")
    rows = {line.split()[1]: line for line in oid("week").out.splitlines() if line[:3] in {"Sun", "Mon"}}
    assert ("2 open" in rows["22"], "left" in rows["22"]) == (True, False)
    assert "1 of 2, 1 left" in rows["23"]
