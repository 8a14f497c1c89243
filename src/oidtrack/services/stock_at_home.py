"""What is left at home of each medicine, and how far it reaches.

It starts from what was fetched or counted. Doses that were written down are taken out of it; on a past day without
any word on the medicine the planned doses are taken to have been taken, so that a run-out is rather seen too soon.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction

from oidtrack.domain.dose import Amount
from oidtrack.domain.journal import DoseState, Entry, Intake, Kind, moment
from oidtrack.domain.medicine import Release, amount_of, in_day_order
from oidtrack.domain.stock import StockKind, StockRow
from oidtrack.services.dayplan import PlannedDose, Schedule, read_schedule
from oidtrack.services.dose_ladder import ONE_DAY
from oidtrack.store.database import Journal
from oidtrack.store.entries import EntryFilter, entries
from oidtrack.store.stock import stock_rows
from oidtrack.taper.at_home import Coming, Kept, Shelf, first_uncovered
from oidtrack.taper.stock import LIQUID, pieces

HORIZON_DAYS = 400
"""How far ahead a run-out is looked for. ENGINEERING."""

_Usual = dict[int, tuple[tuple[int, Fraction], ...]]
_Place = tuple[date, tuple[bool, time]]
_TAKEN = (DoseState.TAKEN, DoseState.EXTRA)


@dataclass(frozen=True, slots=True)
class AtHome:
    """One medicine.

    Attributes:
        medicine: Name as in the journal.
        release: How fast it leaves its form.
        left: Each strength, the largest first, with how many; None for the liquid or for packs.
        liquid: Whether what has no strength is a liquid, in millilitres.
        as_of: The day of the latest row.
        runs_out: First day whose planned doses it does not cover; None where it lasts, or nothing is planned.
        uncounted: Strengths that the plan needs and that nobody counted: then no run-out is known.
        planned: Whether any dose is planned from today on.
        assumed_days: Past days without a word on it, on which the planned doses count as taken.
        unmatched: Doses that could not be made of what was there: it was counted wrong, or taken from elsewhere.
        expires: The latest expiry that was said, or None.
    """

    medicine: str
    release: Release
    left: tuple[tuple[Amount | None, Fraction], ...]
    liquid: bool
    as_of: date
    runs_out: date | None
    uncounted: tuple[Amount, ...]
    planned: bool
    assumed_days: int
    unmatched: int
    expires: date | None


def at_home(journal: Journal, now: datetime, day_ends_at: time) -> tuple[AtHome, ...]:
    """Every medicine of which something was fetched or counted, by name."""
    rows = stock_rows(journal)
    if not rows:
        return ()
    today = moment(now, day_ends_at).day
    since = min(row.moment.day for row in rows)
    schedule = read_schedule(journal, day_ends_at, since)
    doses = entries(journal, EntryFilter(since=since, until=today + ONE_DAY, kinds=(Kind.DOSE,)))
    keys = sorted({(row.medicine, row.release) for row in rows}, key=lambda key: (key[0], key[1].value))
    return tuple(_Count(key, schedule, rows, doses, today).result() for key in keys)


class _Count:
    """The count of one medicine, event by event."""

    def __init__(
        self,
        key: tuple[str, Release],
        schedule: Schedule,
        rows: tuple[StockRow, ...],
        doses: tuple[Entry, ...],
        today: date,
    ) -> None:
        self._medicine, self._release = key
        self._schedule, self._today = schedule, today
        self._rows = [row for row in rows if (row.medicine, row.release) == key]
        own = [row for row in schedule.rows if (row.medicine, row.release) == key]
        self._doses: dict[date, list[tuple[Entry, Intake]]] = {}
        for entry in doses:
            if isinstance(entry.body, Intake) and entry.body.medicine == self._medicine and self._is_mine(entry):
                self._doses.setdefault(entry.moment.day, []).append((entry, entry.body))
        halved = {s.amount.thousandths for row in own for s in row.makings.strengths if s.may_halve}
        liquids = [row.makings.liquid for row in own if row.makings.liquid is not None]
        self._liquid = bool(liquids)
        self._shelf = Shelf(Kept(frozenset(halved), liquids[-1].ug_per_ml if liquids else None))
        self._of_doses = self._liquid or any(row.strength is not None for row in self._rows)
        self._usual = self._of_plan()
        self._assumed = self._unmatched = 0

    def result(self) -> AtHome:
        """What is left now, and how far it reaches."""
        self._go_through()
        left = sorted(self._shelf.left.items(), reverse=True)
        ahead = list(self._ahead())
        short = first_uncovered(self._shelf, ahead)
        uncounted = [s for s, _ in short[2] if s not in self._shelf.left] if short is not None else []
        return AtHome(
            medicine=self._medicine,
            release=self._release,
            left=tuple((None if s == LIQUID else amount_of(self._release, s), n) for s, n in left),
            liquid=self._liquid,
            as_of=self._rows[-1].moment.day,
            planned=bool(ahead),
            runs_out=None if short is None or uncounted else short[0],
            uncounted=tuple(amount_of(self._release, s) for s in uncounted if s != LIQUID),
            assumed_days=self._assumed,
            unmatched=self._unmatched,
            expires=max((row.expires for row in self._rows if row.expires is not None), default=None),
        )

    def _go_through(self) -> None:
        """Rows and doses in their order, up to now."""
        uses = list(self._uses())
        for row in self._rows:
            place = self._place(row.moment.day, row.moment.wall.time())
            while uses and uses[0][0] < place:
                self._use(uses.pop(0)[1])
            strength = LIQUID if row.strength is None else row.strength.thousandths
            if row.kind is StockKind.COUNTED:
                self._shelf.recount(strength, row.count)
            else:
                self._shelf.fetch(strength, row.count)
        for _, amount in uses:
            self._use(amount)

    def _use(self, amount: int) -> None:
        if self._of_doses and self._shelf.left and amount and not self._shelf.take(amount, self._usual.get(amount, ())):
            self._unmatched += 1

    def _uses(self) -> Iterator[tuple[_Place, int]]:
        """Every dose from the day of the first row to now, in its order."""
        day, first = self._rows[0].moment.day, self._place_of(self._rows[0])
        while day <= self._today:
            written = self._doses.get(day)
            if written is None and day < self._today:
                planned = self._planned(day)
                self._assumed += bool(planned)
                found = [(self._place(day, dose.slot), dose.amount.thousandths) for dose in planned]
            else:
                found = [
                    (self._place(day, entry.moment.wall.time()), body.amount.thousandths)
                    for entry, body in written or ()
                    if body.state in _TAKEN
                ]
            yield from (use for use in sorted(found) if use[0] >= first)
            day += ONE_DAY

    def _ahead(self) -> Iterator[Coming]:
        """What is still to be taken today, and the days to come."""
        done = {body.slot for _, body in self._doses.get(self._today, ())}
        for n in range(HORIZON_DAYS):
            day = self._today + n * ONE_DAY
            for dose in self._planned(day):
                if n or dose.slot not in done:
                    yield day, dose.amount.thousandths, self._usual.get(dose.amount.thousandths, ())

    def _planned(self, day: date) -> list[PlannedDose]:
        if not self._of_doses:
            return []  # packs of what has no strength say nothing of doses
        mine = (self._medicine, self._release)
        return [dose for dose in self._schedule.doses(day) if (dose.medicine, dose.release) == mine]

    def _is_mine(self, entry: Entry) -> bool:
        """Whether a dose is of this release: entries do not say, the planned time does; else immediate release."""
        releases = {row.release for row in self._schedule.rows if row.medicine == self._medicine} or {self._release}
        if len(releases) == 1:
            return self._release in releases
        body = entry.body
        assert isinstance(body, Intake)
        planned = [d for d in self._schedule.doses(entry.moment.day) if d.medicine == self._medicine]
        fits = [dose.release for dose in planned if dose.slot == body.slot and dose.amount == body.planned]
        return self._release is (fits[0] if fits else Release.IR)

    def _of_plan(self) -> _Usual:
        """The tablets that the plan has for an amount, so that its own strengths are counted down."""
        mine = (course for course in self._schedule.courses if course.of == (self._medicine, self._release))
        plans = [plan for course in mine for plan in course.versions]
        doses = [d for plan in plans for d in (*plan.current, *(d for step in plan.steps for d in step.doses))]
        return {dose.amount.thousandths: tuple(pieces((dose,)).items()) for dose in doses}

    def _place_of(self, row: StockRow) -> _Place:
        return self._place(row.moment.day, row.moment.wall.time())

    def _place(self, day: date, at: time) -> _Place:
        return day, in_day_order(at, self._schedule.day_ends_at)
