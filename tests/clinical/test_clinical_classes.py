"""Groups of medicines by every name; and no hint that names a stronger opioid than the one that was meant."""

from __future__ import annotations

import pytest

from oidtrack.clinical import catalogue
from oidtrack.clinical.classes import class_names, medicine_classes
from oidtrack.clinical.loader import DATA
from oidtrack.clinical.naming import load_index, plain_words, slips
from oidtrack.domain.medicine import Certainty, Role
from oidtrack.errors import UnknownMedicine

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("gabapentin", ["gabapentinoid"]),
        ("Lyrica", ["gabapentinoid"]),
        ("pregabalin er capsules", ["gabapentinoid"]),
        ("ambien cr", ["sleeping-pill"]),
        ("Soma", ["muscle-relaxant"]),
        ("benadryl", ["sedating-antihistamine"]),
        ("vivitrol", ["antagonist"]),
        ("valium", ["benzodiazepine"]),
        ("zoloft", ["serotonergic-antidepressant"]),
        ("St. John's wort", ["serotonergic"]),
        ("paracetamol", ["acetaminophen"]),
        ("tramadol", ["serotonergic-opioid"]),
        ("pethidine", ["serotonergic-opioid"]),
        ("nalbuphine", ["partial-opioid"]),
        ("sufentanil", ["opioid"]),
        ("fentanyl spray", ["opioid"]),
        ("oxycodone acetaminophen", []),
        ("gabapentin tramadol", []),
        ("vitamin d", []),
        ("", []),
    ],
)
def test_a_medicine_is_in_its_groups_by_any_name(words: str, ids: list[str]) -> None:
    assert [one.id for one in catalogue.classes_of(words)] == ids


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("neurontin", Role.PAIN),
        ("lorazepam", Role.BENZODIAZEPINE),
        ("venlafaxine er", Role.ANTIDEPRESSANT),
        ("naltrexone", Role.OTHER),
        ("remifentanil", Role.OPIOID),
        ("vitamin d", None),
    ],
)
def test_the_group_says_what_a_medicine_is_taken_for(words: str, role: Role | None) -> None:
    assert catalogue.usual_role(words) is role


def test_every_name_is_plain_words_and_says_how_sure_it_is() -> None:
    assert all(plain_words(name) == name for name in class_names())
    assert {one.cited.certainty for one in medicine_classes()} == {Certainty.MEMORY}


def test_an_opioid_without_a_file_is_no_name_of_one_that_has_a_file() -> None:
    index = load_index(DATA / "index.toml")
    known = {*catalogue.medicine_names(), *index.medicines, *index.products}
    alone = next(one for one in medicine_classes() if one.id == "opioid")
    assert not known & set(alone.names)


def test_names_that_are_an_opioid_in_a_group_are_recognised_as_that_opioid() -> None:
    for one in medicine_classes():
        if one.role is Role.OPIOID and one.id != "opioid":
            for name, member in one.names.items():
                assert catalogue.recognise(name).facts.name == member


@pytest.mark.parametrize(
    "name", ["sufentanil", "remifentanil", "alfentanil", "carfentanil", "fentanyl lozenge", "fentanyl spray", "heroin"]
)
def test_an_opioid_that_is_known_by_name_alone_is_no_slip_of_another(name: str) -> None:
    with pytest.raises(UnknownMedicine) as caught:
        catalogue.recognise(name)
    assert caught.value.near == ()


@pytest.mark.parametrize(
    "name",
    [
        "lofentanil",
        "ocfentanil",
        "acetylfentanyl",
        "ohmefentanyl",
        "desomorphine",
        "nicomorfine",
        "haloperidol",
        "metformin",
        "methyldopa",
        "metoprolol",
        "penthidine",
        "butorfanil",
        "noscapine",
    ],
)
def test_a_word_that_is_not_really_near_is_given_no_stronger_name(name: str) -> None:
    with pytest.raises(UnknownMedicine) as caught:
        catalogue.recognise(name)
    strong = {"methadone", "fentanyl", "oxymorphone", "hydromorphone", "morphine", "levorphanol", "dolophine"}
    assert not strong & set(caught.value.near)


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("oxycodon", ("oxycodone",)),
        ("tramadoll", ("tramadol",)),
        ("gabapentn", ("gabapentin",)),
        ("pethidne", ("pethidine",)),
        ("pentazocin naloxon", ("pentazocine naloxone",)),
        ("opna", ("opana",)),
        ("opn", ()),
    ],
)
def test_a_slip_of_the_finger_is_offered_the_nearest_names_alone(words: str, near: tuple[str, ...]) -> None:
    with pytest.raises(UnknownMedicine) as caught:
        catalogue.recognise(words)
    assert caught.value.near == near


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("", "", 0),
        ("morfine", "morphine", 0),
        ("oxycodon", "oxycodone", 1),
        ("oxycdoone", "oxycodone", 1),
        ("tramodal", "tramadol", 2),
        ("pethidine", "methadone", 3),
    ],
)
def test_slips_are_counted(one: str, other: str, expected: int) -> None:
    assert slips(one, other) == slips(other, one) == expected
