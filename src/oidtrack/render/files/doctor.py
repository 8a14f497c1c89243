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


def doctor_page(found: Examination) -> str:
    """A line for each thing that was looked at, and what to do where something is not as it should be."""
    # paths and what is to be typed stay on one line, however long, so that they can be copied
    lines = [f"Journal   {_path(found.path)}"]
    if found.faults:
        lines += wrapped("damaged. Copy it before anything else, then go back to a backup.", "File      ")
        for fault in found.faults:
            lines += wrapped(printable(fault, _LONGEST), _INDENT)
    elif found.locked:
        lines += wrapped(f"not read through: {found.locked}", "File      ")
    else:
        lines += wrapped(f"whole, of version {found.version}", "File      ")
    lines += _secrecy(found)
    lines += _rights(found)
    if found.copies:
        lines += wrapped("beside it, as a synchronised folder makes them when two machines write:", "Copies    ")
        lines += [f'{_INDENT}oidtrack merge "{_path(copy)}" --dry-run' for copy in found.copies]
    else:
        lines += wrapped("none beside it", "Copies    ")
    lines += wrapped(_backups(found), "Backups   ")
    lines += wrapped(_facts(found), "Facts     ")
    well = "What could be looked at is well." if found.locked else "All is well."
    lines += ["", well if found.well else "Something is wrong with the file: see above."]
    return "\n".join(lines) + "\n"


def doctor_body(found: Examination) -> dict[str, Any]:
    """The keys of oidtrack/doctor/1, without the schema."""
    return {
        "journal": str(found.path),
        "well": found.well,
        "schema_version": found.version,
        "encrypted": found.encrypted,
        "read_through": not found.locked,
        "plain_beside": [str(path) for path in found.plain],
        "faults": list(found.faults),
        "open_to_others": [str(path) for path in found.open_to],
        "conflict_copies": [str(path) for path in found.copies],
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


def _secrecy(found: Examination) -> list[str]:
    if not found.encrypted:
        return wrapped("no; who gets the file can read it. `oidtrack encrypt` changes that", "Encrypted ")
    if not found.plain:
        return ["Encrypted yes"]
    words = wrapped("yes, but these beside it are not. `oidtrack encrypt` sees to them:", "Encrypted ")
    return [*words, *(f"{_INDENT}{_path(one)}" for one in found.plain)]


def _rights(found: Examination) -> list[str]:
    if not found.open_to:
        return ["Rights    yours alone to read"]
    asked = " ".join(f'"{_path(path)}"' for path in found.open_to)
    words = wrapped("other users of this machine may read or change it. Close it to them:", "Rights    ")
    return [*words, f"{_INDENT}chmod go-rwx {asked}"]


def _backups(found: Examination) -> str:
    if found.newest is None:
        return "none yet; the first is made by itself once you have written something down"
    return f"{found.backups}, the newest of {day_words(found.newest.date())}; `oidtrack backup --list` shows them"


def _facts(found: Examination) -> str:
    if not found.overdue:
        return f"of {found.facts}, to be checked again by {found.review_by}"
    names = ", ".join(one.file for one in found.overdue)
    return f"past their day of review ({found.review_by}): {names}. Look for a newer oidtrack"


def _path(path: Path) -> str:
    return printable(str(path), _LONGEST)
