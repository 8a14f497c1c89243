"""What is put around a cell so that it does no harm where a table is shown, and is taken off again.

Text that turns the direction of writing ends where its cell ends, and comes back as it was typed.

A table keeps what was typed letter by letter. An override that is left open in one cell would turn the rest of its line
wherever a table is shown as text; so it is closed behind the cell, each closing sign with a mark by which it is known.

Source:
    Unicode Bidirectional Algorithm (UAX 9), 3.3.2: explicit levels and directions.
"""

from __future__ import annotations

import re

_TURNS = "\u202a\u202b\u202d\u202e"
_TURNS_END = "\u202c"
_ISOLATES = "\u2066\u2067\u2068"
_ISOLATES_END = "\u2069"
_MARK = "\u200e"
"""Left-to-right mark: without width and, behind a cell of ours, without effect."""

_CLOSED = re.compile(f"(?:[{_TURNS_END}{_ISOLATES_END}]{_MARK})+\\Z")


_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""How cells begin that spreadsheets run; with apostrophes before it, so that what was typed so comes back as typed."""


def closed(cell: str) -> str:
    """The cell with all that it leaves open closed behind it; one that ends with the mark has it twice."""
    marked = cell + _MARK if cell.endswith(_MARK) else cell
    return marked + "".join(f"{end}{_MARK}" for end in _left_open(cell))


def reopened(cell: str) -> str:
    """The cell as it was before `closed`."""
    if not cell.endswith(_MARK):
        return cell
    bare = _CLOSED.sub("", cell)
    return bare[:-1] if bare.endswith(_MARK * 2) else bare


def _left_open(text: str) -> list[str]:
    """The signs that close what is open at the end, the innermost first."""
    ends: list[str] = []
    for char in text:
        if char in _TURNS:
            ends.append(_TURNS_END)
        elif char in _ISOLATES:
            ends.append(_ISOLATES_END)
        elif char == _TURNS_END:
            if ends and ends[-1] == char:
                ends.pop()
        elif char == _ISOLATES_END and char in ends:
            # ends what was turned inside of it, too
            while ends.pop() != char:
                pass
    return ends[::-1]


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: where it begins like one, an apostrophe goes first."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """A cell as it was before `guarded`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def as_typed(cell: str) -> str:
    """A cell that holds something, without what was put around it for spreadsheets and for text that turns."""
    return cell if cell[0] != "'" and cell[-1] != _MARK else reopened(unguarded(cell))
