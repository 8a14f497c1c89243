"""The one layout of pages on a terminal: nothing else folds lines or sets columns.

It makes lines of pieces that know their tone. Plain text leaves the tones out and a terminal with colour puts them on:
what can be read is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import zip_longest
from textwrap import wrap
from typing import NamedTuple

from oidtrack.render.page.console import broken, columns, finished, has_room, is_narrow, one_line, padded
from oidtrack.render.page.parts import (
    Block,
    Cell,
    Drawing,
    Heading,
    Item,
    Page,
    Part,
    Table,
    Tone,
    Verbatim,
    Words,
    inset,
)

WIDTH = 80
NARROW = 60
"""Columns below which tables become lists."""
_LEAST, _LEAST_NARROW = 8, 16
"""Columns that words need beside what they belong to, the second in a place under 80; else they stand below."""
_FEW = 2
"""Columns of a table that stays one in a narrow place."""
_DOT = " · "
_GAP = "  "

Span = tuple[str, Tone]
Line = tuple[Span, ...]
Dress = Callable[[str, Tone], str]


class _Place(NamedTuple):
    """Where a page goes: what its text is made there, whether tables become lists, and what words need."""

    say: Callable[[str], str]
    narrow: bool
    least: int


def paint(part: Part, width: int = WIDTH, *, unicode: bool = True, dress: Dress | None = None) -> str:
    """A page or a part of one as text; every line is ended. The last column is free, but where a page is full.

    Args:
        part: What is shown.
        width: Columns of the place, 40 or more.
        unicode: Whether it shows more than ASCII.
        dress: Puts a tone on a piece of a line; None for plain text.
    """
    full = isinstance(part, Page) and part.full
    least = _LEAST_NARROW if width < WIDTH else _LEAST
    place = _Place(partial(finished, unicode=unicode), width < NARROW, least)
    lines = _lines(part, width if full else width - 1, place)
    return "".join(f"{''.join(_said(span, dress) for span in line)}\n" for line in lines)


def _said(span: Span, dress: Dress | None) -> str:
    text, tone = span
    return text if dress is None or tone is Tone.PLAIN else dress(text, tone)


def folded(text: str, width: int, hang: int = 0, say: Callable[[str], str] = str) -> list[str]:
    """Text as lines, broken where dots join pieces of it, else at words, else inside a word longer than a line.

    Typed text is made harmless on the way. Its own blanks stay.

    Args:
        text: What is folded.
        width: The most columns of a line.
        hang: Blanks before every line but the first.
        say: What a piece is made before it is measured.
    """
    first, *pieces = map(say, one_line(text).split(_DOT))
    dot = say(_DOT)
    lines = [first]
    for piece in pieces:
        if has_room(f"{lines[-1]}{dot}{piece}{dot.rstrip()}", width):
            lines[-1] += dot + piece
        else:
            lines[-1] += dot.rstrip()
            lines.append(" " * hang + piece)
    return [short for line in lines for short in _broken(line, width, " " * hang)]


def folded_lines(text: str, width: int) -> str:
    """A text whose line breaks stay, each line folded; what follows a line stands under its first word."""
    return "\n".join(
        short for line in text.split("\n") for short in folded(line, width - 1, len(line) - len(line.lstrip(" ")))
    )


def _broken(line: str, width: int, before: str) -> list[str]:
    if has_room(line, width):
        return [line.rstrip()]
    if not is_narrow(line):
        return broken(line, width, before)
    return wrap(line, width, subsequent_indent=before, break_on_hyphens=False) or [""]


def _lines(part: Part, width: int, place: _Place) -> list[Line]:
    match part:
        case str() | Words() | Heading():
            return _words(part, width, place)
        case Verbatim():
            return _toned(place.say(part.text).split("\n"))
        case Drawing():
            return _drawn(part, width, place)
        case Item():
            return _item(part, width, place)
        case Table():
            return _table(part, width, place)
        case Block() | Page():
            return _stacked(part, width, place)


def _words(part: str | Words | Heading, width: int, place: _Place) -> list[Line]:
    if isinstance(part, str):
        return _toned(folded(part, width, 0, place.say)) if part else []
    hang = part.hang if isinstance(part, Words) else 0
    text = f"! {part.text}" if part.tone is Tone.ALARM else part.text
    return _toned(folded(text, width, hang, place.say), part.tone)


def _drawn(part: Drawing, width: int, place: _Place) -> list[Line]:
    lines = place.say(part.draw(width)).split("\n")
    if lines == [""]:
        return []
    return _toned(lines) if part.toned is None else [part.toned(line) for line in lines]


def _toned(lines: list[str], tone: Tone = Tone.PLAIN) -> list[Line]:
    return [((line, tone),) for line in lines]


def _stacked(part: Block | Page, width: int, place: _Place) -> list[Line]:
    between: list[Line] = [()] if isinstance(part, Page) else []
    said = [lines for one in part.parts if (lines := _lines(one, width, place))]
    return [line for n, lines in enumerate(said) for line in (between if n else []) + lines]


def _item(item: Item, width: int, place: _Place) -> list[Line]:
    label = place.say(item.label)
    at = max(item.at, item.indent + columns(label) + 1)
    if label and width - at < place.least:
        # no room beside the label: below it
        below = inset(item.body, by=item.indent + 2)
        return [
            *_lines(inset(Words(item.label, item.tone), by=item.indent), width, place),
            *_lines(below, width, place),
        ]
    lines = _lines(item.body, max(width - at, _LEAST), place)
    before = ((" " * item.indent, Tone.PLAIN), (padded(label, at - item.indent), item.tone))
    return _beside(before, at, lines) if lines or label else []


def _beside(before: Line, at: int, lines: list[Line]) -> list[Line]:
    first, *rest = lines or [()]
    blank = (" " * at, Tone.PLAIN)
    return [_ended((*before, *first)), *(_ended((blank, *line)) for line in rest)]


def _ended(line: Line) -> Line:
    """A line without blanks at its end."""
    spans = list(line)
    while spans:
        text, tone = spans.pop()
        if text.rstrip():
            return (*spans, (text.rstrip(), tone))
    return ()


def _table(table: Table, width: int, place: _Place) -> list[Line]:
    """Columns as wide as their widest cell, two blanks between; a list where there is no room for them."""
    rows = _rows(table)
    said = [[place.say(text) for text, _ in row] for row in rows]
    wide = [max(map(columns, column)) for column in zip(*said, strict=True)]
    wide = [max(one, least) for one, least in zip_longest(wide, table.least, fillvalue=0)]
    worded = len(wide) - 1 in table.words
    before = table.indent + sum(wide[:-1]) + len(_GAP) * (len(wide) - 1)
    if rows and ((place.narrow and _is_wide(table)) or width - before < (place.least if worded else wide[-1])):
        return _lines(_listed(table), width, place)
    lines = []
    for row, texts in zip(rows, said, strict=True):
        spans: list[Span] = [(" " * table.indent, Tone.PLAIN)]
        for n, (text, w) in enumerate(zip(texts, wide, strict=True)):
            spans += [(padded(text, w, right=n not in table.words), row[n][1]), _BETWEEN]
        if worded:
            text, tone = row[-1]
            last = _toned(folded(text, max(width - before, _LEAST), 0, place.say), tone)
            lines += _beside(tuple(spans[:-2]), before, last)
        else:
            lines.append(_ended(tuple(spans)))
    return lines


def _is_wide(table: Table) -> bool:
    """Whether a narrow place shows a table as a list even where it fits: its columns have names, and are several."""
    return len(table.head) > _FEW and not table.headless


_BETWEEN: Span = (_GAP, Tone.PLAIN)


def _is_worded(table: Table) -> bool:
    return all(n in table.words for n in range(len(table.head)))


def _rows(table: Table) -> list[tuple[Span, ...]]:
    """The texts of a table; what stands under a cell has a row of its own. Rows of words alone need no head."""
    rows: list[tuple[Span, ...]] = []
    if not (table.headless or _is_worded(table)):
        rows.append(tuple((name, Tone.PLAIN) for name in table.head))
    for row in table.rows:
        rows.append(tuple((cell.text, cell.tone) for cell in row))
        if any(cell.under for cell in row):
            rows.append(tuple((cell.under, cell.tone) for cell in row))
    return rows


def _listed(table: Table) -> Part:
    """The rows of a table below one another: the first cell, under it the others beside the names of their columns."""
    head = () if _is_worded(table) else table.head
    at = max((columns(name) for name in head[1:]), default=0) + len(_GAP)
    entries = tuple(_entry(head, row, at) for row in table.rows)
    return inset(*entries, by=table.indent) if table.indent else Block(entries)


def _entry(head: tuple[str, ...], row: tuple[Cell, ...], at: int) -> Block:
    first, *others = row
    if not head:
        said = _GAP.join(text for cell in row for text in (cell.text, cell.under) if text)
        return Block((Words(said, first.tone, hang=2),))
    title = " ".join(text for text in (head[0] if not first.text else "", first.whole()) if text)
    said_of = (
        Item(name, Words(cell.whole(), cell.tone), at) for name, cell in zip(head[1:], others, strict=True) if cell.text
    )
    return Block((Words(title, first.tone), inset(*said_of)))
