"""Doses as people write them, understood against the journal: tablets counted, short names, amounts in doubt."""

from __future__ import annotations

from datetime import date, time

import pytest

from oidtrack.domain.dose import Amount, Dose, Rate
from oidtrack.domain.medicine import Makings, Prescription, Release, Role, ScheduledDose, Strength
from oidtrack.errors import BadInput, UnknownMedicine, WhichStrength
from oidtrack.services.doses.meant import understood
from oidtrack.services.doses.words import read_dose

FIRST = date(2026, 1, 1)


def row(name: str, *mg: int, release: Release = Release.IR, dose: Amount | None = None) -> Prescription:
    kind = Rate if release is Release.PATCH else Dose
    doses = () if dose is None else (ScheduledDose(time(8), dose),)
    strengths = tuple(Strength(kind(1000 * one)) for one in mg)
    return Prescription(name, release, Role.OPIOID, doses, Makings(strengths), FIRST)


SEVERAL = row("oxycodone", 5, 10, dose=Dose(10_000))
ONE = row("tramadol", 50)
PATCH = row("fentanyl", 12, 25, release=Release.PATCH, dose=Rate(25_000))


@pytest.mark.parametrize(
    ("words", "ug"),
    [
        ("tramadol 1 tablet", 50_000),
        ("tramadol 2 tablets", 100_000),
        ("tramadol ½ tablet", 25_000),
        ("tramadol half a tablet", 25_000),
        ("tramadol a pill", 50_000),
        ("tramadol two capsules", 100_000),
        ("tramadol 1 1/2 tablets", 75_000),
        ("oxycodone 2 tablets of 5mg", 10_000),
        ("oxycodone half a tablet of 10", 5_000),
    ],
)
def test_tablets_of_one_strength_are_counted(words: str, ug: int) -> None:
    assert understood(words, (SEVERAL, ONE)).amount == Dose(ug)


def test_so_many_tablets_as_the_planned_dose_is_made_of_are_that_dose() -> None:
    assert understood("oxycodone 1 tablet", (SEVERAL,), [("oxycodone", Dose(10_000))]).amount == Dose(10_000)
    assert understood("oxycodone 2 tablets", (SEVERAL,), [("oxycodone", Dose(15_000))]).amount == Dose(15_000)
    assert understood("fentanyl one patch", (PATCH,), [("fentanyl", Rate(25_000))]).amount == Rate(25_000)


@pytest.mark.parametrize(
    ("words", "planned"),
    [
        ("oxycodone 1 tablet", []),
        ("oxycodone 2 tablets", [("oxycodone", Dose(10_000))]),
        ("oxycodone 1 tablet", [("oxycodone", Dose(10_000)), ("oxycodone", Dose(5_000))]),
        ("oxycodone 1 tablet", [("oxycodone", Dose(3_000)), ("tramadol", Dose(50_000))]),
    ],
)
def test_tablets_that_may_be_of_either_strength_are_asked_about(words: str, planned: list[tuple[str, Amount]]) -> None:
    with pytest.raises(WhichStrength) as caught:
        understood(words, (SEVERAL,), planned)
    number = words.split()[1]
    assert caught.value.ways == (f"oxycodone {number} x 5mg", f"oxycodone {number} x 10mg")
    assert caught.value.words == words
    assert all(understood(way, (SEVERAL,)).amount for way in caught.value.ways)


def test_tablets_of_what_has_no_strength_need_an_amount() -> None:
    with pytest.raises(WhichStrength, match="which strength of oxycodone was it") as caught:
        understood("oxycodone 1 tablet", ())
    assert caught.value.hint == "say how much: oxycodone 10mg"
    with pytest.raises(BadInput, match="how much one oxycodone holds is missing"):
        read_dose("oxycodone 1 tablet").amount(patch=False)


@pytest.mark.parametrize("words", ["oxy 5", "OXY 5mg", "oxycod 1 x 5 mg"])
def test_the_beginning_of_the_only_name_that_has_it_is_that_medicine(words: str) -> None:
    found = understood(words, (SEVERAL, ONE))
    assert (found.of.name, found.amount) == ("oxycodone", Dose(5_000))


def test_the_beginning_of_two_names_is_neither() -> None:
    with pytest.raises(BadInput, match="could be oxycodone or oxymorphone"):
        understood("oxy 5", (SEVERAL, row("oxymorphone", 5)))


@pytest.mark.parametrize("words", ["o 5", "ocy 5", "oxy er 5"])
def test_one_letter_and_another_beginning_are_nobodys_name(words: str) -> None:
    with pytest.raises(UnknownMedicine):
        understood(words, (SEVERAL, ONE))


@pytest.mark.parametrize("words", ["oxycodone 10/5", "oxycodone 20/10mg", "oxycodone 7.5/325", "gabapentin 1,200mg"])
def test_what_can_be_read_two_ways_is_refused(words: str) -> None:
    with pytest.raises(BadInput, match=r"is not one amount|can be read two ways"):
        understood(words, (SEVERAL,))


def test_an_amount_in_another_unit_is_doubted() -> None:
    (doubt,) = understood("oxycodone 10mcg", (SEVERAL,), [("oxycodone", Dose(10_000))]).doubts
    assert "0.01 mg of oxycodone was understood. 10 mg is planned" in doubt.text
    assert understood("oxycodone 5mg", (SEVERAL,)).doubts == ()


@pytest.mark.parametrize(
    ("typed", "near"),
    [("sufentanil", ()), ("fentanil", ("fentanyl",)), ("frobnicl", ("frobnicol",)), ("methadnoe", ("methadone",))],
)
def test_a_hint_is_a_slip_of_a_name_and_never_a_likeness(typed: str, near: tuple[str, ...]) -> None:
    with pytest.raises(UnknownMedicine) as found:
        understood(f"{typed} 10mg", (PATCH, row("frobnicol", 5)))
    assert found.value.near == near
