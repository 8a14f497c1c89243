"""Journal version 2: a table for what a person has set. Never changed: a later version is a later migration."""

from __future__ import annotations

SETTINGS = (
    """CREATE TABLE settings (
        -- what was set by hand; what is not here is as the program has it
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE, -- day_ends_at: the time of day at which a day ends, HH:MM
        value TEXT NOT NULL
    ) STRICT""",
)
