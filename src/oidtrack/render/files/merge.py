"""What a merge brought, in words and as JSON of schema `oidtrack/merge/1`."""

from __future__ import annotations

from typing import Any

from oidtrack.render.files.imports import counted_words
from oidtrack.render.page.layout import wrapped
from oidtrack.services.files.merging import Merge

SCHEMA = "oidtrack/merge/1"
_MOST = 12
"""Ids that are named; --json names all."""


def merge_page(merge: Merge, *, saved: bool) -> str:
    """What came in, or would, and what stays as it is here."""
    incoming = merge.incoming
    new, known = counted_words(incoming.counted()), counted_words(incoming.known)
    lines = []
    if new:
        lines += wrapped(f"{'Saved' if saved else 'New'}: {new}.", "")
    if incoming.changed:
        lines += wrapped(f"Changed there since: {_ids(tuple(entry.name for entry in incoming.changed))}.", "")
    if known:
        lines += wrapped(f"Here already: {known}.", "")
    if merge.kept:
        lines += wrapped(f"Changed here too, and left as here: {_ids(merge.kept)}.", "")
    if merge.gone:
        lines += wrapped(f"Deleted here, and not brought back: {_ids(merge.gone)}.", "")
    if not new and not incoming.changed:
        lines.append("Nothing is new.")
    elif saved:
        lines += ["The other file was not changed.", "undo: oidtrack undo"]
    else:
        lines.append("A dry run: nothing was saved.")
    return "\n".join(lines) + "\n"


def merge_body(merge: Merge, *, saved: bool) -> dict[str, Any]:
    """The keys of a merge, without the schema."""
    incoming = merge.incoming
    return {
        "saved": saved,
        "new": {name.replace(" ", "_"): n for name, n in incoming.counted()},
        "known": {name.replace(" ", "_"): n for name, n in incoming.known},
        "changed": [entry.name for entry in incoming.changed],
        "kept": list(merge.kept),
        "gone": list(merge.gone),
        "notes": list(incoming.notes),
    }


def _ids(names: tuple[str, ...]) -> str:
    more = len(names) - _MOST
    return ", ".join(names[:_MOST]) + (f" and {more} more" if more > 0 else "")
