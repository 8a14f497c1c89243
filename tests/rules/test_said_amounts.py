"""What is said of amounts, cuts and a day of morphine equivalents: every word."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest
from msgspec.structs import replace
from test_rules_unlikely import PLAIN, TABLETS

from oidtrack.domain.dose import Dose, Rate
from oidtrack.domain.mme import DailyMme, MmeItem
from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.findings.exposure import high, incomplete, not_for_switching
from oidtrack.rules.findings.steep_cuts import raised, steep_cut, whole_day_skipped
from oidtrack.rules.findings.unlikely import Typed, many_patches, too_large, too_small, unlikely
from worded import Said, said


def mme(daily_ug: int, *unknown: str) -> DailyMme:
    """A day of oxycodone, and medicines that nothing is known of."""
    known = (MmeItem("oxycodone", Dose(daily_ug), Fraction(3, 2)),) if daily_ug else ()
    return DailyMme((*known, *(MmeItem(name, Dose(1_000), None) for name in unknown)), "CDC 2022")


SAID: list[tuple[Callable[[], Finding | None], Said]] = [
    (
        lambda: incomplete(mme(60_000, "kratom")),
        Said(
            Severity.INFO,
            title="Not everything is counted",
            text="kratom has no factor in CDC 2022. The total is a minimum: not counted is not 0.",
            source="cdc-2022",
        ),
    ),
    (
        lambda: incomplete(mme(60_000, "b", "a", "c", "a")),
        Said(
            Severity.INFO,
            title="Not everything is counted",
            text="a, b and c have no factor in CDC 2022. The total is a minimum: not counted is not 0.",
            source="cdc-2022",
        ),
    ),
    (
        lambda: incomplete(mme(0, "kratom", "opium")),
        Said(
            Severity.INFO,
            title="Nothing of it is counted",
            text="kratom and opium have no factor in CDC 2022. So there is no total: not counted is not 0.",
            source="cdc-2022",
        ),
    ),
    (
        lambda: high(mme(33_500), (50, 90)),
        Said(
            Severity.WATCH,
            title="50.2 MME a day",
            text="This is at or above 50 MME. From 50 on, closer follow-up and naloxone at home are advised.",
            noted="At or above 50 MME. From 50 on, closer follow-up and naloxone at home are advised.",
            ask="Can you prescribe naloxone, and show us how to use it?",
            source="cdc-2022",
        ),
    ),
    (
        lambda: high(mme(33_500), (50, 90), naloxone=True),
        Said(
            Severity.WATCH,
            title="50.2 MME a day",
            text=(
                "This is at or above 50 MME. From 50 on, closer follow-up is advised, and naloxone at home, "
                "which you have."
            ),
            noted="At or above 50 MME. From 50 on, closer follow-up and naloxone at home are advised.",
            ask="How often should we meet at this dose?",
            source="cdc-2022",
        ),
    ),
    (
        lambda: high(mme(60_000), (50, 90)),
        Said(
            Severity.WATCH,
            title="90 MME a day",
            text=(
                "This is at or above 90 MME, the older line of 2016 that some insurers use. From 50 on, "
                "closer follow-up and naloxone at home are advised."
            ),
            noted=(
                "At or above 90 MME, the older line of 2016 that some insurers use. From 50 on, closer "
                "follow-up and naloxone at home are advised."
            ),
            ask="Can you prescribe naloxone, and show us how to use it?",
            source="cdc-2022",
        ),
    ),
    (
        not_for_switching,
        Said(
            Severity.INFO,
            title="What this number is for",
            text="It adds up risk, as an estimate. It is never a way to change from one opioid to another.",
            source="cdc-2022",
        ),
    ),
    (
        lambda: unlikely(replace(PLAIN, amount=Dose(480_001), plausible=Dose(480_000))),
        Said(
            Severity.WATCH,
            title="An unlikely amount",
            text=(
                "480.001 mg of oxycodone was understood. That is more at once than 480 mg, a very high "
                "amount for a whole day. If it is not what was taken, `oidtrack edit` or `oidtrack undo` "
                "puts it right."
            ),
        ),
    ),
    (
        lambda: unlikely(replace(PLAIN, amount=Dose(10), planned=(Dose(5_000), Dose(10_000)))),
        Said(
            Severity.WATCH,
            title="An unlikely amount",
            text=(
                "0.01 mg of oxycodone was understood. 10 mg is planned: was another unit meant? If it is not "
                "what was taken, `oidtrack edit` or `oidtrack undo` puts it right."
            ),
        ),
    ),
    (
        lambda: unlikely(replace(PLAIN, amount=Dose(15_001), makings=TABLETS)),
        Said(
            Severity.WATCH,
            title="An unlikely amount",
            text=(
                "15.001 mg of oxycodone was understood. It cannot be made of what your journal lists: 5 mg "
                "and 10 mg. If it is not what was taken, `oidtrack edit` or `oidtrack undo` puts it right."
            ),
        ),
    ),
    (
        lambda: too_small("fentanyl", Rate(499), Rate(12_000)),
        Said(
            Severity.WATCH,
            title="A very small dose",
            text=(
                "0.499 mcg/h of fentanyl is less than 12 mcg/h, the smallest patch that is usually made. Is "
                "the number right?"
            ),
        ),
    ),
    (
        lambda: too_small("oxycodone", Dose(999), Dose(1_000)),
        Said(
            Severity.WATCH,
            title="A very small dose",
            text=(
                "0.999 mg of oxycodone at once is less than 1 mg, the least that its usual products make. Is "
                "the unit right, milligrams (mg) or micrograms (mcg)?"
            ),
        ),
    ),
    (
        lambda: unlikely(Typed("fentanyl", Rate(300_001), plausible=Rate(300_000))),
        Said(
            Severity.WATCH,
            title="An unlikely amount",
            text=(
                "300.001 mcg/h of fentanyl was understood. That is more than 300 mcg/h, a very high rate. If "
                "it is not what was taken, `oidtrack edit` or `oidtrack undo` puts it right."
            ),
        ),
    ),
    (
        lambda: too_large("fentanyl", Rate(300_001), Rate(300_000)),
        Said(
            Severity.WATCH,
            title="A very large rate",
            text="300.001 mcg/h of fentanyl is more than 300 mcg/h. Look at the number and the unit once more.",
        ),
    ),
    (
        lambda: many_patches("fentanyl", Fraction(3)),
        Said(
            Severity.WATCH,
            title="Many patches at once",
            text=(
                "3 patches of fentanyl worn at once? Only what is on the skin at the same time counts, not "
                "the patches of a box or of a month."
            ),
        ),
    ),
    (
        lambda: too_large("oxycodone", Dose(480_001), Dose(480_000)),
        Said(
            Severity.WATCH,
            title="A very large day",
            text=("480.001 mg of oxycodone for a day is more than 480 mg. Look at the number and the unit once more."),
        ),
    ),
    (
        lambda: steep_cut("oxycodone", "mg", Fraction(40), Fraction(25)),
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
        ),
    ),
    (
        lambda: steep_cut("oxycodone", "mg", Fraction(40), Fraction(0)),
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
        ),
    ),
    (
        lambda: raised("oxycodone", "mg", Fraction(40), Fraction(55)),
        Said(
            Severity.WATCH,
            title="More than until now",
            text=(
                "From 40 mg to 55 mg of oxycodone a day is 38 % more. Enter it only if it was prescribed: "
                "after a time on less, tolerance is lower, and breathing can slow. Keep naloxone within "
                "reach."
            ),
            ask="Is the larger dose safe for me now?",
            source="cdc-2022",
        ),
    ),
    (
        lambda: whole_day_skipped("oxycodone"),
        Said(
            Severity.ACT,
            title="A whole day without",
            text=(
                "That leaves out all oxycodone of the day, 100 % of what is planned. Stopping from one day "
                "to the next can bring strong withdrawal and very low mood. If you want to stop, call your "
                "prescriber or pharmacist first; a gradual way is easier to bear: oidtrack plan new"
            ),
            ask="I want to stop. What is the safe way?",
            source="fda-2019",
        ),
    ),
]


@pytest.mark.parametrize(("found", "words"), SAID, ids=[words.title for _, words in SAID])
def test_every_word_of_it(found: Callable[[], Finding | None], words: Said) -> None:
    assert said(found()) == words
