"""What plans and appointments are known by in a calendar file: random, so that nobody can work out what they hold.

An id of the content (a hash of medicine and doses) is the same for two people who take the same, and can be found by
trying: there are not many doses.
"""

from __future__ import annotations

import re
from os import urandom

from oidtrack.store.file.database import Journal
from oidtrack.store.file.writer import Writer

OCTETS = 16
_FORM = rf"[0-9a-f]{{{2 * OCTETS}}}"


def is_calendar_id(text: str) -> bool:
    """Whether a text has the form of such an id."""
    return re.fullmatch(_FORM, text) is not None


def calendar_id(journal: Journal, of: str) -> str:
    """The id of a plan or an appointment that is there (`p1`, `a2`); empty where the journal has none for it."""
    return next((value for (value,) in journal.rows("SELECT value FROM calendars WHERE of = ?", (of,))), "")


def calendar_ids(journal: Journal) -> dict[str, str]:
    """All of them, by name."""
    return dict(journal.rows("SELECT of, value FROM calendars"))


def keep_calendar_id(writer: Writer, of: str, value: str = "") -> None:
    """Give an id to something new, in place of what may be left of something that was undone.

    Args:
        writer: The transaction.
        of: The plan or the appointment, as it is shown.
        value: The id that it has elsewhere; a fresh one is made where there is none, or where something else has it.
    """
    if not is_calendar_id(value) or writer.rows("SELECT 1 FROM calendars WHERE value = ? AND of <> ?", (value, of)):
        value = urandom(OCTETS).hex()
    there = writer.rows("SELECT id FROM calendars WHERE of = ?", (of,))
    if there:
        writer.update("calendars", there[0][0], {"value": value})
    else:
        writer.insert("calendars", {"of": of, "value": value})
