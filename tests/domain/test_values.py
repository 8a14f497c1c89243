"""The other values of the pure floor: moments, entries, strengths, liquids, scores, equivalents."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from fractions import Fraction

import pytest

from oidtrack.clinical.catalogue import questionnaire
from oidtrack.domain.dose import Dose, Rate, counted
from oidtrack.domain.journal import Entry, Kind, Mood, day_words, every_words, moment, short_day, span_words
from oidtrack.domain.medicine import (
    Liquid,
    Makings,
    Prescription,
    Release,
    Role,
    ScheduledDose,
    Strength,
    amount_of,
    daily_amount,
    in_day_order,
)
from oidtrack.domain.mme import DailyMme, MmeItem
from oidtrack.domain.profile import Profile
from oidtrack.domain.questionnaire import score
from oidtrack.errors import BadInput

NEW_YORK = timezone(timedelta(hours=-5))
DAY_ENDS_AT = time(4)


WHOLE = Makings((Strength(Dose(5_000)), Strength(Dose(20_000))))
HALVED = Makings((Strength(Dose(5_000), may_halve=True),), Liquid(Fraction(1000), Fraction(1, 10)))


@pytest.mark.parametrize(
    ("makings", "ug", "made"),
    [
        (WHOLE, 5_000, True),
        (WHOLE, 35_000, True),
        (WHOLE, 2_500, False),
        (WHOLE, 10, False),
        (Makings((Strength(Dose(15_000)), Strength(Dose(20_000)))), 25_000, False),
        (Makings((Strength(Dose(15_000)), Strength(Dose(20_000)))), 35_000, True),
        (Makings((Strength(Dose(5_000), may_halve=True),)), 7_500, True),
        (HALVED, 2_600, True),
        (HALVED, 2_650, False),
        (Makings(), 5_000, False),
    ],
)
def test_what_tablets_halves_and_a_liquid_make(makings: Makings, ug: int, made: bool) -> None:
    assert makings.makes(Dose(ug)) is made


def test_a_day_ends_after_midnight_in_a_pair() -> None:
    assert moment(datetime(2026, 11, 24, 3, 59, tzinfo=NEW_YORK), DAY_ENDS_AT).day == date(2026, 11, 23)
    assert moment(datetime(2026, 11, 24, 4, 0, tzinfo=NEW_YORK), DAY_ENDS_AT).day == date(2026, 11, 24)


def test_a_moment_keeps_its_wall_clock() -> None:
    at = datetime(2026, 11, 22, 21, tzinfo=NEW_YORK)
    kept = moment(at, DAY_ENDS_AT)
    assert kept.wall == at
    assert kept.wall.utcoffset() == timedelta(hours=-5)
    assert kept.at_utc == int(datetime(2026, 11, 23, 2, tzinfo=UTC).timestamp())


def test_a_moment_needs_its_offset() -> None:
    with pytest.raises(ValueError, match="offset"):
        moment(datetime(2026, 11, 22, 21), DAY_ENDS_AT)  # noqa: DTZ001 - the fault that is meant


def test_what_was_not_answered_is_none() -> None:
    mood = Mood(ratings=(("mood", 0),))
    assert mood.rating("mood") == 0
    assert mood.rating("pain") is None


def test_entries_are_named_by_their_id() -> None:
    assert Entry(Kind.NOTE, moment(datetime(2026, 1, 1, 12, tzinfo=UTC), DAY_ENDS_AT), None, id=17).name == "e17"


def test_a_strength_holds_something_and_is_halved_only_where_that_can_be() -> None:
    assert Strength(Dose(5000), may_halve=True)
    with pytest.raises(ValueError, match="more than nothing"):
        Strength(Dose(0))
    with pytest.raises(ValueError, match="halved"):
        Strength(Rate(12_500), may_halve=True)
    with pytest.raises(ValueError, match="halved"):
        Strength(Dose(5), may_halve=True)


def test_a_liquid_is_measured_in_whole_micrograms() -> None:
    liquid = Liquid(Fraction(2000), Fraction(1, 2))
    assert liquid.step == 1000
    assert liquid.ml(Dose(3000)) == Fraction(3, 2)
    for per_ml, step in ((Fraction(0), Fraction(1)), (Fraction(1), Fraction(0)), (Fraction(1), Fraction(1, 3))):
        with pytest.raises(ValueError, match="whole number"):
            Liquid(per_ml, step)


def test_units_follow_the_release() -> None:
    assert amount_of(Release.PATCH, 25_000) == Rate(25_000)
    assert amount_of(Release.ER, 25_000) == Dose(25_000)
    patch = Prescription("fentanyl", Release.PATCH, Role.OPIOID, (), Makings(), date(2026, 1, 1))
    assert patch.unit == "mcg/h"
    tablets = Prescription("morphine", Release.ER, Role.OPIOID, (), Makings(), date(2026, 1, 1))
    assert tablets.unit == "mg"


def test_a_day_of_doses_is_their_sum() -> None:
    doses = (ScheduledDose(time(8), Dose(20_000)), ScheduledDose(time(20), Dose(15_000)))

    assert daily_amount(doses, Release.IR) == Dose(35_000)
    assert daily_amount((), Release.ER) == Dose(0)
    assert daily_amount((ScheduledDose(time(8), Rate(25_000)),), Release.PATCH) == Rate(25_000)


def test_half_past_midnight_comes_last() -> None:
    times = [time(0, 30), time(8), time(22), time(4)]
    assert sorted(times, key=lambda at: in_day_order(at, DAY_ENDS_AT)) == [time(4), time(8), time(22), time(0, 30)]


def test_scores_refuse_to_guess() -> None:
    phq9 = questionnaire("phq9")
    assert phq9.max_score == 27
    assert score(phq9, (1,) * 8 + (0,)).alarm is False
    assert score(phq9, (0,) * 8 + (1,)).alarm is True
    for answers in ((1,) * 8, (1,) * 10):
        with pytest.raises(BadInput, match="9 questions"):
            score(phq9, answers)
    for bad in (-1, 4):
        with pytest.raises(BadInput, match="answer 9"):
            score(phq9, (0,) * 8 + (bad,))


@pytest.mark.parametrize(
    ("points", "band"),
    [(4, "minimal"), (5, "mild"), (9, "mild"), (10, "moderate"), (15, "moderately severe"), (20, "severe")],
)
def test_a_sum_lies_in_its_band(points: int, band: str) -> None:
    full, rest = divmod(points, 3)
    found = score(questionnaire("phq9"), (*(3,) * full, rest, *(0,) * (8 - full)))

    assert found.value == points
    assert found.band == band


def test_a_mean_is_exact() -> None:
    peg = questionnaire("peg")
    assert peg.max_score == 10
    assert score(peg, (5, 5, 6)).value == Fraction(16, 3)
    assert score(peg, (5, 5, 6)).band is None


def test_not_counted_is_not_zero() -> None:
    counted = MmeItem("oxycodone", Dose(60_000), Fraction(3, 2))
    uncounted = MmeItem("buprenorphine", Dose(8000), None)
    day = DailyMme((counted, uncounted), "a set")
    assert counted.mme == 90
    assert uncounted.mme is None
    assert day.total == 90
    assert day.incomplete
    assert not DailyMme((counted,), "a set").incomplete


def test_what_was_not_said_is_none() -> None:
    assert Profile().pregnant is None
    assert Profile(naloxone=False).naloxone is False


def test_days_and_lengths_in_words() -> None:
    assert day_words(date(2026, 12, 1)) == "Tue 1 Dec 2026"
    assert short_day(date(2026, 10, 5)) == "5 Oct"
    assert [span_words(days) for days in (1, 7, 10, 28)] == ["1 day", "1 week", "10 days", "4 weeks"]
    assert [every_words(days) for days in (1, 7, 10, 28)] == ["day", "week", "10 days", "4 weeks"]


def test_numbers_of_things() -> None:
    assert [counted(n, "day") for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]
    assert [counted(n, "entry", "entries") for n in (1, 2)] == ["1 entry", "2 entries"]


def test_an_amount_of_a_patch_is_of_no_day() -> None:
    assert [release.a_day for release in Release] == [" a day", " a day", ""]


@pytest.mark.parametrize(
    ("pieces", "ug"), [((5_000,), 10_000), ((5_000,), 45_000), ((3_000, 5_000), 16_000), ((2_000, 3_000), 23_000)]
)
def test_any_number_of_one_tablet_is_tried(pieces: tuple[int, ...], ug: int) -> None:
    assert Makings(tuple(Strength(Dose(piece)) for piece in pieces)).makes(Dose(ug)) is True


def test_a_liquid_that_cannot_be_measured_says_so() -> None:
    with pytest.raises(ValueError, match=r"^one measured step of a liquid is a whole number of micrograms, above 0$"):
        Liquid(Fraction(1001), Fraction(1, 10))
