"""The calendar in a real parser: odd names, later versions, and how little it says."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from msgspec.structs import replace
from regimens import a_request, requests

from oidtrack.domain.dose import STEERING
from oidtrack.exchange.ics import OCTETS, plan_ics
from oidtrack.taper.drafting import Request, draft
from oidtrack.taper.plan import Event, EventKind, Plan, Status
from oidtrack.taper.steering import agree, end, hold, resume

NOW = 1_795_000_000
CALENDAR = "5f" * 16
DRAFT = replace(draft(a_request("30 20 30", "5 10 20 30")), id=3)
AGREED = replace(agree(DRAFT, "Dr. NAME", date(2026, 11, 24), date(2026, 11, 23)), version=2)


def events(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def days(data: bytes) -> dict[str, date]:
    return {str(event["UID"]): event["DTSTART"].dt for event in events(data)}


def held() -> Plan:
    return replace(hold(AGREED, AGREED.start + timedelta(days=3), 14, "flu; a bad week, really"), version=3)


@pytest.mark.no_cover
@settings(max_examples=30, deadline=None)
@given(requests(most=2))
def test_one_event_for_each_step_and_the_stop(request: Request) -> None:
    plan = replace(draft(request), id=1)
    found = events(plan_ics(plan, (), NOW, CALENDAR))
    wanted = [step.first for step in plan.steps] + ([plan.stops_on] if plan.stops_on else [])
    assert [event["DTSTART"].dt for event in found] == wanted
    assert all(event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1) for event in found)
    assert len({event["UID"] for event in found}) == len(wanted)
    assert {event["STATUS"] for event in found} == {"TENTATIVE"}


SEEN = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]).filter(lambda char: not re.match(STEERING, char))
SAID = st.text(SEEN, max_size=120)


@pytest.mark.no_cover
@settings(max_examples=80, deadline=None)
@given(SAID, SAID, SAID)
def test_odd_names_and_reasons_come_out_as_they_went_in(name: str, who: str, reason: str) -> None:
    event = Event(EventKind.HELD, AGREED.start, reason, look_again=AGREED.start, days_left=1)
    plan = replace(AGREED, medicine=name, agreed_with=who, status=Status.HELD, event=event)
    data = plan_ics(plan, (), NOW, CALENDAR, full=True)
    last = events(data)[-1]
    name, who, reason = (re.sub(STEERING, " ", text) for text in (name, who, reason))
    assert str(last["SUMMARY"]) == f"{name}: stop (at the earliest)"
    assert f"On hold ({reason})" in str(last["DESCRIPTION"]) or not reason
    assert f"Agreed with {who}." in str(last["DESCRIPTION"]) or not who
    assert all(len(line) <= OCTETS for line in data.split(b"\r\n"))
    assert data.count(b"\n") == data.count(b"\r\n")


@pytest.mark.no_cover
@given(st.text(max_size=60))
def test_nothing_typed_makes_a_line_of_its_own(reason: str) -> None:
    event = Event(EventKind.HELD, AGREED.start, reason + "\r\nATTACH:x\x07\x85", look_again=AGREED.start, days_left=1)
    data = plan_ics(replace(AGREED, status=Status.HELD, event=event), (), NOW, CALENDAR, full=True)
    assert len(events(data)) == len(AGREED.steps) + 1
    assert b"\r\nATTACH" not in data
    assert b"\x07" not in data


def test_it_says_little_where_others_may_look() -> None:
    data = plan_ics(AGREED, (), NOW, CALENDAR)
    assert {str(event["SUMMARY"]) for event in events(data)} == {"Dose change: see your plan"}
    for word in (b"oxycodone", b"mg", b"tablet", b"Dr.", b"DESCRIPTION"):
        assert word not in data
    assert data.count(b"CLASS:PRIVATE") == len(AGREED.steps) + 1


def test_in_full_it_says_the_doses() -> None:
    first = events(plan_ics(AGREED, (), NOW, CALENDAR, full=True))[0]
    assert str(first["SUMMARY"]).startswith("oxycodone, step 1: 08:00 ")
    assert "× " in str(first["DESCRIPTION"])
    last_step = events(plan_ics(AGREED, (), NOW, CALENDAR, full=True))[-2]
    assert str(last_step["SUMMARY"]).endswith("every other day")


def test_a_draft_is_called_one() -> None:
    found = events(plan_ics(DRAFT, (), NOW, CALENDAR))
    assert {str(event["SUMMARY"]) for event in found} == {"DRAFT: Dose change: see your plan"}
    assert "A draft." in str(events(plan_ics(DRAFT, (), NOW, CALENDAR, full=True))[0]["DESCRIPTION"])


def test_a_later_version_moves_the_same_events() -> None:
    resumed = replace(resume(held(), AGREED.start + timedelta(days=30), ""), version=4)
    first, later = plan_ics(AGREED, (DRAFT,), NOW, CALENDAR), plan_ics(resumed, (DRAFT, AGREED, held()), NOW, CALENDAR)
    assert days(first).keys() == days(later).keys()
    assert sum(day != days(later)[uid] for uid, day in days(first).items()) == len(AGREED.steps)
    assert {event["SEQUENCE"] for event in events(first)} == {2}
    assert {event["SEQUENCE"] for event in events(later)} == {4}
    assert {event["STATUS"] for event in events(later)} == {"CONFIRMED"}


def test_on_hold_what_is_to_come_comes_at_the_earliest() -> None:
    found = events(plan_ics(held(), (DRAFT, AGREED), NOW, CALENDAR))
    assert [event["STATUS"] for event in found] == ["CONFIRMED"] + ["TENTATIVE"] * len(AGREED.steps)
    assert str(found[1]["SUMMARY"]) == "Dose change: see your plan (at the earliest)"
    assert "earliest" not in str(found[0]["SUMMARY"])


def test_what_ended_is_cancelled() -> None:
    ended = replace(end(AGREED, AGREED.start + timedelta(days=3), ""), version=3)
    found = events(plan_ics(ended, (DRAFT, AGREED), NOW, CALENDAR))
    assert [event["STATUS"] for event in found] == ["CONFIRMED"] + ["CANCELLED"] * len(AGREED.steps)


def test_a_step_that_a_later_version_has_not_is_cancelled_if_it_lay_ahead() -> None:
    event = Event(EventKind.REPLANNED, AGREED.steps[1].first)
    shorter = replace(AGREED, steps=(AGREED.steps[0], *AGREED.steps[2:]), version=3, event=event)
    assert [found["STATUS"] for found in events(plan_ics(shorter, (AGREED,), NOW, CALENDAR))][-2:] == [
        "CONFIRMED",
        "CANCELLED",
    ]
    past = replace(shorter, event=replace(event, on=event.on + timedelta(days=1)))
    assert {found["STATUS"] for found in events(plan_ics(past, (AGREED,), NOW, CALENDAR))} == {"CONFIRMED"}


def test_the_same_dose_twice_is_two_events() -> None:
    twice = replace(AGREED, steps=(AGREED.steps[0], replace(AGREED.steps[0], first=AGREED.steps[1].first, n=2)))
    assert len(days(plan_ics(twice, (), NOW, CALENDAR))) == 3


def test_two_people_with_the_same_plan_share_no_event_and_its_name_tells_no_dose() -> None:
    mine, theirs = days(plan_ics(AGREED, (), NOW, CALENDAR)), days(plan_ics(AGREED, (), NOW, "a0" * 16))
    assert list(mine.values()) == list(theirs.values())
    assert not mine.keys() & theirs.keys()
    guessed = days(plan_ics(AGREED, (), NOW, ""))
    assert not guessed.keys() & (mine.keys() | theirs.keys())
    assert not guessed.keys() & days(plan_ics(AGREED, (), NOW, "")).keys()


def test_the_evening_before_each_change_on_request() -> None:
    data = plan_ics(AGREED, (), NOW, CALENDAR, evening=True)
    plain = plan_ics(AGREED, (), NOW, CALENDAR)
    evenings = [event for event in events(data) if isinstance(event["DTSTART"].dt, datetime)]
    others = {uid: on for uid, on in days(data).items() if not isinstance(on, datetime)}
    assert others == days(plain)
    assert [event["DTSTART"].dt.date() + timedelta(days=1) for event in evenings] == list(days(plain).values())
    assert {event["DTSTART"].dt.strftime("%H:%M") for event in evenings} == {"19:00"}
    assert {event["DTSTART"].dt.tzinfo for event in evenings} == {None}
    assert {str(event["SUMMARY"]) for event in evenings} == {"Tomorrow: dose change, see your plan"}
    assert len(days(data)) == 2 * len(days(plain))
    for word in (b"oxycodone", b"mg", b"tablet", b"DESCRIPTION"):
        assert word not in data
    told = plan_ics(AGREED, (), NOW, CALENDAR, full=True, evening=True)
    assert str(events(told)[0]["SUMMARY"]).startswith("Tomorrow: oxycodone, step 1: 08:00 ")


def test_an_evening_waits_moves_and_is_cancelled_with_its_change() -> None:
    first = plan_ics(AGREED, (), NOW, CALENDAR, evening=True)
    on_hold = replace(hold(AGREED, AGREED.steps[1].first - timedelta(days=1), 14, ""), version=3)
    ended = replace(end(AGREED, AGREED.start + timedelta(days=3), ""), version=3)
    for later in (on_hold, ended):
        found = events(plan_ics(later, (DRAFT, AGREED), NOW, CALENDAR, evening=True))
        assert [str(event["UID"]) for event in found] == [str(event["UID"]) for event in events(first)]
        assert [event["STATUS"] for event in found[::2]] == [event["STATUS"] for event in found[1::2]]
    assert events(plan_ics(on_hold, (), NOW, CALENDAR, evening=True))[2]["STATUS"] == "TENTATIVE"
