"""Appointments: listed by time, the last and the next from an instant, and what to ask."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from store_samples import NOW, at, moments, words

from oidtrack.domain.journal import Moment
from oidtrack.errors import NothingFound
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.appointments import (
    Appointment,
    Question,
    add_appointment,
    add_question,
    appointments,
    last_appointment,
    next_appointment,
    questions,
)

pytest_plugins = ("store_fixtures",)


@settings(deadline=None, max_examples=50)
@given(when=moments, who=words, note=words)
def test_appointment_comes_back_as_it_went_in(shared_journal: Journal, when: Moment, who: str, note: str) -> None:
    with shared_journal.writing("appointment add", NOW) as writer:
        saved = add_appointment(writer, Appointment(when, who, note))
    assert saved == Appointment(when, who, note, saved.id)
    assert saved in appointments(shared_journal)


def test_last_is_before_an_instant_and_next_at_or_after_it(journal: Journal) -> None:
    assert (last_appointment(journal, NOW), next_appointment(journal, NOW)) == (None, None)
    with journal.writing("appointment add", NOW) as writer:
        late, early = (add_appointment(writer, Appointment(at(NOW + n), "Dr Ng")) for n in (100, 0))
    assert appointments(journal) == (early, late)
    assert early.name == "a2"
    assert (last_appointment(journal, NOW), next_appointment(journal, NOW)) == (None, early)
    assert (last_appointment(journal, NOW + 1), next_appointment(journal, NOW + 1)) == (early, late)
    assert (last_appointment(journal, NOW + 101), next_appointment(journal, NOW + 101)) == (late, None)


def test_questions_stand_with_their_appointment_or_alone(journal: Journal) -> None:
    with journal.writing("appointment add", NOW) as writer:
        own = add_appointment(writer, Appointment(at(), "Dr Ng"))
        first = add_question(writer, Question("May I halve these?", own.id))
        second = add_question(writer, Question("What if I sleep worse?", own.id))
        loose = add_question(writer, Question("And then?"))
    assert questions(journal, own.id) == (first, second)
    assert questions(journal) == (loose,)
    assert (loose.name, replace(loose, id=0)) == ("q3", Question("And then?"))


def test_question_for_an_appointment_that_is_not_there_is_nothing_found(journal: Journal) -> None:
    with pytest.raises(NothingFound, match="no appointment a5"), journal.writing("appointment add", NOW) as writer:
        add_question(writer, Question("Why?", 5))
