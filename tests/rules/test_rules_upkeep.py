"""Refill, naloxone, alcohol, holds, visits, gaps: each threshold on both of its sides."""

from __future__ import annotations

from typing import Any

import pytest

from diaries import day
from oidtrack.rules import upkeep as rules
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
    assert rules.run_out(seen(runs_out=day(101))) is None
    assert rules.run_out(seen(refill_on=day(101))) is None


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
