"""What an import or export holds, in words and as JSON."""

from __future__ import annotations

from typing import Any

from oidtrack.render.page.layout import wrapped
from oidtrack.services.files.exporting import Export, Format
from oidtrack.services.files.importing import Incoming, tally

SCHEMA = "oidtrack/import/1"
_SINGULAR = {"entries": "entry", "profile": "profile"}


def counted_words(counts: tuple[tuple[str, int], ...]) -> str:
    """Numbers of things in words: `3 entries, 1 medicine`."""
    return ", ".join(_one(name, n) for name, n in counts)


def _one(name: str, n: int) -> str:
    if name == "profile":
        return "the profile"
    return f"{n} {_SINGULAR.get(name, name.removesuffix('s'))}" if n == 1 else f"{n} {name}"


def incoming_page(incoming: Incoming, kind: Format, *, saved: bool) -> str:
    """What came in, or would."""
    new = counted_words(incoming.counted())
    lines = wrapped(f"Read as {kind.value}.", "")
    if new:
        lines += wrapped(f"{'Saved' if saved else 'New'}: {new}.", "")
    known = counted_words(incoming.known)
    if known:
        lines += wrapped(f"Here already, left as {'it is' if known[:2] == '1 ' else 'they are'}: {known}.", "")
    if not new:
        lines += wrapped("Nothing is new.", "")
    if saved and new:
        lines.append("undo: oidtrack undo")
    elif new:
        lines += wrapped("A dry run: nothing was saved.", "")
    return "\n".join(lines) + "\n"


def incoming_body(incoming: Incoming, kind: Format, *, saved: bool) -> dict[str, Any]:
    """The keys of an import, without the schema."""
    return {
        "format": kind.value,
        "saved": saved,
        "new": {name.replace(" ", "_"): n for name, n in incoming.counted()},
        "known": {name.replace(" ", "_"): n for name, n in incoming.known},
        "bad_rows": [{"place": fault.place, "reason": fault.reason, "rows": fault.rows} for fault in incoming.faults],
        "notes": list(incoming.notes),
    }


def export_body(found: Export, file: str, *, encrypted: bool = False) -> dict[str, Any]:
    """The keys of what was written to a file, without the schema."""
    return {
        "file": file,
        "format": found.format.value,
        "encrypted": encrypted,
        "inside": {name.replace(" ", "_"): n for name, n in tally(found.records)},
    }


def export_words(found: Export, *, encrypted: bool = False) -> str:
    """What is inside a file that was written."""
    counts = tally(found.records)
    inside = counted_words(counts) or "nothing but its first line"
    if encrypted:
        return "\n".join(wrapped(f"Inside: {inside}. It opens with its passphrase alone: `age -d FILE`.", ""))
    what = "notes, doses and all else in plain text" if counts else "nothing that is yours"
    return "\n".join(wrapped(f"Inside: {inside}. It holds {what}: whoever has the file can read it.", ""))
