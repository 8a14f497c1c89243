"""Copies of the journal beside it, as far as the card of today names them."""

from __future__ import annotations

from pathlib import Path

from oidtrack.services.today_card import TodayCard
from oidtrack.store.beside import conflict_copies


def copies_to_name(path: Path, card: TodayCard) -> tuple[str, ...]:
    """The names of the copies until today is written down.

    The card says it each day until the entry of that day, so it needs no mark of having been said: writing one
    would change the file, and so make the next conflict.
    """
    if card.last_check_in is not None and card.last_check_in.day == card.day:
        return ()
    return tuple(copy.name for copy in conflict_copies(path))
