"""Letters in one case and without marks, as words are searched."""

from __future__ import annotations

import unicodedata
from itertools import filterfalse

_WHOLE = (
    *(("ł", "l"), ("ø", "o"), ("đ", "d"), ("ð", "d"), ("ħ", "h"), ("ŧ", "t"), ("ı", "i"), ("ŋ", "n")),
    *(("æ", "ae"), ("œ", "oe"), ("þ", "th")),
)
"""Letters that are one piece: no table of Unicode takes the mark off them."""


def folded(text: str) -> str:
    """The letters of a text in one case and without marks: `Łódź` is `lodz`, `Straße` is `strasse`."""
    return text.lower() if text.isascii() else "".join(filterfalse(unicodedata.combining, apart(text)))


def apart(text: str) -> str:
    """As `folded`, but with the marks that can be taken off still there, each behind its letter."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.casefold())
    for letter, plain in _WHOLE:
        text = text.replace(letter, plain)
    return text


def folded_bytes(text: bytes | None) -> str | None:
    """As `folded`, for a column inside SQLite; bytes that are no text fit nothing, and are named when they are read."""
    return None if text is None else folded(text.decode(errors="replace"))
