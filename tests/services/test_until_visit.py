"""The tablets to prescribe until the visit and after it."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from diaries import day, plan, prescription
from oidtrack.domain.dose import Dose, Rate
from oidtrack.domain.medicine import Liquid, Makings, Release, Role, ScheduledDose, Strength
from oidtrack.services.stock_at_home import AtHome
from oidtrack.services.until_visit import AFTER_DAYS, Ahead, ahead, less_home
from oidtrack.taper.course import Course
from oidtrack.taper.dayplan import DosePlan
from oidtrack.taper.plan import Status


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
    found = ahead(DosePlan((Course((plan(),)),), ()), day(0), ())

    assert counts(found) == [(False, 0, AFTER_DAYS, ((5, Fraction(28 * 7)),))]
    assert found[0].by_plan


def test_until_the_visit_and_until_the_one_after_it() -> None:
    found = ahead(DosePlan((Course((plan(),)),), ()), day(20), (day(10), day(30), day(40)))

    assert counts(found) == [(True, 20, 10, ((5, Fraction(8 * 7 + 2 * 6)),)), (False, 30, 10, ((5, Fraction(60)),))]


def home(mg: int | None, count: int) -> AtHome:
    strength = None if mg is None else Dose(1000 * mg)
    left = ((strength, Fraction(count)),)
    return AtHome("oxycodone", Release.IR, left, mg is None, day(0), None, (), True, 0, 0, None)


def test_what_is_at_home_is_taken_off_the_earlier_days_first() -> None:
    needed = ahead(DosePlan((Course((plan(),)),), ()), day(20), (day(30), day(40)))

    assert counts(less_home(needed, (home(5, 0),))) == counts(needed)
    assert [tablets for *_, tablets in counts(less_home(needed, (home(5, 60),)))] == [
        ((5, Fraction(8)),),
        ((5, Fraction(60)),),
    ]
    assert [tablets for *_, tablets in counts(less_home(needed, (home(5, 70),)))] == [(), ((5, Fraction(58)),)]
    assert counts(less_home(needed, (home(None, 500), home(10, 500)))) == counts(needed)


def test_a_visit_on_the_first_day_leaves_nothing_before_it() -> None:
    found = ahead(DosePlan((Course((plan(),)),), ()), day(0), (day(0), day(0)))

    assert [(one.before_visit, one.need.first) for one in found] == [(False, day(0))]
    assert (found[0].need.last - found[0].need.first).days + 1 == AFTER_DAYS


def test_before_the_plan_begins_today_s_doses_count() -> None:
    found = ahead(DosePlan((Course((plan(),)),), (prescription(20, 20),)), day(-10), (day(0), day(7)))

    assert [one.need.tablets[0][1] for one in found] == [Fraction(10 * 8), Fraction(7 * 7)]
    assert all(one.by_plan for one in found)


def test_nothing_after_the_stop() -> None:
    assert ahead(DosePlan((Course((plan(),)),), ()), day(84), ()) == ()


def test_a_prescription_counts_where_no_plan_speaks() -> None:
    row = prescription(20, 10, until=day(3))
    other = prescription(50, medicine="sertraline", role=Role.ANTIDEPRESSANT)

    found = ahead(DosePlan((), (row, other)), day(0), ())

    assert counts(found) == [(False, 0, 4, ((10, Fraction(12)),))]
    assert not found[0].by_plan


def test_a_prescription_that_ended_or_whose_tablets_do_not_make_its_doses_says_nothing() -> None:
    ended = prescription(20, until=day(-1))
    odd = prescription(7)
    needed = prescription(medicine="tramadol")

    assert ahead(DosePlan((), (ended, odd, needed)), day(0), ()) == ()


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

    found = ahead(DosePlan((), (liquid, worn)), day(0), (day(0), day(0) + timedelta(days=6)))

    assert found[0].need.liquid_ml == 18
    assert found[0].need.tablets == ()
    assert found[1].need.tablets == ((Rate(25_000), Fraction(2)),)


def test_two_strengths_the_larger_first() -> None:
    found = ahead(DosePlan((), (prescription(20, 15),)), day(0), (day(0), day(1)))

    assert found[0].need.tablets == ((Dose(10_000), Fraction(3)), (Dose(5_000), Fraction(1)))


def test_an_ended_plan_leaves_the_word_to_the_prescription() -> None:
    ended = Course((plan(), plan(status=Status.ENDED)))

    found = ahead(DosePlan((ended,), (prescription(20),)), day(0), ())

    assert [one.by_plan for one in found] == [False]
