"""`oidtrack report`: the page for the appointment."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

import typer

from oidtrack.cli.params import Json, wants_json
from oidtrack.cli.session import Session
from oidtrack.cli.when import parse_day, parse_span
from oidtrack.errors import BadInput
from oidtrack.render.machine import document
from oidtrack.services.reporting import Report, default_since
from oidtrack.services.reporting import report as gather
from oidtrack.store.database import Journal

VISIT = "visit"


def run(
    ctx: typer.Context,
    since: Annotated[str, typer.Option(metavar="DATE|visit|90d", help="First day; else since the last visit.")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="Last day; else today.")] = "",
    json: Json = False,
) -> None:
    """Show the page for your appointment: completeness first, then the numbers, then detail by step.

    It covers the time since your last appointment, else 90 days. Free text stays
    in your journal.

    Examples:
      oidtrack report
      oidtrack report --since 90d
      oidtrack report --since 2026-09-01 --until yesterday --json
    """
    session: Session = ctx.obj
    with session.journal(create=False) as journal:
        first, last = _period(session, journal, since, until)
        found = gather(journal, first, last, session.now, session.day_ends_at)
    if wants_json(session, json):
        from oidtrack.render.report_document import SCHEMA, report_body

        session.emit(document(SCHEMA, report_body(found)))
    else:
        session.page(_page(session, found))


def _page(session: Session, found: Report) -> str:
    from oidtrack.render.report_page import report_page

    return report_page(found, unicode=session.unicode)


def _period(session: Session, journal: Journal, since: str, until: str) -> tuple[date, date]:
    """The first and the last day that were meant.

    Raises:
        BadInput: A first day after the last one, or a day that has not come.
    """
    last = parse_day(until, session) if until else session.today
    first = _first(session, journal, since, last)
    if first > last:
        raise BadInput(f"the report would begin on {first}, after its last day {last}", "give an earlier --since")
    return first, last


def _first(session: Session, journal: Journal, since: str, last: date) -> date:
    word = since.strip().lower()
    if word in {"", VISIT}:
        return min(default_since(journal, session.now, session.day_ends_at), last)
    if word[-1] in "dw" and word[:-1].isdecimal():
        return last - timedelta(days=parse_span(word) - 1)
    return parse_day(since, session)
