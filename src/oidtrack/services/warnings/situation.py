"""The picture that the rules look at, gathered from the journal for one day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from msgspec.structs import replace

from oidtrack.clinical import catalogue
from oidtrack.clinical.signs import is_sedation
from oidtrack.domain.journal import DAY_ENDS_AT, Assessment, Entry, Mood, moment
from oidtrack.domain.medicine import Role
from oidtrack.domain.profile import Profile
from oidtrack.domain.questionnaire import Accuracy
from oidtrack.insight.baseline import Usual, usual
from oidtrack.insight.diary import ASKED, diary
from oidtrack.insight.early.early_signs import Signal, backs, early_signs, late_evidence
from oidtrack.insight.early.falls import Around, Cause, fall
from oidtrack.insight.series import WITHDRAWAL, Series, series
from oidtrack.rules.findings.companions import TAKEN_DAYS
from oidtrack.rules.findings.steep_cuts import FRESH_DAYS
from oidtrack.rules.situation import Beside, Named, Said, Scored, Situation, Taper, Upkeep, Use, Wellbeing
from oidtrack.services.doses.mme import mme_on
from oidtrack.services.journal.assessing import assessments
from oidtrack.services.medicines.acetaminophen import acetaminophen
from oidtrack.services.medicines.companions import beside
from oidtrack.services.medicines.stock_at_home import NALOXONE, AtHome
from oidtrack.services.warnings.slow_change import slow_change
from oidtrack.services.warnings.taken import recent_doses, uses
from oidtrack.services.warnings.told import LOOKED_BACK, Told, told
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.appointments import last_appointment, next_appointment
from oidtrack.store.tables.entries import first_day
from oidtrack.taper.days.course import Course
from oidtrack.taper.days.dayplan import DosePlan, Drop
from oidtrack.taper.days.inforce import Authority
from oidtrack.taper.plan import EventKind, Plan, Status

USUAL_DAYS, USUAL_GAP = 120, 14
"""What is usual comes from the 120 days before the last 14, which are what is judged. ENGINEERING."""
BEFORE_DAYS = 28
"""Days before a cut that the days since it are set against. ENGINEERING."""
NOW_DAYS, PAIN_DAYS = 7, 14
"""How somebody is now is asked of so many days, of pain of two weeks. ENGINEERING."""
AFTER_LAST = 28
"""So many days after the last dose an opioid still matters. ENGINEERING."""
_DAY = timedelta(days=1)


def situation(
    journal: Journal,
    now: datetime,
    day_ends_at: time = DAY_ENDS_AT,
    day: date | None = None,
    known: Told | None = None,
    *,
    of_entries: bool = False,
) -> Situation:
    """The situation of one local day.

    Args:
        journal: The journal.
        now: The wall-clock time with its offset.
        day_ends_at: When a day ends by the wall clock.
        day: The day that is looked at, by default that of `now`; entries after it are left out.
        known: What was read already of this day and others.
        of_entries: Whether no more is wanted than what single entries say: answers, and the doses of a week.
    """
    looked_at = moment(now, day_ends_at)
    today = day or looked_at.day
    seen_at = looked_at if today == looked_at.day else replace(looked_at, day=today)
    with journal.snapshot():
        known = known or told(journal, now, day_ends_at, today, today)
        planned = known.planned
        doses, answered = _up_to(today, known.doses), _up_to(today, known.answered)
        cuts = tuple(planned.cuts(today - LOOKED_BACK * _DAY, today + _DAY))
        seen = Situation(
            today,
            wellbeing=Wellbeing(scores=_scores(answered)),
            recent=recent_doses(planned, (*known.earlier, *doses), seen_at),
            taper=Taper(cuts=cuts),
        )
        return seen if of_entries else _whole(journal, now, known, doses, seen)


def _up_to(today: date, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if entry.moment.day <= today)


def _whole(journal: Journal, now: datetime, known: Told, doses: Sequence[Entry], seen: Situation) -> Situation:
    """What single entries say of a day, with all else that there is to know of it."""
    today, cuts, planned, profile = seen.today, seen.taper.cuts, known.planned, known.profile
    first = today - LOOKED_BACK * _DAY
    check_ins = tuple(entry for entry in known.check_ins if first <= entry.moment.day <= today)
    opioids = uses(planned, (*check_ins, *doses), today)
    others = beside(planned, doses, today)
    slow = slow_change(journal, planned, known.check_ins, today)
    behind = tuple(entry.name for entry in check_ins if slow is not None and entry.moment.day >= slow.since)
    return replace(
        seen,
        on_opioid=_on_opioid(planned, opioids, today),
        wellbeing=replace(
            _wellbeing(known, check_ins, cuts, today),
            scores=seen.wellbeing.scores,
            drift=slow,
            drift_entries=behind,
        ),
        uses=opioids,
        mme=mme_on(journal, planned, today),
        mme_thresholds=catalogue.mme_thresholds(),
        acetaminophen=acetaminophen(journal, planned, today),
        acetaminophen_limits=catalogue.acetaminophen_limits(),
        taper=_taper(planned, cuts, today),
        drops=_drops(planned, today),
        beside=others,
        benzodiazepine=_benzodiazepine(planned, others, profile, today),
        alcohol=profile.alcohol,
        naloxone=profile.naloxone,
        upkeep=_with_stock(_upkeep(journal, known.days, today, now), known.stock, opioids),
    )


def _scores(answered: Sequence[Entry]) -> tuple[Scored, ...]:
    views = assessments(answered, date.min)
    return tuple(Scored(view.day, view.instrument, view.score, view.alarm, view.entry) for view in views)


def _on_opioid(planned: DosePlan, opioids: Sequence[Use], today: date) -> bool:
    prescribed = any(one.role is Role.OPIOID and one.daily != 0 for one in planned.on(today))
    return prescribed or any(day.at_least for use in opioids for day in use.days[-AFTER_LAST:])


def _benzodiazepine(planned: DosePlan, others: Sequence[Beside], profile: Profile, today: date) -> bool | None:
    """By its role, by its name, or as it was told."""
    by_role = any(one.role is Role.BENZODIAZEPINE for one in planned.on(today))
    listed = by_role or any("benzodiazepine" in one.kinds and today - one.last < TAKEN_DAYS * _DAY for one in others)
    return True if listed else profile.benzodiazepine


def _drops(planned: DosePlan, today: date) -> tuple[Drop, ...]:
    """What prescriptions took off in the last weeks, by name; a plan's cuts are judged when it is made."""
    found = planned.drops(today - FRESH_DAYS * _DAY, today + _DAY, (Authority.PRESCRIPTION,))
    return tuple(sorted(found, key=lambda drop: drop.medicine))


def _taper(planned: DosePlan, cuts: tuple[date, ...], today: date) -> Taper:
    """Where the plan in force stands, and the cuts of every plan."""
    stop = planned.stop(today)
    course = planned.course(today)
    plan = planned.plan(today)
    if course is None or plan is None:
        return Taper(cuts=cuts, stop=stop)
    one = planned.of(course.of, today)
    daily, last = one.daily if one is not None else None, planned.last_change(course.of, today)
    held = _held(course, date.min if last is None else last.on) if daily else []
    return Taper(
        cuts=cuts,
        active=bool(daily) and today >= plan.start,
        stop=stop,
        holds=len(held),
        held_since=held[0] if held else None,
        look_again=_look_again(plan),
    )


def _look_again(plan: Plan) -> date | None:
    """The day to look at a hold again, while it lasts."""
    return plan.event.look_again if plan.status is Status.HELD and plan.event is not None else None


def _held(course: Course, since: date) -> list[date]:
    """Days on which the plan was put on hold at the dose of today."""
    events = [version.event for version in course.versions if version.event is not None]
    return [event.on for event in events if event.kind is EventKind.HELD and event.on >= since]


def _wellbeing(known: Told, check_ins: Sequence[Entry], cuts: tuple[date, ...], today: date) -> Wellbeing:
    since, until = today - LOOKED_BACK * _DAY, today + _DAY
    symptoms = series(WITHDRAWAL, check_ins, since, until)
    usual_symptoms = usual_range(symptoms, cuts, today)
    around = Around(cuts, symptoms, Fraction(0) if usual_symptoms is None else usual_symptoms.median)
    signal, agrees = _signal(known, check_ins, cuts, today)
    mood = series("mood", check_ins, since, until)
    usual_mood = usual_range(mood, cuts, today)
    low = None if usual_mood is None else fall(mood, usual_mood, around, today)
    low = low if low is None or agrees or low.cause is Cause.WITHDRAWAL else None
    began = min((one.began for one in (low, signal) if one is not None), default=None)
    pain = series("pain", check_ins, since, until)
    return Wellbeing(
        fall=low,
        signal=signal,
        low_entries=tuple(entry.name for entry in check_ins if began is not None and entry.moment.day >= began),
        mood=_said(check_ins, "mood", today, NOW_DAYS),
        usual_mood=usual_mood,
        nights=_said(check_ins, "sleep", today, NOW_DAYS),
        named=_named(check_ins, today),
        withdrawal=_said(check_ins, WITHDRAWAL, today, NOW_DAYS),
        withdrawal_before=_said(check_ins, WITHDRAWAL, _before(cuts, today), BEFORE_DAYS),
        usual_withdrawal=usual_symptoms,
        pain=_said(check_ins, "pain", today, PAIN_DAYS),
        usual_pain=usual_range(pain, cuts, today),
    )


def usual_range(one: Series, cuts: Sequence[date], today: date) -> Usual | None:
    """The own usual range of a measure: of the months before the last two weeks, days after cuts left out."""
    return usual(one, cuts, today - (USUAL_DAYS + USUAL_GAP - 1) * _DAY, today - (USUAL_GAP - 1) * _DAY)


def _signal(known: Told, check_ins: Sequence[Entry], cuts: Sequence[date], today: date) -> tuple[Signal | None, bool]:
    """The early signs that hold, and whether the search agrees where mood has fallen."""
    answered = _up_to(today, known.answered)
    first = today - LOOKED_BACK * _DAY
    # what is ordinary is drawn anew each week: on weeks of the calendar, so that tomorrow sees the same past as today
    first -= first.weekday() * _DAY
    days = diary([*check_ins, *answered], cuts, first, today + _DAY)
    if len(known.searched.get(first, ())) < days.length:
        known.searched[first] = late_evidence(days, _accuracies(answered))
    evidence = known.searched[first][: days.length]
    return early_signs(days, evidence), backs(evidence)


def _accuracies(answered: Sequence[Entry]) -> dict[str, Accuracy]:
    """The published figures of the questionnaires that were answered; a file is read for no other."""
    used = {entry.body.instrument for entry in answered if isinstance(entry.body, Assessment)}
    figures = {name: catalogue.questionnaire(name).accuracy for name in ASKED if name in used}
    return {name: known for name, known in figures.items() if known is not None}


def _before(cuts: Sequence[date], today: date) -> date:
    """The last day that counts as before: that before the last cut, and never one of the last seven."""
    week = today - NOW_DAYS * _DAY
    return min(cuts[-1] - _DAY, week) if cuts else week


def _said(check_ins: Sequence[Entry], measure: str, last_day: date, days: int) -> tuple[Said, ...]:
    """One value for each of so many days that has one, with the last entry of the day."""
    since = last_day - (days - 1) * _DAY
    mine = [entry for entry in check_ins if since <= entry.moment.day <= last_day]
    last = {entry.moment.day: entry.name for entry in mine}
    known = series(measure, mine, since, last_day + _DAY).known()
    return tuple(Said(day, value, last[day]) for day, value in known)


def _named(check_ins: Sequence[Entry], today: date) -> tuple[Named, ...]:
    """Symptoms and signs of today and yesterday."""
    found: list[Named] = []
    for entry in check_ins:
        if isinstance(entry.body, Mood) and entry.moment.day >= today - _DAY:
            words = (*entry.body.symptoms, *((name, None) for name in entry.body.signs))
            found += [
                Named(entry.moment.day, name, entry.name, level, sedates=is_sedation(name)) for name, level in words
            ]
    return tuple(found)


def _upkeep(journal: Journal, written: Sequence[date], today: date, now: datetime) -> Upkeep:
    """Visits and the diary."""
    at_utc = int(now.timestamp())
    last, coming = last_appointment(journal, at_utc), next_appointment(journal, at_utc)
    days = [day for day in written if today - LOOKED_BACK * _DAY <= day <= today]
    last_day = days[-1] if days else None
    return Upkeep(
        refill_on=None if coming is None else coming.moment.day,
        last_visit=None if last is None else last.moment.day,
        first_entry=first_day(journal),
        next_visit=None if coming is None else coming.moment.day,
        last_entry=last_day,
        days_before_gap=sum(1 for day in days if last_day is not None and day > last_day - 28 * _DAY),
    )


def _with_stock(known: Upkeep, stock: Sequence[AtHome], opioids: Sequence[Use]) -> Upkeep:
    """With what is at home: when an opioid runs out, and until when naloxone is good."""
    names = {use.medicine for use in opioids}
    short = [one for one in stock if one.runs_out is not None and one.medicine in names]
    first = min(short, key=lambda one: one.runs_out or date.max, default=None)
    expires = next((one.expires for one in stock if one.medicine == NALOXONE), None)
    if first is None:
        return replace(known, naloxone_expires=expires)
    left = sum((count for _, count in first.left), Fraction(0))
    return replace(
        known, runs_out=first.runs_out, short_of=first.medicine, none_left=not left, naloxone_expires=expires
    )
