"""The one place that picks the library for a file: Python's SQLite, or SQLCipher for one that is encrypted."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from oidtrack.store.file.connection import PRAGMAS, is_encrypted


def connect(path: Path, patience_s: float) -> sqlite3.Connection:
    """Connect to an existing file without changing it, by the library that its first bytes ask for.

    Args:
        path: The file.
        patience_s: Seconds to wait for another program's lock, 0 or more.

    Raises:
        sqlite3.Error: The file cannot be opened; `errors` names all that it may be.
        MissingAnswer: It is encrypted, and there is nobody to ask for the passphrase.
        WrongPassphrase: What was answered does not open it.
        NotInstalled: It is encrypted, and the library for that is not there.
    """
    if is_encrypted(path):
        from oidtrack.store.file.sealed import unlocked

        found = unlocked(path, patience_s)
        if found is not None:
            return found
    connection = sqlite3.connect(path, timeout=patience_s, isolation_level=None)
    try:
        for pragma in PRAGMAS:
            connection.execute(pragma)
    except BaseException:  # of a damaged file also what is no error of SQLite: words that are no UTF-8
        connection.close()
        raise
    return connection
