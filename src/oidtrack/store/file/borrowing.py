"""Another journal, read without touching it: a copy in memory, brought up to date there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from oidtrack.errors import BadInput
from oidtrack.store.file.connection import PRAGMAS, is_encrypted, reading_uri, shown, told
from oidtrack.store.file.database import PATIENCE_S, Journal, version_of
from oidtrack.store.file.versions import SCHEMA_VERSION


def borrow(path: Path, own: Path) -> Journal:
    """A copy of another journal in memory. The file is opened for reading alone, and nothing is made beside it.

    Args:
        path: The other journal.
        own: The journal that is in use.

    Raises:
        BadInput: There is no such file, or it is the journal that is in use.
        JournalForeign: It is no journal.
        JournalNewer: It was written by a newer oidtrack.
        JournalError: It cannot be read.
    """
    _require_another(path, own)
    with told(path):
        if is_encrypted(path) or is_encrypted(own):
            # what is to go into an encrypted journal is read by the library that writes it
            from oidtrack.store.file.carrying import in_memory

            copy = in_memory(path, PATIENCE_S)
        else:
            copy = _plain_in_memory(path)
        try:
            version = version_of(copy, path)
            if version < SCHEMA_VERSION:
                from oidtrack.store.file.migrations import migrate

                migrate(copy)
        except BaseException:
            copy.close()
            raise
    return Journal(path, copy)


def _plain_in_memory(path: Path) -> sqlite3.Connection:
    copy = sqlite3.connect(":memory:", isolation_level=None)
    try:
        with closing(sqlite3.connect(reading_uri(path), uri=True, timeout=PATIENCE_S)) as source:
            version_of(source, path)
            source.backup(copy)
        for pragma in PRAGMAS:
            copy.execute(pragma)
    except BaseException:
        copy.close()
        raise
    return copy


def _require_another(path: Path, own: Path) -> None:
    if not path.is_file():
        raise BadInput(f"there is no file {shown(path)}", "look at its name and folder")
    if own.exists() and path.samefile(own):
        raise BadInput(f"{shown(path)} is the journal that is in use", "name the other one")
