"""What was taken, as the rules look at it: each opioid day by day, and the doses of the last days one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from oidtrack.domain.dose import Dose
from oidtrack.domain.journal import DoseState, Entry, Intake, Kind
from oidtrack.domain.medicine import Prescription, Release, Role
from oidtrack.rules.dose_now import DoseNow
from oidtrack.rules.situation import Recent, Said, Use, UseDay
from oidtrack.services.day_limits import limited
from oidtrack.services.dayplan import Schedule
from oidtrack.services.dose_ladder import ONE_DAY, DayDose, ladder
from oidtrack.services.naming_doses import meant
from oidtrack.taper.progress import next_step

RECENT_DAYS = 7
USE_DAYS = 120
ACETAMINOPHEN = ("acetaminophen", "paracetamol", "apap")
_TAKEN = (DoseState.TAKEN, DoseState.EXTRA)


def uses(schedule: Schedule, found: Sequence[Entry], today: date) -> tuple[Use, ...]:
    """Each opioid of the last months, every day up to yesterday.

    Args:
        schedule: All that decides planned doses.
        found: Entries of these months, of every kind.
        today: The local day, which is not over and left out.
    """
    first, last = today - USE_DAYS * ONE_DAY, today - ONE_DAY
    rows = ladder(schedule, found, first, last)
    checked = frozenset(entry.moment.day for entry in found if entry.kind is Kind.MOOD)
    names = sorted({(row.medicine, row.unit) for row in rows})
    return tuple(_use(schedule, name, rows, checked, today) for name in names)


def recent_doses(schedule: Schedule, found: Sequence[Entry], today: date) -> tuple[Recent, ...]:
    """The doses of the last seven days, each with the one before it and what was planned for its day."""
    taken: dict[str, list[tuple[Entry, Intake]]] = {}
    kept = frozenset(entry.moment.day for entry in found)
    for entry in found:
        if isinstance(entry.body, Intake) and entry.body.state in _TAKEN:
            taken.setdefault(entry.body.medicine, []).append((entry, entry.body))
    since = today - (RECENT_DAYS - 1) * ONE_DAY
    recent = []
    for doses in taken.values():
        doses.sort(key=lambda pair: pair[0].moment.at_utc)
        recent += [
            _recent(schedule, doses, n, kept) for n in range(len(doses)) if since <= doses[n][0].moment.day <= today
        ]
    return tuple(sorted(recent, key=lambda one: one.dose.at_utc))


def acetaminophen(found: Iterable[Entry], today: date) -> tuple[Said, ...]:
    """Milligrams of each of the last seven days, as far as it was written down under its own name."""
    sums: dict[date, Fraction] = {}
    names: dict[date, str] = {}
    for entry in found:
        body, day = entry.body, entry.moment.day
        if not isinstance(body, Intake) or body.state not in _TAKEN or not isinstance(body.amount, Dose):
            continue
        if today - RECENT_DAYS * ONE_DAY < day <= today and any(word in body.medicine for word in ACETAMINOPHEN):
            sums[day] = sums.get(day, Fraction(0)) + body.amount.shown
            names[day] = entry.name
    return tuple(Said(day, sums[day], names[day]) for day in sorted(sums))


def _use(
    schedule: Schedule, name: tuple[str, str], rows: Sequence[DayDose], checked: frozenset[date], today: date
) -> Use:
    mine = {row.day: row for row in rows if (row.medicine, row.unit) == name}
    days = tuple(today - n * ONE_DAY for n in range(USE_DAYS, 0, -1))
    plan = schedule.plan
    ours = plan is not None and (plan.medicine, plan.unit) == name
    step = next_step(plan, today) if plan is not None and ours else None
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
            )
            for day in days
        ),
        next_step=None if step is None else step.daily / 1000,
    )


def _recent(schedule: Schedule, doses: Sequence[tuple[Entry, Intake]], n: int, kept: frozenset[date]) -> Recent:
    entry, intake = doses[n]
    day = entry.moment.day
    mine = tuple(row for row in schedule.rows if row.since <= day and (row.until is None or day <= row.until))
    of = meant(intake.medicine, mine) if any(row.medicine == intake.medicine for row in mine) else None
    row = of.prescription if of is not None else None
    several = sum(1 for one in mine if one.medicine == intake.medicine) > 1
    mixed = intake.planned is not None and several
    before = doses[n - 1] if n else None
    same_kind = before is not None and type(before[1].amount) is type(intake.amount)
    planned_day = _planned_day(schedule, intake, row, day)
    of_day = [body for one, body in doses[: n + 1] if one.moment.day == day]
    needed = any(one.medicine == intake.medicine and not one.doses for one in mine)
    so_far = sum(body.amount.thousandths for body in of_day if not (needed and body.slot is None))
    dose = DoseNow(
        medicine=intake.medicine,
        amount=intake.amount,
        at_utc=entry.moment.at_utc,
        planned=intake.planned,
        planned_day=planned_day,
        expected_day=None if planned_day is None else Dose(so_far),
        min_interval_h=row.min_interval_h if row is not None and not mixed else None,
        usual_h=None if of is None or mixed else of.usual_h,
        last_utc=None if before is None else before[0].moment.at_utc,
        last=before[1].amount if before is not None and same_kind else None,
        last_entry="" if before is None else before[0].name,
        daily_opioid=row is not None and row.role is Role.OPIOID and bool(row.doses),
        covers_h=row.change_days * 24 if row is not None and row.release is Release.PATCH else 0,
    )
    if of is not None:
        planned = [one.amount for one in schedule.doses(day) if one.medicine == intake.medicine]
        dose = limited(dose, of, planned, (one for one, _ in doses))
    blank = 0 if before is None else sum(1 for one in kept if before[0].moment.day < one < day)
    return Recent(day, entry.name, dose, blank)


def _planned_day(schedule: Schedule, intake: Intake, row: Prescription | None, day: date) -> Dose | None:
    """What is planned for the day; None for a patch and for what is taken when needed."""
    if row is None or not row.doses or not isinstance(intake.amount, Dose):
        return None
    planned = [dose.amount for dose in schedule.doses(day) if dose.medicine == intake.medicine]
    return Dose(sum(amount.thousandths for amount in planned if isinstance(amount, Dose)))
