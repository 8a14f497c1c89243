"""The findings in force as `warnings` shows them, without the option parser."""

from __future__ import annotations

from oidtrack.cli.session import Session
from oidtrack.render.warnings.page import SCHEMA, warnings_body, warnings_page
from oidtrack.services.warnings.in_force import held


def show(session: Session) -> None:
    """Show what stands out now, the most severe first."""
    with session.journal(create=False) as journal:
        now = held(journal, session.now, session.day_ends_at)
    session.answer(SCHEMA, lambda: warnings_body(now.findings), lambda: warnings_page(now.findings, now.due), long=True)
