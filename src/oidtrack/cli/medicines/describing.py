"""Options that describe a medicine, shared by `med` and `plan new`, and how their words are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import partial
from typing import Annotated

import typer

from oidtrack.cli.options import Option, given
from oidtrack.cli.session import Session
from oidtrack.cli.words.clock import parse_times
from oidtrack.cli.words.when import parse_past_day
from oidtrack.domain.dose import parse_number, printable
from oidtrack.domain.medicine import Release, Role
from oidtrack.errors import BadInput
from oidtrack.services.medicines.each_time import EachTime, one_unit, read_amounts, read_each_time
from oidtrack.services.medicines.said import Said

NameWords = Annotated[list[str], typer.Argument(metavar="NAME", help="A name or an id such as m1.")]
RELEASE = Option("release", "Immediate, extended, patch.", "ir|er|patch")
SINCE = Option("since", "First day of taking opioids of this kind.", "DATE")
ROLE = Option("role", "opioid, antidepressant, benzodiazepine, pain, other.", "ROLE")
AMOUNTS = (
    Option("dose", "One for all times, or one each: 30,20,30.", "MG"),
    Option("at", "Times of day: 8:00,14:00,22:00 or 8,14,22.", "TIMES"),
    Option("strengths", "Strengths at hand: 5,10,20.", "MG"),
    Option("halves", "Scored tablets that may be halved: 5,10.", "MG"),
    Option("liquid", "A liquid at hand: 1 for 1 mg/mL.", "MG/ML"),
    Option("liquid_step", "Smallest volume you measure.", "ML"),
)
LIMITS = (
    Option("most", "When needed: most in 24 hours: 400/day.", "MG/day"),
    Option("apart", "Fewest hours between doses: 4h.", "HOURS"),
)
DESCRIBING = (RELEASE, *AMOUNTS, SINCE)
"""What describes an opioid that a plan is for, in place of one of the journal."""

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


def read_said(session: Session, name: str, words: Mapping[str, str | None]) -> Said:
    """What the options say about a medicine.

    Args:
        session: For dates.
        name: The medicine as typed.
        words: Option name to its text; None, empty or not here for one that was not given.

    Raises:
        BadInput: A word that cannot be read.
    """
    said = words.get
    each = given(read_each_time, said("dose")) or EachTime()
    strengths, halves = (
        given(partial(read_amounts, hint=f"for example --{name} 5,10,20"), said(name)) or EachTime()
        for name in ("strengths", "halves")
    )
    times = given(parse_times, said("at")) or ()
    return Said(
        name=name,
        release=given(_release, said("release")),
        role=given(_role, said("role")),
        doses=each.amounts,
        once=each.times_a_day == 1,
        rate=one_unit(each, strengths, halves),
        times=each.at(times) if times else (),
        strengths=strengths.amounts,
        halves=halves.amounts,
        liquid=given(partial(_one, what="--liquid"), said("liquid")),
        liquid_step=given(partial(_one, what="--liquid-step"), said("liquid_step")),
        since=given(partial(parse_past_day, session=session, what=_SINCE), said("since")),
        most=given(_most, said("most")),
        apart_h=given(_apart, said("apart")),
    )


def _release(text: str) -> Release:
    """A release from its word."""
    word = text.strip().lower()
    if word not in _RELEASES:
        raise BadInput(f"'{text}' is no release", "use ir, er or patch")
    return _RELEASES[word]


def _role(text: str) -> Role:
    """A role from its word."""
    try:
        return Role(text.strip().lower())
    except ValueError:
        raise BadInput(f"'{text}' is no role", f"use {', '.join(role.value for role in Role)}") from None


def _most(text: str) -> Fraction:
    """The most in 24 hours, in mg: `400/day`, `400mg a day`, `400`."""
    match = re.fullmatch(_MOST, " ".join(text.lower().split()))
    value = parse_number(match[1]) if match else Fraction(0)
    if value <= 0:
        raise BadInput(f"'{printable(text)}' is no most in a day", "for example --most 400/day")
    return value


def _apart(text: str) -> int:
    """Whole hours between doses: `4h`, `4 hours`, `4`."""
    match = re.fullmatch(_APART, " ".join(text.lower().split()))
    hours = int(match[1]) if match else 0
    if not 0 < hours <= MOST_APART_H:
        raise BadInput(f"'{printable(text)}' is no whole number of hours from 1 to {MOST_APART_H}", "for example 4h")
    return hours


def _one(text: str, what: str) -> Fraction:
    value = parse_number(text.lower().removesuffix("mg/ml").removesuffix("ml").strip())
    if value <= 0:
        raise BadInput(f"{what} of {text} is not above 0", f"for example {what} 1")
    return value
