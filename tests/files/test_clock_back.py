"""A clock that goes back loses nothing: a new battery, another time zone, a wrong date set by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from conftest import NOW
from running import Oid

LATER = datetime.fromisoformat(NOW)


def at(back: timedelta) -> dict[str, str]:
    return {"OIDTRACK_NOW": (LATER - back).isoformat()}


@pytest.mark.parametrize("back", [timedelta(minutes=1), timedelta(hours=26), timedelta(days=400)])
def test_what_is_written_before_and_after_is_there_and_undo_goes_by_the_order_of_writing(
    oid: Oid, back: timedelta
) -> None:
    assert oid("log", "--mood", "5", "--note", "first").code == 0
    assert oid("log", "--mood", "4", "--note", "second", env=at(back)).code == 0
    assert oid("edit", "e1", "--mood", "6", env=at(back)).code == 0
    notes = {one["id"]: (one["note"], one["mood"]) for one in oid.json("list", "-n", "9")["entries"]}
    assert notes == {"e1": ("first", 6), "e2": ("second", 4)}

    assert oid("undo", env=at(back)).code == 0
    assert oid.json("show", "e1")["entry"]["mood"] == 5
    assert oid("undo", env=at(back)).code == 0
    assert [one["id"] for one in oid.json("list", "-n", "9")["entries"]] == ["e1"]
    assert oid("redo", env=at(back)).code == 0
    assert len(oid.json("list", "-n", "9")["entries"]) == 2


def test_a_backup_made_earlier_than_the_last_is_kept_and_named(oid: Oid) -> None:
    oid("log", "--mood", "5")
    assert oid("backup", "one.db").code == 0
    assert oid("backup", "two.db", env=at(timedelta(days=3))).code == 0
    assert oid("doctor", env=at(timedelta(days=3))).code == 0
    assert oid("backup", "--verify", "two.db").code == 0
