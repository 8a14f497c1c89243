"""The situation of a day is the same whether it is read for itself or together with the next one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta

import pytest

from diaries import NOW_UTC, at, day, mood
from lives import LIVES, NOW, journals
from oidtrack.domain.journal import Kind
from oidtrack.insight.diary import DRIFTING, diary
from oidtrack.insight.early.drift import drift
from oidtrack.rules.book import OF_ENTRIES, findings
from oidtrack.services.warnings.situation import situation
from oidtrack.services.warnings.slow_change import monday_before
from oidtrack.services.warnings.told import told
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables.entries import EntryFilter, add_entry, entries

pytestmark = pytest.mark.no_cover  # whole lives: what they go through is traced elsewhere

ENDS = time(4)
A_DAY = timedelta(days=1)


@pytest.mark.parametrize("back", range(8))  # a week and a day: what is ordinary is drawn anew on Mondays
@pytest.mark.parametrize("life", LIVES)
def test_two_days_are_those_of_each_for_itself(life: str, back: int) -> None:
    now = NOW - back * A_DAY
    today = now.date()
    with open_journal(journals()[life], create=False) as journal:
        known = told(journal, now, ENDS, today - A_DAY, today)
        together = situation(journal, now, ENDS, today, known), situation(journal, now, ENDS, today - A_DAY, known)

        assert together[0] == situation(journal, now, ENDS, today)
        assert together[1] == situation(journal, now, ENDS, today - A_DAY)


@pytest.mark.parametrize("life", LIVES)
def test_what_single_entries_say_needs_no_more_than_them(life: str) -> None:
    """What the card asks of yesterday, on days of seven weeks."""
    said = []
    with open_journal(journals()[life], create=False) as journal:
        for back in range(0, 49, 6):
            now = NOW - back * A_DAY
            whole, part = (
                [one for one in findings(situation(journal, now, ENDS, of_entries=only)) if one.id in OF_ENTRIES]
                for only in (False, True)
            )
            assert part == whole
            said.append(bool(whole))
    assert any(said) == (life in {"steady", "ended", "patched", "sparse"})


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    with open_journal(tmp_path_factory.mktemp("long") / "journal.db") as journal:
        with journal.writing("log", NOW_UTC) as writer:
            for n in range(-760, 1, 2):
                lower = max(0, n + 100) // 4
                add_entry(writer, mood(n, mood=70 - lower + n % 5, pain=50 + n % 20, sleep=400 + n % 60))
        yield journal


@pytest.mark.parametrize("back", range(8))
def test_a_slow_change_over_two_years_too(long: Journal, back: int) -> None:
    """Check-ins from before those that are read for all else; mood goes slowly down."""
    journal, now, today = long, at(-back, 22), day(-back)
    known = told(journal, now, ENDS, today - A_DAY, today)
    together = [situation(journal, now, ENDS, one, known) for one in (today, today - A_DAY)]

    assert together == [situation(journal, now, ENDS, one) for one in (today, today - A_DAY)]
    assert together[0].wellbeing.drift is not None


@pytest.mark.parametrize("back", range(0, 100, 9))
def test_a_slow_change_is_that_of_all_check_ins(long: Journal, back: int) -> None:
    """Whether the last week says that there is none, or months are read that nothing else asks for."""
    now, today = at(-back, 22), day(-back)
    first, until = monday_before(today), today + A_DAY
    everything = diary(entries(long, EntryFilter(kinds=(Kind.MOOD,))), (), first, until, DRIFTING)
    found = situation(long, now, ENDS).wellbeing

    assert found.drift == drift(everything)
    assert (found.drift is None) is (back >= 45)
    assert bool(found.drift_entries) is (found.drift is not None)
