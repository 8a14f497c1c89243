"""What a person does with a plan, kept in the journal: one opioid at a time, and an end that keeps the dose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from diaries import day, dose, plan, planned_doses, prescription, write
from oidtrack.domain.dose import Dose, Rate
from oidtrack.domain.journal import DoseState, Entry, Intake, Kind, moment
from oidtrack.domain.medicine import Release
from oidtrack.errors import BadInput, NothingFound, Refused
from oidtrack.services import steering
from oidtrack.services.dayplan import plans_in_force, read_dose_plan
from oidtrack.services.planning import find
from oidtrack.store.database import Journal, open_journal
from oidtrack.store.medicines import prescriptions
from oidtrack.store.plans import plan_versions
from oidtrack.taper.plan import EventKind, Plan, Status

WHO = "Dr. NAME"


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "private" / "journal.db") as opened:
        yield opened


def now(n: int) -> datetime:
    return datetime.combine(day(n), time(21), UTC)


def running(journal: Journal) -> Plan:
    return steering.running(journal, None)


def begun(journal: Journal, **more: object) -> Plan:
    write(journal, prescription(20, 20), plan(**more))
    return running(journal)


def test_without_a_plan_there_is_nothing_to_steer(journal: Journal) -> None:
    with pytest.raises(NothingFound, match="no plan is in force"):
        running(journal)
    write(journal, plan(status=Status.DRAFT))
    with pytest.raises(NothingFound, match="no plan is in force"):
        running(journal)
    with pytest.raises(BadInput, match="is a draft"):
        steering.hold(journal, steering.running(journal, 1), day(0), None, "", now(0))


def test_each_change_is_a_version_and_can_be_undone_by_itself(journal: Journal) -> None:
    first = begun(journal)
    held = steering.hold(journal, first, day(30), 2, "tired", now(30))
    again = steering.resume(journal, held, day(40), "", now(40))
    back = steering.step_back(journal, again, day(41), f" {WHO} ", "", now(41))
    assert plan_versions(journal, first.id) == (first, held, again, back)
    assert [one.version for one in plan_versions(journal, first.id)] == [1, 2, 3, 4]
    assert back.agreed_with == WHO
    assert running(journal) == back


def test_a_hold_without_weeks_is_looked_at_after_one_interval(journal: Journal) -> None:
    held = steering.hold(journal, begun(journal), day(30), None, "", now(30))
    assert held.event is not None
    assert held.event.look_again == day(58)


def test_the_day_goes_by_the_version_in_force_then(journal: Journal) -> None:
    held = steering.hold(journal, begun(journal), day(30), 2, "", now(30))
    steering.step_back(journal, held, day(35), WHO, "", now(35))
    amounts = {n: [int(one.amount.shown) for one in planned_doses(journal, day(n))] for n in (-1, 0, 28, 30, 35, 50)}
    assert amounts == {-1: [20, 20], 0: [15, 20], 28: [15, 15], 30: [15, 15], 35: [15, 20], 50: [15, 20]}


@pytest.mark.parametrize(
    ("taken", "held_at"),
    [
        ((), 35),
        ((dose(28, 15, 20, slot=time(20)),), 30),
        ((dose(28, 20, 20, slot=time(20)),), 35),
        ((dose(28, 15, 8, slot=time(8)),), 35),
        ((dose(28, 5, 12, state=DoseState.EXTRA),), 35),
        ((dose(28, 15, 20, slot=time(20), state=DoseState.SKIPPED),), 35),
    ],
)
def test_on_the_day_of_a_cut_the_log_says_whether_it_is_made(
    journal: Journal, taken: tuple[Entry, ...], held_at: int
) -> None:
    first = begun(journal)
    write(journal, *taken)
    steering.hold(journal, first, day(28), 2, "", now(28))
    assert sum(one.amount.shown for one in planned_doses(journal, day(29))) == held_at


def test_on_the_first_day_without_the_stop_can_still_wait(journal: Journal) -> None:
    held = steering.hold(journal, begun(journal), day(84), 2, "", now(84))
    assert held.stops_on == day(105)
    assert planned_doses(journal, day(84))


def test_nothing_is_changed_under_a_later_change(journal: Journal) -> None:
    held = steering.hold(journal, begun(journal), day(30), 2, "", now(30))
    changes: tuple[Callable[[], Plan], ...] = (
        lambda: steering.hold(journal, held, day(29), 2, "", now(31)),
        lambda: steering.step_back(journal, held, day(29), WHO, "", now(31)),
        lambda: steering.end(journal, held, day(29), "", now(31)),
    )
    for change in changes:
        with pytest.raises(BadInput, match="was changed on"):
            change()


def test_a_step_back_needs_a_prescriber(journal: Journal) -> None:
    with pytest.raises(Refused, match="prescriber's decision"):
        steering.step_back(journal, begun(journal), day(30), " ", "", now(30))


def test_an_agreement_needs_a_name(journal: Journal) -> None:
    with pytest.raises(BadInput, match="who agreed"):
        steering.agree(journal, begun(journal), " ", day(0), now(0))


def morphine(**more: object) -> Plan:
    return plan(medicine="morphine", status=Status.DRAFT, agreed_with="", agreed_on=None, **more)


def test_one_opioid_comes_down_at_a_time(journal: Journal) -> None:
    first = begun(journal)
    write(journal, morphine())
    second = find(journal, 2)
    with pytest.raises(Refused, match="one opioid comes down at a time"):
        steering.agree(journal, second, WHO, day(10), now(10))
    held = steering.hold(journal, first, day(10), 4, "the other first", now(10))
    agreed = steering.agree(journal, second, WHO, day(10), now(10))
    assert set(plans_in_force(journal)) == {held, agreed}
    assert steering.running(journal, None) == agreed
    assert steering.running(journal, None, Status.HELD) == held
    assert steering.running(journal, 1) == held
    with pytest.raises(Refused, match="brings morphine down already"):
        steering.resume(journal, held, day(20), "", now(20))


def test_the_second_opioid_may_follow_when_the_first_has_stopped(journal: Journal) -> None:
    begun(journal)
    late = morphine(start=day(84))
    write(journal, replace(late, steps=tuple(replace(s, first=s.first + timedelta(days=84)) for s in late.steps)))
    assert steering.agree(journal, find(journal, 2), WHO, day(10), now(10)).status is Status.AGREED


def test_both_plans_are_on_the_card_of_the_day(journal: Journal) -> None:
    held = steering.hold(journal, begun(journal), day(10), 4, "", now(10))
    write(journal, prescription(20, 20, medicine="morphine"), morphine())
    steering.agree(journal, find(journal, 2), WHO, day(10), now(10))
    found = {(one.medicine, int(one.amount.shown)) for one in planned_doses(journal, day(30))}
    # its start had passed by then: it begins on the day of the agreement, and is in its first step on day 30
    assert found == {("oxycodone", 15), ("oxycodone", 20), ("morphine", 15), ("morphine", 20)}
    assert read_dose_plan(journal).longest_worn == held.change_days


def test_an_end_keeps_the_dose_as_a_prescription(journal: Journal) -> None:
    ended = steering.end(journal, begun(journal), day(40), "we stay", now(40))
    assert ended.event is not None
    assert (ended.status, ended.event.kind) == (Status.ENDED, EventKind.ENDED)
    assert plans_in_force(journal) == ()
    before, after = (row.prescription for row in prescriptions(journal))
    assert (before.until, after.since) == (day(39), day(40))
    assert [one.amount for one in after.doses] == [Dose(15_000), Dose(15_000)]
    assert [int(one.amount.shown) for one in planned_doses(journal, day(10))] == [15, 20], "the past stays as it was"
    assert [int(one.amount.shown) for one in planned_doses(journal, day(50))] == [15, 15]


def test_an_end_on_every_other_day_keeps_every_other_day(journal: Journal) -> None:
    steering.end(journal, begun(journal), day(60), "", now(60))
    kept = prescriptions(journal)[-1].prescription
    assert kept.change_days == 2
    assert [len(planned_doses(journal, day(n))) for n in (60, 61, 62, 63)] == [1, 0, 1, 0]
    assert [row.daily for row in read_dose_plan(journal).on(day(61))] == [5]


def test_an_end_after_the_stop_closes_the_medicine(journal: Journal) -> None:
    steering.end(journal, begun(journal), day(90), "done", now(90))
    (only,) = prescriptions(journal)
    assert only.prescription.until == day(89)
    assert planned_doses(journal, day(95)) == ()


def test_an_end_before_anything_was_planned_by_it_changes_no_prescription(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan(status=Status.DRAFT))
    steering.end(journal, find(journal, 1), day(0), "", now(0))
    assert len(prescriptions(journal)) == 1
    write(journal, plan(medicine="morphine"))
    steering.end(journal, find(journal, 2), day(0), "", now(0))
    by_plan = prescriptions(journal)[1].prescription
    assert (by_plan.medicine, by_plan.since) == ("morphine", day(0)), "the dose that it ended on is kept"


def test_an_end_before_it_took_effect_changes_no_prescription(journal: Journal) -> None:
    steering.end(journal, begun(journal), day(-10), "", now(-10))
    assert len(prescriptions(journal)) == 1


def test_a_step_back_names_the_old_dose_and_naloxone(journal: Journal) -> None:
    first = begun(journal)
    back = steering.step_back(journal, first, day(38), WHO, "", now(38))
    (found,) = steering.tolerance(journal, first, back, now(38))
    assert found.id == "tolerance-lost"
    assert "After 10 days on less, 35 mg a day of oxycodone may now be dangerous" in found.text
    assert "naloxone" in found.text


@pytest.mark.parametrize(("days", "said"), [(2, False), (3, True)])
def test_three_days_without_are_said_when_a_plan_goes_on(journal: Journal, days: int, said: bool) -> None:
    held = steering.hold(journal, begun(journal), day(30), 2, "", now(30))
    write(journal, dose(31, 15, 21), dose(32, 15, 8, state=DoseState.SKIPPED, slot=time(8)))
    again = steering.resume(journal, held, day(31 + days), "", now(31 + days))
    found = steering.tolerance(journal, held, again, now(31 + days))
    assert bool(found) is said
    assert not said or ("may now be dangerous" in found[0].text and "naloxone" in found[0].text)


def test_a_log_without_doses_says_nothing_of_days_without(journal: Journal) -> None:
    held = steering.hold(journal, begun(journal), day(30), 2, "", now(30))
    assert steering.tolerance(journal, held, steering.resume(journal, held, day(80), "", now(80)), now(80)) == ()


def test_a_patch_still_works_while_it_is_worn(journal: Journal) -> None:
    held = steering.hold(journal, begun(journal, release=Release.PATCH, change_days=3), day(30), 2, "", now(30))
    worn = Intake("oxycodone", Rate(25_000), DoseState.TAKEN, time(8))
    write(journal, Entry(Kind.DOSE, moment(now(30), time(4)), worn))
    again = steering.resume(journal, held, day(35), "", now(35))
    assert steering.tolerance(journal, held, again, now(35)) == ()
    assert steering.tolerance(journal, held, again, now(36)) != ()
