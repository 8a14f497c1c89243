"""The questions of the evening, in their order, and what the answers come to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from oidtrack.cli.own_words import unknown
from oidtrack.cli.questions import RATING, Question
from oidtrack.cli.reading import Said, SaidDose, SaidSkip, read_name, read_note, read_rating, read_sleep, read_symptom
from oidtrack.cli.when import When
from oidtrack.domain.dose import Amount, printable
from oidtrack.domain.journal import Mood
from oidtrack.domain.medicine import Release
from oidtrack.errors import BadInput
from oidtrack.render.layout import wrapped
from oidtrack.render.words_page import words_block
from oidtrack.services.dose_words import read_dose
from oidtrack.services.intakes import Open, slot_words
from oidtrack.services.known_words import Group, Known
from oidtrack.services.record import CheckIn

RATED = (("mood", "Mood, 0 to 10 (10 is best):"), ("pain", "Pain, 0 to 10 (10 is worst):"))
YES, NO, OTHER = "y", "n", "o"
KEEP, OWN = "keep", "own-"
_OF_DOSES = ("taken", "dose", "why", "much")


@dataclass(slots=True)
class Evening:
    """What is asked and what was answered so far.

    Attributes:
        when: The moment it is for.
        planned: Planned doses that have no entry yet.
        given: Answers as text by the name of their question; blank ones are not here.
        weighed: What is to be said about the doses that were answered; empty where nothing is.
        words: Looks up the known signs or symptoms; only asked where they are.
    """

    when: When
    words: Callable[[Group], Known]
    planned: tuple[Open, ...] = ()
    given: dict[str, str] = field(default_factory=dict)
    weighed: str = ""

    def questions(self) -> tuple[Question, ...]:
        """Every question that follows from the answers so far; the note is the last."""
        asked = [
            _rating(*RATED[0]),
            Question("sleep", "Sleep the night before, hours:", read_sleep),
            _rating(*RATED[1]),
            *self._of_doses(),
            Question("more", "Anything else, signs of low mood or withdrawal? [y/n]", read_choice, YES + NO),
        ]
        if self.given.get("more") == YES:
            asked += self._of_words(Group.SIGN, "Signs, numbers or words with commas (1, tired):")
            asked += self._of_words(Group.SYMPTOM, "Withdrawal, each with 0 to 4 (1=2, yawning=1):")
        return (*asked, Question("note", "A note:", read_words))

    def _of_words(self, group: Group, words: str) -> list[Question]:
        """The list and the question; after a word that is on no list, whether it is meant."""
        known, name = self.words(group), f"{group.value}s"
        read = read_signs if group is Group.SIGN else read_symptoms
        asked = [Question(name, words, read, before=words_block(known))]
        own = [word for word in self._named(group) if known.kept(word) is None]
        if own:
            said = "".join(f"  {unknown(known, word)}.\n" for word in own)
            shown = " and ".join(f"'{printable(word)}'" for word in own)
            what = "a word" if len(own) == 1 else "words"
            question = f"Save {shown} as {what} of your own? [y/N]"
            asked.append(Question(f"{OWN}{name}", question, read_choice, YES + NO, before=said.rstrip("\n")))
        return asked

    def _named(self, group: Group) -> tuple[str, ...]:
        """The words that were typed for a group."""
        typed = self.given.get(f"{group.value}s", "")
        if not typed:
            return ()
        return read_signs(typed) if group is Group.SIGN else tuple(name for name, _ in read_symptoms(typed))

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
        ratings = tuple((name, read_rating(given[name])) for name, _ in RATED if name in given)
        mood = Mood(
            ratings=ratings,
            sleep_min=read_sleep(given["sleep"]) if "sleep" in given else None,
            signs=tuple(dict.fromkeys(name for name, _ in self._kept(Group.SIGN))),
            symptoms=tuple(dict(self._kept(Group.SYMPTOM)).items()),
        )
        taken = bool(self.planned) and given.get("taken") == YES
        said = Said(CheckIn(mood, note=given.get("note", "")), self.when, self._doses(), self._skips(), taken)
        return None if said == Said(CheckIn(), self.when) else said

    def _kept(self, group: Group) -> list[tuple[str, int | None]]:
        """The words as they are kept, known ones as the list spells them; own ones only where they are meant."""
        name = f"{group.value}s"
        if self.given.get("more") != YES or name not in self.given:
            return []
        typed = self.given[name]
        said = [(word, None) for word in read_signs(typed)] if group is Group.SIGN else list(read_symptoms(typed))
        known, own = self.words(group), self.given.get(f"{OWN}{name}") == YES
        pairs = [(known.kept(word) or (word if own else ""), strength) for word, strength in said]
        return [(word, strength) for word, strength in pairs if word]

    def _of_doses(self) -> list[Question]:
        """One question for all planned doses; only after a no they are asked one by one."""
        if not self.planned:
            return []
        listed = "\n".join(wrapped(", ".join(slot_words(dose) for dose in self.planned), "Planned so far: "))
        asked = [Question("taken", "All taken? [y/n]", read_choice, YES + NO, before=listed)]
        for place, dose in enumerate(self.planned if self.given.get("taken") == NO else ()):
            asked += self._of_dose(place, dose)
        if self.weighed:
            words = "Keep these doses as they are? [y/n: ask again]"
            asked.append(Question(KEEP, words, read_choice, YES + NO, must=True, before=self.weighed))
        return asked

    def _of_dose(self, place: int, dose: Open) -> list[Question]:
        words = f"  {slot_words(dose)}, taken? [y/n/o: another amount]"
        asked = [Question(f"dose{place}", words, read_one_dose, YES + NO + OTHER)]
        if self.given.get(f"dose{place}") == NO:
            asked.append(Question(f"why{place}", "    Why not?", lambda text: read_name(text, "reason")))
        if self.given.get(f"dose{place}") == OTHER:
            words = f"    How much ({dose.amount} is planned)?"
            asked.append(Question(f"much{place}", words, lambda text: self._read_amount(dose, text)))
        return asked

    def _doses(self) -> tuple[SaidDose, ...]:
        found = []
        for place, dose in self._one_by_one():
            answer, much = self.given.get(f"dose{place}"), self.given.get(f"much{place}")
            if answer == YES:
                found.append(SaidDose(f"{self._name(dose)} {dose.amount}", dose.at))
            elif answer == OTHER and much is not None:
                found.append(SaidDose(f"{self._name(dose)} {much}", dose.at))
        return tuple(found)

    def _skips(self) -> tuple[SaidSkip, ...]:
        return tuple(
            SaidSkip(self._name(dose), dose.slot, self.given.get(f"why{place}", ""))
            for place, dose in self._one_by_one()
            if self.given.get(f"dose{place}") == NO
        )

    def _one_by_one(self) -> list[tuple[int, Open]]:
        return list(enumerate(self.planned)) if self.given.get("taken") == NO else []

    def _name(self, dose: Open) -> str:
        """The medicine's name; with its release where another of that name is planned too."""
        releases = {other.release for other in self.planned if other.medicine == dose.medicine}
        return dose.medicine if len(releases) == 1 else f"{dose.medicine} {dose.release.value}"

    def _read_amount(self, dose: Open, text: str) -> Amount:
        return read_dose(f"{dose.medicine} {text}", (dose.medicine,)).amount(patch=dose.release is Release.PATCH)


def is_of_doses(name: str) -> bool:
    """Whether the question of that name is about a dose."""
    return name.rstrip("0123456789") in _OF_DOSES


def read_choice(text: str) -> str:
    """A yes or a no.

    Raises:
        BadInput: Anything else.
    """
    return _first_letter(text, (("y", "yes"), ("n", "no")), "y or n is meant")


def read_one_dose(text: str) -> str:
    """What became of one dose: taken, not taken, another amount.

    Raises:
        BadInput: Anything else.
    """
    return _first_letter(text, (("y", "yes"), ("n", "no"), ("o", "other")), "y, n or o is meant")


def read_words(text: str) -> str:
    """A note as it was typed; here a lone dash is one too.

    Raises:
        BadInput: It is empty or very long.
    """
    return text if text == "-" else read_note(text)


def read_signs(text: str) -> tuple[str, ...]:
    """Signs or their numbers, separated by commas, as they were typed.

    Raises:
        BadInput: An empty place, or a long name.
    """
    return tuple(dict.fromkeys(read_name(word, "sign") for word in text.split(",")))


def read_symptoms(text: str) -> tuple[tuple[str, int | None], ...]:
    """Symptoms or their numbers, separated by commas, each with how strong it is where that is said.

    Raises:
        BadInput: An empty place, or a number outside 0 to 4.
    """
    return tuple(dict(read_symptom(word) for word in text.split(",")).items())


def _rating(name: str, words: str) -> Question:
    return Question(name, words, lambda text: read_rating(text, name), RATING)


def _first_letter(text: str, words: tuple[tuple[str, str], ...], meant: str) -> str:
    for letter, word in words:
        if text.lower() in {letter, word}:
            return letter
    raise BadInput(meant)
