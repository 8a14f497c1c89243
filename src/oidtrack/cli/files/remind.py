"""`oidtrack remind`: prints a reminder for the system's own clock or a calendar; installs nothing."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, time
from typing import Annotated

import typer

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
    "launchd": "Nothing was installed. Save it as ~/Library/LaunchAgents/oidtrack.remind.plist, then: launchctl"
    " bootstrap gui/$(id -u) ~/Library/LaunchAgents/oidtrack.remind.plist",
    "windows": "Nothing was installed. Save it (oidtrack remind --at 21:00 --windows > remind.xml), then: schtasks"
    " /Create /TN oidtrack-remind /XML remind.xml",
    "ics": "Nothing was installed. Save it as a file (oidtrack remind --at 21:00 --ics > remind.ics) and open that"
    " in your calendar. The same time again is the same event.",
}


def run(
    session: Session,
    at: Annotated[str, typer.Option("--at", metavar="TIME", help="Time of day, by the wall clock.")] = "21:00",
    cron: Annotated[bool, typer.Option("--cron", help="A line for cron (else the default).")] = False,
    systemd: Annotated[bool, typer.Option("--systemd", help="A user timer and service for systemd.")] = False,
    launchd: Annotated[bool, typer.Option("--launchd", help="An agent for launchd (the default on macOS).")] = False,
    windows: Annotated[
        bool, typer.Option("--windows", help="A task for the Task Scheduler (there the default).")
    ] = False,
    ics: Annotated[bool, typer.Option("--ics", help="A daily event for a calendar.")] = False,
) -> None:
    """Print a daily reminder that you can install yourself. Nothing is installed.

    What pops up says only "A minute for today?".

    Examples:
      oidtrack remind --at 21:00
      oidtrack remind --at 8pm --systemd
      oidtrack remind --at 21:00 --launchd
      oidtrack remind --at 21:00 --ics > remind.ics
    """
    asked = {"cron": cron, "systemd": systemd, "launchd": launchd, "windows": windows, "ics": ics}
    chosen = [name for name, wanted in asked.items() if wanted]
    if len(chosen) > 1:
        each = ", ".join(f"--{name}" for name in asked)
        raise BadInput(f"--{chosen[0]} and --{chosen[1]} are both given", f"choose one of {each}")
    kind = chosen[0] if chosen else _USUAL.get(sys.platform, "cron")
    clock = parse_time(at)
    text = _KINDS[kind](clock, session.now)
    if session.json:
        session.emit(document(SCHEMA, {"kind": kind, "at": f"{clock:%H:%M}", "text": text}))
        return
    session.emit(text.rstrip("\n"))
    session.tell(Words(_HOW[kind]))


def _cron(clock: time, _: datetime) -> str:
    bus = 'DBUS_SESSION_BUS_ADDRESS="unix:path=/run/user/$(id -u)/bus"'
    return f'{clock.minute} {clock.hour} * * * {bus} notify-send oidtrack "{WORDS}"\n'


def _units(clock: time, _: datetime) -> str:
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


def _agent(clock: time, _: datetime) -> str:
    """An agent of launchd: macOS runs it at that time, or when the machine wakes."""
    import plistlib

    said = f'display notification "{WORDS}" with title "oidtrack"'
    agent = {
        "Label": "oidtrack.remind",
        "ProgramArguments": ["/usr/bin/osascript", "-e", said],
        "StartCalendarInterval": {"Hour": clock.hour, "Minute": clock.minute},
    }
    return plistlib.dumps(agent, sort_keys=False).decode()


def _task(clock: time, now: datetime) -> str:
    """A task of the Task Scheduler. No encoding is named: PowerShell writes UTF-16 into a file, cmd does not."""
    box = f"[void][System.Windows.Forms.MessageBox]::Show('{WORDS}', 'oidtrack')"
    shows = f"Add-Type -AssemblyName System.Windows.Forms; {box}"
    return f"""<?xml version="1.0"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Evening entry</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>{now:%Y-%m-%d}T{clock:%H:%M}:00</StartBoundary>
      <ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
  </Settings>
  <Actions>
    <Exec>
      <Command>powershell</Command>
      <Arguments>-NoProfile -WindowStyle Hidden -Command "{shows}"</Arguments>
    </Exec>
  </Actions>
</Task>
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


_KINDS = {"cron": _cron, "systemd": _units, "launchd": _agent, "windows": _task, "ics": _event}
_USUAL = {"darwin": "launchd", "win32": "windows"}
"""What is meant where nothing was named, by the system."""
