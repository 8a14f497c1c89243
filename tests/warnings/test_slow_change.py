"""A slow change as the journal gives it: from check-ins of more than a year, the same on every later evening."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from diaries import DAY_ENDS_AT, at, day, mood, plan, prescription, warnings, write
from oidtrack.rules.base import Finding
from oidtrack.services.warnings.situation import situation
from oidtrack.store.file.database import Journal, open_journal

pytestmark = pytest.mark.no_cover  # it runs once more what other tests hold, and takes long


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db") as opened:
        yield opened


def drifting(journal: Journal, n: int) -> Finding | None:
    found = warnings(journal, at(n, 23), DAY_ENDS_AT)
    return next((one for one in found if one.id == "mood-drift"), None)


def slowly(n: int, since: int = 0, days: int = 100, by: int = 20) -> int:
    """Mood in tenths, up and down by one, and slowly less from a day on."""
    return 65 + 10 * (n % 3 - 1) - by * min(days, max(0, n - since)) // days


def test_a_slow_fall_is_said_with_its_check_ins(journal: Journal) -> None:
    write(journal, prescription(20, 20), *(mood(n, mood=slowly(n), energy=slowly(n)) for n in range(-120, 120)))
    found = {n: drifting(journal, n) for n in (0, *range(50, 120, 7))}
    said = [one for one in found.values() if one is not None]

    assert found[0] is None
    assert said
    assert len({one.since for one in said}) == 1
    assert said[-1].since is not None
    assert day(0) < said[-1].since < day(75)
    assert len(said[-1].entries) == 12
    assert "mood went from 6.5 to" in said[-1].text


@pytest.mark.parametrize(("first_year", "there"), [(0, True), (15, False)])
def test_the_same_weeks_of_last_year_are_looked_at(journal: Journal, first_year: int, there: bool) -> None:
    """A low that was there a year before is none: read though it is more than 400 days old by its end."""

    def low(n: int) -> int:
        return first_year if -164 <= n < -100 else 15 if 200 <= n < 264 else 0

    write(journal, *(mood(n, mood=slowly(n, since=999) - low(n)) for n in range(-400, 264)))

    assert any(drifting(journal, n) is not None for n in range(200, 264, 7)) is there


def test_days_after_a_cut_do_not_count(journal: Journal) -> None:
    low = {first + n for first in (0, 28, 56) for n in range(10)}
    write(journal, prescription(20, 20), plan())
    write(journal, *(mood(n, mood=slowly(n, since=999) - (25 if n in low else 0)) for n in range(-120, 84)))

    assert drifting(journal, 83) is None
    assert situation(journal, at(83, 23), DAY_ENDS_AT).taper.cuts[-1] == day(56)


def test_one_that_began_before_what_is_read_anyway_is_the_same_one(journal: Journal) -> None:
    write(journal, *(mood(n, mood=slowly(n), energy=slowly(n)) for n in range(-420, 200)))
    seen = [situation(journal, at(199, 23), DAY_ENDS_AT, day(n)).wellbeing.drift for n in range(90, 200, 12)]
    said = [one for one in seen if one is not None]

    assert len(said) > 7
    assert len({(one.since, one.noticed) for one in said}) == 1
    assert said[0].best[0] < day(0) - timedelta(days=60)
