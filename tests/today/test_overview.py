"""The card of today: doses and where they stand, the place in the plan, and one nudge at most."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from oidtrack.domain.dose import Dose
from oidtrack.domain.journal import DAY_ENDS_AT, DoseState, Entry, Intake, Kind, Mood, moment
from oidtrack.domain.profile import Profile
from oidtrack.services.doses.intakes import Clock, Doses
from oidtrack.services.medicines.medicines import add
from oidtrack.services.medicines.prescribing import Described, describe
from oidtrack.services.medicines.said import Said
from oidtrack.services.plan.background import Background
from oidtrack.services.plan.planning import Ask, keep, propose
from oidtrack.services.plan.steering import agree
from oidtrack.services.today.card import Nudge, StepToday, TodayCard
from oidtrack.services.today.overview import today as card_of
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables.appointments import Appointment, add_appointment
from oidtrack.store.tables.entries import add_entry
from oidtrack.store.tables.plans import save_plan
from oidtrack.store.tables.profile import save_profile
from oidtrack.taper.days.matching import Became
from oidtrack.taper.plan import Plan, Status
from oidtrack.taper.speed import Wish
from running import Oid

ZONE = timezone(timedelta(hours=-5))
NOW = datetime(2026, 11, 23, 15, tzinfo=ZONE)
TODAY = NOW.date()
START = date(2026, 12, 1)
AT_UTC = int(NOW.timestamp())
TIMES = (time(8), time(14), time(22))


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "private" / "journal.db") as opened:
        yield opened


def oxycodone() -> Described:
    return describe(Said(name="oxycodone", doses=(Fraction(30),), times=TIMES, since=date(2023, 1, 15)), TODAY)


def write(journal: Journal, *bodies: Intake | Mood, at: datetime = NOW) -> None:
    with journal.writing("test", AT_UTC) as writer:
        for body in bodies:
            kind = Kind.MOOD if isinstance(body, Mood) else Kind.DOSE
            add_entry(writer, Entry(kind, moment(at, DAY_ENDS_AT), body))


def drafted(journal: Journal) -> Plan:
    plan = propose(oxycodone(), Ask(Wish(), START), Background(), TODAY).plan
    assert plan is not None
    return keep(journal, plan, AT_UTC)


def planned(journal: Journal) -> Plan:
    add(journal, oxycodone(), TODAY, AT_UTC)
    return agree(journal, drafted(journal), "Dr. Rivera", TODAY, datetime.fromtimestamp(AT_UTC, UTC))


def intake(mg: int, state: DoseState, slot: time | None = None) -> Intake:
    return Intake("oxycodone", Dose(mg * 1000), state, slot, Dose(30_000) if slot else None)


def card(journal: Journal | None, now: datetime = NOW) -> TodayCard:
    return card_of(journal, now, DAY_ENDS_AT)


def on(day: date, hour: int = 15) -> datetime:
    return datetime.combine(day, time(hour), ZONE)


def standings(found: TodayCard) -> list[Became]:
    return [dose.became for dose in found.doses]


def test_without_a_journal_the_card_says_how_to_begin() -> None:
    assert card(None) == TodayCard(TODAY, nudge=Nudge.ADD_MEDICINE, empty=True)


def test_an_empty_journal_has_an_empty_card(journal: Journal) -> None:
    assert card(journal) == TodayCard(TODAY, nudge=Nudge.ADD_MEDICINE, empty=True)


def test_doses_stand_by_their_time_until_they_are_written_down(journal: Journal) -> None:
    add(journal, oxycodone(), TODAY, AT_UTC)
    assert standings(card(journal)) == [Became.OPEN, Became.OPEN, Became.LATER]
    write(journal, intake(30, DoseState.TAKEN, time(8)), intake(30, DoseState.SKIPPED, time(14)))
    assert standings(card(journal)) == [Became.TAKEN, Became.SKIPPED, Became.LATER]


def test_a_dose_other_than_planned_shows_what_was_taken(journal: Journal) -> None:
    add(journal, oxycodone(), TODAY, AT_UTC)
    write(journal, intake(20, DoseState.TAKEN, time(8)))
    first, second, _ = card(journal).doses
    assert (first.dose.amount, first.taken, second.taken) == (Dose(30_000), Dose(20_000), None)


def test_an_extra_dose_takes_no_planned_place(journal: Journal) -> None:
    add(journal, oxycodone(), TODAY, AT_UTC)
    write(journal, intake(5, DoseState.EXTRA))
    found = card(journal)
    assert found.count(Became.TAKEN) == 0
    assert [(extra.amount, extra.at) for extra in found.extra] == [(Dose(5_000), NOW)]


def test_a_dose_when_needed_is_told_from_an_extra_one(journal: Journal) -> None:
    add(journal, describe(Said(name="oxycodone", since=date(2023, 1, 15)), TODAY), TODAY, AT_UTC)
    write(journal, intake(5, DoseState.EXTRA))

    assert [extra.as_needed for extra in card(journal).extra] == [True]


def test_doses_of_another_day_are_left_out(journal: Journal) -> None:
    add(journal, oxycodone(), TODAY, AT_UTC)
    write(journal, intake(30, DoseState.TAKEN, time(8)), at=NOW - timedelta(days=1))
    assert card(journal).count(Became.TAKEN) == 0


def test_after_midnight_the_day_before_has_not_ended(journal: Journal) -> None:
    add(journal, oxycodone(), TODAY, AT_UTC)
    found = card(journal, on(TODAY + timedelta(days=1), 1))
    assert (found.day, set(standings(found))) == (TODAY, {Became.OPEN})


def test_a_check_in_is_the_first_thing_to_ask_for(journal: Journal) -> None:
    planned(journal)
    write(journal, Mood((("mood", 65),)), at=NOW - timedelta(days=1))
    found = card(journal)
    assert found.nudge is Nudge.CHECK_IN
    assert found.last_check_in == moment(NOW - timedelta(days=1), DAY_ENDS_AT)
    assert found.mood == 65


def test_a_mood_that_was_not_answered_is_none(journal: Journal) -> None:
    write(journal, Mood((("pain", 20),)))
    found = card(journal)
    assert found.last_check_in is not None
    assert found.mood is None


def test_a_draft_is_shown_as_a_draft_and_to_be_shown(journal: Journal) -> None:
    add(journal, oxycodone(), TODAY, AT_UTC)
    draft = drafted(journal)
    write(journal, Mood((("mood", 65),)))
    found = card(journal)
    assert (found.plan, found.draft, found.next_change) == (None, draft, None)
    assert found.nudge is Nudge.SHOW_DRAFT


def test_a_newer_draft_changes_nothing_of_the_plan_in_force(journal: Journal) -> None:
    plan = planned(journal)
    draft = drafted(journal)
    write(journal, Mood((("mood", 65),)))
    found = card(journal)
    assert (found.plan, found.draft, found.nudge) == (plan, draft, Nudge.SHOW_DRAFT)


@pytest.mark.parametrize(
    ("naloxone", "nudge"), [(None, Nudge.NALOXONE), (False, Nudge.NALOXONE), (True, None)], ids=str
)
def test_naloxone_is_asked_about_until_it_is_at_home(
    journal: Journal, naloxone: bool | None, nudge: Nudge | None
) -> None:
    planned(journal)
    write(journal, Mood((("mood", 65),)))
    with journal.writing("test", AT_UTC) as writer:
        save_profile(writer, Profile(naloxone=naloxone))
    assert card(journal).nudge is nudge


def test_before_a_plan_begins_its_first_step_is_the_next_change(journal: Journal) -> None:
    plan = planned(journal)
    found = card(journal)
    assert (found.plan, found.step) == (plan, None)
    assert found.next_change is not None
    assert (found.next_change.on, found.next_change.days_away, found.next_change.step) == (START, 8, plan.steps[0])
    assert [dose.dose.amount for dose in found.doses] == [Dose(30_000)] * 3


def test_in_a_plan_the_card_knows_the_day_of_the_step(journal: Journal) -> None:
    plan = planned(journal)
    found = card(journal, on(START + timedelta(days=4)))
    assert found.step == StepToday(1, len(plan.steps), 5, plan.steps[0].days)
    assert found.next_change is not None
    assert found.next_change.step == plan.steps[1]


def test_every_other_day_has_a_day_without_a_dose(journal: Journal) -> None:
    last = planned(journal).steps[-1]
    assert last.every_days == 2
    with_dose, without = (card(journal, on(last.first + timedelta(days=n))) for n in (0, 1))
    assert (len(with_dose.doses), len(without.doses)) == (1, 0)
    assert without.next_change is not None
    assert without.next_change.step is None


def test_after_the_stop_nothing_is_planned_and_nothing_comes(journal: Journal) -> None:
    plan = planned(journal)
    assert plan.stops_on is not None
    found = card(journal, on(plan.stops_on))
    assert (found.doses, found.step, found.next_change, found.plan) == ((), None, None, plan)


def test_a_plan_on_hold_promises_no_date(journal: Journal) -> None:
    plan = planned(journal)
    with journal.writing("test", AT_UTC) as writer:
        save_plan(writer, replace(plan, status=Status.HELD), AT_UTC)
    assert card(journal).next_change is None


def test_the_next_appointment_is_on_the_card(journal: Journal) -> None:
    with journal.writing("test", AT_UTC) as writer:
        add_appointment(writer, Appointment(moment(NOW - timedelta(days=3), DAY_ENDS_AT), "Dr. Past"))
        coming = add_appointment(writer, Appointment(moment(NOW + timedelta(days=3), DAY_ENDS_AT), "Dr. Rivera"))
    found = card(journal)
    assert (found.appointment, found.runs_out) == (coming, None)


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ((Mood((("mood", 50),)),), []),
        ((intake(30, DoseState.TAKEN, time(8)),), [14, 22]),
        ((intake(30, DoseState.SKIPPED, time(8)), intake(30, DoseState.TAKEN, time(22))), [14]),
        ((intake(5, DoseState.EXTRA),), [8, 14, 22]),
    ],
)
def test_the_card_names_of_last_night_what_the_evening_entry_asks_first(
    journal: Journal, written: tuple[Intake | Mood, ...], hours: list[int]
) -> None:
    add(journal, oxycodone(), TODAY, AT_UTC)
    write(journal, *written, at=on(TODAY))
    now = on(TODAY + timedelta(days=1), 21)
    clock = Clock(now, DAY_ENDS_AT, lambda day, slot: datetime.combine(day, slot, ZONE))

    assert [dose.slot.hour for dose in card(journal, now).last_night] == hours
    assert [planned.dose.slot.hour for planned in Doses(journal, clock).unsettled()] == hours


def test_a_note_alone_is_no_empty_journal(oid: Oid) -> None:
    oid("log", "--note", "only this")
    assert "Welcome" not in oid("today").out


def test_the_card_and_crisis_guess_the_same_country_and_say_so(oid: Oid) -> None:
    oid("check", "phq9", "--answers", "0,0,0,0,0,0,0,0,1")
    env = {"LC_ALL": "de_AT.UTF-8"}
    card, crisis = oid("today", env=env).out, oid("crisis", env=env).out
    assert crisis.splitlines()[0] in card
    assert "Austria is guessed" in card
    oid("profile", "--country", "US")
    assert "guessed" not in oid("today", env=env).out
    assert "988" in oid("today", env=env).out
