"""Prescriptions are dated rows: added, closed, and read as they were on a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from store_samples import NOW, PATCH, PRESCRIPTION
from store_samples import prescriptions as any_prescription

from oidtrack.domain.medicine import Prescription
from oidtrack.errors import JournalError, NothingFound
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.medicines import (
    StoredPrescription,
    add_prescription,
    close_prescription,
    prescriptions,
    prescriptions_on,
)

pytest_plugins = ("store_fixtures",)


def add(journal: Journal, *some: Prescription) -> list[int]:
    with journal.writing("med add", NOW) as writer:
        return [add_prescription(writer, one) for one in some]


@pytest.mark.no_cover
@settings(deadline=None)
@given(one=any_prescription)
def test_prescription_comes_back_as_it_went_in(shared_journal: Journal, one: Prescription) -> None:
    (row_id,) = add(shared_journal, one)
    assert StoredPrescription(row_id, one) in prescriptions(shared_journal)


def test_each_prescription_keeps_its_own_doses_and_strengths(journal: Journal) -> None:
    add(journal, PATCH, PRESCRIPTION)
    assert prescriptions(journal) == (StoredPrescription(2, PRESCRIPTION), StoredPrescription(1, PATCH))
    assert prescriptions(journal)[0].name == "m2"


@pytest.mark.parametrize(
    ("day", "ids"),
    [
        (date(2026, 1, 14), []),
        (date(2026, 1, 15), [1]),
        (date(2026, 2, 28), [1]),
        (date(2026, 3, 1), [1, 2]),
        (date(2026, 5, 31), [1, 2]),
        (date(2026, 6, 1), [1]),
    ],
)
def test_prescription_holds_from_its_first_day_to_its_last(journal: Journal, day: date, ids: list[int]) -> None:
    add(journal, PRESCRIPTION, PATCH)
    assert [stored.id for stored in prescriptions_on(journal, day)] == ids


def test_closed_prescription_holds_to_the_end_of_that_day(journal: Journal) -> None:
    (row_id,) = add(journal, PRESCRIPTION)
    with journal.writing("med stop", NOW) as writer:
        close_prescription(writer, row_id, date(2026, 9, 30))
    assert prescriptions(journal)[0].prescription == replace(PRESCRIPTION, until=date(2026, 9, 30))
    assert prescriptions_on(journal, date(2026, 9, 30))
    assert not prescriptions_on(journal, date(2026, 10, 1))


def test_closing_what_is_not_there_is_nothing_found(journal: Journal) -> None:
    with pytest.raises(NothingFound, match="no prescription m4"), journal.writing("med stop", NOW) as writer:
        close_prescription(writer, 4, date(2026, 9, 30))


@pytest.mark.parametrize("damage", ["liquid_ug_num = 1, liquid_ug_den = NULL", "liquid_step_num = 1"])
def test_damaged_prescription_is_an_error_in_words(journal: Journal, damage: str) -> None:
    add(journal, PRESCRIPTION)
    journal.connection.execute(f"UPDATE prescriptions SET {damage}")
    with pytest.raises(JournalError, match=r"a prescription in .* cannot be read"):
        prescriptions(journal)
