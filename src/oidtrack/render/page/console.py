"""The last touch before text reaches a terminal: glyphs it can show, a little colour, nothing harmful."""

from __future__ import annotations

from itertools import pairwise
from unicodedata import normalize

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

_FRACTIONS = "½¼¾"
_BOLD, _OFF = "\x1b[1m", "\x1b[0m"
_KEPT = "\n\t\u200c\u200d"
"""Shown as they are: breaks, tabs, and the joiners that some scripts and emoji are written with."""


def finished(text: str, *, colour: bool, unicode: bool) -> str:
    """A page as the place allows it: headings in bold where there is colour, ASCII where there is no more.

    Control characters are shown, never sent: a page that was built of typed text
    cannot move the cursor, ring a bell or set a title.
    """
    safe = harmless(text)
    if not unicode:
        safe = "".join(_in_ascii(before, c) for before, c in pairwise(f" {safe}")).encode("ascii", "replace").decode()
    return _dressed(safe) if colour else safe


def harmless(text: str) -> str:
    r"""Text with control characters named (`\x1b`); line breaks, tabs and joiners kept."""
    return "".join(c if c in _KEPT or c.isprintable() else _named(c) for c in text)


def one_line(text: str) -> str:
    """Typed text on one line: line breaks become a bar, control characters are named."""
    return harmless(" | ".join(text.splitlines()).replace("\t", " "))


def shortened(text: str, width: int) -> str:
    """Typed text on one line of at most `width` signs, made harmless."""
    line = one_line(text)
    return line if len(line) <= width else line[: width - 1] + "…"


def _in_ascii(before: str, char: str) -> str:
    """What stands for a character; a fraction keeps its distance from the number before it: 1½ is 1 1/2, never 11/2.

    A letter goes without its accent, so that names stay names.
    """
    apart = " " if before.isdecimal() and char in _FRACTIONS else ""
    bare = normalize("NFKD", char).encode("ascii", "ignore").decode()
    return apart + ASCII.get(char, bare or char)


def _named(char: str) -> str:
    code = ord(char)
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"  # noqa: PLR2004 - one byte


def _dressed(text: str) -> str:
    """Headings (a line at the margin that a blank line goes before) in bold."""
    lines = text.split("\n")
    dressed = []
    for n, line in enumerate(lines):
        heading = line and not line.startswith(" ") and (n == 0 or not lines[n - 1])
        dressed.append(f"{_BOLD}{line}{_OFF}" if heading else line)
    return "\n".join(dressed)


def fits(encoding: str | None) -> bool:
    """Whether an output encoding can show the glyphs of our pages."""
    try:
        "½×–✓".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def page_through(text: str) -> None:
    """Hand finished text to the person's pager (`PAGER`, else the platform's), colour and all."""
    from rich.console import Console
    from rich.text import Text

    console = Console(soft_wrap=True, highlight=False)
    with console.pager(styles=True):
        console.print(Text.from_ansi(text), end="")
