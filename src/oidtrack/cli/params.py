"""Options that several commands share, and how their words are read."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

import typer

from oidtrack.cli.session import Session
from oidtrack.domain.dose import parse_number, printable
from oidtrack.errors import BadInput

Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]

_ID_LENGTH = 12
_MOST = 10**9
_LONGEST_LIMIT = 40
Force = Annotated[bool, typer.Option("--force", help="Replace the file that is there; never a database.")]
Yes = Annotated[bool, typer.Option("--yes", help="Yes to the question that would be asked.")]

# What is said of an entry, the same where it is written down and where it is changed.
MoodOption = Annotated[str | None, typer.Option("-m", "--mood", metavar="0-10", help="10 is best.")]
EnergyOption = Annotated[str | None, typer.Option("--energy", metavar="0-10", help="10 is best.")]
MotivationOption = Annotated[str | None, typer.Option("--motivation", metavar="0-10", help="10 is best.")]
InterestOption = Annotated[str | None, typer.Option("--interest", metavar="0-10", help="10 is best.")]
AnxietyOption = Annotated[str | None, typer.Option("--anxiety", metavar="0-10", help="10 is worst.")]
PainOption = Annotated[str | None, typer.Option("-p", "--pain", metavar="0-10", help="10 is worst.")]
CravingOption = Annotated[str | None, typer.Option("-c", "--craving", metavar="0-10", help="10 is worst.")]
SleepOption = Annotated[str | None, typer.Option("-s", "--sleep", metavar="HOURS", help="7.5, 7h30 or 7:30.")]
NoteOption = Annotated[str | None, typer.Option("-n", "--note", metavar="TEXT", help="A note; - reads stdin.")]
StarOption = Annotated[bool, typer.Option("--star", help="Mark it.")]
WhenOption = Annotated[str | None, typer.Option("--at", metavar="WHEN", help="yesterday 9pm, 2h ago, 8:30.")]


def wants_json(session: Session, here: bool) -> bool:
    """Whether JSON was asked for, before the command or after it."""
    return session.json or here


def numbers(text: str, what: str) -> tuple[Fraction, ...]:
    """Read `5,10,15`: numbers above 0, separated by commas.

    Raises:
        BadInput: An empty place, no number, or a number that is not above 0.
    """
    found = []
    for word in text.split(","):
        value = parse_number(word.strip().removesuffix("mg").strip()) if word.strip() else Fraction(0)
        if value <= 0:
            raise BadInput(f"'{word.strip()}' in {what} is not above 0", f"for example {what} 5,10,20")
        found.append(value)
    return tuple(found)


def parse_id(text: str, letter: str) -> int:
    """Read an id such as `p3`: the letter and a number.

    Raises:
        BadInput: Anything else.
    """
    word = text.strip().lower()
    if not (word.startswith(letter) and word[1:].isdecimal() and len(word) <= _ID_LENGTH):
        raise BadInput(f"'{printable(text)}' is no id", f"ids look like {letter}3")
    return int(word[1:])


def read_limit(word: str) -> int:
    """Read how many entries are wanted at most: 1 or more.

    Raises:
        BadInput: Anything else.
    """
    if not (word.isdecimal() and len(word) <= _LONGEST_LIMIT and int(word) > 0):
        raise BadInput(f"-n is a number from 1 on, not '{printable(word)}'", "for example -n 20")
    return min(int(word), _MOST)
