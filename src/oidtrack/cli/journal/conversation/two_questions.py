"""The two questions of the PHQ-2 in the evening entry, and the nine that may follow them.

Loaded only on an evening of questions, and once the others are answered: looking through the diary takes a moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from oidtrack.cli.asking.asking import Stopped
from oidtrack.cli.asking.keys import at_hand, keyboard
from oidtrack.cli.asking.questions import Back, Question, put
from oidtrack.cli.journal.conversation.evening_answers import OF_TWO, read_choice
from oidtrack.cli.journal.conversation.item_by_item import ask_items, item
from oidtrack.cli.session import Session
from oidtrack.clinical import catalogue
from oidtrack.domain.journal import Assessment, moment
from oidtrack.errors import LeftOff, OidtrackError
from oidtrack.render.journal.check import check_page, outcome_page
from oidtrack.render.page.parts import BLANK, Block
from oidtrack.rules.asking import Reason
from oidtrack.services.journal.assessing import Checked, keep
from oidtrack.services.warnings.due_now import due_now

if TYPE_CHECKING:
    from oidtrack.rules.asking import Due

TWO, NINE = "phq2", "phq9"
_WHY = {
    Reason.SIGN: "Your diary looks different of late, and often that passes. Two short questions tell more.",
    Reason.AFTER_CUT: "Once a week after a change of dose: two short questions.",
    Reason.FORTNIGHT: "Every two weeks: two short questions.",
}
_HOW = "Enter: not now. One key is an answer."
_NOW = "y asks them now, some two minutes; n or Enter leaves them for later. Your evening is saved already."
_LATER = "Whenever you like: oidtrack check phq9"
_NINE = "Two questions can notice that something may be there; nine can tell how much. They are no diagnosis."


def due_this_evening(session: Session) -> Due | None:
    """The questionnaire that is due; None too where the journal cannot tell, since the entry goes on without it."""
    try:
        with session.journal_if_any() as journal:
            return None if journal is None else due_now(journal, session.now, session.day_ends_at)
    except OidtrackError:
        return None


def questions(due: Due, given: Mapping[str, str]) -> list[Question]:
    """The two questions; the second one only once the first has its answer."""
    form = catalogue.questionnaire(TWO)
    head = Block((BLANK, _WHY[due.reason], _HOW, form.stem))
    asked = []
    for place, name in enumerate(OF_TWO):
        one = item(form, place, hint="")
        before = Block((head, one.before)) if place == 0 else one.before
        asked.append(replace(one, name=name, must=False, before=before, about=""))
    return asked if OF_TWO[0] in given else asked[:1]


def answered(given: Mapping[str, str]) -> tuple[Assessment, ...]:
    """The PHQ-2 where both have an answer: with one alone there is no score, and no missing answer is filled in."""
    if not all(name in given for name in OF_TWO):
        return ()
    return (Assessment(TWO, tuple(int(given[name]) for name in OF_TWO)),)


def tell_what_came(session: Session, checked: Checked, *, ask: bool) -> None:
    """The score and what it means, after the entry; where it is high, the nine questions, now or later.

    Args:
        session: The clock, the journal and who is asked.
        checked: What came of the two.
        ask: Whether a question may follow.
    """
    session.tell(Block((BLANK, outcome_page(checked))))
    if not checked.cautions:
        return
    session.tell(Block((_NINE,)))
    with keyboard(moves=session.moves):  # held through both, so that an Enter behind the y goes with it
        wanted = ask and _wants_nine()
        points = _ask_nine(session) if wanted else ()
    if points:
        _keep_nine(session, points)
    elif not wanted:
        session.tell(_LATER)


def remind_of_nine(session: Session, due: Due | None) -> None:
    """One line on the evenings after, as long as they are due."""
    if due is not None and due.instrument == NINE:
        session.tell(Block((BLANK, due.words)))


def _wants_nine() -> bool:
    question = Question("nine", "Answer the nine now? [y/N]", read_choice, "yn", about=_NOW)
    try:
        return put(question, at_hand()) == "y"
    except (Back, Stopped):
        return False


def _ask_nine(session: Session) -> tuple[int, ...]:
    """Their answers; none where the person stopped."""
    try:
        return ask_items(session, catalogue.questionnaire(NINE))
    except LeftOff:
        session.tell(f"The nine were not saved, your evening was. {_LATER}")
        return ()


def _keep_nine(session: Session, points: tuple[int, ...]) -> None:
    form = catalogue.questionnaire(NINE)
    with session.journal() as journal:
        checked = keep(journal, form, points, moment(session.now, session.day_ends_at), session.at_utc)
    session.show(check_page(checked))
