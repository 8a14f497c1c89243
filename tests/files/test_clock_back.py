"""A clock that goes back, by an hour or by thirty years, loses nothing: order of writing counts, not the clock."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from running import Oid

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests

EARLIER = ["2026-11-23T20:00:00-05:00", "2026-11-22T21:00:00-05:00", "1996-11-23T21:00:00-05:00"]
each = pytest.mark.parametrize("earlier", EARLIER)


def notes(oid: Oid) -> set[str]:
    return {one["note"] for one in oid.json("list")["entries"]}


def backups() -> set[Path]:
    return set((Path(os.environ["OIDTRACK_DB"]).parent / "backups").glob("*.db"))


@each
def test_log_and_undo(oid: Oid, earlier: str) -> None:
    back = {"OIDTRACK_NOW": earlier}
    assert oid("log", "--mood", "5", "--note", "first").code == 0
    assert oid("log", "--mood", "6", "--note", "second", env=back).code == 0
    assert notes(oid) == {"first", "second"}
    assert oid("undo", env=back).code == 0
    assert notes(oid) == {"first"}
    assert oid("redo", env=back).code == 0
    assert notes(oid) == {"first", "second"}
    assert oid("edit", "e1", "--note", "changed", env=back).code == 0
    assert oid("undo").code == 0
    assert notes(oid) == {"first", "second"}


@each
def test_backups(oid: Oid, earlier: str) -> None:
    back = {"OIDTRACK_NOW": earlier}
    oid("log", "--mood", "5", "--note", "first")
    assert oid("backup").code == 0
    before = backups()
    assert before
    oid("log", "--mood", "6", "--note", "second", env=back)
    assert oid("backup", env=back).code == 0
    assert before < backups()
    newest = Path(oid.json("backup", env=back)["made"]).name
    assert oid.json("backup", "--verify", newest, env=back)["holds"]["entries"] == 2
    oid("delete", "e2", "--yes")
    assert oid("restore", newest, "--yes", env=back).code == 0
    assert notes(oid) == {"first", "second"}
    assert before < backups()
