"""The report as FHIR R4, each bundle held to the definitions of 4.0.1."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from diaries import at, day, dose, mood, plan, prescription, write
from fhir_r4 import faults
from lives import LIVES, NOW, reports
from oidtrack.domain.dose import Rate
from oidtrack.domain.journal import Assessment, DoseState, Entry, Kind, moment
from oidtrack.domain.medicine import Makings, Release, Role, ScheduledDose
from oidtrack.domain.profile import Profile
from oidtrack.services.report.reporting import Report, report
from oidtrack.services.report.sharing import report_fhir
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables.profile import save_profile

DAY_ENDS_AT = NOW.time().replace(hour=4, minute=0)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db") as opened:
        yield opened


def gather(journal: Journal, first: int = 0, last: int = 9) -> Report:
    return report(journal, day(first), day(last), at(last, 23))


Share = Callable[..., dict[str, Any]]


@pytest.fixture
def shared() -> Share:
    def make(found: Report, name: str = "", *, daily: bool = False) -> dict[str, Any]:
        bundle: dict[str, Any] = json.loads(report_fhir(found, NOW, name, daily=daily))
        assert faults(bundle) == []
        return bundle

    return make


def of(bundle: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [entry["resource"] for entry in bundle["entry"] if entry["resource"]["resourceType"] == kind]


@pytest.mark.no_cover
@pytest.mark.parametrize("life", LIVES)
def test_a_life_is_a_valid_bundle_whose_references_lead_somewhere(life: str, shared: Share) -> None:
    bundle = shared(reports()[life], name="Łukasz")

    there = {entry["fullUrl"] for entry in bundle["entry"]}
    assert len(there) == len(bundle["entry"])
    assert set(re.findall(r'"reference": "([^"]+)"', json.dumps(bundle))) <= there
    assert all(entry["fullUrl"] == f"urn:uuid:{entry['resource']['id']}" for entry in bundle["entry"])
    assert of(bundle, "Patient")[0]["name"] == [{"text": "Łukasz"}]
    assert {resource["status"] for resource in of(bundle, "Observation")} == {"final"}
    assert {resource["status"] for resource in of(bundle, "QuestionnaireResponse")} <= {"completed"}
    assert {resource["status"] for resource in of(bundle, "MedicationStatement")} <= {"active", "completed"}


def test_nobody_is_named_unless_the_name_was_given_and_an_empty_journal_is_a_bundle(
    journal: Journal, shared: Share
) -> None:
    bundle = shared(gather(journal))

    contents, patient = (entry["resource"] for entry in bundle["entry"])
    assert patient == {"resourceType": "Patient", "id": patient["id"]}
    assert (bundle["type"], bundle["timestamp"]) == ("document", NOW.isoformat())
    assert all("emptyReason" in section for section in contents["section"])


@pytest.mark.no_cover
def test_the_contents_stand_in_front_in_the_order_of_a_patient_summary(shared: Share) -> None:
    bundle = shared(reports()["held"])

    contents, *others = [entry["resource"] for entry in bundle["entry"]]

    assert (contents["resourceType"], contents["event"]) == (
        "Composition",
        [{"period": {"start": "2026-08-04", "end": "2026-11-23"}}],
    )
    found = [(one["title"], one.get("code", {}).get("coding", [{}])[0].get("code")) for one in contents["section"]]
    assert found == [
        ("Medicines", "10160-0"),
        ("Allergies", "48765-2"),
        ("Problems", "11450-4"),
        ("Questionnaires and their scores", None),
        ("Ratings by the person", None),
    ]
    named = [entry["reference"] for one in contents["section"] for entry in one.get("entry", [])]
    # all but the person, each once, in the order of the contents
    assert named == [f"urn:uuid:{one['id']}" for one in others if one["resourceType"] != "Patient"]
    medicines, allergies, _, answers, _ = contents["section"]
    assert "planned 70 mg a day; taken on average 69.5 mg a day" in medicines["text"]["div"]
    assert allergies["emptyReason"]["coding"][0]["code"] == "notasked"
    assert "(Patient Health Questionnaire), 2026-11-16: score 7</li>" in answers["text"]["div"]


def test_a_name_cannot_break_out_of_the_words_for_people(journal: Journal, shared: Share) -> None:
    write(journal, prescription(20, medicine="<b>&amp; \u202eof mine", times=(8,)))

    contents = of(shared(gather(journal)), "Composition")[0]

    assert "<li>&lt;b&gt;&amp;amp;  of mine, " in contents["section"][0]["text"]["div"]


def test_two_people_never_share_an_id(journal: Journal, shared: Share) -> None:
    write(journal, mood(0, mood=50))
    found = gather(journal)

    first, again, other = (shared(one) for one in (found, found, replace(found, prescriber="Dr. B", measures=())))

    assert first == again
    assert of(first, "Patient")[0]["id"] != of(other, "Patient")[0]["id"]


def test_answers_carry_their_codes_and_the_score_points_back(journal: Journal, shared: Share) -> None:
    write(
        journal,
        Entry(Kind.ASSESSMENT, moment(at(1), DAY_ENDS_AT), Assessment("phq9", (3, 2, 1, 0, 0, 0, 0, 0, 1))),
        Entry(Kind.ASSESSMENT, moment(at(2), DAY_ENDS_AT), Assessment("peg", (7, 5, 7))),
        Entry(Kind.ASSESSMENT, moment(at(3), DAY_ENDS_AT), Assessment("shortows", (1,) * 10)),
    )

    bundle = shared(gather(journal))

    phq9, peg, ows = of(bundle, "QuestionnaireResponse")
    assert phq9["questionnaire"] == "http://loinc.org/q/44249-1"
    assert phq9["item"][0]["linkId"] == "/44250-9"
    assert phq9["item"][0]["answer"][0]["valueCoding"]["code"] == "LA6571-9"
    assert phq9["item"][-1] == {"linkId": "/44261-6", "text": "Score", "answer": [{"valueDecimal": 7}]}
    assert ("questionnaire" in peg, peg["item"][0]["answer"]) == (False, [{"valueInteger": 7}])
    assert peg["item"][-1]["answer"] == [{"valueDecimal": 6.3333}]
    assert (ows["item"][0]["linkId"], ows["item"][-1]["linkId"]) == ("1", "score")
    scores = of(bundle, "Observation")
    assert scores[0]["code"]["coding"] == [{"system": "http://loinc.org", "code": "44261-6"}]
    assert "coding" not in scores[2]["code"]
    assert scores[0]["derivedFrom"] == [{"reference": f"urn:uuid:{phq9['id']}"}]


def test_days_without_an_answer_are_left_out_and_a_dose_has_its_times(journal: Journal, shared: Share) -> None:
    write(journal, prescription(20, 20), plan(), mood(0, mood=55, sleep=420), mood(4, mood=60))
    write(journal, *(dose(n, mg, hour) for n in (0, 1) for mg, hour in ((15, 8), (20, 20))))

    bundle = shared(gather(journal, -2, 9), daily=True)

    readings = [
        (one["code"]["text"], one["effectiveDateTime"], one["valueQuantity"]) for one in of(bundle, "Observation")
    ]
    assert [(day_, value["value"]) for text, day_, value in readings if text.startswith("Mood")] == [
        ("2026-10-05", 5.5),
        ("2026-10-09", 6),
    ]
    assert [value["code"] for text, _, value in readings if text.startswith("Sleep")] == ["h"]
    assert [value["code"] for text, _, value in readings if text.startswith("Morphine")] == ["{MME}/d"]
    before, step = of(bundle, "MedicationStatement")
    assert (before["status"], before["effectivePeriod"]) == ("completed", {"start": "2026-10-03", "end": "2026-10-04"})
    assert before["dosage"][0]["timing"]["repeat"]["timeOfDay"] == ["08:00:00", "20:00:00"]
    assert before["dosage"][0]["doseAndRate"][0]["doseQuantity"]["value"] == 20
    assert (step["status"], step["effectivePeriod"]) == ("active", {"start": "2026-10-05"})
    assert step["dosage"][0]["text"] == "planned 35 mg a day; taken on average 35 mg a day, 2 of 10 days recorded"
    assert [
        (part["timing"]["repeat"]["timeOfDay"], part["doseAndRate"][0]["doseQuantity"]["value"])
        for part in step["dosage"]
    ] == [(["08:00:00"], 15), (["20:00:00"], 20)]
    assert step["dosage"][0]["route"]["coding"][0]["code"] == step["dosage"][1]["route"]["coding"][0]["code"] == "PO"


def test_a_week_is_one_reading_with_its_worst_day_and_pain_and_sleep_have_a_code(
    journal: Journal, shared: Share
) -> None:
    rows = ((0, 20, 480), (1, 30, 420), (2, 90, 300), (7, 50, None))
    write(journal, *(mood(n, pain=pain, sleep=sleep, mood=50) for n, pain, sleep in rows))

    found = of(shared(gather(journal)), "Observation")

    pain = [one for one in found if one["code"]["text"].startswith("Pain")]
    assert [one["effectivePeriod"] for one in pain] == [
        {"start": "2026-10-05", "end": "2026-10-11"},
        {"start": "2026-10-12", "end": "2026-10-14"},
    ]
    assert [one["valueQuantity"]["value"] for one in pain] == [3, 5]
    days, low, high = pain[0]["component"]
    assert days["valueInteger"] == 3
    assert (low["valueQuantity"]["value"], high["valueQuantity"]["value"]) == (2, 9)
    codes = {one["code"]["text"].split(",")[0]: one["code"].get("coding", [{}])[0].get("code") for one in found}
    assert codes == {"Pain": "72514-3", "Sleep": "93832-4", "Mood": None}


def test_a_dose_has_begun_when_it_did_and_not_with_the_report(journal: Journal, shared: Share) -> None:
    write(journal, replace(prescription(20, 20), since=day(-400)))

    (one,) = of(shared(gather(journal)), "MedicationStatement")

    assert one["effectivePeriod"] == {"start": day(-400).isoformat()}
    assert one["dosage"][0]["timing"]["repeat"] == {
        "frequency": 2,
        "period": 1,
        "periodUnit": "d",
        "timeOfDay": ["08:00:00", "20:00:00"],
    }


def test_after_the_end_there_is_no_statement_of_nothing(shared: Share) -> None:
    found = of(shared(reports()["ended"]), "MedicationStatement")

    assert len(found) > 1
    assert {one["status"] for one in found} == {"completed"}
    assert not any("planned 0 " in part["text"] for one in found for part in one["dosage"])


def test_what_is_taken_when_needed_is_one_statement_with_its_sum(journal: Journal, shared: Share) -> None:
    needed = replace(prescription(medicine="tramadol"), since=day(-30))
    doses = [dose(n, mg, hour, medicine="tramadol", state=DoseState.EXTRA) for n, mg, hour in DOSES_WHEN_NEEDED]
    write(journal, needed, *doses)

    (one,) = of(shared(gather(journal)), "MedicationStatement")

    assert (one["status"], one["effectivePeriod"]) == ("active", {"start": day(-30).isoformat()})
    assert one["dosage"][0]["asNeededBoolean"] is True
    assert one["dosage"][0]["text"] == "taken when needed; written down: 200 mg on 2 of 10 days, at most 150 mg a day"


DOSES_WHEN_NEEDED = ((1, 50, 9), (4, 50, 9), (4, 100, 19))


def test_the_year_of_birth_leaves_if_it_was_told(journal: Journal, shared: Share) -> None:
    assert "birthDate" not in of(shared(gather(journal)), "Patient")[0]
    with journal.writing("test", 0) as writer:
        save_profile(writer, Profile(born=1955))

    assert of(shared(gather(journal)), "Patient")[0]["birthDate"] == "1955"


def test_patches_other_medicines_and_what_is_taken_when_needed(journal: Journal, shared: Share) -> None:
    patch = prescription(
        medicine="fentanyl",
        release=Release.PATCH,
        doses=(ScheduledDose(NOW.time(), Rate(25_000)),),
        makings=Makings(),
        change_days=3,
    )
    sertraline = prescription(50, medicine="sertraline", role=Role.ANTIDEPRESSANT, times=(8,))
    ibuprofen = prescription(medicine="ibuprofen", role=Role.PAIN)
    tramadol = prescription(medicine="tramadol")
    write(journal, patch, sertraline, ibuprofen, tramadol, dose(1, 50, medicine="tramadol", state=DoseState.EXTRA))

    found = {
        one["medicationCodeableConcept"]["text"]: one["dosage"][0]
        for one in of(shared(gather(journal)), "MedicationStatement")
    }

    patch_ = found["fentanyl, patch"]
    ratio = patch_["doseAndRate"][0]["rateRatio"]
    assert (ratio["numerator"]["code"], ratio["denominator"]["code"]) == ("ug", "h")
    assert patch_["route"]["coding"][0]["code"] == "TRNSDERM"
    assert patch_["timing"]["repeat"] == {"frequency": 1, "period": 3, "periodUnit": "d"}
    assert found["sertraline, immediate release"]["text"] == "planned 50 mg a day"
    assert found["sertraline, immediate release"]["timing"]["repeat"]["timeOfDay"] == ["08:00:00"]
    assert found["ibuprofen, immediate release"] == {"text": "taken when needed", "asNeededBoolean": True}
    assert found["tramadol, immediate release"]["asNeededBoolean"] is True


def test_a_sum_without_a_factor_is_a_minimum(journal: Journal, shared: Share) -> None:
    write(journal, prescription(8, medicine="buprenorphine", times=(8,)), prescription(20, 20))

    (mme,) = [one for one in of(shared(gather(journal)), "Observation") if "Morphine" in one["code"]["text"]]

    assert (mme["valueQuantity"]["comparator"], mme["valueQuantity"]["value"]) == (">=", 60)
