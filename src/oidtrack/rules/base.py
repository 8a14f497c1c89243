"""What a rule looks for, and what it says: a finding with its rule, its source and the entries behind it."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TypedDict, Unpack

from msgspec import Struct
from msgspec.structs import replace

ASK_NALOXONE = "Can you prescribe naloxone, and show us how to use it?"
"""One question for every rule that finds none at home, so that a page asks it once."""


class Severity(Enum):
    """How loud a finding is. `info` is a line in the report, `urgent` comes before everything."""

    INFO = "info"
    WATCH = "watch"
    ACT = "act"
    URGENT = "urgent"

    @property
    def rank(self) -> int:
        """0 for info up to 3 for urgent."""
        return list(Severity).index(self)


class Finding(Struct, frozen=True):
    """One thing that was seen.

    Attributes:
        id: Stable name.
        severity: How loud.
        title: A few words.
        text: What was seen, why it matters, what to do.
        rule: The rule in one line; says so where a threshold is an engineering choice.
        source: Source id.
        since: First day it held, or None.
        entries: Names of the entries behind it.
        ask: One question for the appointment; empty where none helps.
        noted: What was seen, as it is said to a prescriber: in the third person, with its numbers, without a command;
            empty where `text` is said so already.
    """

    id: str
    severity: Severity
    title: str
    text: str
    rule: str
    source: str
    since: date | None = None
    entries: tuple[str, ...] = ()
    ask: str = ""
    noted: str = ""


class More(TypedDict, total=False):
    """What a finding may say besides; the attributes of `Finding`."""

    source: str
    since: date | None
    entries: tuple[str, ...]
    ask: str
    noted: str


class Sought(Struct, frozen=True):
    """What a rule looks for: said of a finding, and also while it does not hold.

    Attributes:
        id: Stable name of the finding.
        rule: The rule in one line; says so where a threshold is an engineering choice.
        source: Source id.
        article: The article of the guide that answers it; empty where none does.
        place: Where it stands among findings as loud, the lowest first; 0 for what is only said before something is
            saved, or before a plan.
    """

    id: str
    rule: str
    source: str
    article: str = ""
    place: int = 0

    def finding(self, severity: Severity, title: str, text: str, **more: Unpack[More]) -> Finding:
        """What was found, by this rule and from its source where `more` names no other."""
        return replace(Finding(self.id, severity, title, text, self.rule, self.source), **more)
