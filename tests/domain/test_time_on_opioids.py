"""Since when opioids are taken: one rule for everybody who asks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from diaries import day, prescription
from oidtrack.domain.medicine import Prescription, Role
from oidtrack.domain.time_on_opioids import Since, on_opioids_since

TODAY = day(0)
ROW = prescription(20, since=day(-10))


def since(told: date | None, *rows: Prescription) -> Since | None:
    return on_opioids_since(told, rows, TODAY)


def test_the_earliest_of_what_was_said_and_where_it_stands() -> None:
    known = replace(ROW, opioid_since=day(-400))

    assert since(None, known) == Since(day(-400), "oxycodone", said=True)
    assert since(day(-500), known) == Since(day(-500), "", said=True)
    assert since(day(-300), known) == Since(day(-400), "oxycodone", said=True)
    assert since(day(-5)) == Since(day(-5), "", said=True)


def test_where_nobody_said_it_is_at_least_since_the_prescription() -> None:
    assert since(None, ROW) == Since(day(-10), "oxycodone", said=False)


def test_without_an_opioid_and_a_word_nothing_is_known() -> None:
    assert since(None) is None
    assert since(None, replace(ROW, role=Role.PAIN), replace(ROW, since=day(1))) is None
    assert since(None, replace(ROW, until=day(-1))) is None


@pytest.mark.parametrize(("gap", "first"), [(28, -100), (29, -10)])
def test_an_opioid_before_counts_where_the_break_was_short(gap: int, first: int) -> None:
    before = replace(ROW, medicine="morphine", since=day(-100), until=ROW.since - timedelta(days=gap))

    found = since(None, ROW, before)
    assert found is not None
    assert found.day == day(first)


def test_a_chain_of_opioids_is_one_stretch_and_a_row_that_never_held_is_none() -> None:
    middle = replace(ROW, since=day(-40), until=day(-20))
    first = replace(ROW, since=day(-90), until=day(-50), opioid_since=day(-300))
    never = replace(ROW, since=day(-15), until=day(-16), opioid_since=day(-900))

    assert since(None, first, ROW, never, middle) == Since(day(-300), "oxycodone", said=True)


@pytest.mark.parametrize(("until", "holds"), [(0, True), (-1, False)])
def test_a_prescription_holds_on_its_last_day_and_not_after_it(until: int, holds: bool) -> None:
    assert (since(None, replace(ROW, until=day(until))) is not None) is holds


def test_a_prescription_of_today_counts_and_one_of_tomorrow_does_not() -> None:
    assert since(None, replace(ROW, since=TODAY)) == Since(TODAY, "oxycodone", said=False)
    assert since(None, replace(ROW, since=day(1))) is None


def test_one_that_held_for_a_single_day_is_part_of_the_stretch() -> None:
    one_day = replace(ROW, medicine="morphine", since=day(-12), until=day(-12))

    assert since(None, ROW, one_day) == Since(day(-12), "morphine", said=False)
