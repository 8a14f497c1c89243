"""When a short questionnaire is due: two questions every fortnight, weekly where it matters, then nine."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import Enum

from msgspec import Struct

from oidtrack.rules.cut_points import PHQ2_POSITIVE
from oidtrack.rules.situation import Situation

EVERY_DAYS = 14
"""The PHQ-2 asks about two weeks, and is asked as often. ENGINEERING."""
CLOSE_DAYS = 7
"""So often after a cut, after the end, and while a sign holds that no answer since has called fine. ENGINEERING."""
CLOSELY_FOR = 42
"""So many days after a cut or the end; the day itself is day 0. ENGINEERING."""
NINE_FOR = 14
"""A PHQ-2 of 3 or more asks for the nine questions for so long; then it is asked anew. ENGINEERING."""
EVENINGS = 3
"""Left blank on so many evenings, it waits. ENGINEERING."""
LEFT_ALONE = 7
"""So many days from the last of them on. ENGINEERING."""


_WORDS = {
    "phq2": "Two short questions are due: oidtrack check phq2",
    "phq9": "Nine questions are worth two minutes, after your last answers to the two: oidtrack check phq9",
}


class Reason(Enum):
    """Why a questionnaire is due."""

    TWO_SAID_YES = "two-said-yes"
    SIGN = "sign"
    AFTER_CUT = "after-cut"
    FORTNIGHT = "fortnight"


class Due(Struct, frozen=True):
    """A questionnaire that may be offered today; it may always be left blank.

    Attributes:
        instrument: `phq2` or `phq9`.
        reason: Why now.
        since: The first day on which it was due for that reason.
    """

    instrument: str
    reason: Reason
    since: date

    @property
    def words(self) -> str:
        """That it is due: no warning, and nothing happens where it is left out."""
        return _WORDS[self.instrument]


def due(seen: Situation, blank: Iterable[date] = ()) -> Due | None:
    """The questionnaire that may be offered today, or None.

    PHQ-9 after a PHQ-2 of 3 or more (Arroll 2010). Else PHQ-2: two weeks after the last PHQ of either kind, or after
    the first entry of the diary; one week where a cut or the end is no more than six weeks old, or while a sign holds
    that no answer since has called fine; at once where the first of the signs that hold was noticed since the last one.
    After a fine answer a sign asks no sooner than the calendar does. A PHQ-2 that was left blank is not
    offered again on that day, and after three evenings not for a week, unless a sign is noticed meanwhile.

    Args:
        seen: The situation of today.
        blank: Days on which the PHQ-2 was asked and left blank, in any order.
    """
    found = _due(seen)
    if found is None or found.reason is Reason.TWO_SAID_YES:
        return found
    return None if _left_alone(found, blank, seen.today) else found


def _due(seen: Situation) -> Due | None:
    nine = _nine(seen)
    if nine is not None:
        return Due("phq9", Reason.TWO_SAID_YES, nine)
    last = seen.wellbeing.last_phq()
    noticed = _noticed(seen)
    if noticed is not None and (last is None or last.day < noticed):
        return Due("phq2", Reason.SIGN, noticed)
    asked = seen.upkeep.first_entry if last is None else last.day
    if asked is None:
        return None
    cut = _after_cut(seen)
    soon, late = asked + timedelta(days=CLOSE_DAYS), asked + timedelta(days=EVERY_DAYS)
    if noticed is not None and seen.today >= soon and seen.wellbeing.fine_since(noticed) is None:
        return Due("phq2", Reason.SIGN, soon)
    if cut is not None and seen.today >= soon:
        return Due("phq2", Reason.AFTER_CUT, min(late, max(soon, cut)))
    return Due("phq2", Reason.FORTNIGHT, late) if seen.today >= late else None


def _left_alone(found: Due, blank: Iterable[date], today: date) -> bool:
    """Whether it was left blank today already, or on three evenings since it is due and less than a week ago."""
    evenings = sorted({day for day in blank if found.since <= day <= today})
    if today in evenings:
        return True
    # after each third evening comes a week without
    return bool(evenings) and not len(evenings) % EVENINGS and (today - evenings[-1]).days < LEFT_ALONE


def _nine(seen: Situation) -> date | None:
    """The day of the latest PHQ of all, where that is a PHQ-2 that said yes and not too old."""
    last = seen.wellbeing.last_phq()
    if last is None or last.instrument != "phq2" or last.score < PHQ2_POSITIVE:
        return None
    return last.day if (seen.today - last.day).days <= NINE_FOR else None


def _noticed(seen: Situation) -> date | None:
    """The first day on which one of the signs that hold was noticed: a fall, early signs, a slow change.

    Several that follow one another are mostly one low time: the first is asked about at once, then it is weekly.
    """
    known = seen.wellbeing
    days = [None if known.fall is None else known.fall.began]
    days += [one.noticed for one in (known.signal, known.drift) if one is not None]
    return min((day for day in days if day is not None), default=None)


def _after_cut(seen: Situation) -> date | None:
    """The first cut, or the end, that is no more than six weeks old."""
    since = seen.today - timedelta(days=CLOSELY_FOR)
    begun = [*seen.taper.cuts, *([] if seen.taper.stop is None else [seen.taper.stop])]
    return min((day for day in begun if since <= day <= seen.today), default=None)
