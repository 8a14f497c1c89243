"""`oidtrack doctor`: whether the journal is whole, and what lies around it."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.session import Session
from oidtrack.cli.surroundings import file_path
from oidtrack.render.files import rescue
from oidtrack.render.files.doctor import SCHEMA, doctor_body, doctor_page
from oidtrack.services.files.examining import examine
from oidtrack.services.files.rescuing import salvage

WRONG = 1


def run(
    session: Session,
    target: Annotated[str, typer.Option("--rescue", metavar="FILE", help="Read what can be read into a new one.")] = "",
) -> None:
    """Look at your journal: whether it is whole, who may read it, copies beside it, the age of the facts.

    It only looks. It ends with exit code 1 where something is wrong with the
    file: it is damaged, or others may read it. With --rescue, all that can still
    be read goes into a new journal, which is whole; the damaged one stays as it
    is. What is missing, if anything, is said.

    Examples:
      oidtrack doctor
      oidtrack doctor --json
      oidtrack doctor --rescue rescued.db
    """
    if target:
        _rescue(session, target)
        return
    # the day by the clock alone: when a day ends stands in the journal, which may be what is damaged
    found = examine(session.place, session.now.date())
    session.answer(SCHEMA, lambda: doctor_body(found), lambda: doctor_page(found))
    if not found.well:
        raise typer.Exit(WRONG)


def _rescue(session: Session, target: str) -> None:
    place = file_path(target, "oidtrack doctor --rescue rescued.db")
    with session.progress("Reading what can be read", asks=session.encrypted) as tick:
        found = salvage(session.place, place, tick)
    session.answer(rescue.SCHEMA, lambda: rescue.rescue_body(found), lambda: rescue.rescue_page(found))
