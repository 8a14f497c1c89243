"""The journal as commands open it and hand it on: its place, its passphrase, when its day ends, if a cut is near."""

from __future__ import annotations

from pathlib import Path

from oidtrack.store.file.connection import ask_with, is_encrypted, shown
from oidtrack.store.file.database import BACKUPS, Journal, backup_is_due, default_path, open_journal
from oidtrack.store.tables.near_cut import cut_near
from oidtrack.store.tables.settings import load_asks, load_day_end, save_asks, save_day_end

__all__ = [
    "BACKUPS",
    "Journal",
    "ask_with",
    "backup_is_due",
    "borrow",
    "cut_near",
    "default_path",
    "is_encrypted",
    "load_asks",
    "load_day_end",
    "may_ask",
    "open_journal",
    "recalled",
    "save_asks",
    "save_day_end",
    "shown",
]


def borrow(path: Path, own: Path) -> Journal:
    """A copy of another journal in memory: see `store.borrowing`, which only few commands need."""
    from oidtrack.store.file.borrowing import borrow as borrowed

    return borrowed(path, own)


def may_ask(path: Path) -> bool:
    """Whether reading a file may ask for a passphrase; a pipe is not looked into, it would wait for its writer."""
    return not path.is_file() or is_encrypted(path)


def recalled(path: Path) -> str:
    """The passphrase that the system's keyring holds for a journal; empty where nobody put one there."""
    from oidtrack.store.copies.remembering import recalled as held

    return held(path)
