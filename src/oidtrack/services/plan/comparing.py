"""The paces that are allowed without anybody's agreement, each as a plan of its own. Nothing is kept."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from msgspec.structs import replace

from oidtrack.errors import Refused
from oidtrack.rules.reading import article_for
from oidtrack.services.medicines.prescribing import Described
from oidtrack.services.plan.background import Background
from oidtrack.services.plan.planning import Ask, propose
from oidtrack.taper.pace import Basis, Pace
from oidtrack.taper.plan import Plan
from oidtrack.taper.speed import Chosen, Wish

WISHES = (
    Wish(),
    Wish(percent=Fraction(5), every_days=28, basis=Basis.CURRENT, chosen=Chosen.OFFERED),
    Wish(percent=Fraction(10), every_days=28, basis=Basis.CURRENT, chosen=Chosen.OFFERED),
    Wish(every_days=56, chosen=Chosen.OFFERED),
    Wish(basis=Basis.START, chosen=Chosen.OFFERED),
)
"""The default first; then what people most often ask about. ENGINEERING."""


def compare(described: Described, ask: Ask, known: Background, today: date) -> tuple[Plan, ...]:
    """The plans at each allowed pace, the default first, no pace twice.

    Args:
        described: The medicine.
        ask: Start, target and order; its wish and its stop date are not looked at.
        known: What decides the default pace.
        today: The day.

    Raises:
        BadInput: As `propose`.
        Refused: No pace is allowed at all.
    """
    plans: dict[tuple[Fraction, int, Basis, Fraction], Plan] = {}
    for wish in WISHES:
        proposal = propose(described, replace(ask, wish=wish, stop_by=None), known, today)
        if proposal.plan is None and proposal.refusal is not None:
            raise Refused(proposal.refusal.text, "please talk to your prescriber", article_for(proposal.refusal.code))
        if proposal.refusal is None and proposal.plan is not None:
            plans.setdefault(_key(proposal.plan.pace), proposal.plan)
    return tuple(plans.values())


def _key(pace: Pace) -> tuple[Fraction, int, Basis, Fraction]:
    return pace.percent, pace.every_days, pace.basis, pace.current_below
