"""The page of dates and times: the grammar in words, and a table that the program's own grammar has read."""

from __future__ import annotations

from datetime import datetime

from oidtrack.cli.session import Session
from oidtrack.cli.words.when import DAYS, parse_when, say_when
from oidtrack.errors import BadInput

NOW = Session(now=datetime.fromisoformat("2026-11-23T21:00:00-05:00"), clock_is_set=True)

HEAD = """# Dates and times

What you may type wherever oidtrack asks for a day or a time. Nothing else is read, and nothing is guessed:
a wrong word is an error with examples, and what was understood is said back with its weekday, day and time.

- A moment: `now`, or so long ago in minutes or hours: `2h ago`, `-2h`, `90 minutes ago`.
- A day: `today`, `yesterday`, a weekday (`fri`, `friday`, `last friday`), so long ago in days, weeks, months or
  years (`3 days ago`, `-3d`), or `2026-11-22`. Where something is planned also `tomorrow`.
- A time: `8am`, `8:30 pm`, `20:15`, `noon`, `midnight`. A number alone is no time: it might be morning or evening.
- A list of times (`--at` of a medicine or a plan): `8:00,14:00,22:00`, `8am 2pm 10pm`. There a whole number alone is
  an hour, since no day stands beside it: `8,14,22` or `8 14 22`, from 0 to 24.
- A day and a time together, in either order: `yesterday 9pm`, `9pm yesterday`, `2026-11-22 08:30`.
- An ISO time with its offset, which is kept: `2026-11-22T08:30-05:00`.
- What oidtrack itself says: `Sun 22 Nov 2026, 21:00`.

A weekday or a time alone is the latest one that has passed where you write down what happened, and the next one
where you plan. A weekday's own name on that day is the one a week away. A day alone keeps the time of day it is now.

Until the day ends (04:00) `today` and `yesterday` alone go by the evening before. A time that the clocks skip in
spring is refused; of an hour that comes twice in autumn the first is meant.
"""

_AGO = (
    *("now", "1 minute ago", "30min ago", "45 mins ago", "90 minutes ago", "-15min", "-90 minutes"),
    *("1h ago", "1 hour ago", "2h ago", "2 hours ago", "-2h", "-26h", "36 hours ago"),
    *("1 day ago", "2 days ago", "3 days ago", "3d ago", "-1d", "-3d", "-10 days", "100 days ago"),
    *("1w ago", "1 week ago", "2 weeks ago", "-2w", "-6 weeks"),
    *("1 month ago", "3 months ago", "-1month", "-9 months", "1 year ago", "2y ago", "-1y", "-5 years"),
)
_TIMES = (
    *("0:00", "8:00", "8:05", "08:05", "12:30", "20:15", "21:00", "21:01", "23:59", "6:45:30"),
    *("12am", "1am", "8am", "8 am", "11:59am", "12pm", "1pm", "8:30pm", "8:30 pm", "9PM", "11pm", "noon", "midnight"),
)
_DAYS = ("today", "yesterday", "Yesterday", *(day[:3] for day in DAYS), *DAYS, *(f"last {day}" for day in DAYS))
_ISO = (
    *("2026-11-23", "2026-11-22", "2024-02-29", "2020-01-01", "1999-12-31"),
    *("2026-11-22 08:30", "2026-11-22 8:30", "2026-11-22T08:30", "2026-11-22 8am", "2026-11-22 noon"),
    *("2026-11-22T08:30:15", "2026-11-22 08:30Z", "2026-11-22T08:30-05:00", "2026-11-22 08:30+05:30"),
    *("Sun 22 Nov 2026", "Sun 22 Nov 2026, 21:00", "sun 1 nov 2026 8:00"),
)
_TOGETHER = (
    *(
        f"{day} {clock}"
        for day in ("today", "yesterday", "fri", "last monday", "3 days ago", "-2d", "2 weeks ago", "2026-10-05")
        for clock in ("8am", "10:05", "13:45", "7:30 pm", "midnight", "noon")
    ),
    *("9pm yesterday", "8:15 friday", "noon last tue", "7 am 3 days ago", "20:15 2026-11-20", "yesterday, 9pm"),
)
_REFUSED = (
    *("8", "10", "0830", "2026", "may", "22 nov", "22.11.2026", "1/2/2026", "11/22", "03/04/05", "20261122"),
    *("last night", "this morning", "next friday", "in 2 days", "tonight", "a week ago", "tomorrow", "soon"),
    *("2026-02-30", "2026-13-01", "2025-02-29", "25:00", "8:60", "0am", "13pm", "8.30", "8h30", "24:00"),
    *("3 ago", "-3", "3m ago", "-3d ago", "--3d", "+3d", "99999 years ago", "yesterday today", "8am 9am"),
    *("Mon 22 Nov 2026", "2026-11-22 08:30+25:00", "2026-W47-7", "٣ days ago", "yesterday at 9pm", "today 11pm"),
)
READ = (*_AGO, *_TIMES, *_DAYS, *_ISO, *_TOGETHER)


def dates() -> str:
    """The page: the grammar, what each of many inputs means, what is refused."""
    logged = [f"| `{words}` | {_meaning(words, future=False)} | {_meaning(words, future=True)} |" for words in READ]
    refused = [f"| `{words}` | {_meaning(words, future=False)} |" for words in _REFUSED]
    asked = f"It is {say_when(NOW.now)}, five hours behind UTC."
    read = [
        "",
        "## What is read",
        "",
        asked,
        "",
        "| typed | written down for | planned for |",
        "|---|---|---|",
        *logged,
    ]
    no = ["", "## What is refused", "", "| typed | where something is written down |", "|---|---|", *refused, ""]
    return HEAD + "\n".join([*read, *no])


def _meaning(words: str, *, future: bool) -> str:
    try:
        at = parse_when(words, NOW, future=future).at
    except BadInput:
        return "refused"
    if not future and at > NOW.now:
        return "refused"
    offset = at.strftime(" %z") if at.utcoffset() != NOW.now.utcoffset() else ""
    return say_when(at) + offset
