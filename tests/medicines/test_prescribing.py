"""What a person says about a medicine, and what comes of it."""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction
from typing import Any

import pytest

from oidtrack.domain.dose import Dose, Rate
from oidtrack.domain.medicine import MedicineFacts, Prescription, Release, Role
from oidtrack.errors import BadInput, DoseNotMakeable, UnknownMedicine
from oidtrack.services.medicines.doubting import implausible, too_small
from oidtrack.services.medicines.prescribing import Described, describe, redescribe
from oidtrack.services.medicines.said import Said
from running import Oid

TODAY = date(2026, 11, 23)
EVENING = (time(22),)


def said(name: str = "oxycodone", **words: Any) -> Described:
    numbers = ("doses", "strengths", "halves")
    ready: dict[str, Any] = {k: tuple(Fraction(n) for n in v.split()) if k in numbers else v for k, v in words.items()}
    return describe(Said(name=name, **ready), TODAY)


def strengths(described: Described) -> list[str]:
    return [f"{s.amount}{' half' if s.may_halve else ''}" for s in described.prescription.makings.strengths]


def test_a_known_medicine_brings_its_strengths_and_interval() -> None:
    described = said(doses="30", times=(time(8), time(14), time(22)))
    assert strengths(described) == ["5 mg", "10 mg", "15 mg", "20 mg", "30 mg"]
    assert described.prescription.min_interval_h == 4
    assert [str(d.amount) for d in described.prescription.doses] == ["30 mg"] * 3


def test_typed_strengths_win_and_halves_are_only_what_is_typed() -> None:
    assert strengths(said(doses="10", times=EVENING, strengths="10 5", halves="5")) == ["5 mg half", "10 mg"]


def test_one_dose_for_each_time_in_the_order_of_the_day() -> None:
    doses = said(doses="10 20", times=(time(22), time(8))).prescription.doses
    assert [(d.at, d.amount) for d in doses] == [(time(8), Dose(20_000)), (time(22), Dose(10_000))]


def test_after_midnight_is_late_in_the_day() -> None:
    doses = said(doses="10", times=(time(0, 30), time(8), time(4))).prescription.doses
    assert [d.at for d in doses] == [time(4), time(8), time(0, 30)]


def test_patches_are_rates_at_one_time() -> None:
    described = said("fentanyl patch", doses="37")
    assert described.prescription.doses[0].amount == Rate(37_500)
    assert described.prescription.change_days == 3
    assert strengths(described)[0] == "12.5 mcg/h"
    assert described.prescription.min_interval_h is None


def test_a_typed_patch_that_is_named_round_counts_as_it_delivers() -> None:
    assert strengths(said("fentanyl patch", doses="25", strengths="12 25")) == ["12.5 mcg/h", "25 mcg/h"]


def test_release_words_and_options_agree() -> None:
    assert said("oxycodone er", doses="20", times=EVENING).prescription.release is Release.ER
    assert said(release=Release.ER, doses="20", times=EVENING).prescription.release is Release.ER
    assert strengths(said(release=Release.ER, doses="20", times=EVENING))[0] == "10 mg"


def test_a_liquid_alone_and_beside_tablets() -> None:
    alone = said(doses="3", times=EVENING, liquid=Fraction(1))
    assert alone.prescription.makings.strengths == ()
    assert alone.prescription.makings.liquid is not None
    assert alone.prescription.makings.liquid.ug_per_ml == 1000
    both = said(doses="3", times=EVENING, liquid=Fraction(1), strengths="5")
    assert strengths(both) == ["5 mg"]
    fine = said(doses="3", times=EVENING, liquid=Fraction(1), liquid_step=Fraction(1, 10))
    assert fine.prescription.makings.liquid is not None
    assert fine.prescription.makings.liquid.step_ml == Fraction(1, 10)


def test_a_strange_liquid_takes_half_a_millilitre() -> None:
    makings = said(doses="3", times=EVENING, liquid=Fraction(3)).prescription.makings
    assert makings.liquid is not None
    assert makings.liquid.step_ml == Fraction(1, 2)


def test_a_solution_by_name_brings_its_concentration() -> None:
    liquid = said("hydromorphone liquid", doses="1", times=EVENING).prescription.makings.liquid
    assert liquid is not None
    assert liquid.ug_per_ml == 1000


def parts(one: Described) -> tuple[MedicineFacts | None, Prescription]:
    return one.facts, one.prescription


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"doses": "10"}, "times of day"),
        ({"doses": "10 20", "times": EVENING}, "do not fit"),
        ({"doses": "10", "times": (time(8), time(8))}, "twice"),
        ({"doses": "0", "times": EVENING}, "no dose"),
        ({"doses": "10", "times": EVENING, "strengths": "0"}, "holds nothing"),
        ({"doses": "10", "times": EVENING, "halves": "7"}, "not among"),
        ({"doses": "20", "times": EVENING, "release": Release.ER, "halves": "10"}, "never halved"),
        ({"doses": "20", "times": EVENING, "release": Release.ER, "liquid": Fraction(1)}, "liquid"),
        ({"doses": "20", "times": EVENING, "release": Release.PATCH}, "no patch product"),
        ({"doses": "1", "times": EVENING, "liquid": Fraction(1, 3000)}, "exactly"),
    ],
)
def test_what_cannot_be_is_named(words: dict[str, Any], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        said(**words)


def test_a_patch_is_never_halved() -> None:
    with pytest.raises(BadInput, match="patch is never halved"):
        said("fentanyl patch", doses="25", halves="25")


def test_a_capsule_is_never_halved() -> None:
    with pytest.raises(BadInput, match="capsule is never halved"):
        said("oxycodone capsule", doses="5", times=EVENING, halves="5")


def test_a_dose_that_cannot_be_made_names_its_neighbours() -> None:
    with pytest.raises(DoseNotMakeable) as caught:
        said(doses="12", times=EVENING, strengths="5 10")
    assert caught.value.nearest == ("10 mg", "15 mg")


def test_a_slip_is_an_error_and_another_medicine_is_kept_as_typed() -> None:
    with pytest.raises(UnknownMedicine) as caught:
        said("oxycodon", doses="5", times=EVENING)
    assert "oxycodone" in caught.value.near
    with pytest.raises(UnknownMedicine):
        said("Xyzzy")
    kept = said("Sertraline", role=Role.ANTIDEPRESSANT, doses="50", times=EVENING)
    assert (kept.prescription.medicine, kept.facts, kept.prescription.role) == ("sertraline", None, Role.ANTIDEPRESSANT)
    assert implausible(*parts(kept)) is None


def test_as_needed_has_no_dose() -> None:
    assert said().prescription.doses == ()


def test_plausible_in_pairs() -> None:
    from oidtrack.clinical import catalogue

    limit = catalogue.plausible_daily_max(catalogue.medicine("oxycodone"), Release.IR)
    assert limit is not None
    at, above = limit.shown, limit.shown + 5
    assert implausible(*parts(said(doses=str(at), times=EVENING))) is None
    assert implausible(*parts(said(doses=str(above), times=EVENING))) == limit
    with pytest.raises(BadInput, match="cannot be right"):
        implausible(*parts(said(doses=str(10 * at + 5), times=EVENING)))


def test_a_change_keeps_what_was_not_said() -> None:
    old = said(doses="30", times=EVENING, strengths="5 10", halves="5", since=date(2023, 1, 15)).prescription
    new = redescribe(old, Said(name="m1", doses=(Fraction(25),)), TODAY).prescription
    assert (new.makings, new.since, new.opioid_since) == (old.makings, TODAY, date(2023, 1, 15))
    other = redescribe(old, Said(name="m1", strengths=(Fraction(10),)), TODAY).prescription
    assert [(str(s.amount), s.may_halve) for s in other.makings.strengths] == [("10 mg", False)]


def test_a_change_of_a_liquid() -> None:
    old = said(doses="3", times=EVENING, liquid=Fraction(1), liquid_step=Fraction(1, 10)).prescription
    assert redescribe(old, Said(name="m1", doses=(Fraction(2),)), TODAY).prescription.makings == old.makings
    stronger = redescribe(old, Said(name="m1", liquid=Fraction(2)), TODAY).prescription
    assert stronger.makings.liquid is not None
    assert stronger.makings.liquid.ug_per_ml == 2000


def test_half_of_an_odd_microgram_is_refused(oid: Oid) -> None:
    result = oid("med", "add", "oxycodone", "--dose", "0.125", "--at", "8", "--strengths", "0.125", "--halves", "0.125")
    assert result.code == 2
    assert "half of 0.125 mg is finer" in result.err


def test_an_amount_that_cannot_be_meant_is_refused_before_its_tablets_are_looked_for(oid: Oid) -> None:
    result = oid("med", "add", "oxycodone", "--dose", "3000000", "--at", "8", "--halves", "5")
    assert result.code == 2
    assert "cannot be right" in result.err


@pytest.mark.parametrize(("mg", "doubted"), [("0.025", False), ("0.024", True)])
def test_a_dose_under_a_hundredth_of_the_smallest_tablet_is_asked_about(mg: str, doubted: bool) -> None:
    found = too_small(*parts(said(doses=mg, times=EVENING, liquid=Fraction(1), liquid_step=Fraction(1, 1000))))
    assert (found is not None) is doubted
    if found is not None:
        assert (str(found[0]), str(found[1])) == ("0.024 mg", "2.5 mg")


def test_of_what_nobody_knows_the_tablets_no_dose_is_small() -> None:
    assert too_small(*parts(said("chalk", role=Role.OTHER, doses="0.001", times=EVENING))) is None
    assert too_small(*parts(said())) is None


def test_limits_are_what_is_said_and_stay_when_nothing_is() -> None:
    kept = said(most=Fraction(60), apart_h=6).prescription
    assert (kept.most_daily, kept.min_interval_h) == (Dose(60_000), 6)
    changed = redescribe(kept, Said("oxycodone", strengths=(Fraction(5),)), TODAY).prescription
    assert (changed.most_daily, changed.min_interval_h) == (Dose(60_000), 6)
    again = redescribe(kept, Said("oxycodone", most=Fraction(40), apart_h=8), TODAY).prescription
    assert (again.most_daily, again.min_interval_h) == (Dose(40_000), 8)
    with pytest.raises(BadInput, match="not taken when needed"):
        said("fentanyl patch", most=Fraction(60))


def test_a_most_that_is_implausible_is_asked_about() -> None:
    assert implausible(*parts(said(most=Fraction(480)))) is None
    assert implausible(*parts(said(most=Fraction(481)))) is not None
