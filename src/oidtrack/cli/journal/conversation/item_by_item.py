"""A questionnaire, asked item by item."""

from __future__ import annotations

from oidtrack.cli.asking.asking import Stopped
from oidtrack.cli.asking.keys import at_hand, keyboard
from oidtrack.cli.asking.offering_help import offer_help
from oidtrack.cli.asking.questions import RATING, TEN, Question, put
from oidtrack.cli.asking.walking import in_turn
from oidtrack.cli.session import Session
from oidtrack.domain.dose import printable
from oidtrack.domain.questionnaire import Questionnaire
from oidtrack.errors import BadInput, LeftOff
from oidtrack.render.journal.check import item_block, opening_page

_LONGEST_POINTS = 3
_ABOUT = "The answer that is nearest; there is no right one. Nothing is saved until the last has its answer."
_HINT = "b goes back, q stops and saves nothing"


def ask_items(session: Session, form: Questionnaire) -> tuple[int, ...]:
    """The answers to a questionnaire, one by one; help is shown as soon as it may be needed.

    Raises:
        LeftOff: The person stopped.
    """
    session.tell(opening_page(form))
    points: dict[int, int] = {}
    places = range(len(form.items))

    def ask(place: int) -> bool:
        question = item(form, place)
        session.tell(question.before)
        points[place] = int(put(question, at_hand(), str(points.get(place, ""))))
        if points[place] > 0 and place + 1 == form.alarm_item:
            offer_help(session)
        return True

    try:
        with keyboard(moves=session.moves):
            in_turn(session, places, ask)
    except Stopped:
        raise LeftOff from None
    return tuple(points[place] for place in places)


def item(form: Questionnaire, place: int, hint: str = _HINT) -> Question:
    """One item, counted from 0: a key is an answer where one is enough, Enter alone is none.

    Args:
        form: The questionnaire.
        place: Which item.
        hint: What may be typed instead, said of an answer that is none.
    """
    least, most = form.choices[0].points, form.choices[-1].points

    def read(line: str) -> int:
        try:
            points = read_points(line)
        except BadInput:
            points = -1
        if not least <= points <= most:
            raise BadInput(f"a number from {least} to {most} is meant", hint)
        return points

    keys = RATING if most == int(TEN) else "".join(str(n) for n in range(least, most + 1))
    return Question(str(place), f"{least}-{most}:", read, keys, must=True, before=item_block(form, place), about=_ABOUT)


def read_points(word: str) -> int:
    """The points of one item, as typed.

    Raises:
        BadInput: It is no whole number.
    """
    text = word.strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_POINTS):
        raise BadInput(f"'{printable(text)}' is no number of points", "for example --answers 0,1,2")
    return int(text)
