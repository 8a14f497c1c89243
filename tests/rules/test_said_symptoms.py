"""What is said of withdrawal and pain: every word."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from test_rules_wellbeing import said as values
from test_rules_wellbeing import scored, seen

from diaries import day
from oidtrack.insight.baseline import Usual
from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.findings import symptoms as rules
from worded import Said, said

USUAL = Usual(20, Fraction(4), Fraction(3), Fraction(5))


SAID: list[tuple[Callable[[], Finding | None], Said]] = [
    (
        lambda: rules.withdrawal_high(seen(scores=scored("shortows", (70, 8), (80, 8), (98, 12)))),
        Said(
            Severity.WATCH,
            title="Withdrawal above your usual",
            text=(
                "Your withdrawal symptoms are clearly stronger than is usual for you. Holding at this dose "
                "for a while is a normal part of a taper; talk it over with your prescriber before the next "
                "cut."
            ),
            noted=(
                "Withdrawal symptoms are clearly stronger than usual. Holding for a while is a normal part of a taper."
            ),
            ask="Can we pause, and what can ease the withdrawal?",
            source="shortows-trials",
            since=day(98),
            entries=("e98",),
        ),
    ),
    (
        lambda: rules.withdrawal_high(seen(scores=scored("sows", (60, 12), (98, 16), (99, 17)))),
        Said(
            Severity.WATCH,
            title="Withdrawal above your usual",
            text=(
                "Your withdrawal symptoms are clearly stronger than is usual for you. Holding at this dose "
                "for a while is a normal part of a taper; talk it over with your prescriber before the next "
                "cut."
            ),
            noted=(
                "Withdrawal symptoms are clearly stronger than usual. Holding for a while is a normal part of a taper."
            ),
            ask="Can we pause, and what can ease the withdrawal?",
            since=day(98),
            entries=("e98", "e99"),
        ),
    ),
    (
        lambda: rules.withdrawal_high(seen(withdrawal=values(3, 8, 9), usual_withdrawal=USUAL)),
        Said(
            Severity.WATCH,
            title="Withdrawal above your usual",
            text=(
                "Your withdrawal symptoms are clearly stronger than is usual for you. Holding at this dose "
                "for a while is a normal part of a taper; talk it over with your prescriber before the next "
                "cut."
            ),
            noted=(
                "Withdrawal symptoms are clearly stronger than usual. Holding for a while is a normal part of a taper."
            ),
            ask="Can we pause, and what can ease the withdrawal?",
            since=day(99),
            entries=("e1", "e2"),
        ),
    ),
    (
        lambda: rules.pain_rising(seen(scores=scored("peg", (50, 5), (85, 6.5), (99, 6.5)))),
        Said(
            Severity.WATCH,
            title="More pain for two weeks",
            text=(
                "Your pain has been 30 % or more above your usual for two weeks. Pain often worsens for a "
                "while before it eases, and a taper may pause for it. Tell your prescriber, above all if it "
                "feels new."
            ),
            noted="Pain has been 30 % or more above usual for two weeks.",
            ask="My pain has risen. Is it the taper or something new, and should we pause?",
            source="cdc-2022",
            since=day(85),
            entries=("e85", "e99"),
        ),
    ),
    (
        lambda: rules.pain_rising(seen(pain=values(*(6,) * 7), usual_pain=USUAL)),
        Said(
            Severity.WATCH,
            title="More pain for two weeks",
            text=(
                "Your pain has been 30 % or more above your usual for two weeks. Pain often worsens for a "
                "while before it eases, and a taper may pause for it. Tell your prescriber, above all if it "
                "feels new."
            ),
            noted="Pain has been 30 % or more above usual for two weeks.",
            ask="My pain has risen. Is it the taper or something new, and should we pause?",
            source="cdc-2022",
            since=day(94),
            entries=("e0", "e1", "e2", "e3", "e4", "e5", "e6"),
        ),
    ),
]


@pytest.mark.parametrize(("found", "words"), SAID, ids=[words.title for _, words in SAID])
def test_every_word_of_it(found: Callable[[], Finding | None], words: Said) -> None:
    assert said(found()) == words
