"""Planned and taken, day by day: what was not recorded is not zero."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from fractions import Fraction
from pathlib import Path

import pytest

from diaries import day, dose, exact, plan, prescription, write
from oidtrack.domain.dose import Rate
from oidtrack.domain.journal import DoseState, Entry, Kind
from oidtrack.domain.medicine import Makings, Release, Role, ScheduledDose
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.doses.ladder import DayDose, ladder, opioid_factor, rungs
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables.entries import EntryFilter, entries


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db") as opened:
        yield opened


def of_journal(journal: Journal, since: date, until: date) -> tuple[DayDose, ...]:
    found = entries(journal, EntryFilter(kinds=(Kind.DOSE,)))
    return ladder(read_dose_plan(journal), found, since, until)


def whole(n: int, morning: int, evening: int) -> tuple[Entry, Entry]:
    """A day that is told in full."""
    return dose(n, morning, 8), dose(n, evening, 20)


def test_a_day_that_is_half_told_has_no_amount(journal: Journal) -> None:
    write(journal, prescription(20, 20), dose(0, 20), *whole(1, 20, 20))

    half, full = of_journal(journal, day(0), day(1))

    assert (half.taken, half.taken_mme, half.at_least) == exact(None, None, 20)
    assert half.partial
    assert (full.taken, full.at_least) == exact(40, 40)
    assert not full.partial


def taken(journal: Journal, first: int, last: int) -> tuple[Fraction | None, ...]:
    return tuple(row.taken for row in of_journal(journal, day(first), day(last)))


def test_a_gap_is_not_zero_and_a_skip_is(journal: Journal) -> None:
    entries = [
        dose(0),
        dose(0, 10, 20),
        dose(2, state=DoseState.SKIPPED),
        dose(2, hour=20, state=DoseState.SKIPPED),
        dose(3),
        dose(3, hour=20),
        dose(3, 5, 12, state=DoseState.EXTRA),
    ]
    write(journal, prescription(20, 20), *entries)

    assert taken(journal, 0, 3) == exact(30, None, 0, 45)


def test_both_days_of_the_span_belong_to_it(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan())

    found = of_journal(journal, day(-1), day(1))

    assert tuple(row.planned for row in found) == exact(40, 35, 35)
    assert [row.day for row in found] == [day(-1), day(0), day(1)]


def test_equivalents_are_exact_and_none_where_not_counted(journal: Journal) -> None:
    write(journal, prescription(20, 20), prescription(8, medicine="buprenorphine", times=(8,)), *whole(0, 20, 20))

    counted, uncounted = (row for row in reversed(of_journal(journal, day(0), day(0))))

    assert (counted.planned_mme, counted.taken_mme) == exact(60, 60)
    assert counted.unit == "mg"
    assert (uncounted.medicine, uncounted.planned_mme, uncounted.taken_mme) == ("buprenorphine", None, None)


def test_a_medicine_that_nobody_knows_has_no_factor() -> None:
    assert opioid_factor("moonshine", Release.IR) is None


def test_only_opioids(journal: Journal) -> None:
    write(journal, prescription(50, medicine="sertraline", role=Role.ANTIDEPRESSANT), dose(0, medicine="sertraline"))

    assert of_journal(journal, day(0), day(3)) == ()


def test_when_needed_has_a_row_only_where_it_was_taken(journal: Journal) -> None:
    write(journal, prescription(), dose(1, 5, state=DoseState.EXTRA))

    (row,) = of_journal(journal, day(0), day(2))

    assert row.day == day(1)
    assert (row.planned, row.taken) == exact(None, 5)
    assert row.planned_mme is None


def test_two_releases_of_one_medicine_are_one_row(journal: Journal) -> None:
    write(journal, prescription(20, 20), prescription(10, release=Release.ER), prescription(release=Release.PATCH))

    (row,) = of_journal(journal, day(0), day(0))

    assert row.planned == 50


def test_a_patch_is_worn_until_its_change(journal: Journal) -> None:
    patch = prescription(
        medicine="fentanyl",
        release=Release.PATCH,
        doses=(ScheduledDose(time(9), Rate(25_000)),),
        makings=Makings(),
        change_days=3,
    )
    write(journal, patch, dose(-2, Rate(25_000), 9, medicine="fentanyl"))

    found = of_journal(journal, day(0), day(1))

    assert [(row.planned, row.taken) for row in found] == [exact(25, 25), exact(25, None)]
    assert found[0].unit == "mcg/h"
    assert found[0].taken_mme == 60


def test_rungs_are_stretches_of_one_dose(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan(), *whole(-1, 20, 20), *whole(0, 15, 20), *whole(3, 10, 15), dose(4, 15))

    before, after = rungs(of_journal(journal, day(-2), day(5)))

    assert (before.first, before.last) == (day(-2), day(-1))
    assert (before.planned, before.mean_taken) == exact(40, 40)
    assert (after.days, after.taken.n, after.partial) == (6, 2, 1)
    assert (after.planned, after.mean_taken) == exact(35, 30)


def test_rungs_part_where_days_are_missing() -> None:
    def row(n: int) -> DayDose:
        return DayDose(day(n), "oxycodone", Release.IR, None, Fraction(5), None)

    assert [rung.days for rung in rungs([row(0), row(1), row(3)])] == [2, 1]
    assert rungs([]) == ()


def test_a_rung_that_nobody_recorded(journal: Journal) -> None:
    write(journal, prescription(20, 20))

    (only,) = rungs(of_journal(journal, day(0), day(1)))

    assert (only.mean_taken, only.taken.n) == (None, 0)
