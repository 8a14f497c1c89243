"""What to ask for at the pharmacy, from a day of a plan to another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.domain.dose import plain
from oidtrack.domain.journal import DAY_ENDS_AT, Kind, day_words, moment
from oidtrack.domain.medicine import amount_of
from oidtrack.errors import BadInput, NothingFound
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.medicines.stock_at_home import at_home
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import EntryFilter, entries
from oidtrack.taper.days.course import Course
from oidtrack.taper.days.dayplan import ONE_DAY, DosePlan
from oidtrack.taper.days.inforce import Of
from oidtrack.taper.days.matching import DayMatch, match
from oidtrack.taper.days.stock import (
    HORIZON_DAYS,
    LIQUID,
    Kept,
    Line,
    Shelf,
    Span,
    coming,
    default_last,
    first_uncovered,
    lines,
    pieces,
)
from oidtrack.taper.moving import as_of
from oidtrack.taper.plan import Event, EventKind, Plan, Status
from oidtrack.taper.tablets import HALF

SLIP = timedelta(days=7)
"""A visit that comes a week later than meant is the ordinary mishap."""


class Fill(Struct, frozen=True):
    """What to ask for at once: its first and last day, and each strength with what is left over from before."""

    first: date
    last: date
    lines: tuple[Line, ...]


class Supply(Struct, frozen=True):
    """What a stretch of a plan needs.

    Attributes:
        plan: The plan.
        first: First day.
        last: Last day, included.
        lines: Each strength over the whole stretch.
        fills: The same, fill by fill; what one leaves over is at hand for the next.
        runs_out: The first day that what is at hand does not cover; None where it lasts or nothing was said.
        slipped: The first day that is not covered, within the week after `last`, once all was asked for; None where
            that week is covered too.
        counted: Whether it was said what is at hand.
    """

    plan: Plan
    first: date
    last: date
    lines: tuple[Line, ...]
    fills: tuple[Fill, ...]
    runs_out: date | None
    slipped: date | None
    counted: bool


class Wanted(Struct, frozen=True):
    """What is asked for.

    Attributes:
        until: The last day, at most that before the stop; None for the last of the step that holds.
        until_time: On the last day only the doses before this time count; None for all of them.
        on_hand: Tablets by strength in the unit people read, 0 standing for the liquid in millilitres; None for what
            the journal knows to be at home.
        fill_days: Days that the pharmacy gives out at once, 1 or more; None for all at once.
    """

    until: date | None = None
    until_time: time | None = None
    on_hand: Mapping[Fraction, Fraction] | None = None
    fill_days: int | None = None


def supply_of(journal: Journal, plan: Plan, now: datetime, wanted: Wanted, day_ends_at: time = DAY_ENDS_AT) -> Supply:
    """What is needed from now on at the dose in force, today's doses that are still to come among it.

    A draft is counted as if it held from today on.

    Raises:
        NothingFound: The plan has stopped its medicine, or was ended.
        BadInput: A day before today, a strength that is not in the plan, less than half a tablet.
    """
    here = moment(now, day_ends_at)
    first = here.day
    # on hold its steps, and its stop, wait from day to day; what is written of them is of the day it was held
    stands = as_of(plan, first)
    if stands.stops_on is not None and first >= stands.stops_on:
        raise NothingFound(f"{plan.name} ended on {day_words(stands.stops_on)}: nothing more is needed", "")
    if plan.status is Status.ENDED:
        words = f"{plan.name} was ended: nothing more is needed for it"
        raise NothingFound(words, "`oidtrack med list` shows what is taken now, `oidtrack report` what to prescribe")
    with journal.snapshot():
        planned = _planned(read_dose_plan(journal, day_ends_at), plan, first)
        log = entries(journal, EntryFilter(since=first, until=first + ONE_DAY, kinds=(Kind.DOSE,)))
        home = _at_home(journal, plan, now, day_ends_at) if wanted.on_hand is None else _counted(plan, wanted.on_hand)
    last = default_last(stands, first) if wanted.until is None else wanted.until
    if last < first:
        raise BadInput(f"{day_words(last)} is before today, {day_words(first)}", "choose a later --until")
    last = last if stands.stops_on is None else min(last, stands.stops_on - ONE_DAY)
    span = Span(first, last) if wanted.until_time is None else Span(first, last - ONE_DAY, wanted.until_time)
    ahead = _Ahead(planned, (plan.medicine, plan.release), match(planned, first, log, here))
    there = dict(home or {})
    found = lines(ahead.needed(span), there)
    filled = {line.strength: line.on_hand + line.ask_for for line in found}
    short = ahead.runs_out(plan, filled)
    days = wanted.fill_days or max((last - first).days + 1, 1)
    return Supply(
        plan=stands,
        first=first,
        last=last,
        lines=found,
        fills=_fills(ahead, span, there, days),
        runs_out=ahead.runs_out(plan, there) if home is not None else None,
        slipped=short if short is not None and short <= last + SLIP else None,
        counted=home is not None,
    )


class _Ahead(Struct, frozen=True):
    """The doses to come of one medicine."""

    planned: DosePlan
    of: Of
    today: DayMatch

    def needed(self, span: Span) -> dict[int, Fraction]:
        """The tablets of some days."""
        return pieces(dose for _, dose in coming(self.planned, self.of, span, self.today))

    def runs_out(self, plan: Plan, there: Mapping[int, Fraction]) -> date | None:
        """The first day that what is there does not cover; None where it lasts."""
        liquid = plan.makings.liquid
        halved = frozenset(s.amount.thousandths for s in plan.makings.strengths if s.may_halve)
        shelf = Shelf(Kept(halved, None if liquid is None else liquid.ug_per_ml))
        for strength, count in there.items():
            shelf.fetch(strength, count)
        span = Span(self.today.day, self.today.day + HORIZON_DAYS * ONE_DAY)
        short = first_uncovered(shelf, coming(self.planned, self.of, span, self.today))
        return None if short is None else short[0]


def _planned(planned: DosePlan, plan: Plan, today: date) -> DosePlan:
    """What decides planned doses; a draft or an earlier version as if it held from today on."""
    if plan in planned.plans(today):
        return planned
    event = Event(EventKind.AGREED, today)
    as_agreed = replace(plan, status=Status.AGREED, event=event)
    mine = (plan.medicine, plan.release)
    others = tuple(course for course in planned.courses if course.of != mine)
    rows = tuple(row for row in planned.rows if (row.medicine, row.release) != mine)
    return DosePlan((*others, Course((as_agreed,))), rows, planned.day_ends_at)


def _at_home(journal: Journal, plan: Plan, now: datetime, day_ends_at: time) -> dict[int, Fraction] | None:
    """What the journal knows to be at home; None where nothing was counted."""
    for one in at_home(journal, now, day_ends_at):
        if (one.medicine, one.release) == (plan.medicine, plan.release):
            return {LIQUID if strength is None else strength.thousandths: count for strength, count in one.left}
    return None


def _fills(ahead: _Ahead, span: Span, there: dict[int, Fraction], days: int) -> tuple[Fill, ...]:
    first, found = span.first, []
    while first <= max(span.last, span.first):
        last = min(first + (days - 1) * ONE_DAY, span.last)
        until = span.until if last == span.last else None
        found.append(Fill(first, last, lines(ahead.needed(Span(first, last, until)), there)))
        there = {line.strength: line.left_over for line in found[-1].lines if line.left_over}
        first = max(last, first) + ONE_DAY
    return tuple(found)


def _counted(plan: Plan, on_hand: Mapping[Fraction, Fraction]) -> dict[int, Fraction]:
    """What is at hand by strength in thousandths, once each is one of the plan's."""
    strengths = {strength.amount.shown: strength.amount.thousandths for strength in plan.makings.strengths}
    if plan.makings.liquid is not None:
        strengths[Fraction(0)] = LIQUID
    for strength, count in on_hand.items():
        if strength not in strengths:
            known = ", ".join(str(amount_of(plan.release, s)) if s else "liquid" for s in strengths.values())
            what = f"{plain(strength)} {plan.unit}" if strength else "the liquid"
            raise BadInput(f"{what} is not in this plan", f"it is made of: {known}")
        if strength and (count / HALF).denominator != 1:
            raise BadInput(f"{plain(count)} tablets cannot be counted", "count whole tablets and halves")
    return {strengths[strength]: count for strength, count in on_hand.items()}
