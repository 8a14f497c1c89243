"""One order in every format: the same sections and rows one after another, over as many pages as it takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from html import unescape

import pytest
from msgspec.structs import replace

from lives import LIVES, NOW, reports
from much import made_finding, much
from oidtrack.render.page.paper.pdf import register, shown
from oidtrack.render.page.parts import Table
from oidtrack.render.report.formats.html import report_html
from oidtrack.render.report.formats.markdown import report_markdown
from oidtrack.render.report.parts import Listing, Notices, Section, Ticks
from oidtrack.render.report.view import SECTIONS, ReportView, report_view
from oidtrack.render.report.words import title_of
from oidtrack.rules.base import Severity
from oidtrack.services.report.reporting import Report
from pdf_aloud import Piece, aloud
from shown import pdf_of, pdf_text, report_text

_OVER = ", continued"


def squeezed(text: str) -> str:
    """Letters and numbers alone, in the letters that a PDF draws."""
    return re.sub(r"\W", "", shown(text).replace("\u00ad", ""))


def bare(markup: str) -> str:
    """What stands in a piece of HTML."""
    return unescape(re.sub(r"<[^>]+>", "", re.sub(r"<(svg|span class=\"more\").*?</\1>", "", markup, flags=re.DOTALL)))


def of_text(view: ReportView) -> list[str]:
    """What is not set in is a heading, but for the first of all."""
    titles = {section.title for section in view.whole}
    return [line for line in report_text(view).splitlines() if line in titles]


def of_markdown(view: ReportView) -> list[str]:
    found = re.findall(r"^## (.*)$", report_markdown(view), re.MULTILINE)
    return [re.sub(r"\\(.)", r"\1", title) for title in found]


def of_html(view: ReportView) -> list[str]:
    page = report_html(view)
    return [" ".join(bare(one).split()) for one in re.findall(r"<h2>(.*?)(?: <span.*?)?</h2>", page)]


@cache
def tree(view: ReportView) -> Piece:
    return aloud(pdf_of(view))[0]


def of_pdf(view: ReportView) -> list[str]:
    return [" ".join(one.said().split()) for one in tree(view).all("H2")]


HEADINGS: dict[str, Callable[[ReportView], list[str]]] = {
    "text": of_text,
    "markdown": of_markdown,
    "html": of_html,
    "pdf": of_pdf,
}


VIEWS = (*LIVES, "held, US", "ended, US", "held, much")
"""Every life, two on the other paper, where a section is parted, and one with more to say than two sides hold."""


@cache
def view_of(name: str) -> ReportView:
    life, *how = name.split(", ")
    report = much(reports()[life]) if "much" in how else reports()[life]
    return report_view(replace(report, country="US") if "US" in how else report, NOW)


@pytest.fixture(autouse=True)
def letters() -> None:
    register()


@pytest.fixture(scope="module")
def lives() -> Mapping[str, Report]:
    return reports()


@pytest.mark.no_cover
@pytest.mark.parametrize("form", HEADINGS)
@pytest.mark.parametrize("life", VIEWS)
def test_the_sections_stand_in_one_order(life: str, form: str) -> None:
    view = view_of(life)
    found = HEADINGS[form](view)

    titles = [" ".join(shown(section.title).split()) if form == "pdf" else section.title for section in view.sections]
    assert [title for title in found if not title.endswith(_OVER)] == titles
    # what goes on over the page goes on at once
    again = [n for n, title in enumerate(found) if title.endswith(_OVER)]
    assert all(found[n] == found[n - 1] + _OVER for n in again)
    assert len(again) <= (form in {"html", "pdf"})


def test_the_order_is_that_of_a_prescribers_minute(lives: Mapping[str, Report]) -> None:
    order = [make(lives["held"]) for make in SECTIONS]
    keys = [section.key for section in order if section is not None]

    assert keys[:4] == ["glance", "decide", "taken", "picture"]
    assert keys[4:8] == ["change", "overlay", "doses", "adherence"]
    assert keys[8:11] == ["questions", "suggested", "findings"]


def rows_of(view: ReportView) -> list[str]:
    """Every row, question, box and finding by its own words, in the order of the page."""
    return [squeezed(words) for section in view.sections for words in _rows(section)]


def _rows(section: Section) -> Iterator[str]:
    for part in section.parts:
        if isinstance(part, Table):
            yield from (" ".join(f"{cell.text} {cell.under}" for cell in row) for row in part.rows)
        elif isinstance(part, Listing | Ticks):
            yield from part.items
        elif isinstance(part, Notices):
            yield from map(title_of, part.findings)


def html_rows(view: ReportView) -> list[str]:
    page = re.sub(r"<thead.*?</thead>", "", report_html(view), flags=re.DOTALL)
    found = re.findall(r"<(tr|li\b[^>]*)>(.*?)</(?:tr|li)>", page, re.DOTALL)
    # of a finding its title, which is what is strong
    strong = (re.search(r"<strong>(.*?)</strong>", words) for _, words in found)
    return [squeezed(bare(title[1] if title else row[1])) for row, title in zip(found, strong, strict=True)]


def pdf_rows(view: ReportView) -> list[str]:
    """Rows with more than heads, and items; a finding is told after its title."""
    found = []
    titles = [squeezed(title_of(one)) for section in view.sections for part in section.parts
              if isinstance(part, Notices) for one in part.findings]  # fmt: skip
    for one in tree(view).all("TR", "LBody"):
        if one.tag == "TR" and all(cell.scope == "Column" for cell in one.within):
            continue
        words = squeezed(one.said())
        found.append(next((title for title in titles if one.tag == "LBody" and words.startswith(title)), words))
    return found


@pytest.mark.parametrize("life", VIEWS)
def test_no_row_is_lost_or_told_twice(life: str) -> None:
    view = view_of(life)
    wanted = rows_of(view)

    assert len(wanted) > 15
    assert html_rows(view) == wanted
    assert pdf_rows(view) == wanted


@pytest.mark.no_cover
@pytest.mark.parametrize("life", VIEWS)
def test_the_foot_says_what_stands_on_the_next_page(life: str) -> None:
    view = view_of(life)
    first, second, *_ = pdf_text(view).split("\f")
    (foot,) = re.findall(r"On the next page: (.*?)\.\s", " ".join(first.split()))

    said = foot.removeprefix("the rest of ").split("; ")
    titles = [" ".join(shown(section.title).split()) for section in view.sections]
    assert said == titles[-len(said) :], "a second page is the end of the page"
    assert (f"{said[0]}{_OVER}" in " ".join(second.split())) is foot.startswith("the rest of ")
    assert ("continued" in second) is foot.startswith("the rest of ")


@pytest.mark.parametrize("life", VIEWS)
def test_no_heading_and_no_row_stands_alone_at_the_foot_of_a_page(life: str) -> None:
    view = view_of(life)
    *pages, _ = pdf_text(view).split("\f")
    titles = {squeezed(section.title) for section in view.sections}

    for page in pages:
        lines = [squeezed(line) for line in page.splitlines() if line.strip()]
        last = max(n for n, line in enumerate(lines) if line.removesuffix("continued") in titles)
        foot = next((n for n, line in enumerate(lines) if line.startswith("Onthenextpage")), len(lines))
        assert foot - last > 2, page


@pytest.mark.no_cover
def test_her_own_questions_come_before_ours_and_are_counted_over_the_foot(lives: Mapping[str, Report]) -> None:
    asked = tuple(f"Mine {n}?" for n in range(1, 51))
    report = replace(lives["ended"], questions=asked, findings=(made_finding(0, Severity.WATCH),))
    whole = report_view(report, NOW)
    few = tuple(one for one in whole.sections if one.key in {"glance", "picture", "questions", "suggested", "findings"})
    view = replace(whole, sections=few)
    (ours,) = map(squeezed, report.suggested)

    for rows in (html_rows(view), pdf_rows(view)):
        first = rows.index("Mine1")
        assert rows[first : first + 51] == [*(f"Mine{n}" for n in range(1, 51)), ours]
    numbers = [one.said() for one in tree(view).all("Lbl") if one.said().endswith(".")]
    assert numbers == [f"{n}." for n in range(1, 52)]
    starts = [int(start) for start in re.findall(r'<ol start="(\d+)">', report_html(view))]
    assert len(starts) == 3
    assert (starts[0], starts[-1]) == (1, 51)
    for form in ("html", "pdf"):
        assert "Questions to ask, continued" in HEADINGS[form](view)
