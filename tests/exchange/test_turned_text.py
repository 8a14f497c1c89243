"""Text that turns the direction of writing: kept as it was typed, and over where its cell or its words are over."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pypdf import PdfReader
from regimens import a_request

from oidtrack.domain.dose import STEERING
from oidtrack.exchange.turning import closed, reopened
from oidtrack.render.plan.fridge_pdf import fridge_pdf
from oidtrack.taper.drafting import draft
from oidtrack.taper.plan import Status
from pdf_aloud import aloud
from running import Oid

RLO, RLE, PDF, RLI, FSI, PDI, LRM = "\u202e", "\u202b", "\u202c", "\u2067", "\u2068", "\u2069", "\u200e"
SIGNS = st.text(alphabet=[RLO, RLE, PDF, RLI, FSI, PDI, LRM, "a", "ש", "\n"], max_size=12)
TURNED = f"ask {RLO}gnp.exe"
TODAY = date(2026, 11, 25)


def depth(text: str) -> int:
    """How many levels are open at the end: as a reader of the algorithm counts, with levels for turns and isolates."""
    levels: list[str] = []
    for char in text:
        if char in {RLO, RLE}:
            levels.append("turn")
        elif char in {RLI, FSI}:
            levels.append("isolate")
        elif char == PDF and levels[-1:] == ["turn"]:
            levels.pop()
        elif char == PDI and "isolate" in levels:
            del levels[len(levels) - 1 - levels[::-1].index("isolate") :]
    return len(levels)


@given(SIGNS)
def test_nothing_is_open_behind_a_cell_and_it_comes_back_as_it_was(text: str) -> None:
    assert depth(closed(text)) == 0
    assert reopened(closed(text)) == text
    assert closed(text).startswith(text)


@given(SIGNS)
def test_a_cell_that_leaves_nothing_open_is_not_touched(text: str) -> None:
    if depth(text) == 0 and not text.endswith(LRM):
        assert closed(text) == text


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("plain", "plain"),
        (f"a{RLO}b", f"a{RLO}b{PDF}{LRM}"),
        (f"a{RLO}b{PDF}", f"a{RLO}b{PDF}"),
        (f"{RLI}a{RLO}b", f"{RLI}a{RLO}b{PDF}{LRM}{PDI}{LRM}"),
        (f"{RLI}a{RLO}b{PDI}", f"{RLI}a{RLO}b{PDI}"),
        (f"{RLO}{RLI}a{PDF}", f"{RLO}{RLI}a{PDF}{PDI}{LRM}{PDF}{LRM}"),
        (f"{RLO}a{PDF}{LRM}", f"{RLO}a{PDF}{LRM}{LRM}"),
        (f"a{PDF}{PDI}", f"a{PDF}{PDI}"),
    ],
)
def test_what_is_closed(typed: str, written: str) -> None:
    assert closed(typed) == written


@pytest.mark.parametrize("options", [(), ("--for", "excel")])
def test_a_table_keeps_what_was_typed_and_no_line_is_turned(oid: Oid, tmp_path: Path, options: tuple[str, ...]) -> None:
    oid("log", "--mood", "5", "--note", TURNED, "--tag", f"t{RLI}x")
    path = tmp_path / "diary.csv"
    assert oid("export", "--format", "csv", *options, str(path)).code == 0

    text = path.read_text(encoding="utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert [cell for cell in cells if TURNED in cell] == [f"{TURNED}{PDF}{LRM}"]
    assert all(depth(cell) == 0 for cell in cells)

    again = oid("import", str(path))
    assert again.code == 0
    assert [one["note"] for one in oid.json("list")["entries"]] == [TURNED]


def test_a_table_that_is_read_elsewhere_has_the_words_as_typed(oid: Oid, tmp_path: Path) -> None:
    oid("log", "--mood", "5", "--note", TURNED)
    path = tmp_path / "diary.csv"
    oid("export", "--format", "csv", str(path))

    assert oid("--db", str(tmp_path / "other.db"), "import", str(path)).code == 0

    (entry,) = oid.json("--db", str(tmp_path / "other.db"), "list")["entries"]
    assert entry["note"] == TURNED


def quiet(data: bytes) -> str:
    """All words of a PDF, read aloud and in its description; none of them steers."""
    tree, marked = aloud(data)
    info: Any = PdfReader(io.BytesIO(data))
    root = ET.fromstring(info.trailer["/Root"]["/Metadata"].get_data())
    told = [*(words for page in marked for words in page.values()), info.metadata.title, "".join(root.itertext())]
    said = " ".join((*told, *(one.alt for one in tree.each())))
    assert not re.search(STEERING, said.replace("\n", " "))
    return " ".join(said.split())


def test_a_pdf_spells_it_and_goes_on_from_the_left(oid: Oid, tmp_path: Path) -> None:
    oid("appointment", "add", "--at", "2026-12-07 10:00", "--who", TURNED, "--ask", f"{RLO}first? and then")
    oid("log", "--mood", "5", "--note", f"n {TURNED} after")
    path = tmp_path / "page.pdf"
    assert oid("report", "--notes", "--pdf", str(path), "--name", f"{TURNED}\x1b me").code == 0

    said = quiet(path.read_bytes())

    assert "For: ask \\u202egnp.exe, Mon 7 Dec 2026, 10:00" in said
    assert "\\u202efirst? and then" in said
    assert "n ask \\u202egnp.exe after" in said
    assert "Name: ask \\u202egnp.exe\\x1b me" in said


def test_the_sheet_for_the_fridge_spells_it() -> None:
    drafted = draft(a_request("30 20 30", "5 10 20 30"))
    plan = replace(drafted, medicine=f"oxy{RLO}codone", status=Status.AGREED, agreed_with=TURNED, agreed_on=TODAY)

    said = quiet(fridge_pdf(plan, TODAY, datetime(2026, 11, 25, 9, tzinfo=UTC), 1))

    assert "November 2026: oxy\\u202ecodone (ir)" in said
    assert "Agreed with ask \\u202egnp.exe on" in said
