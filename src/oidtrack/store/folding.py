"""Letters without their case and marks, so that what was typed in haste finds what was written with care."""

from __future__ import annotations

import unicodedata

_WHOLE = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n"}
)
"""Letters that are one piece: no table of Unicode takes the mark off them."""


def folded(text: str) -> str:
    """The letters of a text in one case and without marks: `Łódź` is `lodz`, `Straße` is `strasse`."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char)).translate(_WHOLE)


def folded_bytes(text: bytes | None) -> str | None:
    """As `folded`, for a column inside SQLite; bytes that are no text fit nothing, and are named when they are read."""
    return None if text is None else folded(text.decode(errors="replace"))
