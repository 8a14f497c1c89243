"""What a merge brought, in words and as JSON of schema `oidtrack/merge/1`."""

from __future__ import annotations

from typing import Any

from oidtrack.render.files.imports import counted_words, new_and_known
from oidtrack.render.page.console import first_of
from oidtrack.render.page.machine import keys, written
from oidtrack.render.page.parts import Block
from oidtrack.services.files.merging import Merge

SCHEMA = "oidtrack/merge/1"
_MOST = 12
"""Ids that are named; --json names all."""


def merge_block(merge: Merge, *, saved: bool) -> Block:
    """What came in, or would, and what stays as it is here."""
    incoming = merge.incoming
    new, known = counted_words(incoming.counted()), counted_words(incoming.known)
    changed = tuple(entry.name for entry in incoming.changed)
    found = (
        (new, f"{'Saved' if saved else 'New'}: {new}."),
        (changed, f"Changed there since: {first_of(changed, _MOST)}."),
        (known, f"Here already: {known}."),
        (merge.kept, f"Changed here too, and left as here: {first_of(merge.kept, _MOST)}."),
        (merge.gone, f"Deleted here, and not brought back: {first_of(merge.gone, _MOST)}."),
    )
    said = tuple(words for one, words in found if one)
    if not new and not changed:
        return Block((*said, "Nothing is new."))
    if saved:
        return Block((*said, "The other file was not changed.", "undo: oidtrack undo"))
    return Block((*said, "A dry run: nothing was saved."))


def merge_body(merge: Merge, *, saved: bool) -> dict[str, Any]:
    """The keys of a merge, without the schema."""
    incoming = merge.incoming
    return {
        "saved": saved,
        **new_and_known(incoming),
        "changed": [entry.name for entry in incoming.changed],
        **keys(merge, "kept", "gone"),
        "notes": written(incoming.notes),
    }
