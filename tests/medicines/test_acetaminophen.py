"""Acetaminophen from everything: by name, inside combination products, as prescribed and as written down."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from diaries import at, day, dose, prescription, warnings, write
from oidtrack.domain.dose import Dose, Rate
from oidtrack.domain.journal import DoseState, Entry
from oidtrack.domain.medicine import Liquid, Makings, Prescription, Release, Role, Strength
from oidtrack.rules.base import Severity
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.medicines.acetaminophen import acetaminophen
from oidtrack.store.file.database import Journal, open_journal


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db") as opened:
        yield opened


def tablets(*mg: int) -> Makings:
    return Makings(tuple(Strength(Dose(one * 1000)) for one in mg))


def percocet(*mg: int, **more: Any) -> Prescription:
    return prescription(*mg, **{"product": "oxycodone-apap-tablet", "makings": tablets(5, 10), **more})


def tylenol(*mg: int, **more: Any) -> Prescription:
    times = (6, 10, 14, 18, 22)
    return prescription(*mg, times=times, **{"medicine": "tylenol", "role": Role.PAIN, "makings": tablets(500), **more})


def today(journal: Journal, *things: Entry | Prescription) -> tuple[Fraction, str]:
    """Milligrams of today and the entry behind them; 0 where the day is left out."""
    write(journal, *things)
    found = acetaminophen(journal, read_dose_plan(journal), day(0))
    return next(((one.value, one.entry) for one in found if one.day == day(0)), (Fraction(0), ""))


def test_what_is_prescribed_counts_though_nothing_is_written_down(journal: Journal) -> None:
    assert today(journal, tylenol(1000, 1000, 1000, 1000, 1000)) == (Fraction(5000), "")


def test_what_was_taken_goes_before_what_is_planned(journal: Journal) -> None:
    row = tylenol(1000, 1000)
    log = (
        dose(0, 500, 6, medicine="tylenol"),
        dose(0, 1000, 10, medicine="tylenol", state=DoseState.SKIPPED),
        dose(0, 250, 12, medicine="paracetamol", state=DoseState.EXTRA),
    )

    assert today(journal, row, *log) == (Fraction(750), "e3")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (percocet(10, 10), 2 * 325),
        (percocet(15), 2 * 325),
        (percocet(10, makings=tablets(5)), 2 * 325),
        (percocet(12, makings=tablets(5, 10)), Fraction(12, 10) * 325),
        (percocet(10, makings=Makings()), 325),
        (percocet(10, product=""), 0),
        (percocet(10, product="", medicine="hydrocodone"), 325),
        (percocet(60, product="codeine-tablet", medicine="codeine", makings=tablets(30)), 0),
        (percocet(60, product="codeine-apap-tablet", medicine="codeine", makings=tablets(30)), 600),
        (percocet(20, product="dihydrocodeine-apap-tablet", medicine="dihydrocodeine", makings=tablets(10)), 1000),
        (percocet(12, product="codeine-apap-solution", medicine="codeine", makings=Makings()), 120),
        (percocet(10, product="oxycodone-er-tablet", release=Release.ER), 0),
        (percocet(10, medicine="frobnicol", product=""), 0),
    ],
)
def test_a_combination_counts_with_what_its_tablets_hold(
    journal: Journal, row: Prescription, expected: int | Fraction
) -> None:
    assert today(journal, row)[0] == expected


def test_a_liquid_of_ones_own_counts_by_its_millilitres(journal: Journal) -> None:
    stronger = Makings(liquid=Liquid(Fraction(4800), Fraction(1, 2)))
    row = percocet(12, product="codeine-apap-solution", medicine="codeine", makings=stronger)

    assert today(journal, row)[0] == Fraction(12, 1) / Fraction(48, 10) * 24


def test_a_combination_that_no_prescription_speaks_of_counts_as_it_is_usually_sold(journal: Journal) -> None:
    log = (dose(0, 10, medicine="hydrocodone"), dose(0, 10, medicine="oxycodone"), dose(0, Rate(25_000), 9))

    assert today(journal, *log) == (Fraction(325), "e1")


def test_the_window_is_a_week_up_to_today(journal: Journal) -> None:
    write(journal, *(dose(n, 500, medicine="acetaminophen pm") for n in (-7, -6, 0, 1)))

    found = acetaminophen(journal, read_dose_plan(journal), day(0))
    assert [(one.day, one.value) for one in found] == [(day(-6), Fraction(500)), (day(0), Fraction(500))]


@pytest.mark.parametrize(
    ("row", "severity"),
    [
        (tylenol(1000, 1000, 1000), None),
        (tylenol(1000, 1000, 1000, 500), Severity.WATCH),
        (tylenol(1000, 1000, 1000, 1000), Severity.WATCH),
        (tylenol(1000, 1000, 1000, 1000, 500), Severity.URGENT),
    ],
)
def test_the_finding_is_as_loud_as_the_limits_say(
    journal: Journal, row: Prescription, severity: Severity | None
) -> None:
    write(journal, row)

    found = [one.severity for one in warnings(journal, at(0)) if one.id == "acetaminophen-high"]
    assert found == ([] if severity is None else [severity])


@pytest.mark.parametrize("weeks", [1, 3])
def test_the_day_it_began_stays_while_days_pass(journal: Journal, weeks: int) -> None:
    write(journal, *[dose(n, 3500, 8, medicine="tylenol", state=DoseState.EXTRA) for n in range(-7 * weeks, 3)])
    began = {one.since for n in range(3) for one in warnings(journal, at(n)) if one.id == "acetaminophen-high"}
    assert began == {day(-7 * weeks)}
