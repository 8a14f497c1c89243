"""`oidtrack show`: one thing of the journal in full."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from oidtrack.cli.params import parse_id
from oidtrack.cli.session import Session
from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput
from oidtrack.render.page.parts import Page
from oidtrack.services.opening import Journal

SCHEMA = "oidtrack/show/1"


def run(session: Session, name: Annotated[str, typer.Argument(metavar="ID", help="An id: e12, m1 or p1.")]) -> None:
    """Show one entry (e12), medicine (m1) or plan (p1), with all that it holds.

    Examples:
      oidtrack show e12
      oidtrack show m1 --json
    """
    read = {"e": _entry, "m": _medicine, "p": _plan}.get(name.strip().lower()[:1])
    if read is None:
        raise BadInput(f"'{printable(name)}' is no id", "ids look like e12, m1 or p1; `oidtrack list` shows them")
    found = parse_id(name, name.strip().lower()[0])
    with session.journal(create=False) as journal:
        body, page = read(session, journal, found)
    session.answer(SCHEMA, lambda: body, lambda: page)


def _entry(session: Session, journal: Journal, entry_id: int) -> tuple[dict[str, Any], Page]:  # noqa: ARG001 - one shape for all
    from oidtrack.render.journal.document import entry_body
    from oidtrack.render.journal.entries import whole_entry_page
    from oidtrack.services.journal.kept import entry

    found = entry(journal, entry_id)
    return {"entry": entry_body(found)}, whole_entry_page(found)


def _medicine(session: Session, journal: Journal, medicine_id: int) -> tuple[dict[str, Any], Page]:
    from oidtrack.render.medicines.page import medicines_body, medicines_page
    from oidtrack.services.medicines.medicines import in_force, stored

    rows, now = (stored(journal, medicine_id),), in_force(journal, session.today)
    body = medicines_body(rows, session.today, now)
    return {"medicine": body["medicines"][0]}, medicines_page(rows, session.today, now)


def _plan(session: Session, journal: Journal, plan_id: int) -> tuple[dict[str, Any], Page]:
    from oidtrack.render.plan.document import plan_body
    from oidtrack.render.plan.page import plan_page
    from oidtrack.services.plan.kept import find
    from oidtrack.taper.moving import as_of

    found = as_of(find(journal, plan_id), session.today)
    return {"plan": plan_body(found)}, plan_page(found, session.today)
