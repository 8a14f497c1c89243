"""`oidtrack week`: a look back at seven days in one screen."""

from __future__ import annotations

import typer

from oidtrack.cli.params import Json, wants_json
from oidtrack.cli.session import Session
from oidtrack.render.page.machine import document
from oidtrack.render.today.week import SCHEMA, week_body, week_page
from oidtrack.services.today.week import week


def run(ctx: typer.Context, json: Json = False) -> None:
    """Look back at the last seven days: doses, mood and sleep, notes, and what comes next.

    Mood and sleep stand beside the week before and your usual range, which is
    that of the four months before, days after cuts left out.

    Examples:
      oidtrack week
      oidtrack week --json
    """
    session: Session = ctx.obj
    with session.journal(create=False) as journal:
        found = week(journal, session.now, session.day_ends_at, session.region)
    if wants_json(session, json):
        session.emit(document(SCHEMA, week_body(found)))
    else:
        session.show(week_page(found))
