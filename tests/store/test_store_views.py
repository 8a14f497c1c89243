"""The views of the journal's file, column by column as they are documented, read as another program reads them."""

from __future__ import annotations

import sqlite3
from datetime import date, time
from fractions import Fraction
from typing import Any

from msgspec.structs import replace
from sqlite_utils import Database
from store_samples import ONE_OF_EACH, PLAN, STEP_DOSE, agreed, mood, note

from oidtrack.domain.dose import Dose, Rate
from oidtrack.domain.journal import DoseState, Entry, Intake, Kind, Moment, Mood
from oidtrack.domain.medicine import Release
from oidtrack.services.dayplan import plans_in_force
from oidtrack.store.file import migrations
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables.entries import add_entry
from oidtrack.store.tables.plans import save_plan
from oidtrack.taper.plan import Plan, Status, Step, StepDose, Tablets, Why

pytest_plugins = ("store_fixtures",)

AT = 1_795_000_000


def read(journal: Journal, view: str) -> list[dict[str, Any]]:
    """All rows of a view through a plain connection, which has no idea of us."""
    connection = sqlite3.connect(journal.path)
    connection.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in connection.execute(f"SELECT * FROM {view}")]
    finally:
        connection.close()


def test_a_day_reads_as_it_was(journal: Journal) -> None:
    later = replace(mood(), body=Mood((("mood", 50),), 360, ("irritable",), (("aches", 1), ("chills", 2))), note="")
    with journal.writing("log", AT) as writer:
        for entry in (*ONE_OF_EACH, later):
            add_entry(writer, entry)
    (row,) = read(journal, "daily")
    assert row == {
        "day": "2026-09-21",
        "check_ins": 2,
        "mood": 5.75,
        "energy": None,
        "motivation": None,
        "interest": None,
        "anxiety": None,
        "pain": 0.0,
        "craving": None,
        "sleep_hours": 6.75,
        "withdrawal": 2.5,
        "signs": row["signs"],
        "symptoms": row["symptoms"],
        "doses_taken": 1,
        "doses_extra": 0,
        "doses_skipped": 1,
        "treatments": "Spaziergang am Fluß",
        "treatment_minutes": 30,
        "notes": 2,
    }
    assert sorted(row["signs"].split(",")) == ["irritable", "withdrawn"]
    assert sorted(row["symptoms"].split(",")) == ["aches", "chills", "sweating", "yawning"]


def test_a_day_without_an_answer_is_null_and_not_zero(journal: Journal) -> None:
    with journal.writing("log", AT) as writer:
        add_entry(writer, note())
    (row,) = read(journal, "daily")
    assert row["check_ins"] == 0
    assert {row[name] for name in ("mood", "pain", "sleep_hours", "withdrawal", "signs", "treatments")} == {None}


def test_doses_read_as_they_were(journal: Journal) -> None:
    when = Moment(1_790_000_000, -300, date(2026, 9, 21))
    taken = Intake("oxycodone", Dose(7_500), DoseState.TAKEN, time(8), Dose(10_000))
    skipped = Intake("fentanyl", Rate(12_500), DoseState.SKIPPED, None, None, "too sleepy")
    with journal.writing("log", AT) as writer:
        add_entry(writer, Entry(Kind.DOSE, when, taken, "late"))
        add_entry(writer, Entry(Kind.DOSE, when, skipped))
    one, two = read(journal, "doses")
    assert one == {
        "entry": "e1",
        "day": "2026-09-21",
        "at": "2026-09-21 09:13",
        "medicine": "oxycodone",
        "amount": 7.5,
        "unit": "mg",
        "state": "taken",
        "planned_time": "08:00",
        "planned_amount": 10.0,
        "reason": None,
        "note": "late",
    }
    assert (two["amount"], two["unit"], two["planned_amount"], two["reason"]) == (12.5, "mcg/h", None, "too sleepy")


def steps() -> tuple[Step, ...]:
    every_other = StepDose(time(22), Dose(5_000), (Tablets(Dose(5_000), Fraction(1)),))
    return (
        Step(1, date(2026, 12, 1), 28, 1, (STEP_DOSE, every_other), Fraction(100, 9), Fraction(1), False, Why.PACE),
        Step(2, date(2026, 12, 29), 14, 2, (every_other,), Fraction(80), Fraction(1), True, Why.LAST_DOSE),
        Step(3, date(2027, 1, 12), 7, 1, (), Fraction(100), Fraction(1), True, Why.ENTERED),
    )


def test_steps_read_as_they_were(journal: Journal) -> None:
    with journal.writing("plan", AT) as writer:
        save_plan(writer, agreed(replace(PLAN, steps=steps())), AT)
    one, two, three = read(journal, "steps")
    assert one == {
        "plan": "p1",
        "version": 1,
        "status": "agreed",
        "in_force": 1,
        "medicine": "oxycodone",
        "step": 1,
        "first_day": "2026-12-01",
        "last_day": "2026-12-28",
        "days": 28,
        "every_days": 1,
        "amount_a_day": 12.5,
        "unit": "mg",
        "doses": "08:00 7.5, 22:00 5",
        "cut_percent": 11.1111,
        "coarse": 0,
        "why": "pace",
    }
    assert (two["every_days"], two["amount_a_day"], two["doses"], two["coarse"]) == (2, 2.5, "22:00 5", 1)
    assert (three["amount_a_day"], three["doses"], three["last_day"]) == (0.0, None, "2027-01-18")


def of_patches() -> Plan:
    patch = StepDose(time(9), Rate(12_500), (Tablets(Rate(12_500), Fraction(1)),))
    step = Step(1, date(2026, 12, 1), 21, 1, (patch,), Fraction(0), Fraction(1), False, Why.PACE)
    return replace(PLAN, medicine="fentanyl", release=Release.PATCH, steps=(step,), change_days=3)


def test_one_version_is_in_force_as_the_program_has_it(journal: Journal) -> None:
    with journal.writing("plan", AT) as writer:
        first = save_plan(writer, PLAN, AT)
        save_plan(writer, replace(agreed(PLAN), id=first.id), AT)
        save_plan(writer, of_patches(), AT)
    found = [(row["plan"], row["version"], row["in_force"], row["unit"]) for row in read(journal, "steps")]
    assert found == [("p1", 1, 0, "mg"), ("p1", 2, 1, "mg"), ("p2", 1, 0, "mcg/h")]
    with journal.writing("plan", AT) as writer:
        save_plan(writer, agreed(of_patches()), AT)
    in_force = {(row["plan"], row["version"]) for row in read(journal, "steps") if row["in_force"]}
    assert in_force == {(plan.name, plan.version) for plan in plans_in_force(journal)} == {("p1", 2), ("p3", 1)}
    with journal.writing("plan", AT) as writer:
        save_plan(writer, replace(PLAN, id=first.id, status=Status.ENDED), AT)
    in_force = {(row["plan"], row["version"]) for row in read(journal, "steps") if row["in_force"]}
    assert in_force == {(plan.name, plan.version) for plan in plans_in_force(journal)} == {("p3", 1)}


def test_our_own_connection_reads_them_too(journal: Journal) -> None:
    with journal.writing("plan", AT) as writer:
        save_plan(writer, PLAN, AT)
    assert [len(journal.rows(f"SELECT * FROM {view}")) for view in ("daily", "doses", "steps")] == [0, 0, 1]


def test_a_journal_of_the_first_version_gains_them(journal: Journal) -> None:
    path = journal.path.with_name("first.db")
    connection = sqlite3.connect(path)
    migrations.JOURNAL.apply(Database(connection, execute_plugins=False), stop_before="m002_stock")
    connection.close()
    with open_journal(path) as upgraded:
        assert upgraded.backup is not None
        assert upgraded.rows("SELECT count(*) FROM stock") == [(0,)]
        assert upgraded.rows("SELECT count(*) FROM daily") == [(0,)]
