"""One dose with what is known around it, as the rules on doses see it."""

from __future__ import annotations

from msgspec import Struct

from oidtrack.domain.dose import Amount


class DoseNow(Struct, frozen=True):
    """One dose and what is known around it. Amounts are of one kind; None is "not known".

    Attributes:
        medicine: Name as in the journal.
        amount: What was taken.
        at_utc: When, in seconds since 1970, UTC.
        at_once: What was taken of it in this very minute, this dose and those written down before it, where that is
            more than is planned for any one time; else None.
        planned: What was planned for the slot that it fits, or None where it fits none.
        planned_day: The day's planned total; None for a medicine taken when needed.
        expected_day: What the day comes to with this dose: taken so far, this, and what is still planned later.
        min_interval_h: Fewest hours between doses, as prescribed.
        usual_h: Usual labelled hours between doses.
        last_utc: When the dose before it was taken.
        last: How much that was.
        last_entry: Name of that entry, or empty.
        daily_opioid: Whether it is an opioid that is taken on a schedule.
        covers_h: Hours that one dose is worn (a patch); 0 for everything else.
        opioid: Whether it is an opioid, however it is taken.
        largest: The largest dose of it that is planned at once on that day; None where nothing is.
        most_day: Most in 24 hours, as prescribed or packaged; None where no such limit is weighed.
        most_source: Where that stands.
        apart_source: Where `min_interval_h` stands.
        within_24h: The most that lies within 24 hours around this dose, with it.
        is_past: Whether it lies so far back that an emergency is over.
        again: When as much may be taken again, in words; empty where that is not known.
    """

    medicine: str
    amount: Amount
    at_utc: int
    at_once: Amount | None = None
    planned: Amount | None = None
    planned_day: Amount | None = None
    expected_day: Amount | None = None
    min_interval_h: int | None = None
    usual_h: int | None = None
    last_utc: int | None = None
    last: Amount | None = None
    last_entry: str = ""
    daily_opioid: bool = False
    covers_h: int = 0
    opioid: bool = False
    largest: Amount | None = None
    most_day: Amount | None = None
    most_source: str = "us-labels"
    apart_source: str = "us-labels"
    within_24h: Amount | None = None
    is_past: bool = False
    again: str = ""
