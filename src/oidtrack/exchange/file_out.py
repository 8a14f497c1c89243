"""The one way in which a file leaves: written beside its place, then put there whole, for its owner's eyes alone.

Writing never destroys. The journal and what belongs to it are known by what they are and not by their names, a
database and what is no ordinary file are never replaced, and what is not ours only where somebody says so.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from oidtrack.errors import BadInput, FileTrouble
from oidtrack.exchange.own_files import is_ours
from oidtrack.exchange.text_file import SQLITE, shown

PRIVATE = 0o600
OWNER_ALONE = os.name == "posix"
"""Whether a file can be made for its owner alone; elsewhere it has the rights of its folder."""
_LEFT_BEHIND_S = 3600
"""Seconds after which a draft is no longer being written. ENGINEERING."""
_PAGE, _SIGNS = 4096, 250
"""As `store.connection` knows an encrypted journal. ENGINEERING."""
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NO_RIGHT = (errno.EACCES, errno.EPERM, errno.EROFS)


class Place(Struct, frozen=True):
    """Where a file is to be, once that was looked at.

    Attributes:
        path: As it was named.
        target: The file itself, behind any link.
        spared: The files that are never replaced, the journal first.
        objection: What speaks against writing there unasked, in words; empty where nothing does.
    """

    path: Path
    target: Path
    spared: tuple[Path, ...]
    objection: str


def look(path: Path, spared: tuple[Path, ...] = ()) -> Place:
    """Look at where a file is to be; nothing is changed.

    Args:
        path: Where.
        spared: Files that are never replaced under whatever name, the journal first. They need not be there.

    Raises:
        BadInput: A place that is never written: one of those, a database, a folder, a device, a pipe.
        FileTrouble: It cannot be looked at.
    """
    try:
        target = Path(os.path.realpath(path))
        there = _found(path)
    except ValueError:
        raise BadInput(f"'{shown(path)}' is no name of a file", "for example page.html") from None
    except OSError as error:
        raise _trouble(path, error) from error
    for one in spared:
        if _is_same(target, there, one):
            belongs = "is your journal" if one == spared[0] else "belongs to your journal"
            raise BadInput(f"{shown(path)} {belongs} and is not written over", "name another file")
    objection = "" if there is None else _objection(path, there)
    if path.is_symlink():
        objection = f"{shown(path)} is a link to {shown(target)}"
    return Place(path, target, spared, objection)


def write(place: Place, parts: Iterable[bytes]) -> None:
    """Write a file that only its owner can read; it has its name only when it is complete.

    Whoever calls it has the objection to the place answered.

    Raises:
        BadInput: The place is no longer what it was when it was looked at.
        FileTrouble: It cannot be written; no half file is left, and one that was there before stays.
    """
    draft = place.target.with_name(f".oidtrack-{os.urandom(6).hex()}.part")
    try:
        try:
            # within: Ctrl-C may come between any two lines
            handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE)
            _sweep(draft.parent, os.fstat(handle).st_mtime)
            with os.fdopen(handle, "wb") as file:
                file.writelines(parts)
                file.flush()
                os.fsync(file.fileno())
            _require_as_before(place)
            draft.replace(place.target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise _trouble(place.path, error) from error
    _sync(place.target.parent)


def readers() -> str:
    """Who can read a file that was written here."""
    return "only you can read it" if OWNER_ALONE else "whoever may open its folder can read it"


def _sweep(folder: Path, now_s: float) -> None:
    """Remove drafts that a kill or a power cut has left there: they hold what the page would have held.

    Args:
        folder: Where.
        now_s: The time by the clock of that disk, as its files are stamped.
    """
    with suppress(OSError):
        for draft in folder.glob(".oidtrack-*.part"):
            with suppress(OSError):
                if now_s - draft.lstat().st_mtime > _LEFT_BEHIND_S:
                    draft.unlink()


def _found(path: Path) -> os.stat_result | None:
    """What is there, behind any link; None where nothing is."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _is_same(target: Path, there: os.stat_result | None, other: Path) -> bool:
    """Whether a place is that file: the same one on the disk, or of its name where there is none yet."""
    with suppress(OSError):
        other_there = _found(other)
        if there is not None and other_there is not None:
            return os.path.samestat(there, other_there)
        # a disk may take capital letters for small ones
        if target.name.casefold() == other.name.casefold():
            return target.parent.samefile(other.parent)
    return False


def _objection(path: Path, there: os.stat_result) -> str:
    """What speaks against replacing a file unasked; empty for one of ours.

    Raises:
        BadInput: It is never replaced.
    """
    name = shown(path)
    if stat.S_ISDIR(there.st_mode):
        raise BadInput(f"{name} is a folder", "name a file in it")
    if not stat.S_ISREG(there.st_mode):
        raise BadInput(f"{name} is no ordinary file", "`-` writes to the standard output")
    try:
        # a pipe that has come there meanwhile would wait for its writer
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            page = file.read(_PAGE)
            if page.startswith(SQLITE) or _looks_encrypted(page, there.st_size):
                raise BadInput(f"{name} is a database and is not written over", "name another file")
            file.seek(0)
            ours = is_ours(file)
    except OSError as error:
        # what cannot be looked into may be a journal
        raise BadInput(f"{name} is there and cannot be looked into, so it stays", "name another file") from error
    return "" if ours or not there.st_size else f"{name} is there already, with no sign that oidtrack wrote it"


def _looks_encrypted(page: bytes, size: int) -> bool:
    """Whether a file may be an encrypted database: whole pages, on which nearly every sign is found."""
    return not size % _PAGE and len(set(page)) > _SIGNS


def _require_as_before(place: Place) -> None:
    """Look again right before the file gets its name: writing can take a while.

    Raises:
        BadInput: Something else is there now.
    """
    now = look(place.path, place.spared)
    if now.target != place.target or now.objection != place.objection:
        raise BadInput(f"{shown(place.path)} was changed meanwhile; nothing was written", "do it again")


def _sync(folder: Path) -> None:
    """Make the name outlive a power cut, where the disk knows how."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _trouble(path: Path, error: OSError) -> FileTrouble:
    name = shown(path)
    if error.errno in _NO_ROOM:
        return FileTrouble(
            f"there is no room to write {name}; no half file is left", "make room, or choose another disk"
        )
    if error.errno in _NO_RIGHT:
        return FileTrouble(f"{name} may not be written; nothing was changed", "choose a folder that is yours")
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return FileTrouble(f"there is no folder {shown(path.parent)}", "make it first, or choose another")
    return FileTrouble(f"{name} cannot be written: {error.strerror}; nothing was changed", "choose another name")
