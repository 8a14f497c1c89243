"""The made-up year: always the same, plainly made up, full enough to look around in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from oidtrack.domain.journal import DoseState, Intake, Kind, Mood
from oidtrack.services.dayplan import plans_in_force
from oidtrack.services.files.demo import Life, build_demo
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables.appointments import appointments
from oidtrack.store.tables.entries import entries
from oidtrack.store.tables.profile import load_profile
from running import Oid

NOW = datetime.fromisoformat("2026-11-23T21:00:00-05:00")


@pytest.fixture(scope="module")
def demo_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "journal.db"
    build_demo(path, NOW)
    return path


def dump(journal: Journal) -> list[str]:
    """All rows, save the one that says when the file itself was laid out, and what is random in every journal."""
    apart = ("_sqlite_migrations", 'INTO "calendars"', "'calendars'")
    return [line for line in journal.connection.iterdump() if not any(word in line for word in apart)]


@pytest.mark.no_cover
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


@pytest.mark.no_cover
@pytest.mark.parametrize("life", Life)
def test_each_life_is_the_same_each_time_and_ends_today(life: Life, tmp_path: Path) -> None:
    for name in ("one.db", "other.db"):
        build_demo(tmp_path / name, NOW, life)
    with open_journal(tmp_path / "one.db") as one, open_journal(tmp_path / "other.db") as other:
        assert dump(one) == dump(other)
        assert (NOW.date() - entries(one)[-1].moment.day).days < 7


def test_the_lives_differ_in_their_plan(tmp_path: Path) -> None:
    plans = {}
    for life in Life:
        build_demo(tmp_path / f"{life.value}.db", NOW, life)
        with open_journal(tmp_path / f"{life.value}.db") as journal:
            plans[life] = plans_in_force(journal)
    assert plans[Life.STEADY] == ()
    (taper,), (after,) = plans[Life.TAPER], plans[Life.AFTER]
    assert taper.stops_on is not None
    assert after.stops_on is not None
    assert after.stops_on < NOW.date() < taper.stops_on
    assert all(check.holds for check in after.checks)


def test_mood_sinks_over_the_steady_year(tmp_path: Path) -> None:
    build_demo(tmp_path / "steady.db", NOW, Life.STEADY)
    with open_journal(tmp_path / "steady.db") as journal:
        moods = [entry.body.rating("mood") or 0 for entry in entries(journal) if isinstance(entry.body, Mood)]
    assert sum(moods[:60]) - sum(moods[-60:]) > 60 * 10


@pytest.mark.no_cover
def test_a_kept_year_says_that_it_is_made_up_and_stays(oid: Oid, tmp_path: Path) -> None:
    file = tmp_path / "made up.db"
    found = oid("demo", "--keep", str(file), "--life", "after")
    assert (found.code, "made-up" in found.out) == (0, True)
    assert f"oidtrack --db '{file}' week" in found.err
    assert oid("--db", str(file), "week").code == 0
    assert "in it is invented" in oid("--db", str(file), "search", "made up").out
    assert oid("list").code == 4, "the own journal is untouched"


def test_nothing_that_is_there_is_written_over(oid: Oid, tmp_path: Path) -> None:
    file = tmp_path / "there.txt"
    file.write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for path in (file, tmp_path / "link", tmp_path / "no" / "folder.db"):
        assert oid("demo", "--keep", str(path)).code == 2
    assert file.read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


def test_an_unknown_life_is_named_with_those_there_are(oid: Oid) -> None:
    found = oid("demo", "--life", "long")
    assert (found.code, "steady, taper, after" in found.err) == (2, True)
