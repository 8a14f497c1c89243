"""`oidtrack today`, and `oidtrack` alone: the card of today."""

from __future__ import annotations

import typer
from msgspec.structs import replace

from oidtrack.cli.params import Json, wants_json
from oidtrack.cli.session import Session
from oidtrack.cli.today.shown import show


def run(ctx: typer.Context, json: Json = False) -> None:
    """Show today: doses planned and taken, where you are in the plan, what comes next.

    On a terminal it is brief: eight lines on an ordinary day; --plain has all.
    Where a cut is near and the check says wait, it asks in one key what to do;
    else it only looks. Without a journal it says how to begin.

    Examples:
      oidtrack
      oidtrack today --json
    """
    session: Session = ctx.obj
    show(replace(session, json=wants_json(session, json)))
