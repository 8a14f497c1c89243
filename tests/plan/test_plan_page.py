"""The plan in words: what a person has to be able to read off it."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from msgspec.structs import replace
from regimens import a_pace, a_request

from oidtrack.domain.journal import span_words
from oidtrack.domain.medicine import Release
from oidtrack.render.page.text import paint
from oidtrack.render.plan.page import plan_page
from oidtrack.render.warnings.findings import findings_page
from oidtrack.rules.base import Finding, Severity
from oidtrack.taper.drafting import draft
from oidtrack.taper.pace import Basis
from oidtrack.taper.plan import Event, EventKind, Plan, Status, Verdict
from oidtrack.taper.steering import hold

DRAFT = draft(a_request("30 20 30", "5 10 20 30"))


def agreed(plan: Plan) -> Plan:
    return replace(plan, status=Status.AGREED, agreed_with="Dr. A", agreed_on=date(2026, 11, 20), id=3)


def test_a_draft_is_called_a_draft_and_no_line_is_too_long() -> None:
    page = paint(plan_page(DRAFT, DRAFT.start))
    assert "A draft. Nobody has agreed to it yet" in page
    assert "<- now" not in page
    assert all(len(line) <= 80 for line in page.splitlines())


def test_every_step_says_dates_doses_cut_mme_and_why() -> None:
    page = paint(plan_page(DRAFT))
    assert "Step 1  Tue 1 Dec 2026 to " in page
    assert "mg a day, " in page
    assert " MME; " in page
    assert " less (" in page
    assert "08:00" in page
    assert "A large cut (coarse): these strengths make no smaller one. Ask about a" in page
    assert "every other day" in page
    assert page.count("✓") == 7


def test_a_coarse_step_of_a_liquid_names_what_made_it_coarse() -> None:
    floor = " ".join(paint(plan_page(draft(a_request("20 20", "", liquid="0.1")))).split())
    assert (
        "A large cut (coarse): no dose under 0.4 mg is planned, so no smaller one is left. Ask about more time."
        in floor
    )
    marks = " ".join(paint(plan_page(draft(a_request("2.5 2.5", "", liquid="0.1")))).split())
    assert (
        "A large cut (coarse): what is at hand makes no smaller one. Ask about a weaker liquid, finer marks or" in marks
    )
    assert "Ask about a liquid" not in floor + marks


def test_with_another_opioid_each_step_has_the_sum_of_both() -> None:
    names = ("morphine er", "morphine ir with a long name of its own")
    page = paint(plan_page(replace(DRAFT, beside=names, beside_mme=Fraction(150))))
    assert "        270 MME together with morphine er and morphine ir with a long name" in page
    assert page.count("together with") == len(DRAFT.steps) + 1
    assert all(len(line) <= 80 for line in page.splitlines())
    assert "not counted in full" in paint(plan_page(replace(DRAFT, beside=("buprenorphine",), beside_mme=None)))


def test_a_plan_on_hold_says_since_when_why_and_when_to_look_again() -> None:
    held = hold(agreed(DRAFT), DRAFT.start, 14, "a hard time")
    words = " ".join(paint(plan_page(held)).split())
    assert "On hold. Staying where you are is part of the plan. Since Tue 1 Dec 2026 (a hard time)" in words
    assert "look at it again on Tue 15 Dec 2026" in words


def test_a_plan_under_way_says_where_it_stands() -> None:
    plan = agreed(DRAFT)
    second = plan.steps[1]
    page = paint(plan_page(plan, second.first + timedelta(days=1)))
    assert page.startswith("Plan p3, version 1: oxycodone (ir), down to a stop\nAgreed with Dr. A on Fri 20 Nov 2026.")
    assert "Before  80 mg a day" in page
    assert "Step 1 " in page
    assert ", over\n" in page
    assert f"{span_words(second.days)}  <- now" in page
    assert "for step 3: " in page


def test_a_plan_on_its_last_step_names_that_steps_supply() -> None:
    plan = agreed(DRAFT)
    page = paint(plan_page(plan, plan.steps[-1].first))
    assert f"for step {plan.steps[-1].n}: " in page


def test_held_and_ended_plans_say_so() -> None:
    assert "On hold. Staying where you are is part of the plan." in paint(plan_page(replace(DRAFT, status=Status.HELD)))
    ended = replace(DRAFT, status=Status.ENDED, event=Event(EventKind.ENDED, DRAFT.steps[1].first))
    page = paint(plan_page(ended, DRAFT.steps[1].first))
    assert "\nEnded on " in page
    assert "<- now" not in page


def test_a_target_is_stayed_on() -> None:
    page = paint(
        plan_page(draft(a_request("20 20", "5 10", target="30", pace=a_pace(basis=Basis.START, every_days=10))))
    )
    assert "down to 30 mg a day" in page
    assert "Stay    on 30 mg a day" in page
    assert "of the starting dose every 10 days" in page
    assert "the target" in page


def test_patches_and_liquids_in_their_own_words() -> None:
    patch = paint(plan_page(draft(a_request("50", "12.5 25", release=Release.PATCH, change_days=3))))
    assert "37.5 mcg/h, " in patch
    assert "1 × 25 mcg/h patch + 1 × 12.5 mcg/h patch" in patch
    assert "Ask about a smaller strength or more time." in " ".join(patch.split())
    assert "patches" in patch
    assert "mcg/h a day" not in patch
    liquid = paint(plan_page(draft(a_request("2 2", "", liquid="1"))))
    assert "= 1.5 mL" in liquid
    assert "mL\n" in liquid


def test_what_the_factor_set_does_not_count_has_no_equivalent() -> None:
    assert "MME" not in paint(plan_page(replace(DRAFT, factor=None)))


def test_staying_is_no_cut_and_a_broken_law_would_be_shown() -> None:
    assert "no cut" in paint(plan_page(draft(a_request("10", "10", release=Release.ER))))
    broken = replace(DRAFT, checks=(Verdict("adds-up", holds=False, detail="made up"),))
    assert "✗ BROKEN adds-up: made up" in paint(plan_page(broken))


def test_findings_say_how_loud_in_words_and_what_to_ask() -> None:
    finding = Finding("x", Severity.URGENT, "Title", "Text.", "a rule", "a-source", ask="Why?")
    page = paint(findings_page((finding, replace(finding, severity=Severity.INFO, ask=""))))
    assert "!! Title (today)" in page
    assert " i Title (to know)" in page
    assert "Ask: Why?" in page
    assert "Rule: a rule. Source: a-source" in page
    assert paint(findings_page(())) == ""
