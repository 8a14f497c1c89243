"""`oidtrack demo`: a made-up person's year in a throw-away journal, to look around in."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import typer

from oidtrack.cli.params import Json, wants_json
from oidtrack.cli.session import Session
from oidtrack.render.page.machine import document
from oidtrack.render.page.parts import Heading, Page
from oidtrack.render.plan.document import plan_body
from oidtrack.render.plan.page import plan_page
from oidtrack.render.today.document import today_body
from oidtrack.render.today.page import today_page
from oidtrack.services.files.demo import build_demo
from oidtrack.services.medicines.prescribing import DAY_START
from oidtrack.services.opening import Journal, open_journal
from oidtrack.services.plan.planning import find
from oidtrack.services.today.overview import today

SCHEMA = "oidtrack/demo/1"
MADE_UP = "A made-up person's year in a throw-away journal; yours is untouched."


def run(ctx: typer.Context, json: Json = False) -> None:
    """Look around in a made-up person's year: today's card, the plan, the report.

    The journal is thrown away at the end; your own is neither read nor changed.

    Examples:
      oidtrack demo
      oidtrack demo --json
    """
    session: Session = ctx.obj
    with tempfile.TemporaryDirectory(prefix="oidtrack-") as folder:
        path = Path(folder) / "journal.db"
        build_demo(path, session.now)
        session = replace(session, db=path)  # when a day ends is asked of this journal too
        with open_journal(path, create=False) as journal:
            if wants_json(session, json):
                session.emit(document(SCHEMA, _body(session, journal)))
            else:
                session.page(_page(session, journal))


def _body(session: Session, journal: Journal) -> dict[str, Any]:
    return {
        "made_up": True,
        "note": MADE_UP,
        "today": today_body(today(journal, session.now, DAY_START)),
        "plan": plan_body(find(journal, None)),
    }


def _page(session: Session, journal: Journal) -> Page:
    from oidtrack.render.report.text import report_page
    from oidtrack.render.report.view import report_view
    from oidtrack.services.report.reporting import default_since, report

    gathered = report(journal, default_since(journal, session.now), session.today, session.now)
    pages = (
        MADE_UP,
        _titled("oidtrack today", today_page(today(journal, session.now, DAY_START))),
        _titled("oidtrack plan", plan_page(find(journal, None), session.today)),
        _titled("oidtrack report", report_page(report_view(gathered, session.now), unicode=session.unicode)),
    )
    return Page(pages, full=True)


def _titled(command: str, page: Page) -> Page:
    """A page under the command that shows it."""
    return Page((Heading(f"$ {command}"), page))
