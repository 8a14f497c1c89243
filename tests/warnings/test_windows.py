"""Which days of the journal a rule sees: each window at both of its edges, as it is meant to be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from diaries import DAY_ENDS_AT, at, day, dose, mood, plan, prescription, write
from oidtrack.domain.journal import DoseState
from oidtrack.insight.series import Series
from oidtrack.rules.situation import Said
from oidtrack.services.journal.record import LEFT_BLANK, save
from oidtrack.services.warnings.due_now import due_now
from oidtrack.services.warnings.situation import situation, usual_range
from oidtrack.services.warnings.slow_change import monday_before
from oidtrack.store.file.database import Journal, open_journal


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db") as opened:
        yield opened


def usual_of(first: int, last: int) -> int | None:
    """Answers behind what is usual, as seen from day 0."""
    found = usual_range(
        Series("mood", day(-200), (None,) * (first + 200) + (Fraction(6),) * (last - first + 1)), (), day(0)
    )
    return None if found is None else found.n


def test_what_is_usual_comes_from_120_days_before_the_last_14() -> None:
    assert usual_of(-200, 0) == 120
    assert (usual_of(-27, 0), usual_of(-26, 0)) == (14, None)
    assert (usual_of(-200, -120), usual_of(-200, -121)) == (14, None)


def first_and_n(said: tuple[Said, ...]) -> tuple[date, int]:
    return said[0].day, len(said)


def test_how_many_of_the_last_days_a_rule_sees(journal: Journal) -> None:
    """Mood, nights and symptoms of seven days, pain of fourteen, symptoms of four weeks before a cut."""
    write(journal, prescription(20, 20), plan())
    write(journal, *(mood(n, mood=60, pain=40, sleep=420, symptoms=[("yawning", 1)]) for n in range(-60, 21)))
    seen = situation(journal, at(20, 23), DAY_ENDS_AT).wellbeing

    assert first_and_n(seen.mood) == first_and_n(seen.nights) == first_and_n(seen.withdrawal) == (day(14), 7)
    assert first_and_n(seen.pain) == (day(7), 14)
    assert first_and_n(seen.withdrawal_before) == (day(-28), 28)


@pytest.mark.parametrize(("today", "last"), [(3, -4), (6, -1), (7, -1), (40, 27)])
def test_the_days_before_a_cut_are_never_of_the_last_week(journal: Journal, today: int, last: int) -> None:
    write(journal, prescription(20, 20), plan())
    write(journal, *(mood(n, mood=60, symptoms=[("yawning", 1)]) for n in range(-60, today + 1)))
    before = situation(journal, at(today, 23), DAY_ENDS_AT).wellbeing.withdrawal_before

    assert (before[-1].day, len(before)) == (day(last), 28)


@pytest.mark.parametrize(("today", "there"), [(118, True), (119, False)])
def test_an_opioid_matters_for_four_weeks_after_its_last_dose(journal: Journal, today: int, there: bool) -> None:
    write(journal, prescription(20, 20), plan(), dose(90, state=DoseState.EXTRA))

    assert situation(journal, at(today, 23), DAY_ENDS_AT).on_opioid is there


@pytest.mark.parametrize(("today", "there"), [(400, True), (401, False)])
def test_cuts_of_the_last_400_days(journal: Journal, today: int, there: bool) -> None:
    write(journal, prescription(20, 20), plan())

    assert (day(0) in situation(journal, at(today, 23), DAY_ENDS_AT).taper.cuts) is there


def test_a_slow_change_is_looked_for_from_the_monday_86_weeks_before() -> None:
    monday = date(2025, 4, 7)

    assert [monday_before(date(2026, 11, n)) for n in (29, 30)] == [date(2025, 3, 31), monday]
    assert monday_before(date(2026, 12, 6)) == monday
    assert monday_before(date(2026, 12, 7)) == date(2025, 4, 14)


@pytest.mark.parametrize(("minute", "there"), [(59, True), (0, False)])
def test_an_evening_counts_from_the_first_minute_of_the_day_on_which_it_was_due(
    journal: Journal, minute: int, there: bool
) -> None:
    """Days end at four: a minute before that is still the day before, on which nothing was due yet."""
    write(journal, mood(0, mood=60))
    for n, hour, after in ((14, 3 if minute else 4, minute), (15, 21, 0), (16, 21, 0)):
        save(journal, (mood(n, mood=60),), int(at(n, hour, after).timestamp()), LEFT_BLANK)

    assert (due_now(journal, at(17), DAY_ENDS_AT) is not None) is there
