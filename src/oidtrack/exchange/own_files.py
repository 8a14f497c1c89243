"""By what a file that oidtrack wrote is known again: a mark that its format carries.

The table of a plan's steps and the words for a pharmacist carry none: one typed by hand looks the same. Such a file is
asked about before it is replaced.
"""

from __future__ import annotations

from typing import BinaryIO, NamedTuple

from oidtrack.exchange.csv_table import WRITTEN
from oidtrack.exchange.jsonl import SCHEMA

GENERATOR = '<meta name="generator" content="oidtrack">'
"""Stands in the head of every page of HTML."""

FHIR_TAG = {"code": "oidtrack", "display": "Written by oidtrack"}
"""Stands in the `meta` of every FHIR Bundle."""

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Stands before a table for Excel, which else takes UTF-8 for the code page of the place."""

_HEAD = 1024
_ALL = 16 * 2**20
"""Bytes within which a mark is looked for. ENGINEERING."""


class _Kind(NamedTuple):
    """How files of a kind begin, the mark that makes one ours, and within how many bytes that stands."""

    beginning: bytes
    mark: bytes
    within: int = _HEAD


_KINDS = (
    _Kind(f'{{"schema":"{SCHEMA}","kind":"journal"'.encode(), b""),
    _Kind(f"{','.join(WRITTEN)}\r\n".encode(), b""),
    _Kind(b"<!doctype html>\n", GENERATOR.encode()),
    _Kind(b"%PDF-", b"/Creator (oidtrack)", _ALL),
    _Kind(b"# Report: ", b" with oidtrack ", _ALL),
    _Kind(b'{\n  "resourceType": "Bundle",\n  "meta"', b'"code": "oidtrack"'),
    _Kind(b"BEGIN:VCALENDAR\r\n", b"\r\nPRODID:-//oidtrack//"),
)


def is_ours(file: BinaryIO) -> bool:
    """Whether oidtrack wrote the file that is open at its start.

    Raises:
        OSError: It cannot be read.
    """
    head = file.read(_HEAD)
    for kind in _KINDS:
        if head.removeprefix(BYTE_ORDER_MARK.encode()).startswith(kind.beginning):
            return kind.mark in head or (kind.within > _HEAD and kind.mark in head + file.read(kind.within))
    return False
