"""What is left at home after doses were taken out of it, and the first dose that it does not cover."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from oidtrack.taper.stock import LIQUID, Coming, pieces
from oidtrack.taper.tablets import HALF


@dataclass(frozen=True, slots=True)
class Kept:
    """How doses are made of what is at home.

    Attributes:
        halved: Strengths in thousandths of the unit whose tablets may be halved.
        ug_per_ml: Concentration of the liquid, or None without one.
    """

    halved: frozenset[int] = frozenset()
    ug_per_ml: Fraction | None = None


class Shelf:
    """Tablets by strength, taken from as doses are taken. Amounts are in thousandths of the unit."""

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self.left: dict[int, Fraction] = {}

    def fetch(self, strength: int, count: Fraction) -> None:
        """So many more are there; `LIQUID` in millilitres."""
        self.left[strength] = self.left.get(strength, Fraction(0)) + count

    def recount(self, strength: int, count: Fraction) -> None:
        """So many are there, whatever was thought before."""
        self.left[strength] = count

    def take(self, amount: int, usual: Iterable[tuple[int, Fraction]] = ()) -> bool:
        """Take a dose out; False where what is there cannot make it exactly, and then nothing is taken.

        Args:
            amount: The dose, above 0.
            usual: Tablets that it is usually made of, as (strength, count); taken where they are there.
        """
        wanted = dict(usual)
        there = bool(wanted) and all(self.left.get(strength, Fraction(0)) >= n for strength, n in wanted.items())
        picks = wanted if there else self._picked(amount)
        if picks is None:
            return False
        for strength, count in picks.items():
            self.left[strength] -= count
        return True

    def _picked(self, amount: int) -> dict[int, Fraction] | None:
        """Tablets that make the amount, the larger ones first; else the liquid."""
        strengths = tuple(sorted((s for s, n in self.left.items() if s != LIQUID and n > 0), reverse=True))
        found = self._of_tablets(Fraction(amount), strengths) if self._can_hold(amount, strengths) else None
        per_ml = self._kept.ug_per_ml
        if found is None and per_ml is not None and self.left.get(LIQUID, Fraction(0)) * per_ml >= amount:
            return {LIQUID: amount / per_ml}
        return found

    def _can_hold(self, amount: int, strengths: tuple[int, ...]) -> bool:
        """Whether a dose can be there at all: enough in all, and on the grid of the pieces. Spares a vain search."""
        pieces = [strength * (1 if strength in self._kept.halved else 2) for strength in strengths]
        enough = sum((self.left[strength] * strength for strength in strengths), Fraction(0)) >= amount
        return enough and bool(pieces) and 2 * amount % gcd(*pieces) == 0

    def _of_tablets(self, amount: Fraction, strengths: tuple[int, ...]) -> dict[int, Fraction] | None:
        if not amount:
            return {}
        if not strengths:
            return None
        strength, rest = strengths[0], strengths[1:]
        piece = HALF if strength in self._kept.halved else Fraction(1)
        most = min(self.left[strength], amount / strength) // piece
        for n in range(most, -1, -1):
            count = n * piece
            found = self._of_tablets(amount - count * strength, rest)
            if found is not None:
                return {**found, strength: count} if count else found
        return None


def first_uncovered(shelf: Shelf, doses: Iterable[Coming]) -> Coming | None:
    """The first dose that cannot be made any more; None where all can.

    Args:
        shelf: What is there now; it is emptied on the way.
        doses: The doses to come, in their order.
    """
    return next((one for one in doses if not shelf.take(one[1].amount.thousandths, pieces((one[1],)).items())), None)
