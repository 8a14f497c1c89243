"""The pieces that pages are made of: folded lines that never run over, and plain tables."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from oidtrack.render.page.console import one_line
from oidtrack.render.page.layout import WIDTH


def folded(text: str, label: str = "  ") -> list[str]:
    """Text with a label before it, broken at words, and inside a word that is longer than a line.

    Typed text is made harmless on the way; what does not fit never makes a line longer than the page.
    """
    lines = wrap(one_line(text), max(WIDTH - len(label), 1), break_on_hyphens=False) or [""]
    return [f"{label if n == 0 else ' ' * len(label)}{line}".rstrip() for n, line in enumerate(lines)]


def columns(rows: Sequence[Sequence[str]], left: int = 1, indent: str = "  ") -> list[str]:
    """Rows as columns as wide as their widest cell, two blanks between; blanks at the ends are cut.

    Args:
        rows: All of one length.
        left: How many columns, from the first, are set to the left; the others are set to the right.
        indent: What each line begins with.
    """
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))] if rows else []
    return [
        (indent + "  ".join(c.ljust(w) if n < left else c.rjust(w) for n, (c, w) in enumerate(cells))).rstrip()
        for cells in (list(zip(row, widths, strict=True)) for row in rows)
    ]


def shortened(text: str, width: int) -> str:
    """Typed text on one line of at most `width` signs, made harmless."""
    line = one_line(text)
    return line if len(line) <= width else line[: width - 1] + "…"
