"""A plan: dated steps, each with its doses, tablets and reason; and where a person stands in it on a day."""

from __future__ import annotations

from datetime import date, time, timedelta
from enum import Enum
from fractions import Fraction

from msgspec import Struct

from oidtrack.domain.dose import Amount
from oidtrack.domain.medicine import Makings, Release
from oidtrack.taper.pace import Pace


class Status(Enum):
    """Where a plan stands. Every plan is a draft until somebody agreed to it."""

    DRAFT = "draft"
    AGREED = "agreed"
    HELD = "held"
    ENDED = "ended"


class EventKind(Enum):
    """What happened to a plan."""

    AGREED = "agreed"
    HELD = "held"
    GONE_ON = "gone-on"
    RESUMED = "resumed"
    STEPPED_BACK = "stepped-back"
    REPLANNED = "replanned"
    ENDED = "ended"


class Event(Struct, frozen=True):
    """Why a version of a plan exists.

    Attributes:
        kind: What happened.
        on: The local day from which it holds.
        reason: In the person's own words; empty where none was given.
        who: The prescriber who agreed; empty where nobody had to.
        look_again: Of a hold: the day to look at it again.
        days_left: Of a hold: days from its first day to the cut that waits, 1 or more.
        cut: Of going on although the check says wait: the day of the cut that was asked about.
    """

    kind: EventKind
    on: date
    reason: str = ""
    who: str = ""
    look_again: date | None = None
    days_left: int = 0
    cut: date | None = None


class Why(Enum):
    """Why a step has its size."""

    PACE = "pace"
    TABLETS = "tablets"
    CAP = "cap"
    TARGET = "target"
    LAST_DOSE = "last-dose"
    ENTERED = "entered"


class Tablets(Struct, frozen=True):
    """So many of one strength; `count` is whole or ends in a half."""

    strength: Amount
    count: Fraction


class StepDose(Struct, frozen=True):
    """What is taken at one time of day: tablets, or millilitres of the liquid."""

    at: time
    amount: Amount
    tablets: tuple[Tablets, ...] = ()
    liquid_ml: Fraction | None = None


class Step(Struct, frozen=True):
    """One stretch at one dose.

    Attributes:
        n: Number from 1.
        first: First day.
        days: Length in days, 1 or more.
        every_days: 2 for a dose on every other day, else 1.
        doses: In the order of the day.
        cut_percent: The cut into this step, in percent of the dose before.
        pace_steps: That cut in pace steps, rounded to 4 decimals for show only.
        coarse: Whether the cut is above the cap because the strengths make none smaller.
        why: What decided the size.
        paused: Days of its length that holds have added.
    """

    n: int
    first: date
    days: int
    every_days: int
    doses: tuple[StepDose, ...]
    cut_percent: Fraction
    pace_steps: Fraction
    coarse: bool
    why: Why
    paused: int = 0

    @property
    def daily(self) -> Fraction:
        """Average thousandths of the unit a day."""
        return Fraction(sum(d.amount.thousandths for d in self.doses), self.every_days)


class Verdict(Struct, frozen=True):
    """One law, whether the plan keeps it, and where it does not, what is wrong."""

    rule: str
    holds: bool
    detail: str = ""


class Plan(Struct, frozen=True):
    """One version of a plan.

    Attributes:
        medicine: Name as in the journal.
        release: Decides the unit: mg, or mcg/h for a patch.
        makings: Strengths and liquid that it is built of.
        pace: The pace and why.
        start: First day of step 1.
        target: Daily amount it ends at; 0 for a stop.
        current: Today's doses.
        steps: One or more.
        stops_on: First day without the medicine, or None where it ends at a target.
        change_days: Days between patch changes, else 1.
        factor: MME factor used, or None where the set counts none.
        facts_version: The fact set it was made with.
        program_version: The oidtrack it was made with.
        checks: The laws, each with its verdict.
        agreed_with: Who agreed, empty for a draft.
        event: What made this version; None for a first draft.
        began: The doses that the taper began with, where `current` are later ones; empty where they are the same.
        beside: Other opioids that stay as they are meanwhile, by name.
        beside_mme: Their MME a day in all; None where one of them is not counted.
        accepted: Laws that a prescriber's own steps break, and that somebody typed to be accepted.
    """

    medicine: str
    release: Release
    makings: Makings
    pace: Pace
    start: date
    target: Amount
    current: tuple[StepDose, ...]
    steps: tuple[Step, ...]
    stops_on: date | None
    change_days: int
    drop_first: tuple[str, ...]
    factor: Fraction | None
    facts_version: str
    program_version: str
    checks: tuple[Verdict, ...] = ()
    status: Status = Status.DRAFT
    agreed_with: str = ""
    agreed_on: date | None = None
    id: int = 0
    version: int = 1
    event: Event | None = None
    began: tuple[StepDose, ...] = ()
    beside: tuple[str, ...] = ()
    beside_mme: Fraction | None = Fraction(0)
    accepted: tuple[str, ...] = ()

    @property
    def is_entered(self) -> bool:
        """Whether its steps were written by somebody else."""
        return any(step.why is Why.ENTERED for step in self.steps)

    @property
    def origin(self) -> tuple[StepDose, ...]:
        """The doses that the taper began with: what shares of the starting dose and even days go by."""
        return self.began or self.current

    @property
    def current_daily(self) -> Fraction:
        """Thousandths of the unit a day before the first step."""
        return Fraction(sum(d.amount.thousandths for d in self.current))

    @property
    def start_daily(self) -> Fraction:
        """Thousandths of the unit a day that the taper began with."""
        return Fraction(sum(d.amount.thousandths for d in self.origin))

    def mme(self, thousandths: Fraction) -> Fraction | None:
        """Morphine milligrams of so many thousandths of the unit a day; None where the set counts none."""
        return None if self.factor is None else thousandths / 1000 * self.factor

    def combined_mme(self, thousandths: Fraction) -> Fraction | None:
        """As `mme`, with the other opioids that stay as they are; None where one of them is not counted."""
        own = self.mme(thousandths)
        return None if own is None or self.beside_mme is None else own + self.beside_mme

    @property
    def unit(self) -> str:
        """The unit people read: `mg` or `mcg/h`."""
        return "mcg/h" if self.release is Release.PATCH else "mg"

    @property
    def name(self) -> str:
        """The id as it is shown and typed: `p3`."""
        return f"p{self.id}"


def step_on(plan: Plan, day: date) -> Step | None:
    """The step that holds on `day`; None before the start and after a stop.

    A plan that ends at a target stays on its last step; a plan on hold stays on the step it was held on.
    """
    day = _counted(plan, day)
    for step in plan.steps:
        if step.first <= day < step.first + timedelta(days=step.days):
            return step
    after_end = plan.steps and day >= plan.steps[-1].first
    return plan.steps[-1] if after_end and plan.stops_on is None else None


def doses_on(plan: Plan, day: date) -> tuple[StepDose, ...]:
    """What the plan has for one day: today's doses before it starts, nothing after the stop.

    On a step that is taken every other day, the first day has a dose.
    """
    if _counted(plan, day) < plan.start:
        return plan.current
    step = step_on(plan, day)
    if step is None or (day - step.first).days % step.every_days:
        return ()
    return step.doses


def put_on(plan: Plan, day: date) -> tuple[StepDose, ...]:
    """What is taken out of the box on a day: the doses, and patches on the days that they are changed."""
    step = step_on(plan, day)
    since = day - (plan.start if step is None else step.first)
    return () if since.days % plan.change_days else doses_on(plan, day)


def next_step(plan: Plan, day: date) -> Step | None:
    """The next step that begins after `day`, or None; on a plan on hold, the one that waits."""
    day = _counted(plan, day)
    return next((step for step in plan.steps if step.first > day), None)


def next_cut(plan: Plan, day: date) -> date | None:
    """The first day of the next smaller dose, the stop among them; None where none is to come."""
    step = next_step(plan, day)
    if step is not None:
        return step.first
    return plan.stops_on if plan.stops_on is not None and plan.stops_on > _counted(plan, day) else None


def _counted(plan: Plan, day: date) -> date:
    """The day by the plan's own clock, which stands still while the plan is on hold."""
    return min(day, plan.event.on) if plan.status is Status.HELD and plan.event is not None else day


def daily_on(plan: Plan, day: date) -> Fraction:
    """Average thousandths of the unit a day that the plan has for a day; 0 after the stop."""
    if _counted(plan, day) < plan.start:
        return plan.current_daily
    step = step_on(plan, day)
    return Fraction(0) if step is None else step.daily
