"""The tablets to prescribe until the visit and after it."""

from __future__ import annotations

from datetime import UTC, datetime, time
from fractions import Fraction

from diaries import DAY_ENDS_AT, at, day, dose, plan, prescription
from oidtrack.domain.dose import Dose, Rate
from oidtrack.domain.journal import moment
from oidtrack.domain.medicine import Liquid, Makings, Release, Role, ScheduledDose, Strength
from oidtrack.services.medicines.stock_at_home import AtHome
from oidtrack.services.report.until_visit import AFTER_DAYS, Ahead, ahead, less_home
from oidtrack.taper.days.course import Course
from oidtrack.taper.days.dayplan import DosePlan
from oidtrack.taper.days.matching import match
from oidtrack.taper.plan import Status


def needs(planned: DosePlan, n: int, *visits: int) -> tuple[Ahead, ...]:
    """What is needed from a day of which nothing is written down yet; visits at five in the morning."""
    at_visits = tuple(datetime.combine(day(visit), time(5), UTC) for visit in visits)
    return ahead(planned, match(planned, day(n), ()), at_visits)


def counts(found: tuple[Ahead, ...]) -> list[tuple[bool, int, int, tuple[tuple[int, Fraction], ...]]]:
    """Before the visit or not, days, and the tablets."""
    return [
        (
            one.before_visit,
            (one.need.first - day(0)).days,
            (one.need.last - one.need.first).days + 1,
            tuple((strength.thousandths // 1000, count) for strength, count in one.need.tablets),
        )
        for one in found
    ]


def test_without_a_visit_the_four_weeks_from_the_first_day() -> None:
    found = needs(DosePlan((Course((plan(),)),), ()), 0)

    assert counts(found) == [(False, 0, AFTER_DAYS, ((5, Fraction(28 * 7)),))]
    assert found[0].by_plan


def test_until_the_visit_and_until_the_one_after_it() -> None:
    found = needs(DosePlan((Course((plan(),)),), ()), 20, 30, 40)

    assert counts(found) == [(True, 20, 11, ((5, Fraction(8 * 7 + 2 * 6)),)), (False, 30, 10, ((5, Fraction(60)),))]


def home(mg: int | None, count: int) -> AtHome:
    strength = None if mg is None else Dose(1000 * mg)
    left = ((strength, Fraction(count)),)
    return AtHome("oxycodone", Release.IR, left, mg is None, day(0), None, (), True, 0, 0, None)


def test_what_is_at_home_is_taken_off_the_earlier_days_first() -> None:
    needed = needs(DosePlan((Course((plan(),)),), ()), 20, 30, 40)

    assert counts(less_home(needed, (home(5, 0),))) == counts(needed)
    assert [tablets for *_, tablets in counts(less_home(needed, (home(5, 60),)))] == [
        ((5, Fraction(8)),),
        ((5, Fraction(60)),),
    ]
    assert [tablets for *_, tablets in counts(less_home(needed, (home(5, 70),)))] == [(), ((5, Fraction(58)),)]
    assert counts(less_home(needed, (home(None, 500), home(10, 500)))) == counts(needed)


def test_a_visit_on_the_first_day_leaves_nothing_before_it() -> None:
    found = needs(DosePlan((Course((plan(),)),), ()), 0, 0, 0)

    assert [(one.before_visit, one.need.first) for one in found] == [(False, day(0))]
    assert (found[0].need.last - found[0].need.first).days + 1 == AFTER_DAYS


def test_what_is_left_of_today_and_the_morning_of_the_visit_count_before_it() -> None:
    planned = DosePlan((), (prescription(20, 10),))
    today = match(planned, day(0), (dose(0),), moment(at(0, 12), DAY_ENDS_AT))
    # 20 and 10 mg in tablets of 10: the evening of today, two whole days, then the morning of the visit
    for hour, before in ((8, 1 + 2 * 3), (9, 1 + 2 * 3 + 2), (20, 1 + 2 * 3 + 2), (21, 1 + 3 * 3)):
        (until, after) = ahead(planned, today, (datetime.combine(day(3), time(hour), UTC),))
        (((_, first),), ((_, second),)) = until.need.tablets, after.need.tablets
        assert first == before
        assert first + second == 1 + 3 * (3 + 27)


def test_before_the_plan_begins_today_s_doses_count() -> None:
    found = needs(DosePlan((Course((plan(),)),), (prescription(20, 20),)), -10, 0, 7)

    # seven days of the prescription in tablets of 10 mg, three of the plan's doses before it starts in tablets of 5
    assert [tablets for *_, tablets in counts(found)] == [
        ((10, Fraction(7 * 4)), (5, Fraction(3 * 8))),
        ((5, Fraction(7 * 7)),),
    ]


def test_nothing_after_the_stop() -> None:
    assert needs(DosePlan((Course((plan(),)),), ()), 84) == ()


def test_a_prescription_counts_where_no_plan_speaks() -> None:
    row = prescription(20, 10, until=day(3))
    other = prescription(50, medicine="sertraline", role=Role.ANTIDEPRESSANT)

    found = needs(DosePlan((), (row, other)), 0)

    assert counts(found) == [(False, 0, 4, ((10, Fraction(12)),))]
    assert not found[0].by_plan


def test_a_prescription_that_ended_or_whose_tablets_do_not_make_its_doses_says_nothing() -> None:
    ended = prescription(20, until=day(-1))
    odd = prescription(7)
    needed = prescription(medicine="tramadol")

    assert needs(DosePlan((), (ended, odd, needed)), 0) == ()


def test_a_liquid_and_a_patch() -> None:
    liquid = prescription(3, makings=Makings((), Liquid(Fraction(1000), Fraction(1))))
    worn = prescription(
        medicine="fentanyl",
        release=Release.PATCH,
        doses=(ScheduledDose(liquid.doses[0].at, Rate(25_000)),),
        makings=Makings((Strength(Rate(25_000)),)),
        change_days=3,
        since=day(-1),
    )

    found = needs(DosePlan((), (liquid, worn)), 0, 0, 6)

    worn_first, measured = found
    assert worn_first.need.tablets == ((Rate(25_000), Fraction(2)),)
    assert measured.need.liquid_ml == 18
    assert measured.need.tablets == ()


def test_two_strengths_the_larger_first() -> None:
    found = needs(DosePlan((), (prescription(20, 15),)), 0, 0, 1)

    assert found[0].need.tablets == ((Dose(10_000), Fraction(3)), (Dose(5_000), Fraction(1)))


def test_an_ended_plan_leaves_the_word_to_the_prescription() -> None:
    ended = Course((plan(), plan(status=Status.ENDED)))

    found = needs(DosePlan((ended,), (prescription(20),)), 0)

    assert [one.by_plan for one in found] == [False]
