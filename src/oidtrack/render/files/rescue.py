"""What a rescue brought, as text and as JSON of schema `oidtrack/rescue/1`."""

from __future__ import annotations

from typing import Any

from oidtrack.domain.journal import day_words
from oidtrack.render.files.backup import holds_body, holds_words
from oidtrack.render.page.machine import keys
from oidtrack.render.page.parts import Block, Page, Verbatim, inset
from oidtrack.services.files.rescuing import Salvage
from oidtrack.services.opening import shown

SCHEMA = "oidtrack/rescue/1"


def rescue_page(found: Salvage) -> Page:
    """What was read, what was not, and what to do next."""
    name = shown(found.path)
    read = (
        Verbatim(f"Read into  {name}"),
        f"It is whole, and holds {holds_words(found.holds)}.",
        "The damaged journal was not touched.",
    )
    commands = inset(Verbatim(f'oidtrack --db "{name}" list'), Verbatim(f'oidtrack restore "{name}"'))
    following = Block(("Look it through, then go on with it:", commands))
    return Page((Block(read), *_notes(found), following, _backup(found)))


def _backup(found: Salvage) -> Block:
    """What the newest backup might add, where there is one."""
    if found.backup is None:
        return Block(())
    words = f"Your newest backup is of {day_words(found.backup.at.date())}. What only it has:"
    command = f'oidtrack --db "{shown(found.path)}" merge "{shown(found.backup.path)}" --dry-run'
    return Block((words, inset(Verbatim(command))))


def rescue_body(found: Salvage) -> dict[str, Any]:
    """The keys of oidtrack/rescue/1, without the schema."""
    return {
        "rescued": str(found.path),
        "holds": holds_body(found.holds),
        **keys(found, "incomplete", "from_history", "doubtful"),
        "undo": found.history,
        "newest_backup": None if found.backup is None else str(found.backup.path),
    }


def _notes(found: Salvage) -> list[str]:
    notes = []
    if found.incomplete:
        notes.append(f"Not everything could be read. Something is missing, or may be: {', '.join(found.incomplete)}.")
    if "medicines" in found.incomplete:
        notes.append("Before you go by it: `med list` must show what your prescriber wrote, each dose at its time.")
    if found.from_history:
        rows = "1 row was" if found.from_history == 1 else f"{found.from_history} rows were"
        notes.append(f"{rows} damaged and came from the history of changes.")
    if found.doubtful:
        rows = "1 row may" if found.doubtful == 1 else f"{found.doubtful} rows may"
        notes.append(f"{rows} be wrong: letters that could not be read (shown as �), or the history has another value.")
    if not found.history:
        notes.append("Undo does not reach back behind the rescue: the history of changes was damaged too.")
    return notes or ["Nothing is known to be missing."]
