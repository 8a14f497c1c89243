"""A plan through a random life: agreed, held, resumed, stepped back, planned anew, with missed and extra doses.

At no time is a law broken, a version lost or changed, a past day rewritten, or an interval shortened.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from oidtrack.domain.journal import DoseState, Entry, Intake, Kind, moment
from oidtrack.errors import OidtrackError
from oidtrack.services.dayplan import plans_in_force, read_dose_plan
from oidtrack.services.medicines.medicines import add
from oidtrack.services.medicines.prescribing import describe
from oidtrack.services.medicines.said import Said
from oidtrack.services.plan import replanning, steering
from oidtrack.services.plan.background import Background
from oidtrack.services.plan.planning import Ask, keep, propose
from oidtrack.services.plan.truly import truly_taken
from oidtrack.services.plan.versions import ends_on
from oidtrack.store.file.database import open_journal
from oidtrack.store.tables.entries import add_entry
from oidtrack.store.tables.plans import plan_versions
from oidtrack.taper.checks import broken, verdicts
from oidtrack.taper.days.course import Course
from oidtrack.taper.pace import hold_days
from oidtrack.taper.plan import EventKind, Plan, Status, daily_on, next_cut
from oidtrack.taper.speed import Wish

ONE_DAY = timedelta(days=1)
START = date(2026, 11, 23)
DAY_ENDS_AT = time(4)
STRENGTHS = (Fraction(5), Fraction(10))
WHO = "Dr. NAME"
STATES = {"t": (DoseState.TAKEN,), "s": (DoseState.SKIPPED,), "m": (), "e": (DoseState.TAKEN, DoseState.EXTRA)}


class Life(RuleBasedStateMachine):
    """A person with one oxycodone plan, some days at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.place = tempfile.TemporaryDirectory()
        self.journal = open_journal(Path(self.place.name) / "private" / "journal.db")
        self.today = START
        self.lived: dict[date, Fraction] = {}
        self.since: dict[date, date] = {}
        self.kept: list[Plan] = []
        self.planned_id = 0

    @property
    def now(self) -> datetime:
        return datetime.combine(self.today, time(21), UTC)

    @property
    def running(self) -> Plan:
        return plans_in_force(self.journal)[0]

    @initialize(tablets=st.integers(2, 6), times=st.integers(1, 3), percent=st.sampled_from([5, 10]))
    def begin(self, tablets: int, times: int, percent: int) -> None:
        hours = tuple(time(hour) for hour in (8, 14, 22)[:times])
        doses = (Fraction(5 * tablets),)
        said = Said("oxycodone", doses=doses, times=hours, strengths=STRENGTHS, since=date(2023, 1, 1))
        described = describe(said, self.today)
        add(self.journal, described, self.today, int(self.now.timestamp()))
        ask = Ask(wish=Wish(percent=Fraction(percent)), start=self.today + timedelta(days=8))
        drafted = propose(described, ask, Background(), self.today).plan
        assert drafted is not None
        draft = keep(self.journal, drafted, int(self.now.timestamp()))
        self.planned_id = draft.id
        self.kept = [draft, steering.agree(self.journal, draft, WHO, self.today, self.now)]

    @rule(days=st.integers(1, 40), luck=st.lists(st.sampled_from("tttttsme"), min_size=1, max_size=7))
    def live(self, days: int, luck: str) -> None:
        """Days pass; doses are taken, skipped, missed or taken twice."""
        planned = read_dose_plan(self.journal, DAY_ENDS_AT, self.today)
        with self.journal.writing("log", int(self.now.timestamp())) as writer:
            for n in range(days):
                for dose in planned.doses(self.today):
                    at = moment(datetime.combine(self.today, dose.slot, UTC), DAY_ENDS_AT)
                    for state in STATES[luck[n % len(luck)]]:
                        slot = None if state is DoseState.EXTRA else dose.slot
                        add_entry(writer, Entry(Kind.DOSE, at, Intake(dose.medicine, dose.amount, state, slot)))
                self.today += ONE_DAY
        past = [self.today - n * ONE_DAY for n in range(days, 0, -1)]
        self.lived.update(zip(past, self._planned(*past), strict=True))

    @rule(weeks=st.none() | st.integers(1, 10))
    def hold(self, weeks: int | None) -> None:
        before = self.running
        self._try(lambda: steering.hold(self.journal, before, self.today, weeks, "", self.now))

    @precondition(lambda self: self.running.status is Status.HELD)
    @rule()
    def resume(self) -> None:
        self._try(lambda: steering.resume(self.journal, self.running, self.today, "", self.now))

    @rule()
    def step_back(self) -> None:
        (before,) = self._planned(self.today)
        if self._try(lambda: steering.step_back(self.journal, self.running, self.today, WHO, "", self.now)):
            assert self.running.event is not None
            assert self._planned(self.today) > (before,)
            self.since[self.today] = self.today

    @rule(agrees=st.booleans())
    def plan_anew(self, agrees: bool) -> None:
        truly = truly_taken(self.journal, self.running, self.today)
        if truly is None:
            return
        running = self.running
        if self._try(lambda: replanning.replan(self.journal, running, truly.doses, truly.since, self.now, self.today)):
            assert self.running == running, "a draft changes nothing"
            if agrees:
                draft = self.kept[-1]
                self._try(lambda: steering.agree(self.journal, draft, WHO, self.today, self.now))
                self.since[self.today] = truly.since  # the plan changes today; what is taken changed then

    def _try(self, change: object) -> bool:
        """Make a change; what is refused leaves no trace."""
        assert callable(change)
        try:
            self.kept.append(change())
        except OidtrackError:
            return False
        return True

    def _course(self) -> Course:
        course = read_dose_plan(self.journal, DAY_ENDS_AT).course(date.max)
        assert course is not None
        return course

    def _planned(self, *days: date) -> tuple[Fraction, ...]:
        """What is planned for each of these days, by the version that decides it."""
        course = self._course()
        versions = ((day, course.on(day)) for day in days)
        return tuple(Fraction(0) if version is None else daily_on(version, day) for day, version in versions)

    @invariant()
    def every_law_holds(self) -> None:
        if self.kept:
            assert not broken(verdicts(self.kept[-1]))
            assert self.kept[-1].checks == verdicts(self.kept[-1])

    @invariant()
    def no_version_is_lost_or_changed(self) -> None:
        if self.kept:
            assert plan_versions(self.journal, self.planned_id) == tuple(self.kept)

    @invariant()
    def no_past_day_is_rewritten(self) -> None:
        if self.lived:
            assert dict(zip(self.lived, self._planned(*self.lived), strict=True)) == self.lived

    @invariant()
    def nothing_is_cut_while_it_waits(self) -> None:
        if self.kept and self.running.status is Status.HELD:
            in_ten_years, now = self._planned(self.today + timedelta(days=3650), self.today)
            assert in_ten_years == now

    @invariant()
    def no_interval_is_shortened(self) -> None:
        """From any change of dose, lived or planned, to the next cut it is as long as the pace asks for."""
        if not self.kept or self.running.status is Status.HELD:
            return
        plan = self.running
        changes = [(day, self.lived.get(day - ONE_DAY), self.lived[day]) for day in sorted(self.lived)]
        past = [self.since.get(day, day) for day, before, after in changes if before is not None and before != after]
        last = max([*past, *(since for day, since in self.since.items() if day == self.today)], default=None)
        cut = next_cut(plan, self.today - ONE_DAY)
        if last is None or cut is None or last >= cut:
            return
        before, after = daily_on(plan, cut - ONE_DAY), daily_on(plan, cut)
        if before <= after:
            return
        needed = hold_days(plan.pace, int(plan.start_daily), before, after, 1)
        assert (cut - last).days >= needed, (last, cut, needed)

    @invariant()
    def an_end_that_moves_moves_later(self) -> None:
        """A hold or a step back never brings the end nearer than the agreement had it."""
        agreed = [one for one in self.kept if one.event is not None and one.event.kind is EventKind.AGREED]
        if agreed and self.running.event is not None:
            assert ends_on(self.running) >= ends_on(agreed[-1])

    def teardown(self) -> None:
        self.journal.close()
        self.place.cleanup()


TestLife = Life.TestCase
pytestmark = pytest.mark.no_cover
TestLife.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
