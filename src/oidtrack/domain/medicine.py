"""Medicines: what exists (facts), what is prescribed (a regimen), what can be made.

A `Product` is a packaged fact. A `Prescription` is one dated row of a person's
own medicine: how it is taken from that day on, and which strengths are at hand.
"""

from __future__ import annotations

from datetime import date, time
from enum import Enum
from fractions import Fraction
from math import gcd

from msgspec import Struct

from oidtrack.domain.dose import Amount, Dose, Rate


class Release(Enum):
    """How fast the medicine leaves its form."""

    IR = "ir"
    ER = "er"
    PATCH = "patch"

    @property
    def a_day(self) -> str:
        """What is said behind an amount of a day; a patch has a rate, which is of no day."""
        return "" if self is Release.PATCH else " a day"


class Form(Enum):
    """What is held in the hand. Only a scored immediate-release tablet may be halved."""

    TABLET = "tablet"
    CAPSULE = "capsule"
    LIQUID = "liquid"
    PATCH = "patch"
    FILM = "film"
    SPRAY = "spray"
    INJECTION = "injection"


class Route(Enum):
    """How a medicine gets into the body where its form does not tell: what melts in the mouth is not swallowed."""

    SUBLINGUAL = "sublingual"
    BUCCAL = "buccal"


class Role(Enum):
    """Why the medicine is in the journal. Only an opioid is ever planned."""

    OPIOID = "opioid"
    ANTIDEPRESSANT = "antidepressant"
    BENZODIAZEPINE = "benzodiazepine"
    PAIN = "pain"
    OTHER = "other"


class Certainty(Enum):
    """How sure a fact is, in the words of docs/reference/facts.md."""

    VERIFIED = "verified"
    SECONDARY = "verified-secondary"
    MEMORY = "from-memory"
    ENGINEERING = "engineering"


class Source(Struct, frozen=True):
    """A document that a number comes from."""

    id: str
    title: str
    publisher: str
    year: int
    note: str = ""


class Cited(Struct, frozen=True):
    """Where a fact stands: the source's id, the place in it, and how sure it is."""

    source: str
    locator: str
    certainty: Certainty


class Strength(Struct, frozen=True):
    """One strength as dispensed: a tablet, capsule or patch.

    Attributes:
        amount: What one whole unit holds, above 0.
        may_halve: Whether this unit may be halved. Never true for ER, capsules, films, patches.
    """

    amount: Amount
    may_halve: bool = False

    def __post_init__(self) -> None:
        """Refuse an empty strength, half a patch, and a half that is no whole microgram."""
        if self.amount.thousandths <= 0:
            raise ValueError("a strength holds more than nothing")
        if self.may_halve and (isinstance(self.amount, Rate) or self.amount.thousandths % 2):
            raise ValueError("only a dose in whole, even micrograms can be halved")


class Liquid(Struct, frozen=True):
    """A solution taken by mouth, measured in a syringe.

    Attributes:
        ug_per_ml: Concentration in micrograms a millilitre, an exact fraction above 0.
        step_ml: The smallest volume that is measured, in millilitres, above 0.
    """

    ug_per_ml: Fraction
    step_ml: Fraction

    def __post_init__(self) -> None:
        """Refuse a step that does not hold a whole number of micrograms."""
        if self.ug_per_ml <= 0 or self.step_ml <= 0 or self.step.denominator != 1:
            raise ValueError("one measured step of a liquid is a whole number of micrograms, above 0")

    @property
    def step(self) -> Fraction:
        """Micrograms in one measured step; always whole."""
        return self.ug_per_ml * self.step_ml

    def ml(self, dose: Dose) -> Fraction:
        """The volume that holds `dose`, in millilitres, exactly."""
        return Fraction(dose.ug) / self.ug_per_ml


class Makings(Struct, frozen=True):
    """What doses are made of: strengths at hand, and a liquid if there is one."""

    strengths: tuple[Strength, ...] = ()
    liquid: Liquid | None = None

    def makes(self, amount: Amount) -> bool:
        """Whether whole tablets, halves where they may be halved, and measured steps come to just this amount."""
        pieces = [one.amount.thousandths // (2 if one.may_halve else 1) for one in self.strengths]
        pieces += [int(self.liquid.step)] if self.liquid is not None else []
        grid = gcd(*pieces)
        if not grid or amount.thousandths % grid:
            return False
        wanted = amount.thousandths // grid
        # bit n stands for n times the grid; a piece is added once, then twice, four times: any number of times
        reached, most = 1, (1 << (wanted + 1)) - 1
        for piece in pieces:
            step = piece // grid
            while step <= wanted:
                reached |= reached << step & most
                step *= 2
        return bool(reached >> wanted & 1)


class Product(Struct, frozen=True):
    """One product of a medicine, as the packaged facts know it.

    Attributes:
        id: Stable name, for example `oxycodone-ir-tablet`.
        release: How fast it leaves its form.
        form: What it is.
        strengths: Marketed strengths; empty for a liquid, and where none is known.
        liquids: Marketed concentrations; empty for anything else, and where none is known.
        halves: The strengths known to be scored; the person's own tablets always win.
        interval_h: Usual labelled hours between doses, ascending.
        brands: Brand names, as examples.
        combined_with: What else one unit (of a liquid: one mL) holds, as (name, mg) pairs.
        cited: Where each group of facts stands, by `strengths`, `interval`, `splitting`.
        route: Where it melts; None for what is swallowed, and for a form that says it.
    """

    id: str
    release: Release
    form: Form
    strengths: tuple[Amount, ...]
    liquids: tuple[Liquid, ...]
    halves: tuple[Amount, ...]
    interval_h: tuple[int, ...]
    brands: tuple[str, ...]
    combined_with: tuple[tuple[str, Fraction], ...]
    max_daily: Amount | None
    note: str
    cited: tuple[tuple[str, Cited], ...]
    route: Route | None = None


class MmeFactor(Struct, frozen=True):
    """Morphine milligrams for one milligram (or one mcg/h) a day, in a named set.

    `factor` is None where the set says "not counted"; that is never 0.
    """

    factor_set: str
    release: Release | None
    factor: Fraction | None
    cited: Cited


class MedicineFacts(Struct, frozen=True):
    """All packaged facts on one medicine.

    Attributes:
        name: Generic name, lower case.
        aliases: Other names and common brands, lower case.
        role: What it is for; opioids carry factors.
        plannable: Whether a taper may be proposed. False where it takes an expert, or nothing
            is sourced to plan on.
        referral: Why not and whom to ask, where `plannable` is False.
        cautions: Short sentences shown with the medicine.
        plausible_max: Amounts a day above which the program asks "really?"; one for each kind of amount.
    """

    name: str
    aliases: tuple[str, ...]
    role: Role
    plannable: bool
    referral: str
    cautions: tuple[str, ...]
    products: tuple[Product, ...]
    factors: tuple[MmeFactor, ...]
    reviewed: date
    review_by: date
    plausible_max: tuple[Amount, ...] = ()


class ScheduledDose(Struct, frozen=True):
    """What is taken at one time of day by the wall clock."""

    at: time
    amount: Amount


class Prescription(Struct, frozen=True):
    """How a medicine is taken from one day on. Rows are added, never rewritten.

    Attributes:
        medicine: Name as the person uses it, lower case.
        release: How fast it leaves its form.
        role: Why it is taken.
        doses: Scheduled doses in the order of the day; empty for as-needed only.
        makings: Strengths and liquid at hand.
        since: First local day of this row.
        until: Last local day, or None while it holds.
        opioid_since: First day of taking this medicine at all, or None where unknown.
        change_days: Days between changes of a patch; 1 for everything else.
        product: Id of the packaged product that was named, empty where none was: what else a tablet of it holds.
        min_interval_h: Fewest hours between doses, as typed or packaged; None where not known.
        most_daily: Most in 24 hours as the prescriber says, or None where that was not typed.
    """

    medicine: str
    release: Release
    role: Role
    doses: tuple[ScheduledDose, ...]
    makings: Makings
    since: date
    until: date | None = None
    opioid_since: date | None = None
    change_days: int = 1
    min_interval_h: int | None = None
    product: str = ""
    most_daily: Dose | None = None

    @property
    def unit(self) -> str:
        """The unit people read: `mg` or `mcg/h`."""
        return "mcg/h" if self.release is Release.PATCH else "mg"


def amount_of(release: Release, thousandths: int) -> Amount:
    """An amount in the kind that the release calls for: a rate for a patch, else a dose."""
    return Rate(thousandths) if release is Release.PATCH else Dose(thousandths)


def daily_amount(doses: tuple[ScheduledDose, ...], release: Release) -> Amount:
    """The day's sum of scheduled doses (for a patch: the rate worn)."""
    return amount_of(release, sum(dose.amount.thousandths for dose in doses))


def in_day_order(at: time, day_ends_at: time) -> tuple[bool, time]:
    """Sort key for times of day when the day ends after midnight: 00:30 comes after 22:00."""
    return (at < day_ends_at, at)
