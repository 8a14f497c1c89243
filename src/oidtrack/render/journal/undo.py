"""What was taken back, as text and as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from oidtrack.render.journal.entries import moment_words
from oidtrack.render.page.parts import Page
from oidtrack.store.tables.undo import Undone

_PLAIN = {
    "prescriptions": "your medicines",
    "prescription_doses": "your medicines",
    "prescription_strengths": "your medicines",
    "prescription_limits": "your medicines",
    "stock": "your stock",
    "plans": "the plan",
    "profile": "your profile",
    "settings": "your settings",
    "appointments": "your appointments",
    "appointment_questions": "your appointments",
}
_MOST = 12
_VERBS = {"removed": "removed", "restored": "brought back", "reverted": "put back as before"}


def undone_page(undone: Undone, now: datetime) -> Page:
    """One or two lines: which change, of when, and what became of the entries."""
    return _page("undone", undone, now, "as before")


def redone_page(done: Undone, now: datetime) -> Page:
    """The same of a change that was done again."""
    return _page("done again", done, now, "as after it")


def _page(what_was: str, undone: Undone, now: datetime, as_what: str) -> Page:
    parts = [f"{_VERBS[what]} {_listed(_names(undone, what))}" for what in _VERBS if _names(undone, what)]
    others = dict.fromkeys(_PLAIN[table] for table, _ in undone.rows if table in _PLAIN)
    parts += [f"{what} {as_what}" for what in others]
    text = f"{what_was}: {undone.command} of {moment_words(_then(undone, now))}"
    return Page((" · ".join([text, *parts]),))


def undone_body(undone: Undone, now: datetime) -> dict[str, Any]:
    """The body of oidtrack/undo/1."""
    return {
        "command": undone.command,
        "at": _then(undone, now).isoformat(),
        **{what: _names(undone, what) for what in _VERBS},
        "rows": dict(undone.rows),
    }


def _listed(names: list[str]) -> str:
    """All names, or of very many how many they are."""
    if len(names) <= _MOST:
        return ", ".join(names)
    return f"{len(names)} entries, {names[0]} to {names[-1]}"


def _names(undone: Undone, what: str) -> list[str]:
    ids: tuple[int, ...] = getattr(undone, what)
    return [f"e{entry_id}" for entry_id in ids]


def _then(undone: Undone, now: datetime) -> datetime:
    return datetime.fromtimestamp(undone.at_utc, now.tzinfo)
