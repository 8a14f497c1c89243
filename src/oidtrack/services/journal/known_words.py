"""Which signs and symptoms are known: those of the packaged list, and a person's own that the journal holds."""

from __future__ import annotations

from difflib import get_close_matches
from enum import Enum
from pathlib import Path

from msgspec import Struct

from oidtrack.clinical.signs import word_lists
from oidtrack.store.file.names import names

_NEAR = 3


class Group(Enum):
    """What a word stands for."""

    SIGN = "sign"
    SYMPTOM = "symptom"


class Known(Struct, frozen=True):
    """The words of one group.

    Attributes:
        group: Which.
        listed: The packaged ones, in their order; the place from 1 is the number to type.
        danger: How many of them, from the end, are signs of too much opioid; 0 for symptoms.
        own: What the journal holds besides, the most frequent first.
        spellings: Every spelling in lower case, to the word that is kept.
    """

    group: Group
    listed: tuple[str, ...]
    danger: int
    own: tuple[str, ...]
    spellings: dict[str, str]

    def kept(self, word: str) -> str | None:
        """The word as it is kept, for a spelling or a number of the list; None where it is not known."""
        text = word.strip()
        if text.isascii() and text.isdecimal():
            place = int(text[:4])
            return self.listed[place - 1] if 1 <= place <= len(self.listed) else None
        return self.spellings.get(text.casefold())

    def near(self, word: str) -> tuple[str, ...]:
        """Known words that look like it, the nearest first, each once."""
        found = get_close_matches(word.strip().casefold(), list(self.spellings), n=_NEAR)
        return tuple(dict.fromkeys(self.spellings[one] for one in found))


def known_words(group: Group, journal: Path) -> Known:
    """The words of a group.

    Args:
        group: Signs or symptoms.
        journal: Where the journal is; a missing one holds none.
    """
    lists = word_lists()
    signs = group is Group.SIGN
    packaged = (*lists.signs, *lists.sedation) if signs else lists.symptoms
    either = packaged if signs else (*packaged, *lists.sedation)  # a danger sign is never refused for its place
    danger = len(lists.sedation) if signs else 0
    spellings = {spelling.casefold(): word.name for word in either for spelling in (word.name, *word.also)}
    written = [name for name, _ in names(journal, f"{group.value}s")]
    own = tuple(name for name in written if name.casefold() not in spellings)
    spellings |= {name.casefold(): name for name in reversed(own)}
    return Known(group, tuple(word.name for word in packaged), danger, own, spellings)
