"""From what a person says about doses to entries: which medicine, which planned slot, and what to say about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from msgspec import Struct

from oidtrack.domain.dose import Amount, printable
from oidtrack.domain.journal import DoseState, Entry, Intake, Kind, Moment, day_words, moment
from oidtrack.domain.medicine import Prescription, Role
from oidtrack.errors import BadInput, listed
from oidtrack.rules.base import Finding
from oidtrack.rules.findings.steep_cuts import whole_day_skipped
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.doses.meant import understood
from oidtrack.services.doses.naming import Meant, meant
from oidtrack.services.doses.weighing import doses_around, said_of
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import EntryFilter, entries
from oidtrack.taper.days.dayplan import ONE_DAY, DosePlan
from oidtrack.taper.days.inforce import PlannedDose
from oidtrack.taper.days.matching import Became, DayMatch, Match, answered_by, match


class Clock(Struct, frozen=True):
    """What services need to know about time.

    Attributes:
        now: The moment that is logged for, with its offset.
        day_ends_at: When a day ends.
        slot_at: The moment of a planned time on a local day.
        clock: What the clock shows, where an earlier moment is logged for.
    """

    now: datetime
    day_ends_at: time
    slot_at: Callable[[date, time], datetime]
    clock: datetime | None = None

    @property
    def latest(self) -> datetime:
        """What the clock shows; no earlier than what is logged for."""
        return self.now if self.clock is None else max(self.now, self.clock)

    @property
    def day(self) -> date:
        """The local day of `now`."""
        return moment(self.now, self.day_ends_at).day


class Open(Struct, frozen=True):
    """A planned dose that has no entry yet, on its local day and at the moment of its time."""

    dose: PlannedDose
    day: date
    at: datetime

    def of(self, medicine: Meant) -> bool:
        """Whether it is a dose of this medicine."""
        return (self.dose.medicine, self.dose.release) == (medicine.name, medicine.release)


class Weighed(Struct, frozen=True):
    """Entries to be written, and what to say first.

    Attributes:
        entries: In the order in which they were said.
        findings: Cautions, most severe first.
        notes: How something was understood that could be meant in another way; said, and asked on a terminal.
    """

    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


class Doses:
    """Weighs doses one after the other, so that each knows of those before it."""

    def __init__(self, journal: Journal | None, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock
        ends = clock.day_ends_at
        self._plan = DosePlan(day_ends_at=ends) if journal is None else read_dose_plan(journal, ends)
        self._entries: list[Entry] = []
        self._findings: list[Finding] = []
        self._notes: list[str] = []

    @property
    def day(self) -> date:
        """The local day that is logged for."""
        return self._clock.day

    @property
    def day_ends_at(self) -> time:
        """When a day ends."""
        return self._clock.day_ends_at

    @property
    def now(self) -> datetime:
        """The moment that is logged for."""
        return self._clock.now

    @property
    def mine(self) -> tuple[Prescription, ...]:
        """The medicines of the day as they are taken then, whoever says so."""
        return self._prescriptions(self.day)

    def weighed(self) -> Weighed:
        """All that was weighed."""
        findings = sorted(dict.fromkeys(self._findings), key=lambda finding: -finding.severity.rank)
        return Weighed(tuple(self._entries), tuple(findings), tuple(self._notes))

    def take(self, words: str, at: datetime, slot: time | None = None) -> None:
        """A dose as typed, its time apart.

        Args:
            words: Medicine and amount.
            at: When.
            slot: The planned time that it is for, where that was said; then it may have any amount.

        Raises:
            BadInput: Words that are no dose, an amount that cannot be, or a time at which nothing is planned.
            WhichStrength: Tablets were counted, and which of several it was is open.
            UnknownMedicine: A name that nobody knows.
        """
        when = moment(at, self._clock.day_ends_at)
        mine = self._prescriptions(when.day)
        dose = understood(words, mine, [(one.medicine, one.amount) for one in self._plan.doses(when.day)])
        of, amount = dose.of, dose.amount
        self._findings += dose.doubts
        if slot is not None:
            fits: tuple[PlannedDose, ...] = (self._at_slot(of, slot, when.day),)
        else:
            fits = answered_by(self._match(when.day), (of.name, of.release), amount, at, self._clock.day_ends_at)
            self._say_how(of, fits, when)
        if len(fits) > 1:
            said = len(self._findings)
            for one in fits:
                self._add(of, _answer(one, one.amount, when))
            # the last of them sees all that was taken in one go
            self._findings[said:] = {finding.id: finding for finding in self._findings[said:]}.values()
        elif fits:
            # at its time but not its amount: it answers the time, and is no dose as planned, unless that was said
            planned = slot is not None or fits[0].amount == amount
            self._add(of, _answer(fits[0], amount, when, DoseState.TAKEN if planned else DoseState.EXTRA))
        else:
            self._add(of, Entry(Kind.DOSE, when, Intake(of.name, amount, DoseState.EXTRA)))

    def take_planned(self, planned: Open) -> None:
        """A planned dose, taken as planned; one that is still to come is written down for now."""
        dose = planned.dose
        ahead = planned.at > self._clock.latest
        when = moment(self._clock.now if ahead else planned.at, self._clock.day_ends_at)
        if ahead:
            words = f"{slot_words(planned)} is still to come and is written down as taken already"
            self._notes.append(f"{words}; if it turns out otherwise: oidtrack undo")
        of = meant(f"{dose.medicine} {dose.release.value}", self._prescriptions(planned.day))
        self._add(of, _answer(dose, dose.amount, when))

    def take_now(self, planned: Open) -> None:
        """A planned dose that is taken at this moment, whether that is before its time or after it."""
        of = meant(f"{planned.dose.medicine} {planned.dose.release.value}", self._prescriptions(planned.day))
        self._add(of, _answer(planned.dose, planned.dose.amount, moment(self._clock.now, self._clock.day_ends_at)))

    def skip_planned(self, planned: Open, reason: str) -> None:
        """A planned dose that was not taken; a skip said ahead counts from now."""
        dose = planned.dose
        ahead = planned.at > self._clock.latest
        when = moment(self._clock.now if ahead else planned.at, self._clock.day_ends_at)
        intake = Intake(dose.medicine, dose.amount, DoseState.SKIPPED, dose.slot, dose.amount, reason)
        self._entries.append(Entry(Kind.DOSE, when, intake))
        self._findings += skipped_cautions(self._match(planned.day), dose)

    def skip(self, name: str, slot: time, reason: str, day: date | None = None) -> None:
        """A planned dose of the day that was not taken, by its name and time.

        Raises:
            BadInput: Nothing is planned then, or it is written down already.
            UnknownMedicine: A name that nobody knows.
        """
        on = day or self._clock.day
        of = meant(" ".join(name.lower().split()), self._prescriptions(on))
        self._at_slot(of, slot, on)
        for planned in self.open(on):
            if planned.of(of) and planned.dose.slot == slot:
                self.skip_planned(planned, reason)
                return
        raise BadInput(
            f"{of.name} at {slot:%H:%M} on {day_words(on)} is written down already", "`oidtrack list` shows it"
        )

    def open(self, day: date, until: datetime | None = None) -> tuple[Open, ...]:
        """Planned doses of a day that have no entry yet, up to a moment where one is given."""
        found = (Open(dose, day, self._clock.slot_at(day, dose.slot)) for dose in self._match(day).unanswered())
        return tuple(planned for planned in found if until is None or planned.at <= until)

    def became(self, day: date) -> tuple[Match, ...]:
        """Every planned dose of a day and what became of it."""
        return self._match(day).matches

    def last_night(self) -> tuple[Open, ...]:
        """Planned doses of the day before that came after the last dose of it that was written down.

        The evening entry was made before their time, so nobody could say yet what became of them.
        """
        day = self._clock.day - ONE_DAY
        last: dict[str, int] = {}
        for entry in self._of_day(day):
            if isinstance(entry.body, Intake):
                last[entry.body.medicine] = max(last.get(entry.body.medicine, 0), entry.moment.at_utc)
        return tuple(
            planned
            for planned in self.open(day, self._clock.now)
            if planned.dose.medicine in last and planned.at.timestamp() > last[planned.dose.medicine]
        )

    def unsettled(self) -> tuple[Open, ...]:
        """Every planned dose of the day before without a word, where something is written down of that day."""
        day = self._clock.day - ONE_DAY
        return self.open(day, self._clock.now) if self._match(day).is_written else ()

    def _at_slot(self, of: Meant, slot: time, day: date) -> PlannedDose:
        """The planned dose of a time.

        Raises:
            BadInput: Nothing is planned then.
        """
        planned = [dose for dose in self._plan.doses(day) if (dose.medicine, dose.release) == (of.name, of.release)]
        for dose in planned:
            if dose.slot == slot:
                return dose
        times = ", ".join(f"{dose.slot:%H:%M}" for dose in planned)
        hint = f"planned that day: {times}" if times else "`--note` takes anything else"
        raise BadInput(f"no {of.name} is planned at {slot:%H:%M} on {day_words(day)}", hint)

    def _say_how(self, of: Meant, fits: tuple[PlannedDose, ...], when: Moment) -> None:
        """Where a dose could be meant in more than one way, say how it was understood."""
        if len(fits) > 1:
            times = listed(f"{dose.slot:%H:%M}" for dose in fits)
            self._notes.append(f"this is just what is planned for {times} together, and is written down for these")
        elif fits and fits[0].slot != when.wall.time():
            more = [
                dose
                for dose in self._match(when.day).unanswered(Became.OPEN)
                if (dose.medicine, dose.release, dose.amount) == (of.name, of.release, fits[0].amount)
                and dose.slot != fits[0].slot
            ]
            if more:
                left = listed(f"{dose.slot:%H:%M}" for dose in more)
                are = "is" if len(more) == 1 else "are"
                self._notes.append(f"taken for the dose of {fits[0].slot:%H:%M}; {left} {are} still open")

    def _prescriptions(self, day: date) -> tuple[Prescription, ...]:
        """The medicines of a day as they are taken then, whoever says so."""
        return tuple(one.prescription(day) for one in self._plan.on(day))

    def _match(self, day: date) -> DayMatch:
        return match(self._plan, day, self._of_day(day), self._now())

    def _now(self) -> Moment:
        return moment(self._clock.latest, self._clock.day_ends_at)

    def _of_day(self, day: date) -> tuple[Entry, ...]:
        stored: tuple[Entry, ...] = ()
        if self._journal is not None:
            stored = entries(self._journal, EntryFilter(since=day, until=day + ONE_DAY, kinds=(Kind.DOSE,)))
        return (*stored, *(entry for entry in self._entries if entry.moment.day == day))

    def _add(self, of: Meant, entry: Entry) -> None:
        stored = () if self._journal is None else doses_around(self._journal, of.name, entry.moment.day)
        self._findings += said_of(self._plan, (*stored, *self._entries), of, entry, self._now())
        self._entries.append(entry)


def _answer(dose: PlannedDose, amount: Amount, when: Moment, state: DoseState = DoseState.TAKEN) -> Entry:
    return Entry(Kind.DOSE, when, Intake(dose.medicine, amount, state, dose.slot, dose.amount))


def skipped_cautions(day: DayMatch, dose: PlannedDose) -> tuple[Finding, ...]:
    """What to say where every dose of a daily opioid is left out on a day."""
    mine = [one for one in day.matches if one.dose.medicine == dose.medicine]
    if dose.role is not Role.OPIOID or any(one.became is not Became.SKIPPED for one in mine):
        return ()
    return (whole_day_skipped(dose.medicine),)


def slot_words(planned: Open) -> str:
    """A planned dose in words: `oxycodone 30 mg at 08:00`."""
    dose = planned.dose
    return f"{printable(dose.medicine)} {dose.amount} at {dose.slot:%H:%M}"
