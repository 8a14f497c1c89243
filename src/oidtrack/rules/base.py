"""What a rule says: a finding with its rule, its source and the entries behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


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


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was seen.

    Attributes:
        id: Stable name, listed in docs/reference/rules.md.
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
