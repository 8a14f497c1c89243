"""`oidtrack warnings`: the findings in force now."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.session import Session
from oidtrack.cli.warnings.shown import show
from oidtrack.clinical import catalogue
from oidtrack.render.warnings.page import SCHEMA, explained_body, explained_page
from oidtrack.rules.explained import looks_for
from oidtrack.services.warnings.in_force import held, known_id


def run(
    session: Session,
    explain: Annotated[str, typer.Option(metavar="ID", help="One of them in full: rule, source, entries.")] = "",
) -> None:
    """Show what stands out now, the most severe first, each with what to do.

    It knows only what you wrote down, and it is no diagnosis. A finding that is
    over is no longer listed.

    Examples:
      oidtrack warnings
      oidtrack warnings --explain early-signs
      oidtrack warnings --json
    """
    wanted = known_id(explain) if explain else ""
    if not wanted:
        show(session)
        return
    with session.journal(create=False) as journal:
        found = held(journal, session.now, session.day_ends_at).findings
    one = next((finding for finding in found if finding.id == wanted), None)
    named = looks_for(wanted)[1] if one is None else one.source
    source = next((s for s in catalogue.sources() if s.id == named), None)
    session.answer(SCHEMA, lambda: explained_body(one, wanted, source), lambda: explained_page(one, wanted, source))
