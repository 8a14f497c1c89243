"""Tags of a PDF: what each piece of a page is, in the order of reading, for whoever has the page read aloud.

reportlab writes none. Its pages take operators as they are, so what is drawn is put between marks; its catalog takes
any dictionary, so the tree of what was marked is laid into the file at the end.

Source:
    ISO 32000-1 (PDF 1.7): 14.6 marked content, 14.7 logical structure, 14.8 tagged PDF.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from html import escape
from itertools import accumulate
from typing import Any

from msgspec import Struct, field
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph
from reportlab.platypus import Table as Grid
from reportlab.platypus.flowables import CallerMacro

_CELLS = ("TD", "TH")
_ABOUT = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
"""Metadata (XMP): programs that read aloud take the title from here."""


class _Element(Struct):
    """A node of the tree; `kids` are nodes, and marks as number of page and mark."""

    tag: str
    alt: str = ""
    scope: str = ""
    kids: list[_Element | tuple[int, int]] = field(default_factory=list)


class TaggedCanvas(Canvas):  # type: ignore[misc]  # the library has no types
    """A canvas that knows what is drawn on it; what is drawn outside of any element belongs to no text."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """As the library's own."""
        self._root = _Element("Document")
        self._open = [self._root]
        self._marks: list[list[_Element]] = [[]]
        super().__init__(*args, **options)

    def opened(self, tag: str, alt: str = "", scope: str = "") -> None:
        """What comes is part of a new element."""
        made = _Element(tag, alt, scope)
        self._open[-1].kids.append(made)
        self._open.append(made)

    def closed(self) -> None:
        """The element is over; one with nothing in it is none, but for cells, which a row needs."""
        made = self._open.pop()
        if not made.kids and made.tag not in _CELLS:
            self._open[-1].kids.remove(made)

    @contextmanager
    def marked(self, tag: str, alt: str = "") -> Iterator[None]:
        """What is drawn meanwhile is the content of a new element; with no tag it is an ornament."""
        if not tag:
            self.ornament()
            yield
            self.ornament(over=True)
            return
        self.opened(tag, alt)
        of_page = self._marks[-1]
        self._open[-1].kids.append((len(self._marks) - 1, len(of_page)))
        self._code.append(f"/{tag} <</MCID {len(of_page)}>> BDC")
        of_page.append(self._open[-1])
        yield
        self._code.append("EMC")
        self.closed()

    def ornament(self, *, over: bool = False) -> None:
        """What is drawn until it is over is not read aloud: lines, and the foot of a page."""
        self._code.append("EMC" if over else "/Artifact BMC")

    def showPage(self) -> None:  # noqa: N802 - the library's name
        """As the library's own."""
        super().showPage()
        self._marks.append([])

    def save(self) -> None:
        """As the library's own, with the tree."""
        if self._code:
            self.showPage()
        self._lay_tree()
        super().save()

    def _lay_tree(self) -> None:
        document = self._doc
        pages = document.Pages.pages
        root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        found: dict[int, Any] = {}
        root["K"] = self._node(self._root, document.Reference(root), found)
        rows: list[Any] = []
        for n, (page, marks) in enumerate(zip(pages, self._marks, strict=False)):
            # the library writes of a page only what it knows of
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = n, PDFName("S")
            rows += [n, PDFArray([found[id(element)] for element in marks])]
        root["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(rows)}))
        root["ParentTreeNextKey"] = len(pages)
        document.Catalog.StructTreeRoot = root
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        said = _ABOUT.format(title=escape(document.info.title)).encode()
        about = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
        document.Catalog.Metadata = PDFStream(about, said, filters=[])

    def _node(self, element: _Element, parent: Any, found: dict[int, Any]) -> Any:
        """One element as an object of the file, and those in it."""
        made = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(element.tag), "P": parent})
        name = found[id(element)] = self._doc.Reference(made)
        if element.alt:
            made["Alt"] = PDFString(element.alt)
        if element.scope:
            made["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName(element.scope)})
        made["K"] = PDFArray(
            [self._mark(kid) if isinstance(kid, tuple) else self._node(kid, name, found) for kid in element.kids]
        )
        return name

    def _mark(self, kid: tuple[int, int]) -> Any:
        page, number = kid
        on = self._doc.Reference(self._doc.Pages.pages[page])
        return PDFDictionary({"Type": PDFName("MCR"), "Pg": on, "MCID": number})


class Told(Paragraph):  # type: ignore[misc]
    """A paragraph that says what it is: P, a heading, a caption; with no tag it is an ornament."""

    tag = "P"

    def draw(self) -> None:
        """Between its marks; one without words has none."""
        if not self.getPlainText().strip():
            super().draw()
            return
        self._part_words()
        with self.canv.marked(self.tag):
            super().draw()

    def _part_words(self) -> None:
        """A blank at the end of each line but the last, where there was one: read aloud, two words would be one."""
        # after how many letters a word ends; one that is longer than a line is cut elsewhere
        ends, letters = {*accumulate(map(len, self.getPlainText().split()))}, 0
        for line in self.blPara.lines[:-1]:
            words = line[1] if isinstance(line, tuple) else line.words
            letters += len("".join("".join(map(_text_of, words)).split()))
            if letters not in ends:
                continue
            if isinstance(words[-1], str):
                words.append("")
            elif not words[-1].text.endswith(" "):
                words[-1].text += " "


def _text_of(word: Any) -> str:
    """The letters of a piece of a line, which the library keeps in two ways."""
    return word if isinstance(word, str) else str(word.text)


def told(markup: str, look: ParagraphStyle, tag: str = "P") -> Told:
    """A paragraph of markup as `tag`; the rest of one that goes over to another page is a P."""
    made = Told(markup, look)
    made.tag = tag
    return made


class Shown(Flowable):  # type: ignore[misc]
    """A drawing: a figure with its words, or an ornament where it has none."""

    def __init__(self, drawing: Flowable, alt: str = "", *, right: bool = False) -> None:
        """What is drawn, what it shows, and whether it stands at the right."""
        super().__init__()
        self.drawing, self.alt = drawing, alt
        self.hAlign = "RIGHT" if right else "LEFT"

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As the drawing."""
        self.width, self.height = self.drawing.wrap(width, height)
        return self.width, self.height

    def draw(self) -> None:
        """Between its marks."""
        with self.canv.marked("Figure" if self.alt else "", self.alt):
            self.drawing.drawOn(self.canv, 0, 0)


def within(tag: str, flow: Sequence[Flowable]) -> list[Flowable]:
    """Flowables one under another as one element."""
    begin = CallerMacro(lambda at: at.canv.opened(tag))
    begin.keepWithNext = True
    return [begin, *flow, CallerMacro(lambda at: at.canv.closed())]


class Kind(Enum):
    """What a grid is: columns beside one another, an item with its sign, or a table, and which heads that has."""

    COLUMNS = "columns"
    ITEM = "item"
    TABLE = "table"
    HEADLESS = "headless"
    CALENDAR = "calendar"


def grid(rows: Sequence[Sequence[Any]], widths: Sequence[float], kind: Kind = Kind.COLUMNS, **options: Any) -> Grid:
    """A grid of flowables that says what it is; the first cell of a row is the head of that row, but in a calendar."""

    def on(table: Any, event: str, *where: Any) -> None:
        canvas = table.canv
        if event in {"startLines", "startBG"}:
            canvas.ornament()
        elif event in {"endLines", "endBG"}:
            canvas.ornament(over=True)
        elif tag := _tag(kind, event.removeprefix("start").removeprefix("end"), where):
            if event.startswith("end"):
                canvas.closed()
            else:
                canvas.opened(tag[0], scope=tag[1])

    return Grid(rows, colWidths=widths, renderCB=on, **options)


def _tag(kind: Kind, part: str, where: Sequence[Any]) -> tuple[str, str] | None:
    """Tag and scope of a part of a grid: Table, Row, Cell; `where` is empty at its end."""
    if kind is Kind.COLUMNS or (kind is Kind.ITEM and part == "Row"):
        return None
    if kind is Kind.ITEM:
        return {"Table": "LI", "Cell": "LBody" if where and where[1] else "Lbl"}[part], ""
    if part != "Cell":
        return {"Table": "Table", "Row": "TR"}[part], ""
    row, column = where[:2] if where else (0, 0)
    if row == 0 and kind is not Kind.HEADLESS:
        return "TH", "Column"
    return ("TH", "Row") if column == 0 and kind is not Kind.CALENDAR else ("TD", "")
