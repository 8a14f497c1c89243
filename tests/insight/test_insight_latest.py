"""What holds today, found from the last days or weeks alone where these say enough: the same as from all of them."""

from __future__ import annotations

from random import Random

import pytest

from diaries import day
from oidtrack.domain.questionnaire import Accuracy
from oidtrack.insight.diary import Column, Diary
from oidtrack.insight.early import drift as rules
from oidtrack.insight.early.drift import ONE_WEEKS, drift, drifts, last_week_says_none
from oidtrack.insight.early.early_signs import (
    LATELY,
    Evidence,
    backs,
    daily_evidence,
    early_signs,
    late_evidence,
)
from oidtrack.insight.early.levels import Level, Shift

PHQ2 = {"phq2": Accuracy(cut_point=3, sensitivity=76, specificity=87)}


def swings(dice: Random, length: int) -> Column:
    """A measure that goes down and up again over weeks, with days without an answer and months of silence."""
    points: list[int | None] = []
    level, goal, silent = 600, 600, 0
    for _ in range(length):
        goal = dice.choice((700, 600, 500, 300)) if dice.random() < 0.02 else goal
        level += (goal - level) // 8
        silent = dice.choice((3, 20, 40)) if dice.random() < 0.01 else max(0, silent - 1)
        points.append(None if silent or dice.random() < 0.2 else -level + dice.choice((-150, -50, 0, 50, 150)))
    return tuple(points)


def life(seed: int, length: int) -> Diary:
    dice = Random(seed)
    columns = {name: swings(dice, length) for name in ("mood", "interest", "pain", "sleep")}
    columns["phq2"] = tuple(100 * dice.randrange(7) if dice.random() < 0.03 else None for _ in range(length))
    cuts = tuple(sorted(dice.sample(range(length), length // 60)))
    symptoms = tuple(dice.choice((None, 0, 300)) for _ in range(length))
    return Diary(day(0), tuple(columns.items()), symptoms, cuts)


def cut_off(diary: Diary, first: int, last: int) -> Diary:
    """The days from one number to another, the last left out."""
    columns = tuple((name, column[first:last]) for name, column in diary.columns)
    return Diary(diary.day(first), columns, diary.withdrawal[first:last], tuple(cut - first for cut in diary.cuts))


@pytest.mark.parametrize("seed", range(6))
def test_evidence_from_a_day_on_is_that_of_all_days(seed: int) -> None:
    diary = life(seed, 200)
    whole = daily_evidence(diary, PHQ2)

    assert any(one is not None and one.total > 0 for one in whole)
    for since in (0, 1, 6, 7, 30, 31, 32, 33, 60, 95, 150, 199, 200):
        assert daily_evidence(diary, PHQ2, since) == (*[None] * since, *whole[since:])


@pytest.mark.parametrize("seed", range(6))
def test_the_sign_that_holds_is_found_from_the_last_days(seed: int) -> None:
    """On every seventh day of a year, and on the six days before it as seen from there."""
    diary = life(seed, 360)
    held = short = 0
    for length in range(35, 361, 7):
        days = cut_off(diary, 0, length)
        whole, late = daily_evidence(days, PHQ2), late_evidence(days, PHQ2)
        short += late != whole
        for before in range(7):
            so_far = cut_off(diary, 0, length - before)
            known, found = whole[: so_far.length], late[: so_far.length]
            held += early_signs(so_far, known) is not None
            assert early_signs(so_far, found) == early_signs(so_far, known)
            assert backs(found) == backs(known)
    assert held > 20
    assert 5 < short < 46


@pytest.mark.parametrize(("total", "lately"), [(153, True), (154, False)])
@pytest.mark.parametrize(("back", "near"), [(7, True), (7 + LATELY - 1, True), (6, False), (7 + LATELY, False)])
def test_one_day_on_which_no_sign_held_is_enough(
    monkeypatch: pytest.MonkeyPatch, total: int, *, lately: bool, back: int, near: bool
) -> None:
    """A third of 460 is 153; of the last 35 days the week at the end may be taken away."""
    asked: list[int] = []

    def evidence(diary: Diary, _: object, since: int = 0) -> tuple[Evidence | None, ...]:
        asked.append(since)
        return tuple(
            Evidence(total if n == diary.length - 1 - back else 400, 0) if n >= since else None
            for n in range(diary.length)
        )

    monkeypatch.setattr("oidtrack.insight.early.early_signs.daily_evidence", evidence)
    late_evidence(Diary(day(0), (), (None,) * 100))

    assert asked == ([65] if lately and near else [65, 0])


@pytest.mark.parametrize("seed", range(8))
def test_the_drift_that_holds_is_the_last_of_all(seed: int) -> None:
    """At the end of each week of two years, and of the six days after it."""
    diary = life(seed, 730)
    held = none = 0
    for length in range(300, 731, 11):
        days = cut_off(diary, 0, length)
        last = drifts(days)[-1:]
        holds = last[0] if last and last[0].over is None else None
        held += holds is not None
        assert drift(days) == holds

        year = cut_off(diary, max(0, length // 7 - ONE_WEEKS) * 7, length)
        said = last_week_says_none(year)
        none += said
        assert not (said and holds)
        assert said == last_week_says_none(days)
    assert held
    assert none


def test_a_week_that_begins_a_drift_is_one_on_which_it_lasts() -> None:
    """So a week on which none lasts says by itself that none holds."""
    dice, begun = Random(5), 0
    for _ in range(3_000):
        names = dice.sample(("mood", "interest", "energy", "pain", "sleep"), dice.randrange(1, 6))
        levels = ((name, dice.randrange(5, 60), dice.randrange(0, 300), dice.randrange(30, 200)) for name in names)
        shifts = tuple(Shift(name, Level(n, 0, strays), Level(n, by, strays)) for name, n, by, strays in levels)
        week = rules._Seen(20, 10, shifts)
        begun += week.begins
        assert week.lasts or not week.begins
    assert begun > 100
