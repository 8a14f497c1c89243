"""Entries by their words."""

from __future__ import annotations

from oidtrack.store.tables.searching import search

__all__ = ["search"]
