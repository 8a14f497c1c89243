"""Names and ids for the Tab key."""

from __future__ import annotations

from oidtrack.store.file.names import names

__all__ = ["names"]
