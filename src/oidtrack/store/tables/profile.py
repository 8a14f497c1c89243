"""The profile: one row for each thing that was said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from oidtrack.domain.dose import printable
from oidtrack.domain.profile import Profile
from oidtrack.store.file.connection import RESTORE, understood
from oidtrack.store.file.database import Journal
from oidtrack.store.file.writer import Writer

_ANEW = "`oidtrack profile` sets it anew"
_FIELDS: dict[str, str] = Profile.__annotations__
_YES_NO = {"yes": True, "no": False}
_READERS: dict[str, Callable[[str], object]] = {
    "int | None": int,
    "str | None": str,
    "date | None": date.fromisoformat,
    "bool | None": _YES_NO.__getitem__,
}


def load_profile(journal: Journal) -> Profile:
    """The profile as far as it was told; what was not said is None.

    Raises:
        JournalError: A value is not of its kind.
    """
    readers = {name: _READERS[kind] for name, kind in _FIELDS.items()}
    said: dict[str, object] = {}
    for key, text in journal.rows("SELECT key, value FROM profile"):
        with understood(f"'{printable(key)}' of the profile", journal.path, _ANEW if key in readers else RESTORE):
            said[key] = readers[key](text)
    return Profile(**said)  # type: ignore[arg-type]


def save_profile(writer: Writer, profile: Profile) -> None:
    """Write what differs from the stored profile; None takes a row away."""
    stored = {key: row_id for row_id, key in writer.rows("SELECT id, key FROM profile")}
    for name in _FIELDS:
        text = _text(getattr(profile, name))
        row_id = stored.get(name)
        if row_id is None and text is not None:
            writer.insert("profile", {"key": name, "value": text})
        elif row_id is not None and text is None:
            writer.delete("profile", row_id)
        elif row_id is not None:
            writer.update("profile", row_id, {"value": text})


def _text(value: str | int | date | None) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)
