"""Medicines of the journal: dated rows that are added and closed, never rewritten."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.domain.dose import printable
from oidtrack.domain.journal import day_words
from oidtrack.domain.medicine import Prescription, Role
from oidtrack.errors import BadInput, NothingFound, listed
from oidtrack.rules.base import Finding
from oidtrack.rules.findings.steep_cuts import raised, steep_cut
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.medicines.prescribing import Described
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.medicines import (
    StoredPrescription,
    add_prescription,
    close_prescription,
    prescriptions,
    prescriptions_on,
)
from oidtrack.store.tables.plans import save_plan
from oidtrack.taper.days.dayplan import ONE_DAY
from oidtrack.taper.days.inforce import InForce, by_row
from oidtrack.taper.plan import Plan
from oidtrack.taper.steering import end as end_plan


class Effect(Struct, frozen=True):
    """What a prescription that is entered does to the dose in force.

    Attributes:
        cautions: A steep cut, a stop or a rise, each with its percentage.
        plan: The plan in force that speaks for the medicine, or None.
        new_dose: Whether another dose is meant, and not only other tablets.
    """

    cautions: tuple[Finding, ...] = ()
    plan: Plan | None = None
    new_dose: bool = False


def effect(journal: Journal, old: Prescription, new: Prescription | None, first: date) -> Effect:
    """What changing or ending a medicine would do, before it is done.

    Args:
        journal: The journal.
        old: The row in force.
        new: The row that would follow; None where it ends.
        first: The first day of the change; of an end the first day without.
    """
    now = read_dose_plan(journal).of((old.medicine, old.release), first - ONE_DAY)
    before = now.daily if now is not None else None
    meant = () if new is None else new.doses
    new_dose = new is None or (now is not None and meant != now.scheduled() and meant != old.doses)
    plan = None if now is None else now.version
    if old.role is not Role.OPIOID or not new_dose or before is None:
        return Effect((), plan, new_dose)
    after = _daily(new)
    found = (
        steep_cut(old.medicine, old.unit, before, after),
        raised(old.medicine, old.unit, before, after),
    )
    return Effect(tuple(one for one in found if one is not None), plan, new_dose)


def raised_by(journal: Journal, new: Prescription, today: date) -> tuple[Finding, ...]:
    """What to say of an opioid that is added at more than was in force of it until now."""
    before = read_dose_plan(journal).of((new.medicine, new.release), today - ONE_DAY)
    if new.role is not Role.OPIOID or before is None or before.daily is None:
        return ()
    found = raised(new.medicine, new.unit, before.daily, _daily(new))
    return () if found is None else (found,)


def _daily(row: Prescription | None) -> Fraction:
    return Fraction(0) if row is None else by_row(row, row.since).daily or Fraction(0)


def add(journal: Journal, described: Described, today: date, at_utc: int) -> StoredPrescription:
    """Write a new medicine.

    Raises:
        BadInput: The same medicine in the same release is in force already.
    """
    new = described.prescription
    for known in prescriptions_on(journal, max(today, new.since)):
        if (known.prescription.medicine, known.prescription.release) == (new.medicine, new.release):
            raise BadInput(
                f"{new.medicine} ({new.release.value}) is in the journal already as {known.name}",
                f"change it: oidtrack med change {known.name} …",
            )
    with journal.writing("med add", at_utc) as writer:
        return StoredPrescription(add_prescription(writer, new), new)


def change(
    journal: Journal, old: StoredPrescription, new: Prescription, at_utc: int, ends: Plan | None = None
) -> StoredPrescription:
    """Close the row in force the day before the new one begins, and write the new one.

    Args:
        journal: The journal.
        old: The row in force.
        new: The row that follows it.
        at_utc: Now, in seconds since 1970, UTC.
        ends: The plan that ends with it, or None.

    Raises:
        BadInput: The new row would begin on or before the first day of the old one's history.
    """
    if new.since < old.prescription.since:
        raise BadInput(
            f"{old.name} began on {day_words(old.prescription.since)}, after {day_words(new.since)}",
            "choose a later day: --from yesterday",
        )
    with journal.writing("med change", at_utc) as writer:
        close_prescription(writer, old.id, new.since - ONE_DAY)  # the same day: it never held
        if ends is not None:
            save_plan(writer, end_plan(ends, new.since, "another dose was prescribed"), at_utc)
        return StoredPrescription(add_prescription(writer, new), new)


def stop(
    journal: Journal, old: StoredPrescription, last_day: date, at_utc: int, ends: Plan | None = None
) -> StoredPrescription:
    """Close a row: `last_day` is the last day on which it was taken; `ends` is the plan that ends with it, or None.

    Raises:
        BadInput: A last day before the first.
    """
    if last_day < old.prescription.since:
        raise BadInput(f"{old.name} began on {day_words(old.prescription.since)}", "its last day is not before that")
    with journal.writing("med stop", at_utc) as writer:
        close_prescription(writer, old.id, last_day)
        if ends is not None:
            save_plan(writer, end_plan(ends, last_day + ONE_DAY, "the medicine was stopped"), at_utc)
    return replace(old, prescription=replace(old.prescription, until=last_day))


def current(journal: Journal, today: date, *, everything: bool = False) -> tuple[StoredPrescription, ...]:
    """The rows in force today, or all rows there ever were.

    Raises:
        NothingFound: There is none.
    """
    found = prescriptions(journal) if everything else prescriptions_on(journal, today)
    if not found and not everything and prescriptions(journal):
        raise NothingFound("no medicine is in force now", "those that have ended: oidtrack med list --all")
    if not found:
        raise NothingFound(
            "no medicine is in the journal yet", "add one: oidtrack med add oxycodone --dose 30 --at 8:00"
        )
    return found


def in_force(journal: Journal, today: date) -> tuple[InForce, ...]:
    """Every medicine as it is taken today, whoever says so."""
    return read_dose_plan(journal, since=today).on(today)


def find(journal: Journal, word: str, today: date) -> StoredPrescription:
    """The row in force that a person means by an id (`m3`) or a name.

    Raises:
        NothingFound: None of that name is in force.
        BadInput: More than one is.
    """
    wanted = " ".join(word.lower().split())
    rows = prescriptions_on(journal, today)
    found = [row for row in rows if wanted in {row.name, row.prescription.medicine, _full_name(row)}]
    if not found:
        raise NothingFound(f"no medicine called '{printable(word)}' is in force", "`oidtrack med list` shows yours")
    if len(found) > 1:
        raise BadInput(f"'{wanted}' fits {listed(row.name for row in found)}", "choose by its id")
    return found[0]


def stored(journal: Journal, medicine_id: int) -> StoredPrescription:
    """One row by its id, whether it is in force or has ended.

    Raises:
        NothingFound: There is no such row.
    """
    for row in prescriptions(journal):
        if row.id == medicine_id:
            return row
    raise NothingFound(f"there is no medicine m{medicine_id}", "`oidtrack med list --all` shows those there are")


def _full_name(row: StoredPrescription) -> str:
    return f"{row.prescription.medicine} {row.prescription.release.value}"
