"""`oidtrack redo`: do again what was taken back."""

from __future__ import annotations

import typer

from oidtrack.cli.params import Json, wants_json
from oidtrack.cli.session import Session
from oidtrack.errors import NothingFound
from oidtrack.render.journal.undo import redone_page, undone_body
from oidtrack.services.journal.undoing import redo


def run(ctx: typer.Context, json: Json = False) -> None:
    """Do again what `undo` took back last. Again, and it goes further on.

    Once something else was written down, what was taken back before stays so.

    Examples:
      oidtrack redo
    """
    session: Session = ctx.obj
    with session.journal(create=False) as journal:
        done = redo(journal, session.at_utc, session.today)
    if done is None:
        raise NothingFound("there is nothing to do again", "`oidtrack list` shows what is in the journal")
    if wants_json(session, json):
        from oidtrack.render.page.machine import document

        session.emit(document("oidtrack/redo/1", undone_body(done, session.now)))
    else:
        session.show(redone_page(done, session.now))
