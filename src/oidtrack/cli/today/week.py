"""`oidtrack week`: a look back at seven days in one screen."""

from __future__ import annotations

from oidtrack.cli.session import Session
from oidtrack.render.today.week import SCHEMA, week_body, week_page
from oidtrack.services.today.week import week


def run(session: Session) -> None:
    """Look back at the last seven days: doses, mood and sleep, notes, and what comes next.

    Mood and sleep stand beside the week before and your usual range, which is
    that of the four months before, days after cuts left out.

    Examples:
      oidtrack week
      oidtrack week --json
    """
    with session.journal(create=False) as journal:
        found = week(journal, session.now, session.day_ends_at, session.region)
    session.answer(SCHEMA, lambda: week_body(found), lambda: week_page(found))
