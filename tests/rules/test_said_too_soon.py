"""What is said of a dose soon after another: every word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from test_rules_dosing import HOUR, NOW, PLAIN

from oidtrack.domain.dose import Dose
from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.findings import dosing as rules
from worded import Said, said

JUST_NOW = replace(PLAIN, last=Dose(30_000), last_utc=NOW, last_entry="e7")
SOON = replace(PLAIN, last=Dose(30_000), last_utc=NOW - 90 * 60, last_entry="e7", min_interval_h=4)


SAID: list[tuple[Callable[[], Finding | None], Said]] = [
    (
        lambda: rules.twice(JUST_NOW),
        Said(
            Severity.WATCH,
            title="Written down already",
            text=(
                "30 mg of oxycodone at this very time stands in the journal already as e7. If it was taken "
                "once, take the second one back: `oidtrack undo`."
            ),
            noted="30 mg of oxycodone is written down twice for the same minute.",
            entries=("e7",),
        ),
    ),
    (
        lambda: rules.twice(replace(JUST_NOW, last_entry="")),
        Said(
            Severity.WATCH,
            title="Written down already",
            text=(
                "30 mg of oxycodone at this very time stands in the journal already. If it was taken once, "
                "take the second one back: `oidtrack undo`."
            ),
            noted="30 mg of oxycodone is written down twice for the same minute.",
        ),
    ),
    (
        lambda: rules.too_soon(replace(SOON, apart_source="label", again="20:00")),
        Said(
            Severity.WATCH,
            title="Soon after the last dose",
            text=(
                "The last oxycodone was 1.5 hours before this; doses are at least 4 hours apart. The next "
                "may be taken from 20:00. If you feel very sleepy, do not take more, and do not stay alone."
            ),
            noted="oxycodone 1.5 hours after the dose before it; doses are at least 4 hours apart.",
            ask="What can I do when a dose does not last?",
            source="label",
            entries=("e7",),
        ),
    ),
    (
        lambda: rules.too_soon(replace(SOON, min_interval_h=None, usual_h=6, last_entry="")),
        Said(
            Severity.WATCH,
            title="Soon after the last dose",
            text=(
                "The last oxycodone was 1.5 hours before this; doses are usually 6 hours apart. If you feel "
                "very sleepy, do not take more, and do not stay alone."
            ),
            noted="oxycodone 1.5 hours after the dose before it; doses are usually 6 hours apart.",
            ask="What can I do when a dose does not last?",
        ),
    ),
    (
        lambda: rules.too_soon(replace(SOON, last_utc=NOW - HOUR)),
        Said(
            Severity.WATCH,
            title="Soon after the last dose",
            text=(
                "The last oxycodone was 1 hour before this; doses are at least 4 hours apart. If you feel "
                "very sleepy, do not take more, and do not stay alone."
            ),
            noted="oxycodone 1 hour after the dose before it; doses are at least 4 hours apart.",
            ask="What can I do when a dose does not last?",
            source="us-labels",
            entries=("e7",),
        ),
    ),
    (
        lambda: rules.too_soon(replace(SOON, last_utc=NOW - HOUR + 1)),
        Said(
            Severity.WATCH,
            title="Soon after the last dose",
            text=(
                "The last oxycodone was 59 minutes before this; doses are at least 4 hours apart. If you "
                "feel very sleepy, do not take more, and do not stay alone."
            ),
            noted="oxycodone 59 minutes after the dose before it; doses are at least 4 hours apart.",
            ask="What can I do when a dose does not last?",
            source="us-labels",
            entries=("e7",),
        ),
    ),
    (
        lambda: rules.too_soon(replace(SOON, last_utc=NOW - 60)),
        Said(
            Severity.WATCH,
            title="Soon after the last dose",
            text=(
                "The last oxycodone was 1 minute before this; doses are at least 4 hours apart. If you feel "
                "very sleepy, do not take more, and do not stay alone."
            ),
            noted="oxycodone 1 minute after the dose before it; doses are at least 4 hours apart.",
            ask="What can I do when a dose does not last?",
            source="us-labels",
            entries=("e7",),
        ),
    ),
    (
        lambda: rules.too_soon(replace(SOON, last_utc=NOW - 59, last=Dose(5_000))),
        Said(
            Severity.WATCH,
            title="Soon after the last dose",
            text=(
                "The last oxycodone was less than a minute before this; doses are at least 4 hours apart. If "
                "you feel very sleepy, do not take more, and do not stay alone."
            ),
            noted="oxycodone less than a minute after the dose before it; doses are at least 4 hours apart.",
            ask="What can I do when a dose does not last?",
            source="us-labels",
            entries=("e7",),
        ),
    ),
]


@pytest.mark.parametrize(("found", "words"), SAID, ids=[words.title for _, words in SAID])
def test_every_word_of_it(found: Callable[[], Finding | None], words: Said) -> None:
    assert said(found()) == words
