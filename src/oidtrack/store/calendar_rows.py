"""The table of what plans and appointments are known by in a calendar, and how it is filled in."""

from __future__ import annotations

import re

OCTETS = 16
_FORM = re.compile(rf"[0-9a-f]{{{2 * OCTETS}}}")

CALENDARS = (
    """CREATE TABLE calendars (
        -- what the events of a calendar file are known by
        id INTEGER PRIMARY KEY,
        of TEXT NOT NULL UNIQUE, -- the plan or the appointment, as it is shown: p1, a2
        value TEXT NOT NULL CHECK (length(value) = 32) -- random, in hex digits
    ) STRICT""",
)

FILL_IN = """INSERT INTO calendars (of, value)
    SELECT name, lower(hex(randomblob(16))) FROM
        (SELECT DISTINCT 'p' || plan_id AS name FROM plans UNION SELECT 'a' || id FROM appointments)
    WHERE name NOT IN (SELECT of FROM calendars)"""
"""Gives an id to what has none: for older journals, and where a row was lost."""


def is_calendar_id(text: str) -> bool:
    """Whether a text has the form of such an id."""
    return _FORM.fullmatch(text) is not None
