"""The last doses of a medicine, whether it is taken each day or was last taken years ago."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from diaries import NOW_UTC, day, dose
from oidtrack.domain.journal import DoseState, Kind
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables.entries import EntryFilter, add_entry, entries, last_doses

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests

EXTRA = DoseState.EXTRA


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """One each day for two years, one now and then, and one of long ago."""
    with open_journal(tmp_path_factory.mktemp("doses") / "journal.db") as journal:
        with journal.writing("log", NOW_UTC) as writer:
            for n in range(-730, 1):
                add_entry(writer, dose(n))
                if n % 90 == 0:
                    add_entry(writer, dose(n, 5, 12, state=EXTRA, medicine="tramadol"))
            for n in (-728, -720, -700):
                add_entry(writer, dose(n, 5, 12, state=EXTRA, medicine="codeine"))
        yield journal


@pytest.mark.parametrize("most", [1, 3, 5, 400, 401, 1000])
@pytest.mark.parametrize("until", [1, 0, -200, -725, -800])
@pytest.mark.parametrize("medicine", ["oxycodone", "tramadol", "codeine", "morphine"])
def test_they_are_the_last_of_all(taken: Journal, medicine: str, until: int, most: int) -> None:
    every = entries(taken, EntryFilter(until=day(until), kinds=(Kind.DOSE,), medicine=medicine))

    assert last_doses(taken, medicine, day(until), most) == every[-most:]
