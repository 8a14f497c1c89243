"""Which doses can be made exactly, and of which tablets.

A dose is made of whole tablets, of halves where the tablet may be halved, or
else measured as a liquid. Among the ways to make one dose: fewest halves, then
fewest pieces, then fewest different strengths, then the larger strengths.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from math import gcd

from msgspec import Struct

from oidtrack.domain.dose import plain, with_article
from oidtrack.domain.medicine import Makings, Release, Strength, amount_of
from oidtrack.errors import listed
from oidtrack.taper.plan import Tablets

HALF = Fraction(1, 2)
LEAST_SHARE = Fraction(1, 100)
"""Share of the starting daily dose under which a dose of a liquid is of no use in a plan. ENGINEERING."""
_HALF_WORD = "½"
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


class Making(Struct, frozen=True):
    """One way to make one dose: tablets, or millilitres of the liquid."""

    tablets: tuple[Tablets, ...] = ()
    liquid_ml: Fraction | None = None

    @property
    def count(self) -> Fraction:
        """Tablets in all; 0 for a liquid."""
        return sum((t.count for t in self.tablets), Fraction(0))

    @property
    def strengths(self) -> frozenset[int]:
        """The different strengths used, in thousandths of the unit."""
        return frozenset(t.strength.thousandths for t in self.tablets)


class _Best(Struct, frozen=True):
    """The best way found so far to make an amount: pairs of a strength and how many halves of it.

    Its rank is halves, pieces, different strengths, and the strengths, larger ones first: the smaller the better.
    """

    picks: tuple[tuple[int, int], ...] = ()
    rank: tuple[int, int, int, tuple[int, ...]] = (0, 0, 0, ())

    def rank_with(self, strength: int, halves: int) -> tuple[int, int, int, tuple[int, ...]]:
        """The rank with so many halves of one more strength."""
        odd, pieces, different, strengths = self.rank
        return odd + halves % 2, pieces + (halves + 1) // 2, different + 1, (*strengths, -strength)


def reachable(makings: Makings, release: Release, limit: int) -> dict[int, Making]:
    """Every amount that can be made exactly, with the best way to make it.

    Args:
        makings: Strengths and liquid at hand.
        release: Decides the kind of amount; halves of anything but IR are refused by `Makings` users before.
        limit: Largest amount wanted, in thousandths of the unit (micrograms, nanograms an hour).

    Returns:
        Ascending amounts above 0, in thousandths of the unit.
    """
    return dict(_reachable(makings, release, limit))


@lru_cache(maxsize=32)
def _reachable(makings: Makings, release: Release, limit: int) -> dict[int, Making]:
    """What `reachable` hands out copies of: a plan and its laws ask for the same amounts again and again."""
    made = {
        amount: Making(tuple(Tablets(amount_of(release, s), Fraction(halves, 2)) for s, halves in best.picks))
        for amount, best in _of_tablets(makings.strengths, limit).items()
        if amount
    }
    if makings.liquid is not None:
        step = int(makings.liquid.step)
        for amount in range(step, limit + 1, step):
            if amount not in made:
                made[amount] = Making(liquid_ml=Fraction(amount) / makings.liquid.ug_per_ml)
    return dict(sorted(made.items()))


def planned(makings: Makings, release: Release, origin: Sequence[int], limit: int) -> dict[int, Making]:
    """The amounts that a plan is made of: `reachable` without doses of the liquid too small to be of use.

    Args:
        makings: Strengths and liquid at hand.
        release: As for `reachable`.
        origin: The doses that the taper began with, in thousandths of the unit; at least one.
        limit: Largest amount wanted.
    """
    least = least_liquid(makings, origin)
    return {
        amount: making
        for amount, making in reachable(makings, release, limit).items()
        if making.liquid_ml is None or amount >= least
    }


def least_liquid(makings: Makings, origin: Sequence[int]) -> int:
    """The smallest dose of the liquid that a plan is made of, in thousandths of the unit; 0 without a liquid.

    One mark of the syringe, and 1 % of the starting daily dose; but never more than the smallest piece of the
    tablets at hand or the smallest dose that the taper began with, rounded up to a whole number of marks. ENGINEERING.
    """
    if makings.liquid is None:
        return 0
    mark = int(makings.liquid.step)
    pieces = [s.amount.thousandths // (2 if s.may_halve else 1) for s in makings.strengths]
    least: Fraction = min([sum(origin) * LEAST_SHARE, *map(Fraction, pieces), *map(Fraction, origin)])
    return max(-(-least // mark), 1) * mark


def _of_tablets(strengths: tuple[Strength, ...], limit: int) -> dict[int, _Best]:
    best = {0: _Best()}
    for strength in sorted(set(strengths), key=lambda s: s.amount.thousandths, reverse=True):
        best = _with(best, strength, limit)
    return best


def _with(best: dict[int, _Best], strength: Strength, limit: int) -> dict[int, _Best]:
    whole = strength.amount.thousandths
    stride = 1 if strength.may_halve else 2
    grown = dict(best)
    for amount, way in best.items():
        for n in range(stride, 2 * (limit - amount) // whole + 1, stride):
            there = amount + whole * n // 2
            rank = way.rank_with(whole, n)
            if there not in grown or rank < grown[there].rank:
                grown[there] = _Best((*way.picks, (whole, n)), rank)
    return grown


def fineness(amounts: dict[int, Making]) -> tuple[int, int]:
    """The smallest amount that can be made, and the grid that all amounts lie on.

    Raises:
        ValueError: Nothing can be made.
    """
    if not amounts:
        raise ValueError("nothing can be made of no strengths")
    return min(amounts), gcd(*amounts)


def words(making: Making, release: Release) -> str:
    """A making in words: `1 × 10 mg + ½ × 5 mg`, `3.5 mL`, `1 patch of 25 mcg/h`."""
    if making.liquid_ml is not None:
        return f"{plain(making.liquid_ml)} mL"
    if release is Release.PATCH:
        return " + ".join(f"{_count(t.count)} × {t.strength} patch" for t in making.tablets)
    return " + ".join(f"{_count(t.count)} × {t.strength}" for t in making.tablets)


def spoken(making: Making, release: Release) -> str:
    """A making said aloud: `one 10 mg tablet and one half of a 5 mg tablet`, `two 25 mcg/h patches`, `3.5 mL`."""
    if making.liquid_ml is not None:
        return f"{plain(making.liquid_ml)} mL of the liquid"
    piece = "patch" if release is Release.PATCH else "tablet"
    return listed(_said(part, piece) for part in making.tablets)


def _said(part: Tablets, piece: str) -> str:
    whole, rest = divmod(part.count, 1)
    half = f"one half of {with_article(f'{part.strength} {piece}')}"
    if not whole:
        return half
    many = piece if whole == 1 else {"patch": "patches", "tablet": "tablets"}[piece]
    if whole < len(_NUMBERS):
        said = f"{_NUMBERS[int(whole)]} {part.strength} {many}"
    else:
        said = f"{whole} {many} of {part.strength}"  # two numbers side by side could be read as one
    return f"{said} and {half}" if rest else said


def _count(count: Fraction) -> str:
    whole, rest = divmod(count, 1)
    if rest == HALF:
        return f"{whole or ''}{_HALF_WORD}"
    return str(whole)


def makings_in_words(makings: Makings) -> str:
    """What doses are made of, in words: `5 mg (halves) and 10 mg tablets`."""
    parts = [f"{s.amount}{' (halves)' if s.may_halve else ''}" for s in makings.strengths]
    if makings.liquid is not None:
        parts.append("the liquid")
    return listed(parts) or "no strengths"


def around(amount: int, others: list[int]) -> list[int]:
    """The nearest below and the nearest above, where there are such."""
    return [*sorted(a for a in others if a < amount)[-1:], *sorted(a for a in others if a > amount)[:1]]
