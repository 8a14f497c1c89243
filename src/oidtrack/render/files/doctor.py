"""What `doctor` found, as text and as JSON of schema `oidtrack/doctor/1`."""

from __future__ import annotations

from typing import Any

from oidtrack.domain.dose import printable
from oidtrack.domain.journal import dated, day_words
from oidtrack.render.page.machine import keys, written
from oidtrack.render.page.parts import Block, Item, Page, Part, Verbatim, labelled
from oidtrack.services.files.examining import Examination
from oidtrack.services.opening import shown

SCHEMA = "oidtrack/doctor/1"
_AT = 10
"""The column of what was found."""
_LONGEST = 400
_LITTLE = 100 * 2**20
"""Bytes below which a disk is said to be nearly full. ENGINEERING."""
_TIGHT = ", which is little: make room before you write more down"


def doctor_page(found: Examination) -> Page:
    """A line for each thing that was looked at, and what to do where something is not as it should be."""
    drafts = (Verbatim(f'rm "{shown(draft)}"') for draft in found.drafts)
    rows = (
        # paths and what is to be typed stay on one line, however long, so that they can be copied
        _row("Journal", Verbatim(shown(found.path))),
        _row("File", *_file(found)),
        _row("Encrypted", *_secrecy(found)),
        _row("Rights", *_rights(found)),
        _row("Copies", *_copies(found)),
        _row("Drafts", "left by a command that was cut short; nothing needs them:", *drafts) if found.drafts else "",
        _row("Backups", _backups(found)),
        _row("Disk", _disk(found.free)) if found.free is not None else "",
        _row("Facts", _facts(found)),
        _row("Versions", ", ".join(f"{name} {version}" for name, version in found.versions)),
    )
    well = "What could be looked at is well." if found.locked else "All is well."
    return Page((Block(rows), well if found.well else "Something is wrong with the file: see above."))


def _row(label: str, *said: Part) -> Item:
    return labelled(label, *said, at=_AT)


def doctor_body(found: Examination) -> dict[str, Any]:
    """The keys of oidtrack/doctor/1, without the schema."""
    return {
        "journal": str(found.path),
        "well": found.well,
        "schema_version": found.version,
        "encrypted": found.encrypted,
        "read_through": not found.locked,
        "plain_beside": written(found.plain),
        "faults": written(found.faults),
        "mode": found.mode or None,
        "open_to_others": written(found.open_to),
        "conflict_copies": written(found.copies),
        "drafts": written(found.drafts),
        "free_bytes": found.free,
        "versions": dict(found.versions),
        "backups": {"count": found.backups, "newest": written(found.newest)},
        "facts": {
            "version": found.facts,
            **keys(found, "reviewed", "review_by"),
            "overdue": [keys(one, "file", "reviewed", "review_by") for one in found.overdue],
        },
    }


def _file(found: Examination) -> list[Part]:
    if found.unopened:
        place = shown(found.path)
        return [
            f"not read through: {found.locked}.",
            "It is another passphrase, or the first page is damaged: the two look alike. To go back to a backup:",
            Verbatim(f'mv "{place}" "{place}.aside"'),
            Verbatim("oidtrack restore NAME" if found.backups else "oidtrack restore FILE"),
        ]
    if found.locked:
        return [f"not read through: {found.locked}"]
    if not found.faults:
        return [f"whole, of version {found.version}"]
    return [
        "damaged. What can still be read goes into a new journal with",
        Verbatim("oidtrack doctor --rescue rescued.db"),
        "and `oidtrack restore` goes back to a backup. What is wrong:",
        *(printable(fault, _LONGEST) for fault in found.faults),
    ]


def _secrecy(found: Examination) -> list[Part]:
    if not found.encrypted:
        return ["no; who gets the file can read it. `oidtrack encrypt` changes that"]
    if not found.plain:
        return ["yes"]
    words = "yes, but these beside it are not. `oidtrack encrypt` sees to them:"
    return [words, *(Verbatim(shown(one)) for one in found.plain)]


def _rights(found: Examination) -> list[Part]:
    if not found.open_to:
        return [f"yours alone to read ({found.mode})" if found.mode else "those of its folder, as this system has it"]
    asked = " ".join(f'"{shown(path)}"' for path in found.open_to)
    words = "other users of this machine may read or change it. Close it to them:"
    return [words, Verbatim(f"chmod go-rwx {asked}")]


def _copies(found: Examination) -> list[Part]:
    if not found.copies:
        return ["none beside it"]
    words = "beside it, as a synchronised folder makes them when two machines write:"
    return [words, *(Verbatim(f'oidtrack merge "{shown(copy)}" --dry-run') for copy in found.copies)]


def _backups(found: Examination) -> str:
    if found.newest is None:
        return "none yet; the first is made by itself once you have written something down"
    return f"{found.backups}, the newest of {day_words(found.newest.date())}; `oidtrack backup --list` shows them"


def _disk(free: int) -> str:
    size = f"{free / 2**30:.1f} GiB" if free >= 2**30 else f"{free // 2**20} MiB"
    return f"{size} free{_TIGHT if free < _LITTLE else ''}"


def _facts(found: Examination) -> str:
    if not found.overdue:
        return f"of {found.facts}, to be checked again by {dated(found.review_by)}"
    names = ", ".join(one.file for one in found.overdue)
    return f"past their day of review ({dated(found.review_by)}): {names}. Look for a newer oidtrack"
