"""Journal version 5: the product that a prescription is of. Never changed: a later version is a later migration."""

from __future__ import annotations

# SQLite appends the column to the line of the last one, where a comment to the end of the line would hide what follows
PRODUCTS = (
    "ALTER TABLE prescriptions ADD COLUMN product TEXT NOT NULL DEFAULT '' /* id of the packaged product, if named */",
)
