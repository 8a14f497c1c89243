"""Day One's JSON export: `{"metadata": …, "entries": [{creationDate, timeZone, text, tags, starred}]}`.

`creationDate` is UTC, and `timeZone` the place where it was written; without one it is shown by the clock of this
place. Pictures and sound stay where they are: their marks in the text are left out.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from oidtrack.domain.dose import printable
from oidtrack.domain.journal import Entry, Kind
from oidtrack.errors import BadInput
from oidtrack.exchange import fields
from oidtrack.exchange.records import Reading
from oidtrack.exchange.times import FileClock

LONGEST_TAG = 200
_HOW = "in Day One: File, Export, JSON; then the .json inside the .zip"
_MEDIA = re.compile(r"!\[[^\]]*\]\(dayone-moment:[^)]*\)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!~>|])")


def read(text: str, clock: FileClock) -> Reading:
    """The entries of an export, as notes.

    Raises:
        BadInput: It is no JSON of Day One's.
    """
    try:
        document: Any = json.loads(text)
    except (ValueError, RecursionError):
        raise BadInput("the file is no JSON", _HOW) from None
    if not isinstance(document, dict) or not isinstance(document.get("entries"), list):
        raise BadInput("the file holds no `entries`", _HOW)
    reading = Reading()
    for number, found in enumerate(document["entries"], 1):
        with reading.at(f"entry {number}"):
            if not isinstance(found, dict):
                raise BadInput("is no object")
            reading.add(f"entry {number}", _entry(found, clock))
    return reading


def _entry(source: fields.Object, clock: FileClock) -> Entry:
    note = _ESCAPED.sub(r"\1", _MEDIA.sub("", fields.text(source, "text", ""))).strip()
    if not note:
        raise BadInput("holds no words")
    tags = dict.fromkeys(tag.strip() for tag in fields.texts(source, "tags"))
    if any(len(tag) > LONGEST_TAG for tag in tags):
        raise BadInput(f"a tag has more than {LONGEST_TAG} characters")
    named = tuple(tag for tag in tags if tag)
    return Entry(Kind.NOTE, clock.moment(_at(source, clock)), None, note, named, fields.flag(source, "starred"))


def _at(source: fields.Object, clock: FileClock) -> datetime:
    """The instant, by the clock of the place where it was written."""
    words = fields.text(source, "creationDate")
    try:
        at = datetime.fromisoformat(words)
    except ValueError:
        at = datetime.min  # noqa: DTZ901 - stands for what cannot be read, and has no offset
    if at.utcoffset() is None:
        raise BadInput(f"creationDate is '{printable(words)}', not a time such as 2026-11-22T18:00:00Z")
    place = fields.text(source, "timeZone", "")
    try:
        return at.astimezone(ZoneInfo(place)) if place else clock.here(at)
    except (OSError, ValueError, KeyError):
        raise BadInput(f"timeZone is '{printable(place)}', which is no time zone here") from None
