"""The check-in of the day before, to be written down once more, and the days that have none."""

from __future__ import annotations

from datetime import date, timedelta

from oidtrack.domain.journal import Kind, Mood, day_words
from oidtrack.errors import NothingFound
from oidtrack.store.file.database import Journal
from oidtrack.store.tables.entries import EntryFilter, entries

ONE_DAY = timedelta(days=1)


def of_day_before(journal: Journal, day: date) -> Mood:
    """Ratings, sleep, signs and symptoms of the day before; of several check-ins the later word holds.

    Raises:
        NothingFound: There is no check-in on that day.
    """
    before = day - ONE_DAY
    found = Mood()
    for mood in _moods(journal, before, day):
        found = merged(found, mood[1])
    if found == Mood():
        raise NothingFound(
            f"there is no check-in on {day_words(before)} that could be copied",
            "`oidtrack log` asks for today's, one by one",
        )
    return found


def merged(before: Mood, later: Mood) -> Mood:
    """Two check-ins as one; where both speak, the later word holds."""
    return Mood(
        ratings=tuple({**dict(before.ratings), **dict(later.ratings)}.items()),
        sleep_min=before.sleep_min if later.sleep_min is None else later.sleep_min,
        signs=tuple(dict.fromkeys((*before.signs, *later.signs))),
        symptoms=tuple({**dict(before.symptoms), **dict(later.symptoms)}.items()),
    )


def days_without(journal: Journal | None, first: date, until: date) -> tuple[date, ...]:
    """Days from `first` to the one before `until` without a check-in, the earliest first."""
    said = set() if journal is None else {day for day, _ in _moods(journal, first, until)}
    days = (first + n * ONE_DAY for n in range((until - first).days))
    return tuple(day for day in days if day not in said)


def _moods(journal: Journal, first: date, until: date) -> list[tuple[date, Mood]]:
    found = entries(journal, EntryFilter(since=first, until=until, kinds=(Kind.MOOD,)))
    return [(entry.moment.day, entry.body) for entry in found if isinstance(entry.body, Mood)]
