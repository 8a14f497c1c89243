"""Whether the journal's file is whole, and who may read it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from oidtrack.store.file.connection import placed
from oidtrack.store.file.database import Journal

MOST = 20
"""Faults that are named; more of them say nothing more."""


def file_faults(journal: Journal) -> tuple[str, ...]:
    """What SQLite finds wrong with pages, indexes, values and references; empty where all is whole.

    Raises:
        JournalError: The file cannot be read at all.
    """
    found = [str(row[0]) for row in journal.rows(f"PRAGMA integrity_check({MOST})")]
    # each page of an encrypted file carries a sum over itself; elsewhere this says nothing
    found += [str(row[0]) for row in journal.rows("PRAGMA cipher_integrity_check")]
    loose = journal.rows("PRAGMA foreign_key_check")
    words = [line for fault in found if fault != "ok" for line in fault.splitlines()]
    return tuple([*words, *(f"a row of {table} points to nothing" for table, *_ in loose)][:MOST])


def open_to_others(path: Path) -> tuple[Path, ...]:
    """The journal and its folder, each where other users of this machine may read or change it.

    Raises:
        JournalError: They cannot be looked at.
    """
    if os.name != "posix":
        return ()
    with placed(path):
        others = stat.S_IRWXG | stat.S_IRWXO
        # a folder that others may look into hides nothing, as long as the file in it is closed to them
        found = (path, stat.S_IMODE(path.stat().st_mode) & others), (path.parent, _writers(path.parent))
        return tuple(one for one, rights in found if rights)


def _writers(folder: Path) -> int:
    mode = stat.S_IMODE(folder.stat().st_mode)
    return 0 if mode & stat.S_ISVTX else mode & (stat.S_IWGRP | stat.S_IWOTH)
