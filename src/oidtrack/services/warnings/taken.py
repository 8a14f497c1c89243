"""What was taken, as the rules look at it: each opioid day by day, and the doses of the last days one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from oidtrack.domain.journal import Entry, Intake, Kind, Moment
from oidtrack.rules.situation import Recent, Use, UseDay
from oidtrack.services.doses.ladder import DayDose, ladder
from oidtrack.services.doses.naming import of_journal
from oidtrack.services.doses.weighing import LOOKED_BACK, TAKEN, Around, weighed_dose
from oidtrack.taper.days.dayplan import ONE_DAY, DosePlan
from oidtrack.taper.days.matching import match
from oidtrack.taper.plan import next_step

RECENT_DAYS = 7
USE_DAYS = 120


def uses(planned: DosePlan, found: Sequence[Entry], today: date) -> tuple[Use, ...]:
    """Each opioid of the last months, every day up to yesterday.

    Args:
        planned: All that decides planned doses.
        found: Entries of these months, of every kind.
        today: The local day, which is not over and left out.
    """
    first, last = today - USE_DAYS * ONE_DAY, today - ONE_DAY
    rows = ladder(planned, found, first, last)
    checked = frozenset(entry.moment.day for entry in found if entry.kind is Kind.MOOD)
    names = sorted({(row.medicine, row.unit) for row in rows})
    return tuple(_use(planned, name, rows, checked, today) for name in names)


def recent_doses(planned: DosePlan, found: Sequence[Entry], now: Moment) -> tuple[Recent, ...]:
    """The doses of the last seven days as they were weighed when they were written down."""
    doses = [entry for entry in found if isinstance(entry.body, Intake) and entry.moment.day <= now.day]
    since = now.day - (RECENT_DAYS - 1) * ONE_DAY
    days = {day: match(planned, day, doses, now) for day in {entry.moment.day for entry in doses} if day >= since}
    beside: dict[str, Sequence[Entry]] = {}
    recent = []
    for entry in doses:
        body, day = entry.body, entry.moment.day
        if day < since or not isinstance(body, Intake) or body.state not in TAKEN:
            continue
        if body.medicine not in beside:
            beside[body.medicine] = _beside(doses, body.medicine, since)
        mine = tuple(one.prescription(day) for one in planned.on(day))
        around = Around(planned, days[day], beside[body.medicine])
        recent.append(Recent(day, entry.name, weighed_dose(around, of_journal(body.medicine, mine), entry)))
    return tuple(sorted(recent, key=lambda one: one.dose.at_utc))


def _beside(doses: Sequence[Entry], medicine: str, since: date) -> tuple[Entry, ...]:
    """The doses of a medicine from a day on and the last ones before it, as far back as `log` looks."""
    mine = sorted(
        (entry for entry in doses if isinstance(entry.body, Intake) and entry.body.medicine == medicine),
        key=lambda entry: entry.moment.at_utc,
    )
    first = next((n for n, entry in enumerate(mine) if entry.moment.day >= since), len(mine))
    return tuple(mine[max(0, first - LOOKED_BACK) :])


def _use(
    planned: DosePlan, name: tuple[str, str], rows: Sequence[DayDose], checked: frozenset[date], today: date
) -> Use:
    mine = {row.day: row for row in rows if (row.medicine, row.unit) == name}
    days = tuple(today - n * ONE_DAY for n in range(USE_DAYS, 0, -1))
    plan = next((one for one in planned.plans(today) if (one.medicine, one.unit) == name), None)
    step = next_step(plan, today) if plan is not None else None
    return Use(
        medicine=name[0],
        unit=name[1],
        days=tuple(
            UseDay(
                day,
                mine[day].planned if day in mine else None,
                mine[day].taken if day in mine else None,
                day in checked,
                mine[day].when_needed if day in mine else Fraction(0),
                mine[day].at_least if day in mine else None,
            )
            for day in days
        ),
        next_step=None if step is None else step.daily / 1000,
    )
