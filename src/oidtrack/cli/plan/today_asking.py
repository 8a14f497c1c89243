"""How today was, asked before the check of a cut."""

from __future__ import annotations

from contextlib import suppress

from oidtrack.cli.asking.asking import Stopped
from oidtrack.cli.asking.keys import at_hand, keyboard
from oidtrack.cli.asking.questions import RATING, Question, put
from oidtrack.cli.asking.walking import in_turn
from oidtrack.cli.session import Session
from oidtrack.cli.words.reading import read_rating
from oidtrack.domain.journal import Mood, moment
from oidtrack.errors import BadInput
from oidtrack.services.journal.record import CheckIn, entries_of, save
from oidtrack.services.opening import Journal


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


def ask(session: Session, journal: Journal) -> None:
    """How today was, in three questions; Enter leaves blank, and who stops is asked no more."""
    given = dict[str, str]()

    def answered(question: Question) -> bool:
        given[question.name] = put(question, at_hand(), given.get(question.name, ""))
        return True

    with suppress(Stopped), keyboard(moves=session.moves):
        in_turn(session, _ASKED, answered)
    ratings = tuple((name, read_rating(given[name])) for name in ("mood", "pain") if given.get(name))
    symptoms = (("withdrawal", int(given["withdrawal"])),) if given.get("withdrawal") else ()
    mood = Mood(ratings, None, (), symptoms)
    save(journal, entries_of(CheckIn(mood=mood), moment(session.now, session.day_ends_at)), session.at_utc)
