"""What `encrypt`, `decrypt` and `rekey` did, as text and as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from oidtrack.domain.dose import counted
from oidtrack.render.page.machine import keys
from oidtrack.render.page.parts import Block, Item, Part, Verbatim, inset
from oidtrack.services.files.sealing import Change, is_encrypted
from oidtrack.services.opening import shown

ENCRYPT, DECRYPT, REKEY = "oidtrack/encrypt/1", "oidtrack/decrypt/1", "oidtrack/rekey/1"


def change_block(found: Change) -> Block:
    """What the journal is now, and what became of the copies beside it."""
    state = "encrypted" if found.encrypted else "no longer encrypted"
    n = len(found.converted)
    said: list[Part] = [
        # paths stay on one line, however long, so that they can be copied
        Verbatim(f"Your journal is {state}: {shown(found.journal)}"),
        f"The same was done to {counted(n, 'copy', 'copies')} beside it, such as backups." if n else "",
        *(Verbatim(f"Removed: {shown(one)}") for one in found.removed),
    ]
    if found.left:
        plain, other = "still in plain, and could not be changed", "as they were: another passphrase opens them"
        said += [f"These are {plain if _plain(found) else other}:", _paths(found.left)]
    if found.backup is not None:
        said.append(Verbatim(f"Backup: {shown(found.backup)}"))
    if found.encrypted:
        said.append("Copies elsewhere are as they were: on other disks, in snapshots, in what you exported.")
    return Block(tuple(said))


def change_body(found: Change) -> dict[str, Any]:
    """The keys of oidtrack/encrypt/1, oidtrack/decrypt/1 and oidtrack/rekey/1, without the schema."""
    return keys(found, "journal", "encrypted", "converted", "removed", "left", "backup")


def doubtful_block(paths: tuple[Path, ...]) -> Block:
    """What is in plain beside the journal and cannot be encrypted."""
    words = "Beside your journal, in plain, and not to be encrypted: damaged copies, or texts of unfinished edits."
    return Block((words, _paths(paths)))


def _paths(paths: tuple[Path, ...]) -> Item:
    return inset(*(Verbatim(shown(one)) for one in paths))


def _plain(found: Change) -> bool:
    return found.encrypted and not all(is_encrypted(one) for one in found.left)
