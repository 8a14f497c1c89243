"""When a short questionnaire is due: two questions every fortnight, weekly where it matters, then nine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from oidtrack.rules.assessments import PHQ2_POSITIVE
from oidtrack.rules.situation import Scored, Situation

EVERY_DAYS = 14
"""The PHQ-2 asks about two weeks, and is asked as often. ENGINEERING."""
CLOSE_DAYS = 7
"""So often after a cut, after the end, and while a sign holds. ENGINEERING."""
CLOSELY_FOR = 42
"""So many days after a cut or the end; the day itself is day 0. ENGINEERING."""
NINE_FOR = 14
"""A PHQ-2 of 3 or more asks for the nine questions for so long; then it is asked anew. ENGINEERING."""
LEFT_ALONE = 7
"""Who said no is left alone for so many days. ENGINEERING."""


class Reason(Enum):
    """Why a questionnaire is due."""

    TWO_SAID_YES = "two-said-yes"
    SIGN = "sign"
    AFTER_CUT = "after-cut"
    FORTNIGHT = "fortnight"


@dataclass(frozen=True, slots=True)
class Due:
    """A questionnaire that may be offered today; it may always be declined.

    Attributes:
        instrument: `phq2` or `phq9`.
        reason: Why now.
    """

    instrument: str
    reason: Reason


def due(seen: Situation, declined: date | None = None) -> Due | None:
    """The questionnaire that is due today, or None.

    PHQ-9 after a PHQ-2 of 3 or more (Arroll 2010). Else PHQ-2: two weeks after the last PHQ of either kind, or after
    the first entry of the diary; one week where a cut or the end is no more than six weeks old, or while a sign holds;
    at once where a sign was noticed since the last one.

    Args:
        seen: The situation of today.
        declined: The last day on which one was offered and declined.
    """
    if declined is not None and (seen.today - declined).days < LEFT_ALONE:
        return None
    if _nine(seen):
        return Due("phq9", Reason.TWO_SAID_YES)
    last = max((one.day for one in seen.wellbeing.scores if _is_phq(one)), default=None)
    noticed = _noticed(seen)
    if noticed is not None and (last is None or last < noticed):
        return Due("phq2", Reason.SIGN)
    reason = Reason.SIGN if noticed is not None else Reason.AFTER_CUT if _after_cut(seen) else Reason.FORTNIGHT
    asked = last or seen.upkeep.first_entry
    every = EVERY_DAYS if reason is Reason.FORTNIGHT else CLOSE_DAYS
    return None if asked is None or (seen.today - asked).days < every else Due("phq2", reason)


def _is_phq(one: Scored) -> bool:
    return one.instrument in {"phq2", "phq9"}


def _nine(seen: Situation) -> bool:
    """Whether the latest PHQ of all is a PHQ-2 that said yes, and not too old."""
    last = max((one for one in seen.wellbeing.scores if _is_phq(one)), key=_order, default=None)
    positive = last is not None and last.instrument == "phq2" and last.score >= PHQ2_POSITIVE
    return positive and last is not None and (seen.today - last.day).days <= NINE_FOR


def _order(one: Scored) -> tuple[date, bool]:
    """By day; of one day the nine questions count, which hold the two."""
    return one.day, one.instrument == "phq9"


def _noticed(seen: Situation) -> date | None:
    """The latest day on which a sign that holds was noticed: a fall, early signs, a slow change."""
    known = seen.wellbeing
    days = [None if known.fall is None else known.fall.began]
    days += [one.noticed for one in (known.signal, known.drift) if one is not None]
    return max((day for day in days if day is not None), default=None)


def _after_cut(seen: Situation) -> bool:
    """Whether a cut or the end is no more than six weeks old."""
    since = seen.today - timedelta(days=CLOSELY_FOR)
    begun = [*seen.taper.cuts, *([] if seen.taper.stop is None else [seen.taper.stop])]
    return any(since <= day <= seen.today for day in begun)
