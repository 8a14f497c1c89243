"""Opioids that nobody here knows: kept as they are called, never counted, never planned by the program."""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction
from typing import Any

import pytest

from oidtrack.domain.medicine import Release, Role
from oidtrack.errors import BadInput, Refused, UnknownMedicine
from oidtrack.services.medicines.prescribing import describe, redescribe
from oidtrack.services.medicines.said import Said
from oidtrack.services.plan.background import Background
from oidtrack.services.plan.entering import enter, read_table
from oidtrack.services.plan.planning import Ask, propose
from oidtrack.taper.speed import Wish

TODAY = date(2026, 11, 23)
STEPS = "date,8:00,20:00\n2026-12-01,18,18\n"


def said(name: str, **more: Any) -> Said:
    return Said(name, **{"doses": (Fraction(20),), "times": (time(8), time(20)), **more})


@pytest.mark.parametrize(
    ("name", "role", "expected"),
    [
        ("Frobnicol  Forte", Role.OPIOID, Role.OPIOID),
        ("frobnicol", Role.PAIN, Role.PAIN),
        ("sufentanil", None, Role.OPIOID),
        ("fentanyl lozenge", None, Role.OPIOID),
        ("gabapentin", None, Role.PAIN),
        ("lorazepam", None, Role.BENZODIAZEPINE),
        ("zoloft", None, Role.ANTIDEPRESSANT),
        ("naltrexone", None, Role.OTHER),
        ("gabapentin", Role.OTHER, Role.OTHER),
    ],
)
def test_a_name_without_facts_is_kept_as_it_was_typed(name: str, role: Role | None, expected: Role) -> None:
    described = describe(said(name, role=role), TODAY)

    assert described.facts is None
    assert described.prescription.medicine == " ".join(name.lower().split())
    assert described.prescription.role is expected
    assert described.prescription.release is Release.IR


def test_without_a_role_the_hint_says_how() -> None:
    with pytest.raises(UnknownMedicine) as caught:
        describe(said("frobnicol"), TODAY)
    assert caught.value.near == ()
    assert "--role opioid" in caught.value.hint


@pytest.mark.parametrize("role", [None, Role.OPIOID])
def test_a_slip_of_a_known_opioid_is_asked_about_first(role: Role | None) -> None:
    with pytest.raises(UnknownMedicine) as caught:
        describe(said("oxycodon", role=role), TODAY)
    assert caught.value.hint.startswith("did you mean oxycodone? If it is another medicine: ")

    kept = describe(said("oxycodon", role=Role.OPIOID, as_typed=True), TODAY)
    assert kept.prescription.medicine == "oxycodon"


def test_a_change_of_such_a_name_does_not_ask_again() -> None:
    old = describe(said("oxycodon", role=Role.OPIOID, as_typed=True), TODAY).prescription

    new = redescribe(old, Said("oxycodon", doses=(Fraction(15),)), TODAY).prescription
    assert (new.medicine, new.doses[0].amount.shown) == ("oxycodon", Fraction(15))


@pytest.mark.parametrize("name", ["", "  ", "5mg", "-x", "mor\x1b[31mphine", "x" * 61])
def test_what_cannot_be_typed_before_an_amount_is_no_name(name: str) -> None:
    with pytest.raises(BadInput):
        describe(said(name, role=Role.OPIOID), TODAY)
    assert describe(said("x" * 60, role=Role.OPIOID), TODAY).prescription.medicine == "x" * 60


def test_a_product_that_was_named_is_remembered_through_a_change() -> None:
    old = describe(said("percocet", doses=(Fraction(5),)), TODAY).prescription
    new = redescribe(old, Said("percocet", doses=(Fraction(10),)), TODAY).prescription

    assert (old.medicine, old.product, new.product) == ("oxycodone", "oxycodone-apap-tablet", "oxycodone-apap-tablet")


@pytest.mark.parametrize("strengths", [(), (Fraction(2),)])
def test_no_plan_is_made_of_what_is_not_known(strengths: tuple[Fraction, ...]) -> None:
    described = describe(said("frobnicol", role=Role.OPIOID, strengths=strengths), TODAY)

    with pytest.raises(Refused) as caught:
        propose(described, Ask(Wish(), date(2026, 12, 1)), Background(), TODAY)
    assert caught.value.message.startswith("nothing is known here of frobnicol: ")
    assert "oidtrack plan enter" in caught.value.hint


@pytest.mark.parametrize("name", ["dihydrocodeine", "pethidine", "tilidine", "nalbuphine"])
def test_nor_of_what_is_known_from_memory_alone(name: str) -> None:
    with pytest.raises(Refused) as caught:
        propose(
            describe(said(name, strengths=(Fraction(2),)), TODAY), Ask(Wish(), date(2026, 12, 1)), Background(), TODAY
        )
    assert "planned by your prescriber" in caught.value.hint


def test_the_steps_of_a_prescriber_need_the_strengths() -> None:
    described = describe(said("frobnicol", role=Role.OPIOID), TODAY)

    with pytest.raises(BadInput, match="not known which tablets of frobnicol") as caught:
        enter(described, read_table(STEPS, Release.IR), Background(), TODAY, "")
    assert "--strengths" in caught.value.hint


def test_with_strengths_they_are_kept_with_a_word_on_what_is_not_known() -> None:
    described = describe(said("frobnicol", role=Role.OPIOID, strengths=(Fraction(2),)), TODAY)

    found = enter(described, read_table(STEPS, Release.IR), Background(), TODAY, "Dr. NAME")
    assert found.plan.mme(found.plan.current_daily) is None
    assert found.cautions[0].id == "expert-taper"
    assert found.cautions[0].text.startswith("Nothing is known here of frobnicol")


def test_a_form_without_known_strengths_takes_any_dose() -> None:
    described = describe(said("piritramide", doses=(Fraction(15, 2),)), TODAY)

    assert described.prescription.doses[0].amount.shown == Fraction(15, 2)
    assert described.prescription.makings.strengths == ()
