"""The plan as a pharmacist reads it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from regimens import a_request, requests

from oidtrack.domain.journal import day_words
from oidtrack.domain.medicine import Release
from oidtrack.render.page.text import paint
from oidtrack.render.plan.words import plan_words_page
from oidtrack.taper.days.stock import supply, supply_from
from oidtrack.taper.drafting import Request, draft
from oidtrack.taper.plan import Event, EventKind, Status

DRAFT = replace(draft(a_request("30 20 30", "5 10 20 30")), id=3)


@pytest.mark.no_cover
@settings(max_examples=25, deadline=None)
@given(requests(most=2))
def test_every_step_is_there_and_no_line_is_too_long(request: Request) -> None:
    plan = draft(request)
    page = paint(plan_words_page(plan, plan.start))
    assert page.count("To dispense: ") == len(plan.steps)
    assert all(len(line) <= 80 for line in page.splitlines())


def test_whether_it_is_agreed_comes_first() -> None:
    assert paint(plan_words_page(DRAFT, DRAFT.start)).startswith("DRAFT. A draft. Nobody has agreed to it yet")
    agreed = replace(DRAFT, status=Status.AGREED, agreed_with="Dr. NAME", agreed_on=date(2026, 11, 20))
    assert paint(plan_words_page(agreed, DRAFT.start)).startswith("AGREED. Agreed with Dr. NAME on Fri 20 Nov 2026.\n")


def test_the_reason_of_a_hold_stays_with_the_person() -> None:
    event = Event(EventKind.HELD, DRAFT.start, "low mood", look_again=DRAFT.start, days_left=7)
    page = paint(plan_words_page(replace(DRAFT, status=Status.HELD, event=event), DRAFT.start))
    assert page.startswith("HELD. On hold.")
    assert "the dates of the steps to come are the earliest" in " ".join(page.split())
    assert "low mood" not in page


def test_doses_dispensing_and_the_stop() -> None:
    page = paint(plan_words_page(DRAFT, DRAFT.start))
    assert "  Before the first step: 80 mg a day\n  08:00  30 mg: one 30 mg tablet\n" in page
    assert ", every other day from the first" in " ".join(page.split())
    assert "mg a day on average" in page
    assert "is the first day without." in page
    assert "MME" not in page


def test_patches_are_worn_and_a_liquid_is_measured() -> None:
    patch = _words(a_request("50", "12.5 25 50", release=Release.PATCH, change_days=3))
    assert "one 50 mcg/h patch" in patch
    assert "A patch is worn for 3 days, then changed." in patch
    assert "tablet" not in patch
    assert "a day" not in patch
    liquid = _words(a_request("10", "", liquid="1:1/2", target="5"))
    assert "mL of the liquid" in liquid
    assert "the dose of the last step goes on." in liquid


def test_what_is_over_is_left_out_and_the_step_that_holds_counts_from_today() -> None:
    second = DRAFT.steps[1]
    page = paint(plan_words_page(DRAFT, second.first + timedelta(days=3)))
    assert "Step 1." not in page
    assert f"Step 2. {day_words(second.first + timedelta(days=3))} to" in page
    ((_, rest), *_), whole = supply_from(DRAFT, second.first + timedelta(days=3)), supply(DRAFT)[1]
    assert all(
        left == count * (second.days - 3) / second.days
        for (_, left), (_, count) in zip(rest.tablets, whole.tablets, strict=True)
    )


def _words(request: Request) -> str:
    plan = draft(request)
    return paint(plan_words_page(plan, plan.start))
