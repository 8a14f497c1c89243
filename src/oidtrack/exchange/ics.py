"""The changes of a plan as an iCalendar file (RFC 5545): one all-day event for each step, one for the stop.

A calendar is often seen by others: a company, a family, a screen in a meeting. So an event says only that a dose
changes, and nothing of the medicine, unless the whole is asked for.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from oidtrack.domain.dose import STEERING
from oidtrack.taper.plan import Plan, Status, Step
from oidtrack.taper.tablets import Making, words

OCTETS = 75
"""The longest line without its break (RFC 5545, section 3.1)."""


@dataclass(frozen=True, slots=True)
class _Event:
    """One change: what it is known by, its day, and what it says of itself to those who may know."""

    key: str
    on: date
    title: str
    doses: str


def plan_ics(plan: Plan, before: tuple[Plan, ...], at_utc: int, *, full: bool = False) -> bytes:
    """The calendar of a plan. Importing a later version of it moves the events of this one.

    Args:
        plan: The newest version.
        before: Its earlier versions; what they had planned and this one has not is cancelled.
        at_utc: Now, in seconds since 1970 in UTC.
        full: Whether the events tell the medicine, the doses and the tablets.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//oidtrack//plan//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    stamp = f"DTSTAMP:{datetime.fromtimestamp(at_utc, UTC):%Y%m%dT%H%M%SZ}"
    now = _events(plan)
    for event in now:
        lines += _lines(plan, event, stamp, _status(plan, event), full=full)
    for event in _gone(plan, before, {event.key for event in now}):
        lines += _lines(plan, event, stamp, "CANCELLED", full=full)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) + b"\r\n" for line in lines)


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
    """Whether it lies after the day from which this version holds."""
    return plan.event is not None and event.on > plan.event.on


def _held(plan: Plan, event: _Event) -> bool:
    return plan.status is Status.HELD and _waits(plan, event)


def _lines(plan: Plan, event: _Event, stamp: str, status: str, *, full: bool) -> list[str]:
    """One event; the day after is its end, as an all-day event has it."""
    return [
        "BEGIN:VEVENT",
        f"UID:{_uid(plan, event)}",
        stamp,
        f"SEQUENCE:{plan.version}",
        f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(_summary(plan, event, full=full))}",
        *([f"DESCRIPTION:{_text(_description(plan, event))}"] if full else []),
        f"STATUS:{status}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _uid(plan: Plan, event: _Event) -> str:
    """The same for the same dose of the same plan; it names neither."""
    whole = f"{plan.name}|{plan.medicine}|{plan.release.value}|{event.key}"
    return f"{hashlib.sha256(whole.encode()).hexdigest()[:32]}@oidtrack"


def _summary(plan: Plan, event: _Event, *, full: bool) -> str:
    draft = "DRAFT: " if plan.status is Status.DRAFT else ""
    earliest = " (at the earliest)" if _held(plan, event) else ""
    return f"{draft}{event.title if full else 'Dose change: see your plan'}{earliest}"


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


def _text(value: str) -> str:
    """A TEXT value (section 3.3.11): escaped, without signs that steer what is shown."""
    lines = "\n".join(value.splitlines())
    safe = STEERING.sub(" ", lines)
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
