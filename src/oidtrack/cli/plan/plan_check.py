"""`oidtrack plan check`: the gate before the next cut."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.asking import asking
from oidtrack.cli.asking.offering_help import offer_help
from oidtrack.cli.params import Json, parse_id, wants_json
from oidtrack.cli.session import Session
from oidtrack.domain.journal import Mood, moment
from oidtrack.render.page.machine import document
from oidtrack.render.plan.gate import SCHEMA, gate_body, gate_page
from oidtrack.services.journal.record import CheckIn, entries_of, save
from oidtrack.services.opening import Journal
from oidtrack.services.plan import gating, steering

_ASKED = (("mood", "Mood today, 0 to 10 (10 is best):"), ("pain", "Pain today, 0 to 10 (10 is worst):"))
_WORST_SYMPTOM = 4


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
    """How today was, in three questions; Enter leaves blank, Ctrl-C asks no more."""
    ratings, symptoms = [], []
    try:
        for name, question in _ASKED:
            value = asking.number(question, 0, 10)
            if value is not None:
                ratings.append((name, int(value * 10)))
        worst = asking.number("Withdrawal today, 0 none to 4 very strong:", 0, _WORST_SYMPTOM)
        if worst is not None:
            symptoms.append(("withdrawal", int(worst)))
    except asking.Stopped:
        pass
    mood = Mood(tuple(ratings), None, (), tuple(symptoms))
    save(journal, entries_of(CheckIn(mood=mood), moment(session.now, session.day_ends_at)), session.at_utc)
