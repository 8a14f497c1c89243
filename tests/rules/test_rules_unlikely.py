"""An amount that is hardly meant: each threshold just at it and past it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from oidtrack.domain.dose import Dose, Rate
from oidtrack.domain.medicine import Makings, Strength
from oidtrack.rules.base import Severity
from oidtrack.rules.findings.unlikely import Typed, unlikely

TABLETS = Makings((Strength(Dose(5_000)), Strength(Dose(10_000))))
PLAIN = Typed("oxycodone", Dose(10_000))


def said(typed: Typed) -> str:
    finding = unlikely(typed)
    return "" if finding is None else finding.text


def test_of_an_amount_that_is_held_to_nothing_nothing_is_said() -> None:
    assert unlikely(PLAIN) is None


@pytest.mark.parametrize(("ug", "doubted"), [(480_000, False), (480_001, True)])
def test_more_at_once_than_is_plausible_for_a_day(ug: int, doubted: bool) -> None:
    assert ("more at once than 480 mg" in said(replace(PLAIN, amount=Dose(ug), plausible=Dose(480_000)))) is doubted


@pytest.mark.parametrize(("ug", "doubted"), [(11, False), (10, True)])
def test_a_thousandth_of_the_planned_dose(ug: int, doubted: bool) -> None:
    assert ("another unit" in said(replace(PLAIN, amount=Dose(ug), planned=(Dose(10_000), Dose(5_000))))) is doubted


@pytest.mark.parametrize(("ug", "doubted"), [(15_000, False), (15_001, True), (2_500, True)])
def test_an_amount_that_the_tablets_do_not_make(ug: int, doubted: bool) -> None:
    assert ("cannot be made" in said(replace(PLAIN, amount=Dose(ug), makings=TABLETS))) is doubted


def test_what_is_planned_is_never_doubted() -> None:
    assert unlikely(replace(PLAIN, amount=Dose(2_500), planned=(Dose(2_500),), makings=TABLETS)) is None


def test_a_patch_that_does_not_exist() -> None:
    patches = Makings((Strength(Rate(25_000)), Strength(Rate(50_000))))
    assert unlikely(Typed("fentanyl", Rate(75_000), makings=patches)) is None
    assert "1 mcg/h of fentanyl was understood" in said(Typed("fentanyl", Rate(1_000), makings=patches))


def test_what_is_said_of_it() -> None:
    finding = unlikely(replace(PLAIN, amount=Dose(10), makings=TABLETS))
    assert finding is not None
    assert (finding.id, finding.severity) == ("dose-unlikely", Severity.WATCH)
    assert "0.01 mg of oxycodone was understood" in finding.text
    assert "oidtrack edit" in finding.text
    assert "oidtrack undo" in finding.text
    assert "ENGINEERING" in finding.rule
