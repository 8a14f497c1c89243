"""The words for signs and symptoms: one list for the Tab key, the daily entry and the rules."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from msgspec import Struct

from oidtrack.clinical.loader import DATA, Table, citations, read, review_dates
from oidtrack.domain.medicine import Cited

_GROUPS = ("signs", "symptoms", "sedation")


class Word(Struct, frozen=True):
    """One word of a list.

    Attributes:
        name: As it is shown and kept.
        also: Other spellings of it.
        stems: Of a danger sign: a word that holds one of these is this sign.
    """

    name: str
    also: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()


class WordLists(Struct, frozen=True):
    """What the file holds.

    Attributes:
        signs: Early signs of low mood.
        symptoms: Withdrawal.
        sedation: Too much opioid in the body; each has stems.
        cited: Where each list stands.
        reviewed: When it was last checked.
        review_by: When it is due again.
    """

    signs: tuple[Word, ...]
    symptoms: tuple[Word, ...]
    sedation: tuple[Word, ...]
    cited: tuple[tuple[str, Cited], ...]
    reviewed: date
    review_by: date


def load_signs(path: Path) -> WordLists:
    """Read the file of signs.

    Raises:
        FactsBroken: The file does not keep its schema, a spelling stands twice in a list, or a danger sign has no stem.
    """
    table = read(path)
    reviewed, review_by = review_dates(table)
    lists = {group: tuple(_word(entry) for entry in table.tables(group)) for group in _GROUPS}
    where = citations(table, _GROUPS)
    table.finish()
    for group, words in lists.items():
        spellings = [spelling.casefold() for word in words for spelling in (word.name, *word.also)]
        if not words or len(set(spellings)) < len(spellings):
            raise table.broken(group, "is empty, or has a spelling twice")
    if not all(word.stems for word in lists["sedation"]):
        raise table.broken("sedation", "has a word without stems")
    return WordLists(lists["signs"], lists["symptoms"], lists["sedation"], where, reviewed, review_by)


@cache
def word_lists() -> WordLists:
    """All lists, read once."""
    return load_signs(DATA / "signs.toml")


def is_sedation(name: str) -> bool:
    """Whether a sign or symptom, in whoever's words, may be too much opioid in the body."""
    low = name.casefold()
    return any(stem in low for word in word_lists().sedation for stem in word.stems)


def _word(entry: Table) -> Word:
    made = Word(entry.text("name"), entry.texts("also"), entry.texts("stems"))
    entry.finish()
    return made
