"""What an import or export holds, in words and as JSON."""

from __future__ import annotations

from typing import Any

from oidtrack.domain.dose import counted
from oidtrack.render.page.machine import keys, written
from oidtrack.render.page.parts import Block, Words
from oidtrack.services.files.exporting import Export, Format
from oidtrack.services.files.importing import Incoming, tally

SCHEMA = "oidtrack/import/1"
_SINGULAR = {"entries": "entry"}


def counted_words(counts: tuple[tuple[str, int], ...]) -> str:
    """Numbers of things in words: `3 entries, 1 medicine`."""
    return ", ".join(_one(name, n) for name, n in counts)


def _one(name: str, n: int) -> str:
    if name == "profile":
        return "the profile"
    return counted(n, _SINGULAR.get(name, name.removesuffix("s")), name)


def incoming_block(incoming: Incoming, kind: Format, *, saved: bool) -> Block:
    """What came in, or would."""
    new, known = counted_words(incoming.counted()), counted_words(incoming.known)
    left = f"Here already, left as {'it is' if known[:2] == '1 ' else 'they are'}: {known}." if known else ""
    if not new:
        return Block((f"Read as {kind.value}.", left, "Nothing is new."))
    end = "undo: oidtrack undo" if saved else "A dry run: nothing was saved."
    return Block((f"Read as {kind.value}.", f"{'Saved' if saved else 'New'}: {new}.", left, end))


def incoming_body(incoming: Incoming, kind: Format, *, saved: bool) -> dict[str, Any]:
    """The keys of an import, without the schema."""
    return {
        "format": kind.value,
        "saved": saved,
        **new_and_known(incoming),
        "bad_rows": [keys(fault, "place", "reason", "rows") for fault in incoming.faults],
        "notes": written(incoming.notes),
    }


def new_and_known(incoming: Incoming) -> dict[str, Any]:
    """How many of each kind are new, and how many are here already."""
    return {"new": _by_name(incoming.counted()), "known": _by_name(incoming.known)}


def _by_name(counts: tuple[tuple[str, int], ...]) -> dict[str, int]:
    return {name.replace(" ", "_"): n for name, n in counts}


def export_body(found: Export, file: str, *, encrypted: bool = False) -> dict[str, Any]:
    """The keys of what was written to a file, without the schema."""
    return {
        "file": file,
        "format": found.format.value,
        "encrypted": encrypted,
        "inside": _by_name(tally(found.records)),
    }


def export_words(found: Export, *, encrypted: bool = False) -> Words:
    """What is inside a file that was written."""
    counts = tally(found.records)
    inside = counted_words(counts) or "nothing but its first line"
    if encrypted:
        return Words(f"Inside: {inside}. It opens with its passphrase alone: `age -d FILE`.")
    what = "notes, doses and all else in plain text" if counts else "nothing that is yours"
    return Words(f"Inside: {inside}. It holds {what}: whoever has the file can read it.")
