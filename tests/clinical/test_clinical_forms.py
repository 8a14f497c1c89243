"""Every questionnaire file loads, scores its own examples, and carries the bands and codes of its papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from oidtrack.clinical import catalogue
from oidtrack.clinical.loader import DATA
from oidtrack.clinical.questionnaires import load_questionnaire
from oidtrack.domain.questionnaire import Accuracy, Scoring, score

QUESTIONNAIRES = sorted((DATA / "questionnaires").glob("*.toml"))


@pytest.mark.parametrize("questionnaire_id", ["phq2", "phq9", "gad7", "peg", "shortows", "sows"])
def test_the_examples_of_a_questionnaire_hold(questionnaire_id: str) -> None:
    found = load_questionnaire(DATA / "questionnaires" / f"{questionnaire_id}.toml")
    assert len(found.examples) >= 2
    for example in found.examples:
        scored = score(found.questionnaire, example.answers)
        assert (scored.value, scored.band) == (example.score, example.band)


@pytest.mark.parametrize("path", QUESTIONNAIRES, ids=lambda path: path.stem)
def test_examples_stand_on_both_sides_of_every_band_edge(path: Path) -> None:
    found = load_questionnaire(path)
    scores = {example.score for example in found.examples}
    assert {edge for band in found.questionnaire.bands for edge in (band.low, band.high)} <= scores


@pytest.mark.parametrize(
    ("questionnaire_id", "items", "top", "bands"),
    [
        ("phq9", 9, 27, [(0, 4), (5, 9), (10, 14), (15, 19), (20, 27)]),
        ("phq2", 2, 6, [(0, 2), (3, 6)]),
        ("gad7", 7, 21, [(0, 4), (5, 9), (10, 14), (15, 21)]),
        ("peg", 3, 10, []),
        ("shortows", 10, 30, []),
        ("sows", 16, 64, []),
    ],
)
def test_bands_partition_the_range(questionnaire_id: str, items: int, top: int, bands: list[tuple[int, int]]) -> None:
    found = catalogue.questionnaire(questionnaire_id)
    assert len(found.items) == items
    assert found.max_score == top
    assert [(band.low, band.high) for band in found.bands] == bands
    assert bands == [] or [n for low, high in bands for n in range(low, high + 1)] == list(range(top + 1))
    assert bool(found.bands_note) is (not bands)


def test_cut_points_and_changes_are_those_of_the_papers() -> None:
    found = {name: catalogue.questionnaire(name) for name in catalogue.questionnaire_ids()}
    assert {name: form.cut_point for name, form in found.items() if form.cut_point} == {
        "phq9": 10,
        "phq2": 3,
        "gad7": 10,
    }
    assert {name: form.meaningful_change for name, form in found.items() if form.meaningful_change} == {
        "phq9": 5,
        "shortows": 2,
    }
    assert {name for name, form in found.items() if form.scoring is Scoring.MEAN} == {"peg"}


def test_sensitivity_and_specificity_are_those_of_the_papers() -> None:
    """PHQ-2: Arroll 2010, 61 and 92 of 100; PHQ-9: Kroenke 2001, 88 of both."""
    found = {name: catalogue.questionnaire(name).accuracy for name in catalogue.questionnaire_ids()}
    assert {name: figures for name, figures in found.items() if figures is not None} == {
        "phq2": Accuracy(3, 61, 92),
        "phq9": Accuracy(10, 88, 88),
    }
    assert dict(catalogue.questionnaire_citations("phq2"))["accuracy"].source == "arroll-2010"
    assert dict(catalogue.questionnaire_citations("phq9"))["accuracy"].source == "kroenke-2001"


def test_only_the_ninth_question_of_the_phq9_raises_the_alarm() -> None:
    found = {name: catalogue.questionnaire(name) for name in catalogue.questionnaire_ids()}
    assert {name: form.alarm_item for name, form in found.items() if form.alarm_item} == {"phq9": 9}
    assert score(found["phq9"], (0, 0, 0, 0, 0, 0, 0, 0, 1)).alarm
    assert not score(found["phq9"], (3, 3, 3, 3, 3, 3, 3, 3, 0)).alarm


def test_loinc_codes_are_those_of_the_panels() -> None:
    phq9, gad7 = catalogue.questionnaire("phq9"), catalogue.questionnaire("gad7")
    assert [item.loinc for item in phq9.items] == (
        ["44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5", "44253-3", "44260-8"]
    )
    assert [item.loinc for item in gad7.items] == (
        ["69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7"]
    )
    totals = {name: catalogue.questionnaire(name).loinc_total for name in catalogue.questionnaire_ids()}
    assert totals == {
        "phq9": "44261-6",
        "phq2": "55758-7",
        "gad7": "70274-6",
        "peg": "91147-9",
        "shortows": "",
        "sows": "",
    }
    assert [choice.code for choice in phq9.choices] == ["LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9"]
    assert catalogue.questionnaire("phq2").items == phq9.items[:2]


def test_the_withdrawal_scales_carry_labels_of_our_own_and_say_so() -> None:
    for name in ("shortows", "sows"):
        assert "own" in catalogue.questionnaire(name).credit
    sows = catalogue.questionnaire("sows")
    assert sows.items[15].text == "Craving"
    assert "item 16" in sows.credit
