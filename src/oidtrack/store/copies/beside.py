"""What lies beside the journal: its companions, older versions of it, and copies of two machines that wrote at once."""

from __future__ import annotations

import glob
import os
import re
from pathlib import Path

from oidtrack.store.copies.backups import backups
from oidtrack.store.file.connection import APPLICATION_ID, PAGE, PLAIN, looks_encrypted
from oidtrack.store.file.database import folder_of

_MARKS = (
    r"\.sync-conflict-.+"  # Syncthing
    r"|.*conflicted copy.*"  # Dropbox, Nextcloud
    r"|.*case conflict.*"  # Dropbox
    r"|_conflict-.+"  # ownCloud
    r"| \([0-9]{1,2}\)"  # Google Drive, browsers
    r"| [0-9]{1,2}"  # iCloud
    # OneDrive: the name of the machine; not what people call a copy that they made themselves
    r"|-(?!backup|copy|old|version|demo|test)(?=[A-Za-z0-9-]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9-]*"
)
_CUT = (".copy", ".new", ".damaged")
"""How the names of unfinished copies end."""
COMPANIONS = ("-journal", "-wal", "-shm")
"""What SQLite puts beside a file while it writes."""

_ID_AT = slice(68, 72)


def own_files(path: Path) -> tuple[Path, ...]:
    """The journal and all that belongs to it, the journal first: nothing else may ever be written there.

    Args:
        path: The journal, or where it is to be.
    """
    journal = Path(os.path.realpath(path))
    companions = (journal.with_name(journal.name + end) for end in COMPANIONS)
    return (journal, *companions, *old_versions(journal), *(one.path for one in backups(journal)))


def drafts(path: Path) -> tuple[Path, ...]:
    """Files that a kill or a power cut left unfinished beside the journal or among its backups."""
    return (*cut_copies(path), *unfinished_edits(path))


def unfinished_edits(path: Path) -> tuple[Path, ...]:
    """Texts of edits that were left in an editor, by name."""
    return tuple(sorted(path.parent.glob(".form-*.toml")))


def cut_copies(path: Path) -> tuple[Path, ...]:
    """Copies that were cut short, by name."""
    journal = Path(os.path.realpath(path))
    pattern = f".{glob.escape(journal.stem)}.*"
    found = (one for folder in (journal.parent, folder_of(journal)) for one in sorted(folder.glob(pattern)))
    return tuple(one for one in found if one.name.removesuffix("-journal").endswith(_CUT))


def old_versions(path: Path) -> tuple[Path, ...]:
    """Copies that upgrades have put beside the journal, by name."""
    pattern = f"{glob.escape(path.stem)}.version-*{glob.escape(path.suffix)}"
    return tuple(sorted(path.parent.glob(pattern)))


def conflict_copies(path: Path) -> tuple[Path, ...]:
    """The journals beside a journal that are named as services for synchronised folders name a conflict.

    Args:
        path: The journal.

    Returns:
        By name. A file that is no journal is none of them, and a folder that cannot be listed has none.
    """
    start, end = path.stem, path.suffix
    try:
        found = sorted(path.parent.iterdir())
    except OSError:
        return ()
    return tuple(one for one in found if one != path and _is_named_so(one.name, start, end) and is_journal(one))


def _is_named_so(name: str, start: str, end: str) -> bool:
    if not name.startswith(start) or not name.endswith(end) or len(name) <= len(start) + len(end):
        return False
    return bool(re.fullmatch(_MARKS, name[len(start) : len(name) - len(end)], re.IGNORECASE))


def is_journal(path: Path) -> bool:
    """Whether the head of a file is a journal's, or that of an encrypted file, which does not say whose it is."""
    try:
        with path.open("rb") as file:
            head = file.read(PAGE)
    except OSError:
        return False
    return looks_encrypted(head) or (head.startswith(PLAIN) and head[_ID_AT] == APPLICATION_ID.to_bytes(4, "big"))
