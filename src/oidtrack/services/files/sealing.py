"""The journal and all its copies encrypted, decrypted, or under another passphrase.

The journal itself is the backup of its own conversion: it stays as it is until the new file is verified row by row.
A plain copy beside it would undo what encrypting is for, so older copies are converted too, and none is made.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from oidtrack.domain.tick import Tick, quiet, ticking
from oidtrack.errors import BadInput, NothingFound, OidtrackError
from oidtrack.services.files.backing_up import thin, written
from oidtrack.store.copies import remembering
from oidtrack.store.copies.backups import backups
from oidtrack.store.copies.beside import conflict_copies, cut_copies, old_versions, unfinished_edits
from oidtrack.store.copies.converting import convert, is_whole, wipe
from oidtrack.store.file.connection import is_encrypted, shown
from oidtrack.store.file.database import open_journal
from oidtrack.store.file.sealed import keep, key_of, known_words, library, opens, spelling

__all__ = [
    "Beside",
    "Change",
    "beside",
    "decrypt",
    "encrypt",
    "forget",
    "is_encrypted",
    "plain_beside",
    "rekey",
    "remember",
    "wipe",
]


Working = Callable[[], AbstractContextManager[Tick]]
"""What is put around the work itself, once all that may be asked has been asked."""


def _unseen() -> AbstractContextManager[Tick]:
    return nullcontext(quiet)


class Beside(Struct, frozen=True):
    """What lies beside a journal and holds what it holds, in plain.

    Attributes:
        journals: Whole ones: backups, copies of upgrades, and those that a synchronised folder made.
        scraps: Copies that were cut short; nothing is in them that the journal has not.
        doubtful: What cannot be converted: damaged copies, and texts of unfinished edits.
    """

    journals: tuple[Path, ...]
    scraps: tuple[Path, ...]
    doubtful: tuple[Path, ...]


class Change(Struct, frozen=True):
    """What was done.

    Attributes:
        journal: The journal.
        encrypted: Whether it is encrypted now.
        converted: Its copies that were made anew with it.
        removed: What was overwritten and removed.
        left: Copies that could not be made anew, and stay as they were.
        backup: The backup that was made afterwards, or None where that was not possible.
    """

    journal: Path
    encrypted: bool
    converted: tuple[Path, ...]
    removed: tuple[Path, ...]
    left: tuple[Path, ...]
    backup: Path | None


def beside(path: Path) -> Beside:
    """What lies in plain beside a journal, each looked into.

    Raises:
        NotInstalled: The library is not there.
    """
    plain = _plain(_copies(path))
    whole = tuple(one for one in plain if is_whole(one))
    doubtful = (one for one in plain if one not in whole)
    return Beside(whole, _plain(cut_copies(path)), (*doubtful, *unfinished_edits(path)))


def plain_beside(path: Path) -> tuple[Path, ...]:
    """The files of `beside`, by name; none of them is opened."""
    return (*_plain(_copies(path)), *_plain(cut_copies(path)), *unfinished_edits(path))


def _plain(paths: Iterable[Path]) -> tuple[Path, ...]:
    return tuple(one for one in paths if not is_encrypted(one))


def encrypt(path: Path, ask: Callable[[], str], now: datetime, working: Working = _unseen) -> Change:
    """Encrypt a journal and its copies. Where the journal is encrypted already, only what is left in plain beside it.

    Args:
        path: The journal; an empty one is made where there is none.
        ask: Gives the new passphrase.
        now: The local time, for the name of the backup.
        working: Is told how many files are done.

    Raises:
        BadInput: All of it is encrypted already, or no passphrase was given.
        NotInstalled: The library is not there.
        JournalError: It is damaged or in use, or cannot be written; it is as it was.
    """
    library()
    with suppress(NothingFound):
        open_journal(path, create=False).close()  # an older one is brought up to date first
    words = None if is_encrypted(path) else ask()
    if words is None and not plain_beside(path):
        raise BadInput(f"{shown(path)} is encrypted already", "`oidtrack rekey` changes its passphrase")
    with working() as tick:
        found = beside(path)
        if words is not None:
            open_journal(path).close()
            _convert_to(path, words)
        converted, left = _all_to(found.journals, spelling(path), tick)
        gone = (*found.scraps, *found.doubtful)
        removed = tuple(one for one in gone if _is_gone(one))
        left = (*left, *(one for one in gone if one not in removed))
        return Change(path, True, converted, removed, left, _backup(path, now, "encrypt"))


def rekey(path: Path, ask: Callable[[], str], now: datetime, working: Working = _unseen) -> Change:
    """Put a journal and its copies under another passphrase; one that is in the keyring is changed there too.

    Raises:
        BadInput: It is not encrypted, or no passphrase was given.
        NothingFound: There is no journal.
        WrongPassphrase: It cannot be opened.
        JournalError: It is damaged or in use, or cannot be written; it is as it was.
    """
    _require_encrypted(path)
    copies, words = _copies(path), ask()
    with working() as tick:
        _convert_to(path, words)
        converted, left = _all_to(copies, spelling(path), tick)
        return Change(path, True, converted, (), left, _backup(path, now, "rekey"))


def decrypt(path: Path, now: datetime, working: Working = _unseen) -> Change:
    """Make a journal and its copies plain; what is in the keyring for it goes.

    Raises:
        BadInput: It is not encrypted.
        NothingFound: There is no journal.
        WrongPassphrase: It cannot be opened.
        JournalError: It is damaged or in use, or cannot be written; it is as it was.
    """
    _require_encrypted(path)
    with working() as tick:
        convert(path, "")
        with suppress(OidtrackError):
            remembering.forget(path)
        converted, left = _all_to([one for one in _copies(path) if is_encrypted(one)], "", tick)
        return Change(path, False, converted, (), left, _backup(path, now, "decrypt"))


def remember(path: Path) -> None:
    """Put the passphrase that opens the journal into the system's keyring.

    Raises:
        BadInput: It is not encrypted.
        NoKeyring: There is none that can be used.
    """
    _require_encrypted(path)
    remembering.remember(path, known_words(path))


def forget(path: Path) -> bool:
    """Take the passphrase of the journal out of the keyring; whether there was one.

    Raises:
        NoKeyring: The keyring does not let it go.
    """
    return remembering.forget(path)


def _require_encrypted(path: Path) -> None:
    """Open the journal, which asks for the passphrase where it is not known."""
    open_journal(path, create=False).close()
    if not is_encrypted(path):
        raise BadInput(f"{shown(path)} is not encrypted", "`oidtrack encrypt` does that")


def _copies(path: Path) -> list[Path]:
    journal = Path(os.path.realpath(path))
    return [*(one.path for one in backups(journal)), *old_versions(journal), *conflict_copies(journal)]


def _convert_to(path: Path, words: str) -> None:
    key = key_of(words)
    convert(path, key.spelled(os.urandom(16)))
    keep(key)
    if remembering.is_remembered(path):
        with suppress(OidtrackError):  # then it is asked for
            remembering.remember(path, key.words)


def _all_to(paths: Sequence[Path], spelled: str, tick: Tick) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Convert what a key that is known opens, after the journal itself; what was converted, and what was not."""
    done, left, files = [], [], 1 + len(paths)
    tick(1, files)
    for one in ticking(paths, files, tick, before=1):
        try:
            if is_encrypted(one) and not opens(one):
                left.append(one)
                continue
            convert(one, spelled)
        except (OidtrackError, OSError):
            left.append(one)
        else:
            done.append(one)
    return tuple(done), tuple(left)


def _is_gone(path: Path) -> bool:
    try:
        wipe(path)
    except OidtrackError:
        return False
    return True


def _backup(path: Path, now: datetime, why: str) -> Path | None:
    with suppress(OidtrackError, OSError), open_journal(path, create=False) as journal:
        made = written(journal, now, why)
        thin(path)
        return made
    return None
