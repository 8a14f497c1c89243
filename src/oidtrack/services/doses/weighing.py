"""One dose with what is known around it, for the rules on doses: before it is saved, and for the days after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.domain.dose import Amount, Dose
from oidtrack.domain.journal import DoseState, Entry, Intake, Kind, Moment
from oidtrack.domain.medicine import Release, in_day_order
from oidtrack.rules.base import Finding
from oidtrack.rules.dose_now import DoseNow
from oidtrack.rules.findings.dosing import cautions
from oidtrack.services.doses.limits import DAY_S, limited
from oidtrack.services.doses.naming import Meant, of_journal
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import EntryFilter, entries, last_doses
from oidtrack.taper.days.dayplan import ONE_DAY, DosePlan
from oidtrack.taper.days.inforce import InForce
from oidtrack.taper.days.matching import Became, DayMatch, Match, match

LOOKED_BACK = 100
"""Entries of a medicine that are looked at for the dose before."""

OFTEN = 5
"""Days with a dose among the seven up to the last one from which on an opioid counts as daily. ENGINEERING."""

TAKEN = (DoseState.TAKEN, DoseState.EXTRA)

MADE_WORSE = frozenset({"dose-above-plan", "dose-too-soon"})
"""What a dose that is written down late can make true of one after it."""

MINUTE_S = 60


class Around(Struct, frozen=True):
    """What a dose is weighed against.

    Attributes:
        plan: All that decides planned doses.
        day: Its day with its log; the dose itself may be in it or not.
        log: Doses that were written down, of any medicine, in any order.
    """

    plan: DosePlan
    day: DayMatch
    log: Sequence[Entry]


def doses_around(journal: Journal, medicine: str, day: date) -> tuple[Entry, ...]:
    """The doses of a medicine that one of a day is weighed against: the last ones up to it, and all after it."""
    tomorrow = day + ONE_DAY
    # with both ends SQLite looks among these days; with one alone it goes along all of time
    after = EntryFilter(since=tomorrow, until=date.max, kinds=(Kind.DOSE,), medicine=medicine)
    return (*last_doses(journal, medicine, tomorrow, LOOKED_BACK), *entries(journal, after))


def said_of(plan: DosePlan, log: Sequence[Entry], of: Meant, entry: Entry, now: Moment) -> tuple[Finding, ...]:
    """What the rules say of a dose as it is written down: of itself, and what becomes true of doses after it.

    Args:
        plan: All that decides planned doses.
        log: Doses of its medicine that stand beside it, as `doses_around` reads them.
        of: The medicine, with the release that was meant.
        entry: The dose, not among them.
        now: The moment of looking.
    """

    def said(one: Entry, known: Sequence[Entry]) -> tuple[Finding, ...]:
        day = one.moment.day
        its = of if one is entry else of_journal(of.name, tuple(row.prescription(day) for row in plan.on(day)))
        return cautions(weighed_dose(Around(plan, match(plan, day, known, now), known), its, one))

    found = list(said(entry, log))
    for later in _after(log, entry):
        before = {finding.id for finding in (*found, *said(later, log))}
        anew = [one for one in said(later, (*log, entry)) if one.id in MADE_WORSE - before]
        which = f"Of the dose at {later.moment.wall:%H:%M} that is written down already ({later.name})"
        found += [replace(one, text=f"{which}: {one.text}") for one in anew]
    return tuple(found)


def _after(log: Sequence[Entry], entry: Entry) -> list[Entry]:
    """The doses that were taken after one and within 24 hours of it, and the next one whenever it was."""
    at = entry.moment.at_utc
    taken = [one for one in log if isinstance(one.body, Intake) and one.body.state in TAKEN and one.moment.at_utc > at]
    later = sorted(taken, key=_order)
    return [one for n, one in enumerate(later) if n == 0 or one.moment.at_utc < at + DAY_S]


def weighed_dose(around: Around, of: Meant, entry: Entry) -> DoseNow:
    """The picture that the rules on doses look at.

    Args:
        around: Plan and log.
        of: The medicine.
        entry: The dose, stored or not yet.
    """
    intake = entry.body
    assert isinstance(intake, Intake)  # only doses are weighed
    mine = [one for one in around.plan.on(entry.moment.day) if one.medicine == of.name]
    own = next((one for one in mine if one.release is of.release), None)
    row = None if own is None else own.prescription(entry.moment.day)
    before = _before(around.log, entry)
    last = before[-1] if before else None
    body = None if last is None else last.body
    same_kind = isinstance(body, Intake) and type(body.amount) is type(intake.amount)
    # entries do not say which release: a planned dose beside another release of the same medicine is on time
    mixed = intake.planned is not None and len(mine) > 1
    planned_day, expected_day = _day_totals(around.day, mine, entry, around.plan.day_ends_at)
    dose = DoseNow(
        medicine=of.name,
        amount=intake.amount,
        at_utc=entry.moment.at_utc,
        at_once=_at_once(around.day.matches, mine, before, entry),
        planned=intake.planned,
        planned_day=planned_day,
        expected_day=expected_day,
        min_interval_h=row.min_interval_h if row is not None and not mixed else None,
        usual_h=None if mixed else of.usual_h,
        last_utc=None if last is None else last.moment.at_utc,
        last=body.amount if isinstance(body, Intake) and same_kind else None,
        last_entry=last.name if last is not None and last.id else "",
        daily_opioid=of.is_opioid and (bool(row and row.doses) or _was_daily(before)),
        covers_h=row.change_days * 24 if row is not None and of.release is Release.PATCH else 0,
    )
    planned = [one.dose.amount for one in around.day.matches if one.dose.medicine == of.name]
    fresh = None if any(one is entry for one in around.log) else entry
    return limited(dose, of, planned, around.log, fresh)


def _before(log: Iterable[Entry], entry: Entry) -> list[Entry]:
    """Doses of the same medicine that were taken before this one, the earliest first."""
    intake, order = entry.body, _order(entry)
    assert isinstance(intake, Intake)  # only doses are weighed
    earlier = [
        one
        for one in log
        if isinstance(one.body, Intake) and one.body.medicine == intake.medicine and one.body.state in TAKEN
        if one is not entry and _order(one) <= order
    ]
    return sorted(earlier, key=_order)


def _at_once(matches: Iterable[Match], mine: Sequence[InForce], before: Iterable[Entry], entry: Entry) -> Amount | None:
    """What was taken in the minute of a dose, where that is more than is planned for any one time; else None.

    Several planned times in one go are one amount to the body. Releases that are planned for the same time are not
    more than planned, and beside the same medicine when needed only doses that answer planned times count.
    """
    intake = entry.body
    assert isinstance(intake, Intake)  # only doses are weighed
    needed = any(one.daily is None for one in mine)
    kind, minute = type(intake.amount), entry.moment.at_utc // MINUTE_S
    taken = [
        one.body.amount.thousandths
        for one in (*before, entry)
        if one.moment.at_utc // MINUTE_S == minute and isinstance(one.body, Intake) and type(one.body.amount) is kind
        if one.body.slot is not None or not needed
    ]
    planned: dict[time, int] = {}
    for dose in (one.dose for one in matches if one.dose.medicine == intake.medicine):
        if type(dose.amount) is kind:
            planned[dose.slot] = planned.get(dose.slot, 0) + dose.amount.thousandths
    several = len(taken) > 1 and bool(planned) and (intake.slot is not None or not needed)
    return kind(sum(taken)) if several and sum(taken) > max(planned.values()) else None


def _order(entry: Entry) -> tuple[int, float]:
    """By time, then as written; what is not stored yet was written last."""
    return entry.moment.at_utc, entry.id or float("inf")


def _was_daily(before: Sequence[Entry]) -> bool:
    """Whether the days up to the last dose look like daily use."""
    if not before:
        return False
    first = before[-1].moment.day - timedelta(days=7)
    return len({entry.moment.day for entry in before if entry.moment.day > first}) >= OFTEN


def _day_totals(
    day: DayMatch, mine: Sequence[InForce], entry: Entry, day_ends_at: time
) -> tuple[Amount | None, Amount | None]:
    """What is planned for the day, and what it comes to; None for a patch and for what is taken when needed."""
    intake = entry.body
    assert isinstance(intake, Intake)
    if not any(one.doses for one in mine) or not isinstance(intake.amount, Dose):
        return None, None
    planned = [one for one in day.matches if one.dose.medicine == intake.medicine]
    # beside the same medicine when needed, doses that fit no planned time are not the plan's
    needed = any(one.daily is None for one in mine)
    written = [*(() if needed else day.beside), *(one.entry for one in planned if one.entry is not None)]
    had = _ug(one.body.amount for one in _before(written, entry) if isinstance(one.body, Intake))
    own = 0 if needed and intake.slot is None else intake.amount.ug
    later = _ug(one.dose.amount for one in planned if _is_to_come(one, intake, entry, day_ends_at))
    return Dose(_ug(one.dose.amount for one in planned)), Dose(had + own + later)


def _is_to_come(one: Match, intake: Intake, entry: Entry, day_ends_at: time) -> bool:
    """Whether a planned time comes after a dose and may still be taken."""
    after = in_day_order(one.dose.slot, day_ends_at) > in_day_order(entry.moment.wall.time(), day_ends_at)
    return one.became in {Became.OPEN, Became.LATER} and one.dose.slot != intake.slot and after


def _ug(amounts: Iterable[Amount]) -> int:
    """The sum of what is swallowed; what a patch gives does not add up with it."""
    return sum(amount.ug for amount in amounts if isinstance(amount, Dose))
