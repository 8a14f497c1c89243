"""`oidtrack delete`: remove an entry."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.params import Yes, parse_id
from oidtrack.cli.session import Session
from oidtrack.domain.dose import printable
from oidtrack.domain.journal import Entry
from oidtrack.errors import BadInput
from oidtrack.render.journal.document import entry_body
from oidtrack.render.journal.entries import listing_page
from oidtrack.render.page.parts import Block
from oidtrack.services.journal.kept import entry
from oidtrack.services.journal.record import delete

SCHEMA = "oidtrack/delete/1"
_OTHERS = {"m": "a medicine ends with `oidtrack med stop`", "p": "a plan stays in the journal as it was"}


def run(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="ID", help="An entry such as e12.")],
    yes: Yes = False,
) -> None:
    """Remove an entry. `oidtrack undo` brings it back.

    Examples:
      oidtrack delete e12
      oidtrack delete e12 --yes
    """
    other = _OTHERS.get(name.strip().lower()[:1])
    if other:
        raise BadInput(f"'{printable(name)}' is no entry", other)
    entry_id = parse_id(name, "e")
    with session.journal(create=False) as journal:
        found = entry(journal, entry_id)
    if not (yes or _agreed(session, found)):
        session.tell("Nothing was deleted.")
        return
    with session.journal(create=False) as journal:
        gone = delete(journal, entry_id, session.at_utc)
    session.answer(
        SCHEMA,
        lambda: {"id": gone.name, "entry": entry_body(gone)},
        lambda: Block((f"deleted {gone.name}", "undo: oidtrack undo")),
    )


def _agreed(session: Session, found: Entry) -> bool:
    """Whether the entry, once seen, is to go; the journal is closed while somebody is asked."""
    if not session.interactive:
        raise session.need("your yes", f"oidtrack delete {found.name} --yes")
    from oidtrack.cli.asking.asking import confirm

    session.tell(listing_page((found,)))
    return confirm(f"Delete {found.name}?")
