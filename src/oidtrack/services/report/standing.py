"""Where things stand before a visit: what the check says of the next cut, holds, the end, risk, whom to call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import pairwise

from msgspec import Struct, field

from oidtrack.clinical import catalogue
from oidtrack.clinical.crisis import CrisisContacts, crisis_contacts
from oidtrack.domain.journal import Assessment, Entry
from oidtrack.domain.medicine import Role
from oidtrack.domain.profile import Profile
from oidtrack.domain.time_on_opioids import Since, on_opioids_since
from oidtrack.insight.baseline import Usual
from oidtrack.rules.findings.companions import SEDATIVES
from oidtrack.rules.situation import Situation
from oidtrack.services.plan.gating import Gate, check, cut_made
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.appointments import last_appointment
from oidtrack.store.tables.profile import load_profile
from oidtrack.taper.days.course import Course, takes_effect
from oidtrack.taper.days.dayplan import ONE_DAY, DosePlan
from oidtrack.taper.moving import as_of
from oidtrack.taper.plan import EventKind, Plan, Status, Step, next_cut


class Hold(Struct, frozen=True):
    """Days on which a plan was on hold.

    Attributes:
        first: First day.
        last: Last day, included; None while it lasts.
        reason: In the person's own words; leaves only with the other free text.
        look_again: The day to look at it again.
    """

    first: date
    last: date | None
    reason: str
    look_again: date | None

    def days(self, today: date) -> int:
        """Days of it so far."""
        return ((self.last or today) - self.first).days + 1


class Item(Struct, frozen=True):
    """The answer to the item of a questionnaire that leads to crisis contacts.

    Attributes:
        form: The questionnaire, short.
        number: Of the item, from 1.
        day: Local day.
        points: Of the answer.
        label: The answer in words.
    """

    form: str
    number: int
    day: date
    points: int
    label: str


class Risk(Struct, frozen=True):
    """What bears on risk, as it was told or prescribed; None is "not said".

    Attributes:
        since: Since when opioids are taken, or None.
        age: In years, from the year of birth.
        profile: What was told.
        benzodiazepine: Whether one is taken.
        benzodiazepines: Names of those that are prescribed.
        sedatives: Names of other medicines that make sleepy.
        naloxone_until: The day until which the naloxone at home is good.
    """

    since: Since | None = None
    age: int | None = None
    profile: Profile = field(default_factory=Profile)
    benzodiazepine: bool | None = None
    benzodiazepines: tuple[str, ...] = ()
    sedatives: tuple[str, ...] = ()
    naloxone_until: date | None = None


class Standing(Struct, frozen=True):
    """Where things stand today.

    Attributes:
        gate: What the check says of the next cut; None where none is to come.
        step: The step that this cut begins; None for the stop, and where there is no cut to come.
        plan: The plan in force with its dates as they are today, or None.
        holds: Of the period, the earliest first.
        stopped: First day without any opioid, or None.
        last_visit: Day of the last appointment, or None.
        usual_mood: The own usual range of mood, or None.
        items: The answers on thoughts of death, the earliest first.
        crisis: Whom to call in the country of the profile, else in the one that was guessed.
        guessed: Whether that country is a guess.
        risk: What bears on risk.
    """

    gate: Gate | None = None
    step: Step | None = None
    plan: Plan | None = None
    holds: tuple[Hold, ...] = ()
    stopped: date | None = None
    last_visit: date | None = None
    usual_mood: Usual | None = None
    items: tuple[Item, ...] = ()
    crisis: CrisisContacts | None = None
    guessed: bool = False
    risk: Risk = Risk()


class Clock(Struct, frozen=True):
    """When a report is made, and of which days: the last ones seen by the rules."""

    now: datetime
    day_ends_at: time
    today: date
    first: date
    last: date


def standing(
    journal: Journal, planned: DosePlan, seen: Situation, answered: Iterable[Entry], clock: Clock, region: str
) -> Standing:
    """Everything a visit begins with.

    Args:
        journal: The journal.
        planned: All that decides planned doses.
        seen: The situation on the period's last day.
        answered: Questionnaires up to then, the earliest first.
        clock: When.
        region: Country code in the language setting, or empty: a guess where the profile has no country.
    """
    profile = load_profile(journal)
    contacts = crisis_contacts(profile.country or region)
    plan = planned.plan(clock.today)
    gate = None if plan is None else _gate(journal, plan, seen, clock)
    here = None if plan is None else as_of(plan, clock.today)
    before = last_appointment(journal, int(clock.now.timestamp()))
    return Standing(
        gate=gate,
        step=None if gate is None or here is None else next((s for s in here.steps if s.n == gate.next_step), None),
        plan=here,
        holds=tuple(hold for course in planned.courses for hold in holds(course, clock.first, clock.last)),
        stopped=planned.stop(clock.last),
        last_visit=None if before is None else before.moment.day,
        usual_mood=seen.wellbeing.usual_mood,
        items=tuple(_items(answered)),
        crisis=contacts,
        guessed=profile.country is None and bool(contacts.country),
        risk=_risk(planned, profile, seen, clock.last),
    )


def _gate(journal: Journal, plan: Plan, seen: Situation, clock: Clock) -> Gate | None:
    """What the check says; asked of a cut of today too, as long as no smaller dose was taken."""
    since = 1 if plan.status is Status.AGREED and not cut_made(journal, plan, clock.today) else 0
    if plan.status is Status.ENDED or next_cut(as_of(plan, clock.today), clock.today - since * ONE_DAY) is None:
        return None
    of_today = seen if clock.last == clock.today else None
    return check(journal, plan, clock.now, clock.day_ends_at, of_today, since)


def holds(course: Course, first: date, last: date) -> tuple[Hold, ...]:
    """The holds of a plan that touch a period; one that was made longer is one."""
    found: list[Hold] = []
    for version, after in pairwise((*course.versions, None)):
        event = None if version is None else version.event
        if version is None or event is None or version.status is not Status.HELD:
            continue
        ends = None if after is None else takes_effect(after)
        if ends is not None and ends <= event.on:
            continue
        until = None if ends is None else ends - ONE_DAY
        if event.kind is EventKind.HELD and found and found[-1].last == event.on - ONE_DAY:
            said = "; ".join(dict.fromkeys(reason for reason in (found[-1].reason, event.reason) if reason))
            found[-1] = Hold(found[-1].first, until, said, event.look_again)
        else:
            found.append(Hold(event.on, until, event.reason, event.look_again))
    return tuple(one for one in found if one.first <= last and (one.last is None or one.last >= first))


def _items(answered: Iterable[Entry]) -> Iterator[Item]:
    for entry in answered:
        if not isinstance(entry.body, Assessment):
            continue
        form = catalogue.questionnaire(entry.body.instrument)
        if form.alarm_item is None:
            continue
        points = entry.body.answers[form.alarm_item - 1]
        label = next(choice.label for choice in form.choices if choice.points == points)
        yield Item(form.title.split(" (")[0], form.alarm_item, entry.moment.day, points, label)


def _risk(planned: DosePlan, profile: Profile, seen: Situation, today: date) -> Risk:
    taken = planned.on(today)
    names = tuple(dict.fromkeys(one.medicine for one in taken if one.role is Role.BENZODIAZEPINE))
    sedatives = (one.medicine for one in seen.beside if not one.opioid and not one.kinds.isdisjoint(SEDATIVES))
    return Risk(
        since=on_opioids_since(profile.opioid_since, planned.rows, today),
        age=None if profile.born is None else today.year - profile.born,
        profile=profile,
        benzodiazepine=seen.benzodiazepine,
        benzodiazepines=names,
        sedatives=tuple(name for name in dict.fromkeys(sedatives) if name not in names),
        naloxone_until=seen.upkeep.naloxone_expires,
    )
