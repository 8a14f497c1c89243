"""Names and ids for the Tab key: read without changing or upgrading anything, silent where nothing can be read."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from oidtrack.store.file.connection import is_encrypted, reading_uri

_SOURCES = {
    "medicines": "SELECT DISTINCT medicine, '' FROM prescriptions ORDER BY 1",
    "medicine-ids": "SELECT 'm' || id, medicine FROM prescriptions ORDER BY id DESC",
    "tags": "SELECT name, count(*) || ' entries' FROM tags GROUP BY name ORDER BY count(*) DESC, name",
    "signs": "SELECT name, '' FROM signs GROUP BY name ORDER BY count(*) DESC, name",
    "symptoms": "SELECT name, '' FROM symptoms GROUP BY name ORDER BY count(*) DESC, name",
    "treatments": "SELECT text, '' FROM treatments GROUP BY text ORDER BY count(*) DESC, text",
    "entries": "SELECT 'e' || id, kind || ' of ' || day FROM entries ORDER BY at_utc DESC, id DESC LIMIT 50",
    "plans": "SELECT 'p' || plan_id, medicine FROM plans GROUP BY plan_id ORDER BY plan_id DESC",
    "appointments": "SELECT 'a' || id, day FROM appointments ORDER BY at_utc DESC LIMIT 50",
}


def names(path: Path, what: str) -> list[tuple[str, str]]:
    """What the journal holds of one kind, with a word on each; empty where it cannot be read.

    Args:
        path: The journal's file.
        what: `medicines`, `medicine-ids`, `tags`, `signs`, `symptoms`, `treatments`, `entries`, `plans` or
            `appointments`.
    """
    if is_encrypted(path):  # a Tab asks for no passphrase
        return []
    try:
        with closing(sqlite3.connect(reading_uri(path), uri=True, timeout=0.2)) as connection:
            return [(str(name), str(said)) for name, said in connection.execute(_SOURCES[what])]
    except (sqlite3.Error, UnicodeError, ValueError):
        return []
