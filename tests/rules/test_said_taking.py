"""What is said of what was taken: every word."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from test_rules_taking import seen, use

from diaries import day
from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.findings import taking as rules
from oidtrack.rules.situation import Said as Value
from oidtrack.taper.days.dayplan import Drop
from worded import Said, said


def much(*milligrams: float) -> tuple[Value, ...]:
    first = 101 - len(milligrams)
    return tuple(Value(day(first + n), Fraction(str(mg)), f"e{n}" if n else "") for n, mg in enumerate(milligrams))


SAID: list[tuple[Callable[[], Finding | None], Said]] = [
    (
        lambda: rules.abrupt_drop(seen(use([60] * 14 + [45] * 7))),
        Said(
            Severity.WATCH,
            title="A sudden drop",
            text=(
                "In the last week you took 25 percent less oxycodone than in the two before: 45 mg a day. A "
                "sudden drop can bring withdrawal and low mood; call your prescriber this week. Do not make "
                "up for it on your own."
            ),
            noted="In the last week 25 percent less oxycodone was taken than in the two before.",
            ask="My dose fell quickly. What is the safe way from here?",
            source="fda-2019",
            since=day(93),
        ),
    ),
    (
        lambda: rules.abrupt_drop(seen(use([60] * 14 + [30] * 7))),
        Said(
            Severity.URGENT,
            title="A sudden drop",
            text=(
                "In the last week you took 50 percent less oxycodone than in the two before: 30 mg a day. A "
                "sudden drop can bring withdrawal and low mood; call your prescriber today. Do not make up "
                "for it on your own."
            ),
            noted="In the last week 50 percent less oxycodone was taken than in the two before.",
            ask="My dose fell quickly. What is the safe way from here?",
            source="fda-2019",
            since=day(93),
        ),
    ),
    (
        lambda: rules.abrupt_drop(seen(use([60] * 14 + [0] * 2))),
        Said(
            Severity.URGENT,
            title="A sudden drop",
            text=(
                "You left out every dose of oxycodone for 2 days. Without it you may be in withdrawal, and "
                "the usual dose may soon be too strong: call your prescriber or pharmacist today, before you "
                "take it again or go on without."
            ),
            noted="No oxycodone for 2 days as written down (on 2 of them every dose was marked as left out).",
            ask="My dose fell quickly. What is the safe way from here?",
            source="fda-2019",
            since=day(98),
        ),
    ),
    (
        lambda: rules.abrupt_drop(seen(use([60] * 14 + [None, 0, None]))),
        Said(
            Severity.URGENT,
            title="A sudden drop",
            text=(
                "No oxycodone is written down for 3 days (on 1 of them every dose was marked as left out). "
                "Without it you may be in withdrawal, and the usual dose may soon be too strong: call your "
                "prescriber or pharmacist today, before you take it again or go on without. If you took it, "
                "all is well: write it down."
            ),
            noted="No oxycodone for 3 days as written down (on 1 of them every dose was marked as left out).",
            ask="My dose fell quickly. What is the safe way from here?",
            source="fda-2019",
            since=day(97),
        ),
    ),
    (
        lambda: rules.abrupt_drop(seen(use([60] * 14 + [None, None]))),
        Said(
            Severity.URGENT,
            title="A sudden drop",
            text=(
                "No oxycodone is written down for 2 days. Without it you may be in withdrawal, and the usual "
                "dose may soon be too strong: call your prescriber or pharmacist today, before you take it "
                "again or go on without. If you took it, all is well: write it down."
            ),
            noted="No oxycodone for 2 days as written down.",
            ask="My dose fell quickly. What is the safe way from here?",
            source="fda-2019",
            since=day(98),
        ),
    ),
    (
        lambda: rules.abrupt_drop(seen(drops=(Drop(day(95), "oxycodone", "mg", Fraction(40), Fraction(25)),))),
        Said(
            Severity.ACT,
            title="A sudden drop",
            text=(
                "From 40 mg to 25 mg of oxycodone a day is a cut of 38 % at once. It can bring strong "
                "withdrawal, pain and very low mood. Unless your prescriber said just this, call them before "
                "you do it; `oidtrack plan new` drafts a gradual way down."
            ),
            noted=(
                "From 40 mg to 25 mg of oxycodone a day is a cut of 38 % at once. It can bring strong "
                "withdrawal, pain and very low mood."
            ),
            ask="My dose fell quickly. What is the safe way from here?",
            source="fda-2019",
            since=day(95),
        ),
    ),
    (
        lambda: rules.abrupt_drop(seen(drops=(Drop(day(95), "oxycodone", "mg", Fraction(40), Fraction(0)),))),
        Said(
            Severity.URGENT,
            title="A sudden drop",
            text=(
                "From 40 mg of oxycodone a day to none is a cut of 100 % at once: a sudden stop. It can "
                "bring strong withdrawal, pain and very low mood. Unless your prescriber said just this, "
                "call them before you do it; `oidtrack plan new` drafts a gradual way down."
            ),
            noted=(
                "From 40 mg of oxycodone a day to none is a cut of 100 % at once: a sudden stop. It can "
                "bring strong withdrawal, pain and very low mood."
            ),
            ask="My dose fell quickly. What is the safe way from here?",
            source="fda-2019",
            since=day(95),
        ),
    ),
    (
        lambda: rules.ahead_of_plan(seen(use([60] * 14 + [50] * 7, next_step=Fraction(50)))),
        Said(
            Severity.INFO,
            title="Ahead of your plan",
            text=(
                "In the last week you took less oxycodone than this step plans. There is no hurry: the plan "
                "waits for its day. Tell your prescriber, so that the plan can follow you."
            ),
            noted="In the last week less oxycodone was taken than this step plans.",
            ask="I take less than the plan says. Shall we change the plan?",
            since=day(93),
        ),
    ),
    (
        lambda: rules.unrecorded_taper(seen(use([60] * 60 + [48] * 60, None))),
        Said(
            Severity.INFO,
            title="Your dose has come down",
            text=(
                "Over two months you took 20 percent less oxycodone than in the two before, and no plan says "
                "so. If it is meant, tell your prescriber; if not, tell them as well."
            ),
            noted="Over two months 20 % less oxycodone was taken than in the two before.",
            ask="My dose has come down over two months. How do we go on from here?",
            source="agnoli-2021",
            since=day(40),
        ),
    ),
    (
        lambda: rules.acetaminophen(seen(acetaminophen=much(3500, 1000, 3250.4, 0))),
        Said(
            Severity.WATCH,
            title="Much acetaminophen in a day",
            text=(
                "At least 3500 mg of acetaminophen (paracetamol) comes together on one day, as prescribed "
                "and written down. From 3 to 4 g on it can harm the liver; it hides in combination tablets "
                "and cold remedies. Ask your pharmacist today."
            ),
            noted="At least 3500 mg of acetaminophen (paracetamol) came together on one day.",
            ask="How much acetaminophen is safe for me, from everything together?",
            source="cdc-2022",
            since=day(97),
            entries=("e2",),
        ),
    ),
    (
        lambda: rules.acetaminophen(seen(acetaminophen=much(0, 0, 4001, 3500))),
        Said(
            Severity.URGENT,
            title="Much acetaminophen in a day",
            text=(
                "At least 4001 mg of acetaminophen (paracetamol) comes together on one day, as prescribed "
                "and written down. From 3 to 4 g on it can harm the liver; it hides in combination tablets "
                "and cold remedies. Call your pharmacist or prescriber today, before you take more of it. If "
                "it is in the tablets of an opioid, ask what to take instead: an opioid is never just left "
                "out."
            ),
            noted="At least 4001 mg of acetaminophen (paracetamol) came together on one day.",
            ask="How much acetaminophen is safe for me, from everything together?",
            source="cdc-2022",
            since=day(99),
            entries=("e2", "e3"),
        ),
    ),
]


@pytest.mark.parametrize(("found", "words"), SAID, ids=[words.title for _, words in SAID])
def test_every_word_of_it(found: Callable[[], Finding | None], words: Said) -> None:
    assert said(found()) == words
