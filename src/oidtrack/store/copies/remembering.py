"""A passphrase in the system's own keyring, only where somebody said so.

That somebody did stands in a small file beside the journal, which holds a random name and nothing else. Where it is
not there the keyring is not even loaded.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from oidtrack.errors import NoKeyring, NotInstalled
from oidtrack.store.file.building import PRIVATE_FILE
from oidtrack.store.file.connection import placed
from oidtrack.store.file.sealed import HOW

SERVICE = "oidtrack"


def is_remembered(path: Path) -> bool:
    """Whether a passphrase was put into the keyring for a journal."""
    return _marker(path).is_file()


def remember(path: Path, words: str) -> None:
    """Put a passphrase into the keyring, in place of the one that is there for this journal.

    Raises:
        NoKeyring: This system has none, or it is locked.
        NotInstalled: The library is not there.
        JournalError: The note beside the journal cannot be written.
    """
    keyring = _keyring()
    name = _name(path) or os.urandom(8).hex()
    try:
        keyring.set_password(SERVICE, name, words)
    except Exception as error:  # noqa: BLE001 - each system's keyring has errors of its own
        raise _none(error) from None
    with placed(path):
        handle = os.open(_marker(path), os.O_CREAT | os.O_WRONLY | os.O_TRUNC, PRIVATE_FILE)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"{name}\n")


def recalled(path: Path) -> str:
    """The passphrase of a journal from the keyring; empty where none was put there, or it cannot be had."""
    name = _name(path)
    with suppress(Exception):  # then it is asked for
        return _keyring().get_password(SERVICE, name) or "" if name else ""
    return ""


def forget(path: Path) -> bool:
    """Take the passphrase of a journal out of the keyring; whether there was one.

    Raises:
        NoKeyring: The keyring does not let it go.
        NotInstalled: The library is not there.
    """
    name = _name(path)
    if not name:
        return False
    keyring = _keyring()
    try:
        if keyring.get_password(SERVICE, name) is not None:
            keyring.delete_password(SERVICE, name)
    except Exception as error:  # noqa: BLE001 - as above
        raise _none(error) from None
    with placed(path):
        _marker(path).unlink(missing_ok=True)
    return True


def _marker(path: Path) -> Path:
    journal = Path(os.path.realpath(path))
    return journal.with_name(f".{journal.name}.remembered")


def _name(path: Path) -> str:
    with suppress(OSError, UnicodeDecodeError):
        return _marker(path).read_text(encoding="ascii").strip()
    return ""


def _keyring() -> Any:
    try:
        import keyring
    except ImportError:
        raise NotInstalled("the keyring needs an extra that is not installed", f"`{HOW}`") from None
    return keyring


def _none(error: Exception) -> NoKeyring:
    return NoKeyring(
        f"this system's keyring cannot be used ({type(error).__name__})",
        "unlock it, or let OIDTRACK_PASSPHRASE_COMMAND name a command that prints the passphrase",
    )
