"""No daily command reads all entries: what it asks the journal for is found by an index, whatever was written before.

The commands run on a small journal; each statement that they send is explained by SQLite, which here picks the same
way for ten entries as for a hundred thousand: nothing is known of the sizes of the tables.
"""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from oidtrack.store.file import database
from oidtrack.store.file.connecting import connect
from running import Oid

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests

OF_ENTRIES = {"entries", "moods", "intakes", "treatments", "signs", "symptoms", "tags"}
"""Tables that grow with every evening. Of questionnaires, plans and medicines there are few in a life."""
LIMITED = re.compile(r"ORDER BY entries\.at_utc DESC, entries\.id DESC LIMIT [1-9]\d*$")
SELDOM = "LIMIT 100"
"""The last doses of a medicine that the last months have fewer of: there are few then, and its name finds them."""
DAILY = (
    ("today",),
    ("warnings",),
    ("week",),
    ("list",),
    ("log", "--mood", "5", "--sleep", "7", "--note", "a walk #outside"),
    ("log", "--mood", "5", "--same-as-yesterday"),
    ("take",),
    ("show", "e1"),
    ("edit", "e1", "--star"),
    ("undo",),
    ("redo",),
    ("plan", "show"),
    ("plan", "check"),
    ("med", "list"),
)


def reads_all(statement: str, detail: str) -> bool:
    """Whether a line of a query's plan goes over more entries than there are in a stretch of days."""
    found = re.match(
        r"(SCAN|SEARCH) (\w+)(?: USING (?:COVERING |INTEGER )?(?:INDEX|PRIMARY KEY))?(?: \w+)?(?: \((.*)\))?", detail
    )
    if found is None or found[2] not in OF_ENTRIES:
        return False
    if "intakes_by_medicine" in detail:  # half of a diary may be doses of one medicine
        return SELDOM not in statement
    if found[1] == "SCAN":
        return not (found[2] == "entries" and "entries_by_time" in detail and LIMITED.search(statement))
    return found[3] is not None and "=" not in found[3] and ">" not in found[3]


@pytest.fixture
def asked(oid: Oid, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement that is sent from now on; the journal holds a plan that is agreed to, a dose and a check-in."""
    oid.once(_begun)
    sent: list[str] = []

    def traced(path: Path, patience_s: float) -> sqlite3.Connection:
        connection = connect(path, patience_s)
        connection.set_trace_callback(sent.append)
        return connection

    monkeypatch.setattr(database, "connect", traced)
    return sent


def _begun(oid: Oid) -> None:
    assert oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,14:00,22:00", "--strengths", "5,10").code == 0
    assert oid("plan", "new", "--start", "2026-11-25").code == 0
    assert oid("plan", "agree", "--with", "Dr. Example").code == 0
    assert oid("log", "--mood", "4", "--at", "yesterday 20:00").code == 0
    assert oid("log", "--mood", "4", "--symptom", "chills=2", "--dose", "oxycodone 10mg").code == 0


def explained(path: Path, statements: list[str]) -> list[tuple[str, str]]:
    """Each line of the plan of each statement that reads."""
    with closing(sqlite3.connect(path)) as journal:
        return [
            (" ".join(sql.split()), detail)
            for sql in dict.fromkeys(statements)
            if sql.lstrip().upper().startswith(("SELECT", "WITH", "UPDATE", "DELETE"))
            for *_, detail in journal.execute(f"EXPLAIN QUERY PLAN {sql}")
        ]


@pytest.mark.parametrize("words", DAILY, ids=" ".join)
def test_it_goes_over_no_table_that_grows(words: tuple[str, ...], oid: Oid, asked: list[str]) -> None:
    if words[0] == "redo":
        assert oid("undo").code == 0

    done = oid(*words)

    path = Path(os.environ["OIDTRACK_DB"])
    plans = explained(path, asked)
    assert done.code == 0, done.err
    assert any(detail.startswith("SEARCH entries") or LIMITED.search(sql) for sql, detail in plans) or words[0] in {
        "plan",
        "med",
    }, "it asks for entries"
    assert [plan for plan in plans if reads_all(*plan)] == []


@pytest.mark.parametrize(
    ("sql", "reads"),
    [
        ("SELECT id FROM entries WHERE note = 'x'", True),
        ("SELECT id FROM entries WHERE day < '2026-11-23'", True),
        ("SELECT id FROM entries WHERE day >= '2026-11-01' AND day < '2026-11-23'", False),
        ("SELECT id FROM entries ORDER BY entries.at_utc DESC, entries.id DESC LIMIT 20", False),
        ("SELECT id FROM entries ORDER BY entries.at_utc DESC, entries.id DESC LIMIT -1", True),
        ("SELECT min(day) FROM entries", False),
        ("SELECT entry_id FROM tags WHERE name LIKE '%x'", True),
        ("SELECT name FROM tags WHERE entry_id = 3", False),
        ("SELECT id FROM entries WHERE id = 3", False),
        ("SELECT id FROM assessments", False),
    ],
)
def test_what_reads_all_is_seen(sql: str, reads: bool, oid: Oid) -> None:
    assert oid("log", "--mood", "4").code == 0

    assert any(reads_all(*plan) for plan in explained(Path(os.environ["OIDTRACK_DB"]), [sql])) is reads


def test_entries_far_apart_are_read_like_those_side_by_side(oid: Oid) -> None:
    """An old diary imported between two evenings lies between their ids."""
    assert oid("log", "--mood", "4", "--symptom", "chills=2", "--tag", "a").code == 0
    for _ in range(12):
        assert oid("log", "--mood", "5", "--symptom", "sweating=1", "--at", "2025-01-05 20:00").code == 0
    assert oid("log", "--mood", "6", "--symptom", "yawning=3", "--tag", "b").code == 0

    found = oid.json("list", "--since", "2026-11-01")["entries"]

    assert [(entry["tags"], list(entry["symptoms"])) for entry in found] == [
        (["a"], ["chills"]),
        (["b"], ["yawning"]),
    ]
