"""`log` without options: the evening entry, asked one by one in half a minute.

Everything that could still be refused is settled before the note, so that nothing stands between it and the journal.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from oidtrack.cli.asking.asking import Stopped, agree
from oidtrack.cli.asking.keys import at_hand, keyboard
from oidtrack.cli.asking.questions import Back, Question, put
from oidtrack.cli.asking.walking import FIRST
from oidtrack.cli.doses.dosing import doses_at, open_so_far, weigh
from oidtrack.cli.journal.conversation.evening import (
    KEEP,
    LAST_OF_EACH,
    NO,
    OWN,
    YES,
    Evening,
    is_of_doses,
)
from oidtrack.cli.journal.conversation.evening_answers import OF_TWO, read_choice, read_words
from oidtrack.cli.session import Session
from oidtrack.cli.words.reading import Said
from oidtrack.cli.words.when import When
from oidtrack.domain.journal import Assessment, Entry, moment
from oidtrack.errors import BadInput, JournalError, LeftOff, OidtrackError
from oidtrack.render.page.parts import Block
from oidtrack.services.doses.intakes import Weighed
from oidtrack.services.journal.known_words import known_words
from oidtrack.services.journal.record import entries_of, save
from oidtrack.services.opening import Journal, load_asks

if TYPE_CHECKING:
    from oidtrack.rules.asking import Due
    from oidtrack.rules.base import Finding
    from oidtrack.services.journal.assessing import Checked

_SAVES = "y or Enter saves what you answered, n saves nothing, b goes on with the questions."
_STOPPING = Question(
    "stop", "Keep what you answered so far? [Y/n; b: on with the questions]", read_choice, "yn", about=_SAVES
)
_BY_LINE = "Enter leaves a question blank, b goes back, q stops, ? explains."
_BY_KEY = Block(
    (
        "One key is an answer: 0 to 9, x for 10 (or 1 and 0), y, n.",
        "Enter leaves blank, b or Backspace goes back, q or Ctrl-C stops, ? explains.",
    )
)
_WITHOUT = "The doses are left out; `oidtrack log --dose` takes them whenever you like."


class Kept(Struct, frozen=True):
    """An evening that is saved.

    Attributes:
        entries: As stored, with their ids.
        findings: Cautions, those of the doses first.
        checked: What came of the PHQ-2, where it was answered.
        due: The questionnaire that was due, or None.
    """

    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    checked: Checked | None = None
    due: Due | None = None


Look = Callable[[Session], "Due | None"]
"""Looks up which questionnaire is due."""


def ask(session: Session, when: When, look: Look | None = None) -> Evening:
    """Ask one by one.

    Args:
        session: Who is asked, and the clock.
        when: The moment that is asked about.
        look: Asked once, when the questions of every evening are answered; None where none may be offered.

    Returns:
        The evening with what was answered, its doses agreed to.

    Raises:
        LeftOff: The person stopped and does not want to keep what was answered.
    """
    evening = _known(session, when)
    with keyboard(moves=session.moves) as keys:
        session.tell(_BY_LINE if keys is None else _BY_KEY)
        _Talk(session, evening, look).go()
    return evening


class _Talk:
    """The questions of one evening, forth and back."""

    def __init__(self, session: Session, evening: Evening, look: Look | None) -> None:
        self._session = session
        self._evening = evening
        self._look = look

    def go(self) -> None:
        """Ask until the note is answered, or the person stops.

        Raises:
            LeftOff: The person stopped and keeps nothing.
        """
        place = 0
        while place < len(asked := self._evening.questions()):
            try:
                place = self._after(asked[place], place)
            except Back:
                if place == 0:
                    self._session.tell(FIRST)
                place = max(place - 1, 0)
            except Stopped as stopped:
                if self._stops(asked[place], stopped.typed):
                    return

    def _after(self, question: Question, place: int) -> int:
        """Ask one question and say which comes next."""
        given = self._evening.given
        answer = self._put(question, given.get(question.name, ""))
        given.pop(question.name, None)
        if answer:
            given[question.name] = answer
        if question.name == KEEP and answer == NO:
            self._evening.forget_doses()
            return [asked.name for asked in self._evening.questions()].index("taken")
        if question.name.startswith(OWN) and answer != YES:
            name = question.name.removeprefix(OWN)
            self._evening.forget_words(name)
            return [asked.name for asked in self._evening.questions()].index(name)
        if is_of_doses(question.name) and not self._weighed():
            given.pop(question.name, None)
            return place
        if question.name == LAST_OF_EACH and self._look is not None:
            look, self._look = self._look, None
            self._evening.due = look(self._session)
        return place + 1

    def _put(self, question: Question, said: str = "") -> str:
        if question.before:
            self._session.tell(question.before)
        self._evening.two_put |= question.name == OF_TWO[0]
        return put(question, at_hand(), said)

    def _weighed(self) -> bool:
        """Weigh the doses so far; whether they can be taken down at all."""
        self._evening.given.pop(KEEP, None)
        self._evening.weighed = ""
        said = self._evening.said()
        if said is None or not (said.taken or said.doses or said.skips):
            return True
        from oidtrack.render.warnings.findings import cautions_block

        try:
            findings = _weigh(self._session, said).findings
            self._evening.weighed = cautions_block(findings) if findings else ""
        except OidtrackError as error:
            self._session.tell(f"  {error.message}; {error.hint or 'Enter leaves it blank'}")
            return False
        return True

    def _stops(self, question: Question, typed: str) -> bool:
        """Whether to end here, with what was answered kept.

        Raises:
            LeftOff: Nothing was answered, or nothing of it is to be kept.
        """
        if question.name == "note":
            self._keep_note(typed)
        if self._evening.said() is None:
            raise LeftOff
        try:
            if self._put(_STOPPING) == NO:
                raise LeftOff
        except Back:
            return False
        except Stopped:
            raise LeftOff from None
        self._settle_doses()
        return True

    def _keep_note(self, typed: str) -> None:
        try:
            self._evening.given["note"] = read_words(typed)
        except BadInput:
            self._evening.given.pop("note", None)

    def _settle_doses(self) -> None:
        """Ask about doses that were not agreed to; without a yes they are left out, and the rest is kept."""
        asked = [question for question in self._evening.questions() if question.name == KEEP]
        if not asked or self._evening.given.get(KEEP) == YES:
            return
        try:
            answer = self._put(asked[0])
        except (Back, Stopped):
            answer = NO
        if answer != YES:
            self._evening.forget_doses()
            self._session.tell(_WITHOUT)


def evening(session: Session, when: When, look: Look | None = None) -> Kept | None:
    """Ask about a day and save the answers at once.

    Returns:
        What was saved, with its cautions; None where nothing was answered.

    Raises:
        JournalError: It cannot be saved, and the person does not want to try again.
    """
    asked = ask(session, when, look)
    said = asked.said()
    if said is None:
        return None
    while True:
        try:
            return _save(session, said, asked)
        except JournalError as error:
            session.tell(f"{error.message}\n{error.hint}\nWhat you answered is not lost yet.")
            if not agree("Try again?"):
                raise


def _save(session: Session, said: Said, asked: Evening) -> Kept:
    weighed = _weigh(session, said) if said.taken or said.doses or said.skips else Weighed()
    entries = entries_of(said.check_in, moment(said.when.at, session.day_ends_at), weighed.entries)
    with session.journal() as journal:
        saved = save(journal, entries, session.at_utc, asked.command)
        checked = _checked(journal, saved)
    findings = weighed.findings if checked is None else (*weighed.findings, *checked.cautions)
    return Kept(saved, findings, checked, asked.due)


def _checked(journal: Journal, saved: tuple[Entry, ...]) -> Checked | None:
    """What came of the questionnaire among the entries."""
    for entry in saved:
        if isinstance(entry.body, Assessment):
            from oidtrack.services.journal.assessing import came_of

            return came_of(journal, entry, entry.body)
    return None


def _known(session: Session, when: When) -> Evening:
    """The evening with what the journal says of it: doses that have no entry yet, and which ratings are wanted."""
    words = cache(lambda group: known_words(group, session.place))
    with session.journal_if_any() as journal:
        if journal is None:
            return Evening(when, words)
        doses = doses_at(session, when, journal)
        return Evening(when, words, open_so_far(session, when, doses), doses.unsettled(), asks=load_asks(journal))


def _weigh(session: Session, said: Said) -> Weighed:
    with session.journal() as journal:
        return weigh(session, said, journal)
