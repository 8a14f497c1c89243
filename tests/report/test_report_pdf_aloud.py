"""The PDF read aloud: each word of it stands in the tree of tags once, in the order of reading."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from msgspec.structs import replace
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.platypus import Spacer

from lives import NOW, reports
from much import much
from oidtrack.render.page.paper.pdf import Paper, register
from oidtrack.render.page.parts import Table, Words, cells
from oidtrack.render.report.formats.pdf import report_pdf
from oidtrack.render.report.formats.pdf_parts import section_flow
from oidtrack.render.report.parts import Figure, Listing, Section, Ticks
from oidtrack.render.report.view import ReportView, report_view
from oidtrack.services.report.reporting import Report
from pdf_aloud import ORNAMENT, UNTAGGED, Heard, aloud


@pytest.fixture(scope="module")
def report() -> Report:
    return reports()["held"]


@pytest.fixture(scope="module")
def view(report: Report) -> ReportView:
    return report_view(much(report), NOW, detail=True, notes=True)


@pytest.fixture(scope="module")
def made(view: ReportView) -> bytes:
    return report_pdf(view)


@pytest.fixture(scope="module")
def heard(made: bytes) -> Heard:
    return aloud(made)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_word_stands_in_the_tree_once_and_in_order(heard: Heard) -> None:
    tree, marked = heard

    drawn = "".join(words for page in marked for where, words in page.items() if where != ORNAMENT)
    assert len(marked) > 2
    assert not any(UNTAGGED in page for page in marked)
    assert squeezed(tree.said()) == squeezed(drawn)
    assert len(squeezed(drawn)) > 3000


def test_only_the_number_of_a_page_is_left_out(heard: Heard) -> None:
    _, marked = heard

    assert [page.get(ORNAMENT, "") for page in marked][:2] == [
        "",
        "Report: Tue 4 Aug 2026 to Mon 23 Nov 2026, page 2",
    ]


def test_headings_stand_above_what_they_are_of(view: ReportView, heard: Heard) -> None:
    tree, _ = heard

    assert [one.said() for one in tree.all("H1")] == [view.title]
    under: dict[str, str] = {}
    heading = ""
    for one in tree.all("H2", "P", "Caption"):
        heading = one.said() if one.tag == "H2" else heading
        under[heading] = f"{under.get(heading, '')} {' '.join(one.said().split())}"
    # also what stands in two columns, which are read one after the other
    for section in (*view.sections, *view.detail):
        for part in section.parts:
            told = [part.text] if isinstance(part, Words) else part.items if isinstance(part, Listing | Ticks) else []
            assert all(" ".join(text.split()) in under[section.title] for text in told)


def test_the_picture_is_told_in_words_and_what_only_repeats_a_number_is_not(view: ReportView, heard: Heard) -> None:
    tree, _ = heard

    (figure,) = [part for section in view.sections for part in section.parts if isinstance(part, Figure)]
    assert [one.alt for one in tree.all("Figure")] == [figure.alt]
    assert [squeezed(one.said()) for one in tree.all("Caption")] == [squeezed(figure.caption)]


def test_each_row_of_a_table_has_its_head_and_as_many_cells_as_the_others(heard: Heard) -> None:
    tree, _ = heard

    tables = tree.all("Table")
    assert len(tables) > 5
    for table in tables:
        rows = [[cell.tag + cell.scope for cell in row.within] for row in table.within]
        assert {len(row) for row in rows} == {len(rows[0])}
        heads = rows[:1] if all(cell == "THColumn" for cell in rows[0]) else []
        assert all(row[0] == "THRow" and set(row[1:]) <= {"TD"} for row in rows[len(heads) :])
    assert sum(all(cell.scope == "Column" for cell in table.within[0].within) for table in tables) > 3


@pytest.mark.no_cover
def test_a_table_that_goes_over_has_its_heads_on_each_page() -> None:
    register()
    rows = tuple(cells(f"row {n}", str(n)) for n in range(90))
    section = Section("steps", "Steps", (Table("Steps", ("name", "number"), rows),))

    tree, _ = aloud(Paper("a page", NOW, A4, (30, 30)).made(section_flow(section, A4[0] - 60)))

    found = [[" ".join(cell.said() for cell in row.within) for row in table.within] for table in tree.all("Table")]
    assert len(found) == 2
    assert [rows.pop(0) for rows in found] == ["name number", "name number"]
    assert [row for rows in found for row in rows] == [f"row {n} {n}" for n in range(90)]


def test_items_of_a_list_have_their_number_and_their_words(heard: Heard) -> None:
    tree, _ = heard

    questions = next(one for one in tree.all("L") if one.said().startswith("1."))
    tags = [[part.tag for part in item.within] for item in questions.within]
    assert len(tags) > 1
    assert tags == [["Lbl", "LBody"]] * len(tags)
    assert questions.within[1].within[0].said() == "2."
    ticks = next(one for one in tree.all("L") if "Naloxone" in one.said())
    # an empty box is not read
    assert {part.tag for item in ticks.within for part in item.within} == {"LBody"}


def test_lines_of_a_paragraph_keep_their_words_apart(view: ReportView, heard: Heard) -> None:
    tree, _ = heard

    said = {" ".join(one.said().split()) for one in tree.all("P")}
    words = [part.text for section in view.sections for part in section.parts if isinstance(part, Words)]
    long = {" ".join(text.split()) for text in words if len(text) > 150}
    assert len(long) > 3
    assert long <= said


@pytest.mark.no_cover
def test_a_word_longer_than_a_line_is_read_as_one(report: Report) -> None:
    """Of a finding, whose title is bold, and of a question; the words around it stay apart."""
    finding = replace(report.findings[0], noted=f"before {'x' * 300} behind {'and more ' * 20}".strip())
    asked = f"mine {'y' * 300} behind {'and more ' * 20}".strip()
    tree, _ = aloud(report_pdf(report_view(replace(report, findings=(finding,), questions=(asked,)), NOW)))

    said = [" ".join(one.said().split()) for one in tree.all("P")]

    assert asked in said
    assert any(one.endswith(finding.noted) for one in said)


def test_each_mark_leads_back_to_its_tag(made: bytes, heard: Heard) -> None:
    reader = PdfReader(io.BytesIO(made))
    root: Any = reader.trailer["/Root"]

    assert (root["/MarkInfo"], root["/Lang"]) == ({"/Marked": True}, "en")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 - an object of the file
    assert reader.xmp_metadata is not None
    assert reader.xmp_metadata.dc_title == {"x-default": "Report: Tue 4 Aug 2026 to Mon 23 Nov 2026"}
    numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    _, marked = heard
    for n, page in enumerate(reader.pages):
        assert [page["/StructParents"], page["/Tabs"], numbers[2 * n]] == [n, "/S", n]
        up = [one.get_object() for one in numbers[2 * n + 1]]
        assert len(up) == len([where for where in marked[n] if where != ORNAMENT])
        for mark, element in enumerate(up):
            assert mark in [kid["/MCID"] for kid in (one.get_object() for one in element["/K"]) if "/MCID" in kid]


@pytest.mark.no_cover
def test_a_name_is_in_the_title_as_it_is_written(report: Report) -> None:
    made = report_pdf(report_view(report, NOW, name="Zoë <& Łukasz"))

    metadata = PdfReader(io.BytesIO(made)).xmp_metadata

    assert metadata is not None
    assert metadata.dc_title == {"x-default": "Report: Tue 4 Aug 2026 to Mon 23 Nov 2026, Zoë <& Łukasz"}


@pytest.mark.no_cover
@pytest.mark.parametrize("room", [30, 60, 90, 120])
def test_what_is_said_of_a_table_goes_over_with_it(view: ReportView, room: int) -> None:
    """However much of the page is left, the heading, the words and the table stand on one page."""
    register()
    (section,) = [one for one in view.sections if one.key == "steps"]
    sheets = Paper("a page", NOW, A4, (30, 30))
    above = Spacer(0, A4[1] - 60 - room)

    pages = PdfReader(io.BytesIO(sheets.made([above, *section_flow(section, A4[0] - 60)]))).pages

    (on,) = [page.extract_text() for page in pages if page.extract_text().strip()]
    assert section.title in on
    assert "all days" in on


@pytest.mark.no_cover
@pytest.mark.parametrize("room", range(30, 130, 9))
def test_no_item_of_a_list_stands_alone_on_a_page(room: int) -> None:
    register()
    sheets = Paper("a page", NOW, A4, (30, 30))
    asked = Section("questions", "Questions", (Listing(tuple(f"Question {n}?" for n in range(5))),))
    above = Spacer(0, A4[1] - 60 - room)

    pages = PdfReader(io.BytesIO(sheets.made([above, *section_flow(asked, A4[0] - 60)]))).pages

    on = [page.extract_text().count("?") for page in pages]
    assert sum(on) == 5
    assert 1 not in on
    assert len(on) == 1 or on[0] in {0, 2, 3}
