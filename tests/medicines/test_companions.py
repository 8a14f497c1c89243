"""What is taken now, and from there to the findings: by the journal's own rows and by what was written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from pathlib import Path

import pytest

from diaries import at, day, dose, prescription, warnings, write
from oidtrack.domain.dose import Dose
from oidtrack.domain.journal import DoseState
from oidtrack.domain.medicine import Makings, Role, ScheduledDose
from oidtrack.rules.base import Severity
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.medicines.companions import beside, blocking
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables.entries import EntryFilter, entries

OXYCODONE = prescription(20, 20)
NALTREXONE = prescription(medicine="naltrexone", role=Role.OTHER, doses=(), makings=Makings(), since=day(0))


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db") as opened:
        yield opened


def ids(journal: Journal, n: int = 0) -> set[str]:
    return {one.id for one in warnings(journal, at(n)) if one.id.endswith("-with-opioid")}


def seen(journal: Journal, n: int = 0) -> dict[str, tuple[bool, int, str]]:
    found = beside(read_dose_plan(journal), entries(journal, EntryFilter()), day(n))
    return {one.medicine: (one.opioid, (day(n) - one.last).days, one.entry) for one in found}


def test_what_is_prescribed_and_what_was_written_down_each_once(journal: Journal) -> None:
    write(journal, OXYCODONE, dose(-1), dose(-3, 300, medicine="gabapentin"), dose(-13, 5, medicine="codeine"))
    write(journal, dose(-14, 5, medicine="tramadol"), dose(-1, 5, medicine="heroin"), dose(-2, 5, medicine="baclofen"))
    write(journal, dose(0, 50, medicine="naltrexone", state=DoseState.SKIPPED))

    assert seen(journal) == {
        "oxycodone": (True, 0, "e1"),
        "codeine": (True, 13, "e3"),
        "gabapentin": (False, 3, "e2"),
        "baclofen": (False, 2, "e6"),
        "heroin": (True, 1, "e5"),
    }


def test_the_journal_says_whether_it_is_an_opioid(journal: Journal) -> None:
    ended = prescription(5, medicine="frobnicol", since=day(-60), until=day(-5))
    other = prescription(5, medicine="codeine", role=Role.OTHER, until=day(-5))
    write(journal, ended, other, dose(-6, 5, medicine="frobnicol"), dose(-6, 5, medicine="codeine"))

    assert seen(journal) == {
        "frobnicol": (True, 5, "e1"),
        "codeine": (False, 6, "e2"),
    }  # of an opioid what was planned counts


@pytest.mark.parametrize(
    ("medicine", "expected"),
    [
        ("lyrica", {"sedative-with-opioid"}),
        ("zolpidem", {"sedative-with-opioid"}),
        ("valium", {"benzodiazepine-with-opioid"}),
        ("naltrexone", {"antagonist-with-opioid"}),
        ("sertraline", set()),
        ("vitamin d", set()),
    ],
)
def test_a_medicine_is_known_by_any_of_its_names_whatever_its_role(
    journal: Journal, medicine: str, expected: set[str]
) -> None:
    row = prescription(50, medicine=medicine, role=Role.OTHER, makings=Makings(), since=day(-1))
    write(journal, OXYCODONE, row)

    assert ids(journal) == expected


def test_an_antidepressant_beside_tramadol(journal: Journal) -> None:
    tramadol = prescription(50, medicine="tramadol", makings=Makings())
    sertraline = prescription(50, medicine="sertraline", role=Role.ANTIDEPRESSANT, makings=Makings())
    write(journal, tramadol, sertraline)

    assert ids(journal) == {"serotonergic-with-opioid"}


def test_a_medicine_that_was_only_written_down_is_over_after_a_week(journal: Journal) -> None:
    write(journal, OXYCODONE, dose(-6, 300, medicine="gabapentin"))

    assert [ids(journal, n) for n in (0, 1)] == [{"sedative-with-opioid"}, set()]


def test_a_blocker_is_said_before_it_is_written_down(journal: Journal) -> None:
    write(journal, OXYCODONE)

    found = blocking(journal, NALTREXONE, day(0))
    assert [(one.id, one.severity) for one in found] == [("antagonist-with-opioid", Severity.URGENT)]


def test_so_is_an_opioid_beside_a_blocker_and_nothing_else(journal: Journal) -> None:
    write(journal, NALTREXONE)
    aspirin = prescription(100, medicine="aspirin", role=Role.PAIN, makings=Makings())

    assert [one.id for one in blocking(journal, OXYCODONE, day(0))] == ["antagonist-with-opioid"]
    assert blocking(journal, aspirin, day(0)) == ()


def test_an_opioid_that_was_taken_last_week_still_counts_for_a_blocker(journal: Journal) -> None:
    write(journal, dose(-13, 5, medicine="codeine"))

    assert [one.id for one in blocking(journal, NALTREXONE, day(0))] == ["antagonist-with-opioid"]
    assert blocking(journal, NALTREXONE, day(1)) == ()


def test_naloxone_in_a_tablet_is_no_blocker(journal: Journal) -> None:
    targin = prescription(20, medicine="oxycodone", product="oxycodone-naloxone-er-tablet")
    write(journal, targin)
    morning = (ScheduledDose(time(8), Dose(1000)),)

    assert ids(journal) == set()
    assert blocking(journal, prescription(medicine="naloxone", role=Role.OTHER, doses=morning), day(0)) == ()
