"""Draft a plan, keep it, show it.

A plan stays a draft until somebody agreed to it. A wish beyond the limits gives
the refusal and, where there is one, the fastest plan allowed in its place.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

import oidtrack
from oidtrack.clinical import catalogue
from oidtrack.domain.dose import Amount
from oidtrack.domain.journal import day_words
from oidtrack.domain.medicine import Prescription, Role, amount_of
from oidtrack.errors import BadInput, NothingFound, Refused, UnknownMedicine
from oidtrack.rules.base import Finding
from oidtrack.rules.findings.before_taper import cautions
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.medicines.prescribing import Described
from oidtrack.services.plan.background import Background, before_taper, factor, person_of
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.plans import save_plan
from oidtrack.taper.days.inforce import InForce
from oidtrack.taper.drafting import DROP_FIRST, Request, draft
from oidtrack.taper.pace import Pace
from oidtrack.taper.plan import Plan
from oidtrack.taper.speed import Refusal, Wish, choose, fastest

_THEIR_STEPS = "to write down the steps they give you: oidtrack plan enter FILE.csv"
TIME_TO_SHOW = timedelta(days=7)
"""How far ahead a draft starts by default: time to show it to the prescriber. ENGINEERING."""


class Ask(Struct, frozen=True):
    """What a plan is asked for beyond the medicine.

    Attributes:
        wish: Pace wishes.
        start: First day of the first cut.
        target: Daily amount to end at, in the unit people read; 0 for a stop.
        stop_by: Day by which it should have stopped, or None.
        drop_first: Which times of day go first; empty for the default.
        start_said: Whether the start was named; one that was not gives way to the pace.
    """

    wish: Wish
    start: date
    target: Fraction = Fraction(0)
    stop_by: date | None = None
    drop_first: tuple[str, ...] = ()
    start_said: bool = False


class Proposal(Struct, frozen=True):
    """A drafted plan, or the refusal with the plan that is allowed instead (`plan` may then be None)."""

    plan: Plan | None
    refusal: Refusal | None
    cautions: tuple[Finding, ...]


def with_others(plan: Plan, known: Background) -> Plan:
    """The plan with the opioids that stay as they are while it runs."""
    items = known.beside.items
    names = tuple(sorted({item.medicine for item in items}))
    return replace(plan, beside=names, beside_mme=None if known.beside.incomplete else known.beside.total)


class Chosen(Struct, frozen=True):
    """The opioid to plan for, at the dose in force; `ends` is the plan that an agreement would end, or None."""

    described: Described
    ends: Plan | None = None


def choose_medicine(journal: Journal, name: str, today: date) -> Chosen:
    """The opioid of the journal to plan for, as it is taken today; with one by the clock no name is needed.

    Raises:
        NothingFound: No opioid is taken now.
        BadInput: Several are and none was named, the name is none of them, or its plan has all but ended.
        Refused: Its plan has stopped it.
    """
    current = [one for one in read_dose_plan(journal, since=today).on(today) if one.role is Role.OPIOID]
    if not current:
        raise NothingFound("the journal holds no opioid to plan for", "add it: oidtrack med add oxycodone --dose …")
    named = [one for one in current if not name or name.strip().lower() in _names(one)]
    by_the_clock = [one for one in named if one.daily]
    named = by_the_clock if len(by_the_clock) == 1 else named  # what is taken when needed has no dose to come down from
    if len(named) != 1:
        known = ", ".join(f"{one.medicine} {one.release.value}" for one in current)
        what = (
            f"'{name}' is not one of your opioids" if name and not named else "more than one opioid is prescribed now"
        )
        raise BadInput(what, f"choose with --medicine: {known}")
    _require_a_dose(named[0])
    return Chosen(_described(named[0].prescription(today)), named[0].version)


def _described(prescription: Prescription) -> Described:
    try:
        facts = catalogue.medicine(prescription.medicine)
    except UnknownMedicine:
        return Described(prescription, None, None)
    return Described(prescription, facts, catalogue.product_for(facts, prescription.release))


def _require_a_dose(one: InForce) -> None:
    """A plan that has stopped, or that is down to every other day, leaves nothing to come down from."""
    plan = one.version
    if plan is not None and not one.daily:
        words = f"{plan.name} has stopped {one.medicine}; starting again is a new decision with your prescriber"
        raise Refused(words, "a dose that they prescribe anew: oidtrack med add")
    if one.every_days > 1 and plan is not None:
        raise BadInput(f"{plan.name} is on its last dose, every other day", "`oidtrack plan show` shows when it stops")
    if one.every_days > 1:
        words = f"{one.medicine} is taken every other day already: what is left to plan is the day it stops"
        raise BadInput(words, "agree on that day with your prescriber, then: oidtrack med stop")


def _names(one: InForce) -> set[str]:
    return {one.medicine, f"{one.medicine} {one.release.value}"}


def propose(described: Described, ask: Ask, known: Background, today: date) -> Proposal:
    """The plan for this medicine and this wish, with what to settle first.

    Raises:
        BadInput: Something that is no opioid, or a target that cannot be.
        Refused: A medicine that is never planned here.
    """
    _require_plannable(described)
    if ask.start < today:
        raise BadInput(
            f"the first cut would be on {day_words(ask.start)}, before today", "choose a day to come: --start DATE"
        )
    person, limits = person_of(described.prescription, known, today), catalogue.speed_limits()
    found = cautions(before_taper(described, known))
    verdict = choose(ask.wish, person, limits)
    if isinstance(verdict, Refusal):
        return Proposal(_allowed(described, ask, verdict.instead, known), verdict, found)
    ask = _after_last_cut(ask, verdict, known)
    plan = with_others(draft(request_of(described, ask, verdict)), known)
    if ask.stop_by is None or plan.stops_on is None or plan.stops_on <= ask.stop_by:
        return Proposal(plan, None, found)
    instead = fastest(person, limits, agreed=bool(ask.wish.agreed_with))
    too_fast = f"a stop by {day_words(ask.stop_by)} would be too fast"
    text = f"{too_fast}; at the pace asked for it comes on {day_words(plan.stops_on)}"
    refusal = Refusal("stop-too-soon", text, instead.source, instead)
    return Proposal(_allowed(described, ask, instead, known), refusal, found)


def _after_last_cut(ask: Ask, pace: Pace, known: Background) -> Ask:
    """The wish with a first cut that the cut before it allows: another plan is no way to a quicker one.

    Raises:
        Refused: A start was named that comes too soon after the last cut.
    """
    if known.last_cut is None:
        return ask
    days = 7 if ask.wish.agreed_with else pace.every_days
    earliest = known.last_cut + timedelta(days=days)
    if ask.start >= earliest:
        return ask
    if ask.start_said:
        words = f"the last cut was on {day_words(known.last_cut)}"
        words = f"{words}; at this pace the next one comes on {day_words(earliest)} or later"
        raise Refused(words, f"--start {earliest}, or leave --start out")
    return replace(ask, start=earliest)


def _require_plannable(described: Described) -> None:
    if described.prescription.role is not Role.OPIOID:
        raise BadInput(f"{described.prescription.medicine} is not an opioid", "plans are made for opioids alone")
    if described.facts is None:
        words = (
            f"nothing is known here of {described.prescription.medicine}: how long it works, its tablets, its factor"
        )
        raise Refused(words, f"your prescriber or pharmacist knows; {_THEIR_STEPS}", "prescriber")
    if not described.facts.plannable:
        raise Refused(f"no taper of {described.facts.name} is proposed here", described.facts.referral, "prescriber")


def _allowed(described: Described, ask: Ask, pace: Pace | None, known: Background) -> Plan | None:
    """The plan at the fastest pace allowed; None where no plan may or can be made."""
    if pace is None:
        return None
    try:
        return with_others(draft(request_of(described, ask, pace)), known)
    except BadInput:
        return None


def request_of(described: Described, ask: Ask, pace: Pace) -> Request:
    """What is asked of the drafting, from a medicine, a wish and a judged pace."""
    prescription = described.prescription
    return Request(
        medicine=prescription.medicine,
        release=prescription.release,
        doses=prescription.doses,
        makings=prescription.makings,
        pace=pace,
        start=ask.start,
        target=_target(prescription, ask.target),
        drop_first=ask.drop_first or DROP_FIRST,
        change_days=prescription.change_days,
        factor=factor(described),
        versions=(catalogue.FACTS_VERSION, oidtrack.__version__),
    )


def _target(prescription: Prescription, target: Fraction) -> Amount:
    scaled = target * 1000
    if scaled.denominator != 1:
        raise BadInput("the target is finer than the program counts", "use at most three decimals")
    return amount_of(prescription.release, scaled.numerator)


def keep(journal: Journal, plan: Plan, at_utc: int) -> Plan:
    """Store a plan as a draft, or its next version; gives it its id and version."""
    command = "plan enter" if plan.is_entered else "plan new"
    with journal.writing(command, at_utc) as writer:
        return save_plan(writer, plan, at_utc)
