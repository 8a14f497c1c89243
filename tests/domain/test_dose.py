"""Amounts: whole micrograms, exact numbers, and no way to add milligrams to a patch rate."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oidtrack.domain.dose import (
    STEERING,
    Dose,
    Rate,
    amount_text,
    daily_text,
    dose_from_mg,
    parse_number,
    plain,
    printable,
    quiet_json,
    rate_from_mcg_h,
    spelled,
    typed,
    typed_amount,
    with_article,
)
from oidtrack.errors import BadInput


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("30", "30"),
        ("7.5", "7.5"),
        ("7,5", "7.5"),
        ("1/2", "1/2"),
        ("1 1/2", "3/2"),
        ("½", "1/2"),
        ("1½", "3/2"),
        ("2 ¼", "9/4"),
        ("0.0001", "1/10000"),
        ("1/3", "1/3"),
        ("2 3/4", "11/4"),
        ("0.125", "1/8"),
        ("0,125", "1/8"),
        ("1.1250", "9/8"),
        ("1234.567", "1234.567"),
        (" 5 ", "5"),
    ],
)
def test_numbers_as_people_write_them(text: str, value: str) -> None:
    assert parse_number(text) == Fraction(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-5",
        "+5",
        "five",
        "1e3",
        "1_000",
        "1.",
        ".5",
        "0.00001",
        "12345678",
        "1/0",
        "nan",
        "inf",
        "٣",
        "5 5",
        "½½",
        "1½½",
        "7.5½",
        "1/2½",
        "1,200½",
        "½1",
        "\x1b[31m5",
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_number(text)
    assert "\x1b" not in caught.value.message


def test_examples_of_numbers_are_given_for_what_is_none() -> None:
    with pytest.raises(BadInput, match=r"^'five' is not a number$") as caught:
        parse_number("five")
    assert caught.value.hint == "for example 5, 7.5 or 1/2"


def test_doses_are_whole_micrograms() -> None:
    assert dose_from_mg(Fraction("7.5")) == Dose(7500)
    assert rate_from_mcg_h(Fraction("37.5")) == Rate(37_500)
    assert (dose_from_mg(Fraction(0)), rate_from_mcg_h(Fraction(0))) == (Dose(0), Rate(0))
    with pytest.raises(BadInput):
        rate_from_mcg_h(Fraction(-1))


@pytest.mark.parametrize(("make", "unit"), [(dose_from_mg, "mg"), (rate_from_mcg_h, "mcg/h")])
def test_what_is_too_fine_is_said_with_its_unit(make: Callable[[Fraction], object], unit: str) -> None:
    with pytest.raises(BadInput) as caught:
        make(Fraction("0.0005"))
    assert caught.value.message == f"0.0005 {unit} is finer than the program counts"
    assert caught.value.hint == f"use at most three decimals of {unit}"


@pytest.mark.parametrize("text", ["10/5", "20/10", "2/4", "5/325", "7.5/325", "1 10/5"])
def test_the_name_of_a_combination_is_no_fraction(text: str) -> None:
    with pytest.raises(BadInput, match="is not one amount") as caught:
        parse_number(text)
    assert caught.value.hint == ("of a combination write only its opioid, in mg; fractions are 1/2, 1/3, 2/3, 1/4, 3/4")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1,200", "1200 or 1.2?"),
        ("1.200", "1200 or 1.2?"),
        ("12.500", "12500 or 12.5?"),
        ("1.125", "1125 or 1.1250?"),
    ],
)
def test_a_mark_before_three_digits_is_thousands_or_a_point(text: str, hint: str) -> None:
    with pytest.raises(BadInput, match="can be read two ways") as caught:
        parse_number(text)
    assert caught.value.hint == hint


@given(st.integers(min_value=0, max_value=10**10).map(lambda ug: Fraction(ug, 1000)))
def test_what_the_program_writes_it_reads_back(value: Fraction) -> None:
    if value < 10**7:
        assert parse_number(typed(value)) == value
    assert (typed(Fraction("1.125")), typed(Fraction("1.25"))) == ("1.1250", "1.25")
    assert typed_amount(Dose(1125)) == "1.1250 mg"
    assert typed_amount(Rate(12_500)) == "12.5 mcg/h"


@pytest.mark.parametrize("value", [-1, 1.0, True, "5", Decimal(5)])
def test_a_wrong_dose_cannot_be_made(value: Any) -> None:
    with pytest.raises(ValueError, match="whole number"):
        Dose(value)
    with pytest.raises(ValueError, match="whole number"):
        Rate(value)


def test_words_and_order() -> None:
    assert (str(Dose(7500)), str(Rate(37_500))) == ("7.5 mg", "37.5 mcg/h")
    assert Dose(1) < Dose(2)
    assert Dose(5).thousandths == 5
    assert (Rate(5).thousandths, Rate(5).shown) == (5, Fraction(1, 200))
    assert amount_text("mg", Fraction(1250)) == "1.25 mg"
    assert amount_text("mg", Fraction(10_000, 3)) == "3.3333 mg"


@pytest.mark.no_cover
@given(st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=10**4))
def test_plain_numbers_read_back(value: Fraction) -> None:
    assert Fraction(plain(value)) == round(value, 4)
    assert not plain(value).endswith(".")


def test_plain_has_no_minus_zero_and_no_trailing_zeros() -> None:
    assert (plain(Fraction(-1, 10**6)), plain(Fraction(5, 2)), plain(Fraction(10))) == ("0", "2.5", "10")


@pytest.mark.no_cover
@given(st.text())
def test_typed_text_is_made_harmless_and_short(text: str) -> None:
    assert not re.search(STEERING, printable(text))
    assert len(printable(text, limit=10)) <= 10 * len("\\U0010ffff")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("extended-release product", "an extended-release product"),
        ("patch", "a patch"),
        ("assessment entry", "an assessment entry"),
        ("8 mg tablet", "an 8 mg tablet"),
        ("80 mg tablet", "an 80 mg tablet"),
        ("11 mg tablet", "an 11 mg tablet"),
        ("18 mg tablet", "an 18 mg tablet"),
        ("110 mg tablet", "a 110 mg tablet"),
        ("7.5 mg tablet", "a 7.5 mg tablet"),
        ("", "a "),
    ],
)
def test_the_article_is_the_one_that_is_spoken(words: str, expected: str) -> None:
    assert with_article(words) == expected


@pytest.mark.parametrize(
    ("sign", "shown"), [("\x1b", r"\x1b"), ("\x9f", r"\x9f"), ("\u200f", r"\u200f"), ("\u202e", r"\u202e")]
)
def test_a_sign_that_steers_is_spelled(sign: str, shown: str) -> None:
    assert spelled(sign) == shown
    assert printable(f"a{sign}b") == f"a{shown}b"


def test_a_document_has_no_sign_that_steers_and_says_the_same() -> None:
    document = json.dumps({"note": "a\u202eb\u200fc"}, ensure_ascii=False)

    assert quiet_json(document) == '{"note": "a\\u202eb\\u200fc"}'
    assert json.loads(quiet_json(document)) == json.loads(document)


@pytest.mark.parametrize(
    ("unit", "of", "words"),
    [
        ("mg", "", "12.5 mg a day"),
        ("mg", "oxycodone", "12.5 mg of oxycodone a day"),
        ("mcg/h", "", "12.5 mcg/h"),
        ("mcg/h", "fentanyl", "12.5 mcg/h of fentanyl"),
    ],
)
def test_a_rate_is_no_amount_a_day(unit: str, of: str, words: str) -> None:
    assert daily_text(unit, 12_500, of=of) == words


def test_an_average_a_day_has_at_most_so_many_decimals() -> None:
    assert daily_text("mg", Fraction(10_000, 3)) == "3.3333 mg a day"
    assert daily_text("mg", Fraction(10_000, 3), 1) == "3.3 mg a day"
