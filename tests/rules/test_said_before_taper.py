"""What is said before a taper, and when a dose goes back up: every word."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from msgspec.structs import replace

from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.findings import before_taper as rules
from oidtrack.rules.findings.stepping_back import after_days_without, back_at_more
from worded import Said, said

NOTHING = rules.BeforeTaper(
    benzodiazepine=None,
    phq9=None,
    self_harm=False,
    opioids=1,
    naloxone=True,
    mme=Fraction(0),
    antidepressant=False,
    medicine="oxycodone",
)


SAID: list[tuple[Callable[[], Finding | None], Said]] = [
    (
        lambda: rules.self_harm_thoughts(replace(NOTHING, self_harm=True)),
        Said(
            Severity.URGENT,
            title="Thoughts of being better off dead",
            text=(
                "Your last PHQ-9 held such thoughts. Please talk to somebody today; `oidtrack crisis` has the numbers."
            ),
            ask="Can we look at these thoughts before anything changes in the dose?",
            source="kroenke-2001",
        ),
    ),
    (
        lambda: rules.depression_first(replace(NOTHING, phq9=10)),
        Said(
            Severity.ACT,
            title="Low mood before the first cut",
            text="Your last PHQ-9 is 10. Treating low mood before or together with a taper makes it easier.",
            ask="How do we treat my low mood before or along with the taper?",
            source="cdc-2022",
        ),
    ),
    (
        lambda: rules.one_at_a_time(replace(NOTHING, opioids=2)),
        Said(
            Severity.WATCH,
            title="More than one opioid",
            text=(
                "Only one opioid comes down at a time; any other stays as it is. You and your prescriber "
                "choose which goes first."
            ),
            ask="Which of my opioids should come down first?",
            source="cdc-2022",
        ),
    ),
    (
        lambda: rules.benzodiazepine(replace(NOTHING, benzodiazepine=True)),
        Said(
            Severity.ACT,
            title="A benzodiazepine as well",
            text=(
                "With an opioid it slows breathing more than either alone. A benzodiazepine is never stopped "
                "suddenly, and only one of the two comes down at a time; a plan made here is for the opioid only."
            ),
            noted=(
                "With an opioid it slows breathing more than either alone. It is never stopped suddenly, and "
                "only one of the two comes down at a time."
            ),
            ask="Do the prescribers of both medicines agree on what comes down first?",
            source="cdc-2022",
        ),
    ),
    (
        lambda: rules.naloxone(replace(NOTHING, naloxone=None)),
        Said(
            Severity.WATCH,
            title="Naloxone at home",
            text=(
                "Is there naloxone at home? While a dose comes down, tolerance does too; naloxone can save a "
                "life if too much is taken."
            ),
            noted="Not said whether there is any at home.",
            ask="Can you prescribe naloxone, and show us how to use it?",
            source="cdc-2022",
        ),
    ),
    (
        lambda: rules.naloxone(replace(NOTHING, naloxone=False)),
        Said(
            Severity.WATCH,
            title="Naloxone at home",
            text=(
                "You said that there is no naloxone at home. While a dose comes down, tolerance does too; "
                "naloxone can save a life if too much is taken."
            ),
            noted="None at home.",
            ask="Can you prescribe naloxone, and show us how to use it?",
            source="cdc-2022",
        ),
    ),
    (
        lambda: rules.high_mme(replace(NOTHING, mme=Fraction(201, 4))),
        Said(
            Severity.INFO,
            title="50 MME a day or more",
            text="You take about 50.2 MME a day. From 50 on, closer follow-up and naloxone are advised.",
            ask="How often should we meet while the dose comes down?",
            source="cdc-2022",
        ),
    ),
    (
        lambda: rules.serotonin(replace(NOTHING, antidepressant=True, medicine="tramadol")),
        Said(
            Severity.INFO,
            title="Tramadol and an antidepressant",
            text="Tramadol acts a little like an antidepressant too; stopping it can feel like stopping one.",
            ask="What should we watch for, given my antidepressant?",
            source="labels",
        ),
    ),
    (
        lambda: rules.serotonin(replace(NOTHING, antidepressant=True, medicine="tapentadol")),
        Said(
            Severity.INFO,
            title="Tapentadol and an antidepressant",
            text="Tapentadol acts a little like an antidepressant too; stopping it can feel like stopping one.",
            ask="What should we watch for, given my antidepressant?",
            source="labels",
        ),
    ),
    (
        lambda: back_at_more("oxycodone", "60 mg a day", 1),
        Said(
            Severity.URGENT,
            title="The old dose may now be too much",
            text=(
                "After 1 day on less, 60 mg a day of oxycodone may now be dangerous, because tolerance falls "
                "with the dose and breathing can slow. Go by what your prescriber said, keep naloxone within "
                "reach, do not add alcohol or sedatives, and have somebody with you for the first doses."
            ),
            ask="How do I take the first doses after stepping back, and do we have naloxone at home?",
            source="cdc-2022",
        ),
    ),
    (
        lambda: back_at_more("oxycodone", "60 mg a day", 14),
        Said(
            Severity.URGENT,
            title="The old dose may now be too much",
            text=(
                "After 14 days on less, 60 mg a day of oxycodone may now be dangerous, because tolerance "
                "falls with the dose and breathing can slow. Go by what your prescriber said, keep naloxone "
                "within reach, do not add alcohol or sedatives, and have somebody with you for the first "
                "doses."
            ),
            ask="How do I take the first doses after stepping back, and do we have naloxone at home?",
            source="cdc-2022",
        ),
    ),
    (
        lambda: after_days_without("oxycodone", 3, "e9"),
        Said(
            Severity.URGENT,
            title="Days without a dose",
            text=(
                "No oxycodone is written down for 3 days. If you took none, the dose from before may now be "
                "dangerous: call your prescriber or pharmacist before the next one, and keep naloxone within "
                "reach."
            ),
            ask="How do I start again after days without a dose?",
            source="cdc-2022",
            entries=("e9",),
        ),
    ),
]


@pytest.mark.parametrize(("found", "words"), SAID, ids=[words.title for _, words in SAID])
def test_every_word_of_it(found: Callable[[], Finding | None], words: Said) -> None:
    assert said(found()) == words
