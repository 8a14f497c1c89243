"""The one place that knows planned doses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from diaries import day, plan, planned_doses, prescription, step, step_dose, worn, write
from oidtrack.domain.dose import Dose, Rate
from oidtrack.domain.medicine import Liquid, Makings, Release, Role, ScheduledDose
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables.medicines import close_prescription
from oidtrack.taper.days.course import Course
from oidtrack.taper.days.dayplan import DosePlan
from oidtrack.taper.plan import Plan, Status

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests

PATCH = prescription(
    medicine="fentanyl",
    release=Release.PATCH,
    doses=(ScheduledDose(time(9), Rate(25_000)),),
    makings=Makings(),
    change_days=3,
    since=day(0),
)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db") as opened:
        yield opened


def slots(journal: Journal, n: int) -> list[tuple[int, str]]:
    return [(dose.slot.hour, str(dose.amount)) for dose in planned_doses(journal, day(n))]


def test_nothing_is_known(journal: Journal) -> None:
    assert planned_doses(journal, day(0)) == ()


def test_the_prescription_of_the_day(journal: Journal) -> None:
    old = prescription(30, 30, until=day(-1))
    write(journal, old, prescription(20, 15, since=day(0)))

    assert slots(journal, -1) == [(8, "30 mg"), (20, "30 mg")]
    assert slots(journal, 0) == [(8, "20 mg"), (20, "15 mg")]
    assert slots(journal, -61) == []


def test_what_a_dose_is_made_of_where_the_strengths_tell(journal: Journal) -> None:
    write(journal, prescription(15, 12))

    first, second = planned_doses(journal, day(0))

    assert first.made_of == "1 × 10 mg + 1 × 5 mg"
    assert second.made_of == ""
    assert (first.medicine, first.release, first.role) == ("oxycodone", Release.IR, Role.OPIOID)


def test_the_plan_goes_before_the_prescription(journal: Journal) -> None:
    write(journal, prescription(30, 30), plan())

    assert slots(journal, -4) == [(8, "30 mg"), (20, "30 mg")], "before it was agreed"
    assert slots(journal, -3) == [(8, "20 mg"), (20, "20 mg")], "its doses of today, until it starts"
    assert slots(journal, 0) == [(8, "15 mg"), (20, "20 mg")]
    assert slots(journal, 28) == [(8, "15 mg"), (20, "15 mg")]
    assert planned_doses(journal, day(0))[0].made_of == "3 × 5 mg"


def test_every_other_day_and_after_the_stop(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan())

    assert [slots(journal, n) for n in (56, 57, 58)] == [[(20, "10 mg")], [], [(20, "10 mg")]]
    assert slots(journal, 84) == []


def test_a_plan_without_a_prescription_is_its_own_word(journal: Journal) -> None:
    write(journal, plan())

    assert slots(journal, -40) == [(8, "20 mg"), (20, "20 mg")]


@pytest.mark.parametrize(("status", "first"), [(Status.HELD, 15), (Status.DRAFT, 30), (Status.ENDED, 30)])
def test_only_a_plan_in_force_decides(journal: Journal, status: Status, first: int) -> None:
    write(journal, prescription(30, 30), plan(status=status))

    assert slots(journal, 0)[0] == (8, f"{first} mg")


def test_a_plan_agreed_after_it_began_speaks_from_its_start(journal: Journal) -> None:
    write(journal, prescription(30, 30), plan(agreed_on=day(5)))

    assert slots(journal, -1) == [(8, "30 mg"), (20, "30 mg")]
    assert slots(journal, 0) == [(8, "15 mg"), (20, "20 mg")]


def test_a_plan_of_a_medicine_that_was_stopped_is_silent(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan())
    with journal.writing("med stop", 0) as writer:
        close_prescription(writer, 1, day(10))

    assert slots(journal, 10) != []
    assert slots(journal, 11) == []


def test_another_medicine_and_another_release_keep_their_prescriptions(journal: Journal) -> None:
    er = prescription(10, release=Release.ER)
    sertraline = prescription(50, medicine="sertraline", role=Role.ANTIDEPRESSANT)
    write(journal, prescription(20, 20), er, sertraline, plan())

    found = planned_doses(journal, day(0))

    assert [(dose.medicine, dose.release.value, str(dose.amount)) for dose in found] == [
        ("oxycodone", "ir", "15 mg"),
        ("oxycodone", "er", "10 mg"),
        ("sertraline", "ir", "50 mg"),
        ("oxycodone", "ir", "20 mg"),
    ]


def test_the_day_ends_at_four(journal: Journal) -> None:
    late = (
        ScheduledDose(time(3, 59), Dose(5000)),
        ScheduledDose(time(4), Dose(10000)),
        ScheduledDose(time(22), Dose(5000)),
    )
    write(journal, prescription(doses=late))

    assert [dose.slot for dose in planned_doses(journal, day(0))] == [time(4), time(22), time(3, 59)]


def test_when_needed_is_never_planned(journal: Journal) -> None:
    write(journal, prescription())

    assert planned_doses(journal, day(0)) == ()
    assert read_dose_plan(journal).on(day(0))[0].daily is None


def test_a_patch_on_its_change_days_and_worn_between(journal: Journal) -> None:
    write(journal, PATCH)

    assert [len(planned_doses(journal, day(n))) for n in range(-1, 5)] == [0, 1, 0, 0, 1, 0]
    assert [len(worn(journal, day(n))) for n in range(-1, 5)] == [0, 1, 1, 1, 1, 1]


def test_a_patch_of_a_plan_counts_from_each_step() -> None:
    planned = DosePlan((Course((_patch_plan(),)),), ())

    assert [len(planned.doses(day(n))) for n in (-3, -2, 0, 1, 3, 6)] == [1, 0, 1, 0, 1, 1]
    assert [len(planned.on(day(n))[0].doses) for n in (-2, 1, 2)] == [1, 1, 1]


def _patch_plan() -> Plan:
    worn = replace(step_dose(9, 0), amount=Rate(25_000), tablets=())
    return plan(
        medicine="fentanyl", release=Release.PATCH, current=(worn,), steps=(step(1, 0, 9, worn),), change_days=3
    )


def test_what_each_medicine_comes_to(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan())

    planned = read_dose_plan(journal)

    amounts = [planned.on(day(n))[0].daily for n in (-1, 0, 56, 57, 84)]
    assert amounts == [Fraction(n) for n in (40, 35, 5, 5, 0)]


def test_a_liquid_in_millilitres(journal: Journal) -> None:
    makings = Makings((), Liquid(Fraction(1000), Fraction(1, 2)))
    write(journal, prescription(7, times=(8,), makings=makings))

    assert planned_doses(journal, day(0))[0].made_of == "7 mL"
