"""Which planned dose is due now, which comes next, and when a medicine may be taken again."""

from __future__ import annotations

from datetime import timedelta

from msgspec import Struct

from oidtrack.domain.journal import Entry, Intake
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.doses.intakes import Doses, Open
from oidtrack.services.doses.limits import Again, again
from oidtrack.services.doses.naming import Meant, of_journal
from oidtrack.services.doses.weighing import doses_around
from oidtrack.store.file.database import Journal
from oidtrack.taper.days.dayplan import ONE_DAY
from oidtrack.taper.days.inforce import Of
from oidtrack.taper.days.matching import Match

EARLY = timedelta(hours=1)
"""How long before its time a planned dose is the one that is taken now. A second `take` right after the first must not
write down the dose that follows. ENGINEERING."""

LOOKED_AHEAD = 14
"""Days in which the next planned dose is looked for: patches are changed more often than that. ENGINEERING."""


class Due(Struct, frozen=True):
    """What is planned around now.

    Attributes:
        dose: The planned dose that is due, or None.
        before: Planned times of today before it that nobody wrote anything of; they are left alone.
        answered: The last planned dose of today that somebody wrote down, where none is due.
        coming: The first planned dose after now and after the one that is due, or None.
    """

    dose: Open | None = None
    before: tuple[Open, ...] = ()
    answered: Match | None = None
    coming: Open | None = None


class After(Struct, frozen=True):
    """What follows a dose that was written down.

    Attributes:
        due: What is planned from here on.
        again: When as much of its medicine may be taken again; None where it has no interval.
    """

    due: Due = Due()
    again: Again | None = None


def due(doses: Doses, medicine: Meant | None = None) -> Due:
    """The planned dose that is due now: of each medicine the latest time that has come, of these the earliest.

    A time is due until a later one of its medicine is written down: then it was left out, and is not caught up.

    Args:
        doses: The day.
        medicine: The one that is asked for; None for all.
    """
    latest: dict[Of, Open] = {}
    answered: Match | None = None
    wanted = None if medicine is None else (medicine.name, medicine.release)
    matches, unsaid = doses.became(doses.day), doses.open(doses.day)
    left = iter(unsaid)
    for one in matches:
        of = one.dose.medicine, one.dose.release
        planned = next(left) if one.entry is None else None
        if wanted not in {None, of}:
            continue
        if planned is None:
            answered = one
            latest.pop(of, None)
        elif planned.at <= doses.now + EARLY:
            latest[of] = planned
    dose = min(latest.values(), key=lambda one: one.at, default=None)
    before = () if dose is None else tuple(one for one in unsaid if _of(one) == _of(dose) and one.at < dose.at)
    return Due(dose, before, answered if dose is None else None, _coming(doses, wanted, dose))


def after(journal: Journal, doses: Doses, entry: Entry) -> After:
    """What follows a dose that is written down.

    Args:
        journal: The journal, with the dose in it.
        doses: The day, read since.
        entry: The dose.
    """
    intake, day = entry.body, entry.moment.day
    assert isinstance(intake, Intake)  # only doses are asked about
    mine = tuple(one.prescription(day) for one in read_dose_plan(journal, doses.day_ends_at).on(day))
    known = doses_around(journal, intake.medicine, day)
    return After(due(doses), again(of_journal(intake.medicine, mine), entry, known))


def _coming(doses: Doses, wanted: Of | None, taken: Open | None) -> Open | None:
    days = (doses.day + n * ONE_DAY for n in range(LOOKED_AHEAD + 1))
    found = (one for day in days for one in doses.open(day) if one.at > doses.now and one != taken)
    return next((one for one in found if wanted in {None, _of(one)}), None)


def _of(planned: Open) -> Of:
    return planned.dose.medicine, planned.dose.release
