"""The changes of a plan as an iCalendar file (RFC 5545): one all-day event for each step, one for the stop.

A calendar is often seen by others: a company, a family, a screen in a meeting. So an event says only that a dose
changes, and nothing of the medicine, unless the whole is asked for. What events are known by says nothing either: it
is made with a random id, without which nobody can try doses until one fits.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.domain.dose import STEERING
from oidtrack.taper.plan import Plan, Status, Step
from oidtrack.taper.tablets import Making, words

EVENING = time(19)
"""When the evening before has its event. ENGINEERING: time is left to lay out the tablets, or to ask somebody."""

OCTETS = 75
"""The longest line without its break (RFC 5545, section 3.1)."""


class _Event(Struct, frozen=True):
    """One change: what it is known by, its day, and what it says of itself to those who may know."""

    key: str
    on: date
    title: str
    doses: str
    evening: bool = False


def plan_ics(
    plan: Plan, before: tuple[Plan, ...], at_utc: int, calendar: str, *, full: bool = False, evening: bool = False
) -> bytes:
    """The calendar of a plan. Importing a later version of it moves the events of this one.

    Args:
        plan: The newest version.
        before: Its earlier versions; what they had planned and this one has not is cancelled.
        at_utc: Now, in seconds since 1970 in UTC.
        calendar: The random id that is kept with the plan.
        full: Whether the events tell the medicine, the doses and the tablets.
        evening: Whether each change has a second event, the evening before.
    """
    now = _events(plan)
    told = [(event, _status(plan, event)) for event in now]
    told += [(event, "CANCELLED") for event in _gone(plan, before, {event.key for event in now})]
    if evening:
        told = [(each, status) for event, status in told for each in (_evening_before(event), event)]
    lines = [
        line
        for change, status in told
        for line in event_lines(uid(calendar, change.key), at_utc, _lines(plan, change, full=full), status)
    ]
    return calendar_file("plan", lines)


def event_lines(known_by: str, at_utc: int, lines: Iterable[str], status: str) -> list[str]:
    """The lines of one event, discreet where the calendar heeds it and no hindrance to other dates.

    Args:
        known_by: From `uid`.
        at_utc: When it was written down, in seconds since 1970 in UTC.
        lines: When it is and what it says.
        status: `CONFIRMED`, `TENTATIVE` or `CANCELLED`.
    """
    stamp = f"DTSTAMP:{instant(at_utc)}"
    shown = ("CLASS:PRIVATE", "TRANSP:TRANSPARENT")
    return ["BEGIN:VEVENT", f"UID:{known_by}", stamp, *lines, f"STATUS:{status}", *shown, "END:VEVENT"]


def calendar_file(what: str, lines: list[str]) -> bytes:
    """A whole file around the lines of its events; `what` names the kind in the mark of the program that made it."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//oidtrack//{what}//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    return b"".join(_folded(line) + b"\r\n" for line in (*head, *lines, "END:VCALENDAR"))


def uid(calendar: str, key: str) -> str:
    """What an event is known by: the same for the same random id and key; it tells neither.

    Without a random id a dose could be found by trying, so an event then has one for this file alone.
    """
    secret = calendar or secrets.token_hex()
    return f"{hmac.digest(secret.encode(), key.encode(), 'sha256').hex()[:32]}@oidtrack"


def instant(at_utc: int) -> str:
    """Seconds since 1970 as a time in UTC (section 3.3.5)."""
    return f"{datetime.fromtimestamp(at_utc, UTC):%Y%m%dT%H%M%SZ}"


def _evening_before(event: _Event) -> _Event:
    return replace(
        event,
        key=f"{event.key}/evening",
        on=event.on - timedelta(days=1),
        title=f"Tomorrow: {event.title}",
        evening=True,
    )


def _events(plan: Plan) -> tuple[_Event, ...]:
    """The changes of one version, each known by its dose, so that it is the same one on whatever day it falls."""
    events, seen = [], dict[str, int]()
    for step in plan.steps:
        key = ",".join(f"{dose.at:%H%M}={dose.amount.thousandths}" for dose in step.doses) + f"/{step.every_days}"
        seen[key] = seen.get(key, 0) + 1
        amounts = ", ".join(f"{dose.at:%H:%M} {dose.amount}" for dose in step.doses)
        often = ", every other day" if step.every_days > 1 else ""
        title = f"{plan.medicine}, step {step.n}: {amounts}{often}"
        events.append(_Event(f"{key}/{seen[key]}", step.first, title, _doses(plan, step)))
    if plan.stops_on is not None:
        text = "The first day without. Tolerance is soon lost: an old dose would be dangerous. Keep naloxone at home."
        events.append(_Event("stop", plan.stops_on, f"{plan.medicine}: stop", text))
    return tuple(events)


def _doses(plan: Plan, step: Step) -> str:
    often = " every other day" if step.every_days > 1 else ""
    return "\n".join(
        f"{dose.at:%H:%M}{often}: {dose.amount} = {words(Making(dose.tablets, dose.liquid_ml), plan.release)}"
        for dose in step.doses
    )


def _gone(plan: Plan, before: tuple[Plan, ...], there: set[str]) -> tuple[_Event, ...]:
    """What earlier versions had ahead of them when this one began, and this one has not."""
    if plan.event is None:
        return ()
    ahead = {event.key: event for version in before for event in _events(version) if event.on >= plan.event.on}
    return tuple(event for key, event in ahead.items() if key not in there)


def _status(plan: Plan, event: _Event) -> str:
    if plan.status is Status.ENDED:
        return "CANCELLED" if _waits(plan, event) else "CONFIRMED"
    return "TENTATIVE" if plan.status is Status.DRAFT or _held(plan, event) else "CONFIRMED"


def _waits(plan: Plan, event: _Event) -> bool:
    """Whether the change lies after the day from which this version holds."""
    on = event.on + timedelta(days=1) if event.evening else event.on
    return plan.event is not None and on > plan.event.on


def _held(plan: Plan, event: _Event) -> bool:
    return plan.status is Status.HELD and _waits(plan, event)


def _lines(plan: Plan, event: _Event, *, full: bool) -> list[str]:
    """When an event is and what it says; the day after is its end, as an all-day event has it.

    The evening is one by the clock on the wall, wherever that is.
    """
    at = datetime.combine(event.on, EVENING)
    when = [f"DTSTART:{at:%Y%m%dT%H%M%S}", f"DTEND:{at + timedelta(minutes=15):%Y%m%dT%H%M%S}"]
    if not event.evening:
        ends = event.on + timedelta(days=1)
        when = [f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}", f"DTEND;VALUE=DATE:{ends:%Y%m%d}"]
    return [
        f"SEQUENCE:{plan.version}",
        *when,
        f"SUMMARY:{text_value(_summary(plan, event, full=full))}",
        *([f"DESCRIPTION:{text_value(_description(plan, event))}"] if full else []),
    ]


def _summary(plan: Plan, event: _Event, *, full: bool) -> str:
    draft = "DRAFT: " if plan.status is Status.DRAFT else ""
    earliest = " (at the earliest)" if _held(plan, event) else ""
    discreet = "Tomorrow: dose change, see your plan" if event.evening else "Dose change: see your plan"
    return f"{draft}{event.title if full else discreet}{earliest}"


def _description(plan: Plan, event: _Event) -> str:
    lines = [event.doses]
    if plan.status is Status.DRAFT:
        lines.append("A draft. Nobody has agreed to it yet: show it to your prescriber first.")
    if plan.agreed_with:
        lines.append(f"Agreed with {plan.agreed_with}.")
    if _held(plan, event):
        reason = f" ({plan.event.reason})" if plan.event is not None and plan.event.reason else ""
        lines.append(f"On hold{reason}: this comes at the earliest on this day, and not before you resume the plan.")
    return "\n".join(lines)


def text_value(value: str) -> str:
    """A TEXT value (section 3.3.11): escaped, without signs that steer what is shown."""
    lines = "\n".join(value.splitlines())
    safe = re.sub(STEERING, " ", lines)
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        safe = safe.replace(plain, escaped)
    return safe


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 octets, no sign broken; each further piece begins with a blank."""
    pieces, piece = [], b""
    for sign in line:
        octets = sign.encode()
        if len(piece) + len(octets) > OCTETS:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece])
