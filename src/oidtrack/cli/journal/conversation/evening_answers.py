"""What an answer of the evening is read as."""

from __future__ import annotations

from oidtrack.cli.words.reading import read_name, read_note, read_symptom
from oidtrack.errors import BadInput

OF_TWO = ("phq2-1", "phq2-2")
"""The names of the two questions of the PHQ-2."""


def read_choice(text: str) -> str:
    """A yes or a no.

    Raises:
        BadInput: Anything else.
    """
    return _first_letter(text, ("yes", "no"), "y or n is meant")


def read_one_dose(text: str) -> str:
    """What became of one dose: taken, not taken, another amount.

    Raises:
        BadInput: Anything else.
    """
    return _first_letter(text, ("yes", "no", "other"), "y, n or o is meant")


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


def _first_letter(text: str, words: tuple[str, ...], meant: str) -> str:
    for word in words:
        if text.lower() in {word, word[0]}:
            return word[0]
    raise BadInput(meant)
