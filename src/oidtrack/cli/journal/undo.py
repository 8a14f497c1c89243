"""`oidtrack undo`: take back the last changes."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.journal.back_and_forth import Direction, go, read_times
from oidtrack.cli.params import Yes
from oidtrack.cli.session import Session
from oidtrack.render.journal.undo import undone_page
from oidtrack.services.journal.undoing import undo

BACK = Direction("undo", "undone", "there is nothing to undo", undo, undone_page)
_ASKED = 10
"""More changes than these at once are asked about: a slip of the finger may be a month of evenings."""


def run(
    session: Session,
    times: Annotated[str, typer.Argument(metavar="[N]", help="How many changes; else one.")] = "1",
    yes: Yes = False,
) -> None:
    """Take back the last change, or the last N. Again, and it goes further back.

    More than ten at once are asked about. `oidtrack redo` does again what was
    taken back.

    Examples:
      oidtrack undo
      oidtrack undo 3
      oidtrack undo --json
    """
    number = read_times(times, BACK)
    if number > _ASKED and not yes and not _agreed(session, number):
        session.tell("Nothing was taken back.")
        return
    go(session, BACK, number)


def _agreed(session: Session, number: int) -> bool:
    if not session.interactive:
        raise session.need(f"your yes to {number} changes", f"oidtrack undo {number} --yes")
    from oidtrack.cli.asking.asking import confirm

    return confirm(f"Take back the last {number} changes?")
