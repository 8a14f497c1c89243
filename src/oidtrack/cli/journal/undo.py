"""`oidtrack undo`: take back the last changes."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.params import Json, Yes, wants_json
from oidtrack.cli.session import Session
from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput, NothingFound, Refused
from oidtrack.render.journal.undo import undone_body, undone_page
from oidtrack.services.journal.undoing import Undone, undo

_MOST = 100
_ASKED = 10
"""More changes than these at once are asked about: a slip of the finger may be a month of evenings."""


def run(
    ctx: typer.Context,
    times: Annotated[str, typer.Argument(metavar="[N]", help="How many changes; else one.")] = "1",
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Take back the last change, or the last N. Again, and it goes further back.

    More than ten at once are asked about. `oidtrack redo` does again what was
    taken back.

    Examples:
      oidtrack undo
      oidtrack undo 3
      oidtrack undo --json
    """
    session: Session = ctx.obj
    number = _number(times)
    if number > _ASKED and not yes and not _agreed(session, number):
        session.tell("Nothing was taken back.")
        return
    undone = _undone(session, number)
    if not undone:
        raise NothingFound("there is nothing to undo", "`oidtrack list` shows what is in the journal")
    if wants_json(session, json):
        from oidtrack.render.page.machine import document

        bodies = [undone_body(one, session.now) for one in undone]
        session.emit(document("oidtrack/undo/1", bodies[0] if len(bodies) == 1 else {"undone": bodies}))
    else:
        session.show("".join(undone_page(one, session.now) for one in undone))


def _agreed(session: Session, number: int) -> bool:
    if not session.interactive:
        raise session.need(f"your yes to {number} changes", f"oidtrack undo {number} --yes")
    from oidtrack.cli.asking.asking import confirm

    return confirm(f"Take back the last {number} changes?")


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
