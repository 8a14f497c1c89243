"""The paces that are set beside a plan, the fastest there is, and which of them need a prescriber's name."""

from __future__ import annotations

from fractions import Fraction

import pytest
from msgspec.structs import replace
from test_speed import LIMITS, LONG, pace, refusal

from oidtrack.taper.pace import Basis, Pace
from oidtrack.taper.speed import Chosen, Person, Wish, beside, choose, fastest, needs_agreement

SHORT, MONTHS = Person(days_on=30), Person(days_on=200)
OLDER = replace(LONG, age=70)


def shown(paces: tuple[Pace, ...]) -> list[tuple[object, int]]:
    return [(one.percent, one.every_days) for one in paces]


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (SHORT, [(10, 7), (5, 7)]),
        (MONTHS, [(10, 28), (10, 14), (5, 28)]),
        (LONG, [(10, 28), (10, 14), (5, 28)]),
        (OLDER, [(5, 28), (10, 28), (Fraction(5, 2), 28)]),
        (replace(MONTHS, age=70), [(10, 28), (10, 14), (5, 28)]),
        (Person(), [(10, 28), (10, 14), (5, 28)]),
    ],
)
def test_beside_the_default_stand_a_quicker_pace_and_one_half_as_fast(
    person: Person, expected: list[tuple[object, int]]
) -> None:
    paces = beside(person, LIMITS)

    assert shown(paces) == expected
    assert paces[0] == pace(person=person)


def test_a_pace_beside_says_that_it_is_offered_and_keeps_the_rest_of_the_rule() -> None:
    default, quicker, slower = beside(LONG, LIMITS)
    offered = f"{default.why} This is one of the paces to choose from."

    assert quicker == replace(default, every_days=14, max_hold_days=28, why=offered)
    assert slower == replace(default, percent=Fraction(5), why=offered)


@pytest.mark.parametrize(
    ("person", "days", "percent"), [(SHORT, 7, 10), (MONTHS, 14, 10), (LONG, 7, 10), (OLDER, 7, 10)]
)
def test_the_fastest_that_may_be_agreed_to(person: Person, days: int, percent: int) -> None:
    default = pace(person=person)

    assert fastest(person, LIMITS, agreed=False) == default
    assert fastest(person, LIMITS, agreed=True) == replace(
        default,
        percent=Fraction(percent),
        every_days=days,
        max_hold_days=2 * days,
        why=f"The fastest that a prescriber's agreement allows: {percent} % every {days} days.",
    )


def test_cuts_are_never_closer_than_the_outer_limit_even_where_a_rule_would_allow_it() -> None:
    closer = replace(LIMITS, min_days_between=10)

    assert fastest(LONG, closer, agreed=True).every_days == 10
    assert fastest(LONG, replace(LIMITS, min_days_between=1), agreed=True).every_days == 7


@pytest.mark.parametrize(
    ("wish", "person", "needed"),
    [
        (Wish(), LONG, False),
        (Wish(percent=Fraction(10)), LONG, False),
        (Wish(percent=Fraction(11)), LONG, True),
        (Wish(every_days=27), LONG, True),
        (Wish(every_days=29), LONG, False),
        (Wish(percent=Fraction(10)), OLDER, True),
        (Wish(every_days=14), SHORT, False),
        (Wish(every_days=14), MONTHS, True),
    ],
)
def test_what_needs_a_name(wish: Wish, person: Person, needed: bool) -> None:
    named = pace(replace(wish, agreed_with="Dr. NAME"), person)

    assert needs_agreement(named, person, LIMITS) is needed
    assert (not isinstance(choose(wish, person, LIMITS), Pace)) is needed


REFUSED = [
    (
        Wish(),
        replace(LONG, pregnant=True),
        "pregnancy",
        "a taper in pregnancy needs expert help from the first step, so no plan is made here",
        LIMITS.rules[0].source,
        None,
    ),
    (
        Wish(percent=Fraction(11)),
        LONG,
        "faster-than-default",
        (
            "11 % of the current dose every 28 days is faster than 10 % of the current dose every 28 days;"
            " that needs a prescriber's agreement"
        ),
        LIMITS.rules[-1].source,
        28,
    ),
    (
        Wish(basis=Basis.START),
        LONG,
        "faster-than-default",
        (
            "cuts of the starting dose do not grow smaller as the dose comes down, so they are faster;"
            " that needs a prescriber's agreement"
        ),
        LIMITS.rules[-1].source,
        28,
    ),
    (
        Wish(max_hold_days=55),
        LONG,
        "faster-than-default",
        (
            "to wait at most 55 days before a large cut is faster than the usual 56 days;"
            " that needs a prescriber's agreement"
        ),
        LIMITS.rules[-1].source,
        28,
    ),
    (
        Wish(percent=Fraction(26), agreed_with="Dr. NAME"),
        LONG,
        "cut-too-large",
        "a cut by choice is never above 25 % of the dose before",
        LIMITS.step_source,
        7,
    ),
    (
        Wish(every_days=6, agreed_with="Dr. NAME"),
        LONG,
        "cuts-too-close",
        "cuts are never closer than 7 days",
        LIMITS.weekly_source,
        7,
    ),
    (
        Wish(percent=Fraction(11), every_days=7, agreed_with="Dr. NAME"),
        SHORT,
        "faster-than-weekly-limit",
        "a dose never comes down faster than 10 % a week",
        LIMITS.weekly_source,
        7,
    ),
    (
        Wish(percent=Fraction(5), every_days=13, agreed_with="Dr. NAME"),
        MONTHS,
        "cuts-too-close",
        "after this length of use cuts are never closer than 14 days",
        LIMITS.rules[1].source,
        14,
    ),
]


@pytest.mark.parametrize(("wish", "person", "code", "text", "source", "days"), REFUSED, ids=[r[2] for r in REFUSED])
def test_what_is_refused_is_said_with_its_source_and_the_fastest_instead(
    wish: Wish, person: Person, code: str, text: str, source: str, days: int | None
) -> None:
    refused = refusal(wish, person)

    assert (refused.code, refused.text, refused.source) == (code, text, source)
    assert (None if refused.instead is None else refused.instead.every_days) == days


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish(percent=Fraction(5)), " You chose --percent yourself."),
        (
            Wish(Fraction(5), 28, Basis.CURRENT, agreed_with="Dr. NAME"),
            " You chose --percent, --every and --basis yourself, agreed with Dr. NAME.",
        ),
        (Wish(percent=Fraction(5), chosen=Chosen.LIST), " You chose this pace from the list."),
        (
            Wish(percent=Fraction(5), chosen=Chosen.LIST, agreed_with="Dr. NAME"),
            " You chose this pace from the list, agreed with Dr. NAME.",
        ),
        (Wish(percent=Fraction(5), chosen=Chosen.OFFERED), " This is one of the paces to choose from."),
        (Wish(chosen=Chosen.OFFERED), ""),
    ],
)
def test_the_plan_says_who_chose(wish: Wish, words: str) -> None:
    assert pace(wish).why == LIMITS.rules[-1].words + words


def test_the_plan_says_why_it_is_slow() -> None:
    words = LIMITS.rules[-1].words
    all_of_it = Person(days_on=400, age=70, phq9=12, failed_taper=True)

    assert pace(person=all_of_it).why == (
        f"{words} The slower 5 % is the default because PHQ-9 is 12, an earlier taper was given up and age 70."
    )
    assert pace(person=Person()).why == (
        f"How long you have taken opioids is not known, so the slowest rule is taken: {words}"
    )
    assert pace(person=Person(days_on=-1)).why == pace(person=Person()).why
