"""A file is written whole or not at all, for its owner's eyes alone."""

from __future__ import annotations

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from oidtrack.domain.dose import printable
from oidtrack.errors import DiskFull, NotSaved

_FULL = (errno.ENOSPC, errno.EDQUOT)


def save(path: Path, data: bytes) -> None:
    """Write a file beside its place and then put it there, mode 0600. What stood there before is replaced.

    Raises:
        NotSaved: The place cannot be written; nothing is left behind.
        DiskFull: There is no room; nothing is left behind.
    """
    shown = printable(str(path), limit=120)
    if path.is_dir():
        raise NotSaved(f"'{shown}' is a folder", "name a file in it")
    if not path.parent.is_dir():
        raise NotSaved(
            f"'{shown}' cannot be written: its folder is not there", "make the folder first, or name another"
        )
    try:
        _replace(path, data)
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(
                f"there is no room for '{shown}'; nothing was written", "free some room, or name a file elsewhere"
            ) from error
        reason = (error.strerror or "it failed").lower()
        raise NotSaved(f"'{shown}' cannot be written: {reason}", "name a file in a folder of your own") from error


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".oidtrack-", dir=path.parent)  # made with mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
