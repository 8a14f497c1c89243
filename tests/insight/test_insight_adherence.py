"""Planned doses and what became of them; what nobody wrote down is not missed, and a half-told day is no measure."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diaries import DAY_ENDS_AT, at, day, dose, mood, prescription
from oidtrack.domain.journal import DoseState, Entry, moment
from oidtrack.domain.medicine import Prescription
from oidtrack.insight.adherence import Adherence, Counts, adherence
from oidtrack.taper.days.dayplan import DosePlan
from oidtrack.taper.days.matching import DayMatch, match

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests

SKIPPED, EXTRA = DoseState.SKIPPED, DoseState.EXTRA
TWICE = prescription(20, 20)
SERTRALINE = prescription(50, 50, medicine="sertraline")


def days(
    first: int, last: int, *log: Entry, rows: tuple[Prescription, ...] = (TWICE,), hour: int = 23
) -> list[DayMatch]:
    """Days as they are seen late on the last one."""
    now = moment(at(last, hour), DAY_ENDS_AT)
    return [match(DosePlan((), rows), day(n), log, now) for n in range(first, last + 1)]


def test_doses_when_needed_are_no_extra_ones() -> None:
    seen = days(0, 0, dose(0), dose(0, hour=20), dose(0, 5, 12, state=EXTRA))
    counted = adherence(seen, {"oxycodone"}).total

    assert (counted.taken, counted.extra, counted.as_needed) == (2, 0, 1)
    assert adherence(seen, {"morphine"}).total.extra == 1


def test_all_that_can_become_of_a_dose() -> None:
    entries = [
        *(dose(0, hour=8), dose(0, hour=20)),
        *(dose(1, hour=8), dose(1, hour=20, state=SKIPPED)),
        *(dose(2, hour=8), dose(2, 5, 15, state=EXTRA)),
    ]

    found = adherence(days(0, 3, *entries))

    expected = Counts(
        planned=4, taken=3, skipped=1, missed=1, extra=1, unrecorded=2, days_recorded=2, days=4, partial=1
    )
    assert found.total == expected
    assert found.medicines == (("oxycodone", expected),)


def test_a_day_with_a_check_in_and_no_word_of_doses_is_not_recorded() -> None:
    found = adherence(days(0, 0, mood(0, mood=50))).total

    assert (found.missed, found.unrecorded, found.days_recorded, found.partial) == (0, 2, 0, 0)


def test_more_than_planned_is_extra() -> None:
    found = adherence(days(0, 0, *(dose(0, hour=hour) for hour in (8, 12, 20)))).total

    assert (found.taken, found.extra, found.missed) == (2, 1, 0)


def test_a_medicine_that_is_taken_when_needed() -> None:
    found = adherence(days(0, 0, dose(0, medicine="ibuprofen", state=EXTRA), rows=()))

    assert found.medicines == (("ibuprofen", Counts(extra=1)),)


def test_each_medicine_has_what_was_taken_of_it_beside_the_plan() -> None:
    """Oxycodone twice and ibuprofen once."""
    log = (
        *(dose(0, 5, hour, state=EXTRA) for hour in (12, 15)),
        dose(0, 400, 16, medicine="ibuprofen", state=EXTRA),
    )
    found = dict(adherence(days(0, 0, *log, rows=())).medicines)

    assert found == {"ibuprofen": Counts(extra=1), "oxycodone": Counts(extra=2)}


def test_a_day_that_goes_on_counts_once_it_is_told_in_full() -> None:
    assert adherence(days(0, 0, dose(0), hour=12)).total == Counts()
    assert adherence(days(0, 0, dose(0), hour=21)).total == Counts(missed=1, days=1, partial=1)
    assert adherence(days(0, 0, dose(0), dose(0, hour=20), hour=12)).total.taken == 2


def test_a_day_with_only_a_dose_beside_the_plan_is_written_down() -> None:
    told = adherence(days(0, 0, dose(0, 5, 15, state=EXTRA))).total
    silent = adherence(days(0, 0)).total

    assert (told.missed, told.unrecorded, told.extra) == (2, 0, 1)
    assert (silent.missed, silent.unrecorded, silent.extra) == (0, 2, 0)


def test_medicines_side_by_side_and_days_counted_once() -> None:
    found = adherence(days(0, 1, dose(0), dose(0, hour=20), rows=(TWICE, SERTRALINE)))

    assert dict(found.medicines)["oxycodone"] == Counts(planned=2, taken=2, unrecorded=2, days_recorded=1, days=2)
    assert dict(found.medicines)["sertraline"] == Counts(missed=2, unrecorded=2, days=2, partial=1)
    assert (found.total.planned, found.total.days_recorded, found.total.days, found.total.partial) == (2, 0, 2, 1)


def test_nothing_at_all() -> None:
    assert adherence([]) == Adherence(Counts(), ())
    assert adherence(days(0, 3, rows=())).total == Counts()


@given(
    st.lists(
        st.tuples(
            st.integers(0, 9),
            st.sampled_from([8, 20]),
            st.sampled_from(["oxycodone", "sertraline"]),
            st.sampled_from([DoseState.TAKEN, SKIPPED, EXTRA]),
        )
    )
)
def test_the_numbers_add_up(had: list[tuple[int, int, str, DoseState]]) -> None:
    entries = [dose(n, 20, hour, medicine=name, state=state) for n, hour, name, state in had]

    found = adherence(days(0, 9, *entries, rows=(TWICE, SERTRALINE)))

    for counts in (found.total, *(part for _, part in found.medicines)):
        assert counts.planned == counts.taken + counts.skipped
        assert counts.days_recorded + counts.partial <= counts.days
    on_partial_days = _answered_on_partial_days(entries)
    assert found.total.planned + found.total.unrecorded + found.total.missed + on_partial_days == 40


def _answered_on_partial_days(entries: list[Entry]) -> int:
    """Counted by hand: a medicine's day with one of its two times answered."""
    answered: dict[tuple[date, str], set[int]] = {}
    for entry in entries:
        body = entry.body
        assert body is not None
        if getattr(body, "slot", None) is not None:
            answered.setdefault((entry.moment.day, getattr(body, "medicine", "")), set()).add(entry.moment.wall.hour)
    return sum(1 for times in answered.values() if len(times) == 1)


def test_of_no_days_there_is_nothing() -> None:
    assert adherence(()).total == Counts()
