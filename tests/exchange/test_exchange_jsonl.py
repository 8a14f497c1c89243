"""JSON Lines: a whole journal goes out and comes back as it was, and a second time changes nothing."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from journals import Content, brought_in, content_of, exported, fill, fresh, journals
from msgspec.structs import replace
from store_samples import DAY, NOW, ONE_OF_EACH, PATCH, PLAN, PRESCRIPTION, PROFILE, agreed, at, note

from oidtrack.domain.dose import Dose
from oidtrack.domain.medicine import Release
from oidtrack.domain.stock import StockKind, StockRow
from oidtrack.exchange import jsonl_reading
from oidtrack.services.files.importing import compare, save
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.appointments import Appointment
from oidtrack.store.tables.entries import delete_entry
from oidtrack.store.tables.medicines import close_prescription
from oidtrack.store.tables.undo import undo_last

pytest_plugins = ("store_fixtures",)

WHOLE = Content(
    entries=list(ONE_OF_EACH),
    medicines=(PRESCRIPTION, PATCH),
    plans=((PLAN, agreed(PLAN)), (replace(PLAN, medicine="morphine"),)),
    profile=PROFILE,
    visits=(Appointment(at(), "Dr Ng", "bring the box"), Appointment(at(NOW + 9), "Dr Ng")),
    questions=(("first?", 2), ("any time?", 0)),
    stock=(
        StockRow("oxycodone", Release.IR, at(), StockKind.REFILL, Dose(5000), Fraction(61, 2), DAY),
        StockRow("naloxone", Release.IR, at(), StockKind.COUNTED, None, Fraction(1)),
    ),
)


@pytest.mark.no_cover
@settings(
    max_examples=25,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(journals)
def test_a_journal_comes_back_as_it_was_and_twice_adds_nothing(
    tmp_path_factory: pytest.TempPathFactory, content: Content
) -> None:
    folder = tmp_path_factory.mktemp("pair")
    with fresh(folder, "one") as one, fresh(folder, "two") as two:
        fill(one, content)
        text = exported(one)
        brought_in(two, text)
        assert content_of(two) == content_of(one)
        assert exported(two) == text
        assert brought_in(two, text).new == ()
        assert brought_in(one, text).new == ()


def test_ids_stay_where_a_journal_is_empty_and_gaps_stay_gaps(journal: Journal, tmp_path: Path) -> None:
    fill(journal, WHOLE)
    with journal.writing("delete", NOW) as writer:
        delete_entry(writer, 2)
    with fresh(tmp_path, "other") as other:
        brought_in(other, exported(journal))
        assert content_of(other) == content_of(journal)


def test_a_journal_that_has_something_keeps_it_and_its_ids(journal: Journal, tmp_path: Path) -> None:
    fill(journal, WHOLE)
    own = replace(PLAN, medicine="hydromorphone")
    with fresh(tmp_path, "other") as other:
        mine = replace(
            WHOLE, entries=[note("mine")], plans=((own,),), medicines=(), profile=replace(PROFILE, born=1950)
        )
        fill(other, mine)
        came = brought_in(other, exported(journal))
        assert other.rows("SELECT id, kind FROM entries ORDER BY id LIMIT 1") == [(1, "note")]
        assert other.rows("SELECT plan_id, version, medicine FROM plans ORDER BY id") == [
            (1, 1, "hydromorphone"),
            (2, 1, "oxycodone"),
            (2, 2, "oxycodone"),
            (3, 1, "morphine"),
        ]
        assert other.rows("SELECT value FROM profile WHERE key = 'born'") == [("1950",)]
        assert came.notes == ("the profile here says something else of born and stays as it is",)
        assert dict(came.known) == {"appointments": 2, "questions": 2, "stock rows": 2, "profile": 1}
        assert brought_in(other, exported(journal)).new == ()


def test_what_a_profile_lacks_is_filled_in(journal: Journal, tmp_path: Path) -> None:
    fill(journal, WHOLE)
    with fresh(tmp_path, "other") as other:
        fill(other, replace(WHOLE, profile=replace(PROFILE, country=None)))
        assert brought_in(other, exported(journal)).counted() == (("profile", 1),)
        assert other.rows("SELECT value FROM profile WHERE key = 'country'") == [("CH",)]


def test_a_later_version_joins_its_plan_and_another_of_that_number_stays_out(journal: Journal, tmp_path: Path) -> None:
    fill(journal, replace(WHOLE, plans=((PLAN, agreed(PLAN)),)))
    with fresh(tmp_path, "older") as older, fresh(tmp_path, "else") as otherwise:
        fill(older, replace(WHOLE, plans=((PLAN,),)))
        assert brought_in(older, exported(journal)).counted() == (("plan versions", 1),)
        assert older.rows("SELECT plan_id, version FROM plans") == [(1, 1), (1, 2)]
        fill(otherwise, replace(WHOLE, plans=((PLAN, agreed(PLAN, "Dr B")),)))
        came = brought_in(otherwise, exported(journal))
        assert (came.new, came.notes) == ((), ("version 2 of p1 is another one here and stays as it is here",))


def test_new_questions_go_to_an_appointment_that_is_here(journal: Journal, tmp_path: Path) -> None:
    fill(journal, WHOLE)
    with fresh(tmp_path, "other") as other:
        fill(other, replace(WHOLE, visits=WHOLE.visits[1:], questions=()))
        brought_in(other, exported(journal))
        found = other.rows(
            "SELECT who, day, q.text FROM appointment_questions q LEFT JOIN appointments a ON a.id = q.appointment_id"
        )
        assert found == [("Dr Ng", "2026-09-21", "first?"), (None, None, "any time?")]


def test_a_medicine_that_was_stopped_since_is_still_the_same(journal: Journal) -> None:
    fill(journal, WHOLE)
    text = exported(journal)
    with journal.writing("med stop", NOW) as writer:
        close_prescription(writer, 1, DAY)
    assert brought_in(journal, text).new == ()


def test_the_same_entry_twice_is_two_entries(journal: Journal, tmp_path: Path) -> None:
    fill(journal, replace(WHOLE, entries=[note(), note(), note("other")]))
    with fresh(tmp_path, "other") as other:
        fill(other, replace(WHOLE, entries=[note()]))
        assert brought_in(other, exported(journal)).counted() == (("entries", 2),)


def test_one_undo_takes_an_import_back(journal: Journal, tmp_path: Path) -> None:
    fill(journal, WHOLE)
    with fresh(tmp_path, "other") as other:
        before = content_of(other)
        brought_in(other, exported(journal))
        undo_last(other, NOW)
        assert content_of(other) == before


MEDICINE = (
    '{"kind":"medicine","id":"m1","medicine":"a","release":"ir","role":"pain","since":"2026-01-01","change_days":1'
)
AT = '"at":"2026-11-22T21:00:00-05:00","day":"2026-11-22"'


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("nonsense", "is no JSON: nonsense"),
        ("[1]", "is no JSON object"),
        ("[" * 100_000, "is no JSON: "),
        ('{"kind":"mood","mood":NaN}', "NaN is no number"),
        ('{"kind":"journal","schema":"oidtrack/export/9"}', "is 'oidtrack/export/9', and this oidtrack reads"),
        ('{"kind":"dream"}', "kind is 'dream', not one of mood, dose, treatment"),
        ("{}", "kind is missing, not text"),
        ('{"kind":"note","day":"2026-11-22","at":"yesterday"}', "at is 'yesterday', not a time such as"),
        ('{"kind":"note","day":"2026-11-22","at":"2026-11-22T21:00:00"}', "at is '2026-11-22T21:00:00'"),
        ('{"kind":"note","day":"22.11.2026","at":"2026-11-22T21:00:00Z"}', "day is '22.11.2026', not a day"),
        (f'{{"kind":"note",{AT},"note":7}}', "note is '7', not text"),
        (f'{{"kind":"note",{AT},"note":"\\ud800"}}', "note holds half a character"),
        (f'{{"kind":"note",{AT},"tags":"walk"}}', "tags is 'walk', not a list"),
        (f'{{"kind":"note",{AT},"star":1}}', "star is '1', not true or false"),
        (f'{{"kind":"note",{AT},"id":"x1"}}', "id is 'x1', not an id such as e3"),
        (f'{{"kind":"note",{AT},"id":"e0"}}', "id is 'e0', not an id such as e3"),
        (f'{{"kind":"mood",{AT},"mood":11}}', "mood is '11', outside 0 to 10"),
        (f'{{"kind":"mood",{AT},"mood":-1}}', "mood is '-1', outside 0 to 10"),
        (f'{{"kind":"mood",{AT},"mood":6.55}}', "mood is '6.55', finer than the program counts"),
        (f'{{"kind":"mood",{AT},"mood":"6"}}', "mood is '6', not a number"),
        (f'{{"kind":"mood",{AT},"mood":true}}', "mood is 'True', not a number"),
        (f'{{"kind":"mood",{AT},"mood":1e999999}}', "out of range"),
        (f'{{"kind":"mood",{AT},"sleep_min":1441}}', "sleep_min is '1441', not a whole number from 0 to 1440"),
        (f'{{"kind":"mood",{AT},"symptoms":["x"]}}', "symptoms holds something that is no object"),
        (f'{{"kind":"mood",{AT},"symptoms":[{{"name":"x","severity":5}}]}}', "severity is '5'"),
        (f'{{"kind":"dose",{AT},"medicine":"a","state":"taken"}}', "amount_mg is missing"),
        (
            f'{{"kind":"dose",{AT},"medicine":"a","amount_mg":1,"state":"missed"}}',
            "state is 'missed', not one of taken",
        ),
        (f'{{"kind":"dose",{AT},"medicine":"a","amount_mg":0.0001,"state":"taken"}}', "finer than"),
        (f'{{"kind":"dose",{AT},"medicine":"a","amount_mg":1,"amount_mcg_h":1,"state":"taken"}}', "in mg and in mcg/h"),
        (f'{{"kind":"dose",{AT},"medicine":"a","amount_mg":1,"state":"taken","slot":"8:00:30"}}', "not a time such as"),
        (
            f'{{"kind":"dose",{AT},"medicine":"a","amount_mg":1,"state":"taken","slot":"08:00:30"}}',
            "not a time such as",
        ),
        (f'{{"kind":"treatment",{AT},"text":"walk","minutes":[1]}}', "minutes is list, not a whole number"),
        (f'{{"kind":"assessment",{AT},"instrument":"phq9","answers":[null]}}', "answers is missing"),
        (
            '{"kind":"medicine","id":"m1","medicine":"a","release":"fast"}',
            "release is 'fast', not one of ir, er, patch",
        ),
        (
            MEDICINE + ',"liquid_ug_per_ml":"1/0","liquid_step_ml":"1/2"}',
            "not a fraction such as 3/2",
        ),
        (
            MEDICINE + ',"liquid_ug_per_ml":"1/3","liquid_step_ml":"1/2"}',
            "one measured step of a liquid is a whole number",
        ),
        ('{"kind":"medicine","id":"m1","medicine":"a","release":"ir","role":"pain"}', "since is missing"),
        ('{"kind":"plan","id":"p1","version":1,"created_utc":0}', "plan is missing"),
        ('{"kind":"plan","id":"p1","version":0,"created_utc":0,"plan":{}}', "version is '0'"),
        ('{"kind":"plan","id":"p1","version":1,"plan":{}}', "created_utc is missing"),
        ('{"kind":"stock","id":"s1"}', "medicine is missing"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_its_reason(line: str, reason: str) -> None:
    good = json.dumps({"kind": "note", "at": "2026-11-22T21:00:00-05:00", "day": "2026-11-22", "note": "fine"})
    reading = jsonl_reading.read(f"{good}\r\n\n{line}\n{good}\n")
    assert [found.place for found in reading.found] == ["line 1", "line 4"]
    (fault,) = reading.faults
    assert fault.place == "line 3"
    assert reason in fault.reason


def test_a_plan_that_is_none_is_a_fault_of_its_line(journal: Journal) -> None:
    line = '{"kind":"plan","id":"p1","version":1,"created_utc":0,"plan":{"medicine":1.5}}'
    incoming = compare(journal, jsonl_reading.read(line))
    (fault,) = incoming.faults
    assert (fault.place, fault.reason[:23]) == ("line 1", "the plan cannot be read")
    save(journal, incoming, NOW)
    assert journal.rows("SELECT count(*) FROM plans") == [(0,)]
