"""A fall of mood that is there now: since when, how deep, and whether it looks like withdrawal or like depression."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction

from msgspec import Struct

from oidtrack.insight.baseline import Usual
from oidtrack.insight.series import Series

RECENT_DAYS = 7
"""The mean of so many days is what is looked at now. ENGINEERING."""
LEAST_ANSWERS = 3
"""Fewest answers among them. ENGINEERING."""
DEEP = Fraction(2)
"""Points below the own usual middle that make a fall. ENGINEERING."""
LOW_DAY = Fraction(3, 2)
"""A day this far below belongs to the fall: it began with the first of them. More than people swing by from day to day,
so that the first day does not wander back through an ordinary week. ENGINEERING."""
ONSET_DAYS = 5
"""A fall that began on days 0 to 5 after a cut began with the cut. ENGINEERING."""
PASSES_DAYS = 14
"""What withdrawal brings passes within two weeks; what outlasts them asks for a closer look. ENGINEERING."""
SYMPTOMS_RISE = Fraction(2)
"""Rated symptoms this far above the own usual are withdrawal. A change of 2 to 4 points matters (ShortOWS)."""


class Cause(Enum):
    """What a fall looks like. It is never a diagnosis."""

    WITHDRAWAL = "withdrawal"
    DEPRESSION = "depression"


class Fall(Struct, frozen=True):
    """Mood lies well below its usual now.

    Attributes:
        began: First low day of it.
        depth: Points of the last days' mean below the usual middle.
        n: Answers behind that mean.
        cause: What it looks like.
    """

    began: date
    depth: Fraction
    n: int
    cause: Cause


class Around(Struct, frozen=True):
    """What decides what a fall looks like.

    Attributes:
        cuts: First days of smaller doses, the stop among them, in rising order.
        symptoms: Rated withdrawal symptoms, or None where there is no series.
        usual_symptoms: What is usual of them, 0 where not known.
    """

    cuts: Sequence[date] = ()
    symptoms: Series | None = None
    usual_symptoms: Fraction = Fraction(0)


def fall(mood: Series, usual: Usual, around: Around, today: date) -> Fall | None:
    """The fall that is there on `today`, or None.

    Args:
        mood: The series of mood.
        usual: The own usual range.
        around: Cuts and symptoms.
        today: The local day; the last `RECENT_DAYS` days up to it are looked at.
    """
    recent = mood.between(today - timedelta(days=RECENT_DAYS - 1), today + timedelta(days=1))
    if len(recent) < LEAST_ANSWERS:
        return None
    depth = usual.median - sum(recent, Fraction(0)) / len(recent)
    if depth < DEEP:
        return None
    began = _began(mood, usual, today)
    return Fall(began, depth, len(recent), cause(began, around, today))


def cause(began: date, around: Around, today: date) -> Cause:
    """What a fall that began on a day looks like on another.

    Withdrawal: it began within days of a cut, comes with symptoms, and is no older than two weeks. Anything else,
    a fall on a steady dose, one that outlasts two weeks, one that comes back after the end, may be depression.
    """
    with_cut = any(0 <= (began - cut).days <= ONSET_DAYS for cut in around.cuts)
    if not with_cut or (today - began).days > PASSES_DAYS or around.symptoms is None:
        return Cause.DEPRESSION
    rated = around.symptoms.between(began - timedelta(days=ONSET_DAYS), today + timedelta(days=1))
    strong = any(value - around.usual_symptoms >= SYMPTOMS_RISE for value in rated)
    return Cause.WITHDRAWAL if strong else Cause.DEPRESSION


def _began(mood: Series, usual: Usual, today: date) -> date:
    """The first of the low days that end today, days without an answer passed over.

    So is one better day right before a low one; two end it. ENGINEERING.
    """
    began = today
    for day, value in reversed(mood.known()):
        if day > today:
            continue
        if usual.median - value < LOW_DAY and day < began - timedelta(days=1):
            break
        if usual.median - value >= LOW_DAY:
            began = day
    return began
