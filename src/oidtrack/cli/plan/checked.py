"""The gate before the next cut as `plan check` shows it, without the option parser."""

from __future__ import annotations

from oidtrack.cli.session import Session
from oidtrack.render.plan.gate import SCHEMA, gate_body, gate_page
from oidtrack.services.plan import gating, steering


def show(session: Session, plan_id: int | None = None) -> None:
    """Show what the check says; on a terminal it asks how today was where nothing is written down yet.

    Args:
        session: The run.
        plan_id: The plan, or None for the one in force.
    """
    with session.journal(create=False) as journal:
        running = steering.running(journal, plan_id)
        if session.interactive and not session.json and gating.needs_asking(journal, session.today):
            from oidtrack.cli.plan.today_asking import ask

            ask(session, journal)
        found = gating.check(journal, running, session.now, session.day_ends_at)
    if any(reason.code == "self-harm-thoughts" for reason in found.reasons):
        from oidtrack.cli.asking.offering_help import offer_help

        offer_help(session)
    session.answer(SCHEMA, lambda: gate_body(found), lambda: gate_page(found))
