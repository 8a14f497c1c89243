"""`oidtrack undo`: take back the last changes."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.params import Json, wants_json
from oidtrack.cli.session import Session
from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput, NothingFound, Refused
from oidtrack.render.journal.undo import undone_body, undone_page
from oidtrack.services.journal.undoing import Undone, undo

_MOST = 100


def run(
    ctx: typer.Context,
    times: Annotated[str, typer.Argument(metavar="[N]", help="How many changes; else one.")] = "1",
    json: Json = False,
) -> None:
    """Take back the last change, or the last N. Again, and it goes further back.

    Examples:
      oidtrack undo
      oidtrack undo 3
      oidtrack undo --json
    """
    session: Session = ctx.obj
    undone = _undone(session, _number(times))
    if not undone:
        raise NothingFound("there is nothing to undo", "`oidtrack list` shows what is in the journal")
    if wants_json(session, json):
        from oidtrack.render.page.machine import document

        bodies = [undone_body(one, session.now) for one in undone]
        session.emit(document("oidtrack/undo/1", bodies[0] if len(bodies) == 1 else {"undone": bodies}))
    else:
        session.show("".join(undone_page(one, session.now) for one in undone))


def _undone(session: Session, times: int) -> tuple[Undone, ...]:
    """What was taken back, the latest first; fewer where the journal holds fewer."""
    found: list[Undone] = []
    with session.journal(create=False) as journal:
        try:
            while len(found) < times and (one := undo(journal, session.at_utc, session.today)) is not None:
                found.append(one)
        except Refused:
            if found:
                session.show("".join(undone_page(one, session.now) for one in found))
            raise
    return tuple(found)


def _number(word: str) -> int:
    text = word.strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(_MOST)) and 0 < int(text) <= _MOST):
        raise BadInput(
            f"'{printable(word)}' is no number of changes", f"from 1 to {_MOST}, for example: oidtrack undo 3"
        )
    return int(text)
