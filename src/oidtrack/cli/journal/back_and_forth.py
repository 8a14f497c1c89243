"""Going back and forth through what was done: the ground that `undo` and `redo` share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from oidtrack.cli.session import Session
from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput, NothingFound
from oidtrack.render.journal.undo import undone_body
from oidtrack.render.page.parts import Block, Page
from oidtrack.services.journal.undoing import Once, Undone, several

_MOST = 100


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


def read_times(word: str, direction: Direction) -> int:
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


def go(session: Session, direction: Direction, times: int) -> None:
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
    if found and session.json:
        from oidtrack.render.page.machine import document

        bodies = [undone_body(one, session.now) for one in found]
        session.emit(
            document(f"oidtrack/{direction.name}/1", bodies[0] if len(bodies) == 1 else {direction.done: bodies})
        )
    elif found:
        session.show(Block(tuple(direction.page(one, session.now) for one in found)))
    if refusal is not None:
        raise refusal
