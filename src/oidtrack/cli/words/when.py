"""Dates and times as people type them: a small closed grammar, and nothing is guessed behind it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from oidtrack.cli.session import Session
from oidtrack.cli.words.clock import time_of_day
from oidtrack.domain.dose import printable
from oidtrack.domain.journal import day_words
from oidtrack.errors import BadInput

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEK, _LONGEST = 7, 60
EARLIEST, LATEST = 1900, 2199

_WHEN_HINT = "for example `yesterday 9pm`, `2h ago` or `2026-11-22 08:30`"
_DAY_HINT = "for example `yesterday`, `3 days ago` or `2026-11-22`"
_TIME_HINT = "for example 8:00, 8am or 20:15"

_AGO = r"(-?)([0-9]{1,5}) ?([a-z]+)( ago)?"
_SPAN = r"([0-9]{1,4}) ?(d|day|days|w|week|weeks)"
_ISO_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ISO = r"([0-9]{4}-[0-9]{2}-[0-9]{2})[t ]([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?) ?(z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])"
_ECHOED = r"([a-z]{3}) ([0-9]{1,2}) ([a-z]{3}) ([0-9]{4})"

_UNITS = {
    **dict.fromkeys(("min", "mins", "minute", "minutes"), "minutes"),
    **dict.fromkeys(("h", "hour", "hours"), "hours"),
    **dict.fromkeys(("d", "day", "days"), "days"),
    **dict.fromkeys(("w", "week", "weeks"), "weeks"),
    **dict.fromkeys(("month", "months"), "months"),
    **dict.fromkeys(("y", "year", "years"), "years"),
}
_EXACT = ("minutes", "hours")


class When(NamedTuple):
    """A moment that was typed.

    Attributes:
        at: The wall-clock time with its offset.
        has_time: Whether a time of day was said; without one `at` has the time of day it is now.
    """

    at: datetime
    has_time: bool


def parse_when(text: str, session: Session, future: bool = False) -> When:
    """Read a moment.

    Args:
        text: What was typed.
        session: The clock, and when a day ends.
        future: Whether open words (`friday`, `8am`) mean the coming one instead of the latest past one.

    Raises:
        BadInput: Anything outside the grammar, a day or an hour that does not exist.
    """
    words = _plain(text, _WHEN_HINT)
    try:
        found = _exact(words, session) or _day_and_time(words, session, future=future)
    except (OverflowError, OSError, ValueError):
        found = None
    if found is None or not EARLIEST <= found.at.year <= LATEST:
        raise BadInput(f"'{printable(text)}' is no date or time that oidtrack reads", _WHEN_HINT)
    return found


def parse_day(text: str, session: Session, future: bool = False) -> date:
    """Read a day. `today` is the local day that has not ended yet.

    Raises:
        BadInput: Anything that is not a day.
    """
    words = _plain(text, _DAY_HINT)
    try:
        found = session.today if words == "now" else _day(words, session.today, future=future)
    except (OverflowError, ValueError):
        found = None
    if found is None or not EARLIEST <= found.year <= LATEST:
        raise BadInput(f"'{printable(text)}' is no day that oidtrack reads", _DAY_HINT)
    return found


def parse_past_day(text: str, session: Session, what: str) -> date:
    """Read a day of which only today and the past make sense.

    Args:
        text: What was typed.
        session: The clock.
        what: What the day is, for the error: `--since is the first day of taking it`.

    Raises:
        BadInput: It is no day, or lies ahead.
    """
    day = parse_day(text, session)
    if day > session.today:
        raise BadInput(f"{day_words(day)} lies ahead", what)
    return day


def parse_span(text: str) -> int:
    """Read a length of time in days: `4w`, `28d`, `10 days`.

    Raises:
        BadInput: Anything else, and a length of 0.
    """
    match = re.fullmatch(_SPAN, _plain(text, "for example 4w, 28d or 10d"))
    days = int(match[1]) * (WEEK if match[2].startswith("w") else 1) if match else 0
    if days == 0:
        raise BadInput(f"'{printable(text)}' is no length of time", "for example 4w, 28d or 10d")
    return days


def parse_time(text: str) -> time:
    """Read a time of day: `8:00`, `8am`, `20:15`, `noon`.

    Raises:
        BadInput: Anything else; a bare number might be morning or evening.
    """
    found = time_of_day(_plain(text, _TIME_HINT))
    if found is None:
        raise BadInput(f"'{printable(text)}' is no time of day", _TIME_HINT)
    return found


def beside(when: When, clock: time, session: Session) -> datetime:
    """A time of day said beside a moment: the latest not after it; beside a day without a time it is of that day."""
    if when.has_time or session.today < when.at.date():
        return _wall(_latest_day(clock, when.at, session), clock, session)
    return _wall(when.at.date(), clock, session)


def at_slot(day: date, clock: time, session: Session) -> datetime:
    """A planned time on a local day: one before the day ends is after midnight; an hour later where it is skipped."""
    calendar = day if clock >= session.day_ends_at else day + timedelta(days=1)
    return _wall_or_later(datetime.combine(calendar, clock), session)


def say_when(at: datetime) -> str:
    """A moment in words that name the weekday: `Sun 22 Nov 2026, 21:00`. `parse_when` reads it back."""
    return f"{day_words(at.date())}, {at:%H:%M}"


def _plain(text: str, hint: str) -> str:
    words = " ".join(text.lower().split())
    if not words or len(words) > _LONGEST:
        raise BadInput(f"'{printable(text)}' is no date or time that oidtrack reads", hint)
    return words


def _exact(words: str, session: Session) -> When | None:
    """What names a moment to the minute by itself: `now`, `2h ago`, a date-time with its offset."""
    if words == "now":
        return When(session.now, has_time=True)
    ago = _ago(words)
    if ago is not None and ago[1] in _EXACT:
        return When(_local(session.now.astimezone(UTC) - timedelta(**{ago[1]: ago[0]}), session), has_time=True)
    match = re.fullmatch(_ISO, words)
    if match is None:
        return None
    clock = time_of_day(match[2])
    if clock is None:
        return None
    return When(datetime.fromisoformat(f"{match[1]}T{clock}{match[3].upper()}"), has_time=True)


def _day_and_time(words: str, session: Session, *, future: bool) -> When | None:
    """A day, a time, or both in either order."""
    day = _day(words, session.today, future=future)
    if day is not None:
        return When(session.now if day == session.today else _same_time(day, session), has_time=False)
    clock = time_of_day(words)
    if clock is not None:
        return When(_nearest(clock, session, future=future), has_time=True)
    parts = re.sub(r"(?<=[0-9])t(?=[0-9])", " ", words).replace(",", " ").split()
    for cut in range(1, len(parts)):
        halves = " ".join(parts[:cut]), " ".join(parts[cut:])
        for of_day, of_time in (halves, halves[::-1]):
            day, clock = _day(of_day, session.now.date(), future=future), time_of_day(of_time)
            if day is not None and clock is not None:
                return When(_on(of_day, day, clock, session, future=future), has_time=True)
    return None


def _on(words: str, day: date, clock: time, session: Session, *, future: bool) -> datetime:
    """A time on a day; after midnight `today 9pm` is still the evening that has just gone by."""
    at = _wall(day, clock, session)
    if words == "today" and not future and at > session.now and session.today < day:
        return _wall(session.today, clock, session)
    return at


def _nearest(clock: time, session: Session, *, future: bool) -> datetime:
    """The latest time of that name that is not ahead; of the future, the first that is."""
    day = _latest_day(clock, session.now, session)
    return _wall(day + timedelta(days=1) if future else day, clock, session)


def _latest_day(clock: time, until: datetime, session: Session) -> date:
    """The last day on which that time of day is not after a moment."""
    day = until.date()
    is_after = _wall_or_later(datetime.combine(day, clock), session) > until
    return day - timedelta(days=1) if is_after else day


def _same_time(day: date, session: Session) -> datetime:
    """The time of day that it is now, on another day; an hour later where the clocks skip it."""
    then = session.now.replace(tzinfo=None) + (day - session.today)
    return _wall_or_later(then, session)


def _wall_or_later(then: datetime, session: Session) -> datetime:
    try:
        return _wall(then.date(), then.time(), session)
    except BadInput:
        then += timedelta(hours=1)
        return _wall(then.date(), then.time(), session)


def _wall(day: date, clock: time, session: Session) -> datetime:
    """An aware time from what a clock on the wall shows; of an hour that comes twice, the first.

    Raises:
        BadInput: The clocks skip it that day.
    """
    return wall_in(datetime.combine(day, clock), session.now.tzinfo if session.clock_is_set else None)


def wall_in(naive: datetime, zone: tzinfo | None) -> datetime:
    """An aware time from what a clock on the wall shows in a zone, or here where that is None.

    Of an hour that comes twice it is the first.

    Raises:
        BadInput: The clocks skip it that day.
    """
    at = naive.astimezone() if zone is None else naive.replace(tzinfo=zone)
    # an hour that was skipped comes back from UTC as another one
    if at.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
        raise BadInput(
            f"{naive:%H:%M} did not exist on {day_words(naive.date())}: the clocks skipped the hour from {naive:%H}:00",
            "choose a time before or after it",
        )
    return at


def _local(at: datetime, session: Session) -> datetime:
    return at.astimezone(session.now.tzinfo if session.clock_is_set else None)


def _day(words: str, today: date, *, future: bool) -> date | None:
    """The day that words name, or None where they name none."""
    near = {"today": 0, "yesterday": -1, **({"tomorrow": 1} if future else {})}
    if words in near:
        return today + timedelta(days=near[words])
    last = words.startswith("last ")
    name = words.removeprefix("last ")
    weekday = next((n for n, day in enumerate(DAYS) if name in {day, day[:3]}), None)
    if weekday is not None:
        back = (today.weekday() - weekday) % WEEK or WEEK
        forward = (weekday - today.weekday()) % WEEK or WEEK
        return today + timedelta(days=forward if future and not last else -back)
    if re.fullmatch(_ISO_DAY, words):
        return date.fromisoformat(words)
    ago = _ago(words)
    return _days_ago(ago, today) if ago else _echoed(words.replace(",", ""))


def _ago(words: str) -> tuple[int, str] | None:
    """The number and unit of `3 days ago`, `3d ago`, `-3d`."""
    match = re.fullmatch(_AGO, words)
    if match is None or bool(match[1]) is bool(match[4]) or match[3] not in _UNITS:
        return None
    return int(match[2]), _UNITS[match[3]]


def _days_ago(ago: tuple[int, str], today: date) -> date | None:
    number, unit = ago
    if unit in _EXACT:
        return None
    if unit in {"days", "weeks"}:
        return today - timedelta(days=number * (WEEK if unit == "weeks" else 1))
    from dateutil.relativedelta import relativedelta

    return today - (relativedelta(months=number) if unit == "months" else relativedelta(years=number))


def _echoed(words: str) -> date | None:
    """A day as the program says it, `sun 22 nov 2026`, where the weekday is right."""
    match = re.fullmatch(_ECHOED, words)
    if match is None or match[3] not in MONTHS:
        return None
    day = date(int(match[4]), MONTHS.index(match[3]) + 1, int(match[2]))
    return day if DAYS[day.weekday()].startswith(match[1]) else None
