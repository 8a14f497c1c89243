"""Removing an entry for good, with every trace of it."""

from __future__ import annotations

from oidtrack.store.copies.purging import old_copies, require_traces

__all__ = ["old_copies", "require_traces"]
