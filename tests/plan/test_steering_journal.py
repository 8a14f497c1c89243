"""What a person does with a plan, kept in the journal: one opioid at a time, and an end that keeps the dose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from diaries import day, dose, plan, planned_doses, prescription, step, step_dose, write
from oidtrack.domain.dose import Dose, Rate
from oidtrack.domain.journal import DoseState, Entry, Intake, Kind, moment
from oidtrack.domain.medicine import Release, ScheduledDose
from oidtrack.errors import BadInput, NothingFound, Refused
from oidtrack.services.dayplan import plans_in_force, read_dose_plan
from oidtrack.services.plan import replanning, steering
from oidtrack.services.plan.kept import find
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables.medicines import prescriptions
from oidtrack.store.tables.plans import plan_versions
from oidtrack.taper.plan import Event, EventKind, Plan, Status

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


@pytest.mark.parametrize("ended", [60, 61])
def test_an_end_on_every_other_day_keeps_every_other_day_in_its_turn(journal: Journal, ended: int) -> None:
    steering.end(journal, begun(journal), day(ended), "", now(ended))
    kept = prescriptions(journal)[-1].prescription
    assert kept.change_days == 2
    assert [len(planned_doses(journal, day(n))) for n in (59, 60, 61, 62, 63)] == [0, 1, 0, 1, 0]
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


def draft(*mg: int, start: int = 20, **more: Any) -> Plan:
    """A draft of twice a day that goes down by 5 mg in the evening on its first day."""
    current = tuple(step_dose(hour, one) for hour, one in zip((8, 20), mg, strict=False))
    lower = (*current[:-1], step_dose(current[-1].at.hour, mg[-1] - 5))
    return plan(
        status=Status.DRAFT,
        agreed_with="",
        agreed_on=None,
        current=current,
        start=day(start),
        steps=(step(1, start, 28, *lower),),
        stops_on=None,
        target=Dose(1000 * (sum(mg) - 5)),
        **more,
    )


def daily(journal: Journal, n: int) -> Fraction | None:
    """Milligrams of oxycodone in force on a day."""
    one = read_dose_plan(journal).of(("oxycodone", Release.IR), day(n))
    return None if one is None else one.daily


def agreed(journal: Journal, plan_id: int, n: int, word: int | None = None) -> Plan:
    """Agreed to on a day; the word may be of an earlier one."""
    return steering.agree(journal, find(journal, plan_id), WHO, day(n if word is None else word), now(n), day(n))


@pytest.mark.parametrize(("mg", "refused"), [((20, 20), False), ((20, 21), True)])
def test_an_agreement_never_raises_the_dose_in_force(journal: Journal, mg: tuple[int, int], refused: bool) -> None:
    write(journal, prescription(20, 20), draft(*mg))
    if refused:
        with pytest.raises(Refused, match="would put 41 mg a day in force where it is 40 mg now: a plan never raises"):
            agreed(journal, 1, 10)
        assert plans_in_force(journal) == ()
        assert len(plan_versions(journal, 1)) == 1, "nothing is written"
    else:
        agreed(journal, 1, 10)
    assert daily(journal, 10) == 40


def test_what_a_prescriber_accepted_does_not_raise_the_dose_either(journal: Journal) -> None:
    write(journal, prescription(20, 20))
    higher = replace(draft(20, 25), status=Status.AGREED, agreed_with=WHO, accepted=("no-cliff",))
    with pytest.raises(Refused, match="a plan never raises the dose"):
        steering.put_in_force(journal, higher, "plan enter", now(10), day(10))
    lower = replace(draft(10, 10), status=Status.AGREED, accepted=("no-cliff",), event=Event(EventKind.AGREED, day(10)))
    steering.put_in_force(journal, lower, "plan enter", now(10), day(10))
    assert daily(journal, 10) == 20, "a prescriber may write a larger step"


@pytest.mark.parametrize(("mg", "refused"), [((15, 15), False), ((15, 14), True)])
def test_an_agreement_never_drops_it_by_more_than_a_step(journal: Journal, mg: tuple[int, int], refused: bool) -> None:
    write(journal, prescription(20, 20), draft(*mg))
    if refused:
        with pytest.raises(Refused, match="would put 29 mg a day in force where it is 40 mg now: more than one step"):
            agreed(journal, 1, 10)
        assert daily(journal, 10) == 40
    else:
        agreed(journal, 1, 10)
        assert daily(journal, 10) == 30


def test_the_plans_own_first_step_may_be_larger_where_it_begins_at_the_dose_in_force(journal: Journal) -> None:
    write(journal, prescription(10, times=(8,)), draft(10, start=10))
    agreed(journal, 1, 10)
    assert [daily(journal, n) for n in (9, 10)] == [10, 5]


def test_what_is_taken_when_needed_has_no_dose_to_measure_by(journal: Journal) -> None:
    write(journal, prescription(), draft(20, 20))
    agreed(journal, 1, 10)
    assert daily(journal, 10) == 40


def test_a_second_agreement_ends_the_plan_in_force_and_says_by_which(journal: Journal) -> None:
    first = begun(journal)
    write(journal, draft(15, 20))
    second = agreed(journal, 2, 10)
    (_, ended) = plan_versions(journal, first.id)
    assert (ended.status, ended.event) == (Status.ENDED, Event(EventKind.ENDED, day(10), "p2 takes its place"))
    assert plans_in_force(journal) == (second,)
    assert [daily(journal, n) for n in (-1, 0, 9, 10, 19, 20, 28)] == [40, 35, 35, 35, 35, 30, 30]
    assert len(prescriptions(journal)) == 1


def test_an_entered_plan_names_itself_as_what_takes_the_place(journal: Journal) -> None:
    begun(journal)
    entered = replace(draft(15, 20), status=Status.AGREED, agreed_with=WHO, event=Event(EventKind.AGREED, day(10)))
    stored = steering.put_in_force(journal, entered, "plan enter", now(10), day(10))
    (_, ended) = plan_versions(journal, 1)
    assert ended.event is not None
    assert (stored.name, ended.event.reason) == ("p2", "p2 takes its place")


def test_a_word_of_an_earlier_day_rewrites_no_day_of_the_plan_before(journal: Journal) -> None:
    begun(journal)
    write(journal, draft(15, 20, start=8))
    second = agreed(journal, 2, 10, word=5)
    assert second.event is not None
    assert (second.agreed_on, second.event.on, second.start) == (day(5), day(10), day(10))
    assert [daily(journal, n) for n in (8, 9, 10)] == [35, 35, 30]


@pytest.mark.parametrize(("on", "start"), [(19, 20), (20, 20), (21, 21), (40, 40)])
def test_a_draft_that_waited_past_its_first_cut_begins_with_the_agreement(
    journal: Journal, on: int, start: int
) -> None:
    write(journal, prescription(20, 20), draft(20, 20))
    found = agreed(journal, 1, on)
    assert (found.start, found.steps[0].first) == (day(start), day(start))
    assert [daily(journal, n) for n in (start - 1, start)] == [40, 35]


def logged(journal: Journal, first: int, last: int, mg: int) -> None:
    write(journal, *(dose(n, mg, hour) for n in range(first, last + 1) for hour in (8, 20)))


@pytest.mark.parametrize(("had", "refused"), [(10, False), (15, True)])
def test_a_larger_fall_is_let_through_where_the_log_shows_it(journal: Journal, had: int, refused: bool) -> None:
    first = begun(journal)
    logged(journal, 30, 39, had)
    twice_ten = tuple(ScheduledDose(time(hour), Dose(10_000)) for hour in (8, 20))
    replanning.replan(journal, first, twice_ten, day(30), now(40), day(40))
    if refused:
        with pytest.raises(Refused, match="would put 20 mg a day in force where it is 30 mg now: more than one step"):
            agreed(journal, 1, 40)
        assert daily(journal, 40) == 30
    else:
        agreed(journal, 1, 40)
        assert [daily(journal, n) for n in (39, 40)] == [30, 20]


def test_starting_again_after_a_stop_is_a_new_decision(journal: Journal) -> None:
    write(journal, prescription(20, 20, until=day(9)), draft(20, 20))
    with pytest.raises(Refused, match="no oxycodone is in force now; starting again is a new decision"):
        agreed(journal, 1, 10)
    assert plans_in_force(journal) == ()


def test_a_medicine_that_is_only_in_the_plan_gets_its_prescription(journal: Journal) -> None:
    write(journal, draft(20, 20))
    agreed(journal, 1, 10)
    (row,) = (one.prescription for one in prescriptions(journal))
    assert (row.since, [one.amount for one in row.doses]) == (day(10), [Dose(20_000), Dose(20_000)])
    assert row.makings == plan().makings


def test_going_on_is_a_version_that_changes_no_dose(journal: Journal) -> None:
    first = begun(journal)
    before = [planned_doses(journal, day(n)) for n in range(90)]
    gone = steering.go_on(journal, first, day(26), "it is fine", now(26))
    assert gone.event == Event(EventKind.GONE_ON, day(26), "it is fine", cut=day(28))
    assert (gone.steps, gone.stops_on, gone.status, gone.version) == (first.steps, first.stops_on, Status.AGREED, 2)
    assert [planned_doses(journal, day(n)) for n in range(90)] == before


@pytest.mark.parametrize(("on", "cut"), [(27, 28), (28, 28), (29, 56), (84, 84)])
def test_going_on_is_about_the_next_cut_and_on_its_day_about_that(journal: Journal, on: int, cut: int) -> None:
    gone = steering.go_on(journal, begun(journal), day(on), "", now(on))
    assert gone.event is not None
    assert gone.event.cut == day(cut)


def test_there_is_nothing_to_go_on_with_after_the_last_cut_or_on_hold(journal: Journal) -> None:
    first = begun(journal)
    with pytest.raises(BadInput, match="no cut to come"):
        steering.go_on(journal, first, day(85), "", now(85))
    held = steering.hold(journal, first, day(30), 2, "", now(30))
    with pytest.raises(BadInput, match="is on hold"):
        steering.go_on(journal, held, day(31), "", now(31))
