"""The sums over all first days of a change: how far back, from which day on, and what a week has to do with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diaries import day
from oidtrack.insight.diary import Diary
from oidtrack.insight.early.early_signs import Evidence, Search, Signal, backs, daily_evidence, early_signs, signals
from oidtrack.insight.early.weighing import FINE


def searched(*days: list[tuple[int, int, int]] | None) -> Evidence | None:
    """The evidence of the last of some days, each with what it adds by days since a change began."""
    search, found = Search(), None
    for added in days:
        found = search.evidence(added)
    return found


@pytest.mark.parametrize(("silent", "found"), [(23, Evidence(107, 0)), (24, Evidence(7, 25))])
def test_a_change_is_looked_for_on_today_and_24_days_back(silent: int, found: Evidence) -> None:
    """A day that says 100 hundredths, silence, and a day that says 7."""
    assert searched([(100_000, 0, 0)], *[None] * silent, [(7_000, 0, 0)]) == found


@pytest.mark.parametrize(("later", "began"), [(90_000, 1), (89_999, 0)])
def test_it_began_on_the_latest_day_that_gives_nine_tenths(later: int, began: int) -> None:
    """Two days that say one unit together."""
    assert searched([(100_000 - later, 0, 0)], [(later, 0, 0)]) == Evidence(100, began)


@pytest.mark.parametrize("kind", [0, 1, 2])
@pytest.mark.parametrize(("told", "found"), [(999, 0), (1_000, 1), (1_999, 1), (2_000, 2)])
def test_the_sums_begin_with_nothing(kind: int, told: int, found: int) -> None:
    added = [0, 0, 0]
    added[kind] = told

    assert searched([(added[0], added[1], added[2])]) == Evidence(found, 0)


def weighed(*totals: int | None) -> tuple[Evidence | None, ...]:
    return tuple(None if total is None else Evidence(total, 0) for total in totals)


def of_mood(*points: int | None) -> Diary:
    column = tuple(None if one is None else -one for one in points)
    return Diary(day(0), (("mood", column),), (None,) * len(column))


WELL = (700, 600) * 20


@pytest.mark.parametrize(("last", "evidence", "seen"), [(507, 459, False), (506, 460, True)])
def test_from_460_hundredths_on_it_is_a_sign(last: int, evidence: int, *, seen: bool) -> None:
    """Forty days at 7 and 6 in turn; then they are at 4, and the last at about that."""
    diary = of_mood(*WELL, *[400] * 3, last)
    found = daily_evidence(diary)

    assert found[-1] is not None
    assert found[-1].total == evidence
    assert [one.noticed for one in signals(diary, found)] == [day(len(WELL) + 3)] * seen


def test_what_is_ordinary_is_drawn_anew_each_week() -> None:
    """A new diary is known from day 15 on, and its weeks end on days 14 and 21."""
    found = daily_evidence(of_mood(*[600] * 22))

    assert [one is not None for one in found] == [False] * 21 + [True]


@pytest.mark.parametrize(("most", "agrees"), [(367, False), (368, True)])
def test_the_search_agrees_with_a_fall_from_four_fifths_of_460_on(most: int, *, agrees: bool) -> None:
    assert backs(weighed(0, most, *[0] * 5)) is agrees


@pytest.mark.parametrize(("later", "agrees"), [(6, True), (7, False)])
def test_evidence_of_the_last_week_alone_agrees_with_a_fall(later: int, *, agrees: bool) -> None:
    assert backs(weighed(460, *[0] * later)) is agrees


@pytest.mark.parametrize(("left", "holds"), [(154, True), (153, False)])
def test_it_is_over_at_a_third(left: int, *, holds: bool) -> None:
    found = signals(of_mood(None, None), weighed(460, left))

    assert (found[0].over is None) is holds


@pytest.mark.parametrize(("silent", "holds"), [(27, True), (28, False)])
def test_after_28_days_of_silence_it_is_over(silent: int, *, holds: bool) -> None:
    evidence = weighed(460, *[None] * silent)

    assert (signals(of_mood(*[None] * len(evidence)), evidence)[0].over is None) is holds


def test_a_second_stretch_is_one_of_its_own_and_ends_as_the_first() -> None:
    evidence = (Evidence(460, 0), Evidence(0, 1), Evidence(460, 2), Evidence(0, 3))
    four, three = of_mood(*[None] * 4), of_mood(*[None] * 3)

    assert signals(four, evidence) == (Signal(day(0), day(0), day(1)), Signal(day(2), day(2), day(3)))
    assert early_signs(four, evidence) is None
    assert early_signs(three, evidence[:3]) == Signal(day(2), day(2))


def test_evidence_of_nothing_began_today() -> None:
    """Six tenths of a hundredth of the day before are none."""
    assert searched([(600, 0, 0)], [(-1, -1, -1)]) == Evidence(0, 1)


Weighed = list[tuple[int, int, int]]
WEIGHED = st.lists(st.tuples(*[st.integers(-300 * FINE, 300 * FINE)] * 3), min_size=1, max_size=20)


def plainly(days: list[Weighed | None], number: int) -> Evidence:
    """As the search is described: every first day tried for itself, all days since added up."""
    found = []
    for began in range(max(0, number - 24), number + 1):
        kinds = [0, 0, 0]
        for n in range(began, number + 1):
            added = days[n]
            for kind in range(3):
                kinds[kind] += 0 if added is None else added[min(n - began, len(added) - 1)][kind]
        found.append((max(kinds) // FINE, began))
    most = max(0, *(total for total, _ in found))
    return Evidence(most, max(began for total, began in found if 10 * total >= 9 * most) if most else number)


@given(st.lists(st.none() | WEIGHED, min_size=1, max_size=40))
def test_the_sums_are_those_of_every_first_day_for_itself(days: list[Weighed | None]) -> None:
    search = Search()
    for number, added in enumerate(days):
        assert search.evidence(added) == (None if added is None else plainly(days, number))
