"""What is left at home of each medicine, and how far it reaches.

It starts from what was fetched or counted. Doses that were written down are taken out of it; on a past day without
any word on the medicine the planned doses are taken to have been taken, so that a run-out is rather seen too soon.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from fractions import Fraction

from msgspec import Struct

from oidtrack.domain.dose import Amount
from oidtrack.domain.journal import Entry, Intake, Kind, Moment, by_day, moment
from oidtrack.domain.medicine import Release, amount_of, in_day_order
from oidtrack.domain.stock import StockKind, StockRow
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import EntryFilter, entries
from oidtrack.store.tables.stock import stock_rows
from oidtrack.taper.days.dayplan import ONE_DAY, DosePlan
from oidtrack.taper.days.matching import DayMatch, match
from oidtrack.taper.days.stock import HORIZON_DAYS, LIQUID, Coming, Kept, Shelf, Span, coming, first_uncovered, pieces

NALOXONE = "naloxone"
_Usual = dict[int, tuple[tuple[int, Fraction], ...]]
_Place = tuple[date, tuple[bool, time]]


class AtHome(Struct, frozen=True):
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
        assumed_days: Past days with a planned time without a word, which counts as taken.
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
    here = moment(now, day_ends_at)
    since = min(row.moment.day for row in rows)
    planned = read_dose_plan(journal, day_ends_at, since)
    doses = entries(journal, EntryFilter(since=since, until=here.day + ONE_DAY, kinds=(Kind.DOSE,)))
    keys = sorted({(row.medicine, row.release) for row in rows}, key=lambda key: (key[0], key[1].value))
    return tuple(_Count(key, planned, rows, doses, here).result() for key in keys)


class _Count:
    """The count of one medicine, event by event."""

    def __init__(
        self,
        key: tuple[str, Release],
        planned: DosePlan,
        rows: tuple[StockRow, ...],
        doses: tuple[Entry, ...],
        now: Moment,
    ) -> None:
        self._key, self._plan, self._now = key, planned, now
        self._rows = [row for row in rows if (row.medicine, row.release) == key]
        own = [row for row in planned.rows if (row.medicine, row.release) == key]
        self._log = by_day(entry for entry in doses if isinstance(entry.body, Intake) and entry.body.medicine == key[0])
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
        ahead = list(self._ahead()) if self._of_doses else []  # packs of what has no strength say nothing of doses
        short = first_uncovered(self._shelf, ahead)
        uncounted = [s for s in pieces((short[1],)) if s not in self._shelf.left] if short is not None else []
        return AtHome(
            medicine=self._key[0],
            release=self._key[1],
            left=tuple((None if s == LIQUID else amount_of(self._key[1], s), n) for s, n in left),
            liquid=self._liquid,
            as_of=self._rows[-1].moment.day,
            planned=bool(ahead),
            runs_out=None if short is None or uncounted else short[0],
            uncounted=tuple(amount_of(self._key[1], s) for s in uncounted if s != LIQUID),
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
        """Every dose from the day of the first row to now, in its order.

        A planned time of a past day without a word counts as taken, so that a run-out is rather seen too soon.
        """
        day, first = self._rows[0].moment.day, self._place_of(self._rows[0])
        while day <= self._now.day:
            found = match(self._plan, day, self._log.get(day, ()), self._now)
            uses = [(self._place(day, entry.moment.wall.time()), amount) for entry, amount in self._written(found)]
            silent = [dose for dose in found.unanswered() if (dose.medicine, dose.release) == self._key]
            if day < self._now.day and self._of_doses:
                uses += [(self._place(day, dose.slot), dose.amount.thousandths) for dose in silent]
                self._assumed += bool(silent)
            yield from (use for use in sorted(uses) if use[0] >= first)
            day += ONE_DAY

    def _written(self, found: DayMatch) -> Iterator[tuple[Entry, int]]:
        """Doses of a day that were written down as taken; of those beside the plan the release is a guess."""
        for one in found.matches:
            if (one.dose.medicine, one.dose.release) == self._key and one.entry is not None and one.taken is not None:
                yield one.entry, one.taken.thousandths
        for entry in found.beside:
            if isinstance(entry.body, Intake) and self._is_mine(entry.body):
                yield entry, entry.body.amount.thousandths

    def _ahead(self) -> Iterator[Coming]:
        """What is still to be taken today, and the days to come."""
        day = self._now.day
        today = match(self._plan, day, self._log.get(day, ()), self._now)
        return coming(self._plan, self._key, Span(day, day + HORIZON_DAYS * ONE_DAY), today)

    def _is_mine(self, body: Intake) -> bool:
        """Whether a dose beside the plan is of this release: entries do not say; of several it is immediate release."""
        releases = {row.release for row in self._plan.rows if row.medicine == self._key[0]} or {self._key[1]}
        own = body.medicine == self._key[0]
        return own and (self._key[1] is Release.IR if len(releases) > 1 else self._key[1] in releases)

    def _of_plan(self) -> _Usual:
        """The tablets that the plan has for an amount, so that its own strengths are counted down."""
        mine = (course for course in self._plan.courses if course.of == self._key)
        plans = [plan for course in mine for plan in course.versions]
        doses = [d for plan in plans for d in (*plan.current, *(d for step in plan.steps for d in step.doses))]
        return {
            dose.amount.thousandths: tuple((part.strength.thousandths, part.count) for part in dose.tablets)
            for dose in doses
            if dose.tablets
        }

    def _place_of(self, row: StockRow) -> _Place:
        return self._place(row.moment.day, row.moment.wall.time())

    def _place(self, day: date, at: time) -> _Place:
        return day, in_day_order(at, self._plan.day_ends_at)
