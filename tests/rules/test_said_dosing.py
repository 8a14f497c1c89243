"""What is said of one dose: every word."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from test_rules_dosing import BEFORE, DAY, HOUR, LARGEST, NEEDED, NOW, SLOT

from oidtrack.domain.dose import Dose
from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.findings import dosing as rules
from worded import Said, said

LONG_AGO = replace(BEFORE, last_utc=NOW - 75 * HOUR)
FAR = replace(LARGEST, amount=Dose(90_000))
OVER = replace(NEEDED, within_24h=Dose(450_000), most_source="label")


SAID: list[tuple[Callable[[], Finding | None], Said]] = [
    (
        lambda: rules.tolerance_lost(LONG_AGO),
        Said(
            Severity.URGENT,
            title="Back at an old dose after days without",
            text=(
                "No oxycodone is written down for 3 days before this. If you took none, the old dose may now "
                "be too much, and breathing can slow: call your prescriber or pharmacist before the next "
                "dose, keep naloxone within reach, and have somebody with you."
            ),
            noted="No oxycodone for 3 days as written down, then an old dose. Tolerance may be lost.",
            ask="How do I start again after days without a dose?",
            source="cdc-2022",
            entries=("e7",),
        ),
    ),
    (
        lambda: rules.tolerance_lost(replace(LONG_AGO, last_entry="", last_utc=NOW - 120 * HOUR)),
        Said(
            Severity.URGENT,
            title="Back at an old dose after days without",
            text=(
                "No oxycodone is written down for 5 days before this. If you took none, the old dose may now "
                "be too much, and breathing can slow: call your prescriber or pharmacist before the next "
                "dose, keep naloxone within reach, and have somebody with you."
            ),
            noted="No oxycodone for 5 days as written down, then an old dose. Tolerance may be lost.",
            ask="How do I start again after days without a dose?",
            source="cdc-2022",
        ),
    ),
    (
        lambda: rules.above_plan(replace(SLOT, amount=Dose(35_000))),
        Said(
            Severity.WATCH,
            title="Above what is planned",
            text=(
                "35 mg of oxycodone is above the 30 mg planned for this time. If the plan no longer fits, "
                "tell your prescriber; nothing has to be made up for."
            ),
            noted="35 mg of oxycodone is above the 30 mg planned for this time.",
            ask="Is the plan still right for me?",
        ),
    ),
    (
        lambda: rules.above_plan(replace(DAY, expected_day=Dose(95_000))),
        Said(
            Severity.WATCH,
            title="Above what is planned",
            text=(
                "With this dose the day comes to 95 mg of oxycodone; 90 mg is planned. If the plan no longer "
                "fits, tell your prescriber; nothing has to be made up for."
            ),
            noted="With this dose the day comes to 95 mg of oxycodone; 90 mg is planned.",
            ask="Is the plan still right for me?",
        ),
    ),
    (
        lambda: rules.above_plan(replace(LARGEST, at_once=Dose(60_000))),
        Said(
            Severity.WATCH,
            title="Above what is planned",
            text=(
                "60 mg of oxycodone at once; the largest planned dose is 30 mg. If the plan no longer fits, "
                "tell your prescriber; nothing has to be made up for."
            ),
            noted="60 mg of oxycodone at once; the largest planned dose is 30 mg.",
            ask="Is the plan still right for me?",
        ),
    ),
    (
        lambda: rules.above_plan(FAR),
        Said(
            Severity.URGENT,
            title="Far above what is planned",
            text=(
                "90 mg of oxycodone at once; the largest planned dose is 30 mg. Is it a slip of the "
                "keyboard? Then correct it with `oidtrack undo` or `oidtrack edit`. If it was taken: call "
                "your emergency number now (`oidtrack crisis` shows it), keep naloxone within reach, do not "
                "stay alone, and take no more."
            ),
            noted=(
                "90 mg of oxycodone at once; the largest planned dose is 30 mg. It may be a slip of the keyboard: ask."
            ),
            ask="I took far more than planned. What do we change so that it stays safe?",
        ),
    ),
    (
        lambda: rules.above_plan(replace(FAR, opioid=False)),
        Said(
            Severity.URGENT,
            title="Far above what is planned",
            text=(
                "90 mg of oxycodone at once; the largest planned dose is 30 mg. Is it a slip of the "
                "keyboard? Then correct it with `oidtrack undo` or `oidtrack edit`. If it was taken: call "
                "your pharmacist, a poison line or your emergency number now (`oidtrack crisis`), do not "
                "stay alone, and take no more."
            ),
            noted=(
                "90 mg of oxycodone at once; the largest planned dose is 30 mg. It may be a slip of the keyboard: ask."
            ),
            ask="I took far more than planned. What do we change so that it stays safe?",
        ),
    ),
    (
        lambda: rules.above_plan(replace(FAR, is_past=True)),
        Said(
            Severity.ACT,
            title="Far above what is planned",
            text=(
                "90 mg of oxycodone at once; the largest planned dose is 30 mg. Is it a slip of the "
                "keyboard? Then correct it with `oidtrack undo` or `oidtrack edit`. If it was taken: tell "
                "your prescriber this week, and do not take so much again."
            ),
            noted=(
                "90 mg of oxycodone at once; the largest planned dose is 30 mg. It may be a slip of the keyboard: ask."
            ),
            ask="I took far more than planned. What do we change so that it stays safe?",
        ),
    ),
    (
        lambda: rules.above_plan(replace(DAY, expected_day=Dose(180_000))),
        Said(
            Severity.URGENT,
            title="Far above what is planned",
            text=(
                "With this dose the day comes to 180 mg of oxycodone; 90 mg is planned. Is it a slip of the "
                "keyboard? Then correct it with `oidtrack undo` or `oidtrack edit`. If it was taken: call "
                "your emergency number now (`oidtrack crisis` shows it), keep naloxone within reach, do not "
                "stay alone, and take no more."
            ),
            noted=(
                "With this dose the day comes to 180 mg of oxycodone; 90 mg is planned. It may be a slip of "
                "the keyboard: ask."
            ),
            ask="I took far more than planned. What do we change so that it stays safe?",
        ),
    ),
    (
        lambda: rules.above_most(OVER),
        Said(
            Severity.WATCH,
            title="Above the most in a day",
            text=(
                "With this dose 24 hours come to 450 mg of oxycodone; the most is 400 mg. Ask your "
                "prescriber or pharmacist before you take more."
            ),
            noted="With this dose 24 hours come to 450 mg of oxycodone; the most is 400 mg.",
            ask="What can I do when the most in a day is not enough?",
            source="label",
        ),
    ),
    (
        lambda: rules.above_most(replace(OVER, again="20:00")),
        Said(
            Severity.WATCH,
            title="Above the most in a day",
            text=(
                "With this dose 24 hours come to 450 mg of oxycodone; the most is 400 mg. As much again may "
                "be taken from 20:00. Ask your prescriber or pharmacist before you take more."
            ),
            noted="With this dose 24 hours come to 450 mg of oxycodone; the most is 400 mg.",
            ask="What can I do when the most in a day is not enough?",
            source="label",
        ),
    ),
    (
        lambda: rules.above_most(replace(OVER, within_24h=Dose(800_000))),
        Said(
            Severity.URGENT,
            title="Far above what is planned",
            text=(
                "With this dose 24 hours come to 800 mg of oxycodone; the most is 400 mg. Is it a slip of "
                "the keyboard? Then correct it with `oidtrack undo` or `oidtrack edit`. If it was taken: "
                "call your emergency number now (`oidtrack crisis` shows it), keep naloxone within reach, do "
                "not stay alone, and take no more."
            ),
            noted=(
                "With this dose 24 hours come to 800 mg of oxycodone; the most is 400 mg. It may be a slip "
                "of the keyboard: ask."
            ),
            ask="I took far more than planned. What do we change so that it stays safe?",
            source="label",
        ),
    ),
    (
        lambda: rules.above_most(replace(OVER, within_24h=Dose(800_000), opioid=False)),
        Said(
            Severity.WATCH,
            title="Above the most in a day",
            text=(
                "With this dose 24 hours come to 800 mg of oxycodone; the most is 400 mg. Ask your "
                "prescriber or pharmacist before you take more."
            ),
            noted="With this dose 24 hours come to 800 mg of oxycodone; the most is 400 mg.",
            ask="What can I do when the most in a day is not enough?",
            source="label",
        ),
    ),
]


@pytest.mark.parametrize(("found", "words"), SAID, ids=[words.title for _, words in SAID])
def test_every_word_of_it(found: Callable[[], Finding | None], words: Said) -> None:
    assert said(found()) == words
