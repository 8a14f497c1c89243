"""What is said of medicines beside an opioid: every word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from test_rules_companions import OXYCODONE, TRAMADOL, seen, taken

from diaries import day
from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.findings.companions import antagonist, partial, sedative, serotonergic
from worded import Said, said

NALTREXONE = taken("naltrexone", "antagonist", ago=2, entry="e1")
GABAPENTIN = taken("gabapentin", "gabapentinoid", ago=3, entry="e2")
ZOLPIDEM = taken("zolpidem", "sleeping-pill", ago=1, entry="e3")
BACLOFEN = taken("baclofen", "muscle-relaxant")
DOXYLAMINE = taken("doxylamine", "sedating-antihistamine")
PHENOBARBITAL = taken("phenobarbital", "sedative")
PENTAZOCINE = taken("pentazocine", "partial-opioid", opioid=True, ago=1, entry="e4")
SERTRALINE = taken("sertraline", "serotonergic-antidepressant", ago=4, entry="e5")
LINEZOLID = taken("linezolid", "serotonergic")


SAID: list[tuple[Callable[[], Finding | None], Said]] = [
    (
        lambda: sedative(seen(OXYCODONE, GABAPENTIN)),
        Said(
            Severity.ACT,
            title="A medicine that causes sleepiness as well",
            text=(
                "gabapentin (a gabapentinoid) is taken beside an opioid. Together they can make you very "
                "sleepy and slow your breathing, above all at night. They may be meant to be together: make "
                "sure that your prescriber and pharmacist know of each, stop none of them suddenly, and keep "
                "naloxone within reach."
            ),
            noted=(
                "gabapentin (a gabapentinoid) beside an opioid: sleepiness and slowed breathing add up. None "
                "is stopped suddenly."
            ),
            ask="Is it safe for me to take these together, and at which times?",
            source="fda-2019-gabapentinoids",
            since=day(97),
            entries=("e2",),
        ),
    ),
    (
        lambda: sedative(seen(OXYCODONE, BACLOFEN)),
        Said(
            Severity.WATCH,
            title="A medicine that causes sleepiness as well",
            text=(
                "baclofen (a muscle relaxant) is taken beside an opioid. Together they can make you very "
                "sleepy and slow your breathing, above all at night. They may be meant to be together: make "
                "sure that your prescriber and pharmacist know of each, stop none of them suddenly, and keep "
                "naloxone within reach."
            ),
            noted=(
                "baclofen (a muscle relaxant) beside an opioid: sleepiness and slowed breathing add up. None "
                "is stopped suddenly."
            ),
            ask="Is it safe for me to take these together, and at which times?",
            source="fda-2016-sedatives",
            since=day(100),
        ),
    ),
    (
        lambda: sedative(seen(OXYCODONE, ZOLPIDEM, PHENOBARBITAL, DOXYLAMINE)),
        Said(
            Severity.ACT,
            title="A medicine that causes sleepiness as well",
            text=(
                "zolpidem (a sleeping pill), phenobarbital (a sedative) and doxylamine (an antihistamine that "
                "causes sleepiness) are taken beside an opioid. Together they can make you very sleepy and "
                "slow your breathing, above all at night. They may be meant to be together: make sure that "
                "your prescriber and pharmacist know of each, stop none of them suddenly, and keep naloxone "
                "within reach."
            ),
            noted=(
                "zolpidem (a sleeping pill), phenobarbital (a sedative) and doxylamine (an antihistamine that "
                "causes sleepiness) beside an opioid: sleepiness and slowed breathing add up. None is stopped "
                "suddenly."
            ),
            ask="Is it safe for me to take these together, and at which times?",
            source="fda-2016-sedatives",
            since=day(99),
            entries=("e3",),
        ),
    ),
    (
        lambda: antagonist(seen(OXYCODONE, TRAMADOL, NALTREXONE)),
        Said(
            Severity.URGENT,
            title="An opioid blocker beside an opioid",
            text=(
                "naltrexone blocks opioids. With oxycodone and tramadol in the body that can bring on sudden, "
                "severe withdrawal. Do not take naltrexone now; call your prescriber or pharmacist today. If "
                "you have taken any and feel ill, call your emergency number: `oidtrack crisis` has it."
            ),
            noted=(
                "naltrexone blocks opioids; with oxycodone and tramadol in the body that can bring on sudden, "
                "severe withdrawal."
            ),
            ask="Which of these are meant, and how long must I be without the others?",
            source="us-labels",
            since=day(98),
            entries=("e1",),
        ),
    ),
    (
        lambda: antagonist(seen(OXYCODONE, NALTREXONE, taken("nalmefene", "antagonist"))),
        Said(
            Severity.URGENT,
            title="An opioid blocker beside an opioid",
            text=(
                "naltrexone and nalmefene block opioids. With oxycodone in the body that can bring on sudden, "
                "severe withdrawal. Do not take naltrexone and nalmefene now; call your prescriber or "
                "pharmacist today. If you have taken any and feel ill, call your emergency number: `oidtrack "
                "crisis` has it."
            ),
            noted=(
                "naltrexone and nalmefene block opioids; with oxycodone in the body that can bring on sudden, "
                "severe withdrawal."
            ),
            ask="Which of these are meant, and how long must I be without the others?",
            source="us-labels",
            since=day(98),
            entries=("e1",),
        ),
    ),
    (
        lambda: antagonist(seen(OXYCODONE, NALTREXONE)),
        Said(
            Severity.URGENT,
            title="An opioid blocker beside an opioid",
            text=(
                "naltrexone blocks opioids. With oxycodone in the body that can bring on sudden, severe "
                "withdrawal. Do not take naltrexone now; call your prescriber or pharmacist today. If you have "
                "taken any and feel ill, call your emergency number: `oidtrack crisis` has it."
            ),
            noted="naltrexone blocks opioids; with oxycodone in the body that can bring on sudden, severe withdrawal.",
            ask="Which of the two is meant, and how long must I be without the other?",
            source="us-labels",
            since=day(98),
            entries=("e1",),
        ),
    ),
    (
        lambda: partial(seen(OXYCODONE, PENTAZOCINE)),
        Said(
            Severity.ACT,
            title="Two opioids that work against each other",
            text=(
                "pentazocine can push oxycodone aside and bring on withdrawal. Ask your prescriber or "
                "pharmacist before the next dose of pentazocine."
            ),
            noted="pentazocine can push oxycodone aside and bring on withdrawal.",
            ask="Are these two opioids meant to be taken together?",
            source="us-labels",
            since=day(99),
            entries=("e4",),
        ),
    ),
    (
        lambda: partial(seen(OXYCODONE, TRAMADOL, PENTAZOCINE)),
        Said(
            Severity.ACT,
            title="Several opioids that work against each other",
            text=(
                "pentazocine can push oxycodone and tramadol aside and bring on withdrawal. Ask your prescriber or "
                "pharmacist before the next dose of pentazocine."
            ),
            noted="pentazocine can push oxycodone and tramadol aside and bring on withdrawal.",
            ask="Are these opioids meant to be taken together?",
            source="us-labels",
            since=day(99),
            entries=("e4",),
        ),
    ),
    (
        lambda: serotonergic(seen(TRAMADOL, SERTRALINE)),
        Said(
            Severity.ACT,
            title="Medicines that act on serotonin",
            text=(
                "tramadol and sertraline act on serotonin. Together they often go well. Restlessness, "
                "shaking, sweating, fever, a racing heart or muscles that twitch, above all in the first days "
                "or after a higher dose, mean: call your prescriber today, your emergency number if it is "
                "bad. Stop none of them suddenly on your own."
            ),
            noted="tramadol and sertraline act on serotonin. None is stopped suddenly.",
            ask="Do my prescribers know that I take these together?",
            source="fda-2016-serotonin",
            since=day(96),
            entries=("e5",),
        ),
    ),
    (
        lambda: serotonergic(seen(TRAMADOL, SERTRALINE, LINEZOLID)),
        Said(
            Severity.ACT,
            title="Medicines that act on serotonin",
            text=(
                "tramadol, sertraline and linezolid act on serotonin. Together they often go well. "
                "Restlessness, shaking, sweating, fever, a racing heart or muscles that twitch, above all in "
                "the first days or after a higher dose, mean: call your prescriber today, your emergency "
                "number if it is bad. Stop none of them suddenly on your own."
            ),
            noted="tramadol, sertraline and linezolid act on serotonin. None is stopped suddenly.",
            ask="Do my prescribers know that I take these together?",
            source="fda-2016-serotonin",
            since=day(96),
            entries=("e5",),
        ),
    ),
]


@pytest.mark.parametrize(("found", "words"), SAID, ids=[words.title for _, words in SAID])
def test_every_word_of_it(found: Callable[[], Finding | None], words: Said) -> None:
    assert said(found()) == words
