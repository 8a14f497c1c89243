"""What is said of a slow change: every word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from test_rules_drifting import MOOD, PAIN, SLEEP, drifting, moved, scored, seen

from diaries import day
from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.findings.drifting import mood_drift
from worded import Said, said

ENERGY = moved("energy", -600, -450, -600, -450)


SAID: list[tuple[Callable[[], Finding | None], Said]] = [
    (
        lambda: mood_drift(seen()),
        Said(
            Severity.WATCH,
            title="Slowly lower than you were",
            text=(
                "Your mood went from 6.5 to 5.2 over the last weeks, against steady weeks from 13 Jul 2026 to "
                "4 Oct 2026; four weeks at a time: 6.3, 5.5, 5.2. A slow change is easily missed. It can be "
                "the season, a hard month or pain, and often it is nothing; it can also be the beginning of a "
                "depression, which can be treated. Two short questions help to tell: oidtrack check phq2"
            ),
            noted=(
                "Slowly changed: mood went from 6.5 to 5.2 over the last weeks, against steady weeks from "
                "13 Jul 2026 to 4 Oct 2026; four weeks at a time: 6.3, 5.5, 5.2."
            ),
            ask="I have slowly changed over the last weeks. What could be behind it?",
            since=day(60),
            entries=("e1",),
        ),
    ),
    (
        lambda: mood_drift(seen(drifting(small=True), scores=(scored("phq2", 90, 2),))),
        Said(
            Severity.INFO,
            title="Small changes that stay",
            text=(
                "Your mood went from 6.5 to 5.2 over the last weeks, against steady weeks from 13 Jul 2026 to "
                "4 Oct 2026; four weeks at a time: 6.3, 5.5, 5.2. Your questionnaire of 3 Jan 2027 is in the "
                "ordinary range: there is nothing more to do now."
            ),
            noted=(
                "Slowly changed: mood went from 6.5 to 5.2 over the last weeks, against steady weeks from "
                "13 Jul 2026 to 4 Oct 2026; four weeks at a time: 6.3, 5.5, 5.2."
            ),
            ask="I have slowly changed over the last weeks. What could be behind it?",
            since=day(60),
            entries=("e1",),
        ),
    ),
    (
        lambda: mood_drift(seen(drifting(MOOD, PAIN))),
        Said(
            Severity.WATCH,
            title="Slowly lower than you were",
            text=(
                "Your mood went from 6.5 to 5.2 over the last weeks, against steady weeks from 13 Jul 2026 to "
                "4 Oct 2026; four weeks at a time: 6.3, 5.5, 5.2. With it pain went from 4 to 5.5. A slow "
                "change is easily missed. It can be the season, a hard month or pain, and often it is "
                "nothing; it can also be the beginning of a depression, which can be treated. Two short "
                "questions help to tell: oidtrack check phq2"
            ),
            noted=(
                "Slowly changed: mood went from 6.5 to 5.2 over the last weeks, against steady weeks from "
                "13 Jul 2026 to 4 Oct 2026; four weeks at a time: 6.3, 5.5, 5.2. With it pain went from 4 to "
                "5.5."
            ),
            ask="I have slowly changed over the last weeks. What could be behind it?",
            since=day(60),
            entries=("e1",),
        ),
    ),
    (
        lambda: mood_drift(seen(drifting(MOOD, ENERGY, PAIN, SLEEP), scores=(scored("phq9", 95, 9),))),
        Said(
            Severity.INFO,
            title="Slowly lower than you were",
            text=(
                "Your mood went from 6.5 to 5.2 over the last weeks, against steady weeks from 13 Jul 2026 to "
                "4 Oct 2026; four weeks at a time: 6.3, 5.5, 5.2. With it energy went from 6 to 4.5, pain "
                "went from 4 to 5.5 and sleep went from 7.2 to 6 h. Your questionnaire of 8 Jan 2027 is in "
                "the ordinary range: there is nothing more to do now."
            ),
            noted=(
                "Slowly changed: mood went from 6.5 to 5.2 over the last weeks, against steady weeks from "
                "13 Jul 2026 to 4 Oct 2026; four weeks at a time: 6.3, 5.5, 5.2. With it energy went from 6 to "
                "4.5, pain went from 4 to 5.5 and sleep went from 7.2 to 6 h."
            ),
            ask="I have slowly changed over the last weeks. What could be behind it?",
            since=day(60),
            entries=("e1",),
        ),
    ),
    (
        lambda: mood_drift(seen(drifting(PAIN))),
        Said(
            Severity.WATCH,
            title="Pain has slowly risen",
            text=(
                "Your pain went from 4 to 5.5 over the last weeks, against steady weeks from 13 Jul 2026 to "
                "4 Oct 2026; four weeks at a time: 4, 4.5, 5, 5.5. A slow change is easily missed. It can be "
                "the season, a hard month or pain, and often it is nothing; it can also be the beginning of a "
                "depression, which can be treated. Two short questions help to tell: oidtrack check phq2"
            ),
            noted=(
                "Slowly changed: pain went from 4 to 5.5 over the last weeks, against steady weeks from "
                "13 Jul 2026 to 4 Oct 2026; four weeks at a time: 4, 4.5, 5, 5.5."
            ),
            ask="I have slowly changed over the last weeks. What could be behind it?",
            since=day(60),
            entries=("e1",),
        ),
    ),
    (
        lambda: mood_drift(seen(drifting(SLEEP))),
        Said(
            Severity.WATCH,
            title="Sleep has slowly changed",
            text=(
                "Your sleep went from 7.2 to 6 h over the last weeks, against steady weeks from 13 Jul 2026 to "
                "4 Oct 2026; four weeks at a time: 7.2, 7, 6.5, 6. A slow change is easily missed. It can be "
                "the season, a hard month or pain, and often it is nothing; it can also be the beginning of "
                "a depression, which can be treated. Two short questions help to tell: oidtrack check phq2"
            ),
            noted=(
                "Slowly changed: sleep went from 7.2 to 6 h over the last weeks, against steady weeks from "
                "13 Jul 2026 to 4 Oct 2026; four weeks at a time: 7.2, 7, 6.5, 6."
            ),
            ask="I have slowly changed over the last weeks. What could be behind it?",
            since=day(60),
            entries=("e1",),
        ),
    ),
]


@pytest.mark.parametrize(("found", "words"), SAID, ids=[words.title for _, words in SAID])
def test_every_word_of_it(found: Callable[[], Finding | None], words: Said) -> None:
    assert said(found()) == words
