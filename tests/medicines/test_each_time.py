"""What is taken each time, in the words of people; what could be two doses is asked again, and nothing is written."""

from __future__ import annotations

from datetime import time
from fractions import Fraction

import pytest

from oidtrack.errors import BadInput
from oidtrack.services.medicines.each_time import EachTime, read_amount, read_each_time
from running import Oid

OFTEN = {
    "twice a day": 2,
    "twice daily": 2,
    "2x/day": 2,
    "2 times per day": 2,
    "three times a day": 3,
    "six times each day": 6,
    "bid": 2,
    "b.i.d.": 2,
    "tds": 3,
    "QID": 4,
    "every 4 hours": 6,
    "every 6h": 4,
    "q8h": 3,
    "12-hourly": 2,
    "every 24 hours": 1,
    "once a day": 1,
    "every morning": 1,
    "at bedtime": 1,
    "morning and evening": 2,
    "in the morning, at noon and at night": 3,
}


@pytest.mark.parametrize(("often", "times"), OFTEN.items())
@pytest.mark.parametrize("amount", ["7.5mg", "7 1/2 mg", "7.5 mg,"])
def test_an_amount_with_how_often_is_that_amount_so_often(amount: str, often: str, times: int) -> None:
    assert read_each_time(f"{amount} {often}") == EachTime((Fraction(15, 2),) * times, times, rate=False)


@pytest.mark.parametrize(
    ("text", "amounts", "rate"),
    [
        ("60 twice a day", (60, 60), None),
        ("30,20,30", (30, 20, 30), None),
        ("30 mg, 20 and 30", (30, 20, 30), False),
        ("500 mcg", (Fraction(1, 2),), False),
        ("500 μg", (Fraction(1, 2),), False),
        ("50 mcg/h", (50,), True),
        ("50µg/hr", (50,), True),
    ],
)
def test_a_unit_is_heard_and_exact(text: str, amounts: tuple[Fraction, ...], rate: bool | None) -> None:
    read = read_each_time(text)
    assert (read.amounts, read.rate) == (amounts, rate)


@pytest.mark.parametrize(
    "text",
    ["30 mg morning, 60 mg evening", "30 mg in the morning and 60mg at night", "morning: 30 mg, every evening 60 mg"],
)
def test_amounts_of_parts_of_the_day_belong_to_its_times_in_their_order(text: str) -> None:
    read = read_each_time(text)
    assert read == EachTime((Fraction(30), Fraction(60)), 2, rate=False, by_day=True)
    assert read.at((time(20), time(8))) == (time(8), time(20))
    assert read.at((time(1), time(8))) == (time(8), time(1)), "the night still belongs to the day before"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("60 x 3", "180 mg at one time, or 60 mg 3 times a day"),
        ("1 x 25 mcg/h", "25 mcg/h at one time, or 25 mcg/h once a day"),
        ("2 x 60 mg", "120 mg at one time, or 60 mg twice a day"),
        ("4 x 2 mg", "8 mg at one time, or 2 mg 4 times a day"),
        ("2 mg x 4", "8 mg at one time, or 2 mg 4 times a day"),
        ("2 x ½", "1 mg at one time, or 0.5 mg twice a day"),
        ("2x60", "120 mg at one time, or 60 mg twice a day"),
        ("60 mg x 2", "120 mg at one time, or 60 mg twice a day"),
        ("60 mg a day", "60 mg once a day"),
        ("60mg/day", "60mg once a day"),
        ("60 daily", "60 once a day"),
        ("7,5 mg twice a day", "write 7.5, or one after the other: 7,5"),
        ("30, 20 mg bid", "write 7.5, or one after the other: 7,5"),
        ("1.200 mg", "1200 or 1.2"),
    ],
)
def test_what_can_be_two_doses_is_neither_and_both_are_shown(text: str, shown: str) -> None:
    with pytest.raises(BadInput, match="two ways") as caught:
        read_each_time(text)
    assert shown in caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "60 mg every 5 hours",
        "60 mg every 4-6 hours",
        "60 mg as needed",
        "2 x 60 mg twice a day",
        "120 mg a day in two doses",
        "two tablets twice a day",
        "8 in the morning",
        "8 in the morning and 8 in the evening",
        "60 mg evening, 30 mg morning",
        "30 mg morning, 60 mg",
        "30 mg morning and morning",
        "seven times a day",
        "60 mg od",
        "-60 mg bid",
        "5,,10",
        "0 mg bid",
        "much " * 40,
    ],
)
def test_what_is_not_certain_is_refused_with_what_is_understood(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_each_time(text)
    assert caught.value.hint == "for example 30, or 30,20,30, or 30 mg twice a day"


@pytest.mark.parametrize("text", ["60 mg, 50 mcg/h"])
def test_two_kinds_of_units_do_not_stand_together(text: str) -> None:
    with pytest.raises(BadInput, match="some amounts are in mcg/h"):
        read_each_time(text)


@pytest.mark.parametrize(("text", "times"), [("60 once a day", 2), ("60 twice a day", 1), ("60 bid", 3), ("30,20", 3)])
def test_as_many_times_as_were_said(text: str, times: int) -> None:
    with pytest.raises(BadInput, match="not fit"):
        read_each_time(text).at(tuple(time(8 + n) for n in range(times)))


def test_once_a_day_is_one_time() -> None:
    assert read_each_time("60 mg once a day").at((time(8),)) == (time(8),)


def test_a_part_of_the_day_at_the_very_end_of_it_is_of_the_morning() -> None:
    """Days end at four: what is taken then is the first of its day, and a minute before the last."""
    read = read_each_time("30 mg morning, 60 mg night")

    assert read.at((time(20), time(4))) == (time(4), time(20))
    assert read.at((time(3, 59), time(20))) == (time(20), time(3, 59))


@pytest.mark.parametrize(("length", "fault"), [(120, "not understood"), (121, "too long")])
def test_a_long_text_is_no_amount(length: int, fault: str) -> None:
    with pytest.raises(BadInput, match=fault):
        read_each_time("x" * length)


def test_one_amount_alone_goes_with_any_times() -> None:
    assert read_each_time("60").at((time(8), time(14), time(22))) == (time(8), time(14), time(22))


def test_one_strength_is_not_two() -> None:
    assert read_amount("12 mcg/h", "for example 12") == 12
    with pytest.raises(BadInput, match="'5 and 10' is not one amount"):
        read_amount("5 and 10", "for example 12")


def test_the_first_evening_understands_it_and_holds_the_times_to_it(oid: Oid) -> None:
    lines = ("oxycodone", "2 x 60 mg", "60mg twice a day", "8,14,22", "8,20", "10,20", "", "q")
    said = oid.typed("start", lines=lines)
    assert "'2 x 60 mg' can be read two ways; 120 mg at one time" in said.out
    assert "2 doses do not fit 3 times" in said.out
    (row,) = oid.json("med", "list")["medicines"]
    assert [(one["time"], one["mg"]) for one in row["doses"]] == [("08:00", 60.0), ("20:00", 60.0)]


def test_the_guided_plan_understands_it_too(oid: Oid) -> None:
    said = oid.typed("plan", lines=("oxycodone", "60 mg a day", "30 mg every 12 hours", "8", "8,20", "q"))
    assert "'60 mg a day' can be read two ways; what you take at one time" in " ".join(said.out.split())
    assert "2 doses do not fit 1 time;" in said.out
    assert "For about how many months" in said.out


def test_a_change_to_once_a_day_is_not_that_dose_at_every_time(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "30 mg bid", "--at", "8:00,20:00")
    assert "1 dose does not fit 2 times" in oid("med", "change", "oxycodone", "--dose", "20 mg once a day").err
    assert oid("med", "change", "oxycodone", "--dose", "20 mg twice a day").code == 0
    assert oid.json("med", "list")["medicines"][0]["daily_mg"] == 40.0


@pytest.mark.parametrize(
    "words",
    [
        ("fentanyl patch", "--dose", "50 mg"),
        ("fentanyl patch", "--dose", "50", "--strengths", "50mg"),
        ("oxycodone", "--dose", "50 mcg/h", "--at", "8"),
    ],
)
def test_the_unit_is_that_of_the_medicine(oid: Oid, words: tuple[str, ...]) -> None:
    assert "is meant here" in oid("med", "add", *words).err


def test_a_patch_may_be_said_with_its_unit(oid: Oid) -> None:
    assert oid("med", "add", "fentanyl patch", "--dose", "50 mcg/h", "--strengths", "25mcg/h,50mcg/h").code == 0
    assert oid("med", "refill", "fentanyl", "--strength", "50 mcg/h=10").code == 0


@pytest.mark.parametrize(
    ("words", "mme"),
    [
        ("oxycodone 60mg twice a day", 180),
        ("oxycodone 2 x 5 mg every 12 hours", 30),
        ("oxycodone 60 mg a day", 90),
        ("oxycodone 10mg x6 daily", 90),
        ("oxycodone 10mg morning and evening", 30),
    ],
)
def test_equivalents_of_words_that_say_how_often(oid: Oid, words: str, mme: int) -> None:
    assert oid.json("mme", "--dose", words)["total_mme"] == mme


@pytest.mark.parametrize("words", ["oxycodone 10mg x2 twice a day", "fentanyl patch 25mcg/h twice a day"])
def test_equivalents_of_words_that_say_it_twice_are_none(oid: Oid, words: str) -> None:
    assert oid("mme", "--dose", words).code == 2
