"""`import` on a terminal, and in the time zones of real machines."""

from __future__ import annotations

import os
import subprocess
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

DAYLIO = (
    "full_date,time,mood,activities\n"
    "2026-11-20,08:00,in pain,\n2026-11-21,08:00,in pain,\n2026-11-22,08:00,so so,\n2026-11-22,09:00,rad,\n"
)


@pytest.fixture
def spawn(tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """The program on a terminal of its own, beside a Daylio export."""
    (tmp_path / "d.csv").write_text(DAYLIO)
    running = []

    def begin(*words: str) -> Any:
        env = {**os.environ, "PYTHONPATH": str(Path(oidtrack.__file__).parents[1])}
        words = ("-m", "oidtrack", "import", "d.csv", *words)
        child = pexpect.spawn(sys.executable, list(words), env=env, encoding="utf-8", timeout=15, cwd=tmp_path)
        running.append(child)
        return child

    yield begin
    for child in running:
        child.close(force=True)


def test_each_mood_of_ones_own_is_asked_once(spawn: Callable[..., Any], oid: Oid) -> None:
    child = spawn()
    for question, said in ((r"in pain \(2 times\):", "2"), (r"so so \(once\):", "11"), (r"so so \(once\):", "5,5")):
        child.expect(question)
        child.sendline(said)
    child.expect(r"Save 4 entries with these numbers\?")
    child.sendline("y")
    child.expect(pexpect.EOF)
    assert [entry["mood"] for entry in oid.json("list")["entries"]] == [2, 2, 5.5, 9]


def test_a_mood_that_is_left_blank_stays_without_a_number_and_nothing_is_saved(
    spawn: Callable[..., Any], oid: Oid
) -> None:
    child = spawn()
    child.expect(r"in pain \(2 times\):")
    child.sendline("")
    child.expect(r"so so \(once\):")
    child.sendline("5")
    child.expect(r"line 2 and 1 more: moods that have no number yet: 'in pain' \(2\)")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 2
    assert oid("list").code == 4


def test_who_stops_at_a_mood_saves_nothing(spawn: Callable[..., Any], oid: Oid) -> None:
    child = spawn()
    child.expect(r"in pain \(2 times\):")
    child.sendintr()
    child.expect("moods that have no number yet")
    child.expect(pexpect.EOF)
    assert oid("list").code == 4


def test_nobody_is_asked_where_all_is_said(spawn: Callable[..., Any], oid: Oid) -> None:
    child = spawn("--moods", "in pain=2,so so=5", "--yes")
    child.expect("Saved: 4 entries")
    child.expect(pexpect.EOF)
    assert len(oid.json("list")["entries"]) == 4


def in_zone(zone: str, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The program by the clock of this machine, in a time zone."""
    env = {**os.environ, "PYTHONPATH": str(Path(oidtrack.__file__).parents[1]), "TZ": zone}
    del env["OIDTRACK_NOW"]
    command = [sys.executable, "-m", "oidtrack", *words]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_a_file_without_offsets_comes_in_once_in_two_time_zones(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("at,mood\n2020-06-20 08:00,5\n2020-01-20 23:30,5\n")
    assert "Saved: 2 entries" in in_zone("Europe/Berlin", tmp_path, "import", "a.csv").stdout
    assert "Nothing is new" in in_zone("America/New_York", tmp_path, "import", "a.csv", "--dry-run").stdout
    assert "Nothing is new" in in_zone("America/New_York", tmp_path, "import", "a.csv").stdout
    listed = in_zone("America/New_York", tmp_path, "export", "--format", "csv").stdout
    assert "2020-06-20T08:00:00+02:00" in listed
    assert "2020-01-20T23:30:00+01:00" in listed


def test_log_and_import_refuse_the_same_skipped_hour_in_the_same_words(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("at,mood\n2020-03-29 02:30,5\n")
    said = "02:30 did not exist on Sun 29 Mar 2020: the clocks skipped the hour from 02:00"
    imported = in_zone("Europe/Berlin", tmp_path, "import", "a.csv")
    logged = in_zone("Europe/Berlin", tmp_path, "log", "--mood", "5", "--at", "2020-03-29 02:30")
    assert (imported.returncode, f"line 2: {said}" in imported.stderr) == (2, True)
    assert (logged.returncode, f"error: {said}" in logged.stderr) == (2, True)
