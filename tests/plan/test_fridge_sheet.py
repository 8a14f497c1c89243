"""The sheet for the fridge: every dose a box, every page its standing."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from regimens import a_request

from oidtrack.domain.medicine import Release
from oidtrack.errors import BadInput, NothingFound
from oidtrack.render.plan.fridge import HOLD, MISSED, MOST
from oidtrack.render.plan.fridge_sheet import fridge_sheet
from oidtrack.taper.days.stock import supply
from oidtrack.taper.drafting import draft
from oidtrack.taper.plan import Event, EventKind, Plan, Status, doses_on

DRAFT = replace(draft(a_request("30 20 30", "5 10 20 30")), id=3)
AGREED = replace(DRAFT, status=Status.AGREED, agreed_with="Dr. NAME", agreed_on=date(2026, 11, 20))
TODAY = date(2026, 11, 23)


def pages(sheet: str) -> list[str]:
    return re.findall(r"<section>.*?</section>", sheet, re.DOTALL)


def held(plan: Plan, reason: str = "") -> Plan:
    event = Event(EventKind.HELD, plan.start, reason, look_again=plan.start, days_left=7)
    return replace(plan, status=Status.HELD, event=event)


def test_a_box_for_each_dose_of_each_day_from_today() -> None:
    sheet = fridge_sheet(AGREED, TODAY, months=3)
    days = [TODAY + timedelta(days=n) for n in range((date(2027, 2, 1) - TODAY).days)]
    assert sheet.count('class="box"') == sum(len(doses_on(AGREED, day)) for day in days)
    assert [re.search("<h1>(.*?):", page)[1] for page in pages(sheet)] == [  # type: ignore[index]
        "November 2026",
        "December 2026",
        "January 2027",
    ]


def test_it_needs_nothing_beside_it_and_no_script() -> None:
    sheet = fridge_sheet(DRAFT, TODAY)
    for word in ("<script", "http", "src=", "url(", "@import", "MME"):
        assert word not in sheet
    ET.fromstring(re.sub(r"<!doctype html>|<meta[^>]*>", "", sheet))  # every tag is closed


@pytest.mark.no_cover
@pytest.mark.parametrize(("plan", "label"), [(DRAFT, "DRAFT. "), (held(AGREED), "ON HOLD. ")])
def test_each_page_says_what_it_is_over_the_table_and_over_the_legend(plan: Plan, label: str) -> None:
    found = pages(fridge_sheet(plan, TODAY, months=MOST))
    assert len(found) == MOST
    assert {page.count(label) for page in found} == {2}
    assert label not in fridge_sheet(AGREED, TODAY, months=MOST)


def test_on_hold_no_dose_changes_and_the_reason_stays_with_the_person() -> None:
    sheet = fridge_sheet(held(AGREED, "low mood"), TODAY, months=MOST)
    assert "New dose" not in sheet
    assert "low mood" not in sheet
    assert len(pages(fridge_sheet(held(AGREED), TODAY))) == 1


def test_without_months_it_reaches_to_the_end_of_the_next_step() -> None:
    last = supply(AGREED)[0].last
    assert f"{last:%B %Y}" in pages(fridge_sheet(AGREED, TODAY))[-1]
    end = AGREED.steps[-1].first
    assert 1 <= len(pages(fridge_sheet(AGREED, end))) <= MOST


def test_the_stop_is_marked_and_warned_of() -> None:
    assert AGREED.stops_on is not None
    sheet = fridge_sheet(AGREED, AGREED.stops_on - timedelta(days=1), months=2)
    assert sheet.count("Stop: the first day without") == 1
    assert "Keep naloxone at home" in sheet
    assert '<span class="mark">none</span>' in sheet


@pytest.mark.parametrize("months", [0, MOST + 1])
def test_months_that_do_not_fit(months: int) -> None:
    with pytest.raises(BadInput, match="do not fit"):
        fridge_sheet(AGREED, TODAY, months)


@pytest.mark.parametrize("months", [1, MOST])
def test_months_that_fit(months: int) -> None:
    assert len(pages(fridge_sheet(AGREED, TODAY, months))) == months


def test_what_is_over_has_no_sheet() -> None:
    assert AGREED.stops_on is not None
    with pytest.raises(NothingFound):
        fridge_sheet(AGREED, AGREED.stops_on)
    with pytest.raises(NothingFound):
        fridge_sheet(replace(AGREED, status=Status.ENDED), TODAY)


def test_a_patch_has_a_box_on_the_days_it_is_changed() -> None:
    plan = draft(a_request("50", "12.5 25 50", release=Release.PATCH, change_days=3))
    sheet = fridge_sheet(plan, plan.start, months=1)
    assert sheet.count('class="box"') == 11
    assert sheet.count("patch stays on") == 20
    assert "tablet" not in sheet


def test_nothing_is_written_smaller_than_11_points() -> None:
    many = draft(a_request("35 35 35 35", "5 10 20", halves="5"))
    sizes = [float(size) for size in re.findall(r"font-size: ([0-9.]+)pt", fridge_sheet(many, TODAY))]
    assert min(sizes) == 11
    assert "font-size" not in re.sub(r"font-size: [0-9.]+pt", "", fridge_sheet(many, TODAY))


def test_each_page_says_what_to_do_about_a_missed_dose_and_a_bad_stretch() -> None:
    for page in pages(fridge_sheet(AGREED, TODAY, months=3)):
        assert page.index(MISSED) < page.index(HOLD) < page.index("<table>")


def test_a_week_that_is_over_is_left_out_and_a_past_day_is_empty() -> None:
    first = pages(fridge_sheet(AGREED, date(2026, 11, 25), months=1))[0]
    assert first.count("<tr>") == 2 + 2
    assert [int(day) for day in re.findall(r'class="day">(\d+)<', first)] == [25, 26, 27, 28, 29, 30]
    sunday = pages(fridge_sheet(AGREED, date(2026, 11, 29), months=1))[0]
    assert [int(day) for day in re.findall(r'class="day">(\d+)<', sunday)] == [29, 30]


@settings(max_examples=30)
@given(st.text(min_size=1, max_size=40))
def test_nothing_typed_becomes_a_tag(name: str) -> None:
    sheet = fridge_sheet(replace(AGREED, medicine=f"<i>&{name}"), TODAY, months=1)
    assert "<i>" not in sheet
    assert "<i>&" in unescape(sheet)
