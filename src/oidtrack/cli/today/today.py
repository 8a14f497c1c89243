"""`oidtrack today`, and `oidtrack` alone: the card of today."""

from __future__ import annotations

from oidtrack.cli.session import Session
from oidtrack.cli.today.shown import show


def run(session: Session) -> None:
    """Show today: doses planned and taken, where you are in the plan, what comes next.

    On a terminal it is brief: eight lines on an ordinary day; --plain has all.
    Where a cut is near and the check says wait, it asks in one key what to do;
    else it only looks. Without a journal it says how to begin.

    Examples:
      oidtrack
      oidtrack today --json
    """
    show(session)
