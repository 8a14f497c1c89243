"""The made-up year: always the same, plainly made up, full enough to look around in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from oidtrack.domain.journal import DoseState, Intake, Kind
from oidtrack.services.dayplan import plans_in_force
from oidtrack.services.files.demo import build_demo
from oidtrack.store.appointments import appointments
from oidtrack.store.database import Journal, open_journal
from oidtrack.store.entries import entries
from oidtrack.store.profile import load_profile

NOW = datetime.fromisoformat("2026-11-23T21:00:00-05:00")


@pytest.fixture(scope="module")
def demo_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "journal.db"
    build_demo(path, NOW)
    return path


def dump(journal: Journal) -> list[str]:
    """All rows, save the one that says when the file itself was laid out."""
    return [line for line in journal.connection.iterdump() if "_sqlite_migrations" not in line]


def test_the_same_moment_gives_the_same_journal(demo_path: Path, tmp_path: Path) -> None:
    build_demo(tmp_path / "again.db", NOW)
    with open_journal(demo_path) as one, open_journal(tmp_path / "again.db") as other:
        assert dump(one) == dump(other)


def test_everybody_in_it_is_labelled_made_up(demo_path: Path) -> None:
    with open_journal(demo_path) as journal:
        (plan,) = plans_in_force(journal)
        people = {appointment.who for appointment in appointments(journal)}
        people |= {load_profile(journal).prescriber or "", plan.agreed_with if plan else ""}
    assert people == {"Dr. Example (made up)"}


def test_it_is_written_in_one_transaction(demo_path: Path) -> None:
    with open_journal(demo_path) as journal:
        assert journal.rows("SELECT command FROM operations") == [("demo",)]


def test_the_plan_is_agreed_under_way_and_keeps_its_laws(demo_path: Path) -> None:
    with open_journal(demo_path) as journal:
        (plan,) = plans_in_force(journal)
    assert plan is not None
    assert plan.start < NOW.date() < plan.steps[-1].first
    assert all(check.holds for check in plan.checks)


def test_the_year_has_every_kind_of_dose_and_gaps(demo_path: Path) -> None:
    with open_journal(demo_path) as journal:
        found = entries(journal)
    states = {entry.body.state for entry in found if isinstance(entry.body, Intake)}
    days = {entry.moment.day for entry in found if entry.kind is Kind.MOOD}
    assert states == {DoseState.TAKEN, DoseState.SKIPPED, DoseState.EXTRA}
    assert {Kind.MOOD, Kind.DOSE, Kind.TREATMENT, Kind.ASSESSMENT} <= {entry.kind for entry in found}
    assert 250 <= len(days) <= 330
    assert all(entry.moment.at_utc <= NOW.timestamp() for entry in found)


def test_appointments_lie_behind_and_ahead(demo_path: Path) -> None:
    with open_journal(demo_path) as journal:
        ahead = [appointment.moment.at_utc > NOW.timestamp() for appointment in appointments(journal)]
    assert ahead == [False, True]
