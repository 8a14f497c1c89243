"""What is truly taken: found in two weeks of log, offered as a draft, and never out of too little."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from msgspec.structs import replace

from diaries import day, dose, plan, prescription, write
from oidtrack.domain.dose import Dose
from oidtrack.domain.journal import DoseState, Entry, Intake
from oidtrack.domain.medicine import Release
from oidtrack.errors import Refused
from oidtrack.services.dayplan import plans_in_force
from oidtrack.services.plan.replanning import replan
from oidtrack.services.plan.truly import Truly, differs, stopped_lately, truly_taken
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.taper.plan import Plan, Status

TODAY = 40
NOW = datetime.combine(day(TODAY), time(21), UTC)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "private" / "journal.db") as opened:
        write(opened, prescription(20, 20), plan())
        yield opened


def running(journal: Journal) -> Plan:
    return plans_in_force(journal)[0]


def both(n: int, mg: int) -> list[Entry]:
    return [dose(n, mg, 8, slot=time(8)), dose(n, mg, 20, slot=time(20))]


def days(first: int, last: int, mg: int) -> Iterable[Entry]:
    return [entry for n in range(first, last + 1) for entry in both(n, mg)]


def taken(journal: Journal) -> Truly | None:
    return truly_taken(journal, running(journal), day(TODAY))


def test_what_is_taken_on_most_days(journal: Journal) -> None:
    write(journal, *days(26, 29, 15), *days(30, 39, 20))
    found = taken(journal)
    assert found is not None
    assert [(one.at.hour, one.amount) for one in found.doses] == [(8, Dose(20_000)), (20, Dose(20_000))]
    assert (found.daily, found.days, found.recorded, found.since) == (40_000, 10, 12, day(30))
    assert found.entries == ("e27", "e28")
    assert differs(running(journal), found, day(TODAY))


def test_what_is_planned_is_no_difference(journal: Journal) -> None:
    write(journal, *days(28, 39, 15))
    found = taken(journal)
    assert found is not None
    assert not differs(running(journal), found, day(TODAY))


@pytest.mark.parametrize(("count", "known"), [(6, False), (7, True)])
def test_a_week_of_days_is_enough(journal: Journal, count: int, known: bool) -> None:
    write(journal, *days(TODAY - count, TODAY - 1, 20))
    assert (taken(journal) is not None) is known


def test_days_older_than_two_weeks_and_today_do_not_count(journal: Journal) -> None:
    write(journal, *days(TODAY - 16, TODAY - 9, 20), *both(TODAY, 20))
    assert taken(journal) is None


@pytest.mark.parametrize(("usual", "known"), [(5, True), (4, False)])
def test_an_amount_is_usual_from_half_of_the_days_on(journal: Journal, usual: int, known: bool) -> None:
    write(journal, *days(30, 29 + usual, 20))
    for n, mg in zip(range(30 + usual, 40), (5, 10, 15, 25, 30, 35), strict=False):
        write(journal, *both(n, mg))
    assert (taken(journal) is not None) is known


def test_skipped_doses_count_as_none_and_a_bare_day_is_no_dose(journal: Journal) -> None:
    skipped = [dose(n, 20, 8, state=DoseState.SKIPPED, slot=time(8)) for n in range(30, 38)]
    write(journal, *skipped)
    assert taken(journal) is None
    write(journal, *(dose(n, 20, 20, slot=time(20)) for n in range(30, 38)))
    found = taken(journal)
    assert found is not None
    assert [(one.at.hour, one.amount) for one in found.doses] == [(20, Dose(20_000))]


def test_extra_doses_tell_the_amount_but_not_the_times(journal: Journal) -> None:
    write(journal, *days(30, 39, 20), *(dose(n, 5, 12, state=DoseState.EXTRA) for n in range(30, 40)))
    assert taken(journal) is None


def test_beside_another_release_only_the_plans_times_count(journal: Journal) -> None:
    write(journal, prescription(release=Release.ER), *days(30, 39, 20))
    write(journal, *(dose(n, 5, 12, state=DoseState.EXTRA) for n in range(30, 40)))
    found = taken(journal)
    assert found is not None
    assert found.daily == 40_000


def test_a_draft_that_changes_nothing_until_it_is_agreed(journal: Journal) -> None:
    write(journal, *days(28, 39, 10))
    found = taken(journal)
    assert found is not None
    before = running(journal)
    drafted = replan(journal, before, found.doses, found.since, NOW, day(TODAY))
    assert (drafted.status, drafted.id, drafted.version) == (Status.DRAFT, before.id, before.version + 1)
    assert (drafted.start - day(28)).days >= 28
    assert drafted.program_version
    assert running(journal) == before


def test_what_is_never_planned_here_is_not_planned_anew(journal: Journal) -> None:
    with pytest.raises(Refused, match="no taper of methadone"):
        replan(journal, replace(plan(), medicine="methadone"), prescription(20, 20).doses, day(0), NOW, day(TODAY))


def test_more_than_the_plan_has_is_refused(journal: Journal) -> None:
    """Thirty milligrams a day are in force."""
    same, more = prescription(15, 15).doses, prescription(15, 20).doses
    assert replan(journal, running(journal), same, day(28), NOW, day(TODAY)).current_daily == 30_000
    with pytest.raises(Refused, match="never raises the dose"):
        replan(journal, running(journal), more, day(28), NOW, day(TODAY))


def test_a_half_told_day_says_nothing_of_what_is_taken(journal: Journal) -> None:
    write(journal, *days(34, 39, 15), *(dose(n, 15, 8, slot=time(8)) for n in range(28, 34)))
    assert taken(journal) is None
    write(journal, *both(33, 15)[1:])
    found = taken(journal)
    assert found is not None
    assert (found.daily, found.recorded) == (30_000, 7)


def test_days_that_were_left_out_are_counted(journal: Journal) -> None:
    write(journal, *days(30, 36, 15))
    for n in (37, 38, 39):
        write(journal, *(replace(one, body=skipped(one)) for one in both(n, 15)))
    assert stopped_lately(journal, running(journal), day(TODAY)) == 3
    assert stopped_lately(journal, running(journal), day(37)) == 0


def skipped(entry: Entry) -> Intake:
    body = entry.body
    assert isinstance(body, Intake)
    return replace(body, state=DoseState.SKIPPED)
