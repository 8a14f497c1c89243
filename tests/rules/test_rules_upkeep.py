"""Refill, naloxone, alcohol, holds, visits, gaps: each threshold on both of its sides."""

from __future__ import annotations

from typing import Any

import pytest

from diaries import day
from oidtrack.domain.journal import day_words
from oidtrack.rules.base import Severity
from oidtrack.rules.findings import upkeep as rules
from oidtrack.rules.situation import Situation, Taper, Upkeep

TODAY = day(100)
NO_PLAN = Taper()


def seen(taper: Taper = NO_PLAN, *, on_opioid: bool = True, alcohol: bool | None = None, **has: Any) -> Situation:
    return Situation(TODAY, on_opioid=on_opioid, taper=taper, alcohol=alcohol, upkeep=Upkeep(**has))


@pytest.mark.parametrize(("ends", "there"), [(109, True), (110, False)])
def test_running_out(ends: int, there: bool) -> None:
    assert (rules.run_out(seen(runs_out=day(ends), refill_on=day(110))) is not None) is there
    assert rules.run_out(seen(on_opioid=False, runs_out=day(ends), refill_on=day(110))) is None


def test_running_out_is_not_guessed() -> None:
    unnamed = rules.run_out(seen(runs_out=day(101), refill_on=day(110)))
    assert unnamed is not None
    assert unnamed.noted.startswith("What is at home no longer covers ")
    assert rules.run_out(seen(runs_out=day(101))) is None
    assert rules.run_out(seen(refill_on=day(101))) is None


@pytest.mark.parametrize(
    ("ends", "none_left", "severity", "words"),
    [
        (99, True, Severity.URGENT, "today's doses are not covered"),
        (100, False, Severity.URGENT, "today's doses are not covered"),
        (101, False, Severity.URGENT, "tomorrow is not covered"),
        (102, False, None, ""),
        (101, True, Severity.URGENT, "tomorrow is not covered"),
        (102, True, Severity.ACT, f"{day_words(day(102))} is not covered"),
        (400, True, Severity.ACT, f"{day_words(day(400))} is not covered"),
    ],
)
def test_out_of_stock(ends: int, none_left: bool, severity: Severity | None, words: str) -> None:
    found = rules.out_of_stock(seen(runs_out=day(ends), short_of="oxycodone", none_left=none_left))

    assert (found.severity if found else None) is severity
    if found:
        assert words in found.text
        assert ("Nothing of your oxycodone is left" in found.text) is none_left
        assert ("Your oxycodone runs short" in found.text) is not none_left
        assert found.title.startswith("Nothing left") is none_left
        assert found.since == TODAY


def test_what_does_not_run_out_or_is_not_taken_is_never_out_of_stock() -> None:
    assert rules.out_of_stock(seen()) is None
    assert rules.out_of_stock(seen(runs_out=day(100), none_left=True)) is None
    assert rules.out_of_stock(seen(on_opioid=False, runs_out=day(100), short_of="oxycodone", none_left=True)) is None


@pytest.mark.parametrize(("again", "there"), [(99, True), (100, False), (101, False)])
def test_the_day_to_look_at_a_hold_has_passed(again: int, there: bool) -> None:
    found = rules.hold_overdue(seen(Taper(look_again=day(again))))

    assert (found is not None) is there
    if found:
        assert (found.severity, found.since) == (Severity.WATCH, day(100))
        assert f"{day_words(day(99))} was the day to look at it again" in found.text


def test_what_is_not_on_hold_is_not_overdue() -> None:
    assert rules.hold_overdue(seen()) is None


@pytest.mark.parametrize(("active", "first", "there"), [(True, 70, False), (True, 69, True), (False, 9, False)])
def test_before_any_visit_a_review_is_counted_from_the_first_entry_and_names_no_day(
    active: bool, first: int, there: bool
) -> None:
    found = rules.review_overdue(seen(Taper(active=active), first_entry=day(first)))

    assert (found is not None) is there
    if found:
        assert found.text.startswith("No appointment is written down yet.")
        assert str(day(first)) not in found.text
        assert found.since == TODAY


def test_a_visit_that_is_written_down_is_named() -> None:
    found = rules.review_overdue(seen(Taper(active=True), last_visit=day(60), first_entry=day(0)))

    assert found is not None
    assert found.text.startswith(f"No appointment is written down since {day_words(day(60))}.")
    assert found.since == day(91)


@pytest.mark.parametrize(("until", "there"), [(99, True), (100, False)])
def test_naloxone_past_its_date(until: int, there: bool) -> None:
    assert (rules.naloxone_expired(seen(naloxone_expires=day(until))) is not None) is there
    assert rules.naloxone_expired(seen(on_opioid=False, naloxone_expires=day(until))) is None
    assert rules.naloxone_expired(seen()) is None


@pytest.mark.parametrize(("alcohol", "on", "there"), [(True, True, True), (False, True, False), (True, False, False)])
def test_alcohol(alcohol: bool, on: bool, there: bool) -> None:
    assert (rules.alcohol(seen(alcohol=alcohol, on_opioid=on)) is not None) is there


@pytest.mark.parametrize(("holds", "there"), [(1, False), (2, True)])
def test_two_holds_in_a_row(holds: int, there: bool) -> None:
    found = rules.stalled(seen(Taper(holds=holds, held_since=day(60))))

    assert (found is not None) is there
    assert found is None or found.since == day(60)


@pytest.mark.parametrize(
    ("active", "last", "there"), [(True, 70, False), (True, 69, True), (False, 9, False), (False, 8, True)]
)
def test_a_review_is_due(active: bool, last: int, there: bool) -> None:
    taper = Taper(active=active)

    assert (rules.review_overdue(seen(taper, last_visit=day(last))) is not None) is there
    assert rules.review_overdue(seen(taper, on_opioid=False, last_visit=day(last))) is None


@pytest.mark.parametrize(("coming", "there"), [(114, False), (115, True)])
def test_an_appointment_soon_is_enough(coming: int, there: bool) -> None:
    found = rules.review_overdue(seen(Taper(active=True), last_visit=day(0), next_visit=day(coming)))

    assert (found is not None) is there
    assert rules.review_overdue(seen(Taper(active=True))) is None


@pytest.mark.parametrize(("last", "kept", "there"), [(93, 14, False), (92, 14, True), (92, 13, False)])
def test_a_gap_in_a_diary_that_was_kept(last: int, kept: int, there: bool) -> None:
    assert (rules.gap_in_log(seen(last_entry=day(last), days_before_gap=kept)) is not None) is there
    assert rules.gap_in_log(seen()) is None
