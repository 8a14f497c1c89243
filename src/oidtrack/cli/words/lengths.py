"""How long something has gone on, as people say it: `3 years`, `8 months`, `2y`."""

from __future__ import annotations

import re

from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput

MONTH_DAYS, YEAR_DAYS = 30, 365
LONGEST_DAYS = 100 * YEAR_DAYS
_LENGTH = re.compile(r"([0-9]{1,4}) ?(y|years?|m|months?|w|weeks?)?")
_DAYS = {"y": YEAR_DAYS, "m": MONTH_DAYS, "w": 7}


def days_of(text: str, alone: str) -> int | None:
    """About how many days a length of time is; None for what names none.

    Args:
        text: As typed.
        alone: What a bare number counts: `y` for years, `m` for months.

    Raises:
        BadInput: It is longer than a life.
    """
    found = _LENGTH.fullmatch(text.strip().lower())
    if found is None:
        return None
    days = _DAYS[(found[2] or alone)[0]] * int(found[1])
    if days > LONGEST_DAYS:
        raise BadInput(f"{printable(text)} is longer than a life", "for example 3 years")
    return days
