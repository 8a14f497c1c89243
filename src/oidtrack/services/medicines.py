"""Medicines of the journal: dated rows that are added and closed, never rewritten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from oidtrack.domain.dose import printable
from oidtrack.domain.medicine import Prescription
from oidtrack.errors import BadInput, NothingFound
from oidtrack.services.prescribing import Described
from oidtrack.store.database import Journal
from oidtrack.store.medicines import (
    StoredPrescription,
    add_prescription,
    close_prescription,
    prescriptions,
    prescriptions_on,
)


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


def change(journal: Journal, old: StoredPrescription, new: Prescription, at_utc: int) -> StoredPrescription:
    """Close the row in force the day before the new one begins, and write the new one.

    Raises:
        BadInput: The new row would begin on or before the first day of the old one's history.
    """
    if new.since < old.prescription.since:
        raise BadInput(
            f"{old.name} began on {old.prescription.since}, after {new.since}", "choose a later day: --from yesterday"
        )
    with journal.writing("med change", at_utc) as writer:
        close_prescription(writer, old.id, new.since - timedelta(days=1))  # the same day: it never held
        return StoredPrescription(add_prescription(writer, new), new)


def stop(journal: Journal, old: StoredPrescription, last_day: date, at_utc: int) -> StoredPrescription:
    """Close a row: `last_day` is the last day on which it was taken.

    Raises:
        BadInput: A last day before the first.
    """
    if last_day < old.prescription.since:
        raise BadInput(f"{old.name} began on {old.prescription.since}", "its last day is not before that")
    with journal.writing("med stop", at_utc) as writer:
        close_prescription(writer, old.id, last_day)
    return replace(old, prescription=replace(old.prescription, until=last_day))


def current(journal: Journal, today: date, *, everything: bool = False) -> tuple[StoredPrescription, ...]:
    """The rows in force today, or all rows there ever were.

    Raises:
        NothingFound: There is none.
    """
    found = prescriptions(journal) if everything else prescriptions_on(journal, today)
    if not found:
        raise NothingFound(
            "no medicine is in the journal yet", "add one: oidtrack med add oxycodone --dose 30 --at 8:00"
        )
    return found


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
        raise BadInput(f"'{wanted}' fits {' and '.join(row.name for row in found)}", "choose by its id")
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
