"""`oidtrack plan check`: the gate before the next cut."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.asking.asking import Stopped
from oidtrack.cli.asking.keys import keyboard
from oidtrack.cli.asking.offering_help import offer_help
from oidtrack.cli.asking.questions import RATING, Back, Question, put
from oidtrack.cli.params import Json, parse_id, wants_json
from oidtrack.cli.session import Session
from oidtrack.cli.words.reading import read_rating
from oidtrack.domain.journal import Mood, moment
from oidtrack.errors import BadInput
from oidtrack.render.page.machine import document
from oidtrack.render.plan.gate import SCHEMA, gate_body, gate_page
from oidtrack.services.journal.record import CheckIn, entries_of, save
from oidtrack.services.opening import Journal
from oidtrack.services.plan import gating, steering


def _read_withdrawal(text: str) -> int:
    if text not in _STRENGTHS:
        raise BadInput("a number from 0 to 4 is meant", "Enter leaves it blank")
    return int(text)


_STRENGTHS = "01234"
_ABOUT = "Of today as a whole. The answers are kept as an entry of today, and the check looks at them with the week."
_ASKED = (
    Question("mood", "Mood today, 0 to 10 (10 is best):", read_rating, RATING, about=_ABOUT),
    Question("pain", "Pain today, 0 to 10 (10 is worst):", read_rating, RATING, about=_ABOUT),
    Question("withdrawal", "Withdrawal today, 0 none to 4 very strong:", _read_withdrawal, _STRENGTHS, about=_ABOUT),
)


def check(
    ctx: typer.Context,
    plan: Annotated[str, typer.Argument(metavar="[ID]", help="A plan such as p1; else the one in force.")] = "",
    json: Json = False,
) -> None:
    """Before a cut: go on, wait, or call?

    It looks at the week's mood, pain, withdrawal, PHQ-9 and doses.

    It never speeds up. On a terminal it asks how today was where nothing is
    written down yet; the answers are kept as today's entry.

    Examples:
      oidtrack plan check
      oidtrack plan check --json
    """
    session: Session = ctx.obj
    with session.journal(create=False) as journal:
        running = steering.running(journal, parse_id(plan, "p") if plan else None)
        if session.interactive and not wants_json(session, json) and gating.needs_asking(journal, session.today):
            _ask(session, journal)
        found = gating.check(journal, running, session.now, session.day_ends_at)
    if any(reason.code == "self-harm-thoughts" for reason in found.reasons):
        offer_help(session)
    if wants_json(session, json):
        session.emit(document(SCHEMA, gate_body(found)))
    else:
        session.show(gate_page(found))


def _ask(session: Session, journal: Journal) -> None:
    """How today was, in three questions; Enter leaves blank, and who stops is asked no more."""
    given, place = dict[str, str](), 0
    with keyboard(moves=session.moves) as held:
        while place < len(_ASKED):
            question = _ASKED[place]
            try:
                given[question.name] = put(question, held, given.get(question.name, ""))
            except Back:
                if place == 0:
                    session.tell("  this is the first question")
                place = max(place - 1, 0)
            except Stopped:
                break
            else:
                place += 1
    ratings = tuple((name, read_rating(given[name])) for name in ("mood", "pain") if given.get(name))
    symptoms = (("withdrawal", int(given["withdrawal"])),) if given.get("withdrawal") else ()
    mood = Mood(ratings, None, (), symptoms)
    save(journal, entries_of(CheckIn(mood=mood), moment(session.now, session.day_ends_at)), session.at_utc)
