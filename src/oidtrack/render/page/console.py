"""What text may hold that reaches a terminal: glyphs it can show, nothing harmful; and how many columns it takes."""

from __future__ import annotations

import re
from itertools import pairwise
from unicodedata import normalize

from oidtrack.domain.dose import respelled, spelled

ASCII = {
    "½": "1/2",
    "¼": "1/4",
    "¾": "3/4",
    "×": "x",
    "–": "-",
    "—": "-",
    "−": "-",
    "…": "...",
    "•": "*",
    "·": "|",
    "✓": "ok",
    "✗": "NO",
    "→": "->",
    "↓": "v",
    "░": ".",
    "▒": ":",
    "▓": "+",
    "▉": "#",
    "≥": ">=",
    "≤": "<=",
    "µ": "u",
    "²": "2",
    "’": "'",
    **{block: str(height) for height, block in enumerate("▁▂▃▄▅▆▇█", 1)},
    "»": ">>",
    "«": "<<",
}
"""What stands for a glyph where only ASCII can be shown."""

# letters of the West, of Greek and Cyrillic, and our own glyphs: each takes one column, and no table has to be asked
_NARROW = (
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2190-\u21ff\u2200-\u22ff"
    "\u2500-\u259f\u2713\u2717\u2800-\u28ff]+"
)
_FRACTIONS = "½¼¾"
_LONGEST = 8
"""Characters a column up to which a line is measured: a letter with many marks upon it has about as many."""


def finished(text: str, *, unicode: bool) -> str:
    """Text as the place allows it, ASCII where there is no more.

    Control characters are shown, never sent: a page that was built of typed text
    cannot move the cursor, ring a bell or set a title.
    """
    safe = harmless(text)
    if unicode or safe.isascii():
        return safe
    return "".join(_in_ascii(before, c) for before, c in pairwise(f" {safe}")).encode("ascii", "replace").decode()


def harmless(text: str) -> str:
    r"""Text with signs that steer named (`\x1b`); line breaks, tabs and joiners kept."""
    return respelled(text, spelled)


def one_line(text: str) -> str:
    """Typed text on one line: line breaks become a bar, control characters are named."""
    return harmless(" | ".join(text.splitlines()).replace("\t", " "))


def shortened(text: str, width: int) -> str:
    """Typed text on one line of at most `width` signs, made harmless."""
    line = one_line(text)
    return line if len(line) <= width else line[: width - 1] + "…"


def first_of(names: tuple[str, ...], most: int) -> str:
    """Names one after another; of more than `most` the first, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def is_narrow(text: str) -> bool:
    """Whether every letter is known to take one column."""
    return not text or text.isascii() or re.fullmatch(_NARROW, text) is not None


def columns(text: str) -> int:
    """The columns of a text on one line: a wide letter or an emoji has two, a mark upon a letter none."""
    if is_narrow(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def has_room(text: str, width: int) -> bool:
    """Whether a text has room in so many columns; what would have room were each odd letter wide is not measured."""
    return len(text) + len(re.sub(_NARROW, "", text)) <= width or columns(text) <= width


def padded(text: str, width: int, *, right: bool = False) -> str:
    """A text filled up with blanks to so many columns, on its left where it stands at the right."""
    blanks = " " * (width - columns(text))
    return blanks + text if right else text + blanks


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
        while not (len(grown) <= _LONGEST * width and has_room(grown, width)):
            if line.strip():
                lines.append(line.rstrip())
                grown, line = before + word, ""
            else:
                end = _most(grown, width)
                lines.append(grown[:end])
                grown = before + grown[end:]
        line = grown
    return [*lines, line.rstrip()]


def _most(text: str, width: int) -> int:
    """How many characters have room, at least one; what joins to the letter before stays with it."""
    end = 1
    while end < len(text) and (columns(text[: end + 1]) <= width):
        end += 1
    return end


def _in_ascii(before: str, char: str) -> str:
    """What stands for a character; a fraction keeps its distance from the number before it: 1½ is 1 1/2, never 11/2.

    A letter goes without its accent, so that names stay names.
    """
    apart = " " if before.isdecimal() and char in _FRACTIONS else ""
    bare = normalize("NFKD", char).encode("ascii", "ignore").decode()
    return apart + ASCII.get(char, bare or char)


def fits(encoding: str | None) -> bool:
    """Whether an output encoding can show the glyphs of our pages."""
    try:
        "½×–✓".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
