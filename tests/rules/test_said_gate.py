"""What the gate says: every word of each reason."""

from __future__ import annotations

from fractions import Fraction

import pytest
from msgspec.structs import replace
from test_gate import TODAY, USUAL, said, scored, seen, using

from diaries import day
from oidtrack.domain.dose import Dose
from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.dose_now import DoseNow
from oidtrack.rules.gate import Decision, Reason, reasons
from oidtrack.rules.situation import Recent, Situation

NARROW = replace(USUAL, low=Fraction(14, 3), high=Fraction(22, 3))
NOTHING: tuple[Finding, ...] = ()
FINDING = Finding(
    "pain-rising", Severity.WATCH, "Title", "to you", "a rule", "cdc-2022", entries=("e1",), noted="on paper"
)
TAKEN = (Recent(day(TODAY - 6), "d1", DoseNow("oxycodone", Dose(5_000), 0)),)


SAID: list[tuple[Situation, tuple[Finding, ...], Reason]] = [
    (
        seen(mood=said(6, 3)),
        NOTHING,
        Reason(
            "too-little-data",
            Decision.HOLD,
            (
                "Mood is written down on 3 of the last 7 days; 4 are needed to tell. Log mood, sleep, pain "
                "and any withdrawal symptoms in the evenings, then ask again: oidtrack log"
            ),
            source="engineering",
            entries=("e58", "e59", "e60"),
            noted="Too little to tell: mood is written down on 3 of the last 7 days, 4 are needed.",
        ),
    ),
    (
        seen(mood=()),
        NOTHING,
        Reason(
            "too-little-data",
            Decision.HOLD,
            (
                "Mood is written down on 0 of the last 7 days; 4 are needed to tell. Log mood, sleep, pain "
                "and any withdrawal symptoms in the evenings, then ask again: oidtrack log"
            ),
            source="engineering",
            entries=(),
            noted="Too little to tell: mood is written down on 0 of the last 7 days, 4 are needed.",
        ),
    ),
    (
        seen(mood=said(4), usual_mood=NARROW),
        NOTHING,
        Reason(
            "mood-drop",
            Decision.HOLD,
            (
                "Your mood this week lies at 4 (n 7), below your own usual range of 4.7 to 7.3 (n 40). Stay "
                "where you are, and fill in the nine questions: oidtrack check phq9"
            ),
            source="engineering",
            entries=("e54", "e55", "e56", "e57", "e58", "e59", "e60"),
            noted="Mood this week is 4 (n 7), below the own usual range of 4.7 to 7.3 (n 40).",
        ),
    ),
    (
        seen(mood=said(3, 4)),
        NOTHING,
        Reason(
            "mood-drop",
            Decision.HOLD,
            (
                "Your mood this week lies at 3 (n 4), low. Stay where you are, and fill in the nine "
                "questions: oidtrack check phq9"
            ),
            source="engineering",
            entries=("e57", "e58", "e59", "e60"),
            noted="Mood this week is 3 (n 4), low.",
        ),
    ),
    (
        seen((35,), scores=(scored(30, 4), scored(58, 9))),
        NOTHING,
        Reason(
            "depression-rising",
            Decision.HOLD,
            (
                "PHQ-9 went from 4 on 4 Nov 2026 to 9. A rise of 5 matters: stay where you are, and tell "
                "your prescriber."
            ),
            source="lowe-2004",
            entries=("e30", "e58"),
            noted="PHQ-9 went from 4 on 4 Nov 2026 to 9; 5 points or more matter.",
        ),
    ),
    (
        seen((40,), withdrawal=said(4.5, 3)),
        NOTHING,
        Reason(
            "withdrawal-high",
            Decision.HOLD,
            (
                "Withdrawal symptoms add up to 4.5 points this week, none was rated before. It has not "
                "settled: pausing first is what the guidelines say. It eases with time."
            ),
            source="cdc-2022",
            entries=("e58", "e59", "e60"),
            noted=("Withdrawal symptoms add up to 4.5 points this week, none was rated before. It has not settled."),
        ),
    ),
    (
        seen((40,), withdrawal=said(6.5, 3), withdrawal_before=said(2.5, 5, 39)),
        NOTHING,
        Reason(
            "withdrawal-high",
            Decision.HOLD,
            (
                "Withdrawal symptoms add up to 6.5 points this week, 2.5 before. It has not settled: pausing "
                "first is what the guidelines say. It eases with time."
            ),
            source="cdc-2022",
            entries=("e58", "e59", "e60"),
            noted="Withdrawal symptoms add up to 6.5 points this week, 2.5 before. It has not settled.",
        ),
    ),
    (
        seen(scores=(scored(55, 10, "shortows"),)),
        NOTHING,
        Reason(
            "withdrawal-high",
            Decision.HOLD,
            (
                "Your last withdrawal score is 10, none before to set it against. It has not settled: "
                "pausing first is what the guidelines say. It eases with time."
            ),
            source="cdc-2022",
            entries=("e55",),
            noted="The last withdrawal score is 10, none before to set it against. It has not settled.",
        ),
    ),
    (
        seen((40,), scores=(scored(30, 6, "shortows"), scored(55, 10, "shortows"))),
        NOTHING,
        Reason(
            "withdrawal-high",
            Decision.HOLD,
            (
                "Your last withdrawal score is 10, 6 before. It has not settled: pausing first is what the "
                "guidelines say. It eases with time."
            ),
            source="cdc-2022",
            entries=("e30", "e55"),
            noted="The last withdrawal score is 10, 6 before. It has not settled.",
        ),
    ),
    (
        using(150),
        NOTHING,
        Reason(
            "dose-above-plan",
            Decision.CALL,
            (
                "On 1 day of the last week clearly more was taken than planned. That happens, and it says "
                "that the plan does not fit: call your prescriber and look at it together before the next "
                "cut."
            ),
            source="engineering",
            entries=("d0",),
            noted="On 1 day of the last week clearly more was taken than planned.",
        ),
    ),
    (
        using(125, 100, 130),
        NOTHING,
        Reason(
            "dose-above-plan",
            Decision.CALL,
            (
                "On 2 days of the last week clearly more was taken than planned. That happens, and it says "
                "that the plan does not fit: call your prescriber and look at it together before the next "
                "cut."
            ),
            source="engineering",
            entries=("d0", "d2"),
            noted="On 2 days of the last week clearly more was taken than planned.",
        ),
    ),
    (
        seen(),
        NOTHING,
        Reason(
            "settled",
            Decision.PROCEED,
            (
                "Nothing in the last week speaks against it: mood at 6 (n 7). No withdrawal symptom was "
                "rated. No oxycodone was written down this week."
            ),
            source="cdc-2022",
            entries=("e54", "e55", "e56", "e57", "e58", "e59", "e60"),
            noted=(
                "Nothing in the last week speaks against it: mood at 6 (n 7). No withdrawal symptom was "
                "rated. No oxycodone was written down this week."
            ),
        ),
    ),
    (
        replace(seen(withdrawal=said(1)), recent=TAKEN),
        NOTHING,
        Reason(
            "settled",
            Decision.PROCEED,
            "Nothing in the last week speaks against it: mood at 6 (n 7).",
            source="cdc-2022",
            entries=("e54", "e55", "e56", "e57", "e58", "e59", "e60"),
            noted="Nothing in the last week speaks against it: mood at 6 (n 7).",
        ),
    ),
    (
        seen(),
        (FINDING,),
        Reason(
            "pain-rising",
            Decision.HOLD,
            "to you",
            source="cdc-2022",
            entries=("e1",),
            noted="on paper",
        ),
    ),
    (
        seen(),
        (replace(FINDING, id="sedation", noted=""),),
        Reason(
            "sedation",
            Decision.CALL,
            "to you",
            source="cdc-2022",
            entries=("e1",),
            noted="to you",
        ),
    ),
]


@pytest.mark.parametrize(("picture", "findings", "reason"), SAID)
def test_every_word_of_a_reason(picture: Situation, findings: tuple[Finding, ...], reason: Reason) -> None:
    assert reasons(picture, findings, "oxycodone") == (reason,)
