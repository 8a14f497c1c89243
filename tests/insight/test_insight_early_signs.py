"""The search for early signs: what it finds, what it lets pass, and what must not matter to it."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from diaries import assessment, day, mood
from oidtrack.domain.journal import Entry, Kind, Mood
from oidtrack.domain.questionnaire import Accuracy
from oidtrack.insight.diary import DRIFTING, SLEEP, Diary, diary
from oidtrack.insight.early.early_signs import (
    Evidence,
    Signal,
    backs,
    daily_evidence,
    early_signs,
    signals,
)
from oidtrack.insight.early.reference import (
    centre,
    distance,
    reference,
)

DAYS = 160
PHQ2, PHQ9 = Accuracy(3, 61, 92), Accuracy(10, 88, 88)
BOTH = {"phq2": PHQ2, "phq9": PHQ9}
NOTHING = (None,) * 200


def weighed(*totals: int | None) -> tuple[Evidence | None, ...]:
    return tuple(None if total is None else Evidence(total, 0) for total in totals)


def sign(days: Diary) -> Signal | None:
    return early_signs(days, daily_evidence(days))


def total(found: tuple[Evidence | None, ...], number: int) -> int:
    evidence = found[number]
    assert evidence is not None
    return evidence.total


def made(values: list[int | None], name: str = "mood", withdrawal: list[int | None] | None = None) -> Diary:
    """One measure; mood and the like are given as points, higher is better."""
    column = tuple(None if value is None else -100 * value for value in values)
    symptoms = tuple(withdrawal or [None] * len(values))
    return Diary(day(0), ((name, column),), symptoms)


def ordinary(n: int, seed: int = 1) -> list[int | None]:
    dice = Random(seed)
    return [6 + dice.choice((-1, 0, 0, 1)) for _ in range(n)]


def test_ordinary_days_say_nothing() -> None:
    assert sign(made(ordinary(DAYS))) is None


def test_a_lasting_fall_is_found_within_two_weeks_and_is_over_when_it_is_over() -> None:
    values = [*ordinary(100), *[3] * 30, *ordinary(40, 2)]
    found = signals(made(values), daily_evidence(made(values)))

    assert len(found) == 1
    assert day(90) <= found[0].began <= found[0].noticed <= day(114)
    assert found[0].over is not None
    assert day(130) <= found[0].over <= day(155)
    assert sign(made(values[:120])) == replace(found[0], over=None)


def test_one_terrible_day_is_no_sign() -> None:
    assert sign(made([*ordinary(100), 0])) is None


def test_nothing_is_said_before_enough_is_known() -> None:
    assert reference(made(ordinary(200)), 14) is None
    assert reference(made(ordinary(200)), 15) is not None
    assert daily_evidence(made([6] * 14)) == (None,) * 14
    assert daily_evidence(made([6] * 22))[21] is not None
    assert sign(made([])) is None
    assert sign(Diary(day(0), (), (None,) * 90)) is None


@pytest.mark.parametrize(("before", "middle"), [(20, -514), (21, -600)])
def test_of_a_new_diary_only_the_last_week_is_left_out(before: int, middle: int) -> None:
    """Low days that are a week to two weeks old are part of what is ordinary only while there are few others."""
    values: list[int | None] = [*[6] * before, *[2] * 14]
    known = reference(made(values), len(values))

    assert known is not None
    assert known.measures["mood"].middle == middle


def test_a_new_diary_finds_a_fall_in_its_second_month() -> None:
    found = sign(made([*ordinary(24), *[3] * 12]))

    assert found is not None
    assert day(18) <= found.began <= day(27)


@pytest.mark.no_cover
@given(st.integers(-3, 3), st.lists(st.integers(4, 8) | st.none(), min_size=60, max_size=120))
@settings(max_examples=40)
def test_a_constant_on_every_day_does_not_matter(by: int, values: list[int | None]) -> None:
    moved = [None if value is None else value + by for value in values]

    assert daily_evidence(made(values)) == daily_evidence(made(moved))


@given(st.permutations(range(70)))
@settings(max_examples=20)
def test_the_order_in_which_entries_were_written_does_not_matter(order: list[int]) -> None:
    entries = [mood(n, mood=10 * (4 + n % 5), sleep=420 + n % 7) for n in range(70)]

    assert diary([entries[n] for n in order], (), day(0), day(70)) == diary(entries, (), day(0), day(70))


def test_a_day_without_an_answer_adds_nothing_and_takes_nothing_away() -> None:
    gaps: list[int | None] = [*ordinary(100), 3, 3, None, None]
    found = daily_evidence(made(gaps))

    assert found[102:] == (None, None)
    assert total(daily_evidence(made([*gaps, 3])), 104) > total(found, 101) > 0
    assert signals(made([None] * 4), weighed(460, None, None, 460)) == (Signal(day(0), day(0)),)


def test_the_evidence_names_the_day_on_which_it_most_likely_began() -> None:
    found = daily_evidence(made([*[6, 7] * 50, *[4] * 14]))[-1]

    assert found is not None
    assert 96 <= found.began <= 101


def test_a_change_is_looked_for_on_so_many_days_back() -> None:
    """What lies longer ago has become part of what is looked at, and no part of the sum."""
    silent: list[int | None] = [*ordinary(100), *[3] * 6, *[None] * 24]
    once_more = daily_evidence(made([*silent, 6]))

    assert total(once_more, len(silent)) < total(daily_evidence(made([*silent[:106], 6])), 106)


def test_a_second_stretch_is_a_signal_of_its_own() -> None:
    evidence = weighed(460, 0, 460)

    assert [one.noticed for one in signals(made([None] * 3), evidence)] == [day(0), day(2)]


@pytest.mark.parametrize(("rise", "skipped"), [(199, False), (200, True)])
def test_days_of_a_cut_with_withdrawal_say_nothing(rise: int, skipped: bool) -> None:
    values = [*ordinary(100), *[3] * 5]
    rated: list[int | None] = [*[0] * 100, rise, None, None, None, 0]
    found = daily_evidence(replace(made(values, withdrawal=rated), cuts=(100,)))

    assert (found[100] is None) is skipped
    assert (found[101] is None) is skipped
    assert (found[102] is None) is skipped
    assert found[103] is not None
    assert found[104] is not None


@pytest.mark.parametrize(("cut", "skipped"), [(-1, False), (0, True), (12, True), (13, False)])
def test_only_the_first_days_after_a_cut(cut: int, skipped: bool) -> None:
    rated: list[int | None] = [*[0] * 110, 900]
    found = daily_evidence(replace(made(ordinary(111), withdrawal=rated), cuts=(110 - cut,)))

    assert (found[110] is None) is skipped


@pytest.mark.parametrize(("cuts", "skipped"), [((60,), False), ((60, 105), True), ((105, 112), True)])
def test_of_several_cuts_the_last_before_it_counts(cuts: tuple[int, ...], *, skipped: bool) -> None:
    rated: list[int | None] = [*[0] * 110, 900]
    found = daily_evidence(replace(made(ordinary(111), withdrawal=rated), cuts=cuts))

    assert (found[110] is None) is skipped


def test_withdrawal_of_the_first_day_of_all() -> None:
    found = daily_evidence(replace(made(ordinary(70)), cuts=(-3, 0, 60)))

    assert found[60] is not None


def test_the_usual_withdrawal_of_somebody_who_always_has_some() -> None:
    rated: list[int | None] = [*[500] * 100, 600]
    known = reference(replace(made(ordinary(101), withdrawal=rated)), 98)

    assert known is not None
    assert known.withdrawal == 500


def test_the_middle_half_and_the_nearer_days_are_robust() -> None:
    assert centre([0, 5, 5, 5, 5, 5, 5, 100]) == 5
    assert centre([7]) == 7
    assert distance([5] * 9 + [1000], 5) == 0
    assert distance([4, 6], 5) == 1


def test_days_that_swing_need_more_of_it() -> None:
    calm = daily_evidence(made([*[6, 7] * 45, *[4] * 6]))
    swinging = daily_evidence(made([*[4, 9] * 45, *[4] * 6]))

    assert total(calm, 95) > total(swinging, 95)


def test_several_ratings_together_tell_more_than_one_and_less_than_their_sum() -> None:
    column = (*[-600, -700] * 45, *[-500] * 8)
    names = ("mood", "interest", "motivation", "energy")
    one, four = (
        total(daily_evidence(Diary(day(0), tuple((name, column) for name in names[:n]), NOTHING[:98])), 97)
        for n in (1, 4)
    )

    assert one < four < 4 * one


@pytest.mark.parametrize("last", [[400] * 10, [1000] * 10, [450, 950] * 5])
def test_sleep_counts_as_too_little_too_much_or_irregular(last: list[int]) -> None:
    mood_column = ("mood", ((-600,) * 96 + (None,) * 10))
    hours = [700 + 10 * (n % 5) for n in range(96)]
    found = daily_evidence(Diary(day(0), (mood_column, (SLEEP, tuple(hours + last))), NOTHING[:106]))

    assert total(found, 105) > 460 > total(found, 95)


def test_a_search_that_knows_too_little_is_not_asked() -> None:
    assert backs(())
    assert backs((*weighed(0), *[None] * 7))


def test_entries_become_numbers_where_higher_is_worse() -> None:
    low = Mood((("mood", 20), ("interest", 35)), 390, ("tearful", "withdrawn"), (("yawning", 2), ("sweating", None)))
    entries = [
        replace(mood(0), body=low),
        mood(0, 9, mood=40),
        assessment(1, "phq2", 1, 1),
        assessment(2, "phq9", 1, 1, 1, 1, 1, 1, 1, 1, 0),
        assessment(2, "gad7", 3, 3, 3, 3, 3, 3, 3),
        replace(mood(2), body=Mood((), None, (), (("yawning", 1),))),
        mood(9, mood=10),
        Entry(Kind.NOTE, mood(0).moment, None),
    ]
    found = diary(entries, [day(1), day(-3), day(1)], day(0), day(3))
    columns = dict(found.columns)

    assert columns["mood"] == (-300, None, None)
    assert columns["interest"] == (-350, None, None)
    assert columns[SLEEP] == (650, None, None)
    assert columns["signs"] == (100, None, None)
    assert columns["phq2"] == (None, 200, None)
    assert columns["phq9"] == (None, None, 800)
    assert "energy" not in columns
    assert found.withdrawal == (200, None, 100)
    assert found.cuts == (-3, 1)
    assert found.day(2) == day(2)


def test_of_pain_higher_is_worse() -> None:
    found = diary([mood(0, mood=40, pain=65)], (), day(0), day(1), DRIFTING)

    assert dict(found.columns) == {"mood": (-400,), "pain": (650,)}


@pytest.mark.no_cover
@settings(max_examples=30, deadline=None)
@given(
    st.integers(0, 2**32),
    st.sampled_from([0.3, 0.6, 0.95]),
    st.lists(st.integers(0, DAYS), max_size=3),
    st.integers(1, 9),
)
def test_a_day_more_changes_nothing_of_the_days_before(
    seed: int, often: float, cut_days: list[int], fewer: int
) -> None:
    """What is known today of all days serves for what was known yesterday, too."""
    chance = Random(seed)
    entries = []
    for n in range(DAYS):
        if chance.random() < often:
            entries.append(mood(n, mood=chance.randint(0, 100), interest=chance.randint(0, 100)))
        if chance.random() < 1 / 15:
            entries.append(assessment(n, "phq2", chance.randint(0, 3), chance.randint(0, 3)))
    cuts = tuple(sorted(day(n) for n in set(cut_days)))
    whole = diary(entries, cuts, day(0), day(DAYS))
    until = DAYS - fewer
    before = [one for one in entries if one.moment.day < day(until)]
    part = diary(before, tuple(cut for cut in cuts if cut < day(until)), day(0), day(until))

    assert daily_evidence(whole, BOTH)[:until] == daily_evidence(part, BOTH)
