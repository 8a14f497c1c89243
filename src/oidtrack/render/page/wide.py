"""Lines of wide letters, which have no blanks to break them at."""

from __future__ import annotations

from oidtrack.render.page.console import columns, has_room


def broken(text: str, width: int, before: str) -> list[str]:
    """A text with wide letters as lines of at most so many columns, broken at blanks, else between letters.

    Args:
        text: One line.
        width: The most columns of a line, 2 or more beyond `before`.
        before: What every line but the first begins with.
    """
    lines, line = [], ""
    for n, word in enumerate(text.split(" ")):
        grown = f"{line} {word}" if n else word
        while not _has_room(grown, width):
            if line.strip():
                lines.append(line.rstrip())
                grown, line = before + word, ""
            else:
                end = _most(grown, width)
                lines.append(grown[:end])
                grown = before + grown[end:]
        line = grown
    return [*lines, line.rstrip()]


def _has_room(text: str, width: int) -> bool:
    # of a text without blanks that is very long only the start is measured
    return len(text) <= _LONGEST * width and has_room(text, width)


_LONGEST = 8
"""Characters a column up to which a line is measured: a letter with many marks upon it has about as many."""


def _most(text: str, width: int) -> int:
    """How many characters have room, at least one; what joins to the letter before stays with it."""
    end = 1
    while end < len(text) and (columns(text[: end + 1]) <= width):
        end += 1
    return end
