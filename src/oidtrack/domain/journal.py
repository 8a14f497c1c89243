"""What a person writes down: mood, doses, treatments, notes, questionnaires.

What was not answered is None and never zero. Ratings are whole tenths (6.5 is
65), sleep is whole minutes, doses are whole micrograms.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone
from enum import Enum

from msgspec import Struct

from oidtrack.domain.dose import Amount, counted

_WEEK = 7
_DAY, _DAY_S = timedelta(days=1), 86_400
DAY_ENDS_AT = time(4)
"""When a day ends where nobody said otherwise: times before this belong to the evening before."""

RATINGS = ("mood", "energy", "motivation", "interest", "anxiety", "pain", "craving")
"""The 0-10 ratings, in the order in which they are shown."""
TEN_IS_BEST = ("mood", "energy", "motivation", "interest")
"""Of these 10 is best; of the other ratings it is worst."""
ALWAYS_ASKED = ("mood", "pain")
"""What the evening entry asks of everybody; the other ratings where `config asks` names them."""


class Kind(Enum):
    """What an entry is."""

    MOOD = "mood"
    DOSE = "dose"
    TREATMENT = "treatment"
    NOTE = "note"
    ASSESSMENT = "assessment"


class DoseState(Enum):
    """What became of a dose. `missed` is worked out from the plan and never stored."""

    TAKEN = "taken"
    SKIPPED = "skipped"
    MISSED = "missed"
    EXTRA = "extra"


# `gc=False`: what is made once, of parts that are done, stands in no ring of values, so Python need not look for one
class Moment(Struct, frozen=True, gc=False):
    """When something happened, stored once and never worked out again.

    Attributes:
        at_utc: Seconds since 1970 in UTC: all order and all intervals.
        offset_min: What the wall clock was ahead of UTC, in minutes: all display.
        day: Local day after `day_ends_at`: all statistics.
    """

    at_utc: int
    offset_min: int
    day: date

    @property
    def wall(self) -> datetime:
        """The wall-clock time with its offset."""
        return datetime.fromtimestamp(self.at_utc, timezone(timedelta(minutes=self.offset_min)))


def moment(at: datetime, day_ends_at: time) -> Moment:
    """A moment from an aware wall-clock time.

    The local day is the one that had not yet ended: with `day_ends_at` 04:00,
    half past one at night belongs to the day before.
    """
    offset = at.utcoffset()
    if offset is None:
        raise ValueError("a moment needs a time with its offset")
    day = at.date() if at.time() >= day_ends_at else at.date() - _DAY
    return Moment(int(at.timestamp()), (offset.days * _DAY_S + offset.seconds) // 60, day)


class Mood(Struct, frozen=True, gc=False):
    """One check-in. Ratings are 0 to 100 in tenths, sleep in minutes, symptoms 0 to 4 or unrated."""

    ratings: tuple[tuple[str, int], ...] = ()
    sleep_min: int | None = None
    signs: tuple[str, ...] = ()
    symptoms: tuple[tuple[str, int | None], ...] = ()

    def rating(self, name: str) -> int | None:
        """One rating in tenths, or None where it was not answered."""
        for rated, tenths in self.ratings:
            if rated == name:
                return tenths
        return None


class Intake(Struct, frozen=True, gc=False):
    """One dose as it was.

    Attributes:
        medicine: Name as in the journal.
        amount: What was taken; for a skipped dose what would have been.
        state: Taken, skipped or extra.
        slot: The planned time of day that it belongs to, or None.
        planned: What was planned for that slot, or None where nothing was.
        reason: Why it was skipped; empty otherwise.
    """

    medicine: str
    amount: Amount
    state: DoseState
    slot: time | None = None
    planned: Amount | None = None
    reason: str = ""


class Treatment(Struct, frozen=True):
    """Something else that may help: `walk 30min`, in the person's words; minutes where said."""

    text: str
    minutes: int | None = None


class Assessment(Struct, frozen=True):
    """A questionnaire as answered: points in the order of the items."""

    instrument: str
    answers: tuple[int, ...]


Body = Mood | Intake | Treatment | Assessment | None


class Entry(Struct, frozen=True, gc=False):
    """One entry of the journal. `body` is None for a note; `id` is 0 until it is stored."""

    kind: Kind
    moment: Moment
    body: Body
    note: str = ""
    tags: tuple[str, ...] = ()
    star: bool = False
    id: int = 0

    @property
    def name(self) -> str:
        """The id as it is shown and typed: `e17`."""
        return f"e{self.id}"


def by_day(entries: Iterable[Entry]) -> dict[date, list[Entry]]:
    """Entries by their local day, those of one day in their order."""
    found: dict[date, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.moment.day, []).append(entry)
    return found


def day_words(day: date) -> str:
    """A day in words: `Tue 1 Dec 2026`."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def dated(day: date) -> str:
    """A day with its year, where its weekday says nothing: `1 Dec 2026`."""
    return f"{short_day(day)} {day.year}"


def short_day(day: date) -> str:
    """A day without its year: `5 Oct`."""
    return f"{day.day} {day:%b}"


def span_words(days: int) -> str:
    """A length in words: `4 weeks`, `10 days`."""
    return counted(days, "day") if days % _WEEK else counted(days // _WEEK, "week")


def every_words(days: int) -> str:
    """How often, in words that follow `every`: `week`, `4 weeks`."""
    return span_words(days).removeprefix("1 ")
