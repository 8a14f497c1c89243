"""The lists of signs and symptoms: one for the daily entry, the Tab key and the danger signs."""

from __future__ import annotations

from pathlib import Path

import pytest

from oidtrack.clinical import catalogue
from oidtrack.clinical.loader import DATA
from oidtrack.clinical.signs import is_sedation, load_signs, word_lists
from oidtrack.errors import FactsBroken

TEXT = (DATA / "signs.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name",
    [
        "Confused",
        "confusion",
        "slurred speech",
        "slow breathing",
        "heavy sleepiness",
        "Hard to wake",
        "sedated",
        "very sleepy",
    ],
)
def test_words_for_too_much_opioid(name: str) -> None:
    assert is_sedation(name)


@pytest.mark.parametrize("name", ["tired", "slept too much", "yawning", "no sleep"])
def test_words_that_are_no_danger(name: str) -> None:
    assert not is_sedation(name)


def test_every_listed_danger_sign_is_one() -> None:
    lists = word_lists()
    assert all(is_sedation(word.name) for word in lists.sedation)
    assert not any(is_sedation(word.name) for word in (*lists.signs, *lists.symptoms))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('name = "tired"', 'name = "Tearful"', "signs is empty, or has a spelling twice"),
        ('stems = ["slurred"]', "stems = []", "has a word without stems"),
        ('name = "yawning"', 'named = "yawning"', "name is missing"),
        ('source = "engineering", ', "", "source is missing"),
        ("review_by = 2027-11-26", "review_by = 2026-11-26", "does not come after"),
    ],
)
def test_a_broken_list_is_named(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in TEXT
    broken = tmp_path / "signs.toml"
    broken.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FactsBroken, match=fault):
        load_signs(broken)


def test_every_list_names_a_source_that_there_is() -> None:
    found = dict(word_lists().cited)
    assert set(found) == {"signs", "symptoms", "sedation"}
    assert all(catalogue.source(where.source).title and where.locator for where in found.values())
