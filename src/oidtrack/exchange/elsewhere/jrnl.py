"""jrnl's JSON export: `{"tags": …, "entries": [{title, body, date, time, tags, starred}]}`, or one entry alone."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from oidtrack.domain.journal import Entry, Kind
from oidtrack.errors import BadInput
from oidtrack.exchange import fields
from oidtrack.exchange.records import Reading
from oidtrack.exchange.times import NOON, FileClock, read_clock, read_day

LONGEST_TAG = 200


def read(text: str, clock: FileClock) -> Reading:
    """The entries of an export, as notes. jrnl writes no offset: it is that of this place.

    Raises:
        BadInput: It is no JSON of jrnl's.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise BadInput("the file is no JSON", "write it with: jrnl --format json") from None
    reading = Reading()
    for number, found in enumerate(_entries(document), 1):
        with reading.at(f"entry {number}"):
            if not isinstance(found, dict):
                raise BadInput("is no object")
            reading.add(f"entry {number}", _entry(found, clock), floating=True)
    return reading


def _entries(document: Any) -> list[Any]:
    """The entries of a document; one that is an entry itself is the only one."""
    if isinstance(document, dict) and isinstance(document.get("entries"), list):
        found: list[Any] = document["entries"]
        return found
    if isinstance(document, dict) and {"title", "date"} <= document.keys():
        return [document]
    raise BadInput("the file holds no `entries`", "write it with: jrnl --format json")


def _entry(source: fields.Object, clock: FileClock) -> Entry:
    words = (fields.text(source, "title", "").strip(), fields.text(source, "body", "").strip())
    note = "\n".join(word for word in words if word)
    if not note:
        raise BadInput("holds no words")
    at = fields.text(source, "time", "")
    when = datetime.combine(read_day(fields.text(source, "date")), read_clock(at) if at.strip() else NOON)
    tags = dict.fromkeys(tag.strip().lstrip("@#").strip() for tag in fields.texts(source, "tags"))
    if any(len(tag) > LONGEST_TAG for tag in tags):
        raise BadInput(f"a tag has more than {LONGEST_TAG} characters")
    named = tuple(tag for tag in tags if tag)
    return Entry(Kind.NOTE, clock.moment(when), None, note, named, fields.flag(source, "starred"))
