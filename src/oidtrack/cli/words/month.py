"""Months as people type them: `2026-11`, `november`, `nov 2025`, `last`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from oidtrack.cli.words.when import EARLIEST
from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput

_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SHORTEST = 3
_HINT = "for example 2026-11, november, nov 2025 or last"
_ISO, _NAMED = r"([0-9]{4})-([0-9]{1,2})", r"([a-z]+)(?: ([0-9]{4}))?"


def parse_month(text: str, today: date) -> date:
    """The first day of a month; a name alone is the latest one of it that has begun.

    Args:
        text: As typed; empty for the month of today.
        today: The local day that has not ended yet.

    Raises:
        BadInput: No month, or one that has not begun.
    """
    words = " ".join(text.lower().split())
    this = today.replace(day=1)
    if words in {"", "this", "this month"}:
        return this
    if words in {"last", "last month"}:
        return (this - timedelta(days=1)).replace(day=1)
    found = _month(words, today)
    if found is None or found.year < EARLIEST:
        raise BadInput(f"'{printable(text)}' is no month that oidtrack reads", _HINT)
    if found > this:
        raise BadInput(f"{found:%B %Y} lies ahead", "a month that has begun is shown")
    return found


def _month(words: str, today: date) -> date | None:
    if match := re.fullmatch(_ISO, words):
        year, number = int(match[1]), int(match[2])
    elif match := re.fullmatch(_NAMED, words):
        number = next((n for n, name in enumerate(_NAMES, 1) if name.startswith(match[1])), 0)
        number = number if len(match[1]) >= _SHORTEST else 0
        year = int(match[2]) if match[2] else today.year - (number > today.month)
    else:
        return None
    return date(year, number, 1) if 1 <= number <= len(_NAMES) and year else None
