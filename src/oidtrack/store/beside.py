"""Copies that lie beside the journal because two machines changed a synchronised folder at once."""

from __future__ import annotations

import re
from pathlib import Path

from oidtrack.store.connection import APPLICATION_ID

_MARKS = re.compile(
    r"\.sync-conflict-.+"  # Syncthing
    r"|.*conflicted copy.*"  # Dropbox, Nextcloud
    r"|.*case conflict.*"  # Dropbox
    r"|_conflict-.+"  # ownCloud
    r"| \([0-9]{1,2}\)"  # Google Drive, browsers
    r"| [0-9]{1,2}"  # iCloud
    # OneDrive: the name of the machine; not what people call a copy that they made themselves
    r"|-(?!backup|copy|old|version|demo|test)(?=[A-Za-z0-9-]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9-]*",
    re.IGNORECASE,
)
_HEAD, _ID_AT = b"SQLite format 3\0", slice(68, 72)


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
    return tuple(one for one in found if one != path and _is_named_so(one.name, start, end) and _is_journal(one))


def _is_named_so(name: str, start: str, end: str) -> bool:
    if not name.startswith(start) or not name.endswith(end) or len(name) <= len(start) + len(end):
        return False
    return bool(_MARKS.fullmatch(name[len(start) : len(name) - len(end)]))


def _is_journal(path: Path) -> bool:
    """Whether the head of a file is a journal's."""
    try:
        with path.open("rb") as file:
            head = file.read(_ID_AT.stop)
    except OSError:
        return False
    return head.startswith(_HEAD) and head[_ID_AT] == APPLICATION_ID.to_bytes(4, "big")
