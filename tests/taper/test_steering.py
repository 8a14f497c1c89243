"""Holding, resuming, stepping back, ending: dates only ever move later, and every law still holds."""

from __future__ import annotations

from datetime import date, time, timedelta
from fractions import Fraction

import pytest
from msgspec.structs import replace

from oidtrack.domain.dose import Dose
from oidtrack.domain.medicine import Makings, Release, ScheduledDose, Strength
from oidtrack.errors import BadInput, Refused
from oidtrack.taper.checks import broken
from oidtrack.taper.drafting import Request, draft
from oidtrack.taper.entered import Row, entered
from oidtrack.taper.moving import as_of
from oidtrack.taper.pace import Basis, Pace
from oidtrack.taper.plan import Event, EventKind, Plan, Status, daily_on, doses_on, next_cut, next_step, step_on
from oidtrack.taper.steering import agree, end, go_on, hold, replan, resume, step_back

DAY = timedelta(days=1)
DRAFTED, START = date(2026, 11, 23), date(2026, 12, 1)
PACE = Pace(Fraction(10), 28, Basis.CURRENT, Fraction(0), Fraction(25), 56, "test", "a test")
REQUEST = Request(
    medicine="oxycodone",
    release=Release.IR,
    doses=(ScheduledDose(time(8), Dose(20_000)), ScheduledDose(time(20), Dose(20_000))),
    makings=Makings((Strength(Dose(5_000)), Strength(Dose(10_000)))),
    pace=PACE,
    start=START,
    target=Dose(0),
)
DRAFT = draft(REQUEST)
AGREED = agree(DRAFT, "Dr. NAME", DRAFTED)
STAYS = agree(draft(replace(REQUEST, target=Dose(30_000))), "Dr. NAME", DRAFTED)

LEFT = AGREED.steps[1].days - 10


def firsts(plan: Plan) -> list[date]:
    ends = [] if plan.stops_on is None else [plan.stops_on]
    return [*(step.first for step in plan.steps), *ends]


def shifts(before: Plan, after: Plan) -> set[int]:
    """By how many days the steps that moved did."""
    return {(b - a).days for a, b in zip(firsts(before), firsts(after), strict=True)}


def in_step(plan: Plan, n: int, days: int) -> date:
    return plan.steps[n - 1].first + days * DAY


def test_an_agreement_changes_no_date() -> None:
    assert AGREED.status is Status.AGREED
    assert AGREED.event == Event(EventKind.AGREED, DRAFTED, who="Dr. NAME")
    assert replace(AGREED, status=Status.DRAFT, agreed_with="", agreed_on=None, event=None) == DRAFT


@pytest.mark.parametrize(("on", "moved"), [(START - DAY, 0), (START, 0), (START + DAY, 1), (START + 400 * DAY, 400)])
def test_a_draft_that_waited_past_its_first_cut_begins_with_the_agreement(on: date, moved: int) -> None:
    assert shifts(DRAFT, agree(DRAFT, "Dr. NAME", on)) == {moved}


def test_an_agreement_told_later_holds_from_the_day_that_is_said() -> None:
    agreed = agree(DRAFT, "Dr. NAME", START - 9 * DAY, START + 2 * DAY)
    assert shifts(DRAFT, agreed) == {2}
    assert (agreed.agreed_on, agreed.event) == (
        START - 9 * DAY,
        Event(EventKind.AGREED, START + 2 * DAY, who="Dr. NAME"),
    )


def test_going_on_is_written_down_and_changes_no_date() -> None:
    gone = go_on(AGREED, START - DAY, "it is all right", START)
    assert shifts(AGREED, gone) == {0}
    assert gone.event == Event(EventKind.GONE_ON, START - DAY, "it is all right", cut=START)
    with pytest.raises(BadInput, match="on hold"):
        go_on(hold(AGREED, START, 7, ""), START, "", START)
    with pytest.raises(BadInput, match="is a draft"):
        go_on(DRAFT, START, "", START)


def test_a_hold_has_no_cut_in_the_past_on_any_day() -> None:
    on = in_step(AGREED, 2, 10)
    held = hold(AGREED, on, 14, "")
    assert as_of(held, on + 14 * DAY) == held
    assert as_of(AGREED, on) == AGREED
    for days in range(15, 200, 7):
        cut = next_cut(as_of(held, on + days * DAY), held.event.on if held.event else on)
        assert cut is not None
        assert cut > on + days * DAY


def test_what_has_ended_or_waits_is_not_agreed_to() -> None:
    with pytest.raises(BadInput, match="has ended"):
        agree(end(AGREED, START, ""), "Dr. NAME", START)
    with pytest.raises(BadInput, match="on hold"):
        agree(hold(AGREED, START, 7, ""), "Dr. NAME", START)


def test_a_hold_moves_what_is_to_come_and_keeps_the_dose_until_it_is_resumed() -> None:
    on = in_step(AGREED, 2, 10)
    held = hold(AGREED, on, 14, "a hard time")
    assert held.event == Event(EventKind.HELD, on, "a hard time", look_again=on + 14 * DAY, days_left=LEFT)
    assert shifts(AGREED, held) == {0, 14}
    assert firsts(held)[:2] == firsts(AGREED)[:2]
    assert held.steps[1].paused == 14
    in_ten_years = on + 3650 * DAY
    assert step_on(held, in_ten_years) == held.steps[1]
    assert doses_on(held, in_ten_years) == held.steps[1].doses
    assert daily_on(held, in_ten_years) == held.steps[1].daily
    assert next_step(held, in_ten_years) == held.steps[2]
    assert next_cut(held, in_ten_years) == held.steps[2].first


@pytest.mark.parametrize(("later", "moved"), [(1, 7), (7, 7), (8, 14), (14, 14), (15, 21), (100, 105)])
def test_a_resumed_plan_waits_as_long_as_the_hold_lasted_in_whole_weeks(later: int, moved: int) -> None:
    on = in_step(AGREED, 2, 10)
    again = resume(hold(AGREED, on, 14, ""), on + later * DAY, "settled")
    assert again.status is Status.AGREED
    assert again.event == Event(EventKind.RESUMED, on + later * DAY, "settled")
    assert shifts(AGREED, again) == {0, moved}
    assert not broken(again.checks)


def test_a_hold_on_a_hold_keeps_the_days_that_were_left() -> None:
    on = in_step(AGREED, 2, 10)
    twice = hold(hold(AGREED, on, 14, ""), on + 20 * DAY, 28, "still")
    assert twice.event is not None
    assert (twice.event.days_left, twice.event.look_again) == (LEFT, on + 48 * DAY)
    assert shifts(AGREED, resume(twice, on + 21 * DAY, "")) == {0, 21}


def test_a_hold_before_the_first_cut_moves_the_start() -> None:
    on = START - 3 * DAY
    held = hold(AGREED, on, 10, "")
    assert held.start == START + 10 * DAY
    assert shifts(AGREED, held) == {10}
    assert doses_on(held, START + 99 * DAY) == AGREED.current
    assert daily_on(held, START + 99 * DAY) == 40_000
    assert resume(held, on + 2 * DAY, "").start == START + 2 * DAY


def test_a_hold_on_the_day_of_a_cut_that_is_not_made_stays_on_the_dose_before() -> None:
    on = AGREED.steps[1].first
    held = hold(AGREED, on, 7, "", cut_made=False)
    assert step_on(held, on + 99 * DAY) == held.steps[0]
    assert held.event is not None
    assert (held.event.on, held.event.days_left) == (on - DAY, 1)
    assert step_on(hold(AGREED, on, 7, "", cut_made=True), on + 99 * DAY) == replace(
        AGREED.steps[1], days=AGREED.steps[1].days + 7, paused=7
    )


def test_a_hold_of_the_last_step_moves_the_stop() -> None:
    last = AGREED.steps[-1]
    held = hold(AGREED, last.first, 7, "")
    assert held.stops_on is not None
    assert AGREED.stops_on is not None
    assert held.stops_on == AGREED.stops_on + 7 * DAY
    assert next_cut(held, last.first) == held.stops_on


@pytest.mark.parametrize(
    ("plan", "on", "words"),
    [
        (DRAFT, START, "is a draft"),
        (end(AGREED, START, ""), START, "has ended"),
        (AGREED, AGREED.stops_on or START, "no cut to come"),
        (STAYS, STAYS.steps[-1].first, "no cut to come"),
    ],
)
def test_what_cannot_be_held(plan: Plan, on: date, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        hold(plan, on, 7, "")


def test_what_cannot_be_resumed() -> None:
    with pytest.raises(BadInput, match="not on hold"):
        resume(AGREED, START, "")
    with pytest.raises(BadInput, match="on hold since Sat 5 Dec 2026"):
        resume(hold(AGREED, date(2026, 12, 5), 7, ""), date(2026, 12, 4), "")


def test_a_step_back_brings_the_dose_before_and_the_same_steps_later() -> None:
    on = in_step(AGREED, 3, 5)
    back = step_back(AGREED, on, "Dr. NAME", "pain")
    assert back.event == Event(EventKind.STEPPED_BACK, on, "pain", "Dr. NAME")
    assert back.current == AGREED.steps[1].doses
    assert [step.doses for step in back.steps] == [step.doses for step in AGREED.steps[2:]]
    assert [step.days for step in back.steps] == [step.days for step in AGREED.steps[2:]]
    assert [step.n for step in back.steps] == list(range(1, len(back.steps) + 1))
    assert back.start == on + AGREED.steps[1].days * DAY
    assert back.origin == AGREED.current
    assert not broken(back.checks)
    assert doses_on(back, on) == AGREED.steps[1].doses


def test_a_step_back_from_the_first_step_is_the_dose_from_before() -> None:
    back = step_back(AGREED, START + DAY, "Dr. NAME", "")
    assert back.current == AGREED.current
    assert len(back.steps) == len(AGREED.steps)
    assert (back.start - START).days >= 28


def test_a_step_back_forgets_the_holds_of_the_steps_to_come() -> None:
    on = in_step(AGREED, 2, 3)
    held = hold(AGREED, on, 70, "")
    back = step_back(held, on + 80 * DAY, "Dr. NAME", "")
    assert back.steps[0].days == AGREED.steps[1].days
    assert back.steps[0].paused == 0
    assert back.status is Status.AGREED


def test_on_hold_no_later_step_begins_however_long_it_lasts() -> None:
    """Half a year on: by their days later steps would be in force, but the hold keeps the dose of the second one."""
    held = hold(AGREED, in_step(AGREED, 2, 10), 14, "")

    soon, late = (step_back(held, in_step(AGREED, 2, days), "Dr. NAME", "") for days in (11, 200))

    assert soon.current_daily == late.current_daily == AGREED.steps[0].daily


def test_the_end_of_a_plan_keeps_why() -> None:
    assert end(AGREED, START, "the visit went otherwise").event == Event(
        EventKind.ENDED, START, "the visit went otherwise"
    )


def test_a_plan_that_stays_at_its_target_can_step_back() -> None:
    back = step_back(STAYS, STAYS.steps[-1].first + 400 * DAY, "Dr. NAME", "")
    assert back.stops_on is None
    assert len(back.steps) == 1


def test_what_cannot_step_back() -> None:
    with pytest.raises(BadInput, match="no cut yet"):
        step_back(AGREED, START - DAY, "Dr. NAME", "")
    with pytest.raises(Refused, match="new decision") as refused:
        step_back(AGREED, AGREED.stops_on or START, "Dr. NAME", "")
    assert "naloxone" in refused.value.hint
    rows = (
        Row(START, (ScheduledDose(time(8), Dose(10_000)),), 2),
        Row(START + 28 * DAY, (ScheduledDose(time(8), Dose(5_000)),), 2),
    )
    own = agree(entered(REQUEST, rows, START + 56 * DAY), "Dr. NAME", DRAFTED, DRAFTED)
    with pytest.raises(BadInput, match="every other day"):
        step_back(own, START + 30 * DAY, "Dr. NAME", "")


def test_an_end_is_an_end() -> None:
    ended = end(AGREED, START, "we stay here")
    assert (ended.status, ended.steps) == (Status.ENDED, AGREED.steps)
    with pytest.raises(BadInput, match="has ended already"):
        end(ended, START, "")


def test_planning_anew_begins_at_what_is_taken_and_waits_a_full_interval() -> None:
    doses = (ScheduledDose(time(8), Dose(15_000)), ScheduledDose(time(20), Dose(15_000)))
    on = in_step(AGREED, 2, 20)
    anew = replan(replace(AGREED, id=7), doses, since=on - 5 * DAY, on=on, earliest=on + 7 * DAY)
    assert (anew.id, anew.status, anew.current_daily) == (7, Status.DRAFT, Fraction(30_000))
    assert anew.event == Event(EventKind.REPLANNED, on)
    assert (anew.start - (on - 5 * DAY)).days >= 28
    assert not broken(anew.checks)
    long_since = replan(AGREED, doses, since=on - 300 * DAY, on=on, earliest=on + 7 * DAY)
    assert long_since.start == on + 7 * DAY


def test_a_prescribers_own_steps_are_not_planned_anew_here() -> None:
    rows = (Row(START, (ScheduledDose(time(8), Dose(20_000)),)),)
    own = entered(REQUEST, rows, None)
    with pytest.raises(BadInput, match="prescriber's own"):
        replan(own, REQUEST.doses, START, START, START)


def test_a_law_that_no_longer_holds_is_never_shown() -> None:
    bent = replace(AGREED, steps=(replace(AGREED.steps[0], days=8), *AGREED.steps[1:]))
    with pytest.raises(AssertionError, match="breaks its own law"):
        hold(bent, START, 7, "")
