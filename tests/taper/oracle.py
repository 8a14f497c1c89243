"""An exhaustive search over days, written apart from the program, for small cases.

It follows the words of the laws and nothing else: every day that keeps the laws
is a node, every allowed cut an edge, and the least cost comes from looking at
all of them. Binary floats are fine here: it only has to agree to nine digits.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise, product
from math import gcd, log
from operator import le

from oidtrack.domain.medicine import Release
from oidtrack.taper.drafting import Request
from oidtrack.taper.pace import Basis

Day = tuple[int, ...]


def makeable(request: Request, limit: int) -> set[int]:
    pieces = {s.amount.thousandths for s in request.makings.strengths}
    pieces |= {s.amount.thousandths // 2 for s in request.makings.strengths if s.may_halve}
    made, grid = {0}, gcd(*pieces) or 1
    for amount in range(grid, limit + 1, grid):  # between them is no sum of pieces
        if any(amount - piece in made for piece in pieces if piece <= amount):
            made.add(amount)
    return made - {0}


def first_to_go(request: Request) -> list[int]:
    """Which times of day are dropped first: as was asked, then midday, morning, evening."""
    last = len(request.doses) - 1

    def rank(n: int) -> int:
        part = "evening" if n == last else "morning" if n == 0 else "midday"
        words = [*request.drop_first, "midday", "morning", "evening"]
        return min(words.index(word) for word in (part, f"{request.doses[n].at:%H:%M}") if word in words)

    return sorted(range(last + 1), key=rank)


def with_liquid(request: Request, tablets: set[int], limit: int) -> tuple[set[int], int]:
    """The amounts that a plan is made of, and how far apart two of them may lie at the finest."""
    liquid = request.makings.liquid
    if liquid is None:
        return tablets, min(tablets)
    mark = int(liquid.step)
    today = [d.amount.thousandths for d in request.doses]
    least = min([sum(today) / 100, *today, *sorted(tablets)[:1]])
    useful = {n for n in range(mark, limit + 1, mark) if n >= least}
    return tablets | useful, min({mark} | tablets)


def least(request: Request) -> tuple[float, int]:  # noqa: C901 - one search, read from top to bottom
    """Least sum of (pace steps - 1)², and the fewest steps among the plans that have it."""
    today = tuple(d.amount.thousandths for d in request.doses)
    made, finest = with_liquid(request, makeable(request, max(today)), max(today))
    amounts = sorted(made)
    smallest = amounts[0]
    spread = max(2 * finest, max(today) - min(today))
    order = first_to_go(request)
    end = request.target.thousandths or smallest
    pace = request.pace

    def valid(day: Day) -> bool:
        kept = min(len(day), sum(day) // smallest)
        if smallest > finest and kept < len(day) and sum(day) % smallest:
            return False  # times go once each of them has the smallest dose
        if any((amount == 0) != (i in order[: len(day) - kept]) for i, amount in enumerate(day)):
            return False
        doses = [a for a in day if a]
        return bool(doses) and max(doses) - min(doses) <= spread

    days = [day for day in product(*[[0, *(a for a in amounts if a <= t)] for t in today]) if valid(day)]

    @cache
    def lower(day: Day) -> tuple[Day, ...]:
        return tuple(d for d in days if d != day and all(map(le, d, day)))

    def cost(before: int, after: int) -> float:
        share = float(pace.percent) / 100
        if pace.basis is Basis.CURRENT or before <= pace.current_below * sum(today):
            steps = log(before / after) / -log(1 - share)
        else:
            steps = (before - after) / (share * sum(today))
        return (steps - 1) ** 2

    @cache
    def best(day: Day) -> tuple[float, int]:
        if sum(day) == end:
            return 0.0, 0
        now, below = sum(day), lower(day)
        sums = {sum(d) for d in below}
        highest = max(sums, default=0)
        most = pace.max_step_percent * now
        within = {n for n in sums if n >= end and ((now - n) * 100 <= most or n == highest)}
        costs = {n: cost(now, n) for n in within}
        ways = []
        for d in below:
            if sum(d) in within:
                rest, count = best(d)
                ways.append((rest + costs[sum(d)], count + 1))
        if not ways:
            return float("inf"), 0
        low = min(c for c, _ in ways)
        return low, min(n for c, n in ways if c <= low + 1e-9)

    return best(today)


def cost_of(request: Request, daily: list[int]) -> float:
    """The same cost of a finished plan's daily amounts, today's first."""
    total, start = 0.0, daily[0]
    for before, after in pairwise(daily):
        share = float(request.pace.percent) / 100
        if request.pace.basis is Basis.CURRENT or before <= request.pace.current_below * start:
            steps = log(before / after) / -log(1 - share)
        else:
            steps = (before - after) / (share * start)
        total += (steps - 1) ** 2
    return total


def counted(request: Request, daily: list[int]) -> list[int]:
    """The daily amounts of the cuts that count: without the every-other-day step, and without a stay."""
    if len(daily) == 2 and daily[0] == daily[1]:
        return daily[:1]
    return daily[:-1] if request.release is Release.IR and not request.target.thousandths else daily
