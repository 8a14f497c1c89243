"""`oidtrack check`: a questionnaire, asked item by item or answered at once."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.asking.offering_help import offer_help
from oidtrack.cli.journal.conversation.item_by_item import ask_items, read_points
from oidtrack.cli.session import Session
from oidtrack.cli.words.reading import read_at
from oidtrack.cli.words.when import When
from oidtrack.clinical import catalogue
from oidtrack.domain.journal import moment
from oidtrack.domain.questionnaire import Questionnaire, score
from oidtrack.render.journal.check import SCHEMA, check_body, check_page
from oidtrack.services.journal.assessing import keep

USUAL = "phq9"


def run(
    session: Session,
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="phq2, phq9, gad7, peg, shortows or sows; else phq9.")
    ] = "",
    answers: Annotated[str | None, typer.Option(metavar="LIST", help="All points in order: 0,1,2.")] = None,
    at: Annotated[str | None, typer.Option("--at", metavar="WHEN", help="yesterday 9pm, 2h ago, 8:30.")] = None,
) -> None:
    """Answer a questionnaire on mood, anxiety, pain or withdrawal.

    It shows the score, what it means and how it has changed. It is no diagnosis.

    Examples:
      oidtrack check
      oidtrack check gad7 --at "yesterday 9pm"
      oidtrack check peg --answers 7,5,6 --json
    """
    form = _form(session, name, answers)
    session.unlock()  # before the questions, not after
    when = When(session.now, has_time=True) if at is None else read_at(at, session)
    points = ask_items(session, form) if answers is None else _read(session, form, answers)
    with session.journal() as journal:
        checked = keep(journal, form, points, moment(when.at, session.day_ends_at), session.at_utc)
    session.answer(SCHEMA, lambda: check_body(checked), lambda: check_page(checked))


def _form(session: Session, name: str, answers: str | None) -> Questionnaire:
    """The questionnaire that is meant, once it is clear that it can be answered."""
    ids = ", ".join(catalogue.questionnaire_ids())
    if not name.strip() and (answers is not None or not session.interactive):
        raise session.need("the questionnaire", f"say which: {ids}")
    form = catalogue.questionnaire(name.strip().replace("-", "") or USUAL)
    if answers is None and not session.interactive:
        zeros = ",".join("0" * len(form.items))
        raise session.need("every answer", f"for example: oidtrack check {form.id} --answers {zeros}")
    return form


def _read(session: Session, form: Questionnaire, text: str) -> tuple[int, ...]:
    """Answers that were typed at once; help is shown before anything else is done with them."""
    points = tuple(read_points(word) for word in text.split(","))
    if score(form, points).alarm:
        offer_help(session)
    return points
