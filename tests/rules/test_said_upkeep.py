"""What is said of refill, naloxone, alcohol, holds and visits: every word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from test_rules_upkeep import seen

from diaries import day
from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.findings import upkeep as rules
from oidtrack.rules.situation import Taper
from worded import Said, said

SHORT = "oxycodone"


SAID: list[tuple[Callable[[], Finding | None], Said]] = [
    (
        lambda: rules.out_of_stock(seen(runs_out=day(100), short_of=SHORT, none_left=True)),
        Said(
            Severity.URGENT,
            title="Nothing left for the next dose",
            text=(
                "Nothing of your oxycodone is left at home. As counted, today's doses are not covered, and "
                "running out is a sudden stop. Call your pharmacy or prescriber today and say just that; at "
                "night an emergency pharmacy or the emergency department can help. If the count is wrong: "
                "oidtrack med refill"
            ),
            noted="oxycodone: as counted at home, today's doses are not covered. Running out is a sudden stop.",
            ask="How do we make sure that it never runs out?",
            since=day(100),
        ),
    ),
    (
        lambda: rules.out_of_stock(seen(runs_out=day(101), short_of=SHORT)),
        Said(
            Severity.URGENT,
            title="Not enough for the next doses",
            text=(
                "Your oxycodone runs short at home. As counted, tomorrow is not covered, and running out is "
                "a sudden stop. Call your pharmacy or prescriber today and say just that; at night an "
                "emergency pharmacy or the emergency department can help. If the count is wrong: oidtrack "
                "med refill"
            ),
            noted="oxycodone: as counted at home, tomorrow is not covered. Running out is a sudden stop.",
            ask="How do we make sure that it never runs out?",
            since=day(100),
        ),
    ),
    (
        lambda: rules.out_of_stock(seen(runs_out=day(102), short_of=SHORT, none_left=True)),
        Said(
            Severity.ACT,
            title="Nothing left for the next dose",
            text=(
                "Nothing of your oxycodone is left at home. As counted, Fri 15 Jan 2027 is not covered, and "
                "running out is a sudden stop. Call your pharmacy or prescriber today and say just that; at "
                "night an emergency pharmacy or the emergency department can help. If the count is wrong: "
                "oidtrack med refill"
            ),
            noted="oxycodone: as counted at home, Fri 15 Jan 2027 is not covered. Running out is a sudden stop.",
            ask="How do we make sure that it never runs out?",
            since=day(100),
        ),
    ),
    (
        lambda: rules.run_out(seen(runs_out=day(105), short_of=SHORT, refill_on=day(110))),
        Said(
            Severity.ACT,
            title="It runs out before the refill",
            text=(
                "What is at home lasts until the day before Mon 18 Jan 2027, and the next refill is on "
                "Sat 23 Jan 2027. Call your prescriber or pharmacist now: running out is a sudden stop."
            ),
            noted=(
                "What is at home of oxycodone no longer covers Mon 18 Jan 2027; the next refill or visit is on Sat 23"
                " Jan 2027."
            ),
            ask="Can the prescription cover the days until we meet?",
            since=day(100),
        ),
    ),
    (
        lambda: rules.naloxone_expired(seen(naloxone_expires=day(99))),
        Said(
            Severity.WATCH,
            title="Naloxone past its date",
            text=(
                "The naloxone at home was good until Tue 12 Jan 2027. Ask your pharmacist for a new one, and keep "
                "the old one until then: in an emergency it is better than none."
            ),
            noted="The naloxone at home was good until Tue 12 Jan 2027.",
            ask="Can you prescribe new naloxone?",
            since=day(100),
        ),
    ),
    (
        lambda: rules.alcohol(seen(alcohol=True)),
        Said(
            Severity.WATCH,
            title="Alcohol and an opioid",
            text=(
                "Both slow breathing, and together more than either. The safest amount on an opioid day is "
                "none. If leaving it is hard, tell your prescriber: that is a reason for help, never for "
                "blame."
            ),
            noted="Alcohol at times, with an opioid. Both slow breathing, and together more than either.",
            ask="I drink at times. What does that mean with my medicines?",
            source="cdc-2022",
        ),
    ),
    (
        lambda: rules.stalled(seen(Taper(holds=2, held_since=day(70)))),
        Said(
            Severity.INFO,
            title="Holding at this dose",
            text=(
                "You have held twice at this dose. Pauses are a normal part of a taper, and a lower dose can "
                "be a goal of its own. Ask what support there is for the next step."
            ),
            noted="Held twice in a row at this dose. Pauses are a normal part of a taper.",
            ask="I have held twice. What would help with the next step, or is this dose the goal?",
            source="cdc-2022",
            since=day(70),
        ),
    ),
    (
        lambda: rules.review_overdue(seen(Taper(active=True), last_visit=day(69))),
        Said(
            Severity.WATCH,
            title="Time to be seen",
            text=(
                "No appointment is written down since Sun 13 Dec 2026. While a dose comes down, once a month is "
                "the advice; when it is steady, every three months. Call for one, then: oidtrack appointment "
                "add"
            ),
            noted=(
                "No appointment is written down since Sun 13 Dec 2026. Advised is once a month while a dose comes "
                "down, every three months when it is steady."
            ),
            ask="How often should we meet from now on?",
            source="cdc-2022",
            since=day(100),
        ),
    ),
    (
        lambda: rules.review_overdue(seen(first_entry=day(8))),
        Said(
            Severity.WATCH,
            title="Time to be seen",
            text=(
                "No appointment is written down yet. While a dose comes down, once a month is the advice; "
                "when it is steady, every three months. Call for one, then: oidtrack appointment add"
            ),
            noted=(
                "No appointment is written down yet. Advised is once a month while a dose comes down, every "
                "three months when it is steady."
            ),
            ask="How often should we meet from now on?",
            source="cdc-2022",
            since=day(100),
        ),
    ),
    (
        lambda: rules.hold_overdue(seen(Taper(look_again=day(99)))),
        Said(
            Severity.WATCH,
            title="Time to look at the hold",
            text=(
                "The plan is on hold, and Tue 12 Jan 2027 was the day to look at it again. There is no hurry; "
                "staying is fine. See how it is now: oidtrack plan check. Then: oidtrack plan resume, or "
                "oidtrack plan hold once more."
            ),
            noted="The plan is on hold, and Tue 12 Jan 2027 was the day to look at it again. Staying is fine.",
            ask="The taper is on hold. Do we go on, or stay here for a while?",
            since=day(100),
        ),
    ),
    (
        lambda: rules.gap_in_log(seen(last_entry=day(92), days_before_gap=14)),
        Said(
            Severity.INFO,
            title="Some days are blank",
            text=(
                "Nothing is written down since Tue 5 Jan 2027. That is fine; a blank day counts as nothing, not "
                "as bad. What you still know of it can be caught up: oidtrack log --catch-up 3d"
            ),
            noted="Nothing is written down since Tue 5 Jan 2027. A blank day counts as nothing, not as bad.",
            since=day(93),
        ),
    ),
]


@pytest.mark.parametrize(("found", "words"), SAID, ids=[words.title for _, words in SAID])
def test_every_word_of_it(found: Callable[[], Finding | None], words: Said) -> None:
    assert said(found()) == words
