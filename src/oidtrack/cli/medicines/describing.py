"""Options that describe a medicine, shared by `med` and `plan new`, and how their words are read."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated

import typer

from oidtrack.cli.params import numbers
from oidtrack.cli.session import Session
from oidtrack.cli.words.clock import parse_times
from oidtrack.cli.words.when import parse_past_day
from oidtrack.domain.dose import parse_number, printable
from oidtrack.domain.medicine import Release, Role
from oidtrack.errors import BadInput
from oidtrack.services.medicines.prescribing import Said

NameWords = Annotated[list[str], typer.Argument(metavar="NAME", help="A name or an id such as m1.")]
ReleaseOption = Annotated[str, typer.Option("--release", metavar="ir|er|patch", help="Immediate, extended, patch.")]
DoseOption = Annotated[str, typer.Option("--dose", metavar="MG", help="One for all times, or one each: 30,20,30.")]
AtOption = Annotated[str, typer.Option("--at", metavar="TIMES", help="Times of day: 8:00,14:00,22:00 or 8,14,22.")]
StrengthsOption = Annotated[str, typer.Option("--strengths", metavar="MG", help="Strengths at hand: 5,10,20.")]
HalvesOption = Annotated[str, typer.Option("--halves", metavar="MG", help="Scored tablets that may be halved: 5,10.")]
LiquidOption = Annotated[str, typer.Option("--liquid", metavar="MG/ML", help="A liquid at hand: 1 for 1 mg/mL.")]
LiquidStepOption = Annotated[str, typer.Option("--liquid-step", metavar="ML", help="Smallest volume you measure.")]
SinceOption = Annotated[str, typer.Option("--since", metavar="DATE", help="First day of taking opioids of this kind.")]
MostOption = Annotated[str, typer.Option("--most", metavar="MG/day", help="When needed: most in 24 hours: 400/day.")]
ApartOption = Annotated[str, typer.Option("--apart", metavar="HOURS", help="Fewest hours between doses: 4h.")]
RoleOption = Annotated[
    str, typer.Option("--role", metavar="ROLE", help="opioid, antidepressant, benzodiazepine, pain, other.")
]

_SINCE = "--since is the first day of taking it; what is taken later is added then"
MOST_APART_H = 168
"""Hours of a week; doses when needed are not further apart than that by a rule. ENGINEERING."""

_MOST = r"(\S+?) ?(?:mg)?(?: ?(?:/ ?|a |per |in )(?:day|d|24 ?h|24 hours))?"
_APART = r"([0-9]{1,3}) ?(?:h|hours?)?"
_RELEASES = {
    "ir": Release.IR,
    **dict.fromkeys(("er", "sr", "xr", "cr", "mr", "la", "retard"), Release.ER),
    **dict.fromkeys(("patch", "transdermal"), Release.PATCH),
}


def read_said(session: Session, name: str, words: dict[str, str]) -> Said:
    """What the options say about a medicine.

    Args:
        session: For dates.
        name: The medicine as typed.
        words: Option name (without dashes) to its text; empty for an option that was not given.

    Raises:
        BadInput: A word that cannot be read.
    """
    liquid, step = words.get("liquid", ""), words.get("liquid-step", "")
    return Said(
        name=name,
        release=read_release(words.get("release", "")),
        role=read_role(words.get("role", "")),
        doses=_several(words.get("dose", ""), "--dose"),
        times=parse_times(words["at"]) if words.get("at") else (),
        strengths=_several(words.get("strengths", ""), "--strengths"),
        halves=_several(words.get("halves", ""), "--halves"),
        liquid=_one(liquid, "--liquid"),
        liquid_step=_one(step, "--liquid-step"),
        since=parse_past_day(words["since"], session, _SINCE) if words.get("since") else None,
        most=_most(words.get("most", "")),
        apart_h=_apart(words.get("apart", "")),
    )


def read_release(text: str) -> Release | None:
    """A release from its word; None where nothing was said."""
    if not text:
        return None
    word = text.strip().lower()
    if word not in _RELEASES:
        raise BadInput(f"'{text}' is no release", "use ir, er or patch")
    return _RELEASES[word]


def read_role(text: str) -> Role | None:
    """A role from its word; None where nothing was said."""
    if not text:
        return None
    try:
        return Role(text.strip().lower())
    except ValueError:
        raise BadInput(f"'{text}' is no role", f"use {', '.join(role.value for role in Role)}") from None


def _most(text: str) -> Fraction | None:
    """The most in 24 hours, in mg: `400/day`, `400mg a day`, `400`."""
    if not text:
        return None
    match = re.fullmatch(_MOST, " ".join(text.lower().split()))
    value = parse_number(match[1]) if match else Fraction(0)
    if value <= 0:
        raise BadInput(f"'{printable(text)}' is no most in a day", "for example --most 400/day")
    return value


def _apart(text: str) -> int | None:
    """Whole hours between doses: `4h`, `4 hours`, `4`."""
    if not text:
        return None
    match = re.fullmatch(_APART, " ".join(text.lower().split()))
    hours = int(match[1]) if match else 0
    if not 0 < hours <= MOST_APART_H:
        raise BadInput(f"'{printable(text)}' is no whole number of hours from 1 to {MOST_APART_H}", "for example 4h")
    return hours


def _several(text: str, what: str) -> tuple[Fraction, ...]:
    return numbers(text, what) if text else ()


def _one(text: str, what: str) -> Fraction | None:
    if not text:
        return None
    value = parse_number(text.lower().removesuffix("mg/ml").removesuffix("ml").strip())
    if value <= 0:
        raise BadInput(f"{what} of {text} is not above 0", f"for example {what} 1")
    return value
