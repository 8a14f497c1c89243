"""What bears on risk and pace, as it was told."""

from __future__ import annotations

from oidtrack.store.tables.profile import load_profile, save_profile

__all__ = ["load_profile", "save_profile"]
