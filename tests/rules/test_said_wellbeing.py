"""What is said of too much opioid, mood, early signs, sleep and a late low: every word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from test_rules_wellbeing import TODAY, low, scored, seen
from test_rules_wellbeing import said as values

from diaries import day
from oidtrack.domain.journal import dated
from oidtrack.insight.early.early_signs import Signal
from oidtrack.insight.early.falls import Cause
from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.findings import wellbeing as rules
from oidtrack.rules.situation import Named, Taper
from worded import Said, said

PHQ9 = scored("phq9", (95, 12))
ENDED = Taper(stop=TODAY - timedelta(days=60))
NAMED = (
    Named(day(99), "confusion", "e1", sedates=True),
    Named(TODAY, "slow breathing", "e2", 3, sedates=True),
    Named(TODAY, "confusion", "e2", 1, sedates=True),
    Named(TODAY, "yawning", "e3", 1),
)


SAID: list[tuple[Callable[[], Finding | None], Said]] = [
    (
        lambda: rules.sedation(seen(named=NAMED)),
        Said(
            Severity.URGENT,
            title="Signs of too much opioid",
            text=(
                "You wrote down confusion and slow breathing. If you are confused, hard to wake or breathing "
                "slowly, you or whoever is with you should call the emergency number now and give naloxone. "
                "Otherwise take no more opioid for now, do not stay alone, and call your prescriber today; "
                "`oidtrack crisis` has the numbers."
            ),
            noted="Written down: confusion and slow breathing. Possible signs of too much opioid in the body.",
            ask="Is my dose too high for me now, and what else makes me sleepy?",
            source="cdc-2022",
            since=day(99),
            entries=("e1", "e2"),
        ),
    ),
    (
        lambda: rules.mood_drop(seen(fall=low(Cause.WITHDRAWAL), low_entries=("e4", "e5"))),
        Said(
            Severity.INFO,
            title="Low since the cut, with withdrawal",
            text=(
                "Your mood of the last days is 2.5 points under your usual. It began with the cut and comes "
                "with withdrawal symptoms, so it will most likely pass within about two weeks. If it gets "
                "heavy or lasts, the next cut can wait: ask your prescriber."
            ),
            noted="Mood of the last days is 2.5 points under usual, since a cut and with withdrawal symptoms.",
            ask="What can ease the days after a cut, and may the next one wait?",
            since=day(90),
            entries=("e4", "e5"),
        ),
    ),
    (
        lambda: rules.mood_drop(seen(fall=low(Cause.DEPRESSION), low_entries=("e4", "e5"))),
        Said(
            Severity.ACT,
            title="Lower than your usual",
            text=(
                "Your mood of the last days is 2.5 points under your usual, and a cut alone does not explain "
                "it. It may be depression, which can be treated. The nine questions take two minutes: "
                "oidtrack check phq9. Then tell your prescriber."
            ),
            noted="Mood of the last days is 2.5 points under usual, and a cut alone does not explain it.",
            ask="My mood has fallen and stays low. Is it depression, and what do we do about it?",
            since=day(90),
            entries=("e4", "e5"),
        ),
    ),
    (
        lambda: rules.early_signs(seen(signal=Signal(day(80), day(88)), low_entries=("e4",))),
        Said(
            Severity.WATCH,
            title="Your days have changed",
            text=(
                "Taken together, mood, interest, energy and sleep have moved away from your usual days for a "
                "while. Often it is nothing and passes; it can also be an early sign of depression, which can "
                "be treated. Two questions, two keys, help to tell: oidtrack check phq2"
            ),
            noted=(
                "Mood, interest, energy and sleep together have moved away from usual days for a while: often "
                "a passing thing, or an early sign of depression."
            ),
            ask="My days have changed lately. What could be behind it?",
            source="lorden-1971",
            since=day(80),
            entries=("e4",),
        ),
    ),
    (
        lambda: rules.early_signs(
            seen(signal=Signal(day(80), day(88)), scores=scored("phq2", (95, 2)), low_entries=("e4",))
        ),
        Said(
            Severity.INFO,
            title="Your days have changed",
            text=(
                "Taken together, mood, interest, energy and sleep have moved away from your usual days for a "
                f"while. Your questionnaire of {dated(day(95))} is in the ordinary range: there is nothing "
                "more to do now."
            ),
            noted=(
                "Mood, interest, energy and sleep together have moved away from usual days for a while: often "
                "a passing thing, or an early sign of depression."
            ),
            ask="My days have changed lately. What could be behind it?",
            source="lorden-1971",
            since=day(80),
            entries=("e4",),
        ),
    ),
    (
        lambda: rules.sleep_change(seen(nights=values(4, 11, 8, 4, 4, 7, 11))),
        Said(
            Severity.WATCH,
            title="Nights far from the ordinary",
            text=(
                "5 of the last 7 nights were under 5 or over 10 hours. Bad sleep pulls mood and pain along. "
                "Tell your prescriber, and do not add a sleeping pill or alcohol on your own."
            ),
            noted="5 of the last 7 nights were under 5 or over 10 hours.",
            ask="What can I do for my sleep?",
            since=day(94),
            entries=("e0", "e1", "e3", "e4", "e6"),
        ),
    ),
    (
        lambda: rules.low_after_stop(seen(ENDED, fall=low(Cause.DEPRESSION), scores=PHQ9, low_entries=("e4",))),
        Said(
            Severity.INFO,
            title="A low time after the end",
            text=(
                "Weeks to months after the last dose a low can come back for a while. It is known, it is no "
                "failure, and it can be treated. The nine questions help to see how much it is: oidtrack "
                "check phq9"
            ),
            noted=(
                "Weeks to months after the last dose a low can come back for a while. It is known, and it "
                "can be treated."
            ),
            ask="Is this the low that can come after stopping, and what helps against it?",
            source="samhsa-2010",
            since=day(90),
            entries=("e4", "e95"),
        ),
    ),
]


@pytest.mark.parametrize(("found", "words"), SAID, ids=[words.title for _, words in SAID])
def test_every_word_of_it(found: Callable[[], Finding | None], words: Said) -> None:
    assert said(found()) == words
