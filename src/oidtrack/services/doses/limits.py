"""How much of a medicine may be taken within 24 hours and how far apart: as prescribed, else as its label has it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.clinical import catalogue
from oidtrack.domain.dose import Amount
from oidtrack.domain.journal import DoseState, Entry, Intake
from oidtrack.domain.medicine import Certainty, Cited, Prescription, Product
from oidtrack.errors import UnknownMedicine
from oidtrack.rules.dose_now import DoseNow
from oidtrack.services.doses.naming import Meant

PRESCRIBED = "own-prescription"
"""The source of a limit that the person entered."""

DAY_S, HOUR_S = 86_400, 3_600


class Again(Struct, frozen=True):
    """When as much of a medicine may be taken again.

    Attributes:
        at: By its interval and by the most in 24 hours, whichever comes later; by the wall clock of the dose.
        apart_h: Fewest hours between doses.
        limits: Where that and the most stand.
    """

    at: datetime
    apart_h: int
    limits: Limits


class Limits(Struct, frozen=True):
    """The limits of one medicine.

    Attributes:
        most: Most within 24 hours; None where none is weighed.
        most_source: Source id of it; empty where there is none.
        apart_h: Fewest hours between doses, or None where not known.
        apart_source: Source id of it; empty where there is none.
        unchecked: Of `most` and `apart`, what is packaged and was not read in its source.
    """

    most: Amount | None = None
    most_source: str = ""
    apart_h: int | None = None
    apart_source: str = ""
    unchecked: tuple[str, ...] = ()


def limits(row: Prescription | None, product: Product | None) -> Limits:
    """The limits that hold: what was entered, else the label's.

    The label's most is weighed for what is taken when needed; a dose on a schedule has its plan.

    Args:
        row: The prescription, or None for a medicine that is not in the journal.
        product: The packaged product, or None.
    """
    most: Amount | None = None
    source = ""
    if row is not None and row.most_daily is not None:
        most, source = row.most_daily, PRESCRIBED
    elif (row is None or not row.doses) and product is not None and product.max_daily is not None:
        most, source = product.max_daily, dict(product.cited)["max_daily"].source
    usual = product.interval_h[0] if product is not None else None
    apart = row.min_interval_h if row is not None else None
    cited = "" if apart is None else "us-labels" if apart == usual else PRESCRIBED
    facts = {} if product is None else dict(product.cited)
    told = (("most", source, facts.get("max_daily")), ("apart", cited, facts.get("interval")))
    unchecked = (name for name, of, fact in told if of not in {"", PRESCRIBED} and not _is_read(fact))
    return Limits(most, source, apart, cited, tuple(unchecked))


def _is_read(fact: Cited | None) -> bool:
    return fact is not None and fact.certainty is not Certainty.MEMORY


def limits_of(row: Prescription) -> Limits:
    """As `limits`, of a row of the journal."""
    try:
        product = catalogue.product_for(catalogue.medicine(row.medicine), row.release)
    except UnknownMedicine:
        product = None
    return limits(row, product)


def limited(
    dose: DoseNow, of: Meant, planned: Sequence[Amount], known: Iterable[Entry], entry: Entry | None = None
) -> DoseNow:
    """A dose with its limits and with the most that lies within 24 hours around it.

    Args:
        dose: The dose; what is known of it otherwise stays.
        of: Its medicine.
        planned: What is planned of it on that day, dose by dose.
        known: Entries of at least a day before it, and all after it; other medicines are left out here.
        entry: The entry it is to become, where `known` lacks it: then it is said when as much may follow.
    """
    kind = type(dose.amount)
    found = limits(of.prescription, of.product)
    largest = max((a for a in planned if isinstance(a, kind)), key=lambda a: a.thousandths, default=None)
    dose = replace(dose, opioid=of.is_opioid, largest=largest, apart_source=found.apart_source or dose.apart_source)
    scheduled = of.prescription is not None and bool(of.prescription.doses)
    if not isinstance(found.most, kind) and (entry is None or scheduled):
        return dose
    taken = _taken(dose, known, entry)
    if isinstance(found.most, kind):
        within = kind(most_within(taken, dose.at_utc))
        dose = replace(dose, most_day=found.most, most_source=found.most_source, within_24h=within)
    if entry is None or scheduled:
        return dose
    return replace(dose, again=_again(dose, found, taken, entry.moment.wall))


def _taken(dose: DoseNow, known: Iterable[Entry], entry: Entry | None) -> list[tuple[int, int]]:
    """When and how much of the medicine was taken, the dose itself among it."""
    kind = type(dose.amount)
    bodies = [(one.moment.at_utc, one.body) for one in (*known, *([entry] if entry is not None else []))]
    return [
        (at, body.amount.thousandths)
        for at, body in bodies
        if isinstance(body, Intake) and body.medicine == dose.medicine
        if body.state is not DoseState.SKIPPED and isinstance(body.amount, kind)
    ]


def most_within(taken: Sequence[tuple[int, int]], at_utc: int) -> int:
    """The largest sum of any 24 hours that hold a moment; a dose just 24 hours before another is not within them.

    Args:
        taken: When and how much, in thousandths of the unit.
        at_utc: The moment.
    """
    ends = [at for at, _ in taken if at_utc <= at < at_utc + DAY_S]
    return max((_sum(taken, end) for end in ends), default=0)


def _sum(taken: Sequence[tuple[int, int]], end: int) -> int:
    return sum(amount for at, amount in taken if end - DAY_S < at <= end)


def again(of: Meant, entry: Entry, known: Iterable[Entry]) -> Again | None:
    """When as much may be taken again after a dose that is written down.

    Args:
        of: Its medicine.
        entry: The dose.
        known: Entries of at least a day before it, and all after it, the dose among them.

    Returns:
        None where the medicine has no interval of its own: none is made up; and where the dose alone is above the most.
    """
    found, intake = limits(of.prescription, of.product), entry.body
    if found.apart_h is None or not isinstance(intake, Intake):
        return None
    most = found.most if isinstance(found.most, type(intake.amount)) else None
    dose = DoseNow(of.name, intake.amount, entry.moment.at_utc, most_day=most)
    at = _again_at(dose, found, _taken(dose, known, None), entry.moment.wall)
    return None if at is None else Again(at, found.apart_h, found)


def _again(dose: DoseNow, found: Limits, taken: Sequence[tuple[int, int]], wall: datetime) -> str:
    """The same in words; empty where one such dose alone is above the most."""
    at = _again_at(dose, found, taken, wall)
    return "" if at is None else f"{at:%a} {at.day} {at:%b}, {at:%H:%M}"


def _again_at(dose: DoseNow, found: Limits, taken: Sequence[tuple[int, int]], wall: datetime) -> datetime | None:
    """When as much may be taken again by both limits; None where one such dose alone is above the most.

    A dose may be written down after later ones: what comes next comes after all of them.
    """
    last = max(at for at, _ in (*taken, (dose.at_utc, 0)))
    first = last + (found.apart_h or 0) * HOUR_S
    if dose.most_day is not None:
        free = dose.most_day.thousandths - dose.amount.thousandths
        ends = sorted({first, *(at + DAY_S for at, _ in taken if at + DAY_S > first)})
        fits = [end for end in ends if _sum(taken, end) <= free]
        if not fits:
            return None
        first = fits[0]
    return wall + timedelta(seconds=first - dose.at_utc)
