"""What to prescribe: the tablets that the plan, or else the prescription, needs until the visit and after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.domain.medicine import Release, amount_of
from oidtrack.services.medicines.stock_at_home import AtHome
from oidtrack.taper.days.dayplan import ONE_DAY, DosePlan
from oidtrack.taper.days.inforce import Authority, InForce, Of
from oidtrack.taper.days.matching import DayMatch
from oidtrack.taper.days.stock import LIQUID, Need, Span, coming, pieces

AFTER_DAYS = 28
"""How far what is needed after a visit is counted where no later visit is known. ENGINEERING: one usual interval."""


class Ahead(Struct, frozen=True):
    """What one medicine needs over some days to come.

    Attributes:
        medicine: Name as in the journal.
        release: How fast it leaves its form.
        before_visit: Whether these are the days up to the visit, rather than those from it on.
        need: The days and the tablets.
        by_plan: Whether a plan says so, rather than a prescription.
    """

    medicine: str
    release: Release
    before_visit: bool
    need: Need
    by_plan: bool


def ahead(planned: DosePlan, today: DayMatch, visits: tuple[datetime, ...]) -> tuple[Ahead, ...]:
    """Every opioid whose tablets are known, with what it needs; nothing where nothing is needed.

    What is left of today counts before the visit, and so does the morning of its day.

    Args:
        planned: All that decides planned doses.
        today: The day that has begun, with its log.
        visits: The visits to come by the wall clock, the next one first.
    """
    first = today.day
    turn = visits[0] if visits else None
    turn_day = first if turn is None else turn.date()
    later = [visit.date() - ONE_DAY for visit in visits[1:] if visit.date() > turn_day]
    end = later[0] if later else turn_day + (AFTER_DAYS - 1) * ONE_DAY
    found = []
    for of in planned.opioids():
        one = planned.of(of, first) or planned.of(of, end)
        if one is None:
            continue
        whole = _need(planned, of, Span(first, end), today)
        if turn is None:
            found.append(_ahead(one, whole, before=False))
            continue
        before = _need(planned, of, Span(first, turn_day - ONE_DAY, turn.time()), today)
        after = {strength: count - before[1].get(strength, Fraction(0)) for strength, count in whole[1].items()}
        found.append(_ahead(one, (Span(first, turn_day), before[1]), before=True))
        found.append(_ahead(one, (Span(turn_day, whole[0].last), after), before=False))
    needed = (stretch for stretch in found if stretch is not None)
    return tuple(sorted(needed, key=lambda stretch: not stretch.before_visit))


def _need(planned: DosePlan, of: Of, span: Span, today: DayMatch) -> tuple[Span, dict[int, Fraction]]:
    found = list(coming(planned, of, span, today))
    if found and planned.of(of, span.last) is None:
        span = Span(span.first, found[-1][0])  # it ends before these days do
    # where the tablets of one dose are not known, nothing is said of any
    known = all(dose.making is not None for _, dose in found)
    return span, pieces(dose for _, dose in found) if known else {}


def _ahead(one: InForce, found: tuple[Span, dict[int, Fraction]], *, before: bool) -> Ahead | None:
    span, counts = found
    need = needed_of(one.release, span.first, span.last, counts)
    by_plan = one.authority in {Authority.PLAN, Authority.HOLD}
    return Ahead(one.medicine, one.release, before, need, by_plan) if need.tablets or need.liquid_ml else None


def less_home(found: Iterable[Ahead], home: Iterable[AtHome]) -> tuple[Ahead, ...]:
    """The same with what is at home taken off, the earlier days first; what is wholly covered stays, without tablets.

    Args:
        found: As `ahead` gives it.
        home: What is at home now.
    """
    left: dict[tuple[str, Release, int], Fraction] = {}
    for one in home:
        for strength, count in one.left:
            left[one.medicine, one.release, LIQUID if strength is None else strength.thousandths] = count
    return tuple(_less(stretch, left) for stretch in found)


def _less(stretch: Ahead, left: dict[tuple[str, Release, int], Fraction]) -> Ahead:
    """One stretch less what is left; `left` is what remains for the next."""
    asked = {strength.thousandths: count for strength, count in stretch.need.tablets}
    if stretch.need.liquid_ml:
        asked[LIQUID] = stretch.need.liquid_ml
    missing: dict[int, Fraction] = {}
    for key, count in asked.items():
        place = stretch.medicine, stretch.release, key
        used = min(count, max(left.get(place, Fraction(0)), Fraction(0)))
        left[place] = left.get(place, Fraction(0)) - used
        missing[key] = count - used
    return replace(stretch, need=needed_of(stretch.release, stretch.need.first, stretch.need.last, missing))


def needed_of(release: Release, first: date, last: date, counts: Mapping[int, Fraction]) -> Need:
    """Counts by strength as what a stretch of days needs."""
    strengths = sorted((key for key in counts if key != LIQUID), reverse=True)
    tablets = tuple((amount_of(release, key), counts[key]) for key in strengths if counts[key])
    return Need(first, last, tablets, counts.get(LIQUID, Fraction(0)))
