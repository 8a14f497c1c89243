"""The parts of the report as what the PDF library sets: paragraphs, tables, drawings."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import zip_longest

from reportlab.graphics import shapes as drawn
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable, Spacer

from oidtrack.render.page.paper.pdf import BOLD, REGULAR, SIZE, colour, item, looks, shown, style, tick_box
from oidtrack.render.page.paper.pdf_tags import Kind, Shown, Told, grid, told, within
from oidtrack.render.page.parts import Cell, Table, Tone, Words
from oidtrack.render.page.pictures.picture import Dot, Hatch, Label, Line, Path, Picture, Rect, Shape, box_picture
from oidtrack.render.report.formats.mood_picture import mood_picture
from oidtrack.render.report.formats.scale import WIDE, Layout
from oidtrack.render.report.parts import Figure, Listing, Notices, ReportPart, Section, Ticks
from oidtrack.render.report.words import how_loud, tied, title_of
from oidtrack.render.report.words import told as finding_told
from oidtrack.render.warnings.findings import SIGNS
from oidtrack.rules.base import Finding

GAP = 16.0
"""Between two columns, in points."""
_BOX_WIDTH = 62.0
_PAD, _SIGN = 8.0, 16.0
_ROW = 1.1


def said(text: str) -> str:
    """Typed text as the library's markup, in letters that are drawn."""
    return escape(tied(shown(text)))


def paragraph(text: str, look: ParagraphStyle, tag: str = "P") -> Told:
    """One paragraph of typed text."""
    return told(said(text), look, tag)


def section_flow(section: Section, width: float, layout: Layout = WIDE, *, rules: bool = False) -> list[Flowable]:
    """A heading over a line, and the parts under it."""
    look = style(SIZE * 1.1, bold=True)
    aside = paragraph("" if rules else section.aside, style(ink="soft", right=True))
    wide = min(float(pdfmetrics.stringWidth(section.title, BOLD, look.fontSize)) + _PAD, width)
    heading = grid([[paragraph(section.title, look, "H2"), aside]], [wide, width - wide])
    heading.setStyle([*_CLOSE, ("LINEBELOW", (0, 0), (-1, -1), 1.1, colour("text"))])
    gap = Spacer(0, 2.5)
    heading.keepWithNext = gap.keepWithNext = 1
    flow: list[Flowable] = [heading, gap]
    for part, following in zip_longest(section.parts, section.parts[1:]):
        made = [*_part(part, width, layout, rules=rules), Spacer(0, 2.5)]
        if isinstance(part, Words) and isinstance(following, Table):
            # what is said of a table, and the heading above, go over with it
            made[0].keepWithNext = made[1].keepWithNext = 1
        flow += made
    return [*flow, Spacer(0, 3.5)]


_CLOSE = looks(below=1)


def columns(parts: Sequence[Sequence[Flowable]], shares: Sequence[float], width: float) -> list[Flowable]:
    """Flows side by side; an empty one leaves its room to the other."""
    filled = [(list(part), share) for part, share in zip(parts, shares, strict=True) if part]
    if len(filled) < len(parts):
        return [flowable for part, _ in filled for flowable in part]
    free = width - GAP * (len(filled) - 1)
    row = [cell for part, _ in filled for cell in (part, "")][:-1]
    widths = [wide for _, share in filled for wide in (free * share, GAP)][:-1]
    beside = grid([row], widths)
    beside.setStyle(_CLOSE)
    return [beside]


def column_widths(shares: Sequence[float], width: float) -> list[float]:
    """How wide columns are that share a width, as `columns` sets them."""
    return [(width - GAP * (len(shares) - 1)) * share for share in shares]


def _part(part: ReportPart, width: float, layout: Layout, *, rules: bool) -> list[Flowable]:
    match part:
        case Words():
            return [_words(part)]
        case Listing():
            numbered = enumerate(part.items, part.first)
            signed = [(paragraph(f"{n}.", style()), text) for n, text in numbered]
            return _listed([item(sign, paragraph(text, style()), _SIGN, width, _CLOSE) for sign, text in signed])
        case Ticks():
            texts = (paragraph(text, style()) for text in part.items)
            return _listed([item(tick_box(SIZE * 0.8, SIZE, 0.8), text, _SIGN, width, _CLOSE) for text in texts])
        case Notices():
            return _listed([_notice(finding, width, rules=rules) for finding in part.findings])
        case Figure():
            note = style(ink="soft")
            picture = Shown(drawing(mood_picture(part, layout), width), part.alt)
            return [picture, paragraph(part.caption, note, "Caption")]
        case Table():
            return [_table(part, width)]


def _listed(items: list[Flowable]) -> list[Flowable]:
    """A list of which neither the first nor the last item stands alone on a page."""
    for one in (*items[:1], *items[-2:-1]):
        one.keepWithNext = 1
    return within("L", items)


def _words(words: Words) -> Flowable:
    looks = {
        Tone.PLAIN: style(),
        Tone.NOTE: style(ink="soft"),
        Tone.ALARM: style(ink="alarm", bold=True),
    }
    return paragraph(words.text, looks[words.tone])


def _notice(finding: Finding, width: float, *, rules: bool) -> Flowable:
    title = f'<font name="{BOLD}">{said(title_of(finding))}</font> ({said(how_loud(finding))}): '
    text: list[Flowable] = [told(title + said(finding_told(finding)), style())]
    if rules:
        rule = f"Rule: {finding.rule}. Source: {finding.source}."
        text.append(paragraph(rule, style(ink="soft")))
    return item(paragraph(SIGNS[finding.severity], style(bold=True)), text, _SIGN, width, _CLOSE)


def _table(table: Table, width: float) -> Flowable:
    """Rows with a fine line between them; columns are as wide as they need, the rest goes to the first or last."""
    head = (
        [] if table.headless else [[paragraph(name, _look(table, n, ink="soft")) for n, name in enumerate(table.head)]]
    )
    rows = [[_cell(cell, _look(table, n)) for n, cell in enumerate(row)] for row in table.rows]
    kind = Kind.TABLE if head else Kind.HEADLESS
    made = grid([*head, *rows], _widths(table, width), kind, repeatRows=len(head))
    look = [*looks(above=_ROW, below=_ROW), ("LINEABOVE", (0, 1), (-1, -1), 0.5, colour("rule"))]
    look += [("ALIGN", (n, 0), (n, -1), "RIGHT") for n in _numbers(table)]
    if head:
        look.append(("VALIGN", (0, 0), (-1, 0), "BOTTOM"))
    made.setStyle(look)
    return made


def _look(table: Table, column: int, ink: str = "text") -> ParagraphStyle:
    return style(ink=ink, right=column not in table.words)


def _cell(cell: Cell, look: ParagraphStyle) -> list[Flowable]:
    under = (
        f' &nbsp;<font color="{colour("soft").hexval().replace("0x", "#")}">{said(cell.under)}</font>'
        if cell.under
        else ""
    )
    parts: list[Flowable] = [told(said(cell.text) + under, look)]
    if cell.box is not None:
        parts.append(Shown(drawing(box_picture(cell.box), _BOX_WIDTH), right=True))
    return parts


def _widths(table: Table, width: float) -> list[float]:
    """What each column needs for its longest text; what is left goes to the words at the end, or to the numbers."""
    rows = [*([] if table.headless else [tuple(Cell(name) for name in table.head)]), *table.rows]
    bare = [max(_needed(row[n]) for row in rows) for n in range(len(table.head))]
    if not _numbers(table):
        words = [wide + _PAD for wide in bare[:-1]]
        return [*words, max(width - sum(words), width / len(bare) / 2)]
    need = [wide + min(_PAD, max((width - sum(bare)) / len(bare), 1)) for wide in bare]
    free = width - sum(need)
    if free < 0:
        longest = need.index(max(need))
        need[longest] = max(need[longest] + free, width / len(need) / 2)
        return need
    numbers = _numbers(table)
    return [wide + (free / len(numbers) if n in numbers else 0) for n, wide in enumerate(need)]


def _numbers(table: Table) -> list[int]:
    """The columns that hold numbers."""
    return [n for n in range(len(table.head)) if n not in table.words]


def _needed(cell: Cell) -> float:
    wide = float(pdfmetrics.stringWidth(shown(cell.whole("  ")), REGULAR, SIZE))
    return max(wide, _BOX_WIDTH if cell.box is not None else 0.0) + 1


_DASH = [3.0, 2.5]


def drawing(picture: Picture, width: float) -> drawn.Drawing:
    """The picture at a width in points."""
    scale = width / picture.width
    found = drawn.Drawing(width, picture.height * scale)
    group = drawn.Group(*(_shape(shape, picture.height) for shape in picture.shapes))
    group.scale(scale, scale)
    found.add(group)
    return found


def _shape(shape: Shape, height: float) -> drawn.Shape:
    ink = colour(shape.ink)
    match shape:
        case Line():
            dash = _DASH if shape.dash else None
            ends = (shape.x1, height - shape.y1, shape.x2, height - shape.y2)
            return drawn.Line(*ends, strokeColor=ink, strokeWidth=shape.width, strokeDashArray=dash)
        case Path():
            places = [value for x, y in shape.points for value in (x, height - y)]
            return drawn.PolyLine(places, strokeColor=ink, strokeWidth=shape.width)
        case Rect():
            foot = height - shape.y - shape.height
            return drawn.Rect(shape.x, foot, shape.width, shape.height, fillColor=ink, strokeColor=None)
        case Hatch():
            lines = [drawn.Line(x1, height - y1, x2, height - y2) for x1, y1, x2, y2 in shape.lines()]
            for line in lines:
                line.strokeColor, line.strokeWidth = ink, 0.8
            return drawn.Group(*lines)
        case Dot():
            return drawn.Circle(shape.x, height - shape.y, shape.r, fillColor=ink, strokeColor=None)
        case Label():
            font = BOLD if shape.bold else REGULAR
            place = (shape.x, height - shape.y, shown(shape.text))
            return drawn.String(*place, fontName=font, fontSize=shape.size, fillColor=ink, textAnchor=shape.anchor)
