"""A PDF as it is read aloud: its tree of tags, with the words that each tag marks."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject

ORNAMENT, UNTAGGED = "ornament", "untagged"


@dataclass(frozen=True, slots=True)
class Piece:
    """A node: its tag, its own words, its alternative text, the scope of a head, and what is in it."""

    tag: str
    words: str
    alt: str
    scope: str
    within: tuple[Piece, ...]

    def all(self, *tags: str) -> list[Piece]:
        """Every node of these tags, in the order of reading; this one too."""
        return [one for one in self.each() if one.tag in tags]

    def each(self) -> Iterator[Piece]:
        """This node and those in it, in the order of reading."""
        yield self
        for one in self.within:
            yield from one.each()

    def said(self) -> str:
        """All words of it."""
        return " ".join(one.words for one in self.each() if one.words)


Heard = tuple[Piece, list[dict[Any, str]]]
"""The tree, and of each page its words by number of mark."""


def aloud(data: bytes) -> Heard:
    """The tree of a PDF, and of each page its words by number of mark, `ornament` and `untagged`."""
    reader = PdfReader(io.BytesIO(data))
    marked = [_marked(reader, n) for n in range(len(reader.pages))]
    places = {page.indirect_reference: n for n, page in enumerate(reader.pages)}
    catalog: Any = reader.trailer["/Root"]
    return _piece(catalog["/StructTreeRoot"]["/K"].get_object(), marked, places), marked


def _piece(node: DictionaryObject, marked: list[dict[Any, str]], places: dict[Any, int]) -> Piece:
    words, within = "", []
    for kid in (one.get_object() for one in node["/K"]):  # type: ignore[attr-defined]
        if kid["/Type"] == "/MCR":
            words += marked[places[kid.raw_get("/Pg")]][kid["/MCID"]]
        else:
            within.append(_piece(kid, marked, places))
    scope = str(node["/A"]["/Scope"])[1:] if "/A" in node else ""  # type: ignore[index]
    return Piece(str(node["/S"])[1:], words, str(node.get("/Alt", "")), scope, tuple(within))


def _marked(reader: PdfReader, page: int) -> dict[Any, str]:
    """The words between each pair of marks, decoded by the font that is in force."""
    on = reader.pages[page]
    fonts = {name: _letters(font.get_object()) for name, font in on["/Resources"]["/Font"].items()}  # type: ignore[index]
    found: dict[Any, str] = {}
    open_: list[Any] = []
    letters: dict[bytes, str] = {}
    for operands, operator in ContentStream(on.get_contents(), reader).operations:
        if operator == b"BDC":
            open_.append(int(operands[1]["/MCID"]))
            found.setdefault(open_[-1], "")
        elif operator == b"BMC":
            open_.append(ORNAMENT)
        elif operator == b"EMC":
            open_.pop()
        elif operator == b"Tf":
            letters = fonts[operands[0]]
        elif operator == b"Tj":
            where = open_[-1] if open_ else UNTAGGED
            raw = operands[0].original_bytes
            found[where] = found.get(where, "") + "".join(letters[bytes([byte])] for byte in raw)
    assert not open_
    return found


def _letters(font: Any) -> dict[bytes, str]:
    """Codes of a font as letters, by the table that it carries."""
    if "/ToUnicode" not in font:
        return {}
    table = font["/ToUnicode"].get_object().get_data().decode()
    pairs = re.findall(r"^<([0-9A-F]{2})> <([0-9A-F]{4,})>$", table, re.MULTILINE)
    return {bytes.fromhex(code): bytes.fromhex(letter).decode("utf-16-be") for code, letter in pairs}
