"""A conversation: its questions one after the other, and back again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from oidtrack.cli.asking.questions import Back
from oidtrack.cli.session import Session
from oidtrack.errors import BadInput, OidtrackError
from oidtrack.render.page.parts import inset

FIRST = "  this is the first question"
Q = TypeVar("Q")


def in_turn(
    session: Session,
    questions: Sequence[Q],
    ask: Callable[[Q], bool],
    *,
    went_back: Callable[[Q], object] = lambda _: None,
    faults: tuple[type[OidtrackError], ...] = (BadInput,),
) -> None:
    """Ask every question; one whose answer cannot be is asked again, and none before it.

    Args:
        session: Who is asked.
        questions: All that may be asked, in their order.
        ask: Asks one and keeps the answer; false where nothing needed to be asked, so that nobody goes back to it.
        went_back: Called with a question that is asked again because the person went back to it.
        faults: What an answer is refused with.

    Raises:
        Stopped: The person stopped.
    """
    n, asked = 0, list[int]()
    while n < len(questions):
        try:
            if ask(questions[n]):
                asked.append(n)
            n += 1
        except Back as back:
            if back.to is not None:
                n = questions.index(back.to)
                asked = [one for one in asked if one < n]
            elif asked:
                n = asked.pop()
                went_back(questions[n])
            else:
                session.tell(FIRST)
        except faults as error:
            session.tell(inset(error.in_line))
