"""`oidtrack redo`: do again what was taken back."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.journal.back_and_forth import Direction, go, read_times
from oidtrack.cli.session import Session
from oidtrack.render.journal.undo import redone_page
from oidtrack.services.journal.undoing import redo

AGAIN = Direction("redo", "redone", "there is nothing to do again", redo, redone_page)


def run(
    session: Session,
    times: Annotated[str, typer.Argument(metavar="[N]", help="How many changes; else one.")] = "1",
) -> None:
    """Do again what `undo` took back last, or the last N. Again, and it goes further on.

    Once something else was written down, what was taken back before stays so.

    Examples:
      oidtrack redo
      oidtrack redo 3
    """
    go(session, AGAIN, read_times(times, AGAIN))
