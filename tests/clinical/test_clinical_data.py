"""Every medicine file loads, cites its sources, and holds what the sources say."""

from __future__ import annotations

import tomllib
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from oidtrack.clinical import catalogue
from oidtrack.clinical.classes import medicine_classes
from oidtrack.clinical.guide import articles
from oidtrack.clinical.limits import load_limits
from oidtrack.clinical.loader import DATA
from oidtrack.clinical.medicines import load_medicine
from oidtrack.clinical.questionnaires import load_questionnaire
from oidtrack.clinical.risks import risk_facts
from oidtrack.clinical.sources import load_sources
from oidtrack.domain.dose import Dose, Rate
from oidtrack.domain.medicine import Certainty, Cited, Form, Product, Release, Role
from oidtrack.domain.mme import MmeItem

MEDICINES = sorted((DATA / "medicines").glob("*.toml"))
TODAY = date(2026, 11, 23)

# Product: unit, strengths (of a liquid mg in one mL), hours between doses.
PRODUCTS = {
    "morphine-ir-tablet": ("mg", "15 30", "4"),
    "morphine-ir-solution": ("mg/mL", "2 4 20", "4"),
    "morphine-er-tablet": ("mg", "15 30 60 100 200", "8 12"),
    "morphine-er-capsule": ("mg", "10 20 30 40 50 60 80 100 200", "12 24"),
    "morphine-er24-capsule": ("mg", "30 45 60 75 90 120", "24"),
    "oxycodone-ir-tablet": ("mg", "5 10 15 20 30", "4 6"),
    "oxycodone-ir-capsule": ("mg", "5", "4 6"),
    "oxycodone-ir-solution": ("mg/mL", "1 20", "4 6"),
    "oxycodone-er-tablet": ("mg", "10 15 20 30 40 60 80", "12"),
    "oxycodone-er-capsule-base": ("mg", "9 13.5 18 27 36", "12"),
    "oxycodone-apap-tablet": ("mg", "2.5 5 7.5 10", "6"),
    "hydrocodone-apap-tablet": ("mg", "2.5 5 7.5 10", "4 6"),
    "hydrocodone-apap-solution": ("mg/mL", "0.5 2/3", "4 6"),
    "hydrocodone-er-tablet": ("mg", "20 30 40 60 80 100 120", "24"),
    "hydrocodone-er-capsule": ("mg", "10 15 20 30 40 50", "12"),
    "hydromorphone-ir-tablet": ("mg", "2 4 8", "4 6"),
    "hydromorphone-ir-solution": ("mg/mL", "1", "4 6"),
    "hydromorphone-er-tablet": ("mg", "8 12 16 32", "24"),
    "oxymorphone-ir-tablet": ("mg", "5 10", "4 6"),
    "oxymorphone-er-tablet": ("mg", "5 7.5 10 15 20 30 40", "12"),
    "codeine-tablet": ("mg", "15 30 60", "4"),
    "codeine-apap-tablet": ("mg", "15 30 60", "4"),
    "codeine-apap-solution": ("mg/mL", "2.4", "4"),
    "tapentadol-ir-tablet": ("mg", "50 75 100", "4 6"),
    "tapentadol-er-tablet": ("mg", "50 100 150 200 250", "12"),
    "tramadol-ir-tablet": ("mg", "50 100", "4 6"),
    "tramadol-solution": ("mg/mL", "5", "4 6"),
    "tramadol-apap-tablet": ("mg", "37.5", "4 6"),
    "tramadol-er-tablet": ("mg", "100 200 300", "24"),
    "tramadol-er-capsule": ("mg", "100 150 200 300", "24"),
    "methadone-tablet": ("mg", "5 10", "8 12"),
    "methadone-dispersible-tablet": ("mg", "40", "24"),
    "methadone-solution": ("mg/mL", "1 2 10", "8 12"),
    "fentanyl-patch": ("mcg/h", "12 25 37.5 50 62.5 75 87.5 100", "72"),
    "buprenorphine-patch": ("mcg/h", "5 7.5 10 15 20", "168"),
    "buprenorphine-buccal-film": ("mcg", "75 150 300 450 600 750 900", "12"),
    "buprenorphine-naloxone-sl-film": ("mg", "2 4 8 12", "24"),
    "buprenorphine-sl-tablet": ("mg", "2 8", "24"),
    "levorphanol-tablet": ("mg", "2 3", "6 8"),
    # the lists of 2018 and 2020 hold none of these: recalled, and without strengths where the forms differ
    "oxycodone-naloxone-er-tablet": ("mg", "5 10 20 30 40", "12"),
    "buprenorphine-four-day-patch": ("mcg/h", "35 52.5 70", "96"),
    "dihydrocodeine-ir-tablet": ("mg", "30", "4 6"),
    "dihydrocodeine-er-tablet": ("mg", "60 90 120", "12"),
    "dihydrocodeine-apap-tablet": ("mg", "10 20 30", "4 6"),
    "meperidine-tablet": ("mg", "50 100", "3 4"),
    "meperidine-solution": ("mg", "", "3 4"),
    "meperidine-injection": ("mg", "", "3 4"),
    "pentazocine-naloxone-tablet": ("mg", "50", "3 4"),
    "butorphanol-spray": ("mg", "", "3 4"),
    "butorphanol-injection": ("mg", "", "3 4"),
    "nalbuphine-injection": ("mg", "", "3 6"),
    "tilidine-naloxone-er-tablet": ("mg", "50 100 150 200", "12"),
    "tilidine-naloxone-drops": ("mg", "", "4 6"),
    "piritramide-injection": ("mg", "", "6 8"),
    "opium-tincture": ("mg", "", "4 6"),
    "opium-paregoric": ("mg", "", "4 6"),
}
FACTORS = {
    "codeine": "0.15",
    "fentanyl": "2.4",
    "hydrocodone": "1",
    "hydromorphone": "5",
    "methadone": "4.7",
    "morphine": "1",
    "oxycodone": "1.5",
    "oxymorphone": "3",
    "tapentadol": "0.4",
    "tramadol": "0.2",
    "buprenorphine": None,
    "butorphanol": None,
    "dihydrocodeine": None,
    "levorphanol": None,
    "meperidine": None,
    "nalbuphine": None,
    "opium": None,
    "pentazocine": None,
    "piritramide": None,
    "tilidine": None,
}
OF_ANOTHER_SET = {
    "butorphanol": "7",
    "dihydrocodeine": "0.25",
    "levorphanol": "11",
    "meperidine": "0.1",
    "opium": "1",
    "pentazocine": "0.37",
}
"""NIH HEAL 2025: to recognise in records, and never part of a sum."""
NEVER_PLANNED = {"methadone", "buprenorphine", *(name for name, factor in FACTORS.items() if factor is None)}
HALVES = {
    "morphine-ir-tablet": (15,),
    "oxycodone-ir-tablet": (5, 15),
    "methadone-tablet": (5, 10),
}
FROM_MEMORY = {
    ("oxycodone-er-capsule-base", "splitting"),
    ("buprenorphine-buccal-film", "splitting"),
    ("buprenorphine-naloxone-sl-film", "splitting"),
    ("buprenorphine-sl-tablet", "splitting"),
    ("levorphanol-tablet", "interval"),
    ("levorphanol-tablet", "splitting"),
    *(
        (f"{name}-tablet", "splitting")
        for name in (
            "oxycodone-apap",
            "hydrocodone-apap",
            "hydromorphone-ir",
            "oxymorphone-ir",
            "codeine",
            "codeine-apap",
            "tapentadol-ir",
            "tramadol-ir",
            "tramadol-apap",
        )
    ),
}
COMBINED = {
    "oxycodone-apap-tablet": Fraction(325),
    "hydrocodone-apap-tablet": Fraction(325),
    "hydrocodone-apap-solution": Fraction(325, 15),
    "codeine-apap-tablet": Fraction(300),
    "codeine-apap-solution": Fraction(24),
    "tramadol-apap-tablet": Fraction(325),
    "dihydrocodeine-apap-tablet": Fraction(500),
}
MAX_DAILY_MG = {
    "codeine-tablet": 360,
    "codeine-apap-tablet": 360,
    "tapentadol-ir-tablet": 600,
    "tapentadol-er-tablet": 500,
    "tramadol-ir-tablet": 400,
    "tramadol-solution": 400,
    "tramadol-apap-tablet": 300,
    "tramadol-er-tablet": 300,
    "tramadol-er-capsule": 300,
}


def every_product() -> dict[str, Product]:
    return {made.id: made for path in MEDICINES for made in load_medicine(path).facts.products}


def every_citation() -> list[Cited]:
    found: list[Cited] = []
    for path in MEDICINES:
        file = load_medicine(path)
        found += [file.plausible, *(factor.cited for factor in file.facts.factors)]
        found += [where for made in file.facts.products for _, where in made.cited]
    for path in sorted((DATA / "questionnaires").glob("*.toml")):
        found += [where for _, where in load_questionnaire(path).cited]
    return found + [where for _, where in load_limits(DATA / "limits.toml").cited]


def strengths_shown(made: Product, unit: str) -> list[Fraction]:
    if made.liquids:
        return [liquid.ug_per_ml / 1000 for liquid in made.liquids]
    return [strength.shown * (1000 if unit == "mcg" else 1) for strength in made.strengths]


def test_all_products_are_there_and_no_other() -> None:
    assert set(every_product()) == set(PRODUCTS)
    assert len(PRODUCTS) == 39 + 17


@pytest.mark.no_cover
@pytest.mark.parametrize("product_id", PRODUCTS)
def test_a_product_has_the_strengths_and_hours_of_the_list(product_id: str) -> None:
    unit, strengths, hours = PRODUCTS[product_id]
    made = every_product()[product_id]
    assert strengths_shown(made, unit) == [Fraction(word) for word in strengths.split()]
    assert made.interval_h == tuple(int(word) for word in hours.split())
    assert bool(made.liquids) is (unit == "mg/mL")
    assert all(isinstance(strength, Rate if unit == "mcg/h" else Dose) for strength in made.strengths)


def test_halves_are_those_known_to_be_scored() -> None:
    halves = {made.id: tuple(half.shown for half in made.halves) for made in every_product().values() if made.halves}
    assert halves == HALVES


def test_acetaminophen_is_counted_in_every_combination() -> None:
    found = {made.id: dict(made.combined_with) for made in every_product().values() if made.combined_with}
    assert found == {product_id: {"acetaminophen": mg} for product_id, mg in COMBINED.items()}


def test_daily_maxima_are_those_of_the_labels() -> None:
    found = {made.id: made.max_daily for made in every_product().values() if made.max_daily is not None}
    assert found == {product_id: Dose(mg * 1000) for product_id, mg in MAX_DAILY_MG.items()}


def test_what_is_from_memory_says_so() -> None:
    groups = ("strengths", "interval", "splitting")
    found = {
        (made.id, group)
        for made in every_product().values()
        for group, where in made.cited
        if group in groups and where.certainty is Certainty.MEMORY and where.source != "product-labels"
    }
    assert found == FROM_MEMORY


def test_what_no_list_holds_is_all_from_memory() -> None:
    recalled = [where for where in every_citation() if where.source == "product-labels"]
    assert recalled
    assert {where.certainty for where in recalled} == {Certainty.MEMORY}


def test_a_daily_maximum_is_from_memory_and_a_liquid_step_is_a_choice_of_ours() -> None:
    for made in every_product().values():
        where = dict(made.cited)
        assert made.max_daily is None or where["max_daily"].certainty is Certainty.MEMORY
        assert not made.liquids or where["step"].certainty is Certainty.ENGINEERING


def test_liquid_steps_are_half_a_millilitre_but_for_three() -> None:
    steps = {
        (made.id, liquid.ug_per_ml): liquid.step_ml
        for made in every_product().values()
        for liquid in made.liquids
        if liquid.step_ml != Fraction(1, 2)
    }
    assert steps == {
        ("morphine-ir-solution", 20_000): Fraction(1, 4),
        ("oxycodone-ir-solution", 20_000): Fraction(1, 4),
        ("hydrocodone-apap-solution", Fraction(2000, 3)): Fraction(3, 2),
    }


def test_a_concentrate_is_called_one() -> None:
    for made in every_product().values():
        strongest = max((liquid.ug_per_ml for liquid in made.liquids), default=Fraction(0))
        assert ("concentrate" in made.note) is (strongest >= 10_000), made.id


@pytest.mark.parametrize("name", FACTORS)
def test_factors_are_those_of_the_cdc_table(name: str) -> None:
    facts = catalogue.medicine(name)
    release = Release.PATCH if name == "fentanyl" else Release.IR
    expected = FACTORS[name]
    assert catalogue.mme_factor(facts, release) == (None if expected is None else Fraction(expected))
    others = {factor.factor_set: factor.factor for factor in facts.factors[1:]}
    another = OF_ANOTHER_SET.get(name)
    assert facts.factors[0].factor_set == catalogue.FACTOR_SET
    assert others == ({} if another is None else {"NIH HEAL 2025": Fraction(another)})
    assert facts.factors[0].cited.source == "cdc-2022"


def test_there_are_factors_for_all_medicines() -> None:
    assert set(FACTORS) == set(catalogue.medicine_names())


def test_fentanyl_has_a_factor_for_patches_alone() -> None:
    assert catalogue.mme_factor(catalogue.medicine("fentanyl"), Release.IR) is None


@pytest.mark.parametrize("path", MEDICINES, ids=lambda path: path.stem)
def test_the_examples_of_a_medicine_hold(path: Path) -> None:
    found = load_medicine(path)
    assert len(found.examples) >= 2
    for example in found.examples:
        factor = catalogue.mme_factor(found.facts, example.release)
        assert MmeItem(found.facts.name, example.daily, factor).mme == example.mme


@pytest.mark.parametrize("name", FACTORS)
def test_a_medicine_is_an_opioid_with_cautions_and_is_asked_about_when_absurd(name: str) -> None:
    facts = catalogue.medicine(name)
    assert facts.role is Role.OPIOID
    assert facts.cautions
    for release in {made.release for made in facts.products}:
        most = catalogue.plausible_daily_max(facts, release)
        assert most is not None
        for made in facts.products:
            if made.release is release and made.max_daily is not None:
                assert most.thousandths > made.max_daily.thousandths


def test_what_takes_an_expert_or_has_no_source_is_never_planned_and_says_whom_to_ask() -> None:
    facts = [catalogue.medicine(name) for name in FACTORS]
    held = {medicine.name for medicine in facts if not medicine.plannable}
    assert held == NEVER_PLANNED
    assert all("prescriber" in medicine.referral for medicine in facts if not medicine.plannable)


def test_every_file_was_reviewed_and_is_due_within_a_year() -> None:
    found = catalogue.reviews()
    assert {review.file for review in found} == {
        "limits",
        *catalogue.medicine_names(),
        *catalogue.questionnaire_ids(),
    }
    assert all(review.reviewed >= TODAY for review in found)
    assert all(review.review_by == review.reviewed.replace(year=review.reviewed.year + 1) for review in found)


OF_RULES = {"agnoli-2021", "hawkins-1993", "lorden-1971", "own-prescription", "samhsa-2010", "schat-2021"}
"""What no fact but a rule or the search for early signs rests on."""


def test_every_citation_resolves_and_every_source_is_used() -> None:
    used = {where.source for where in every_citation()}
    lines = [path for path in (DATA / "crisis").glob("*.toml") if path.name != "names.toml"]
    used |= {tomllib.loads(path.read_text(encoding="utf-8"))["source"] for path in lines}
    used |= {fact.cited.source for fact in risk_facts()} | {one.cited.source for one in medicine_classes()} | OF_RULES
    used |= {name for one in articles() for name in one.sources}
    listed = [source.id for source in load_sources(DATA / "sources.toml")]
    assert used == set(listed)
    assert all(catalogue.source(name).note for name in listed)


def test_what_is_a_choice_of_ours_cites_ourselves_or_is_a_reading_of_a_source() -> None:
    ours = [where for where in every_citation() if where.source == "engineering"]
    assert ours
    assert all(where.certainty is Certainty.ENGINEERING for where in ours)


def test_no_product_that_must_stay_whole_has_halves() -> None:
    for made in every_product().values():
        if made.release is not Release.IR or made.form is not Form.TABLET:
            assert made.halves == ()
