"""The questions of the evening, in their order, and what the answers come to."""

from __future__ import annotations

from dataclasses import dataclass, field

from oidtrack.cli.questions import RATING, Question
from oidtrack.cli.reading import Said, SaidDose, SaidSkip, read_name, read_note, read_rating, read_sleep, read_symptom
from oidtrack.cli.when import When
from oidtrack.domain.dose import typed_amount
from oidtrack.domain.journal import Mood
from oidtrack.errors import BadInput
from oidtrack.render.layout import wrapped
from oidtrack.services.dose_words import read_dose
from oidtrack.services.intakes import Open, slot_words
from oidtrack.services.record import CheckIn

RATED = (("mood", "Mood, 0 to 10 (10 is best):"), ("pain", "Pain, 0 to 10 (10 is worst):"))
YES, NO, OTHER = "y", "n", "o"
KEEP = "keep"
_OF_DOSES = ("taken", "dose", "why", "much")


@dataclass(slots=True)
class Evening:
    """What is asked and what was answered so far.

    Attributes:
        when: The moment it is for.
        planned: Planned doses that have no entry yet.
        given: Answers as text by the name of their question; blank ones are not here.
        weighed: What is to be said about the doses that were answered; empty where nothing is.
    """

    when: When
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
            asked.append(Question("signs", "Signs, separated by commas (no interest, no drive):", read_signs))
            asked.append(Question("symptoms", "Withdrawal, 0 to 4 each (sweating=2, restless=1):", read_symptoms))
        return (*asked, Question("note", "A note:", read_words))

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
            signs=read_signs(given["signs"]) if self._has_more("signs") else (),
            symptoms=read_symptoms(given["symptoms"]) if self._has_more("symptoms") else (),
        )
        taken = bool(self.planned) and given.get("taken") == YES
        said = Said(CheckIn(mood, note=given.get("note", "")), self.when, self._doses(), self._skips(), taken)
        return None if said == Said(CheckIn(), self.when) else said

    def _has_more(self, name: str) -> bool:
        return self.given.get("more") == YES and name in self.given

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
            asked.append(
                Question(f"much{place}", words, lambda text: read_dose(f"{dose.medicine} {text}", (dose.medicine,)))
            )
        return asked

    def _doses(self) -> tuple[SaidDose, ...]:
        found = []
        for place, dose in self._one_by_one():
            answer, much = self.given.get(f"dose{place}"), self.given.get(f"much{place}")
            if answer == YES:
                found.append(SaidDose(f"{self._name(dose)} {typed_amount(dose.amount)}", dose.at))
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
    """Signs, separated by commas.

    Raises:
        BadInput: An empty place, or a long name.
    """
    return tuple(dict.fromkeys(read_name(word, "sign") for word in text.split(",")))


def read_symptoms(text: str) -> tuple[tuple[str, int | None], ...]:
    """Symptoms, separated by commas, each with how strong it is where that is said.

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
