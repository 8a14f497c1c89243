"""`oidtrack warnings`: the findings in force now."""

from __future__ import annotations

from typing import Annotated

import typer
from msgspec.structs import replace

from oidtrack.cli.params import Json, wants_json
from oidtrack.cli.session import Session
from oidtrack.cli.warnings.shown import show
from oidtrack.clinical import catalogue
from oidtrack.render.page.machine import document
from oidtrack.render.warnings.page import SCHEMA, explained_body, explained_page
from oidtrack.rules.explained import looks_for
from oidtrack.services.warnings.in_force import held, known_id


def run(
    ctx: typer.Context,
    explain: Annotated[str, typer.Option(metavar="ID", help="One of them in full: rule, source, entries.")] = "",
    json: Json = False,
) -> None:
    """Show what stands out now, the most severe first, each with what to do.

    It knows only what you wrote down, and it is no diagnosis. A finding that is
    over is no longer listed.

    Examples:
      oidtrack warnings
      oidtrack warnings --explain early-signs
      oidtrack warnings --json
    """
    session: Session = ctx.obj
    wanted = known_id(explain) if explain else ""
    if not wanted:
        show(replace(session, json=wants_json(session, json)))
        return
    with session.journal(create=False) as journal:
        found = held(journal, session.now, session.day_ends_at).findings
    one = next((finding for finding in found if finding.id == wanted), None)
    named = looks_for(wanted)[1] if one is None else one.source
    source = next((s for s in catalogue.sources() if s.id == named), None)
    if wants_json(session, json):
        session.emit(document(SCHEMA, explained_body(one, wanted, source)))
    else:
        session.show(explained_page(one, wanted, source))
