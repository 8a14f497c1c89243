"""`oidtrack remind`: prints a reminder for cron, systemd or a calendar; installs nothing."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Annotated

import typer

from oidtrack.cli.params import Json, wants_json
from oidtrack.cli.session import Session
from oidtrack.cli.words.when import parse_time
from oidtrack.errors import BadInput
from oidtrack.render.page.machine import document
from oidtrack.render.page.parts import Words

SCHEMA = "oidtrack/remind/1"
WORDS = "A minute for today?"
"""What others may see on a screen: it names no medicine and no plan."""

_HOW = {
    "cron": "Nothing was installed. Add the line with: crontab -e",
    "systemd": "Nothing was installed. Save both files, then: systemctl --user enable --now oidtrack-remind.timer",
    "ics": "Nothing was installed. Save it as a file (oidtrack remind --at 21:00 --ics > remind.ics) and open that"
    " in your calendar. The same time again is the same event.",
}


def run(
    ctx: typer.Context,
    at: Annotated[str, typer.Option("--at", metavar="TIME", help="Time of day, by the wall clock.")] = "21:00",
    cron: Annotated[bool, typer.Option("--cron", help="A line for cron (the default).")] = False,
    systemd: Annotated[bool, typer.Option("--systemd", help="A user timer and service for systemd.")] = False,
    ics: Annotated[bool, typer.Option("--ics", help="A daily event for a calendar.")] = False,
    json: Json = False,
) -> None:
    """Print a daily reminder that you can install yourself. Nothing is installed.

    What pops up says only "A minute for today?".

    Examples:
      oidtrack remind --at 21:00
      oidtrack remind --at 8pm --systemd
      oidtrack remind --at 21:00 --ics > remind.ics
    """
    session: Session = ctx.obj
    chosen = [name for name, wanted in (("cron", cron), ("systemd", systemd), ("ics", ics)) if wanted] or ["cron"]
    if len(chosen) > 1:
        raise BadInput(f"--{chosen[0]} and --{chosen[1]} are both given", "choose one of --cron, --systemd, --ics")
    clock = parse_time(at)
    text = {"cron": _cron(clock), "systemd": _units(clock), "ics": _event(clock, session.now)}[chosen[0]]
    if wants_json(session, json):
        session.emit(document(SCHEMA, {"kind": chosen[0], "at": f"{clock:%H:%M}", "text": text}))
        return
    session.emit(text.rstrip("\n"))
    session.tell(Words(_HOW[chosen[0]]))


def _cron(clock: time) -> str:
    bus = 'DBUS_SESSION_BUS_ADDRESS="unix:path=/run/user/$(id -u)/bus"'
    return f'{clock.minute} {clock.hour} * * * {bus} notify-send oidtrack "{WORDS}"\n'


def _units(clock: time) -> str:
    return f"""; ~/.config/systemd/user/oidtrack-remind.timer
[Unit]
Description=Evening entry

[Timer]
OnCalendar=*-*-* {clock:%H:%M}:00
Persistent=true

[Install]
WantedBy=timers.target

; ~/.config/systemd/user/oidtrack-remind.service
[Unit]
Description=Evening entry

[Service]
Type=oneshot
ExecStart=notify-send oidtrack "{WORDS}"
"""


def _event(clock: time, now: datetime) -> str:
    """An event by the wall clock of wherever the person is; its id follows from the time of day."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//oidtrack//remind//EN",
        "BEGIN:VEVENT",
        f"UID:remind-{clock:%H%M}@oidtrack",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART:{now:%Y%m%d}T{clock:%H%M}00",
        "DURATION:PT5M",
        "RRULE:FREQ=DAILY",
        f"SUMMARY:{WORDS}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:PT0M",
        f"DESCRIPTION:{WORDS}",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{line}\r\n" for line in lines)
