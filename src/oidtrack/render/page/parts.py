"""What a page is made of: said here once, painted elsewhere. No part holds blanks that only a place would need."""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import Enum
from fractions import Fraction

from msgspec import Struct


class Tone(Enum):
    """How something is said. Only where there is colour it can be seen; the words say it without.

    An alarm has a sign of its own before it, what is urgent has one in its words already.
    """

    PLAIN = "plain"
    NOTE = "note"
    ALARM = "alarm"
    HEADING = "heading"
    URGENT = "urgent"
    CARE = "care"
    NOW = "now"
    OVER = "over"


class Words(Struct, frozen=True):
    """A paragraph; its lines after the first begin `hang` columns further in."""

    text: str
    tone: Tone = Tone.PLAIN
    hang: int = 0


class Heading(Struct, frozen=True):
    """What stands over the parts that follow."""

    text: str
    tone: Tone = Tone.HEADING


class Verbatim(Struct, frozen=True):
    """Lines that are never broken: a path or a command to be copied."""

    text: str


class Drawing(Struct, frozen=True):
    """What is drawn to the size of the place.

    Attributes:
        draw: Columns in, lines out; empty where there is nothing to draw.
        toned: A line as pieces with their tones; None where all of it is plain.
    """

    draw: Callable[[int], str]
    toned: Callable[[str], tuple[tuple[str, Tone], ...]] | None = None


class Item(Struct, frozen=True):
    """A label and what belongs to it, every line of it beside the label and none under it.

    Attributes:
        label: A word, a number, a sign; empty for what is only set in.
        body: What belongs to it.
        at: The column at which the body begins; a longer label moves it.
        indent: The column at which the label begins.
        tone: How the label is said.
    """

    label: str
    body: Part
    at: int = 0
    indent: int = 0
    tone: Tone = Tone.PLAIN


class Box(Struct, frozen=True):
    """Where the middle half of some values lies on a scale that begins at 0.

    Attributes:
        q1: Lower quartile.
        median: The middle.
        q3: Upper quartile.
        top: The end of the scale, above 0 and at or above `q3`.
    """

    q1: Fraction
    median: Fraction
    q3: Fraction
    top: Fraction


class Cell(Struct, frozen=True):
    """What stands in one place of a table; `under` is smaller and below, `box` the same as a picture."""

    text: str
    under: str = ""
    box: Box | None = None
    tone: Tone = Tone.PLAIN

    def whole(self, between: str = ", ") -> str:
        """Its text and what is under it, on one line."""
        return f"{self.text}{between}{self.under}" if self.under else self.text


class Table(Struct, frozen=True):
    """Rows under named columns. Where the last column holds words, they are folded in it.

    Attributes:
        caption: What the table holds, for who cannot see where it stands.
        head: Names of the columns.
        rows: As many cells each.
        words: The columns that hold words, counted from 0; the others hold numbers.
        most: How many of its last rows the first page has room for; 0 for all.
        headless: Whether the names of the columns are only read out, since the rows speak for themselves.
        least: The least width of the first columns, so that what stands below can stand under them.
        indent: The column at which it begins.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    words: Collection[int] = (0,)
    most: int = 0
    headless: bool = False
    least: tuple[int, ...] = ()
    indent: int = 2


class Block(Struct, frozen=True):
    """Parts right below one another. An empty text among them says nothing and takes no line."""

    parts: tuple[Part, ...]


class Page(Struct, frozen=True):
    """Parts with a blank line between them; what says nothing is left out. `full` lines use the last column too."""

    parts: tuple[Part, ...]
    full: bool = False


Part = str | Words | Heading | Verbatim | Drawing | Item | Table | Block | Page
"""A piece of a page; a text alone is a paragraph."""

BESIDE = 8
"""The column beside labels where a page does not need another."""
BLANK = Verbatim("")
"""A line that is left blank within a block."""


def cells(*texts: str, tone: Tone = Tone.PLAIN) -> tuple[Cell, ...]:
    """A row of cells that are all said the same way."""
    return tuple(Cell(text, tone=tone) for text in texts)


def grid(*rows: tuple[str, ...], words: Collection[int] = (0,), least: tuple[int, ...] = (), indent: int = 2) -> Table:
    """A table whose columns need no names."""
    return Table("", (), tuple(cells(*row) for row in rows), words, least=least, indent=indent)


def labelled(label: str, *parts: Part, at: int = BESIDE, indent: int = 0, tone: Tone = Tone.PLAIN) -> Item:
    """Parts right below one another beside a label; the first of them, a text, is said as the label is."""
    if tone is not Tone.PLAIN and parts and isinstance(parts[0], str) and parts[0]:
        parts = (Words(parts[0], tone), *parts[1:])
    return Item(label, Block(parts), at, indent, tone)


def inset(*parts: Part, by: int = 2) -> Item:
    """Parts right below one another, set in by so many columns."""
    return labelled("", *parts, at=by)


def bullets(*texts: str, indent: int = 2) -> Block:
    """A list whose order means nothing."""
    return Block(tuple(Item("-", text, indent=indent) for text in texts))
