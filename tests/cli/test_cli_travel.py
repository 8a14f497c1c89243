"""Clock changes and travel: plans go by the wall clock, what was written keeps its offset."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from oidtrack.cli.commands import invoke
from oidtrack.cli.session import Session
from oidtrack.errors import BadInput
from running import Oid

if not hasattr(time, "tzset"):
    pytest.skip("the zone of this machine cannot be set", allow_module_level=True)

SPRING, AUTUMN = "2026-03-08", "2026-11-01"


@pytest.fixture(autouse=True)
def _new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as place:
        place.setenv("TZ", "America/New_York")
        time.tzset()
        yield
    time.tzset()


def at(moment: str, *words: str) -> int:
    """The program at a real moment of New York, with the zone's own offsets on every day."""
    now = datetime.fromisoformat(moment).astimezone()
    return invoke(list(words), Session(now=now, db=Path(os.environ["OIDTRACK_DB"])))


def medicine(oid: Oid, *times: str) -> None:
    oid("med", "add", "oxycodone", "--dose", "10", "--at", ",".join(times), "--since", "2026-01-01")


def doses(oid: Oid) -> list[tuple[str, str, str]]:
    found: list[dict[str, Any]] = oid.json("list", "--kind", "dose")["entries"]
    return [(entry["at"], entry["day"], entry["slot"]) for entry in found]


def states(oid: Oid, now: str) -> list[tuple[str, str]]:
    card = oid.json("today", env={"OIDTRACK_NOW": now})
    return [(dose["time"], dose["state"]) for dose in card["doses"]]


def test_spring_forward_keeps_the_wall_clock(oid: Oid) -> None:
    medicine(oid, "8:00", "20:00")

    assert at(f"{SPRING}T21:00:00-04:00", "log", "--taken") == 0

    assert doses(oid) == [(f"{SPRING}T08:00:00-04:00", SPRING, "08:00"), (f"{SPRING}T20:00:00-04:00", SPRING, "20:00")]
    assert states(oid, f"{SPRING}T21:00:00-04:00") == [("08:00", "taken"), ("20:00", "taken")]


def test_a_planned_time_that_the_clocks_skip_is_an_hour_later(oid: Oid) -> None:
    medicine(oid, "2:30")

    assert at(f"{SPRING}T05:00:00-04:00", "log", "--at", "2026-03-07", "--taken") == 0

    # half past two at night still belongs to the day before, and to its planned time
    assert doses(oid) == [(f"{SPRING}T03:30:00-04:00", "2026-03-07", "02:30")]


def test_a_time_that_the_clocks_skip_is_refused_and_nothing_is_written(oid: Oid) -> None:
    with pytest.raises(BadInput, match="did not exist"):
        at(f"{SPRING}T05:00:00-04:00", "log", "--dose", f"oxycodone 5mg at {SPRING} 02:30")

    assert oid("list").code != 0


def test_an_hour_that_comes_twice_is_the_first_unless_its_offset_is_said(oid: Oid) -> None:
    for words in (f"{AUTUMN} 01:30", f"{AUTUMN}T01:30:00-05:00"):
        assert at(f"{AUTUMN}T09:00:00-05:00", "log", "--mood", "5", "--at", words) == 0

    found = oid.json("list")["entries"]
    assert [entry["at"] for entry in found] == [f"{AUTUMN}T01:30:00-04:00", f"{AUTUMN}T01:30:00-05:00"]
    assert [entry["day"] for entry in found] == ["2026-10-31", "2026-10-31"]


def test_back_in_autumn_keeps_the_wall_clock_of_each_day(oid: Oid) -> None:
    medicine(oid, "8:00", "20:00")

    for now in ("2026-10-31T21:00:00-04:00", f"{AUTUMN}T21:00:00-05:00"):
        assert at(now, "log", "--taken") == 0

    assert [moment for moment, _, _ in doses(oid)] == [
        "2026-10-31T08:00:00-04:00",
        "2026-10-31T20:00:00-04:00",
        f"{AUTUMN}T08:00:00-05:00",
        f"{AUTUMN}T20:00:00-05:00",
    ]
    assert states(oid, f"{AUTUMN}T21:00:00-05:00") == [("08:00", "taken"), ("20:00", "taken")]


def test_intervals_go_by_real_hours_over_a_clock_change(oid: Oid, capsys: pytest.CaptureFixture[str]) -> None:
    medicine(oid, "8:00")
    options = ("--no-input", "log", "--json", "--dose")

    at("2026-03-08T09:00:00-04:00", *options, "oxycodone 5mg at 2026-03-08 00:30")
    capsys.readouterr()
    at("2026-03-08T09:00:00-04:00", *options, "oxycodone 5mg at 2026-03-08 04:00")

    # three hours and a half on the wall, two and a half in truth
    assert "2.5 hours before this" in capsys.readouterr().out


def test_a_traveller_keeps_the_wall_clock_and_every_offset(oid: Oid) -> None:
    medicine(oid, "8:00", "20:00")
    home, abroad = {"OIDTRACK_NOW": "2026-11-22T21:00:00-05:00"}, {"OIDTRACK_NOW": "2026-11-23T21:00:00+01:00"}

    assert oid("log", "--taken", "--mood", "5", env=home).code == 0
    assert oid("log", "--taken", "--mood", "6", env=abroad).code == 0

    assert [moment for moment, _, _ in doses(oid)] == [
        "2026-11-22T08:00:00-05:00",
        "2026-11-22T20:00:00-05:00",
        "2026-11-23T08:00:00+01:00",
        "2026-11-23T20:00:00+01:00",
    ]
    card = oid.json("today", env=abroad)
    assert (card["day"], card["last_check_in"]) == ("2026-11-23", {"day": "2026-11-23", "mood": 6})
    assert [(dose["time"], dose["state"]) for dose in card["doses"]] == [("08:00", "taken"), ("20:00", "taken")]


def test_flying_east_the_next_dose_by_the_wall_clock_is_named_as_soon(oid: Oid) -> None:
    medicine(oid, "8:00", "20:00")
    oid("log", "--dose", "oxycodone 10mg", env={"OIDTRACK_NOW": "2026-11-22T20:00:00-05:00"})

    # 8:00 in Tokyo is 18:00 in New York the evening before
    said = oid.json("log", "--dose", "oxycodone 10mg", env={"OIDTRACK_NOW": "2026-11-23T11:00:00+09:00"})

    assert "dose-too-soon" in {caution["code"] for caution in said["cautions"]}
    assert states(oid, "2026-11-23T11:00:00+09:00")[0] == ("08:00", "taken")


def test_the_end_of_the_day_that_was_set_holds_for_log_and_card(oid: Oid) -> None:
    medicine(oid, "8:00", "23:30")
    oid("config", "day-ends-at", "01:00")
    night = {"OIDTRACK_NOW": "2026-11-24T02:00:00-05:00"}

    assert oid.json("today", env=night)["day"] == "2026-11-24"
    oid("log", "--mood", "5", env=night)

    assert oid.json("list", env=night)["entries"][0]["day"] == "2026-11-24"


def test_a_new_end_of_the_day_rewrites_no_earlier_day(oid: Oid) -> None:
    night = {"OIDTRACK_NOW": "2026-11-24T03:45:00-05:00"}
    oid("log", "--mood", "5", env=night)
    before = oid.json("list")["entries"]

    oid("config", "day-ends-at", "03:30")

    assert oid.json("list")["entries"] == before
    assert before[0]["day"] == "2026-11-23"
