"""A plan: dated steps, each with its doses, its tablets and the reason for its size."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from fractions import Fraction

from oidtrack.domain.dose import Amount
from oidtrack.domain.medicine import Makings, Release
from oidtrack.taper.pace import Pace


class Status(Enum):
    """Where a plan stands. Every plan is a draft until somebody agreed to it."""

    DRAFT = "draft"
    AGREED = "agreed"
    HELD = "held"
    ENDED = "ended"


class Why(Enum):
    """Why a step has its size."""

    PACE = "pace"
    TABLETS = "tablets"
    CAP = "cap"
    TARGET = "target"
    LAST_DOSE = "last-dose"
    ENTERED = "entered"


@dataclass(frozen=True, slots=True)
class Tablets:
    """So many of one strength; `count` is whole or ends in a half."""

    strength: Amount
    count: Fraction


@dataclass(frozen=True, slots=True)
class StepDose:
    """What is taken at one time of day: tablets, or millilitres of the liquid."""

    at: time
    amount: Amount
    tablets: tuple[Tablets, ...] = ()
    liquid_ml: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Step:
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

    @property
    def daily(self) -> Fraction:
        """Average thousandths of the unit a day."""
        return Fraction(sum(d.amount.thousandths for d in self.doses), self.every_days)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One law, whether the plan keeps it, and where it does not, what is wrong."""

    rule: str
    holds: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
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

    @property
    def unit(self) -> str:
        """The unit people read: `mg` or `mcg/h`."""
        return "mcg/h" if self.release is Release.PATCH else "mg"

    @property
    def name(self) -> str:
        """The id as it is shown and typed: `p3`."""
        return f"p{self.id}"
