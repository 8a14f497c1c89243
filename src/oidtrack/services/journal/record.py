"""Writing down what a person said: check-in, treatments and doses, all in one transaction or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from oidtrack.domain.journal import Assessment, Entry, Kind, Moment, Mood, Treatment
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import add_entry, delete_entry, entry

NOTHING = Mood()
LOG = "log"
LEFT_BLANK = f"{LOG}, phq2 left blank"
"""An evening on which the PHQ-2 was asked and not answered, as the name of its change: no answer is no entry, and an
undo of the evening takes it back too."""


class CheckIn(NamedTuple):
    """What was said, doses apart.

    Attributes:
        mood: Ratings, sleep, signs and symptoms; empty where none was said.
        treatments: What else was done.
        note: Free text; empty for none.
        tags: Words to find it by.
        star: Whether it is marked.
        answered: Questionnaires that were answered with it.
    """

    mood: Mood = NOTHING
    treatments: tuple[Treatment, ...] = ()
    note: str = ""
    tags: tuple[str, ...] = ()
    star: bool = False
    answered: tuple[Assessment, ...] = ()


def entries_of(said: CheckIn, when: Moment, doses: tuple[Entry, ...] = ()) -> tuple[Entry, ...]:
    """The entries to write. Note, tags and star go with the mood, else with the note, else with what there is.

    Args:
        said: The check-in.
        when: The moment it is for.
        doses: Doses, which carry their own moments.

    Returns:
        Entries without ids; none where nothing was said.
    """
    rest = [*_treatments(said, when), *(Entry(Kind.ASSESSMENT, when, one) for one in said.answered), *doses]
    if said.mood != NOTHING:
        return (Entry(Kind.MOOD, when, said.mood, said.note, said.tags, said.star), *rest)
    if said.note:
        return (Entry(Kind.NOTE, when, None, said.note, said.tags, said.star), *rest)
    return tuple(Entry(one.kind, one.moment, one.body, "", said.tags, said.star) for one in rest)


def save(journal: Journal, entries: tuple[Entry, ...], at_utc: int, command: str = LOG) -> tuple[Entry, ...]:
    """Write entries in one transaction and return them with their ids.

    Args:
        journal: The journal.
        entries: What `entries_of` gave.
        at_utc: Now, in seconds since 1970, UTC.
        command: The name that the change is kept under: `LOG` or `LEFT_BLANK`.

    Raises:
        JournalError: They cannot be written; then none of them is.
    """
    with journal.writing(command, at_utc) as writer:
        return tuple(add_entry(writer, new) for new in entries)


def delete(journal: Journal, entry_id: int, at_utc: int) -> Entry:
    """Remove an entry and return it as it was; undo brings it back.

    Raises:
        NothingFound: There is no such entry.
    """
    gone = entry(journal, entry_id)
    with journal.writing("delete", at_utc) as writer:
        delete_entry(writer, entry_id)
    return gone


def _treatments(said: CheckIn, when: Moment) -> Iterator[Entry]:
    for treatment in said.treatments:
        yield Entry(Kind.TREATMENT, when, treatment)
