"""What cannot be done with a plan, and what helps: every word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

import pytest
from msgspec.structs import replace
from test_steering import AGREED, DAY, DRAFT, DRAFTED, REQUEST, START

from oidtrack.domain.dose import Dose
from oidtrack.domain.medicine import ScheduledDose
from oidtrack.errors import OidtrackError, Refused
from oidtrack.taper.entered import Row, entered
from oidtrack.taper.plan import Plan
from oidtrack.taper.steering import agree, end, go_on, hold, replan, resume, step_back


def own(every_days: int) -> Plan:
    """A prescriber's own two steps."""
    rows = (
        Row(START, (ScheduledDose(time(8), Dose(10_000)),), every_days),
        Row(START + 28 * DAY, (ScheduledDose(time(8), Dose(5_000)),), every_days),
    )
    return replace(agree(entered(REQUEST, rows, START + 56 * DAY), "Dr. NAME", DRAFTED, DRAFTED), id=2)


PLAN = replace(AGREED, id=1)
ENDED = end(PLAN, START, "")
HELD = hold(PLAN, START + 4 * DAY, 7, "")
STOP = PLAN.stops_on or START


REFUSED: list[tuple[Callable[[], object], str, str]] = [
    (
        lambda: agree(ENDED, "Dr. NAME", START),
        "p1 has ended",
        "draft a new one: oidtrack plan new",
    ),
    (
        lambda: agree(HELD, "Dr. NAME", START),
        "p1 is on hold",
        "to go on with it: oidtrack plan resume",
    ),
    (
        lambda: hold(replace(DRAFT, id=3), START, 7, ""),
        "p3 is a draft",
        'agree on it first: oidtrack plan agree --with "Dr. NAME"',
    ),
    (
        lambda: hold(ENDED, START, 7, ""),
        "p1 has ended",
        "draft a new one: oidtrack plan new",
    ),
    (
        lambda: hold(PLAN, STOP, 7, ""),
        "p1 has no cut to come: there is nothing to hold",
        "`oidtrack plan show` shows it",
    ),
    (
        lambda: go_on(HELD, START, "", START),
        "p1 is on hold",
        "to go on with it: oidtrack plan resume",
    ),
    (
        lambda: resume(PLAN, START, ""),
        "p1 is not on hold",
        "`oidtrack plan show` shows where it stands",
    ),
    (
        lambda: resume(HELD, START + 3 * DAY, ""),
        "p1 is on hold since Sat 5 Dec 2026, after Fri 4 Dec 2026",
        "choose a later day",
    ),
    (
        lambda: step_back(PLAN, START - DAY, "Dr. NAME", ""),
        "p1 has made no cut yet: there is no step to go back",
        "to wait: oidtrack plan hold",
    ),
    (
        lambda: step_back(PLAN, STOP, "Dr. NAME", ""),
        "p1 stopped on Tue 29 Feb 2028; starting again is a new decision with your prescriber",
        (
            "Tolerance is lost within days. After some time on less, the dose from before may now be "
            "dangerous: breathing can slow. Keep naloxone at home, and let somebody know where it is."
        ),
    ),
    (
        lambda: step_back(own(2), START + 30 * DAY, "Dr. NAME", ""),
        "the dose before was taken every other day",
        "let your prescriber write it: oidtrack plan enter",
    ),
    (
        lambda: end(ENDED, START, ""),
        "p1 has ended already",
        "`oidtrack plan history` shows when",
    ),
    (
        lambda: replan(own(1), REQUEST.doses, START, START, START),
        "p2 is your prescriber's own",
        "let them write the steps anew: oidtrack plan enter",
    ),
]


@pytest.mark.parametrize(("asked", "message", "hint"), REFUSED, ids=[words for _, words, _ in REFUSED])
def test_what_is_wrong_and_what_helps_are_said(asked: Callable[[], object], message: str, hint: str) -> None:
    with pytest.raises(OidtrackError) as refused:
        asked()

    assert (refused.value.message, refused.value.hint) == (message, hint)


def test_after_the_stop_the_guide_on_naloxone_says_why_not() -> None:
    with pytest.raises(Refused) as refused:
        step_back(PLAN, STOP, "Dr. NAME", "")

    assert refused.value.article == "naloxone"
