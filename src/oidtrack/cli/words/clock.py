"""Times of day as people type them, alone and in a list."""

from __future__ import annotations

import re
from datetime import time

from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput

_NOON, _DAY_HOURS = 12, 24
_CLOCK = r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?"
_HALF_DAY = r"([0-9]{1,2})(?::([0-9]{2}))? ?(am|pm)"


def parse_times(text: str) -> tuple[time, ...]:
    """Read a list of times of day, separated by commas, blanks or `and`: `8:00,14:00`, `8 14 22`, `8 am and noon`.

    In such a list a whole number from 0 to 24 is an hour; 24 is midnight.

    Raises:
        BadInput: An empty place, or anything that is no time of day.
    """
    joined = re.sub(r"(?<=[0-9]) +(?=[ap]m\b)", "", re.sub(r",? +and +", ",", text.lower()))
    return tuple(_in_list(word, part) for part in joined.split(",") for word in part.split() or [""])


def _in_list(word: str, part: str) -> time:
    hour = int(word) if re.fullmatch("[0-9]{1,2}", word) else _DAY_HOURS + 1
    found = time(hour % _DAY_HOURS) if hour <= _DAY_HOURS else time_of_day(word)
    if found is None:
        raise BadInput(f"'{printable(word or part)}' is no time of day", "for example 8:00,14:00,22:00 or 8,14,22")
    return found


def time_of_day(words: str) -> time | None:
    """The time of day that words name, or None where they name none."""
    if words in {"noon", "midnight"}:
        return time(_NOON if words == "noon" else 0)
    match = re.fullmatch(_HALF_DAY, words)
    if match is not None and 1 <= int(match[1]) <= _NOON:
        hour = int(match[1]) % _NOON + (_NOON if match[3] == "pm" else 0)
        return _clock(hour, int(match[2] or 0), 0)
    match = re.fullmatch(_CLOCK, words)
    return None if match is None else _clock(int(match[1]), int(match[2]), int(match[3] or 0))


def _clock(hour: int, minute: int, second: int) -> time | None:
    try:
        return time(hour, minute, second)
    except ValueError:
        return None
