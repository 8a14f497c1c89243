"""What the card of today holds."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from oidtrack.domain.dose import Amount
from oidtrack.domain.journal import Moment
from oidtrack.rules.asking import Due
from oidtrack.rules.base import Finding
from oidtrack.services.medicines.stock_at_home import AtHome
from oidtrack.services.plan.gating import Gate
from oidtrack.store.tables.appointments import Appointment
from oidtrack.taper.days.inforce import PlannedDose
from oidtrack.taper.days.matching import Became, Match
from oidtrack.taper.plan import Plan, Step

if TYPE_CHECKING:
    from oidtrack.clinical.crisis import CrisisContacts


class Nudge(Enum):
    """The one thing that may be worth doing now."""

    ADD_MEDICINE = "add-medicine"
    CHECK_IN = "check-in"
    QUESTIONS = "questions"
    GATE = "gate"
    CHECK_IN_FOR_CUT = "check-in-for-cut"
    CALL_BEFORE_CUT = "call-before-cut"
    SHOW_DRAFT = "show-draft"
    NALOXONE = "naloxone"
    FINDING = "finding"


class ExtraDose(Struct, frozen=True):
    """A dose of today beyond those planned.

    Attributes:
        medicine: Name as in the journal.
        amount: What was taken.
        at: When, by the wall clock.
        as_needed: Whether the medicine is prescribed to be taken when needed.
    """

    medicine: str
    amount: Amount
    at: datetime
    as_needed: bool = False


class StepToday(Struct, frozen=True):
    """Where today lies in the plan.

    Attributes:
        number: Number of the step, from 1.
        of: Number of steps in all.
        day: Day of the step, from 1.
        days: Its length in days; None on the last step of a plan that stays at its target.
    """

    number: int
    of: int
    day: int
    days: int | None


class NextChange(Struct, frozen=True):
    """The next change of dose.

    Attributes:
        on: Its first day.
        days_away: Days from today, 1 or more.
        step: The step that begins; None for the stop.
    """

    on: date
    days_away: int
    step: Step | None


class Journey(Struct, frozen=True):
    """The whole way of a medicine's plans, across holds, steps back and plans that took the place of others.

    Attributes:
        month: Month of it, from 1, a month being 28 days.
        start: Daily amount that it began with, in the unit people read.
        now: Daily amount in force today.
    """

    month: int
    start: Fraction
    now: Fraction


class SteepAhead(Struct, frozen=True):
    """A cut of an entered plan that is beyond a law and comes within a week: its day, and its size in percent."""

    on: date
    percent: Fraction


class TodayCard(Struct, frozen=True):
    """The card.

    Attributes:
        day: The local day.
        doses: Planned doses in the order of the day, and what became of them.
        extra: Doses beyond those planned.
        plan: The plan in force, or None.
        step: Where today lies in it; None before its start, after its stop, and without a plan.
        journey: The whole way so far; None before the first cut, and without a plan.
        last_night: Planned doses of the day before that nobody wrote anything of, where that day has other doses.
        gate: What the check says of a cut that is near, as long as nobody has decided; None else.
        steep: A cut beyond the laws that comes within a week, or None.
        next_change: The next change of dose, or None.
        last_check_in: When mood or symptoms were last written down, or None.
        mood: The mood of that check-in in tenths, or None where it was not answered.
        draft: The plan written last where it is still a draft, or None.
        stock: What is at home of each medicine of which something was fetched or counted.
        appointment: The next one, or None.
        nudge: One thing that may be worth doing, or None.
        due: The short questionnaire that may be answered today, or None.
        finding: What the nudge is about where it is a finding, or None.
        help: Whom to call; only beside a finding that is urgent.
        guessed: Whether the country of `help` is a guess, since the profile has none.
        empty: Whether nothing was ever written down: no medicine, plan, entry or appointment.
        copies: Names of journals beside this one that a synchronised folder made; empty once today is written down.
    """

    day: date
    doses: tuple[Match, ...] = ()
    extra: tuple[ExtraDose, ...] = ()
    plan: Plan | None = None
    step: StepToday | None = None
    journey: Journey | None = None
    last_night: tuple[PlannedDose, ...] = ()
    gate: Gate | None = None
    steep: SteepAhead | None = None
    next_change: NextChange | None = None
    last_check_in: Moment | None = None
    mood: int | None = None
    draft: Plan | None = None
    stock: tuple[AtHome, ...] = ()
    appointment: Appointment | None = None
    nudge: Nudge | None = None
    due: Due | None = None
    finding: Finding | None = None
    help: CrisisContacts | None = None
    guessed: bool = False
    empty: bool = False
    copies: tuple[str, ...] = ()

    @property
    def runs_out(self) -> date | None:
        """The first day on which a planned dose is not covered by what is at home; None where nothing runs out."""
        return min((one.runs_out for one in self.stock if one.runs_out is not None), default=None)

    def count(self, *became: Became) -> int:
        """How many planned doses became so."""
        return sum(1 for match in self.doses if match.became in became)
