"""`oidtrack today`, and `oidtrack` alone: the card of today, without the option parser."""

from __future__ import annotations

from msgspec.structs import replace

from oidtrack.cli.session import Session
from oidtrack.render.today.brief import brief_card
from oidtrack.render.today.page import today_page
from oidtrack.services.today.card import TodayCard
from oidtrack.services.today.overview import copies_to_name, today


def show(session: Session) -> None:
    """Show today: doses planned and taken, where you are in the plan, what comes next.

    On a terminal it is brief: eight lines on an ordinary day; --plain has all.
    Where a cut is near and the check says wait, it asks in one key what to do;
    else it only looks. Without a journal it says how to begin.

    Examples:
      oidtrack
      oidtrack today --json
    """
    card = _card(session)
    from oidtrack.render.today.document import SCHEMA, today_body

    session.answer(SCHEMA, lambda: today_body(card), lambda: brief_card(card) if session.window else today_page(card))
    if session.interactive and card.gate is not None and card.gate.asks:
        from oidtrack.cli.plan.deciding import decide

        decide(session, card.gate)


def _card(session: Session) -> TodayCard:
    with session.journal_if_any() as journal:
        card = today(journal, session.now, session.day_ends_at, session.region)
    return card if journal is None else replace(card, copies=copies_to_name(journal.path, card))
