"""What single answers weigh: those of a day, the day after another, and of questionnaires."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diaries import day
from oidtrack.domain.questionnaire import Accuracy
from oidtrack.insight.diary import PAIN, RATED, SLEEP, Column, Diary
from oidtrack.insight.early.early_signs import Evidence, daily_evidence
from oidtrack.insight.early.reference import Ordinary, Reference, reference
from oidtrack.insight.early.screening import WHOLE, logarithm, tells
from oidtrack.insight.early.weighing import FINE, Answered, Pull, answered, new_part

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests

PHQ2, PHQ9 = Accuracy(3, 61, 92), Accuracy(10, 88, 88)
BOTH = {"phq2": PHQ2, "phq9": PHQ9}
DAYS = 120
MOOD: Column = tuple(-600 if n < 85 else None for n in range(DAYS))


def of(*columns: tuple[str, Column]) -> tuple[Evidence | None, ...]:
    return daily_evidence(Diary(day(0), (("mood", MOOD), *columns), (None,) * DAYS), BOTH)


def asked(**scores: int) -> Column:
    """Points by day, `d95=3`."""
    known = {int(name[1:]): 100 * points for name, points in scores.items()}
    return tuple(known.get(n) for n in range(DAYS))


def evidence(name: str, column: Column, number: int) -> int:
    found = of((name, column))[number]
    assert found is not None
    return found.total


@pytest.mark.parametrize(("above", "below"), [(61, 8), (39, 92), (88, 12), (12, 88), (1, 1), (20, 10), (999, 1000)])
def test_the_logarithm_is_exact_to_a_part(above: int, below: int) -> None:
    assert abs(logarithm(above, below) - WHOLE * math.log(above / below)) <= 1


def test_an_answer_weighs_by_its_published_figures() -> None:
    """61 of 100 with a depression say yes to the PHQ-2, 8 of 100 without."""
    assert tells(PHQ2, 1, 1, yes=True) == logarithm(61, 8)
    assert tells(PHQ2, 1, 1, yes=False) == logarithm(39, 92)
    assert tells(PHQ2, 0, 1, yes=True) == tells(PHQ2, 0, 1, yes=False) == 0
    assert tells(PHQ2, 1, 2, yes=True) == logarithm(69, 16)
    assert tells(PHQ9, 1, 1, yes=True) == logarithm(88, 12)


@pytest.mark.parametrize(
    ("name", "points", "speaks"), [("phq2", 2, False), ("phq2", 3, True), ("phq9", 9, False), ("phq9", 10, True)]
)
def test_from_the_cut_point_on_it_speaks_for_a_change(name: str, points: int, speaks: bool) -> None:
    assert (evidence(name, asked(d110=points), 110) > 0) is speaks


def test_the_weight_is_that_of_two_weeks_in_a_change() -> None:
    """Had it begun 24 days before, the answer is wholly about it; 203 hundredths."""
    assert evidence("phq2", asked(d110=3), 110) == logarithm(61, 8) // (WHOLE // 100)


def test_a_questionnaire_without_published_figures_takes_no_part() -> None:
    found = daily_evidence(Diary(day(0), (("mood", MOOD), ("phq2", asked(d110=6))), (None,) * DAYS))

    assert found[110] is None


def test_a_no_takes_away() -> None:
    low: Column = tuple(-600 if n < 90 else -450 if n < 96 else None for n in range(DAYS))

    def on_the_last(points: int | None) -> int:
        column = tuple(None if points is None or n != 95 else 100 * points for n in range(DAYS))
        found = daily_evidence(Diary(day(0), (("mood", low), ("phq2", column)), (None,) * DAYS), BOTH)[95]
        assert found is not None
        return found.total

    assert on_the_last(0) < on_the_last(None) < on_the_last(3)


def test_a_week_after_the_last_answer_half_of_it_counts() -> None:
    alone = evidence("phq9", asked(d110=10), 110)
    half = evidence("phq9", asked(d103=9, d110=10), 110)
    nearly = evidence("phq9", asked(d97=9, d110=10), 110)
    whole = evidence("phq9", asked(d96=9, d110=10), 110)

    # a no before it, of days that no change reaches yet, takes nothing away
    assert 0 < half < nearly < whole <= alone


@pytest.mark.parametrize(("before", "new"), [(2, True), (3, False)])
def test_who_mostly_says_yes_says_nothing_new_with_another(before: int, new: bool) -> None:
    usual = asked(d20=before, d50=before, d70=before, d110=3)

    assert (evidence("phq2", usual, 110) > 0) is new


def test_of_two_on_one_day_the_longer_counts() -> None:
    for order in ((0, 1), (1, 0)):
        both = (("phq9", asked(d110=4)), ("phq2", asked(d110=6)))
        found = of(*(both[n] for n in order))[110]

        assert found is not None
        assert found.total == 0


@pytest.mark.parametrize(("gap", "parts"), [(1, (1, 3)), (2, (3, 5)), (6, (63, 65)), (7, (1, 1)), (30, (1, 1))])
def test_an_answer_soon_after_another_says_less_that_is_new(gap: int, parts: tuple[int, int]) -> None:
    days = Diary(day(0), (("mood", (-600,) * 99 + (-300,)),), (None,) * 100)
    known = reference(days, 98)
    assert known is not None
    whole, found = (answered(days, known, {}, (99 - since, 99)) for since in (30, gap))

    assert new_part(gap) == parts

    assert whole is not None
    assert found is not None
    assert found.rated == whole.rated.times(*parts)
    assert whole.rated.up > 0


Distances = Mapping[str, int]
CALM = dict.fromkeys(RATED, 100)


def on_a_day(distances: Distances, off: Mapping[str, int]) -> Answered | None:
    """The answers of one day that lie so far off, in hundredths."""
    measures = {name: Ordinary(0, strays, 0) for name, strays in distances.items()}
    diary = Diary(day(0), tuple((name, (far,)) for name, far in off.items()), (None,))
    return answered(diary, Reference(measures, {}, 0), {}, (-30, 0))


def slept(off: int, strays: int = 100, away: int = 50) -> tuple[Pull, Pull, Pull]:
    """A night that lies so far off, in hundredths of an hour."""
    known = Reference({SLEEP: Ordinary(700, strays, away)}, {}, 0)
    found = answered(Diary(day(0), ((SLEEP, (700 + off,)),), (None,)), known, {}, (-30, 0))
    assert found is not None
    return found.slept


def rated(distances: Distances, off: Mapping[str, int]) -> Pull:
    found = on_a_day(distances, off)
    assert found is not None
    return found.rated


def solved(one: Sequence[Fraction], other: Sequence[Fraction]) -> Fraction:
    """The same product by elimination, with ones on the diagonal and a half elsewhere."""
    many = len(one)
    rows = [[Fraction(1, 1 + (i != k)) for k in range(many)] + [other[i]] for i in range(many)]
    for i in range(many):
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for k in range(many):
            if k != i:
                rows[k] = [a - rows[k][i] * b for a, b in zip(rows[k], rows[i], strict=True)]
    return sum((a * row[-1] for a, row in zip(one, rows, strict=True)), Fraction(0))


@given(
    st.dictionaries(st.sampled_from(RATED[1:]), st.tuples(st.integers(50, 250), st.integers(-500, 500)), max_size=4),
    st.tuples(st.integers(50, 250), st.integers(-500, 500)),
)
def test_ratings_weigh_as_normal_answers_of_which_half_is_shared(
    others: Mapping[str, tuple[int, int]], mood: tuple[int, int]
) -> None:
    """Against the definition: the inverse of a matrix; to five hundredths of a unit, for distances are rounded."""
    said = {"mood": mood, **others}
    worth = {"mood": 200, "interest": 150, "motivation": 150, "energy": 150, "pain": 100}
    change = [Fraction(worth[name], strays) for name, (strays, _) in said.items()]
    off = [
        max(Fraction(-3), min(Fraction(3, 2) if name == PAIN else Fraction(3), Fraction(far, strays)))
        for name, (strays, far) in said.items()
    ]
    found = rated({name: one for name, (one, _) in said.items()}, {name: one for name, (_, one) in said.items()})

    assert abs(Fraction(found.up, 100 * FINE) - solved(change, off)) < Fraction(5, 100)
    assert abs(Fraction(found.down, 100 * FINE) - solved(change, change) / 2) < Fraction(5, 100)


def test_one_rating_alone_weighs_its_distance_by_its_change() -> None:
    assert rated({"mood": 100}, {"mood": 150}) == Pull(300 * FINE, 200 * FINE)
    assert rated({"mood": 200}, {"mood": 150}) == Pull(75 * FINE, 50 * FINE)


@pytest.mark.parametrize(
    ("name", "up", "down"),
    [
        ("mood", 50_000, 50_000),
        ("interest", 37_500, 28_125),
        ("motivation", 37_500, 28_125),
        ("energy", 37_500, 28_125),
        ("signs", 25_000, 12_500),
    ],
)
def test_what_a_change_does_to_each_measure(name: str, up: int, down: int) -> None:
    """Days stray by two points, and one is a point off: 100 * 200 / 200**2 and half of 200**2 / 200**2 for mood."""
    assert rated({name: 200}, {name: 100}) == Pull(up, down)


def test_a_change_brings_a_point_of_pain() -> None:
    """A day that is as bad in mood and energy says less where pain is worse: 2 * 1 - 2 * 4.5 / 4 of a unit less."""
    low = {"mood": 150, "energy": 150}

    assert rated(CALM, {**low, PAIN: 0}) == Pull(375_000, 218_750)
    assert rated(CALM, {**low, PAIN: 100}) == Pull(350_000, 218_750)


def test_half_of_what_two_and_five_ratings_say_is_shared() -> None:
    """Two: 2 * (2 * 1.5 + 1.5 * 1.5) - 2 * 3.5 * 3 / 3. Five: 2 * 7.5 - 2 * 7.5 * 5 / 6."""
    assert rated(CALM, {"mood": 150, "energy": 150}) == Pull(350_000, 216_666)
    assert rated(CALM, dict.fromkeys(RATED, 100)) == Pull(250_000, 237_500)


@pytest.mark.parametrize(
    ("off", "counts"), [(299, 299), (300, 300), (301, 300), (-299, -299), (-300, -300), (-301, -300)]
)
def test_no_answer_counts_for_more_than_three_usual_distances(off: int, counts: int) -> None:
    assert rated({"mood": 100}, {"mood": off}).up == 2000 * counts
    assert rated({"signs": 100}, {"signs": off}).up == 1000 * counts
    assert slept(off, away=0) == (
        Pull(-1000 * counts, 50_000),
        Pull(1000 * counts, 50_000),
        Pull(800 * abs(counts), 32_000),
    )


@pytest.mark.parametrize(
    ("off", "little", "much", "irregular"),
    [
        (-100, 25_000, -25_000, 10_000),
        (100, -25_000, 25_000, 10_000),
        (50, -12_500, 12_500, 0),
        (49, -12_250, 12_250, -200),
    ],
)
def test_an_hour_too_little_or_too_much_or_eight_tenths_further_off_than_most_nights(
    off: int, little: int, much: int, irregular: int
) -> None:
    """Nights stray by two hours, half of them by half an hour or less: 100 * 100 / 200**2, and 50 * 80 / 200**2."""
    found = slept(off, strays=200, away=50)

    assert found == (Pull(little, 12_500), Pull(much, 12_500), Pull(irregular, 8_000))


def test_a_day_that_is_worse_in_pain_too_says_less_of_depression() -> None:
    low = dict.fromkeys(RATED, 150)
    by_itself, with_pain, in_less = (rated(CALM, {**low, PAIN: pain}).up for pain in (0, 100, -100))

    assert in_less > by_itself > with_pain > 0


@pytest.mark.parametrize(("pain", "counts"), [(149, 149), (150, 150), (151, 150), (900, 150)])
def test_pain_explains_no_more_than_one_and_a_half_usual_distances(pain: int, counts: int) -> None:
    low = dict.fromkeys(RATED, 200)

    assert rated(CALM, {**low, PAIN: pain}) == rated(CALM, {**low, PAIN: counts})
    assert rated(CALM, {**low, PAIN: 149}).up > rated(CALM, {**low, PAIN: 150}).up


def test_pain_by_itself_says_nothing_and_with_mood_alone_changes_nothing() -> None:
    assert on_a_day(CALM, {PAIN: 500}) is None
    assert rated(CALM, {PAIN: 500, "signs": 0, "mood": 200}) == rated(CALM, {"mood": 200, PAIN: 0})


def test_less_than_ten_days_of_a_change_weigh_their_part() -> None:
    found = on_a_day({"mood": 100}, {"mood": 200})
    assert found is not None
    assert [one[0] // FINE for one in found.by_days_since()] == [38, 72, 102, 128, 150, 168, 182, 192, 198, 200]
