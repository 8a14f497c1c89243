"""`oidtrack today`, and `oidtrack` alone: the card of today."""

from __future__ import annotations

import typer
from msgspec.structs import replace

from oidtrack.cli.params import Json, wants_json
from oidtrack.cli.session import Session
from oidtrack.render.page.machine import document
from oidtrack.render.today.brief import brief_card
from oidtrack.render.today.document import SCHEMA, today_body
from oidtrack.render.today.page import today_page
from oidtrack.services.today.card import TodayCard
from oidtrack.services.today.overview import copies_to_name, today


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
    card = _card(session)
    if wants_json(session, json):
        session.emit(document(SCHEMA, today_body(card)))
    else:
        session.show(brief_card(card) if session.window else today_page(card))
        if session.interactive and card.gate is not None and card.gate.asks:
            from oidtrack.cli.plan.deciding import decide

            decide(session, card.gate)


def _card(session: Session) -> TodayCard:
    journal = session.journal_if_any()
    if journal is None:
        return today(None, session.now, session.day_ends_at, session.region)
    with journal:
        card = today(journal, session.now, session.day_ends_at, session.region)
    return replace(card, copies=copies_to_name(journal.path, card))
