"""Everything the rules may look at: one frozen picture of a person's situation on one day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from msgspec import Struct

from oidtrack.domain.mme import DailyMme
from oidtrack.insight.baseline import Usual
from oidtrack.insight.early.drift import Drift
from oidtrack.insight.early.early_signs import Signal
from oidtrack.insight.early.falls import Fall
from oidtrack.rules.cut_points import LOW_FROM
from oidtrack.rules.dose_now import DoseNow
from oidtrack.taper.days.dayplan import Drop


class Said(Struct, frozen=True):
    """A value of one day with the name of the entry behind it, empty where there is none."""

    day: date
    value: Fraction
    entry: str = ""


class Scored(Struct, frozen=True):
    """A questionnaire of the journal; `alarm` is the item that leads to crisis contacts, above 0."""

    day: date
    instrument: str
    score: Fraction
    alarm: bool = False
    entry: str = ""


class Named(Struct, frozen=True):
    """A symptom or sign that was named on a day.

    Attributes:
        day: Local day.
        name: In the person's words.
        entry: Name of the entry.
        strength: 0 to 4, or None where it was only ticked.
        sedates: Whether the packaged list takes it for too much opioid in the body.
    """

    day: date
    name: str
    entry: str
    strength: int | None = None
    sedates: bool = False


class Wellbeing(Struct, frozen=True):
    """How the person is.

    Attributes:
        scores: Every questionnaire up to today, the earliest first.
        fall: The fall of mood that is there now, or None.
        signal: The early signs that hold now, or None.
        low_entries: Names of the check-ins since either began.
        drift: The slow change that holds now, or None.
        drift_entries: Names of the check-ins since it began.
        mood: Mood of the last seven days.
        usual_mood: The own usual range of mood before them, or None.
        nights: Hours of sleep of the last seven days, as far as they were said.
        named: Symptoms and signs of today and yesterday.
        withdrawal: Sums of rated symptoms of the last seven days.
        withdrawal_before: The same of the four weeks before the last cut, or before these days where there was none.
        usual_withdrawal: The own usual range of these, or None.
        pain: Pain of the last fourteen days.
        usual_pain: The own usual range of pain before them, or None.
    """

    scores: tuple[Scored, ...] = ()
    fall: Fall | None = None
    signal: Signal | None = None
    low_entries: tuple[str, ...] = ()
    drift: Drift | None = None
    drift_entries: tuple[str, ...] = ()
    mood: tuple[Said, ...] = ()
    usual_mood: Usual | None = None
    nights: tuple[Said, ...] = ()
    named: tuple[Named, ...] = ()
    withdrawal: tuple[Said, ...] = ()
    withdrawal_before: tuple[Said, ...] = ()
    usual_withdrawal: Usual | None = None
    pain: tuple[Said, ...] = ()
    usual_pain: Usual | None = None

    def of(self, instrument: str) -> tuple[Scored, ...]:
        """The questionnaires of one kind, the earliest first."""
        return tuple(one for one in self.scores if one.instrument == instrument)

    def last_phq(self) -> Scored | None:
        """The latest PHQ of either kind; of one day the nine questions, which hold the two."""
        known = (one for one in self.scores if one.instrument in LOW_FROM)
        return max(known, key=lambda one: (one.day, one.instrument == "phq9"), default=None)

    def fine_since(self, first: date) -> Scored | None:
        """The latest PHQ, where it was answered on `first` or later and says that all is well; else None."""
        last = self.last_phq()
        if last is None or last.day < first or last.alarm or last.score >= LOW_FROM[last.instrument]:
            return None
        return last


class UseDay(Struct, frozen=True):
    """One opioid on one day in the unit people read; None where nothing is planned, or nothing was recorded.

    Attributes:
        day: Local day.
        planned: Planned a day.
        taken: Taken; 0 where every dose was left out and said so.
        checked_in: Whether there is a check-in on that day.
        when_needed: Of what was taken, what the plan says nothing of.
        at_least: What was recorded, also where some planned time has no answer; then `taken` is None.
    """

    day: date
    planned: Fraction | None
    taken: Fraction | None
    checked_in: bool = False
    when_needed: Fraction = Fraction(0)
    at_least: Fraction | None = None


class Use(Struct, frozen=True):
    """One opioid over the last months, every day up to the one before today, the earliest first.

    Attributes:
        medicine: Name as in the journal.
        unit: `mg` or `mcg/h`.
        days: One for each day.
        next_step: Daily amount of the plan's next step, or None.
    """

    medicine: str
    unit: str
    days: tuple[UseDay, ...]
    next_step: Fraction | None = None

    @property
    def is_patch(self) -> bool:
        """Whether it is worn."""
        return self.unit != "mg"


class Recent(Struct, frozen=True):
    """A dose of the last days as the dose rules see it.

    Attributes:
        day: Local day.
        entry: Name of the entry.
        dose: The dose and what is known around it.
    """

    day: date
    entry: str
    dose: DoseNow


class Taper(Struct, frozen=True):
    """Where the plan in force stands.

    Attributes:
        cuts: First days of smaller doses up to today, the stop among them, in rising order.
        active: Whether a plan is in force that has not reached its end.
        stop: First day without the medicine where it is past, or None.
        holds: Holds in a row at the dose of today.
        held_since: Day of the first of these, or None.
        look_again: Of a hold that lasts: the day to look at it again.
    """

    cuts: tuple[date, ...] = ()
    active: bool = False
    stop: date | None = None
    holds: int = 0
    held_since: date | None = None
    look_again: date | None = None


class Upkeep(Struct, frozen=True):
    """What has to be at hand and looked after. None is "not known".

    Attributes:
        naloxone_expires: Last day on which the naloxone at home is good.
        runs_out: First day with a planned dose of an opioid that is not covered by what is at home.
        short_of: The opioid of that day; empty where none runs out.
        none_left: Whether nothing of it is left at all.
        refill_on: The day of the next refill or appointment.
        last_visit: Day of the last appointment, or None.
        first_entry: Day of the first entry of the journal.
        next_visit: Day of the next appointment.
        last_entry: Day of the last entry of any kind.
        days_before_gap: Days with an entry in the four weeks up to that one.
    """

    naloxone_expires: date | None = None
    runs_out: date | None = None
    short_of: str = ""
    none_left: bool = False
    refill_on: date | None = None
    last_visit: date | None = None
    first_entry: date | None = None
    next_visit: date | None = None
    last_entry: date | None = None
    days_before_gap: int = 0


class Beside(Struct, frozen=True):
    """A medicine that is prescribed now, or was written down as taken in the last two weeks.

    Attributes:
        medicine: Name as in the journal.
        kinds: Ids of the groups that it belongs to, such as `gabapentinoid`; empty where none is known.
        opioid: Whether it is taken as an opioid.
        since: First day of the prescription, or the first of these days on which it was taken.
        last: Today where it is prescribed now, else the last day on which it was taken or, of an opioid, planned.
        entry: Name of the last entry of it, empty where there is none.
    """

    medicine: str
    kinds: frozenset[str]
    opioid: bool
    since: date
    last: date
    entry: str = ""


def entries_of(behind: Iterable[Said | Scored | Beside]) -> tuple[str, ...]:
    """Names of the entries behind what was said, of those that have one."""
    return tuple(one.entry for one in behind if one.entry)


class Situation(Struct, frozen=True):
    """All of it. Days are local days; what is not known is None or empty.

    Attributes:
        today: The local day that is looked at.
        on_opioid: Whether an opioid is taken, or was until less than four weeks ago.
        wellbeing: How the person is.
        uses: Each opioid.
        recent: Doses of the last seven days, the earliest first.
        mme: Morphine milligram equivalents of today, or None.
        mme_thresholds: Where to look closer, and the older line.
        acetaminophen: Milligrams taken in all, of each of the last days, oldest first; a week at least.
        acetaminophen_limits: Milligrams a day: caution above the first, urgent above the second.
        taper: The plan in force.
        drops: What prescriptions took off in the last two weeks.
        beside: Medicines of any kind that are taken now.
        benzodiazepine: Whether one is taken.
        alcohol: Whether there is alcohol at times.
        naloxone: Whether naloxone is at home.
        upkeep: What has to be looked after.
    """

    today: date
    on_opioid: bool = False
    wellbeing: Wellbeing = Wellbeing()
    uses: tuple[Use, ...] = ()
    recent: tuple[Recent, ...] = ()
    mme: DailyMme | None = None
    mme_thresholds: tuple[int, int] = (50, 90)
    acetaminophen: tuple[Said, ...] = ()
    acetaminophen_limits: tuple[int, int] = (3000, 4000)
    taper: Taper = Taper()
    drops: tuple[Drop, ...] = ()
    beside: tuple[Beside, ...] = ()
    benzodiazepine: bool | None = None
    alcohol: bool | None = None
    naloxone: bool | None = None
    upkeep: Upkeep = Upkeep()
