"""What a person says about a medicine, before it is known what it comes to."""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction

from msgspec import Struct

from oidtrack.domain.medicine import Release, Role


class Said(Struct, frozen=True):
    """What a person said about a medicine. None and () mean "take the packaged fact".

    Attributes:
        name: As typed: `oxycodone`, `morphine er`, `fentanyl patch`.
        doses: One for all times, or one for each, in mg (patch: mcg/h).
        once: Whether "once a day" was said of that one.
        rate: Whether amounts were said in mcg/h, or in mg; None where without a unit.
        times: Times of day, in any order.
        strengths: Strengths at hand.
        halves: Those of them that may be halved.
        liquid: Concentration of a liquid in mg a millilitre.
        liquid_step: Smallest volume that is measured, mL.
        since: First day of taking the medicine at all, or None where unknown.
        as_typed: Whether a name that looks like a slip of another is meant.
        most: Most within 24 hours, in mg.
        apart_h: Fewest hours between doses.
    """

    name: str
    release: Release | None = None
    role: Role | None = None
    doses: tuple[Fraction, ...] = ()
    once: bool = False
    rate: bool | None = None
    times: tuple[time, ...] = ()
    strengths: tuple[Fraction, ...] = ()
    halves: tuple[Fraction, ...] = ()
    liquid: Fraction | None = None
    liquid_step: Fraction | None = None
    since: date | None = None
    as_typed: bool = False
    most: Fraction | None = None
    apart_h: int | None = None
