"""From what a person says about doses to entries: which medicine, which planned slot, and what to say about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from oidtrack.domain.dose import Amount, Dose, Rate, printable
from oidtrack.domain.journal import DoseState, Entry, Intake, Kind, moment
from oidtrack.domain.medicine import Prescription, Release, ScheduledDose
from oidtrack.errors import BadInput
from oidtrack.rules.base import Finding
from oidtrack.rules.dose_now import DoseNow
from oidtrack.rules.dosing import cautions
from oidtrack.services.day_limits import limited
from oidtrack.services.dayplan import planned_doses
from oidtrack.services.dose_meant import understood
from oidtrack.services.naming_doses import Meant, meant
from oidtrack.store.database import Journal
from oidtrack.store.entries import EntryFilter, entries
from oidtrack.store.medicines import prescriptions_on

NEAR = timedelta(hours=3)
"""How far from a planned time a dose may be and still be that dose. ENGINEERING."""

LOOKED_BACK = 100
"""Entries of a medicine that are looked at for the dose before."""

OFTEN = 5
"""Days with a dose among the seven up to the last one from which on an opioid counts as daily. ENGINEERING."""

TAKEN = (DoseState.TAKEN, DoseState.EXTRA)


@dataclass(frozen=True, slots=True)
class Clock:
    """What services need to know about time.

    Attributes:
        now: The moment that is logged for, with its offset.
        day_ends_at: When a day ends.
        slot_at: The moment of a planned time on a local day.
    """

    now: datetime
    day_ends_at: time
    slot_at: Callable[[date, time], datetime]

    @property
    def day(self) -> date:
        """The local day of `now`."""
        return moment(self.now, self.day_ends_at).day


@dataclass(frozen=True, slots=True)
class Open:
    """A planned dose that has no entry yet."""

    medicine: str
    release: Release
    slot: time
    amount: Amount
    at: datetime

    def of(self, medicine: Meant) -> bool:
        """Whether it is a dose of this medicine."""
        return (self.medicine, self.release) == (medicine.name, medicine.release)


@dataclass(frozen=True, slots=True)
class Weighed:
    """Entries to be written, and what to say first.

    Attributes:
        entries: In the order in which they were said.
        findings: Cautions, most severe first.
    """

    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()


class Doses:
    """Weighs doses one after the other, so that each knows of those before it."""

    def __init__(self, journal: Journal | None, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock
        self._entries: list[Entry] = []
        self._findings: list[Finding] = []

    @property
    def day(self) -> date:
        """The local day that is logged for."""
        return self._clock.day

    def weighed(self) -> Weighed:
        """All that was weighed."""
        findings = sorted(dict.fromkeys(self._findings), key=lambda finding: -finding.severity.rank)
        return Weighed(tuple(self._entries), tuple(findings))

    def take(self, words: str, at: datetime) -> None:
        """A dose as typed, its time apart.

        Raises:
            BadInput: Words that are no dose, or an amount that cannot be.
            WhichStrength: Tablets were counted, and which of several it was is open.
            UnknownMedicine: A name that nobody knows.
        """
        when = moment(at, self._clock.day_ends_at)
        mine = self._prescriptions(when.day)
        dose = understood(words, mine, [(one.medicine, one.amount) for one in self._planned(when.day)])
        of, amount = dose.of, dose.amount
        self._findings += dose.doubts
        near = [dose for dose in self.open(when.day) if dose.of(of) and abs(dose.at - at) <= NEAR]
        fits = min(near, key=lambda dose: abs(dose.at - at), default=None)
        if fits is None:
            self._add(of, Intake(of.name, amount, DoseState.EXTRA), at)
        else:
            self._add(of, Intake(of.name, amount, DoseState.TAKEN, fits.slot, fits.amount), at)

    def take_planned(self, dose: Open) -> None:
        """A planned dose, taken as planned."""
        mine = self._prescriptions(moment(dose.at, self._clock.day_ends_at).day)
        of = meant(f"{dose.medicine} {dose.release.value}", mine)
        self._add(of, Intake(dose.medicine, dose.amount, DoseState.TAKEN, dose.slot, dose.amount), dose.at)

    def skip_planned(self, dose: Open, reason: str) -> None:
        """A planned dose that was not taken; a skip said ahead counts from now."""
        intake = Intake(dose.medicine, dose.amount, DoseState.SKIPPED, dose.slot, dose.amount, reason)
        when = moment(dose.at, self._clock.day_ends_at)
        if dose.at > self._clock.now:
            when = moment(self._clock.now, self._clock.day_ends_at)
        self._entries.append(Entry(Kind.DOSE, when, intake))

    def skip(self, name: str, slot: time, reason: str) -> None:
        """A planned dose of the day that was not taken, by its name and time.

        Raises:
            BadInput: Nothing is planned then, or it is written down already.
            UnknownMedicine: A name that nobody knows.
        """
        day = self._clock.day
        of = meant(" ".join(name.lower().split()), self._prescriptions(day))
        planned = [dose for dose in self._planned(day) if dose.of(of)]
        if slot not in {dose.slot for dose in planned}:
            times = ", ".join(f"{dose.slot:%H:%M}" for dose in planned)
            hint = f"planned that day: {times}" if times else "`--note` takes anything else"
            raise BadInput(f"no {of.name} is planned at {slot:%H:%M} on {day}", hint)
        for dose in self.open(day):
            if dose.of(of) and dose.slot == slot:
                self.skip_planned(dose, reason)
                return
        raise BadInput(f"{of.name} at {slot:%H:%M} on {day} is written down already", "`oidtrack list` shows it")

    def open(self, day: date, until: datetime | None = None) -> tuple[Open, ...]:
        """Planned doses of a day that have no entry yet, up to a moment where one is given."""
        found = list(self._planned(day))
        for entry in self._of_day(day):
            body = entry.body
            if not isinstance(body, Intake) or body.slot is None:
                continue
            same = [dose for dose in found if (dose.medicine, dose.slot) == (body.medicine, body.slot)]
            done = next((dose for dose in same if dose.amount == body.planned), same[0] if same else None)
            found = [dose for dose in found if dose is not done]
        return tuple(dose for dose in found if until is None or dose.at <= until)

    def _planned(self, day: date) -> tuple[Open, ...]:
        if self._journal is None:
            return ()
        mine = self._prescriptions(day)
        return tuple(
            Open(
                medicine=row.medicine,
                release=_release(row.medicine, ScheduledDose(row.slot, row.amount), mine),
                slot=row.slot,
                amount=row.amount,
                at=self._clock.slot_at(day, row.slot),
            )
            for row in planned_doses(self._journal, day, self._clock.day_ends_at)
        )

    def _prescriptions(self, day: date) -> tuple[Prescription, ...]:
        if self._journal is None:
            return ()
        return tuple(row.prescription for row in prescriptions_on(self._journal, day))

    def _of_day(self, day: date) -> tuple[Entry, ...]:
        stored: tuple[Entry, ...] = ()
        if self._journal is not None:
            stored = entries(self._journal, EntryFilter(since=day, until=day + timedelta(days=1), kinds=(Kind.DOSE,)))
        return (*stored, *(entry for entry in self._entries if entry.moment.day == day))

    def _add(self, of: Meant, intake: Intake, at: datetime) -> None:
        entry = Entry(Kind.DOSE, moment(at, self._clock.day_ends_at), intake)
        self._findings += cautions(self._situation(of, intake, entry))
        self._entries.append(entry)

    def _situation(self, of: Meant, intake: Intake, entry: Entry) -> DoseNow:
        row, before = of.prescription, self._before(of.name, entry)
        last = before[-1] if before else None
        body = last.body if last is not None else None
        same_kind = isinstance(body, Intake) and type(body.amount) is type(intake.amount)
        planned_day, expected_day = self._day_totals(of, intake, entry)
        # entries do not say which release: a planned dose beside another release of the same medicine is on time
        mixed = intake.planned is not None and self._has_other_release(of, entry.moment.day)
        day = entry.moment.day
        around = (one for n in (-1, 0, 1) for one in self._of_day(day + timedelta(days=n)))
        dose = DoseNow(
            medicine=of.name,
            amount=intake.amount,
            at_utc=entry.moment.at_utc,
            planned=intake.planned,
            planned_day=planned_day,
            expected_day=expected_day,
            min_interval_h=row.min_interval_h if row is not None and not mixed else None,
            usual_h=None if mixed else of.usual_h,
            last_utc=last.moment.at_utc if last is not None else None,
            last=body.amount if isinstance(body, Intake) and same_kind else None,
            last_entry=last.name if last is not None and last.id else "",
            daily_opioid=of.is_opioid and (bool(row and row.doses) or _was_daily(before)),
            covers_h=row.change_days * 24 if row is not None and of.release is Release.PATCH else 0,
        )
        return limited(dose, of, [one.amount for one in self._planned(day) if one.medicine == of.name], around, entry)

    def _has_other_release(self, of: Meant, day: date) -> bool:
        return any(row.medicine == of.name and row.release is not of.release for row in self._prescriptions(day))

    def _before(self, medicine: str, entry: Entry) -> list[Entry]:
        """Doses of the medicine that were taken up to this one, the earliest first."""
        stored: tuple[Entry, ...] = ()
        if self._journal is not None:
            until = entry.moment.day + timedelta(days=1)
            wanted = EntryFilter(until=until, kinds=(Kind.DOSE,), medicine=medicine, limit=LOOKED_BACK)
            stored = entries(self._journal, wanted)
        known = (*stored, *self._entries)
        taken = [one for one in known if _is_taken(one, medicine) and one.moment.at_utc <= entry.moment.at_utc]
        return sorted(taken, key=lambda one: one.moment.at_utc)

    def _day_totals(self, of: Meant, intake: Intake, entry: Entry) -> tuple[Amount | None, Amount | None]:
        """What is planned for the day, and what it comes to; None for a patch and for what is taken when needed."""
        day, row = entry.moment.day, of.prescription
        if row is None or not row.doses or of.release is Release.PATCH:
            return None, None
        unit = type(intake.amount)
        planned = sum(dose.amount.thousandths for dose in self._planned(day) if _counts(dose.medicine, dose.amount, of))
        bodies = [one.body for one in self._of_day(day) if isinstance(one.body, Intake) and one.body.state in TAKEN]
        if any(row.medicine == of.name and not row.doses for row in self._prescriptions(day)):
            # beside the same medicine when needed, doses that fit no planned time are not the plan's
            bodies = [body for body in bodies if body.slot is not None]
        taken = sum(body.amount.thousandths for body in bodies if _counts(body.medicine, body.amount, of))
        later = sum(
            dose.amount.thousandths
            for dose in self.open(day)
            if _counts(dose.medicine, dose.amount, of)
            and dose.slot != intake.slot
            and dose.at.timestamp() > entry.moment.at_utc
        )
        return unit(planned), unit(taken + intake.amount.thousandths + later)


def _release(medicine: str, planned: ScheduledDose, mine: tuple[Prescription, ...]) -> Release:
    """The release that a planned dose belongs to: of several rows of that name the one that has just this dose."""
    rows = [row for row in mine if row.medicine == medicine]
    exact = [row for row in rows if planned in row.doses]
    if exact or rows:
        return (exact or rows)[0].release
    return Release.PATCH if isinstance(planned.amount, Rate) else Release.IR


def _is_taken(entry: Entry, medicine: str) -> bool:
    return isinstance(entry.body, Intake) and entry.body.medicine == medicine and entry.body.state in TAKEN


def _counts(medicine: str, amount: Amount, of: Meant) -> bool:
    """Whether an amount adds up with others of a medicine, of whatever release; what a patch gives does not."""
    return medicine == of.name and isinstance(amount, Dose)


def _was_daily(before: list[Entry]) -> bool:
    """Whether the days up to the last dose look like daily use."""
    if not before:
        return False
    first = before[-1].moment.day - timedelta(days=7)
    return len({entry.moment.day for entry in before if entry.moment.day > first}) >= OFTEN


def slot_words(dose: Open) -> str:
    """A planned dose in words: `oxycodone 30 mg at 08:00`."""
    return f"{printable(dose.medicine)} {dose.amount} at {dose.slot:%H:%M}"
