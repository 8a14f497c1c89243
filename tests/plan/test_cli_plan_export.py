"""`plan export`: to a file, to stdout, and back in."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from running import Oid

MEDICINE = ("oxycodone", "--dose", "10", "--at", "8:00,20:00", "--strengths", "5,10", "--since", "2023-01-15")


@pytest.fixture(autouse=True)
def _planned(oid: Oid) -> None:
    oid("med", "add", *MEDICINE)
    assert oid("plan", "new").code == 0


@pytest.mark.parametrize("kind", ["ics", "csv", "html", "text"])
def test_a_file_of_its_owner_alone_is_what_stdout_gets(oid: Oid, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "for the fridge, März"
    result = oid("plan", "export", f"--{kind}", str(path))
    assert (result.code, result.out) == (0, "")
    assert "Written: " in result.err
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes().decode() == oid("plan", "export", "p1", f"--{kind}", "-").out


def test_a_table_goes_back_in_as_the_same_steps(oid: Oid, tmp_path: Path) -> None:
    path = tmp_path / "steps.csv"
    oid("plan", "export", "--csv", str(path))
    before, after = oid.json("plan", "show"), oid.json("plan", "enter", str(path))
    shown = ("from", "daily_mg", "every_days", "doses")
    assert [[s.get(key) for key in shown] for s in after["steps"]] == [
        [s.get(key) for key in shown] for s in before["steps"]
    ]
    assert after["stops_on"] == before["stops_on"]


def test_a_table_for_excel_holds_only_texts_and_goes_back_in(oid: Oid, tmp_path: Path) -> None:
    path = tmp_path / "steps.csv"
    assert oid("plan", "export", "--csv", str(path), "--for", "excel").code == 0
    first, *lines = path.read_text().splitlines()
    assert first == "sep=,"
    cells = [cell for line in lines for cell in line.split(",")]
    assert all(re.fullmatch(r'(="[^"=]+")?', cell) for cell in cells)
    assert [cell[2:-1] for cell in cells] == [
        cell for line in oid("plan", "export", "--csv", "-").out.splitlines() for cell in line.split(",")
    ]
    before, after = oid.json("plan", "show"), oid.json("plan", "enter", str(path))
    assert [step["doses"] for step in after["steps"]] == [step["doses"] for step in before["steps"]]
    assert after["stops_on"] == before["stops_on"]


@pytest.mark.parametrize("words", [("--html", "-", "--for", "excel"), ("--csv", "-", "--for", "lotus")])
def test_only_a_table_is_for_excel(oid: Oid, words: tuple[str, ...]) -> None:
    assert oid("plan", "export", *words).code == 2


def test_the_journal_is_never_written_over(oid: Oid) -> None:
    journal = os.environ["OIDTRACK_DB"]
    result = oid("plan", "export", "--csv", journal)
    assert result.code == 2
    assert "is your journal" in result.err
    assert oid("plan", "show").code == 0
