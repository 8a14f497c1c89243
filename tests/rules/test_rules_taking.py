"""What was taken against what was before and what is planned: each threshold on both of its sides."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from diaries import day
from oidtrack.domain.dose import Dose
from oidtrack.rules.base import Severity
from oidtrack.rules.dose_now import DoseNow
from oidtrack.rules.findings import taking as rules
from oidtrack.rules.situation import Recent, Said, Situation, Taper, Use, UseDay
from oidtrack.taper.days.dayplan import Drop

Mg = float | None


def use(taken: Sequence[Mg], planned: Sequence[Mg] | float | None = 60, *, checked: bool = True, **more: Any) -> Use:
    """One opioid; the last of `taken` is yesterday, day 99."""
    plans = planned if isinstance(planned, Sequence) else [planned] * len(taken)
    first = 100 - len(taken)
    days = tuple(
        UseDay(day(first + n), exact(plan), exact(mg), checked, at_least=exact(mg))
        for n, (mg, plan) in enumerate(zip(taken, plans, strict=True))
    )
    return Use(**{"medicine": "oxycodone", "unit": "mg", "days": days, **more})


def exact(value: Mg) -> Fraction | None:
    return None if value is None else Fraction(str(value))


def seen(*uses: Use, **more: Any) -> Situation:
    return Situation(today=day(100), on_opioid=True, uses=uses, **more)


@pytest.mark.parametrize(
    ("now", "severity"),
    [(45.1, None), (45, Severity.WATCH), (30.1, Severity.WATCH), (30, Severity.URGENT)],
)
def test_a_steep_fall(now: float, severity: Severity | None) -> None:
    found = rules.abrupt_drop(seen(use([60] * 14 + [now] * 7)))

    assert (found.severity if found else None) is severity
    if found:
        assert found.since == day(93)
        assert "45 mg" in found.text or now < 45


@pytest.mark.parametrize(("planned", "there"), [(50, False), (50.1, True)])
def test_a_fall_that_the_plan_has_is_none(planned: float, there: bool) -> None:
    days = use([60] * 14 + [45] * 7, [60] * 14 + [planned] * 7)

    assert (rules.abrupt_drop(seen(days)) is not None) is there


def test_a_fall_without_anything_planned() -> None:
    found = rules.abrupt_drop(seen(use([60] * 14 + [45] * 7, None)))
    assert found is not None
    assert (found.severity, found.since, "25 percent less" in found.text) == (Severity.WATCH, day(93), True)


@pytest.mark.parametrize(
    ("taken", "there"),
    [
        ([60] * 7 + [None] * 10 + [30] * 4, True),
        ([60] * 6 + [None] * 11 + [30] * 4, False),
        ([60] * 14 + [None] * 3 + [30] * 4, True),
        ([60] * 14 + [None] * 4 + [30] * 3, False),
        ([0] * 14 + [0] * 7, False),
    ],
)
def test_too_few_days_say_nothing(taken: list[Mg], there: bool) -> None:
    assert (rules.abrupt_drop(seen(use(taken))) is not None) is there


@pytest.mark.parametrize(
    ("taken", "there"),
    [
        ([60] * 7 + [0, 0], True),
        ([60] * 7 + [60, 0], False),
        ([60] * 7 + [None, None], True),
        ([60] * 4 + [None] * 3 + [0, 0], True),
        ([60] * 3 + [None] * 4 + [0, None], False),
        ([None] * 7 + [0, 0], True),
        ([None] * 7 + [0], False),
        ([None] * 7 + [0] * 7, True),
        ([None] * 7 + [0] * 8, False),
    ],
)
def test_two_days_without_a_dose(taken: list[Mg], there: bool) -> None:
    found = rules.abrupt_drop(seen(use(taken)))

    assert (found is not None) is there
    if found:
        assert found.severity is Severity.URGENT
        assert ("You left out every dose" in found.text) is not ("write it down" in found.text)


def test_days_without_are_counted_and_what_was_left_out_is_said() -> None:
    found = rules.abrupt_drop(seen(use([60] * 7 + [0, None, None, 0])))

    assert found is not None
    assert "for 4 days (on 2 of them every dose was marked as left out)" in found.text
    assert found.since == day(96)


def test_a_half_told_day_with_a_dose_is_no_day_without() -> None:
    half = UseDay(day(99), Fraction(60), None, checked_in=True, at_least=Fraction(20))
    days = use([60] * 7 + [0, 0]).days

    assert rules.abrupt_drop(seen(Use("oxycodone", "mg", (*days[:-1], half)))) is None


def test_a_dose_of_today_ends_the_days_without() -> None:
    again = Recent(day(100), "e9", DoseNow("oxycodone", Dose(20_000), 0))

    assert rules.abrupt_drop(seen(use([60] * 7 + [0, 0]), recent=(again,))) is None
    other = replace(again, dose=replace(again.dose, medicine="morphine"))
    assert rules.abrupt_drop(seen(use([60] * 7 + [0, 0]), recent=(other,))) is not None


@pytest.mark.parametrize(
    ("after", "severity"), [(30, None), (Fraction("29.9"), Severity.ACT), (20, Severity.URGENT), (0, Severity.URGENT)]
)
def test_a_prescription_that_falls_steeply_or_ends(after: Fraction, severity: Severity | None) -> None:
    drop = Drop(day(97), "oxycodone", "mg", Fraction(40), Fraction(after))
    found = rules.abrupt_drop(seen(drops=(drop,)))

    assert (found.severity if found else None) is severity
    if found:
        assert found.since == day(97)
        assert ("a sudden stop" in found.text) is (after == 0)


def test_silence_is_no_day_without_a_dose() -> None:
    assert rules.abrupt_drop(seen(use([60] * 7 + [None, None], checked=False))) is None
    assert rules.abrupt_drop(seen(use([60] * 7 + [0, 0], [60] * 7 + [0, 0]))) is None
    assert rules.abrupt_drop(seen(use([0]))) is None


def test_an_average_is_said_with_one_decimal() -> None:
    found = rules.abrupt_drop(seen(use([60] * 14 + [30, 30, 30, 30, 30, 30, 17.5])))

    assert found is not None
    assert "28.2 mg a day" in found.text


@pytest.mark.parametrize(("blank", "there"), [(4, False), (5, True)])
def test_a_patch_may_be_off_for_longer(blank: int, there: bool) -> None:
    patch = use([25] * 7 + [0] * blank, medicine="fentanyl", unit="mcg/h")

    assert (rules.abrupt_drop(seen(patch)) is not None) is there


def test_of_two_medicines_the_louder_one() -> None:
    mild = use([60] * 14 + [45] * 7)
    steep = use([60] * 14 + [20] * 7, medicine="morphine")
    found = rules.abrupt_drop(seen(mild, steep))

    assert found is not None
    assert "morphine" in found.text


@pytest.mark.parametrize(("now", "there"), [(50.1, False), (50, True)])
def test_ahead_of_the_plan(now: float, there: bool) -> None:
    found = rules.ahead_of_plan(seen(use([60] * 7 + [now] * 7, next_step=Fraction(50))))

    assert (found is not None) is there


def test_not_ahead() -> None:
    assert rules.ahead_of_plan(seen(use([50] * 7))) is None
    assert rules.ahead_of_plan(seen(use([], next_step=Fraction(50)))) is None
    assert rules.ahead_of_plan(seen(use([None] * 7, next_step=Fraction(50)))) is None
    assert rules.ahead_of_plan(seen(use([50] * 7, None, next_step=Fraction(50)))) is None
    assert rules.ahead_of_plan(seen(use([50] * 7, 50, next_step=Fraction(50)))) is None
    assert rules.ahead_of_plan(seen(use([60] * 7 + [0, 0], next_step=Fraction(50)))) is None


@pytest.mark.parametrize(("now", "there"), [(51.1, False), (51, True)])
def test_down_over_two_months_without_a_plan(now: float, there: bool) -> None:
    days = use([60] * 60 + [now] * 60)

    assert (rules.unrecorded_taper(seen(days)) is not None) is there
    assert (rules.unrecorded_taper(seen(use([90] * 9 + [60] * 60 + [now] * 60))) is not None) is there
    assert rules.unrecorded_taper(seen(days, taper=Taper(active=True))) is None
    assert rules.unrecorded_taper(seen(days, taper=Taper(stop=day(0)))) is None


@pytest.mark.parametrize(("before", "now", "there"), [(20, 20, True), (19, 20, False), (20, 19, False)])
def test_two_months_need_twenty_days_each(before: int, now: int, there: bool) -> None:
    taken: list[Mg] = [*[60] * before, *[None] * (60 - before), *[30] * now, *[None] * (60 - now)]

    assert (rules.unrecorded_taper(seen(use(taken))) is not None) is there


@pytest.mark.parametrize(
    ("mg", "severity"), [(3000, None), (3001, Severity.WATCH), (4000, Severity.WATCH), (4001, Severity.URGENT)]
)
def test_acetaminophen(mg: int, severity: Severity | None) -> None:
    found = rules.acetaminophen(seen(acetaminophen=(Said(day(98), Fraction(mg), "e1"), Said(day(99), Fraction(500)))))

    assert (found.severity if found else None) is severity
    if found:
        assert (found.since, found.entries) == (day(98), ("e1",))


@pytest.mark.parametrize(
    ("days", "since"), [((90, 94, 100), 90), ((88, 94, 100), 88), ((87, 94, 100), 94), ((93,), None)]
)
def test_much_acetaminophen_began_on_the_first_of_days_that_are_less_than_a_week_apart(
    days: tuple[int, ...], since: int | None
) -> None:
    found = rules.acetaminophen(seen(acetaminophen=tuple(Said(day(n), Fraction(3500), f"e{n}") for n in days)))

    assert (found.since if found else None) == (None if since is None else day(since))
    assert found is None or found.entries == tuple(f"e{n}" for n in days if n > 93)


def test_how_much_acetaminophen_is_said_in_whole_milligrams() -> None:
    """Ten and a half tablets with 325 mg each."""
    found = rules.acetaminophen(seen(acetaminophen=(Said(day(99), Fraction(6825, 2), "e1"),)))

    assert found is not None
    assert found.text.startswith("At least 3412 mg of acetaminophen")
    assert found.noted.startswith("At least 3412 mg of acetaminophen")


@pytest.mark.parametrize(("mg", "calls"), [(4000, False), (4001, True)])
def test_very_much_acetaminophen_is_no_reason_to_leave_an_opioid_out(mg: int, calls: bool) -> None:
    found = rules.acetaminophen(seen(acetaminophen=(Said(day(99), Fraction(mg)),)))

    assert found is not None
    assert ("an opioid is never just left out" in found.text) is calls
    assert "Take no more" not in found.text


@pytest.mark.parametrize(("now", "words"), [(13, "78 percent less"), (14, "77 percent less"), (45, "25 percent less")])
def test_the_fall_is_said_in_whole_percent(now: int, words: str) -> None:
    found = rules.abrupt_drop(seen(use([60] * 14 + [now] * 7)))

    assert found is not None
    assert words in found.text
    assert words in found.noted
