"""The report: one look at the journal, each number with its n."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from diaries import DAY_ENDS_AT, assessment, at, day, dose, exact, mood, plan, prescription, treatment, write
from oidtrack.domain.dose import Dose
from oidtrack.domain.journal import DoseState, moment
from oidtrack.domain.profile import Profile
from oidtrack.errors import BadInput
from oidtrack.services.report.reporting import Report, SupplyView, default_since, report
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables.appointments import Appointment, Question, add_appointment, add_question
from oidtrack.store.tables.profile import save_profile


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db") as opened:
        yield opened


def gathered(journal: Journal, first: int, last: int, now: int | None = None, hour: int = 23) -> Report:
    return report(journal, day(first), day(last), at(last if now is None else now, hour))


def test_an_empty_journal(journal: Journal) -> None:
    found = gathered(journal, 0, 9)

    assert (found.period.days, found.period.days_logged) == (10, 0)
    assert (found.findings, found.doses, found.steps, found.assessments, found.questions) == ((), (), (), (), ())
    assert (found.supply, found.plan, found.prescriber) == (SupplyView(), None, None)
    assert found.overall("mood").n == 0


def test_both_ends_belong_to_the_period_and_no_day_to_come(journal: Journal) -> None:
    write(journal, mood(-1, mood=10), mood(0, mood=40), mood(4, mood=60), dose(4))

    found = gathered(journal, 0, 30, now=4)

    assert (found.period.first, found.period.last, found.period.days_logged) == (day(0), day(4), 2)
    assert found.overall("mood").median == 5
    assert found.measure("mood").n == 2


def test_a_period_that_ends_before_it_begins(journal: Journal) -> None:
    with pytest.raises(BadInput, match="after its last day"):
        gathered(journal, 3, 2)
    with pytest.raises(BadInput):
        gathered(journal, 3, 9, now=2)


def test_steps_cuts_and_what_the_plan_needs(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan(), mood(0, mood=50), mood(30, mood=70))

    found = gathered(journal, -2, 33)

    assert [step.n for step in found.steps] == [0, 1, 2]
    assert found.cuts == (day(0), day(28))
    rest, following = found.supply.rest, found.supply.following
    assert rest is not None
    assert following is not None
    assert (rest.first, rest.last, rest.tablets) == (day(34), day(55), ((Dose(5000), Fraction(22 * 6)),))
    assert (following.first, following.tablets) == (day(56), ((Dose(5000), Fraction(28)),))


def test_what_is_needed_on_the_last_day_of_a_step_is_the_next_one(journal: Journal) -> None:
    write(journal, plan())

    assert gathered(journal, 0, 27).supply.rest is None
    following = gathered(journal, 0, 27).supply.following
    assert following is not None
    assert following.first == day(28)


@pytest.mark.no_cover
def test_every_other_day_from_the_next_dose_on(journal: Journal) -> None:
    write(journal, plan())

    found = [gathered(journal, 0, n).supply for n in (56, 57, 81, 82, 83)]

    assert [s.rest.tablets[0][1] if s.rest else None for s in found] == [26, 26, 2, None, None]
    assert all(s.following is None for s in found)


def test_a_plan_not_begun_needs_its_first_step(journal: Journal) -> None:
    write(journal, plan())

    supply = gathered(journal, -20, -10).supply

    assert supply.rest is None
    assert supply.following is not None
    assert supply.following.first == day(0)


def test_a_plan_at_its_target_asks_for_nothing_more(journal: Journal) -> None:
    write(journal, plan(stops_on=None))

    assert gathered(journal, 80, 90).supply == SupplyView()


def test_today_counts_when_its_time_has_come(journal: Journal) -> None:
    write(journal, prescription(20, 20), dose(0), dose(0, hour=20), dose(1))

    def counts(hour: int) -> tuple[int, int, int]:
        total = gathered(journal, 0, 1, hour=hour).adherence.total
        return total.planned, total.taken, total.partial

    assert counts(7) == (2, 2, 0), "a day that goes on is no measure yet"
    assert counts(19) == (2, 2, 0)
    assert counts(20) == (2, 2, 1)
    write(journal, dose(1, hour=20))
    assert counts(19) == (4, 4, 0)


def test_what_was_taken_today_is_open_until_the_day_is_over(journal: Journal) -> None:
    write(journal, prescription(20, 20), *(dose(n, hour=hour) for n in (0, 1) for hour in (8, 20)))

    assert [row.taken for row in gathered(journal, 0, 1).doses] == [40, None]
    assert [row.taken for row in gathered(journal, 0, 1, now=2).doses] == [40, 40]


def test_doses_around_midnight_go_to_their_own_day(journal: Journal) -> None:
    write(journal, prescription(20, 20), dose(0), dose(0, hour=20), dose(1, hour=1, state=DoseState.EXTRA))

    assert [row.taken for row in gathered(journal, 0, 1, now=2).doses] == [60, None]


def test_questionnaires_with_their_change(journal: Journal) -> None:
    low, high = (0,) * 9, (1, 1, 1, 1, 1, 0, 0, 0, 1)
    entries = [assessment(-5, "phq9", *low), assessment(2, "phq9", *high), assessment(3, "peg", 7, 5, 6)]
    write(journal, *entries, assessment(4, "peg", 7, 5, 6))

    first, peg, again = gathered(journal, 0, 9).assessments

    assert (first.score, first.change) == exact(6, 6)
    assert (first.max_score, first.band, first.alarm) == (27, "mild", True)
    assert first.meaningful is True
    assert (peg.score, peg.change) == exact(6, None)
    assert (peg.meaningful, peg.band) == (None, None)
    assert again.change == 0
    assert again.meaningful is None


def test_treatments_by_days(journal: Journal) -> None:
    entries = [treatment(0, "Walk", 30), treatment(0, " walk ", 15), treatment(1, "walk"), treatment(1, "tea")]
    write(journal, *entries, treatment(1, "acupuncture", 40))

    found = [(view.text, view.days, view.minutes) for view in gathered(journal, 0, 9).treatments]

    assert found == [("Walk", 2, 45), ("acupuncture", 1, 40), ("tea", 1, None)]


def test_questions_of_the_next_appointment_and_those_that_wait(journal: Journal) -> None:
    with journal.writing("test", 0) as writer:
        past = add_appointment(writer, Appointment(moment(at(-9), DAY_ENDS_AT), "Dr. A"))
        coming = add_appointment(writer, Appointment(moment(at(9), DAY_ENDS_AT), "Dr. B"))
        add_question(writer, Question("old", past.id))
        add_question(writer, Question("when?"))
        add_question(writer, Question("how?", coming.id))
        save_profile(writer, Profile(prescriber="Dr. B"))

    found = gathered(journal, -5, 0)

    assert found.questions == ("when?", "how?")
    assert found.appointment == coming
    assert found.prescriber == "Dr. B"
    assert gathered(journal, -5, 10).questions == ("when?",)


def test_the_default_period(journal: Journal) -> None:
    assert default_since(journal, at(0)) == day(-89)
    assert default_since(journal, at(1, 3)) == day(-89), "the day ends at four"
    with journal.writing("test", 0) as writer:
        add_appointment(writer, Appointment(moment(at(-30), DAY_ENDS_AT), "Dr. A"))
        add_appointment(writer, Appointment(moment(at(5), DAY_ENDS_AT), "Dr. A"))

    assert default_since(journal, at(0)) == day(-30)


def test_a_journal_is_not_changed_by_a_report(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan(), mood(0, mood=50))
    before = journal.rows("SELECT count(*) FROM changes")

    gathered(journal, 0, 5)

    assert journal.rows("SELECT count(*) FROM changes") == before


def test_a_held_plan_is_still_the_plan(journal: Journal) -> None:
    held = replace(plan(), status=plan().status.HELD)
    write(journal, held)

    found = gathered(journal, 0, 5)

    assert found.plan is not None
    assert found.period.until - timedelta(days=1) == day(5)
