"""The journal as commands open it and hand it on: where it is, when its day ends, whether a cut is near."""

from __future__ import annotations

from oidtrack.store.borrowing import borrow
from oidtrack.store.connection import shown
from oidtrack.store.database import BACKUPS, Journal, backup_is_due, default_path, open_journal
from oidtrack.store.near_cut import cut_near
from oidtrack.store.settings import load_day_end, save_day_end

__all__ = [
    "BACKUPS",
    "Journal",
    "backup_is_due",
    "borrow",
    "cut_near",
    "default_path",
    "load_day_end",
    "open_journal",
    "save_day_end",
    "shown",
]
