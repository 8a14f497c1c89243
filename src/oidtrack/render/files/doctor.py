"""What `doctor` found, as text and as JSON of schema `oidtrack/doctor/1`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from oidtrack.domain.dose import printable
from oidtrack.render.page.layout import day_words, wrapped
from oidtrack.services.files.examining import Examination

SCHEMA = "oidtrack/doctor/1"
_INDENT = "          "
_LONGEST = 400
_LITTLE = 100 * 2**20
"""Bytes below which a disk is said to be nearly full. ENGINEERING."""
_TIGHT = ", which is little: make room before you write more down"


def doctor_page(found: Examination) -> str:
    """A line for each thing that was looked at, and what to do where something is not as it should be."""
    # paths and what is to be typed stay on one line, however long, so that they can be copied
    lines = [f"Journal   {_path(found.path)}"]
    if found.faults:
        lines += wrapped("damaged. What can still be read goes into a new journal with", "File      ")
        lines += [f"{_INDENT}oidtrack doctor --rescue rescued.db"]
        lines += wrapped("and `oidtrack restore` goes back to a backup. What is wrong:", _INDENT)
        for fault in found.faults:
            lines += wrapped(printable(fault, _LONGEST), _INDENT)
    else:
        lines += wrapped(f"whole, of version {found.version}", "File      ")
    lines += _rights(found)
    if found.copies:
        lines += wrapped("beside it, as a synchronised folder makes them when two machines write:", "Copies    ")
        lines += [f'{_INDENT}oidtrack merge "{_path(copy)}" --dry-run' for copy in found.copies]
    else:
        lines += wrapped("none beside it", "Copies    ")
    if found.drafts:
        lines += wrapped("left by a command that was cut short; nothing needs them:", "Drafts    ")
        lines += [f'{_INDENT}rm "{_path(draft)}"' for draft in found.drafts]
    lines += wrapped(_backups(found), "Backups   ")
    if found.free is not None:
        lines += wrapped(f"{_size(found.free)} free{_TIGHT if found.free < _LITTLE else ''}", "Disk      ")
    lines += wrapped(_facts(found), "Facts     ")
    lines += wrapped(", ".join(f"{name} {version}" for name, version in found.versions), "Versions  ")
    lines += ["", "All is well." if found.well else "Something is wrong with the file: see above."]
    return "\n".join(lines) + "\n"


def doctor_body(found: Examination) -> dict[str, Any]:
    """The keys of oidtrack/doctor/1, without the schema."""
    return {
        "journal": str(found.path),
        "well": found.well,
        "schema_version": found.version,
        "faults": list(found.faults),
        "mode": found.mode or None,
        "open_to_others": [str(path) for path in found.open_to],
        "conflict_copies": [str(path) for path in found.copies],
        "drafts": [str(path) for path in found.drafts],
        "free_bytes": found.free,
        "versions": dict(found.versions),
        "backups": {"count": found.backups, "newest": None if found.newest is None else found.newest.isoformat()},
        "facts": {
            "version": found.facts,
            "reviewed": found.reviewed.isoformat(),
            "review_by": found.review_by.isoformat(),
            "overdue": [
                {"file": one.file, "reviewed": one.reviewed.isoformat(), "review_by": one.review_by.isoformat()}
                for one in found.overdue
            ],
        },
    }


def _rights(found: Examination) -> list[str]:
    if not found.open_to:
        return [f"Rights    yours alone to read{f' ({found.mode})' if found.mode else ''}"]
    asked = " ".join(f'"{_path(path)}"' for path in found.open_to)
    words = wrapped("other users of this machine may read or change it. Close it to them:", "Rights    ")
    return [*words, f"{_INDENT}chmod go-rwx {asked}"]


def _backups(found: Examination) -> str:
    if found.newest is None:
        return "none yet; the first is made by itself once you have written something down"
    return f"{found.backups}, the newest of {day_words(found.newest.date())}; `oidtrack backup --list` shows them"


def _size(free: int) -> str:
    return f"{free / 2**30:.1f} GiB" if free >= 2**30 else f"{free // 2**20} MiB"


def _facts(found: Examination) -> str:
    if not found.overdue:
        return f"of {found.facts}, to be checked again by {found.review_by}"
    names = ", ".join(one.file for one in found.overdue)
    return f"past their day of review ({found.review_by}): {names}. Look for a newer oidtrack"


def _path(path: Path) -> str:
    return printable(str(path), _LONGEST)
