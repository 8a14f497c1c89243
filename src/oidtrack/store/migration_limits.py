"""Journal version 6: limits of a prescription. Never changed: a later version is a later migration."""

from __future__ import annotations

LIMITS = (
    """CREATE TABLE prescription_limits (
        -- what the prescriber says is the most; a prescription without a row goes by its label
        id INTEGER PRIMARY KEY,
        prescription_id INTEGER NOT NULL UNIQUE REFERENCES prescriptions (id),
        most_daily_ug INTEGER NOT NULL CHECK (most_daily_ug > 0) -- most within 24 hours
    ) STRICT""",
)
