"""Everything that reads what people and other programs wrote, fed with what nobody would write.

Usage: python studies/fuzz.py [INPUTS] [SEED]. A million inputs take about ten minutes on two cores. Ends with 1 where a
reader did anything but read or say what is wrong.

Each input is something good with pieces taken out, put in, doubled, swapped or cut off; some are nothing but pieces.
The last reader is the command line itself, in this process, with a journal of its own.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shlex
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from random import Random
from unittest.mock import patch

from watched import watched

from oidtrack.cli.files.file_words import file_clock, read_words
from oidtrack.cli.main import run
from oidtrack.cli.session import Session
from oidtrack.cli.table import TABLE
from oidtrack.cli.words import reading as said
from oidtrack.cli.words import when
from oidtrack.cli.words.clock import parse_times
from oidtrack.domain.dose import parse_number
from oidtrack.domain.journal import Entry, Kind, Moment, Mood
from oidtrack.domain.medicine import Release
from oidtrack.errors import OidtrackError
from oidtrack.exchange.elsewhere import apple_health
from oidtrack.exchange.entry_form import form_of, form_text, read_form
from oidtrack.exchange.mapping import read_map
from oidtrack.exchange.text_file import decoded
from oidtrack.services.doses.words import read_dose
from oidtrack.services.files.exporting import Format
from oidtrack.services.files.reading import Source, read, recognise
from oidtrack.services.plan.entering import read_table

NOW = "2026-11-23T21:00:00-05:00"
SLOW_S = 5.0
"""Seconds that no input may take, on a machine that has other things to do."""
CLI_EVERY = 40
"""One input in so many is a whole command line: it costs as much as all the others together."""

SESSION = Session(datetime.fromisoformat(NOW), clock_is_set=True)
SOURCE = Source(file_clock(SESSION), read_words, said.read_skip, moods={"super": 90})

PIECES = (
    *" \t\n\r,;:.-+=/\\'\"#|[]{}()<>%$&*?!~^`@_0123456789aEnTxX½¼×١²－é漢🙂ßİ\0\x07\x7f\u202e\u200d\ufeff\ud800",
    *(
        "e\u0301",
        "\x1b[31m",
        "nan",
        "inf",
        "-0",
        "1e400",
        "1e-400",
        "0x1f",
        "1_000",
        "null",
        "true",
        "--",
        "-m",
        "--at",
        "--json",
    ),
    *(
        "--db",
        "24:00",
        "23:60",
        "+26:00",
        "Z",
        "2026-02-30",
        "0000-00-00",
        "9999-12-31",
        "1969-12-31",
        "yesterday",
        "noon",
    ),
    *("oxycodone", "10mg", "mcg/h", "1/0", "2x", "[[", "]]", "%n%s", "../.."),
    *("3 days ago", "last friday", "½ tablet", "as needed", '"""', "=cmd|' /C calc'!A0", "\r\n", "sep=;", ""),
    *("9" * 400, "{" * 50, "[" * 5000),
)
"""What is put in: single signs, and words that some reader takes for more than they are."""

WORDS: dict[str, tuple[str, ...]] = {
    "when": ("yesterday 9pm", "2026-11-22 20:30", "3 days ago 8:00", "fri 22:15", "2026-11-22T20:30:00+02:00", "8:00"),
    "day": ("2026-11-22", "yesterday", "last monday", "3d ago", "22 Nov 2026"),
    "span": ("90d", "6w", "12m", "1y"),
    "time": ("8:00", "8am", "20:30", "noon", "8.30 pm"),
    "times": ("8:00,14:00,22:00", "8,14,22", "8am 8pm"),
    "number": ("7.5", "1/2", "2½", "10"),
    "dose": (
        "oxycodone 10mg at 8:00",
        "2 x 5mg oxycodone",
        "fentanyl 25 mcg/h",
        "half a tablet of 10mg",
        "oxy 1 tablet",
    ),
    "rating": ("7", "6.5", "10"),
    "sleep": ("7h30", "7:30", "7.5"),
    "symptom": ("sweating=2", "chills"),
    "treatment": ("walk 30min", "massage"),
    "skip": ("oxycodone 14:00: slept through it",),
    "map": ("Datum=date:%d.%m.%Y", "feeling=mood", "scale:Pain=pain"),
}
READ_WORDS: dict[str, Callable[[str], object]] = {
    "when": lambda text: when.parse_when(text, SESSION),
    "day": lambda text: when.parse_day(text, SESSION, future=True),
    "span": when.parse_span,
    "time": when.parse_time,
    "times": parse_times,
    "number": parse_number,
    "dose": lambda text: (
        read_dose(text),
        said.read_dose(text, when.parse_when("8:00", SESSION), SESSION, dated=False),
    ),
    "rating": said.read_rating,
    "sleep": said.read_sleep,
    "symptom": said.read_symptom,
    "treatment": said.read_treatment,
    "skip": said.read_skip,
    "map": lambda text: read_map([text], ("mood", "pain", "date", "at", "note")),
}

FORM = form_of(
    Entry(Kind.MOOD, Moment(1_795_485_600, -300, datetime.fromisoformat(NOW).date()), Mood((("mood", 50),)), "a note")
)
TABLES: dict[str, str] = {
    "csv": 'at,mood,sleep,sign,dose,note,check,answers\n2026-11-22 20:30,5,7h30,tearful;flat,oxycodone 10mg,"a, b",,\n'
    "2026-11-21,6,,,,,phq2,1 2\n",
    "jsonl": '{"schema":"oidtrack/export/1","kind":"journal","version":"0.1.0"}\n'
    '{"kind":"mood","id":"e1","at":"2026-11-22T20:30:00-05:00","day":"2026-11-22","mood":5,"signs":["flat"],'
    '"symptoms":[{"name":"sweating","severity":2}]}\n'
    '{"kind":"dose","id":"e2","at":"2026-11-22T08:00:00-05:00","day":"2026-11-22","medicine":"oxycodone","amount_mg":"10",'
    '"state":"taken","slot":"08:00"}\n',
    "daylio": "full_date,date,weekday,time,mood,activities,note_title,note\n"
    '2026-11-22,November 22,Sunday,9:00 PM,good,"walk | work","","a note"\n',
    "jrnl": json.dumps({"tags": {}, "entries": [{"title": "a", "body": "b", "date": "2026-11-22", "time": "20:30",
                                                  "tags": ["@x"], "starred": True}]}),
    "dayone": json.dumps({"entries": [{"text": "a", "creationDate": "2026-11-22T20:30:00Z", "timeZone": "Europe/Berlin",
                                       "tags": ["x"]}]}),
    "medtimer": "Reminded;Name;Amount;Taken;Tags;Interval;Notes;Reminded (ISO 8601);Taken (ISO 8601)\n"
    "11/20/26 8:00;oxycodone;10mg;11/20/26 8:02;work;0:00;late;2026-11-20T13:00:00Z;2026-11-20T13:02:00Z\n",
    "health": '<HealthData><Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="Watch"'
    ' value="HKCategoryValueSleepAnalysisAsleepCore" startDate="2026-11-21 23:00:00 -0500"'
    ' endDate="2026-11-22 06:30:00 -0500"/></HealthData>',
    "form": form_text("e1", FORM),
    "plan": "date,8:00,20:00,every\n2026-12-01,10,5,1\n2027-01-01,5,5,1\n2027-03-01,0,0,1\n",
    "bytes": "at,mood\n2026-11-22,5\n źle 漢字",
}  # fmt: skip


def file_read(kind: Format, text: str) -> object:
    """A file of a format: told from others, then read."""
    return recognise(text), read(text, kind, SOURCE)


def bytes_read(text: str) -> str:
    """Text as bytes of one encoding or another, and back."""
    if len(text) % 3:
        return decoded(text.encode("utf-16", "surrogatepass"), "x")
    return decoded(text.encode("cp1250", "ignore"), "x")


READ_TABLES: dict[str, Callable[[str], object]] = {
    **{kind.value: partial(file_read, kind) for kind in Format if kind is not Format.HEALTH},
    "health": lambda text: apple_health.read(io.BytesIO(text.encode("utf-8", "surrogatepass"))),
    "form": lambda text: read_form(text, FORM),
    "plan": lambda text: read_table(text, Release.IR),
    "bytes": bytes_read,
}
LINES = tuple(
    tuple(shlex.split(line))
    for line in """\
log --mood 5 --sleep 7h30 --dose "oxycodone 10mg at 8:00" --note "a walk"
log --at "yesterday 9pm" --symptom sweating=2 --sign flat --tag x
list --since 90d --kind mood
search walk
edit e1 --mood 6
show e1
delete e1 --yes
undo 1
redo
med add oxycodone --dose 30 --at 8:00,20:00 --strengths 5,10
med refill oxycodone --strength 10mg=56
mme --on 2026-11-22
plan new --medicine oxycodone
plan check
plan show p1
check phq9 --answers 1,1,1,1,1,1,1,1,0
profile --country DE --age 50
warnings --json
report --since 30d
appointment add --at "2026-12-07 10:00" --ask "Which first?"
treatments --since 90d
config day-ends-at 03:30
crisis
doctor
export""".splitlines()
)
FORBIDDEN = frozenset({"--db", "demo", "restore", "encrypt", "decrypt", "rekey"})
"""What would lead out of the folder of the study, or takes seconds by itself."""


@dataclass(slots=True)
class Found:
    """What a share of the inputs showed."""

    inputs: dict[str, int] = field(default_factory=dict)
    read: dict[str, int] = field(default_factory=dict)
    slowest_s: dict[str, float] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(self, other: Found) -> None:
        """Take another share over."""
        for name, count in other.inputs.items():
            self.inputs[name] = self.inputs.get(name, 0) + count
            self.read[name] = self.read.get(name, 0) + other.read.get(name, 0)
            self.slowest_s[name] = max(self.slowest_s.get(name, 0.0), other.slowest_s[name])
        self.faults += other.faults


def main() -> int:
    """Feed them, and print what became of it."""
    inputs = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    shares = 40
    found = Found()
    with Pool() as pool:
        jobs = [(seed * 1000 + n, inputs // shares) for n in range(shares)]
        for one in watched(pool.imap_unordered(share, jobs), shares, "Feeding"):
            found.add(one)
    print("| reader | inputs | read | slowest, ms |")
    print("|---|---|---|---|")
    for name, count in found.inputs.items():
        print(f"| {name} | {count:,} | {found.read[name]:,} | {1000 * found.slowest_s[name]:.0f} |")
    print(f"{sum(found.inputs.values()):,} inputs, {len(found.faults)} faults")
    for line in found.faults[:20]:
        print(line)
    return int(bool(found.faults))


def share(what: tuple[int, int]) -> Found:
    """So many inputs from one seed."""
    seed, inputs = what
    chance, found = Random(seed), Found()  # noqa: S311 - a study
    readers = {**READ_WORDS, **READ_TABLES}
    goods = {**WORDS, **{name: (text,) for name, text in TABLES.items()}}
    names = list(readers)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(inputs):
            if number % CLI_EVERY == 0:
                line = mixed(chance)
                judged(found, "command line", repr(line), partial(called, line, Path(folder)))
                continue
            # words are short and quick, files long and slow
            name = chance.choice(names if number % 4 == 0 else names[: len(READ_WORDS)])
            text = mutated(chance, chance.choice(goods[name]))
            judged(found, name, repr(text)[:300], partial(readers[name], text))
    return found


def judged(found: Found, name: str, shown: str, reading: Callable[[], object]) -> None:
    """Feed one input: it is read, or refused in words."""
    found.inputs[name] = found.inputs.get(name, 0) + 1
    found.read.setdefault(name, 0)
    begun = time.perf_counter()
    try:
        reading()
        found.read[name] += 1
    except OidtrackError:
        pass
    except Exception as error:  # noqa: BLE001 - what is looked for
        found.faults.append(f"{name}: {type(error).__name__}: {str(error)[:200]}: {shown}")
    took = time.perf_counter() - begun
    found.slowest_s[name] = max(found.slowest_s.get(name, 0.0), took)
    if took > SLOW_S:
        found.faults.append(f"{name}: {took:.1f} s: {shown}")


def mutated(chance: Random, good: str) -> str:
    """Something good, spoiled in one to six places."""
    text = good if chance.random() < 0.95 else "".join(chance.choices(PIECES, k=chance.randrange(12)))
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        at = chance.randrange(len(text) + 1)
        until = min(len(text), at + chance.choice((0, 1, 1, 2, 5, 20)))
        kind = chance.randrange(6)
        if kind == 0:
            text = text[:at] + chance.choice(PIECES) + text[at:]
        elif kind == 1:
            text = text[:at] + chance.choice(PIECES) + text[until:]
        elif kind == 2:
            text = text[:at] + text[until:]
        elif kind == 3:
            text = text[:at] + text[at:until] * chance.choice((2, 3, 50)) + text[until:]
        elif kind == 4:
            text = text[until:] + text[:at]
        else:
            text = text[:at]
    return text


def mixed(chance: Random) -> tuple[str, ...]:
    """A command line with words spoiled, doubled, left out or taken from another."""
    words = list(chance.choice(LINES))
    for _ in range(chance.choice((1, 1, 2, 3))):
        at = chance.randrange(len(words) + 1)
        kind = chance.randrange(5)
        if kind == 0 and at < len(words):
            words[at] = mutated(chance, words[at])
        elif kind == 1:
            words.insert(at, chance.choice(chance.choice(LINES)))
        elif kind == 2 and at < len(words):
            del words[at]
        elif kind == 3:
            words.insert(at, chance.choice(PIECES))
        else:
            words.insert(at, chance.choice(list(TABLE)))
    return tuple(word.replace("\0", "") for word in words if word not in FORBIDDEN and "/" not in word)


def called(words: tuple[str, ...], folder: Path) -> None:
    """Run a command line in the folder.

    Raises:
        AssertionError: It ended as no command may end.
    """
    env = {"OIDTRACK_DB": str(folder / "journal.db"), "OIDTRACK_NOW": NOW, "HOME": str(folder)}
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="surrogateescape") for _ in range(2))
    there = Path.cwd()
    os.chdir(folder)
    try:
        with (
            patch.dict(os.environ, env),
            patch("sys.stdin", io.TextIOWrapper(io.BytesIO(b""), encoding="utf-8")),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            code = run(list(words))
    finally:
        os.chdir(there)
    err.seek(0)
    text = err.read()
    assert code in range(6), code
    assert "something inside" not in text, text[-300:]


if __name__ == "__main__":
    sys.exit(main())
