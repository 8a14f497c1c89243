"""The findings in force now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from msgspec import Struct

from oidtrack.domain.dose import printable
from oidtrack.domain.journal import DAY_ENDS_AT
from oidtrack.errors import BadInput, did_you_mean
from oidtrack.rules.asking import Due
from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.book import OF_ENTRIES, findings
from oidtrack.rules.explained import IDS
from oidtrack.rules.situation import Situation
from oidtrack.services.warnings.due_now import due_now
from oidtrack.services.warnings.situation import situation
from oidtrack.store.file.database import Journal


class Held(Struct, frozen=True):
    """What there is to say today.

    Attributes:
        findings: Every finding that holds, the most severe first.
        due: The short questionnaire that may be answered today, or None.
    """

    findings: tuple[Finding, ...]
    due: Due | None


def held(journal: Journal, now: datetime, day_ends_at: time = DAY_ENDS_AT) -> Held:
    """The findings of the local day of `now`, and what is due on it; both from one look at the journal.

    Args:
        journal: The journal.
        now: The wall-clock time with its offset.
        day_ends_at: When a day ends by the wall clock.
    """
    seen = situation(journal, now, day_ends_at)
    return Held(findings(seen), due_now(journal, now, day_ends_at, seen))


def loudest(found: tuple[Finding, ...], yesterday: Callable[[bool], Situation]) -> Finding | None:
    """The one that today's card may show: what is urgent as long as it holds, else the loudest that is new today.

    A finding that goes on is not said anew each day, and what the profile says is no news; `oidtrack warnings` still
    lists both.

    Args:
        found: What holds today, the most severe first.
        yesterday: The situation of the day before, as far as single entries make it or whole; asked only where it
            matters, since the whole of it takes as long as that of today.
    """
    loud = [one for one in found if one.severity is not Severity.INFO and one.since is not None]
    if not loud or loud[0].severity is Severity.URGENT:
        return loud[0] if loud else None
    before: dict[bool, set[str]] = {}
    for one in loud:
        of_entries = one.id in OF_ENTRIES
        if of_entries not in before:
            before[of_entries] = {each.id for each in findings(yesterday(of_entries))}
        if one.id not in before[of_entries]:
            return one
    return None


def known_id(text: str) -> str:
    """The id of a finding as it was typed.

    Raises:
        BadInput: There is no such finding; near names are offered.
    """
    word = text.strip().lower()
    if word in IDS:
        return word
    from difflib import get_close_matches  # only after a slip: the card does not wait for it

    near = get_close_matches(word, IDS, n=2)
    hint = did_you_mean(near) or "`oidtrack warnings` lists those that hold now"
    raise BadInput(f"'{printable(text)}' is no warning", hint)
