"""The guided making of a first plan: what the journal knows already, and keeping plan and medicine together."""

from __future__ import annotations

from datetime import date

from oidtrack.domain.medicine import Prescription, Release, Role
from oidtrack.domain.time_on_opioids import on_opioids_since
from oidtrack.errors import BadInput
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.medicines import add_prescription, prescriptions, prescriptions_on
from oidtrack.store.tables.plans import save_plan
from oidtrack.store.tables.profile import load_profile
from oidtrack.taper.plan import Plan


def by_the_clock(journal: Journal | None, today: date) -> tuple[Prescription, ...]:
    """The opioids of the journal that have planned times; none without a journal."""
    return tuple(row for row in _opioids(journal, today) if row.doses)


def is_since_known(journal: Journal | None, today: date) -> bool:
    """Whether somebody said since when opioids are taken, so that the pace of a plan can rest on it."""
    if journal is None:
        return False
    rows = (stored.prescription for stored in prescriptions(journal))
    since = on_opioids_since(load_profile(journal).opioid_since, rows, today)
    return since is not None and since.said


def require_new(journal: Journal | None, medicine: str, release: Release, today: date) -> None:
    """Refuse a medicine that the journal holds already, without times.

    Raises:
        BadInput: It is taken when needed so far; the hint says how to give it its times.
    """
    if any((row.medicine, row.release) == (medicine, release) for row in _opioids(journal, today)):
        raise BadInput(
            f"{medicine} ({release.value}) is in the journal already, as taken when needed",
            f"give it its times first: oidtrack med change {medicine} --dose 10 --at 8,20",
        )


def keep_with_medicine(journal: Journal, plan: Plan, new: Prescription | None, at_utc: int) -> Plan:
    """Store a draft, and with it the medicine that was asked about, as one change that `undo` takes back at once.

    Args:
        journal: Where to.
        plan: The draft.
        new: The medicine, or None where the journal holds it already.
        at_utc: Now.
    """
    with journal.writing("plan new", at_utc) as writer:
        if new is not None:
            add_prescription(writer, new)
        return save_plan(writer, plan, at_utc)


def _opioids(journal: Journal | None, today: date) -> list[Prescription]:
    if journal is None:
        return []
    rows = [stored.prescription for stored in prescriptions_on(journal, today)]
    return [row for row in rows if row.role is Role.OPIOID]
