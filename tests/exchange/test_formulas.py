"""Cells that a spreadsheet would run: marked on the way out, as they were on the way in."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oidtrack.exchange.turning import guarded, unguarded
from running import Oid

RUNS = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "=cmd|'/C calc'!A0", '=HYPERLINK("x")')


@pytest.mark.parametrize("text", RUNS)
def test_what_a_spreadsheet_runs_is_marked(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "5", "a=b", "'quoted'", "it's", "7.5", "2026-11-22T20:30:00"])
def test_anything_else_is_as_it_is(text: str) -> None:
    assert guarded(text) == text == unguarded(text)


@given(st.text(alphabet="'=+-@\t\ra1 ", max_size=6))
def test_it_comes_back_as_it_was_and_nothing_begins_like_a_formula(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(tuple("=+-@\t\r"))


def test_a_note_that_is_a_formula_goes_out_marked_and_comes_back(oid: Oid, tmp_path: Path) -> None:
    oid("log", "--mood", "5", "--note", '=HYPERLINK("x")', "--tag", "+plus")
    oid("log", "--treatment", "@home")
    table = tmp_path / "diary.csv"
    assert oid("export", str(table)).code == 0
    with table.open(newline="", encoding="utf-8") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r"))]
    assert oid.json("import", str(table))["new"] == {}


def test_a_table_for_excel_begins_with_the_mark_and_comes_back(oid: Oid, tmp_path: Path) -> None:
    note = "Müde – 疲れた; =1+1"
    assert oid("log", "--mood", "4", "--note", note, "--tag", "a;b").code == 0
    plain, excel = tmp_path / "plain.csv", tmp_path / "excel.csv"
    assert oid("export", str(plain)).code == 0
    assert oid("export", "--for", "excel", str(excel)).code == 0
    assert excel.read_bytes() == b"\xef\xbb\xbf" + plain.read_bytes()
    assert oid("export", "--for", "Excel", str(excel)).code == 0, "its own file is known again"

    assert oid("--db", str(tmp_path / "new.db"), "import", str(excel)).code == 0
    again = tmp_path / "again.csv"
    assert oid("--db", str(tmp_path / "new.db"), "export", str(again)).code == 0
    assert again.read_bytes() == plain.read_bytes()


def test_only_a_table_is_for_excel_and_no_other_program_is_known(oid: Oid, tmp_path: Path) -> None:
    assert oid("log", "--mood", "4").code == 0
    jsonl = oid("export", "--for", "excel", str(tmp_path / "a.jsonl"))
    other = oid("export", "--for", "numbers", str(tmp_path / "a.csv"))
    assert (jsonl.code, other.code) == (2, 2)
    assert "--for excel goes with CSV alone" in jsonl.err
    assert "there is no file for 'numbers'" in other.err
    assert not list(tmp_path.glob("a.*"))
