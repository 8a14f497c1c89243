"""`oidtrack calendar`: a month of mood, a number a day."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.session import Session
from oidtrack.cli.words.month import parse_month
from oidtrack.render.today.month import SCHEMA, month_body, month_page
from oidtrack.services.today.month import month


def run(
    session: Session,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[MONTH]", help="2026-11, november, last; else this month.")
    ] = None,
) -> None:
    """Show a month of mood as a calendar: each day its number, shaded, with the cuts.

    A week begins on Monday. A day without a mood is told from a day without a
    word; several moods of one day are shown as their mean.

    Examples:
      oidtrack calendar
      oidtrack calendar last
      oidtrack calendar 2026-09 --json
    """
    first = parse_month(" ".join(words or ()), session.today)
    with session.journal(create=False) as journal:
        found = month(journal, first, session.now, session.day_ends_at)
    session.answer(SCHEMA, lambda: month_body(found), lambda: month_page(found, session.width), long=True)
