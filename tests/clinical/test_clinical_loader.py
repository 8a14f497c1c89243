"""Each way in which a facts file can be broken is refused, with the file and the key in the message."""

from __future__ import annotations

from pathlib import Path

import pytest

from oidtrack.clinical.classes import load_classes
from oidtrack.clinical.limits import load_limits
from oidtrack.clinical.loader import DATA, read
from oidtrack.clinical.medicines import load_medicine
from oidtrack.clinical.naming import load_index
from oidtrack.clinical.questionnaires import load_questionnaire
from oidtrack.clinical.sources import load_sources
from oidtrack.errors import FactsBroken

CODEINE = (DATA / "medicines" / "codeine.toml").read_text(encoding="utf-8")
FENTANYL = (DATA / "medicines" / "fentanyl.toml").read_text(encoding="utf-8")
METHADONE = (DATA / "medicines" / "methadone.toml").read_text(encoding="utf-8")
OPIUM = (DATA / "medicines" / "opium.toml").read_text(encoding="utf-8")
PHQ2 = (DATA / "questionnaires" / "phq2.toml").read_text(encoding="utf-8")
PEG = (DATA / "questionnaires" / "peg.toml").read_text(encoding="utf-8")
LIMITS = (DATA / "limits.toml").read_text(encoding="utf-8")
SOURCES = (DATA / "sources.toml").read_text(encoding="utf-8")


def broken(folder: Path, name: str, text: str, change: tuple[str, str]) -> Path:
    """A copy of a good file with one place changed."""
    old, new = change
    assert old in text
    path = folder / f"{name}.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('name = "codeine"', 'name = "morphine"', "name is 'morphine', and the file is codeine.toml"),
        ('name = "codeine"', "", "name is missing"),
        ('name = "codeine"', "name = 5", "name is not a text"),
        ('name = "codeine"', 'name = " "', "name is not a text, or is empty"),
        ('name = "codeine"', 'name = "codeine"\ncolour = "red"', "colour is not a key"),
        ('"codeine sulfate"', '"Codeine Sulfate"', "aliases must be in lower case"),
        ('aliases = ["codeine sulfate", "codeine phosphate"]', 'aliases = "no"', "aliases is not a list"),
        ('role = "opioid"', 'role = "sweet"', "role is 'sweet', not one of opioid, "),
        ("plannable = true", "plannable = 1", "plannable is not true or false"),
        ("plannable = true", "plannable = false", "referral is for what is not plannable"),
        ("plannable = true", 'plannable = true\nreferral = "ask"', "referral is for what is not plannable"),
        ("reviewed = 2026-11-23", 'reviewed = "2026-11-23"', "reviewed is not a date"),
        ("reviewed = 2026-11-23", "reviewed = 2026-11-23T10:00:00", "reviewed is not a date"),
        ("review_by = 2027-11-23", "review_by = 2026-11-23", "review_by does not come after reviewed"),
        ("[plausible]", "[[plausible]]", "plausible is not a table"),
        ("max_mg = 480\n", "", "plausible.max_mg or max_mcg_h is missing"),
        ("max_mg = 480", "max_mg = 0", "plausible.max_mg holds an amount of 0"),
        ("max_mg = 480", "max_mg = 0.00001", "plausible.max_mg does not fit"),
        ("max_mg = 480", "max_kg = 480", "plausible.max_kg is not a key"),
        ("factor = 0.15", "factor = 0", "factors[1].factor is 0; what has no factor is 'not counted'"),
        ("factor = 0.15", 'factor = "none"', "factors[1].factor is not a number"),
        ("factor = 0.15", "factor = -0.15", "factors[1].factor is not a number of 0 or more"),
        ("factor = 0.15", "factor = inf", "factors[1].factor is not a number of 0 or more"),
        ("factor = 0.15", "factor = true", "factors[1].factor is not a number of 0 or more"),
        ("factor = 0.15\n", "", "factors[1].factor is missing"),
        ('id = "codeine-tablet"', 'id = "coffee-tablet"', "products need ids that begin with codeine-"),
        ('id = "codeine-tablet"', 'id = "codeine-apap-tablet"', "products need ids"),
        ('unit = "mg"', 'unit = "g"', "products[1].unit is 'g', not one of mg, mcg, mcg/h"),
        ('unit = "mg"', 'unit = "mcg/h"', "products[1].form release and unit must agree"),
        ('form = "tablet"', 'form = "patch"', "products[1].form release and unit must agree"),
        ('form = "tablet"', 'form = "liquid"', "products[1].strengths are for all but a liquid"),
        ('release = "ir"', 'release = "patch"', "products[1].form release and unit must agree"),
        ("strengths = [15, 30, 60]", "", "products[1].cited.strengths is not a key"),
        ("strengths = [15, 30, 60]", "strengths = [15, 60, 30]", "products[1].strengths must ascend"),
        ("strengths = [15, 30, 60]", "strengths = [15, 15]", "products[1].strengths must ascend"),
        ("strengths = [15, 30, 60]", "strengths = [15]\nhalves = [30]", "products[1].halves must be among strengths"),
        ('form = "tablet"', 'form = "capsule"\nhalves = [15]', "products[1].halves are for immediate-release tablets"),
        ('release = "ir"', 'release = "er"\nhalves = [15]', "products[1].halves are for immediate-release tablets"),
        ('form = "tablet"', 'form = "capsule"\nroute = "buccal"', "products[1].cited.route is missing"),
        ("interval_h = [4]", "interval_h = []", "products[1].interval_h must be hours of 1 or more"),
        ("interval_h = [4]", "interval_h = [0]", "products[1].interval_h must be hours of 1 or more"),
        ("interval_h = [4]", "interval_h = [6, 4]", "products[1].interval_h must ascend"),
        ("interval_h = [4]", "interval_h = [4.5]", "products[1].interval_h is not a whole number"),
        ('"tylenol 2"', '"Tylenol 2"', "products[2].brands must be in lower case"),
        ("per_ml = 5, step_ml", "per_ml = 0, step_ml", "products[3].liquids[1].per_ml is 0"),
        ("step_ml = 0.5", "step_ml = 0.0001", "products[3].liquids[1].step_ml does not fit"),
        ("mg = 300 }", "mg = 0 }", "products[2].combined_with[1].mg and per_ml are above 0"),
        ("mg = 120, per_ml = 5", "mg = 120, per_ml = 0", "products[3].combined_with[1].mg and per_ml are above 0"),
        ("combined_with = [{ ", "combined_with = [5, { ", "products[2].combined_with is not a table"),
        ("[products.cited]", "[products.quoted]", "products[1].cited is missing"),
        ('interval = { source = "us-labels"', 'hours = { source = "x"', "products[1].cited.interval is missing"),
        ('certainty = "from-memory" }', 'certainty = "sure" }', "products[1].cited.splitting.certainty is 'sure'"),
        ('certainty = "from-memory" }', 'certainty = "from-memory", x = 1 }', "products[1].cited.splitting.x is not"),
        ("[products.cited]", "[products.cited]\nstep = 5", "products[1].cited.step is not a key"),
        ("mme = 18", "mme = 0", "examples[1].mme is 0"),
        ("daily = 120", "daily = 0", "examples[1].daily holds an amount of 0"),
    ],
)
def test_a_broken_medicine_file_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(FactsBroken) as caught:
        load_medicine(broken(tmp_path, "codeine", CODEINE, (old, new)))
    assert caught.value.message.startswith("codeine.toml: ")
    assert says in caught.value.message


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ('form = "tablet"\nroute = "nasal"', "products[1].route is 'nasal', not one of sublingual, buccal"),
        ('form = "capsule"\nroute = "buccal"', "products[1].route is for what melts or is sprayed in the mouth"),
    ],
)
def test_a_route_that_cannot_be_is_refused(tmp_path: Path, given: str, says: str) -> None:
    cited = "[products.cited]\n"
    where = 'route = { source = "us-labels", locator = "x", certainty = "verified" }\n'
    text = CODEINE.replace(cited, cited + where, 1)

    with pytest.raises(FactsBroken) as refused:
        load_medicine(broken(tmp_path, "codeine", text, ('form = "tablet"', given)))

    assert says in refused.value.message


@pytest.mark.parametrize("key", ["products", "factors", "examples"])
def test_a_medicine_without_a_part_is_refused(tmp_path: Path, key: str) -> None:
    parts = FENTANYL.split("\n\n")
    kept = [part for part in parts if f"[[{key}]]" not in part and not (key == "products" and "[products." in part)]
    path = tmp_path / "fentanyl.toml"
    path.write_text("\n\n".join(kept), encoding="utf-8")
    with pytest.raises(FactsBroken, match=rf"fentanyl\.toml: {key} is missing"):
        load_medicine(path)


def test_a_medicine_that_is_not_planned_needs_a_referral(tmp_path: Path) -> None:
    with pytest.raises(FactsBroken, match=r"methadone\.toml: referral"):
        load_medicine(broken(tmp_path, "methadone", METHADONE, ("plannable = false", "plannable = true")))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('id = "phq2"', 'id = "phq3"', "id is 'phq3', and the file is phq2.toml"),
        ('scoring = "sum"', 'scoring = "guess"', "scoring is 'guess', not one of sum, mean"),
        ("points = 3", "points = 4", "choices need points 0, 1, 2"),
        ("points = 0,", "points = 9,", "choices need points 0, 1, 2"),
        ("low = 3", "low = 4", "bands must cover 0 to 6 without gap or overlap"),
        ("low = 3", "low = 2", "bands must cover 0 to 6 without gap or overlap"),
        ("low = 0", "low = 1", "bands must cover 0 to 6 without gap or overlap"),
        ("high = 6", "high = 5", "bands must cover 0 to 6 without gap or overlap"),
        ("high = 2", "high = -1", "bands must cover 0 to 6 without gap or overlap"),
        ("low = 0, high = 2,", 'low = 0, high = -1, label = "x" },\n{ low = 0, high = 2,', "bands must end no earlier"),
        ("cut_point = 3", "cut_point = 7", "cut_point lies outside 0 to 6"),
        ("cut_point = 3", "cut_point = 0", "cut_point lies outside 0 to 6"),
        ("cut_point = 3", "cut_point = 3\nmeaningful_change = 1", "cited.meaningful_change is missing"),
        ("cut_point = 3", "cut_point = 3\nalarm_item = 3", "alarm_item is the number of no item"),
        ("cut_point = 3", "cut_point = 3\nalarm_item = 0", "alarm_item is the number of no item"),
        ("cut_point = 3", 'cut_point = 3\nloinc_panel = ""', "loinc_panel is not a text"),
        ("sensitivity = 61", "sensitivity = 100", "accuracy is not in percent between 0 and 100"),
        ("sensitivity = 61", "sensitivity = 0", "accuracy is not in percent between 0 and 100"),
        ("specificity = 92", "specificity = 100", "accuracy is not in percent between 0 and 100"),
        ("specificity = 92", "specificity = 0", "accuracy is not in percent between 0 and 100"),
        ("specificity = 92", "specificity = 9.5", "specificity is not a whole number"),
        ("specificity = 92", "specificity = 92\nsharpness = 1", "sharpness is not a key"),
        ("cut_point = 3", "cut_point = 2.5", "accuracy needs a whole cut_point"),
        ("loinc_total", "loinc_sum", "loinc_sum is not a key"),
        ("score = 0", "score = [1]", "examples[1].score is not a numerator and a denominator"),
        ("score = 0", "score = [1, 0]", "examples[1].score is not a numerator and a denominator"),
        ("answers = [0, 0]", 'answers = ["0"]', "examples[1].answers is not a whole number"),
    ],
)
def test_a_broken_questionnaire_file_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = PHQ2.replace('loinc_panel = "55757-9"\n', "") if "loinc_panel" in new else PHQ2
    with pytest.raises(FactsBroken) as caught:
        load_questionnaire(broken(tmp_path, "phq2", text, (old, new)))
    assert caught.value.message.startswith("phq2.toml: ")
    assert says in caught.value.message


def without(text: str, start: str, end: str) -> str:
    """Text without what stands from `start` to before `end`."""
    first = text.index(start)
    return text[:first] + text[text.index(end, first) :]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (without(PEG, "items = [", "choices = ["), "items"),
        (without(PEG, "choices = [", "\n[cited]"), "choices"),
        (PEG[: PEG.index("[[examples]]")], "examples"),
        (without(without(PEG, "bands_note = {", "\n"), "bands_note = ", "\n"), "bands_note"),
    ],
)
def test_a_questionnaire_without_a_part_is_refused(tmp_path: Path, text: str, key: str) -> None:
    path = tmp_path / "peg.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FactsBroken, match=rf"peg\.toml: {key} "):
        load_questionnaire(path)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("max_weekly_percent = 10\n", "", "max_weekly_percent is missing"),
        ("max_weekly_percent = 10", "max_weekly_percent = 0", "max_weekly_percent is not above 0 and at most 25"),
        ("max_weekly_percent = 10", "max_weekly_percent = 9", "rules are faster than max_weekly_percent"),
        ("max_step_percent = 25", "max_step_percent = 26", "max_step_percent is not above 0 and at most 25"),
        ("min_days_between = 7", "min_days_between = 0", "min_days_between is not 1 or more"),
        ("min_days_between = 7", "min_days_between = 8", "rules go below min_days_between"),
        ("[50, 90]", "[50]", "mme_thresholds is not two ascending numbers"),
        ("[50, 90]", "[90, 50]", "mme_thresholds is not two ascending numbers"),
        ("[3000, 4000]", "[0, 4000]", "acetaminophen_mg is not two ascending numbers"),
        ("from_days = 0", "from_days = 1", "rules need from_days that begin at 0 and ascend"),
        ("from_days = 90", "from_days = 365", "rules need from_days that begin at 0 and ascend"),
        ("from_days = 90", "from_days = 400", "rules need from_days that begin at 0 and ascend"),
        ('id = "under-90-days"', 'id = "a-year-or-more"', "rules need ids of their own"),
        ("slower_percent = 10", "slower_percent = 11", "rules[1].slower_percent is more than percent"),
        ("fastest_every_days = 7", "fastest_every_days = 8", "rules[1].fastest_every_days is more than every_days"),
        ("current_below = 0.30", "current_below = 1", "rules[1].current_below is a share"),
        ('basis = "start"', 'basis = "end"', "rules[1].basis is 'end'"),
        ("[[rules]]", "[[paces]]", "paces is not a key"),
    ],
)
def test_a_broken_limits_file_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(FactsBroken) as caught:
        load_limits(broken(tmp_path, "limits", LIMITS, (old, new)))
    assert caught.value.message.startswith("limits.toml: ")
    assert says in caught.value.message


def test_limits_without_rules_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "limits.toml"
    path.write_text(LIMITS[: LIMITS.index("[[rules]]")], encoding="utf-8")
    with pytest.raises(FactsBroken, match=r"limits\.toml: rules need"):
        load_limits(path)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('id = "fda-2019"', 'id = "cdc-2022"', "sources need ids of their own"),
        ("year = 2022", 'year = "2022"', "sources[1].year is not a whole number"),
        ("[[sources]]", "x = 1\n[[sources]]", "x is not a key"),
    ],
)
def test_a_broken_sources_file_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(FactsBroken) as caught:
        load_sources(broken(tmp_path, "sources", SOURCES, (old, new)))
    assert caught.value.message == f"sources.toml: {says}" or says in caught.value.message


def test_a_broken_index_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "index.toml"
    path.write_text("[medicines]\nx = 5\n[products]\n", encoding="utf-8")
    with pytest.raises(FactsBroken, match=r"index\.toml: medicines\.x is not a text"):
        load_index(path)


def test_a_file_that_is_missing_or_no_toml_is_named_without_its_folder(tmp_path: Path) -> None:
    with pytest.raises(FactsBroken) as caught:
        read(tmp_path / "nowhere.toml")
    assert caught.value.message == "nowhere.toml: the file cannot be read"
    for content in (b"a = = b", b"a = '\xff'"):
        path = tmp_path / "odd.toml"
        path.write_bytes(content)
        with pytest.raises(FactsBroken, match=r"^odd\.toml: the file is not TOML"):
            read(path)


def test_numbers_are_exact(tmp_path: Path) -> None:
    path = tmp_path / "numbers.toml"
    path.write_text("tenth = 0.1\nlist = [1, 0.2]", encoding="utf-8")
    table = read(path)
    assert table.number("tenth") * 10 == 1
    assert [number * 5 for number in table.numbers("list")] == [5, 1]


def test_what_is_planned_has_strengths_or_concentrations(tmp_path: Path) -> None:
    planned = OPIUM.replace("plannable = false", "plannable = true")
    with pytest.raises(FactsBroken, match=r"opium\.toml: strengths or liquids are needed of every product"):
        load_medicine(broken(tmp_path, "opium", planned, ('referral = "Opium', 'referral = "Opium')))


CLASSES = (DATA / "classes.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('id = "gabapentinoid"', 'id = "benzodiazepine"', "classes need ids of their own"),
        ('lorazepam = ["ativan", "tavor"]', 'lorazepam = ["valium"]', "classes[1].names.valium stands twice"),
        ('role = "benzodiazepine"', 'role = "sweet"', "classes[1].role is 'sweet'"),
        ('words = "a gabapentinoid"', "", "classes[2].words is missing"),
    ],
)
def test_a_broken_classes_file_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(FactsBroken) as caught:
        load_classes(broken(tmp_path, "classes", CLASSES, (old, new)))
    assert says in caught.value.message
