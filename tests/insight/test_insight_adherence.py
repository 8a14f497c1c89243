"""Planned doses and what became of them; what nobody wrote down is not missed."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from diaries import day, dose, mood
from oidtrack.domain.journal import DoseState
from oidtrack.insight.adherence import Counts, adherence

SKIPPED, EXTRA, TAKEN = DoseState.SKIPPED, DoseState.EXTRA, DoseState.TAKEN


def twice(*days: int, medicine: str = "oxycodone") -> list[tuple[date, str]]:
    return [(day(n), medicine) for n in days for _ in range(2)]


def test_doses_when_needed_are_no_extra_ones() -> None:
    entries = [dose(0), dose(0, hour=20), dose(0, hour=12)]
    counted = adherence(twice(0), entries, day(0), day(1), {"oxycodone"}).total

    assert (counted.taken, counted.extra, counted.as_needed) == (2, 0, 1)
    assert adherence(twice(0), entries, day(0), day(1), {"morphine"}).total.extra == 1


def test_all_that_can_become_of_a_dose() -> None:
    entries = [
        *(dose(0, hour=8), dose(0, hour=20)),
        *(dose(1, hour=8), dose(1, hour=20, state=SKIPPED)),
        *(dose(2, hour=8), dose(2, state=EXTRA, hour=15)),
    ]

    found = adherence(twice(0, 1, 2, 3), entries, day(0), day(4))

    expected = Counts(planned=6, taken=4, skipped=1, missed=1, extra=1, unrecorded=2, days_recorded=3, days=4)
    assert found.total == expected
    assert found.medicines == (("oxycodone", expected),)


def test_a_day_with_a_check_in_and_no_word_of_doses_is_not_recorded() -> None:
    found = adherence(twice(0), [mood(0, mood=50)], day(0), day(1)).total

    assert (found.missed, found.unrecorded, found.days_recorded) == (0, 2, 0)


def test_more_than_planned_is_extra() -> None:
    entries = [dose(0, hour=hour) for hour in (8, 12, 20)]

    found = adherence(twice(0), entries, day(0), day(1)).total

    assert (found.taken, found.extra, found.missed) == (2, 1, 0)


def test_a_medicine_that_is_taken_when_needed() -> None:
    entries = [dose(0, medicine="ibuprofen", state=EXTRA)]

    found = adherence([], entries, day(0), day(1))

    assert found.medicines == (("ibuprofen", Counts(extra=1)),)


def test_medicines_side_by_side_and_days_counted_once() -> None:
    planned = [*twice(0, 1), *twice(0, 1, medicine="sertraline")]

    found = adherence(planned, [dose(0), dose(0, hour=20)], day(0), day(2))

    assert dict(found.medicines)["sertraline"] == Counts(planned=2, missed=2, unrecorded=2, days_recorded=1, days=2)
    assert (found.total.planned, found.total.days_recorded, found.total.days) == (4, 1, 2)


def test_only_the_days_of_the_period() -> None:
    found = adherence(twice(-1, 0, 1), [dose(n) for n in (-1, 0, 1)], day(0), day(1)).total

    assert (found.planned, found.taken, found.days) == (2, 1, 1)


def test_nothing_at_all() -> None:
    assert adherence([], [], day(0), day(9)).total == Counts()


@given(
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["a", "b"])), max_size=40),
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["a", "b"]), st.sampled_from([TAKEN, SKIPPED, EXTRA]))),
)
def test_the_numbers_add_up(planned: list[tuple[int, str]], had: list[tuple[int, str, DoseState]]) -> None:
    entries = [dose(n, medicine=name, state=state) for n, name, state in had]

    found = adherence([(day(n), name) for n, name in planned], entries, day(0), day(10))

    for counts in (found.total, *(part for _, part in found.medicines)):
        assert counts.planned == counts.taken + counts.skipped + counts.missed
        assert counts.days_recorded <= counts.days
    assert found.total.planned + found.total.unrecorded == len(planned)
    assert found.total.taken + found.total.extra == sum(1 for _, _, state in had if state is not SKIPPED)
