"""Which pace is taken and what is refused: each limit in a pair."""

from __future__ import annotations

from fractions import Fraction

import pytest
from msgspec.structs import replace

from oidtrack.clinical.catalogue import speed_limits
from oidtrack.taper.pace import Basis, Pace
from oidtrack.taper.speed import Chosen, Person, Refusal, Wish, choose, fastest

LIMITS = speed_limits()
LONG = Person(days_on=400)


def pace(wish: Wish = Wish(), person: Person = LONG) -> Pace:  # noqa: B008 - frozen
    chosen = choose(wish, person, LIMITS)
    assert isinstance(chosen, Pace), chosen
    return chosen


def refusal(wish: Wish, person: Person = LONG) -> Refusal:
    refused = choose(wish, person, LIMITS)
    assert isinstance(refused, Refusal), refused
    return refused


@pytest.mark.parametrize(
    ("days_on", "percent", "every", "basis"),
    [
        (0, 10, 7, Basis.START),
        (89, 10, 7, Basis.START),
        (90, 10, 28, Basis.CURRENT),
        (364, 10, 28, Basis.CURRENT),
        (365, 10, 28, Basis.CURRENT),
        (None, 10, 28, Basis.CURRENT),
    ],
)
def test_default_by_time_on_opioids(days_on: int | None, percent: int, every: int, basis: Basis) -> None:
    chosen = pace(person=Person(days_on=days_on))
    assert (chosen.percent, chosen.every_days, chosen.basis) == (Fraction(percent), every, basis)
    assert chosen.max_hold_days == 2 * every
    assert chosen.max_step_percent == 25


def test_short_use_goes_over_to_the_current_dose() -> None:
    assert pace(person=Person(days_on=30)).current_below == Fraction(3, 10)


@pytest.mark.parametrize(
    ("person", "percent"),
    [
        (Person(days_on=400, phq9=9), 10),
        (Person(days_on=400, phq9=10), 5),
        (Person(days_on=400, age=64), 10),
        (Person(days_on=400, age=65), 5),
        (Person(days_on=400, failed_taper=True), 5),
        (Person(days_on=364, age=80), 10),
    ],
)
def test_slower_where_mood_age_or_an_earlier_taper_ask_for_it(person: Person, percent: int) -> None:
    assert pace(person=person).percent == percent


def test_the_plan_says_why() -> None:
    assert "not known" in pace(person=Person()).why
    assert "PHQ-9 is 12" in pace(person=Person(days_on=400, phq9=12)).why
    assert "--percent" in pace(Wish(percent=Fraction(5))).why
    assert "agreed with Dr. A" in pace(Wish(percent=Fraction(15), agreed_with="Dr. A")).why


def test_options_that_nobody_typed_are_not_named() -> None:
    wish = Wish(percent=Fraction(5), every_days=28, basis=Basis.CURRENT, chosen=Chosen.LIST)
    assert pace(wish).why.endswith(" You chose this pace from the list.")
    assert pace(replace(wish, agreed_with="Dr. A")).why.endswith(" from the list, agreed with Dr. A.")
    assert pace(replace(wish, chosen=Chosen.OFFERED)).why.endswith(" This is one of the paces to choose from.")
    assert pace(replace(wish, chosen=Chosen.OPTIONS)).why.endswith("--percent, --every and --basis yourself.")
    assert "chose" not in pace(Wish(chosen=Chosen.LIST)).why


@pytest.mark.parametrize(("days_on", "refused"), [(364, False), (365, True), (None, True)])
def test_a_share_of_the_starting_dose_needs_a_name_after_a_year(days_on: int | None, refused: bool) -> None:
    assert isinstance(choose(Wish(basis=Basis.START), Person(days_on=days_on), LIMITS), Refusal) is refused


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (Wish(percent=Fraction(11)), "faster-than-default"),
        (Wish(every_days=21), "faster-than-default"),
        (Wish(basis=Basis.START), "faster-than-default"),
        (Wish(percent=Fraction(5), basis=Basis.START), "faster-than-default"),
        (Wish(max_hold_days=55), "faster-than-default"),
        (Wish(every_days=56, max_hold_days=111), "faster-than-default"),
        (Wish(percent=Fraction(26), agreed_with="Dr. A"), "cut-too-large"),
        (Wish(max_step_percent=Fraction(26), agreed_with="Dr. A"), "cut-too-large"),
        (Wish(every_days=6, percent=Fraction(1), agreed_with="Dr. A"), "cuts-too-close"),
        (Wish(percent=Fraction(11), every_days=7, agreed_with="Dr. A"), "faster-than-weekly-limit"),
        (Wish(percent=Fraction(21), every_days=14, agreed_with="Dr. A"), "faster-than-weekly-limit"),
    ],
)
def test_wishes_beyond_a_limit_are_refused(wish: Wish, code: str) -> None:
    assert refusal(wish).code == code


@pytest.mark.parametrize(
    "wish",
    [
        Wish(percent=Fraction(10)),
        Wish(every_days=28),
        Wish(percent=Fraction(5), every_days=14),
        Wish(percent=Fraction(25), every_days=28, agreed_with="Dr. A"),
        Wish(percent=Fraction(10), every_days=7, agreed_with="Dr. A"),
        Wish(percent=Fraction(20), every_days=14, agreed_with="Dr. A"),
        Wish(max_step_percent=Fraction(25)),
        Wish(basis=Basis.START, agreed_with="Dr. A"),
        Wish(max_hold_days=56),
        Wish(max_hold_days=0),
        Wish(max_hold_days=55, agreed_with="Dr. A"),
    ],
)
def test_wishes_at_a_limit_are_kept(wish: Wish) -> None:
    assert pace(wish)


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish(basis=Basis.START), "do not grow smaller as the dose comes down"),
        (Wish(max_hold_days=55), "to wait at most 55 days before a large cut is faster than the usual 56 days"),
        (Wish(every_days=56, max_hold_days=111), "faster than the usual 112 days"),
    ],
)
def test_what_is_quicker_in_another_way_needs_an_agreement_too(wish: Wish, words: str) -> None:
    found = refusal(wish)
    assert found.code == "faster-than-default"
    assert words in found.text


def test_three_to_twelve_months_is_never_closer_than_two_weeks() -> None:
    person = Person(days_on=200)
    assert pace(Wish(every_days=14, agreed_with="Dr. A"), person).every_days == 14
    assert refusal(Wish(every_days=13, agreed_with="Dr. A", percent=Fraction(5)), person).code == "cuts-too-close"


def test_what_is_allowed_instead() -> None:
    assert refusal(Wish(percent=Fraction(20))).instead == fastest(LONG, LIMITS, agreed=False)
    agreed = refusal(Wish(percent=Fraction(40), agreed_with="Dr. A")).instead
    assert agreed is not None
    assert (agreed.percent, agreed.every_days) == (Fraction(10), 7)
    assert isinstance(choose(Wish(agreed.percent, agreed.every_days, agreed_with="Dr. A"), LONG, LIMITS), Pace)


def test_in_pregnancy_nothing_is_proposed() -> None:
    refused = refusal(Wish(), Person(days_on=400, pregnant=True))
    assert (refused.code, refused.instead) == ("pregnancy", None)


def test_no_limit_on_the_wait_is_a_choice() -> None:
    assert pace(Wish(max_hold_days=0)).max_hold_days is None
    assert pace(Wish(max_hold_days=84)).max_hold_days == 84
