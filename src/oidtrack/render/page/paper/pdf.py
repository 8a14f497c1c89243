"""What every PDF has: its letters, paragraphs of typed text, and a canvas that is dated and tagged."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime, timedelta
from functools import partial
from html import escape
from importlib.resources import as_file, files
from io import BytesIO
from typing import Any

from reportlab.graphics import shapes as drawn
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from oidtrack.render.page.console import harmless
from oidtrack.render.page.palette import LIGHT
from oidtrack.render.page.paper.pdf_letters import lettered, scripts
from oidtrack.render.page.paper.pdf_tags import Kind, Shown, TaggedCanvas, Told, grid, told

REGULAR, BOLD = "oidtrack-regular", "oidtrack-bold"
"""Names of the fonts."""
SIZE = 9.0
"""Points of a report's text."""


def register() -> None:
    """Make the page's own letters known to the library, once."""
    for name, file in ((REGULAR, "NotoSans-Regular.ttf"), (BOLD, "NotoSans-Bold.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            with as_file(files("oidtrack.render.page").joinpath("fonts", file)) as path:
                pdfmetrics.registerFont(TTFont(name, str(path)))
    # else each drawing begins with a font that is not in the file
    drawn.STATE_DEFAULTS["fontName"] = REGULAR


def style(size: float = SIZE, *, ink: str = "text", bold: bool = False, right: bool = False) -> ParagraphStyle:
    """How a paragraph is set."""
    return ParagraphStyle(
        "oidtrack",
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * 1.23,
        textColor=colour(ink),
        alignment=TA_RIGHT if right else TA_LEFT,
        splitLongWords=1,
    )


def looks(*, size: float = 10, side: float = 0, above: float = 0, below: float = 0) -> list[tuple[Any, ...]]:
    """How a grid is set, as commands of the library: the size of its blanks, and what is left free in each cell."""
    room = {"LEFT": side, "RIGHT": side, "TOP": above, "BOTTOM": below}
    return [
        # else the library names a font that is not in the file
        ("FONT", (0, 0), (-1, -1), REGULAR, size),
        *((f"{where}PADDING", (0, 0), (-1, -1), free) for where, free in room.items()),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]


def item(
    sign: Flowable | str, text: Flowable | list[Flowable], at: float, width: float, look: list[tuple[Any, ...]]
) -> Flowable:
    """A sign, or none, and `at` points from its left what belongs to it."""
    made = grid([[sign, text]], [at, width - at], Kind.ITEM)
    made.setStyle(look)
    return made


def tick_box(side: float, tall: float, stroke: float) -> Flowable:
    """An empty box, as high as the letters beside it."""
    found = drawn.Drawing(side, tall)
    found.add(drawn.Rect(0.5, -0.5, side, side, fillColor=None, strokeColor=colour("text"), strokeWidth=stroke))
    return Shown(found)


def colour(name: str) -> Color:
    """A colour of the palette; paper is light."""
    return HexColor(LIGHT[name])


def shown(text: str) -> str:
    """Typed text in the letters that the page has; what they lack is named."""
    return lettered(text, _known())


def named_scripts(text: str) -> tuple[str, ...]:
    """What of a text is named and not drawn."""
    register()
    return scripts(text, _known())


def _known() -> Container[int]:
    """The characters for which the page's letters have a shape."""
    found: Container[int] = pdfmetrics.getFont(REGULAR).face.charToGlyph
    return found


def typed(text: str, look: ParagraphStyle, tag: str = "P") -> Told:
    """One paragraph of typed text."""
    return told(escape(shown(text)), look, tag)


class Paper(BaseDocTemplate):  # type: ignore[misc]  # the library has no types
    """Sheets of one size with one frame on each, made in memory; the same story gives the same bytes."""

    def __init__(self, title: str, at: datetime, size: tuple[float, float], margins: tuple[float, float]) -> None:
        """With its title, its moment, and its size and margins (side, top) in points."""
        self._kept, self._at = BytesIO(), at
        super().__init__(
            self._kept,
            pagesize=size,
            title=harmless(title),
            author="",
            subject="",
            creator="oidtrack",
            lang="en",
            invariant=1,
            displayDocTitle=1,
            initialFontName=REGULAR,
        )
        side, top = margins
        room = (size[0] - 2 * side, size[1] - 2 * top)
        frame = Frame(side, top, *room, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
        self.addPageTemplates([PageTemplate(frames=[frame], onPage=self.foot)])

    def foot(self, canvas: TaggedCanvas, _: BaseDocTemplate) -> None:
        """What stands at the foot of each page; nothing."""

    def made(self, story: list[Flowable]) -> bytes:
        """The file."""
        self.build(story, canvasmaker=partial(_dated, self._at))
        return self._kept.getvalue()


def _dated(at: datetime, *args: Any, **options: Any) -> TaggedCanvas:
    """A canvas whose file is dated with the page's own moment: the library knows only the clock, or the year 2000."""
    minutes = int((at.utcoffset() or timedelta()).total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    canvas = TaggedCanvas(*args, **options)
    said = f"D:{at:%Y%m%d%H%M%S}{'-' if minutes < 0 else '+'}{hours:02}'{rest:02}'"
    canvas.setDateFormatter(lambda *_: said)
    return canvas
