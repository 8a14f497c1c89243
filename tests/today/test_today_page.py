"""The card of today in words and as JSON."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

import pytest
from msgspec.structs import replace

from oidtrack.domain.dose import Dose
from oidtrack.domain.journal import DAY_ENDS_AT, DoseState, Entry, Intake, Kind, moment
from oidtrack.domain.medicine import Release, Role
from oidtrack.render.page.text import paint
from oidtrack.render.today.document import today_body
from oidtrack.render.today.page import NUDGES, nudge_words, today_page
from oidtrack.rules.asking import Due, Reason
from oidtrack.rules.base import Finding, Severity
from oidtrack.services.medicines.prescribing import describe
from oidtrack.services.medicines.said import Said
from oidtrack.services.plan.background import Background
from oidtrack.services.plan.planning import Ask, propose
from oidtrack.services.today.card import ExtraDose, NextChange, Nudge, StepToday, TodayCard
from oidtrack.store.tables.appointments import Appointment
from oidtrack.taper.days.inforce import PlannedDose
from oidtrack.taper.days.matching import Became, Match
from oidtrack.taper.plan import Event, EventKind, Plan, Status, Tablets
from oidtrack.taper.speed import Wish
from oidtrack.taper.tablets import Making

DAY = date(2026, 12, 5)
START = date(2026, 12, 1)
NOW = datetime(2026, 12, 5, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def plan() -> Plan:
    said = Said("oxycodone", doses=(Fraction(30),), times=(time(8), time(14), time(22)), since=date(2023, 1, 15))
    found = propose(describe(said, START), Ask(Wish(), START), Background(), START).plan
    assert found is not None
    return replace(found, status=Status.AGREED, agreed_with="Dr. Rivera", agreed_on=START, id=1)


def dose(hour: int, became: Became, taken: int | None = None, pieces: tuple[int, ...] = (30,)) -> Match:
    making = Making(tuple(Tablets(Dose(1000 * mg), Fraction(1)) for mg in pieces))
    planned = PlannedDose("oxycodone", Release.IR, Role.OPIOID, time(hour), Dose(30_000), making)
    body = Intake("oxycodone", Dose(taken or 30_000), DoseState.TAKEN, time(hour), Dose(30_000))
    answered = became is Became.TAKEN
    return Match(planned, became, Entry(Kind.DOSE, moment(NOW, DAY_ENDS_AT), body) if answered else None)


def full(plan: Plan) -> TodayCard:
    step = plan.steps[1]
    return TodayCard(
        DAY,
        doses=(dose(8, Became.TAKEN, 20_000), dose(14, Became.SKIPPED), dose(22, Became.LATER)),
        extra=(ExtraDose("oxycodone", Dose(5_000), NOW),),
        plan=plan,
        step=StepToday(1, len(plan.steps), 5, plan.steps[0].days),
        next_change=NextChange(step.first, (step.first - DAY).days, step),
        last_check_in=moment(NOW - timedelta(days=1), DAY_ENDS_AT),
        mood=65,
        appointment=Appointment(moment(NOW + timedelta(days=9), DAY_ENDS_AT), "Dr. Rivera"),
        nudge=Nudge.CHECK_IN,
    )


def test_the_empty_card_in_words() -> None:
    page = paint(today_page(TodayCard(DAY, nudge=Nudge.ADD_MEDICINE)))
    assert page.startswith("Today, Sat 5 Dec 2026\n\nDoses   none planned for today\nDiary   no check-in yet\n")
    assert "oidtrack med add NAME" in page


def test_the_empty_card_has_every_key() -> None:
    assert today_body(TodayCard(DAY)) == {
        "day": "2026-12-05",
        "doses": [],
        "extra": [],
        "last_night": [],
        "gate": None,
        "plan": None,
        "next_change": None,
        "last_check_in": None,
        "run_out": None,
        "next_appointment": None,
        "nudge": None,
        "conflict_copies": [],
    }


def test_a_full_card_in_words(plan: Plan) -> None:
    page = paint(today_page(full(plan)))
    assert "3 planned: 1 taken, 1 skipped, 1 left" in page
    assert "08:00  taken    oxycodone 20 mg (planned: 30 mg)" in page
    assert "15:00  extra    oxycodone 5 mg" in page
    assert f"step 1 of {len(plan.steps)}, day 5 of {plan.steps[0].days}; agreed with Dr. Rivera" in page
    assert "last check-in Fri 4 Dec 2026, mood 6.5" in page
    assert "Mon 14 Dec 2026, 15:00 with Dr. Rivera" in page


def test_a_full_card_as_json(plan: Plan) -> None:
    body = today_body(full(plan))
    assert [row["state"] for row in body["doses"]] == ["taken", "skipped", "left"]
    assert body["doses"][0] == {
        "medicine": "oxycodone",
        "time": "08:00",
        "mg": 30.0,
        "state": "taken",
        "taken_mg": 20.0,
        "made_of": "1 × 30 mg",
    }
    assert (body["plan"]["id"], body["plan"]["day_of_step"]) == ("p1", 5)
    assert body["next_change"]["from_mg"] > body["next_change"]["to_mg"]
    assert body["last_check_in"] == {"day": "2026-12-04", "mood": 6.5}


def test_a_draft_is_called_a_draft(plan: Plan) -> None:
    draft = replace(plan, id=2, status=Status.DRAFT, agreed_with="", agreed_on=None)
    card = TodayCard(DAY, draft=draft, nudge=Nudge.SHOW_DRAFT)
    assert "Draft   p2: a draft, nobody has agreed to it yet" in paint(today_page(card))
    assert nudge_words(card) == NUDGES[Nudge.SHOW_DRAFT].format(draft="p2")
    status = today_body(card)["plan"]
    assert (status["id"], status["status"], status["step"]) == ("p2", "draft", None)


def test_before_the_start_the_change_is_from_the_dose_of_today(plan: Plan) -> None:
    day = START - timedelta(days=1)
    card = TodayCard(day, plan=plan, next_change=NextChange(START, 1, plan.steps[0]))
    assert "begins Tue 1 Dec 2026" in paint(today_page(card))
    assert "tomorrow: 90 mg → " in paint(today_page(card))


def test_the_day_between_two_doses_says_why_it_is_empty(plan: Plan) -> None:
    last = plan.steps[-1]
    card = TodayCard(last.first + timedelta(days=1), plan=plan)
    assert "none today: a dose on every other day" in paint(today_page(card))


def test_the_stop_and_the_days_after(plan: Plan) -> None:
    assert plan.stops_on is not None
    before = plan.stops_on - timedelta(days=1)
    coming = TodayCard(before, plan=plan, next_change=NextChange(plan.stops_on, 1, None))
    assert "tomorrow: the first day without" in paint(today_page(coming))
    assert today_body(coming)["next_change"]["to_mg"] == 0
    assert "An old dose would be dangerous" in paint(today_page(TodayCard(plan.stops_on, plan=plan)))


def test_a_hold_is_said(plan: Plan) -> None:
    held = replace(full(plan), plan=replace(plan, status=Status.HELD), next_change=None)
    assert "on hold; step 1" in paint(today_page(held))
    event = Event(EventKind.HELD, plan.start, look_again=plan.start + timedelta(days=20))
    later = replace(held, plan=replace(plan, status=Status.HELD, event=event))
    assert "on hold, look again on" in " ".join(paint(today_page(later)).split())
    assert "before its first cut" in " ".join(paint(today_page(replace(later, step=None))).split())


@pytest.mark.parametrize("nudge", list(Nudge), ids=lambda nudge: nudge.value)
def test_every_nudge_says_what_to_type_and_fits_80_columns(plan: Plan, nudge: Nudge) -> None:
    doses = (dose(8, Became.OPEN, pieces=(5,) * 9),)
    card = replace(full(plan), nudge=nudge, doses=doses, due=Due("phq9", Reason.TWO_SAID_YES, DAY))
    assert "oidtrack " in (nudge_words(card) or "")
    assert max(len(line) for line in paint(today_page(card)).splitlines()) <= 80


def test_typed_names_are_made_harmless(plan: Plan) -> None:
    card = replace(full(plan), appointment=Appointment(moment(NOW, DAY_ENDS_AT), "Dr\x1b[2J"))
    assert "\x1b" not in paint(today_page(card))


@pytest.mark.parametrize(("severity", "words"), [(Severity.URGENT, "Call now."), (Severity.WATCH, "oidtrack warnings")])
def test_a_finding_that_is_new_is_the_one_nudge(severity: Severity, words: str) -> None:
    finding = Finding("sedation", severity, "Very sleepy", "Call now.", "a rule", "cdc-2022")
    card = TodayCard(DAY, nudge=Nudge.FINDING, finding=finding)

    assert "Very sleepy" in paint(today_page(card))
    assert words in (nudge_words(card) or "")
