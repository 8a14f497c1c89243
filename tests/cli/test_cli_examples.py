"""Every example of every command's help, run as it stands there.

What an example names has to be in the journal first: `TWELVE` for all, `BEFORE` for
some, `CODES` names the examples that document another code than 0.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer
from keyring.backend import KeyringBackend

from oidtrack.cli.commands import app
from oidtrack.cli.table import BEFORE_ALL
from running import Oid

pytestmark = pytest.mark.no_cover  # it runs once more what other tests hold, and takes long

EXAMPLE = re.compile(r"^ {2,}(oidtrack(?: .*)?)$", re.MULTILINE)
MEDICINE = "med add oxycodone --dose 30 --strengths 5,10,15,20,30 --at 8:00,14:00,22:00 --since 2023-01-15"
TWELVE = tuple(f'log --mood 5 --note "slept badly on a walk" --star --tag walk --at "{n} days ago"' for n in range(12))
DRAFT = "plan new --start 2026-11-24"
AGREED = (MEDICINE, DRAFT, 'plan agree --with "Dr. NAME"')
LESS = " ".join(f'--dose "oxycodone 25mg at {at}"' for at in ("8:00", "14:00", "22:00"))
BEFORE: dict[str, tuple[str, ...]] = {
    "med add oxycodone": (),
    "med stop": (MEDICINE, "med add ibuprofen --dose 400 --at 8:00 --role pain --since 2026-01-01"),
    "list --since monday": (MEDICINE, 'log --dose "oxycodone 30mg at 14:00"'),
    "plan agree": (MEDICINE, DRAFT, DRAFT),
    "plan show": (MEDICINE, DRAFT, DRAFT),
    "plan check": AGREED,
    "plan hold": AGREED,
    "plan go": AGREED,
    "plan resume": (*AGREED, "plan hold --reason tired"),
    "plan back": AGREED,
    "plan end": AGREED,
    "plan replan": (*AGREED, *(f'log --yes {LESS} --at "{n} days ago"' for n in range(1, 14))),
    "plan history": AGREED,
    'plan supply --on-hand "5mg=20,liquid': (f"{MEDICINE} --liquid 1", *AGREED[1:]),
    'plan supply --until "next': (*AGREED, 'appointment add --at "2026-12-07 10:00"'),
    "plan supply": AGREED,
    "plan export": AGREED,
    "med refill naloxone": (MEDICINE, "med add naloxone"),
    "med stock": (MEDICINE, "med refill oxycodone --strength 10mg=10"),
    "take ibuprofen": (MEDICINE, "med add ibuprofen --apart 6h"),
    "chart mood --since-cut": (
        MEDICINE,
        "med change oxycodone --dose 25 --from 2026-11-16 --yes",
    ),
    "chart phq9": (MEDICINE, "check phq9 --answers 1,1,1,1,1,1,1,1,0"),
    "treatments": (MEDICINE, 'log --treatment "walk 30min"'),
    "import": (MEDICINE, "export journal.jsonl", "export diary.csv", "export --encrypt journal.jsonl.age"),
    "decrypt": (MEDICINE, "encrypt"),
    "rekey": (MEDICINE, "encrypt"),
    "merge": (MEDICINE, "--db 'journal (conflicted copy).db' log --mood 5", "--db old-laptop.db log --mood 4"),
    "backup --verify": (MEDICINE, "backup copy.db"),
    "restore": (MEDICINE, "backup copy.db", "log --mood 3"),
    "redo": (MEDICINE, "undo"),
    "appointment export": ('appointment add --at "2026-12-07 10:00"',),
    "appointment list": ('appointment add --at "2026-12-07 10:00"',),
}
"""What has to be there too, by how the example begins; a medicine where nothing is said."""

AFTER_A_CUT = "2027-01-31T21:00:00-05:00"

CODES = {"start": 2, "plan enter": 2, "log": 2, "check": 2, 'check gad7 --at "yesterday 9pm"': 2,
         "delete e12": 2, "purge e12": 2, "edit e12": 2, "plan export --csv steps.csv": 2,
         "plan export --csv steps.csv --for excel": 2}  # fmt: skip
"""Examples that ask on a terminal, and what they end with where there is nobody."""

DAYLIO = "full_date,date,weekday,time,mood,activities,note_title,note\n2026-11-22,,,08:00,super,,,\n"
HEALTH = """<HealthData><Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="Watch"
 startDate="2026-11-20 23:00:00 -0500" endDate="2026-11-21 06:00:00 -0500"
 value="HKCategoryValueSleepAnalysisAsleepCore"/>
</HealthData>
"""
JRNL = '{"entries": [{"title": "x", "date": "2026-11-22"}, {}]}'
TABLE = "Datum;pain\n22.11.2026;4\n"
KEY = "0123456789abcdef" * 4  # the key itself: from words it is derived anew for each file
STEPS = "date,8:00,14:00,22:00\n2026-12-01,30,25,30\n2026-12-29,25,25,30\n2027-01-26,25,20,30\n"


def examples() -> list[str]:
    """Every line under `Examples:` of every command and subcommand."""
    return list(dict.fromkeys(line for command in _commands(typer.main.get_group(app)) for line in _lines(command)))


def _commands(command: object) -> list[object]:
    names: list[str] = command.list_commands(None) if hasattr(command, "list_commands") else []
    names = [name for name in names if name not in BEFORE_ALL]  # these show their help themselves
    return [command, *(one for name in names for one in _commands(command.get_command(None, name)))]  # type: ignore[attr-defined]


def _lines(command: object) -> list[str]:
    _, _, below = (getattr(command, "help", None) or "").partition("Examples:")
    # two blanks or more begin the explanation beside an example
    return [re.split(r" {2,}", line)[0] for line in EXAMPLE.findall(below)]


class Ring(KeyringBackend):
    """A keyring that forgets."""

    priority = 1

    def set_password(self, *_: str) -> None:
        """Take it."""

    def get_password(self, *_: str) -> None:
        """It is gone."""


@pytest.fixture(autouse=True)
def _passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OIDTRACK_PASSPHRASE_COMMAND", "OIDTRACK_NEW_PASSPHRASE_COMMAND"):
        monkeypatch.setenv(name, f"echo {KEY}")
    monkeypatch.setattr("keyring.core._keyring_backend", Ring())  # type: ignore[no-untyped-call]


FILES = {
    "steps.csv": STEPS,
    "pains.csv": TABLE,
    "daylio_export.csv": DAYLIO,
    "jrnl.json": JRNL,
    "export.xml": HEALTH,
}


def prepare(oid: Oid, *more: str) -> None:
    """What an example needs, in the folder where it runs."""
    for name, text in FILES.items():
        Path(name).write_text(text, encoding="utf-8")
    for words in (*TWELVE, *more):
        before = oid(*shlex.split(words))
        assert before.code == 0, (words, before.err)


@pytest.mark.parametrize("line", examples())
def test_an_example_does_what_it_shows(line: str, oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    Path.home().mkdir()
    monkeypatch.chdir(Path.home())
    # what comes after a pipe or an arrow is the shell's
    said = re.split(r" [|>] ", line.removeprefix("oidtrack").strip())[0]
    oid.once(prepare, *next((words for start, words in BEFORE.items() if said.startswith(start)), (MEDICINE,)))
    result = oid(*shlex.split(said), env={"OIDTRACK_NOW": AFTER_A_CUT} if said.startswith("plan back") else {})
    assert result.code == CODES.get(said, 0), result.err


def test_every_command_has_an_example() -> None:
    bare = [command for command in _commands(typer.main.get_group(app)) if not _lines(command)]
    assert bare == []
