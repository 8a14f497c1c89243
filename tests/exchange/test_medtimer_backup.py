"""Doses out of MedTimer's backup as JSON: what was taken, with its unit; what was not is said, nothing guessed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from running import Oid

TAKEN_S = 1_795_179_720
"""2026-11-20 08:02 by the clock of these tests, 13:02 UTC."""


def event(**other: Any) -> dict[str, Any]:
    """An event as the app writes one."""
    said: dict[str, Any] = {
        "medicineName": "oxycodone",
        "amount": "10mg",
        "color": -65536,
        "useColor": True,
        "status": "TAKEN",
        "remindedTimestamp": TAKEN_S - 120,
        "processedTimestamp": TAKEN_S,
        "reminderId": 3,
        "iconId": 4,
        "tags": [],
        "lastIntervalReminderTimeInMinutes": 0,
        "notes": "",
        "reminderType": "TIME_BASED",
        "stockBefore": -1.0,
        "stockAfter": -1.0,
        "stockUnit": "",
        "cannotBeSkipped": False,
    }
    return {**said, **other}


def medicines(*, automatic: bool = False) -> dict[str, Any]:
    reminder = {"reminderId": 3, "timeInMinutes": 480, "amount": "10mg", "automaticallyTaken": automatic}
    return {"version": 25, "list": [{"medicine": {"name": "oxycodone"}, "tags": [], "reminders": [reminder]}]}


def backup(*events: Any, **other: Any) -> dict[str, Any]:
    return {"medicines": medicines(), "events": {"version": 25, "list": list(events)}, "settings": {}, **other}


def file(folder: Path, document: Any) -> str:
    path = folder / "backup.json"
    text = document if isinstance(document, str) else json.dumps(document, indent=2)
    path.write_text(text, encoding="utf-8")
    return str(path)


def said(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("indent", [None, 2])
def test_a_dose_that_was_taken_comes_in_by_the_clock_of_this_place(oid: Oid, tmp_path: Path, indent: int) -> None:
    told = event(tags=["work", "slow; walk"], notes="late\nfelt sick")
    path = file(tmp_path, json.dumps(backup(told), indent=indent))
    assert oid.json("import", path, "--dry-run")["new"] == {"entries": 1}
    assert oid("list").code == 4
    found = oid.json("import", path)
    assert (found["format"], found["new"]) == ("medtimer", {"entries": 1})
    (dose,) = oid.json("list")["entries"]
    assert (dose["medicine"], dose["amount_mg"], dose["state"]) == ("oxycodone", 10.0, "taken")
    assert (dose["at"], dose["day"]) == ("2026-11-20T08:02:00-05:00", "2026-11-20")
    assert (dose["tags"], dose["note"]) == (["work", "slow; walk"], "late\nfelt sick")
    assert oid.json("import", path)["new"] == {}


def test_an_early_backup_is_its_events_alone_and_knows_less_of_them(oid: Oid, tmp_path: Path) -> None:
    keys = ("medicineName", "amount", "status", "remindedTimestamp", "processedTimestamp", "reminderId")
    early = {key: event()[key] for key in keys}
    found = oid.json("import", file(tmp_path, {"version": 4, "list": [early]}))
    assert (found["format"], found["new"]) == ("medtimer", {"entries": 1})


def test_what_the_table_brought_the_backup_does_not_bring_again(oid: Oid, tmp_path: Path) -> None:
    table = tmp_path / "events.csv"
    head = "Reminded;Name;Amount;Taken;Tags;Interval;Notes;Reminded (ISO 8601);Taken (ISO 8601)"
    row = "x;oxycodone;10mg;x;work, walk;0:00;late;2026-11-20T13:00:00Z;2026-11-20T13:02:00Z"
    table.write_text(f"{head}\n{row}\n", encoding="utf-8")
    assert oid.json("import", str(table))["new"] == {"entries": 1}
    assert oid.json("import", file(tmp_path, backup(event(tags=["work", "walk"], notes="late"))))["new"] == {}


@pytest.mark.no_cover
@pytest.mark.parametrize("amount", ["1", "half", "", "two tablets", "30", "1,000mg", "½ 10mg"])
def test_an_amount_that_is_none_of_mg_is_a_fault_of_its_event(oid: Oid, tmp_path: Path, amount: str) -> None:
    path = file(tmp_path, backup(event(), event(amount=amount)))
    result = oid("import", path)
    assert (result.code, "event 2: " in result.err) == (2, True), result.err
    assert oid("list").code == 4
    assert oid.json("import", path, "--skip-bad")["new"] == {"entries": 1}


def test_what_was_not_taken_is_left_out_and_counted_by_what_became_of_it(oid: Oid, tmp_path: Path) -> None:
    others = [event(status=status) for status in ("SKIPPED", "SKIPPED", "RAISED", "DELETED", "ACKNOWLEDGED")]
    others += [event(reminderType=kind) for kind in ("OUT_OF_STOCK", "EXPIRATION_DATE", "REFILL")]
    result = oid("import", file(tmp_path, backup(event(), *others)))
    counts = "2 marked as skipped, 1 not answered, 1 deleted in MedTimer, 4 about stock or a date"
    assert f"8 events without a taken dose left out: {counts}" in said(result.err)
    assert len(oid.json("list")["entries"]) == 1


@pytest.mark.parametrize(("automatic", "is_said"), [(True, True), (False, False)])
def test_doses_that_counted_by_themselves_are_said(oid: Oid, tmp_path: Path, automatic: bool, is_said: bool) -> None:
    path = file(tmp_path, backup(event(), event(reminderId=4), medicines=medicines(automatic=automatic)))
    result = oid("import", path)
    words = "1 dose is of a reminder that counts as taken by itself in MedTimer: only you know whether you took it"
    assert (words in said(result.err)) is is_said
    assert result.code == 0


@pytest.mark.parametrize(
    ("odd", "fault"),
    [
        (event(status="LOST"), "status is 'LOST', not one of TAKEN, SKIPPED"),
        (event(status=None), "status is missing, not text"),
        (event(processedTimestamp=0), "was taken, and does not say when"),
        (event(processedTimestamp=-1), "processedTimestamp is '-1', not a whole number"),
        (event(processedTimestamp=1e9), "processedTimestamp is float, not a whole number"),
        (event(processedTimestamp=TAKEN_S * 1000), "not a whole number from 0"),
        (event(processedTimestamp=4_000_000_000), "2096-10-02 02:06 lies ahead"),
        (event(processedTimestamp=32_503_680_000), "lies ahead"),
        (event(processedTimestamp=32_503_680_001), "not a whole number from 0 to 32503680000"),
        (event(medicineName="no such thing"), "no such thing"),
        (event(medicineName="oxycodone (1/2)"), "is not a medicine and an amount"),
        (event(amount=10), "amount is '10', not text"),
        (event(tags="work"), "tags is 'work', not a list"),
        (event(reminderId=[3]), "reminderId is list"),
        ("TAKEN", "is no object"),
    ],
)
def test_what_cannot_be_read_is_a_fault_of_its_event(oid: Oid, tmp_path: Path, odd: Any, fault: str) -> None:
    result = oid("import", file(tmp_path, backup(event(), odd)))
    assert (result.code, "event 2: " in result.err, fault in said(result.err)) == (2, True, True), result.err
    assert oid("list").code == 4


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (json.dumps(backup(event()))[:-5], "the file is no JSON, or is cut"),
        ('{"medicineName": ' + "[" * 100_000, "the file is no JSON, or is cut"),
        (medicines(), "medicines without its events"),
        ({"medicines": medicines(), "settings": {}}, "holds no events of MedTimer"),
        ({"medicines": medicines(), "events": {"version": 25}}, "holds no events of MedTimer"),
        ([event()], "holds no events of MedTimer"),
    ],
)
def test_a_file_without_events_is_told_so_and_where_to_find_them(
    oid: Oid, tmp_path: Path, document: Any, fault: str
) -> None:
    result = oid("import", file(tmp_path, document))
    assert (result.code, fault in said(result.err)) == (2, True), result.err
    assert "backup, with the events" in said(result.err)


@pytest.mark.parametrize(
    "odd", [7, {"list": 7}, {"list": [7, {"reminders": 7}, {"reminders": [7, {"reminderId": []}]}]}]
)
def test_medicines_of_another_form_do_not_stand_in_the_way(oid: Oid, tmp_path: Path, odd: Any) -> None:
    assert oid.json("import", file(tmp_path, backup(event(), medicines=odd)))["new"] == {"entries": 1}


def test_a_journal_that_speaks_of_medtimer_is_none_of_it(oid: Oid, tmp_path: Path) -> None:
    title = 'its backup has "remindedTimestamp" in it'
    note = {"title": title, "body": "", "date": "2026-11-20", "time": "08:00", "tags": [], "starred": False}
    assert oid.json("import", file(tmp_path, {"tags": {}, "entries": [note]}))["format"] == "jrnl"
