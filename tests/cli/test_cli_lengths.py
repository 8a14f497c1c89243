"""How long something has gone on, as people say it; and lists with `and` in them."""

from __future__ import annotations

from datetime import time
from fractions import Fraction

import pytest

from oidtrack.cli.words.clock import parse_times
from oidtrack.cli.words.lengths import days_of
from oidtrack.errors import BadInput
from oidtrack.services.medicines.each_time import read_amounts


@pytest.mark.parametrize(
    ("text", "alone", "days"),
    [
        ("3 years", "m", 1095),
        ("1 Year", "m", 365),
        ("2y", "m", 730),
        ("8 months", "y", 240),
        ("6w", "y", 42),
        ("36", "m", 1080),
        ("3", "y", 1095),
        ("100 years", "m", 36_500),
        ("1216", "m", 36_480),
        ("soon", "m", None),
        ("3 yards", "y", None),
        ("", "y", None),
    ],
)
def test_a_length_is_about_so_many_days(text: str, alone: str, days: int | None) -> None:
    assert days_of(text, alone) == days


@pytest.mark.parametrize(("text", "alone"), [("101 years", "m"), ("1217", "m"), ("2023", "m")])
def test_nobody_lives_so_long(text: str, alone: str) -> None:
    with pytest.raises(BadInput, match="longer than a life"):
        days_of(text, alone)


@pytest.mark.parametrize("text", ["8am and 8 pm", "8, and 20", "8:00 and 20:00", "8 20"])
def test_times_may_have_an_and_between_them(text: str) -> None:
    assert parse_times(text) == (time(8), time(20))


@pytest.mark.parametrize("text", ["5 and 10", "5, and 10", "5,10", "5mg and 10 mg"])
def test_numbers_may_have_an_and_between_them(text: str) -> None:
    assert read_amounts(text, "for example 5").amounts == (Fraction(5), Fraction(10))


@pytest.mark.parametrize("text", ["and", "5 and", "5 and and 10", "5, , 10"])
def test_an_and_alone_is_no_number(text: str) -> None:
    with pytest.raises(BadInput):
        read_amounts(text, "for example 5")
