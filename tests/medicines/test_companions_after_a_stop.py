"""An opioid blocker after an opioid that has stopped: what was planned was in the body, written down or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from diaries import DAY_ENDS_AT, at, day, dose, plan, prescription, warnings, write
from oidtrack.domain.medicine import Makings, Prescription, Role
from oidtrack.services.medicines.companions import blocking
from oidtrack.store.file.database import Journal, open_journal

BLOCKER = "antagonist-with-opioid"


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db") as opened:
        yield opened


def naltrexone(n: int) -> Prescription:
    return prescription(50, times=(8,), medicine="naltrexone", role=Role.OTHER, makings=Makings(), since=day(n))


def ids(journal: Journal, n: int) -> set[str]:
    return {finding.id for finding in warnings(journal, at(n, 12), DAY_ENDS_AT)}


def added(journal: Journal, n: int) -> set[str]:
    return {finding.id for finding in blocking(journal, naltrexone(n), day(n))}


@pytest.mark.parametrize(("days_without", "said"), [(13, {BLOCKER}), (14, set())])
def test_a_prescription_that_ended_without_a_log_still_counts_for_two_weeks(
    journal: Journal, days_without: int, said: set[str]
) -> None:
    write(journal, prescription(20, 20, until=day(0)))

    assert added(journal, days_without) == said
    write(journal, naltrexone(days_without))
    assert ids(journal, days_without) & {BLOCKER} == said


@pytest.mark.parametrize(("n", "said"), [(83 + 13, {BLOCKER}), (83 + 14, set())])
def test_a_plan_that_has_stopped_it_still_counts_for_two_weeks(journal: Journal, n: int, said: set[str]) -> None:
    write(journal, prescription(20, 20), plan())

    assert added(journal, n) == said


def test_what_was_only_taken_when_needed_counts_where_it_was_written_down(journal: Journal) -> None:
    write(journal, prescription(until=day(0)))
    assert added(journal, 3) == set()

    write(journal, dose(0))
    assert added(journal, 3) == {BLOCKER}


def test_another_medicine_that_ended_is_not_said_to_be_taken(journal: Journal) -> None:
    write(journal, prescription(20, 20), prescription(300, times=(8,), medicine="gabapentin", role=Role.PAIN))
    assert "sedative-with-opioid" in ids(journal, 0)


def test_one_that_ended_yesterday_is_no_longer_beside_it(journal: Journal) -> None:
    ended = prescription(300, times=(8,), medicine="gabapentin", role=Role.PAIN, until=day(-1))
    write(journal, prescription(20, 20), ended)
    assert "sedative-with-opioid" not in ids(journal, 0)
