"""Morphine equivalents of the journal and of words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from fractions import Fraction
from pathlib import Path

import pytest

from diaries import day, dose, plan, prescription, step, step_dose, write
from oidtrack.domain.dose import Rate
from oidtrack.domain.journal import DoseState
from oidtrack.domain.medicine import Makings, Release, Role, ScheduledDose
from oidtrack.domain.profile import Profile
from oidtrack.errors import BadInput, UnknownMedicine
from oidtrack.services.doses.mme import journal_mme, mme_of
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables.profile import save_profile


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db") as opened:
        yield opened


@pytest.mark.parametrize(
    ("words", "total"),
    [
        ("oxycodone 10mg x6", 90),
        ("fentanyl patch 25mcg/h", 60),
        ("fentanyl 12mcg/h x2", 60),
        ("morphine er 30mg x2", 60),
        ("oxycodone 2 x 5mg", 15),
        ("Percocet 5 mg ×4", 30),
        ("tramadol 50mg x4", 40),
    ],
)
def test_words(words: str, total: int) -> None:
    assert mme_of([words]).mme.total == total


def test_several_and_their_parts() -> None:
    mme = mme_of(["oxycodone 10mg x6", "buprenorphine patch 20mcg/h"]).mme

    assert [(item.medicine, item.mme) for item in mme.items] == [("oxycodone", 90), ("buprenorphine", None)]
    assert mme.incomplete


@pytest.mark.parametrize("words", ["buprenorphine 10mcg/h", "buprenorphine patch 10mcg/h"])
def test_the_unit_may_say_that_it_is_a_patch(words: str) -> None:
    assert mme_of([words]).mme.items[0].daily == Rate(10_000)


@pytest.mark.parametrize("words", ["", "oxycodone", "10mg", "oxycodone -5mg", "oxycodone 0mg", "oxycodone 5mcg/h"])
def test_what_is_no_dose(words: str) -> None:
    with pytest.raises(BadInput) as caught:
        mme_of([words])
    assert caught.value.hint


def test_an_unknown_name_brings_near_ones() -> None:
    with pytest.raises(UnknownMedicine) as caught:
        mme_of(["oxycodon 10mg"])
    assert "oxycodone" in caught.value.hint


def codes(*words: str) -> list[str]:
    return [finding.id for finding in mme_of(words).cautions]


def test_cautions_in_pairs() -> None:
    assert codes("morphine 49mg") == ["mme-not-for-switching"]
    assert codes("morphine 50mg") == ["high-mme", "mme-not-for-switching"]
    assert "90" not in mme_of(["morphine 89mg"]).cautions[0].text
    assert "90" in mme_of(["morphine 90mg"]).cautions[0].text
    assert codes("buprenorphine 8mg") == ["mme-incomplete", "mme-not-for-switching"]


def test_the_journal_by_prescription_and_plan(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan(), prescription(50, medicine="sertraline", role=Role.ANTIDEPRESSANT))

    totals = [journal_mme(journal, day(n)).mme.total for n in (-10, 0, 57, 84)]

    assert totals == [60, Fraction(105, 2), Fraction(15, 2), 0]
    assert journal_mme(journal, day(84)).mme.items == ()


def test_a_patch_counts_on_every_day(journal: Journal) -> None:
    patch = (ScheduledDose(time(9), Rate(25_000)),)
    write(
        journal, prescription(medicine="fentanyl", release=Release.PATCH, doses=patch, makings=Makings(), change_days=3)
    )

    assert [journal_mme(journal, day(n)).mme.total for n in range(3)] == [60, 60, 60]


def test_when_needed_counts_with_the_most_of_a_week(journal: Journal) -> None:
    extra = DoseState.EXTRA
    entries = [dose(0, 10, 9, state=extra), dose(0, 5, 15, state=extra), dose(3, 10, state=extra)]
    write(journal, prescription(), *entries, dose(4, 50, state=DoseState.SKIPPED))

    assert [journal_mme(journal, day(n)).mme.total for n in (-1, 0, 6, 7, 10)] == [
        0,
        Fraction(45, 2),
        Fraction(45, 2),
        15,
        0,
    ]


def test_when_needed_beside_a_schedule_is_not_counted_twice(journal: Journal) -> None:
    write(journal, prescription(20, 20, release=Release.ER), prescription(), dose(0, 20))

    assert journal_mme(journal, day(0)).mme.total == 60


def test_an_average_that_is_no_whole_microgram_counts_as_the_next_one_up(journal: Journal) -> None:
    odd = step(1, 0, 28, step_dose(8, 5), every_days=3)
    write(journal, plan(steps=(odd,)))

    assert journal_mme(journal, day(0)).mme.items[0].daily.thousandths == 1667


def test_an_empty_journal(journal: Journal) -> None:
    assert journal_mme(journal, day(0)).mme.items == ()


def test_an_opioid_that_is_known_by_name_alone_is_listed_and_not_counted() -> None:
    mme = mme_of(["sufentanil 30mcg", "pethidine 50mg x2"]).mme

    assert [(item.medicine, item.mme) for item in mme.items] == [("sufentanil", None), ("meperidine", None)]
    assert mme.total is None


def test_what_is_no_opioid_is_said_to_be_none() -> None:
    with pytest.raises(BadInput, match="gabapentin is not an opioid"):
        mme_of(["gabapentin 300mg"])


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("oxycodone 10mcg x4", ["dose-very-small"]),
        ("oxycodone 0.5mg", []),
        ("oxycodone 1/2 x 5mg", []),
        ("buprenorphine film 75mcg", []),
        ("buprenorphine film 74mcg", ["dose-very-small"]),
        ("tilidine drops 0.1mg", []),
        ("fentanyl patch 12mcg/h x2", []),
        ("fentanyl patch 75mcg/h x10", ["many-patches", "dose-very-large"]),
        ("oxycodone 481mg", ["dose-very-large"]),
    ],
)
def test_an_amount_that_is_hardly_meant_is_asked_about(words: str, asked: list[str]) -> None:
    assert [one for one in codes(words) if one.startswith(("dose-", "many-"))] == asked


def test_naloxone_at_home_is_not_asked_about(journal: Journal) -> None:
    write(journal, prescription(50))
    before = journal_mme(journal, day(0)).cautions[0]
    with journal.writing("profile", 0) as writer:
        save_profile(writer, Profile(naloxone=True))
    after = journal_mme(journal, day(0)).cautions[0]

    assert (before.id, after.id) == ("high-mme", "high-mme")
    assert "naloxone" in before.ask
    assert "naloxone" not in after.ask
    assert "which you have" in after.text
