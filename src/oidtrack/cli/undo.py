"""`oidtrack undo`: take back the last change."""

from __future__ import annotations

import typer

from oidtrack.cli.params import Json, wants_json
from oidtrack.cli.session import Session
from oidtrack.errors import NothingFound
from oidtrack.render.undo_page import undone_body, undone_page
from oidtrack.store.undo import undo_last


def run(ctx: typer.Context, json: Json = False) -> None:
    """Take back the last change. Again, and it goes one step further back.

    Examples:
      oidtrack undo
      oidtrack undo --json
    """
    session: Session = ctx.obj
    with session.journal(create=False) as journal:
        undone = undo_last(journal, session.at_utc)
    if undone is None:
        raise NothingFound("there is nothing to undo", "`oidtrack list` shows what is in the journal")
    if wants_json(session, json):
        from oidtrack.render.machine import document

        session.emit(document("oidtrack/undo/1", undone_body(undone, session.now)))
    else:
        session.show(undone_page(undone, session.now))
