"""The sheet for the fridge as PDF: the same months as the HTML, nothing under 11 points."""

from __future__ import annotations

from datetime import date, datetime
from html import escape

from reportlab.lib.pagesizes import A4, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from oidtrack.render.page.paper.pdf import (
    BOLD,
    REGULAR,
    Paper,
    colour,
    item,
    looks,
    named_scripts,
    register,
    style,
    tick_box,
    typed,
)
from oidtrack.render.page.paper.pdf_tags import Kind, grid, told, within
from oidtrack.render.plan.fridge import DAYS, NONE, Day, Month, label, months_from, sheet_title
from oidtrack.taper.plan import Plan

SIZE = 11.0
"""Points of the smallest words: read from a step away."""
_DAY = 13.0
_SIDE, _TOP = 8 * mm, 10 * mm
_PAD = 2.0
_BOX, _SIGN = 9.0, 12.0
_LEADING = 1.12
"""So that a month of three doses a day, and what its words mean, has room on one sheet."""
_BLANK = "\N{NO-BREAK SPACE}"


def fridge_pdf(plan: Plan, today: date, at: datetime, months: int | None = None, *, us_letter: bool = False) -> bytes:
    """The file, dated with a moment; months and errors as in `months_from`."""
    register()
    found = months_from(plan, today, months)
    paper = letter if us_letter else A4
    story: list[Flowable] = []
    for month in found:
        story += [*_month(month, paper[0] - 2 * _SIDE), PageBreak()]
    return _Sheet(plan, at, paper).made(story[:-1])


def lost_letters(plan: Plan, today: date) -> tuple[str, ...]:
    """The scripts of the sheet that its typeface does not have, each once; the PDF names the words in them."""
    month, *_ = months_from(plan, today, 1)
    return named_scripts(f"{month.title}\n{month.standing}")


class _Sheet(Paper):
    """The pages of one sheet."""

    def __init__(self, plan: Plan, at: datetime, paper: tuple[float, float]) -> None:
        super().__init__(sheet_title(plan), at, paper, (_SIDE, _TOP))
        self._label, self._foot, self._month = label(plan), f"{sheet_title(plan)}, version {plan.version}", ""

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - the library's name
        """The month that a page is of is known once its title stands there."""
        self._month = getattr(flowable, "month", self._month)

    def afterPage(self) -> None:  # noqa: N802 - the library's name
        """Which month and which plan it is, also on a page that a month runs over to; it is not read aloud."""
        foot = typed(f"{self._label}{self._month}: {self._foot}", style(SIZE), "")
        foot.wrap(self.pagesize[0] - 2 * _SIDE, _TOP)
        foot.drawOn(self.canv, _SIDE, _TOP / 3)


def _month(month: Month, width: float) -> list[Flowable]:
    frame = grid([[typed(month.standing, style(SIZE, bold=True))]], [width])
    frame.setStyle([("BOX", (0, 0), (-1, -1), 1.7, colour("text")), *_LOOKS])
    heading = typed(month.heading, style(12, bold=True), "H2")
    said = (f'<font name="{BOLD}">{escape(short)}</font> = {escape(long)}' for short, long in month.meanings)
    meanings = [item("", told(words, _close()), _SIGN, width, looks(size=SIZE)) for words in said]
    title = typed(month.title, style(15, bold=True), "H1")
    title.month = f"{next(day.on for week in month.weeks for day in week if day is not None):%B %Y}"
    return [
        title,
        Spacer(0, 3),
        typed(month.rules, style(SIZE)),
        Spacer(0, 4),
        frame,
        Spacer(0, 4),
        _weeks(month, width),
        Spacer(0, 6),
        KeepTogether([heading, *within("L", meanings), typed(month.told, _close())]),
    ]


_LOOKS = looks(size=SIZE, side=_PAD, above=_PAD, below=_PAD)


def _weeks(month: Month, width: float) -> Flowable:
    wide = width / len(DAYS)
    head = [typed(name, style(SIZE, bold=True)) for name in DAYS]
    rows = [[_cell(day, wide - 2 * _PAD) for day in week] for week in month.weeks]
    table = grid([head, *rows], [wide] * len(DAYS), Kind.CALENDAR, repeatRows=1)
    looks = [*_LOOKS, ("GRID", (0, 0), (-1, -1), 0.7, colour("text"))]
    for row, week in enumerate(month.weeks, 1):
        new = [column for column, day in enumerate(week) if day is not None and day.mark]
        looks += [("BOX", (column, row), (column, row), 2.5, colour("text")) for column in new]
    table.setStyle(looks)
    return table


def _cell(day: Day | None, width: float) -> list[Flowable]:
    if day is None:
        return []
    found: list[Flowable] = [typed(str(day.on.day), style(_DAY, bold=True))]
    if day.mark:
        found.append(typed(day.mark, style(SIZE, bold=True)))
    if day.without:
        return [*found, typed(day.without, style(SIZE, bold=day.without == NONE))]
    texts = (typed(_fitted(dose, width - _SIGN), _close()) for dose in day.doses)
    doses = [item(tick_box(_BOX, SIZE, 0.9), text, _SIGN, width, looks(size=SIZE)) for text in texts]
    return [*found, *within("L", doses)]


def _close() -> ParagraphStyle:
    look = style(SIZE)
    look.leading = SIZE * _LEADING
    return look


def _fitted(dose: str, width: float) -> str:
    """A count that has no room on one line may be broken between its words, never within one."""
    wide = max(float(pdfmetrics.stringWidth(word, REGULAR, SIZE)) for word in dose.split(" "))
    return dose if wide <= width else dose.replace(_BLANK, " ")
