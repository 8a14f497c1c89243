"""The report as a PDF: the same page as the HTML, set by reportlab. Letters and charts are vectors, text is text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import Struct
from msgspec.structs import astuple
from reportlab.lib.pagesizes import A4, letter
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, PageBreak, Spacer

from oidtrack.render.page.paper.pdf import SIZE, Paper, named_scripts, register, style
from oidtrack.render.page.paper.pdf_tags import TaggedCanvas
from oidtrack.render.report.formats.pdf_parts import column_widths, columns, paragraph, section_flow
from oidtrack.render.report.formats.places import Row, pages
from oidtrack.render.report.formats.scale import WIDE, Layout
from oidtrack.render.report.parts import Figure, Section
from oidtrack.render.report.view import FOOT, ReportView

_SIDE, _TOP = 11 * mm, 10 * mm
_ENDLESS = 100_000.0
_TITLE = (0.66, 0.34)
_SMALL = style(ink="soft")


def report_pdf(view: ReportView) -> bytes:
    """The file. The same view gives the same bytes; what has no room on the first page stands on the second.

    Its title names the period, and the person only where the name was given.
    """
    register()
    paper = letter if view.letter else A4
    width, height = paper[0] - 2 * _SIDE, paper[1] - 2 * _TOP
    story = _pages(view, width, height - 1)
    if view.beyond:
        story += [PageBreak(), *_all(view.beyond, width, rules=True)]
    return _Sheets(view, paper).made(story)


class _Sheets(Paper):
    """The sheets of one report."""

    def __init__(self, view: ReportView, paper: tuple[float, float]) -> None:
        title = f"{view.title}, {view.name}" if view.name else view.title
        super().__init__(title, view.at, paper, (_SIDE, _TOP))
        self._view = view

    def foot(self, canvas: TaggedCanvas, document: BaseDocTemplate) -> None:
        """What page it is of which report, at the foot of every page but the first; it is not read aloud."""
        if document.page > 1:
            view = self._view
            foot = paragraph(f"{view.title}{', ' if view.name else ''}{view.name}, page {document.page}", _SMALL, "")
            foot.wrap(document.pagesize[0] - 2 * _SIDE, _TOP)
            foot.drawOn(canvas, _SIDE, _TOP / 2)


def lost_letters(view: ReportView) -> tuple[str, ...]:
    """The scripts of the page that its typeface does not have, each once; the PDF names the words in them."""
    return named_scripts("\n".join(_texts(view)))


def _texts(value: object) -> Iterator[str]:
    """Every text of a value that is made of parts."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, Struct):
        yield from _texts(astuple(value))


def _pages(view: ReportView, width: float, height: float) -> list[Flowable]:
    """The first page from above to below, measured as it is set; then what has no room there."""
    head = _head(view, width)
    free = height - _high(head, width)
    lost = lost_letters(view)
    named = f"What [ ] names is not in the letters of this file: see the HTML page ({', '.join(lost)})." if lost else ""

    def foot(left_out: str) -> Flowable:
        return paragraph(f"{left_out} {named} {view.made} {FOOT}".strip(), _SMALL)

    @cache
    def measured(row: Row, layout: Layout) -> float:
        return _high(_row(row, width, layout), width)

    def high(row: Row, layout: Layout) -> float:
        # the layout is the size of the picture: a row without one is measured once
        return measured(row, layout if _has_picture(row) else WIDE)

    @cache
    def room(left_out: str) -> float:
        return free - _high([foot(left_out)], width)

    places = pages(view, room, high)
    rows = (one for row in places.rows for one in _row(row, width, places.layout))
    story = [*head, *rows, foot(places.left_out)]
    if places.back:
        story.append(PageBreak())
    for row in places.back:
        # what stands side by side cannot go over to another page
        apart = high(row, WIDE) > height
        story += _all(row.sections, width) if apart else _row(row, width, WIDE)
    return story


def _has_picture(row: Row) -> bool:
    return any(isinstance(part, Figure) for section in row.sections for part in section.parts)


def _row(row: Row, width: float, layout: Layout) -> list[Flowable]:
    if len(row.sections) == 1:
        return section_flow(row.sections[0], width, layout)
    shares = [float(share) for share in row.shares]
    wide = column_widths(shares, width)
    return columns([section_flow(one, w, layout) for one, w in zip(row.sections, wide, strict=True)], shares, width)


def _high(flow: Iterable[Flowable], width: float) -> float:
    """How high flowables are one under another, as the library sets them."""
    return sum(float(one.wrap(width, _ENDLESS)[1]) for one in flow)


def _head(view: ReportView, width: float) -> list[Flowable]:
    title = [paragraph(view.title, style(SIZE * 1.6, bold=True), "H1")]
    name = [Spacer(0, SIZE * 0.6), paragraph(f"Name: {view.name or '_' * 32}", style(right=True))]
    facts = [f"{label}:  {words}" for label, words in view.facts]
    return [
        *columns((title, name), _TITLE, width),
        Spacer(0, 3),
        *(paragraph(fact, style()) for fact in facts),
        Spacer(0, 5),
    ]


def _all(sections: Iterable[Section], width: float, layout: Layout = WIDE, *, rules: bool = False) -> list[Flowable]:
    flows = (section_flow(section, width, layout, rules=rules) for section in sections)
    return [flowable for flow in flows for flowable in flow]
