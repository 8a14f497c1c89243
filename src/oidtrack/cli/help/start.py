"""`oidtrack start`: a first evening, asked one by one. Every answer is written as the plain commands write it."""

from __future__ import annotations

import typer

from oidtrack.cli.asking.asking import Stopped
from oidtrack.cli.asking.keys import keyboard
from oidtrack.cli.asking.walking import in_turn
from oidtrack.cli.help.start_asking import AskFirst, First
from oidtrack.cli.help.start_questions import QUESTIONS
from oidtrack.cli.session import Session
from oidtrack.errors import BadInput, Refused
from oidtrack.render.page.parts import Block, Words
from oidtrack.services.journal.undoing import undo

_BEGIN = Block(
    (
        Words("A few questions to begin with. Enter leaves any of them out, b goes one back, ? explains, q stops."),
        Words("What you answered before is kept, and nothing leaves this computer."),
    )
)
_DONE = "That is all. Each evening: oidtrack log. How today stands: oidtrack. Short articles: oidtrack guide"


def run(ctx: typer.Context) -> None:
    """Begin, question by question: your medicine, your country, a plan if there is one, tonight.

    Every question may be left out with Enter, b goes one back, ? explains, q stops
    and keeps what was answered. What is known already is not asked again. Nothing
    here is needed: each answer has a command of its own.

    Examples:
      oidtrack start
      oidtrack med add oxycodone --dose 30 --at 8:00,14:00,22:00
      oidtrack log
    """
    session: Session = ctx.obj
    if not session.interactive or session.json:
        raise session.need(
            "somebody to ask", "`oidtrack start` asks on a terminal; without one: oidtrack med add, oidtrack log"
        )
    session.unlock()
    session.tell(_BEGIN)
    first = First(session)
    try:
        with keyboard(moves=session.moves):
            in_turn(
                session,
                QUESTIONS,
                lambda ask: _asked(first, ask),
                went_back=lambda ask: _take_back(first, first.before[ask]),
                faults=(BadInput, Refused),
            )
    except Stopped:
        kept = f"Kept so far: {', '.join(first.kept)}." if first.kept else "Nothing was answered, nothing was saved."
        session.tell(f"Stopped. {kept} To go on where you were: oidtrack start")
        return
    session.tell(_DONE)


def _asked(first: First, ask: AskFirst) -> bool:
    first.before[ask] = len(first.kept)
    return ask(first)


def _take_back(first: First, before: int) -> None:
    """Undo what was written since then."""
    session = first.session
    while len(first.kept) > before:
        with session.journal(create=False) as journal:
            undo(journal, session.at_utc, session.today)
        session.tell(f"  taken back: {first.kept.pop()}")
