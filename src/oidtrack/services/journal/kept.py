"""Entries as they are kept: one, or those that a filter lets through."""

from __future__ import annotations

from oidtrack.store.tables.entries import EntryFilter, entries, entry

__all__ = ["EntryFilter", "entries", "entry"]
