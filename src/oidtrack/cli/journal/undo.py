"""`oidtrack undo` and `redo`: take back the last changes, and do again what was taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, NamedTuple

import typer

from oidtrack.cli.asking.asking import agreed
from oidtrack.cli.params import Yes
from oidtrack.cli.session import Session
from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput, NothingFound
from oidtrack.render.journal.undo import redone_page, undone_body, undone_page
from oidtrack.render.page.parts import Block, Page
from oidtrack.services.journal import undoing
from oidtrack.services.journal.undoing import Once, Undone, several

Times = Annotated[str, typer.Argument(metavar="[N]", help="How many changes; else one.")]
_MOST = 100
_ASKED = 10
"""More changes than these at once are asked about: a slip of the finger may be a month of evenings."""


class Direction(NamedTuple):
    """Back or forth.

    Attributes:
        name: The command.
        done: The key of several changes in its document.
        nothing: What is said where there is no change to go to.
        once: Goes over one change; None where there is none.
        page: One change in words.
    """

    name: str
    done: str
    nothing: str
    once: Once
    page: Callable[[Undone, datetime], Page]


BACK = Direction("undo", "undone", "there is nothing to undo", undoing.undo, undone_page)
AGAIN = Direction("redo", "redone", "there is nothing to do again", undoing.redo, redone_page)


def undo(session: Session, times: Times = "1", yes: Yes = False) -> None:
    """Take back the last change, or the last N. Again, and it goes further back.

    More than ten at once are asked about. `oidtrack redo` does again what was
    taken back.

    Examples:
      oidtrack undo
      oidtrack undo 3
      oidtrack undo --json
    """
    number = _read_times(times, BACK)
    missing = f"your yes to {number} changes", f"oidtrack undo {number} --yes"
    if number > _ASKED and not (yes or agreed(session, f"Take back the last {number} changes?", missing=missing)):
        session.tell("Nothing was taken back.")
        return
    _go(session, BACK, number)


def redo(session: Session, times: Times = "1") -> None:
    """Do again what `undo` took back last, or the last N. Again, and it goes further on.

    Once something else was written down, what was taken back before stays so.

    Examples:
      oidtrack redo
      oidtrack redo 3
    """
    _go(session, AGAIN, _read_times(times, AGAIN))


def _read_times(word: str, direction: Direction) -> int:
    """Read how many changes to go over: 1 to 100.

    Raises:
        BadInput: Anything else.
    """
    text = word.strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(_MOST)) and 0 < int(text) <= _MOST):
        raise BadInput(
            f"'{printable(word)}' is no number of changes",
            f"from 1 to {_MOST}, for example: oidtrack {direction.name} 3",
        )
    return int(text)


def _go(session: Session, direction: Direction, times: int) -> None:
    """Go over so many changes, fewer where the journal holds fewer, and show each; then say what kept it from going on.

    Raises:
        NothingFound: There is no change to go to.
        Refused: The next change would move the dose in force.
        JournalError: A row is no longer as it was left.
    """
    with session.journal(create=False) as journal:
        today = session.today
        with session.progress("Putting rows back") as tick:
            found, refusal = several(direction.once, journal, times, session.at_utc, today, tick)
    if not found and refusal is None:
        raise NothingFound(direction.nothing, "`oidtrack list` shows what is in the journal")
    if found:
        bodies = [undone_body(one, session.now) for one in found]
        session.answer(
            f"oidtrack/{direction.name}/1",
            lambda: bodies[0] if len(bodies) == 1 else {direction.done: bodies},
            lambda: Block(tuple(direction.page(one, session.now) for one in found)),
        )
    if refusal is not None:
        raise refusal
