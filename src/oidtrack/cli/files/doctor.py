"""`oidtrack doctor`: whether the journal is whole, and what lies around it."""

from __future__ import annotations

import typer

from oidtrack.cli.params import Json, wants_json
from oidtrack.cli.session import Session
from oidtrack.render.files.doctor import SCHEMA, doctor_body, doctor_page
from oidtrack.render.page.machine import document
from oidtrack.services.files.examining import examine

WRONG = 1


def run(ctx: typer.Context, json: Json = False) -> None:
    """Look at your journal: whether it is whole, who may read it, copies beside it, the age of the facts.

    It only looks. It ends with exit code 1 where something is wrong with the
    file: it is damaged, or others may read it.

    Examples:
      oidtrack doctor
      oidtrack doctor --json
    """
    session: Session = ctx.obj
    # the day by the clock alone: when a day ends stands in the journal, which may be what is damaged
    found = examine(session.place, session.now.date())
    if wants_json(session, json):
        session.emit(document(SCHEMA, doctor_body(found)))
    else:
        session.show(doctor_page(found))
    if not found.well:
        raise typer.Exit(WRONG)
