"""The one painter of plain text: nothing else folds lines or sets columns."""

from __future__ import annotations

from itertools import zip_longest
from textwrap import wrap

from oidtrack.render.page.console import one_line
from oidtrack.render.page.parts import Block, Heading, Item, Page, Part, Table, Tone, Verbatim, Words

WIDTH = 80
_LEAST = 8
"""Columns that words get however narrow the place is."""
_DOT = " · "
_GAP = "  "


def paint(part: Part, width: int = WIDTH) -> str:
    """A page or a part of one as text; every line is ended. The last column is free, but where a page is full."""
    full = isinstance(part, Page) and part.full
    return "".join(f"{line}\n" for line in _lines(part, width if full else width - 1))


def folded(text: str, width: int, hang: int = 0) -> list[str]:
    """Text as lines, broken where dots join pieces of it, else at words, else inside a word longer than a line.

    Typed text is made harmless on the way. Its own blanks stay.

    Args:
        text: What is folded.
        width: The most columns of a line.
        hang: Blanks before every line but the first.
    """
    first, *pieces = one_line(text).split(_DOT)
    lines = [first]
    for piece in pieces:
        if len(lines[-1]) + len(_DOT) + len(piece) + len(_DOT.rstrip()) <= width:
            lines[-1] += _DOT + piece
        else:
            lines[-1] += _DOT.rstrip()
            lines.append(" " * hang + piece)
    return [short for line in lines for short in _broken(line, width, " " * hang)]


def _broken(line: str, width: int, before: str) -> list[str]:
    if len(line) <= width:
        return [line.rstrip()]
    return wrap(line, width, subsequent_indent=before, break_on_hyphens=False) or [""]


def _lines(part: Part, width: int) -> list[str]:
    match part:
        case str():
            return folded(part, width) if part else []
        case Words():
            return folded(f"! {part.text}" if part.tone is Tone.ALARM else part.text, width, part.hang)
        case Heading():
            return folded(part.text, width)
        case Verbatim():
            return part.text.split("\n")
        case Item():
            return _item(part, width)
        case Table():
            return _table(part, width)
        case Block() | Page():
            return _stacked(part, width)


def _stacked(part: Block | Page, width: int) -> list[str]:
    between = [""] if isinstance(part, Page) else []
    said = [lines for one in part.parts if (lines := _lines(one, width))]
    return [line for n, lines in enumerate(said) for line in (between if n else []) + lines]


def _item(item: Item, width: int) -> list[str]:
    label = " " * item.indent + item.label
    at = max(item.at, len(label) + 1)
    lines = _lines(item.body, max(width - at, _LEAST))
    return _beside(f"{label:<{at}}", lines) if lines or item.label else []


def _beside(label: str, lines: list[str]) -> list[str]:
    first, *rest = lines or [""]
    return [f"{label}{first}".rstrip(), *(f"{'':<{len(label)}}{line}".rstrip() for line in rest)]


def _table(table: Table, width: int) -> list[str]:
    """Columns as wide as their widest cell, two blanks between."""
    rows = _rows(table)
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    wide = [max(one, least) for one, least in zip_longest(wide, table.least, fillvalue=0)]
    lines = []
    for row in rows:
        cells = [
            text.ljust(w) if n in table.words else text.rjust(w)
            for n, (text, w) in enumerate(zip(row, wide, strict=True))
        ]
        before = " " * table.indent + _GAP.join([*cells[:-1], ""])
        if len(row) - 1 in table.words:
            lines += _beside(before, folded(row[-1], max(width - len(before), _LEAST)))
        else:
            lines.append((before + cells[-1]).rstrip())
    return lines


def _rows(table: Table) -> list[tuple[str, ...]]:
    """The texts of a table; what stands under a cell has a row of its own. Rows of words alone need no head."""
    worded = all(n in table.words for n in range(len(table.head)))
    rows = [] if table.headless or worded else [table.head]
    for row in table.rows:
        rows.append(tuple(cell.text for cell in row))
        if any(cell.under for cell in row):
            rows.append(tuple(cell.under for cell in row))
    return rows
