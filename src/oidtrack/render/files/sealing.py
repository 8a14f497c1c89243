"""What `encrypt`, `decrypt` and `rekey` did, as text and as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from oidtrack.domain.dose import printable
from oidtrack.render.page.layout import wrapped
from oidtrack.services.files.sealing import Change, is_encrypted

ENCRYPT, DECRYPT, REKEY = "oidtrack/encrypt/1", "oidtrack/decrypt/1", "oidtrack/rekey/1"


def change_page(found: Change) -> str:
    """What the journal is now, and what became of the copies beside it."""
    state = "encrypted" if found.encrypted else "no longer encrypted"
    # paths stay on one line, however long, so that they can be copied
    lines = [f"Your journal is {state}: {_path(found.journal)}"]
    n = len(found.converted)
    if n:
        copies = "1 copy" if n == 1 else f"{n} copies"
        lines += wrapped(f"The same was done to {copies} beside it, such as backups.", "")
    lines += [f"Removed: {_path(one)}" for one in found.removed]
    if found.left:
        why = (
            "still in plain, and could not be changed"
            if _plain(found)
            else "as they were: another passphrase opens them"
        )
        lines += wrapped(f"These are {why}:", "")
        lines += [f"  {_path(one)}" for one in found.left]
    if found.backup is not None:
        lines.append(f"Backup: {_path(found.backup)}")
    if found.encrypted:
        words = "Copies elsewhere are as they were: on other disks, in snapshots, in what you exported."
        lines += wrapped(words, "")
    return "\n".join(lines) + "\n"


def change_body(found: Change) -> dict[str, Any]:
    """The keys of oidtrack/encrypt/1, oidtrack/decrypt/1 and oidtrack/rekey/1, without the schema."""
    return {
        "journal": str(found.journal),
        "encrypted": found.encrypted,
        "converted": [str(one) for one in found.converted],
        "removed": [str(one) for one in found.removed],
        "left": [str(one) for one in found.left],
        "backup": None if found.backup is None else str(found.backup),
    }


def doubtful_words(paths: tuple[Path, ...]) -> str:
    """What is in plain beside the journal and cannot be encrypted."""
    words = "Beside your journal, in plain, and not to be encrypted: damaged copies, or texts of unfinished edits."
    return "\n".join([*wrapped(words, ""), *(f"  {_path(one)}" for one in paths)])


def _plain(found: Change) -> bool:
    return found.encrypted and not all(is_encrypted(one) for one in found.left)


def _path(path: Path) -> str:
    return printable(str(path), 400)
