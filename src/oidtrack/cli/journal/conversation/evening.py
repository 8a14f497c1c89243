"""The questions of the evening, in their order, and what the answers come to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct, field

from oidtrack.cli.asking.own_words import unknown
from oidtrack.cli.asking.questions import RATING, Question
from oidtrack.cli.journal.conversation.evening_answers import (
    read_choice,
    read_one_dose,
    read_signs,
    read_symptoms,
    read_words,
)
from oidtrack.cli.words.reading import (
    Said,
    SaidDose,
    SaidSkip,
    read_name,
    read_rating,
    read_sleep,
)
from oidtrack.cli.words.when import When
from oidtrack.domain.dose import Amount, printable, typed_amount
from oidtrack.domain.journal import ALWAYS_ASKED, RATINGS, TEN_IS_BEST, Assessment, Mood
from oidtrack.domain.medicine import Release
from oidtrack.errors import listed
from oidtrack.render.journal.signs import words_block
from oidtrack.render.page.parts import Item, Part, inset
from oidtrack.services.doses.intakes import Open, slot_words
from oidtrack.services.doses.words import read_dose
from oidtrack.services.journal.known_words import Group, Known
from oidtrack.services.journal.record import LEFT_BLANK, LOG, CheckIn

if TYPE_CHECKING:
    from oidtrack.rules.asking import Due

YES, NO, OTHER = "y", "n", "o"
KEEP, OWN = "keep", "own-"
LAST_OF_EACH = "more"
"""Behind it stands what is not asked every evening."""
_OF_DOSES = ("night", "taken", "dose", "why", "much")
_DAY = "How the day was as a whole; a half such as 6.5 can be typed too."
_SLEEP = "About how long you slept: 7, 7.5, 7h30 or 7:30."
_MORE = "y asks for signs and withdrawal, from a list; n goes on."
_NOTE = "Anything, in your own words. A report has it only where you ask for --notes."
_WORDS = {
    Group.SIGN: "Numbers of the list or your own words, with commas: 1, 4, tired.",
    Group.SYMPTOM: "Numbers of the list or your own words, with commas, each with 0 (none) to 4 (very strong).",
}
_OWN_WORD = "y keeps it as it is spelt; n or Enter asks for it again."
_ALL = "y writes down every one of them as planned, n asks one by one, Enter leaves them open."
_ONE = "y: as planned. n: left out. o: another amount than planned, which is asked then."
_REASON = "A few words, for yourself and your prescriber."
_AMOUNT = "In mg, or as tablets: 20, or 2 x 10. A patch in mcg/h."
_KEEPING = "y keeps them with what is said above; n asks about the doses again."
_LAST = "last"
"""What stands before the names of questions about the night before."""


class Evening(Struct):
    """What is asked and what was answered so far.

    Attributes:
        when: The moment it is for.
        planned: Planned doses that have no entry yet.
        night: Those of the day before, whose time came after its evening entry; they are settled first.
        given: Answers as text by the name of their question; blank ones are not here.
        weighed: What is to be said about the doses that were answered; empty where nothing is.
        words: Looks up the known signs or symptoms; only asked where they are.
        asks: Ratings that are asked besides those of every evening.
        due: The questionnaire that is due, once that was looked up; a PHQ-2 is asked then.
        two_put: Whether the first of its two questions was put.
    """

    when: When
    words: Callable[[Group], Known]
    planned: tuple[Open, ...] = ()
    night: tuple[Open, ...] = ()
    given: dict[str, str] = field(default_factory=dict)
    weighed: Part = ""
    asks: tuple[str, ...] = ()
    due: Due | None = None
    two_put: bool = False

    def questions(self) -> tuple[Question, ...]:
        """Every question that follows from the answers so far; the note is the last."""
        asked = [
            *self._of_all("night", "Last night:", f"{'Taken' if len(self.night) == 1 else 'All taken'}? [y/n]", _LAST),
            _rating("mood"),
            Question("sleep", "Sleep the night before, hours:", read_sleep, about=_SLEEP),
            *(_rating(name) for name in self._rated() if name != "mood"),
            *self._of_doses(),
            Question(
                LAST_OF_EACH,
                "Anything else, signs of low mood or withdrawal? [y/n]",
                read_choice,
                YES + NO,
                about=_MORE,
            ),
        ]
        if self.given.get(LAST_OF_EACH) == YES:
            asked += self._of_words(Group.SIGN, "Signs, numbers or words with commas (1, tired):")
            asked += self._of_words(Group.SYMPTOM, "Withdrawal, each with 0 to 4 (1=2, yawning=1):")
        return (*asked, *self._of_two(), Question("note", "A note:", read_words, about=_NOTE, long=True))

    def _rated(self) -> tuple[str, ...]:
        """The ratings that are asked, in the diary's order."""
        return tuple(name for name in RATINGS if name in ALWAYS_ASKED or name in self.asks)

    def _of_two(self) -> list[Question]:
        """The PHQ-2, where it is due."""
        if self.due is None or self.due.instrument != "phq2":
            return []
        from oidtrack.cli.journal.conversation.two_questions import questions

        return questions(self.due, self.given)

    def _answered(self) -> tuple[Assessment, ...]:
        if not self.two_put:
            return ()
        from oidtrack.cli.journal.conversation.two_questions import answered

        return answered(self.given)

    @property
    def command(self) -> str:
        """The name that the change is kept under: whether the PHQ-2 was asked in vain."""
        return LEFT_BLANK if self.two_put and not self._answered() else LOG

    def _of_words(self, group: Group, words: str) -> list[Question]:
        """The list and the question; after a word that is on no list, whether it is meant."""
        known, name = self.words(group), f"{group.value}s"
        read = read_signs if group is Group.SIGN else read_symptoms
        asked = [Question(name, words, read, before=words_block(known), about=_WORDS[group])]
        own = [word for word, _ in _read_words(group, self.given.get(name, "")) if known.kept(word) is None]
        if own:
            said = inset(*(f"{unknown(known, word)}." for word in own))
            shown = listed(f"'{printable(word)}'" for word in own)
            what = "a word" if len(own) == 1 else "words"
            question = f"Save {shown} as {what} of your own? [y/N]"
            asked.append(Question(f"{OWN}{name}", question, read_choice, YES + NO, before=said, about=_OWN_WORD))
        return asked

    def forget_words(self, name: str) -> None:
        """Take back signs or symptoms, and whether words of one's own were meant."""
        self.given.pop(name, None)
        self.given.pop(f"{OWN}{name}", None)

    def forget_doses(self) -> None:
        """Take back every answer about doses."""
        self.weighed = ""
        for name in [name for name in self.given if name == KEEP or is_of_doses(name)]:
            del self.given[name]

    def said(self) -> Said | None:
        """The answers as `log` writes them; None where nothing was answered."""
        given = self.given
        ratings = tuple((name, read_rating(given[name])) for name in self._rated() if name in given)
        mood = Mood(
            ratings=ratings,
            sleep_min=read_sleep(given["sleep"]) if "sleep" in given else None,
            signs=tuple(dict.fromkeys(name for name, _ in self._kept(Group.SIGN))),
            symptoms=tuple(dict(self._kept(Group.SYMPTOM)).items()),
        )
        taken = bool(self.planned) and given.get("taken") == YES
        doses = (*self._night_doses(), *self._doses(self._one_by_one()))
        skips = (*self._skips(self._one_by_one(_LAST), _LAST), *self._skips(self._one_by_one()))
        said = Said(
            CheckIn(mood, note=given.get("note", ""), answered=self._answered()), self.when, doses, skips, taken
        )
        return None if said == Said(CheckIn(), self.when) else said

    def _kept(self, group: Group) -> list[tuple[str, int | None]]:
        """The words as they are kept, known ones as the list spells them; own ones only where they are meant."""
        name = f"{group.value}s"
        if self.given.get(LAST_OF_EACH) != YES or name not in self.given:
            return []
        known, own = self.words(group), self.given.get(f"{OWN}{name}") == YES
        pairs = [
            (known.kept(word) or (word if own else ""), strength)
            for word, strength in _read_words(group, self.given[name])
        ]
        return [(word, strength) for word, strength in pairs if word]

    def _night_doses(self) -> tuple[SaidDose, ...]:
        """What of last night was taken."""
        if self.given.get("night") == YES:
            return tuple(
                SaidDose(f"{self._name(dose)} {typed_amount(dose.dose.amount)}", dose.at, dose.dose.slot)
                for dose in self.night
            )
        return self._doses(self._one_by_one(_LAST), _LAST)

    def _of_all(self, name: str, heading: str, words: str, of: str = "") -> list[Question]:
        """One question for several planned doses; only after a no they are asked one by one."""
        doses = self.night if of else self.planned
        if not doses:
            return []
        listed = Item(heading, ", ".join(slot_words(dose) for dose in doses))
        asked = [Question(name, words, read_choice, YES + NO, before=listed, about=_ALL)]
        for place, dose in self._one_by_one(of):
            asked += self._of_dose(place, dose, of)
        return asked

    def _of_doses(self) -> list[Question]:
        """Today's doses so far, and what is to be said of the answers."""
        asked = self._of_all("taken", "Planned so far:", "All taken? [y/n]")
        if asked and self.weighed:
            words = "Keep these doses as they are? [y/n: ask again]"
            asked.append(Question(KEEP, words, read_choice, YES + NO, must=True, before=self.weighed, about=_KEEPING))
        return asked

    def _of_dose(self, place: int, dose: Open, of: str = "") -> list[Question]:
        words = f"  {slot_words(dose)}, taken? [y/n/o: another amount]"
        asked = [Question(f"{of}dose{place}", words, read_one_dose, YES + NO + OTHER, about=_ONE)]
        if self.given.get(f"{of}dose{place}") == NO:
            asked.append(
                Question(f"{of}why{place}", "    Why not?", lambda text: read_name(text, "reason"), about=_REASON)
            )
        if self.given.get(f"{of}dose{place}") == OTHER:
            words = f"    How much ({dose.dose.amount} is planned)?"
            asked.append(Question(f"{of}much{place}", words, lambda text: self._read_amount(dose, text), about=_AMOUNT))
        return asked

    def _doses(self, places: list[tuple[int, Open]], of: str = "") -> tuple[SaidDose, ...]:
        found = []
        for place, dose in places:
            answer, much = self.given.get(f"{of}dose{place}"), self.given.get(f"{of}much{place}")
            amount = typed_amount(dose.dose.amount) if answer == YES else much if answer == OTHER else None
            if amount is not None:
                found.append(SaidDose(f"{self._name(dose)} {amount}", dose.at, dose.dose.slot))
        return tuple(found)

    def _skips(self, places: list[tuple[int, Open]], of: str = "") -> tuple[SaidSkip, ...]:
        return tuple(
            SaidSkip(self._name(dose), dose.dose.slot, self.given.get(f"{of}why{place}", ""), dose.day)
            for place, dose in places
            if self.given.get(f"{of}dose{place}") == NO
        )

    def _one_by_one(self, of: str = "") -> list[tuple[int, Open]]:
        """The doses that are asked one by one, after a no to all of them."""
        asked, doses = ("night", self.night) if of else ("taken", self.planned)
        return list(enumerate(doses)) if self.given.get(asked) == NO else []

    def _name(self, dose: Open) -> str:
        """The medicine's name; with its release where another of that name is planned too."""
        of = dose.dose
        releases = {other.dose.release for other in (*self.night, *self.planned) if other.dose.medicine == of.medicine}
        return of.medicine if len(releases) == 1 else f"{of.medicine} {of.release.value}"

    def _read_amount(self, dose: Open, text: str) -> Amount:
        of = dose.dose
        return read_dose(f"{of.medicine} {text}", (of.medicine,)).amount(patch=of.release is Release.PATCH)


def _read_words(group: Group, typed: str) -> list[tuple[str, int | None]]:
    """The words that were typed for a group, each with how strong it is where that is said."""
    if not typed:
        return []
    return [(word, None) for word in read_signs(typed)] if group is Group.SIGN else list(read_symptoms(typed))


def is_of_doses(name: str) -> bool:
    """Whether the question of that name is about a dose."""
    return name.removeprefix(_LAST).rstrip("0123456789") in _OF_DOSES


def _rating(name: str) -> Question:
    words = f"{name.capitalize()}, 0 to 10 (10 is {'best' if name in TEN_IS_BEST else 'worst'}):"
    return Question(name, words, lambda text: read_rating(text, name), RATING, about=_DAY)
