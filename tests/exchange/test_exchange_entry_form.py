"""An entry as a form and back: nothing is lost on the way, and what is no form says so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diaries import assessment, dose, mood, treatment
from oidtrack.domain.journal import DoseState, Entry
from oidtrack.errors import BadInput
from oidtrack.exchange.entry_form import Value, form_of, form_text, read_form

FULL = mood(0, mood=65, pain=0, sleep=450, symptoms=[("sweating", 2), ("restless", None)])


def test_a_check_in_as_a_form() -> None:
    form = form_of(FULL)
    assert (form["mood"], form["pain"], form["energy"], form["sleep"]) == ("6.5", "0", "", "7:30")
    assert (form["symptom"], form["sign"], form["star"]) == (("sweating=2", "restless"), (), False)
    assert form["at"] == "2026-10-05 21:00"


@pytest.mark.parametrize(
    ("entry", "key", "value"),
    [
        (treatment(0, "walk", 30), "treatment", "walk 30min"),
        (treatment(0, "heat"), "treatment", "heat"),
        (dose(0, 20), "dose", "oxycodone 20 mg"),
        (dose(0, 20, state=DoseState.SKIPPED), "reason", ""),
        (assessment(0, "phq2", 0, 1), "note", ""),
    ],
)
def test_other_kinds(entry: Entry, key: str, value: str) -> None:
    assert form_of(entry)[key] == value


def test_a_dose_that_was_taken_has_no_reason() -> None:
    assert "reason" not in form_of(dose(0, 20))


@given(st.text(st.characters(exclude_categories=["Cs"])), st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_any_text_comes_back(note: str, tags: list[str]) -> None:
    form: dict[str, Value] = {"note": note, "tag": tuple(tags), "star": True}
    assert read_form(form_text("e1", form), form) == form


def test_a_line_that_was_taken_out_is_blank() -> None:
    form = form_of(FULL)
    assert read_form("", form) == {name: False if name == "star" else type(form[name])() for name in form}


def test_a_number_without_quotes_is_understood() -> None:
    assert read_form("mood = 7.5\npain = 3", form_of(FULL))["mood"] == "7.5"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mood = ", "cannot be read"),
        ("mood = " + "9" * 5000, "cannot be read"),
        ("tag = " + "[" * 5000, "lists within lists"),
        ("color = 1", "'color' is no line"),
        ("star = 'yes'", "true or false"),
        ("note = true", "one value"),
        ("note = ['a']", "one value"),
        ("tag = 'walk'", "tag is a list"),
        ("tag = [1]", "tag is a list"),
    ],
)
def test_what_is_no_form(text: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        read_form(text, form_of(FULL))
