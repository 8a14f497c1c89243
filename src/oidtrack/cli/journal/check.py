"""`oidtrack check`: a questionnaire, asked item by item or answered at once."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.asking import asking
from oidtrack.cli.asking.keys import keyboard
from oidtrack.cli.asking.offering_help import offer_help
from oidtrack.cli.asking.questions import RATING, TEN, Back, Question, put
from oidtrack.cli.params import Json, wants_json
from oidtrack.cli.session import Session
from oidtrack.cli.words.reading import read_at
from oidtrack.cli.words.when import When
from oidtrack.clinical import catalogue
from oidtrack.domain.dose import printable
from oidtrack.domain.journal import moment
from oidtrack.domain.questionnaire import Questionnaire, score
from oidtrack.errors import BadInput
from oidtrack.render.journal.check import SCHEMA, check_body, check_page, item_block, opening_page
from oidtrack.render.page.machine import document
from oidtrack.services.journal.assessing import keep

USUAL = "phq9"
_LONGEST_POINTS = 3


def run(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="[NAME]", help="phq2, phq9, gad7, peg, shortows or sows; else phq9.")
    ] = "",
    answers: Annotated[
        str | None, typer.Option("--answers", metavar="LIST", help="All points in order: 0,1,2.")
    ] = None,
    at: Annotated[str | None, typer.Option("--at", metavar="WHEN", help="yesterday 9pm, 2h ago, 8:30.")] = None,
    json: Json = False,
) -> None:
    """Answer a questionnaire on mood, anxiety, pain or withdrawal.

    It shows the score, what it means and how it has changed. It is no diagnosis.

    Examples:
      oidtrack check
      oidtrack check gad7 --at "yesterday 9pm"
      oidtrack check peg --answers 7,5,6 --json
    """
    session: Session = ctx.obj
    form = _form(session, name, answers)
    session.unlock()  # before the questions, not after
    when = When(session.now, has_time=True) if at is None else read_at(at, session)
    points = _asked(session, form) if answers is None else _read(session, form, answers)
    with session.journal() as journal:
        checked = keep(journal, form, points, moment(when.at, session.day_ends_at), session.at_utc)
    if wants_json(session, json):
        session.emit(document(SCHEMA, check_body(checked)))
    else:
        session.show(check_page(checked))


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
    points = tuple(_points(word) for word in text.split(","))
    if score(form, points).alarm:
        offer_help(session)
    return points


def _asked(session: Session, form: Questionnaire) -> tuple[int, ...]:
    """Answers, one by one.

    Raises:
        typer.Abort: The person stopped.
    """
    session.tell(opening_page(form))
    points: dict[int, int] = {}
    place = 0
    with keyboard() as keys:
        while place < len(form.items):
            try:
                question = _item(form, place)
                session.tell(question.before)
                points[place] = int(put(question, keys, str(points.get(place, ""))))
            except Back:
                if place == 0:
                    session.tell("  this is the first question")
                place = max(place - 1, 0)
                continue
            except asking.Stopped:
                raise typer.Abort from None
            if points[place] > 0 and place + 1 == form.alarm_item:
                offer_help(session)
            place += 1
    return tuple(points[place] for place in range(len(form.items)))


def _item(form: Questionnaire, place: int) -> Question:
    """One item: a key is an answer where one is enough, Enter alone is none."""
    least, most = form.choices[0].points, form.choices[-1].points

    def read(line: str) -> int:
        try:
            points = _points(line)
        except BadInput:
            points = -1
        if not least <= points <= most:
            raise BadInput(f"a number from {least} to {most} is meant", "b goes back, Ctrl-C stops and saves nothing")
        return points

    keys = RATING if most == int(TEN) else "".join(str(n) for n in range(least, most + 1))
    return Question(str(place), f"{least}-{most}:", read, keys, must=True, before=item_block(form, place))


def _points(word: str) -> int:
    text = word.strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_POINTS):
        raise BadInput(f"'{printable(text)}' is no number of points", "for example --answers 0,1,2")
    return int(text)
