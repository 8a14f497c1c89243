"""`oidtrack calendar`: a month of mood, a number a day."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.params import Json, wants_json
from oidtrack.cli.session import Session
from oidtrack.cli.words.month import parse_month
from oidtrack.render.page.machine import document
from oidtrack.render.today.month import SCHEMA, month_body, month_page
from oidtrack.services.today.month import month


def run(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[MONTH]", help="2026-11, november, last; else this month.")
    ] = None,
    json: Json = False,
) -> None:
    """Show a month of mood as a calendar: each day its number, shaded, with the cuts.

    A week begins on Monday. A day without a mood is told from a day without a
    word; several moods of one day are shown as their mean.

    Examples:
      oidtrack calendar
      oidtrack calendar last
      oidtrack calendar 2026-09 --json
    """
    session: Session = ctx.obj
    first = parse_month(" ".join(words or ()), session.today)
    with session.journal(create=False) as journal:
        found = month(journal, first, session.now, session.day_ends_at)
    if wants_json(session, json):
        session.emit(document(SCHEMA, month_body(found)))
    else:
        session.page(month_page(found, session.width))
