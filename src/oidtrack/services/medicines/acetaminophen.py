"""Acetaminophen (paracetamol) a day from everything: under its own names, and inside combination products."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from oidtrack.clinical import catalogue
from oidtrack.domain.dose import Amount, Dose
from oidtrack.domain.journal import Entry, Intake, Kind, by_day
from oidtrack.domain.medicine import Form, Makings, Prescription, Product, Release, Strength
from oidtrack.errors import UnknownMedicine
from oidtrack.rules.findings.taking import DAYS_OF_ACETAMINOPHEN
from oidtrack.rules.situation import Said
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import EntryFilter, days_with_entries, entries
from oidtrack.taper.days.dayplan import ONE_DAY, DosePlan
from oidtrack.taper.days.matching import match
from oidtrack.taper.tablets import reachable

WRITTEN_DAYS = 400
"""Days within which the first written dose is looked for; before it nothing is said. ENGINEERING."""


def acetaminophen(journal: Journal, planned: DosePlan, today: date) -> tuple[Said, ...]:
    """Milligrams of each of the last days, the least that it comes to; days without any are left out.

    A planned dose counts as it was taken, and where nobody wrote down what became of it as it is planned. A combination
    tablet counts with what it holds; an amount that the tablets at hand do not make counts in its largest ones.

    Args:
        journal: The journal, whose doses are read week by week.
        planned: All that decides planned doses.
        today: The local day.

    Returns:
        The last week; and as long as a week holds a day above the limit, the week before it too, so that it can be
        told since when that is so.
    """
    caution, _ = catalogue.acetaminophen_limits()
    told: list[Said] = []
    until, first = today + ONE_DAY, None
    while True:
        days = [until - n * ONE_DAY for n in range(DAYS_OF_ACETAMINOPHEN, 0, -1)]
        log = by_day(entries(journal, EntryFilter(since=days[0], until=until, kinds=(Kind.DOSE,))))
        week = [said for day in days if (said := _of_day(planned, log.get(day, []), day)) is not None]
        told = [*week, *told]
        if not any(said.value > caution for said in week):
            return tuple(told)
        first = first or _first_written(journal, today)
        if until <= first:
            return tuple(told)
        until = days[0]


def _first_written(journal: Journal, today: date) -> date:
    """The first day of the last months with a dose that was written down; today without any."""
    return min(days_with_entries(journal, today - WRITTEN_DAYS * ONE_DAY, today + ONE_DAY, Kind.DOSE), default=today)


def _of_day(planned: DosePlan, log: list[Entry], day: date) -> Said | None:
    held = {one.medicine: one.prescription(day) for one in planned.on(day)}
    doses = list(_doses(planned, log, day))
    total = sum((_held(held.get(medicine), medicine, amount) for medicine, amount, _ in doses), Fraction(0))
    names = [name for medicine, amount, name in doses if name and _held(held.get(medicine), medicine, amount)]
    return Said(day, total, names[-1] if names else "") if total else None


def _doses(planned: DosePlan, log: list[Entry], day: date) -> Iterator[tuple[str, Amount, str]]:
    """Everything of a day: what was taken, and what is planned and has no answer."""
    seen = match(planned, day, log)
    for one in seen.matches:
        if one.entry is None:
            yield one.dose.medicine, one.dose.amount, ""
        elif one.taken is not None:
            yield one.dose.medicine, one.taken, one.entry.name
    for entry in seen.beside:
        if isinstance(entry.body, Intake):
            yield entry.body.medicine, entry.body.amount, entry.name


def _held(row: Prescription | None, medicine: str, amount: Amount) -> Fraction:
    """Milligrams of acetaminophen in a dose; 0 where there is none in it."""
    if not isinstance(amount, Dose):
        return Fraction(0)
    if _is_acetaminophen(medicine):
        return amount.shown
    product = _product(row, medicine)
    each = dict(product.combined_with).get(catalogue.ACETAMINOPHEN) if product is not None else None
    if product is None or each is None:
        return Fraction(0)
    return each * _units(row.makings if row is not None else Makings(), product, amount)


def _is_acetaminophen(medicine: str) -> bool:
    return any(
        one.id == catalogue.ACETAMINOPHEN
        for words in (medicine, *medicine.split())
        for one in catalogue.classes_of(words)
    )


def _product(row: Prescription | None, medicine: str) -> Product | None:
    """The product that a dose is of, as far as the prescription says; else the usual one of the medicine."""
    try:
        facts = catalogue.medicine(medicine)
    except UnknownMedicine:
        return None
    if row is None:
        return catalogue.product_for(facts, Release.IR)
    return catalogue.product(facts, row.product, row.release)


def _units(makings: Makings, product: Product, amount: Dose) -> Fraction:
    """The tablets, or of a liquid the millilitres, of a dose: of what is at hand, else of what is sold.

    An amount that they do not make exactly counts in the largest ones.
    """
    if product.form is Form.LIQUID:
        return (makings.liquid or product.liquids[0]).ml(amount)
    strengths = makings.strengths or tuple(Strength(strength) for strength in product.strengths)
    making = reachable(Makings(strengths), product.release, amount.ug).get(amount.ug)
    if making is not None:
        return making.count
    return Fraction(amount.ug, max(strength.amount.thousandths for strength in strengths))
