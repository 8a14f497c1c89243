"""The exact search: which daily doses, and which day at each.

The aim is the least sum of (pace steps - 1)² over the cuts, ties by fewer
steps, fewer different strengths, fewer tablets, the more even day, and last by
what is dropped first. It works in three moves:

1. Over daily amounts alone, the least cost from each amount to the end. Every
   real plan costs at least that much, because a plan also has to find a day
   that rises at no time.
2. Over days, but only along cuts that can still be part of a plan within the
   cost allowed; every such plan is looked at, so the best is exact.
3. If no day-by-day chain exists at that cost, the allowance grows and move 2 is
   done again; a chain found is then re-searched at its own cost.

From any day there is another at most one finest amount lower: the largest dose
goes to the next one below it, or the last finest dose is dropped. So a plan
always exists, and a cut above the cap can only be needed where the finest
amount itself is above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import add

from oidtrack.taper.pace import Pace, distance, is_over
from oidtrack.taper.regimen import Burden, Day, Shape, never_rises

_STEP = 1
_COST = 1 << 16
"""Cost and number of steps in one integer: cost first, and no plan has 65,536 steps."""
_SLACK = 10**27 * _COST


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be solved, in thousandths of the unit.

    Attributes:
        shape: The days that are allowed.
        pace: The pace that each cut should come close to.
        end: Daily amount of the last step that counts: the target, or the finest amount.
    """

    shape: Shape
    pace: Pace
    end: int

    @property
    def start(self) -> int:
        """Today's daily amount."""
        return sum(self.shape.today)


@dataclass(frozen=True, slots=True)
class _Label:
    """The best way found to reach a day."""

    cost: int
    burden: Burden
    day: Day
    before: _Label | None


_Labels = dict[Day, _Label]


def solve(problem: Problem) -> tuple[Day, ...] | None:
    """The best sequence of days from today's (left out) to the end; None if the end cannot be reached."""
    if problem.end == problem.start:
        return ()
    cuts = _cuts(problem)
    ahead = _least(cuts, problem.end)
    if problem.start not in ahead:
        return None
    allowance, slack = ahead[problem.start], _SLACK
    dearest = sum(max(row.values()) for row in cuts.values() if row)
    while True:
        found = _search(problem, cuts, ahead, allowance)
        if found is not None:
            return _chain(found)
        if allowance > dearest:
            return None
        allowance, slack = ahead[problem.start] + slack, slack * 4


def _cuts(problem: Problem) -> dict[int, dict[int, int]]:
    """Every cut between daily amounts that some day may make, with its weight."""
    shape, pace = problem.shape, problem.pace
    levels = [level for level in _levels(problem) if _exists(shape, level)]
    cuts: dict[int, dict[int, int]] = {}
    for n, before in enumerate(levels):
        row = cuts[before] = {}
        for after in levels[n + 1 :]:
            if is_over(pace, before, after):
                break
            row[after] = _weight(problem, before, after)
        if shape.finest * 100 > pace.max_step_percent * before:
            lowest = {_next_below(shape, day, levels[n + 1 :]) for day in shape.splits(before)}
            row.update({level: _weight(problem, before, level) for level in lowest if level is not None})
    return cuts


def _levels(problem: Problem) -> range:
    grid = problem.shape.grid
    return range(problem.start, problem.end - 1, -grid)


def _exists(shape: Shape, level: int) -> bool:
    """Whether some day has this sum. On an even grid every multiple has one."""
    return shape.finest == shape.grid or bool(shape.splits(level))


def _weight(problem: Problem, before: int, after: int) -> int:
    return distance(problem.pace, problem.start, before, after) * _COST + _STEP


def _next_below(shape: Shape, day: Day, levels: Sequence[int]) -> int | None:
    """The highest daily amount that this day can come down to, by however little."""
    for level in levels:
        if any(never_rises(day, lower) for lower in shape.splits(level)):
            return level
    return None


def _least(cuts: dict[int, dict[int, int]], end: int) -> dict[int, int]:
    """Least weight from each daily amount to the end, over daily amounts alone."""
    least = {end: 0}
    for before in sorted(cuts):
        ways = [weight + least[after] for after, weight in cuts[before].items() if after in least]
        if ways:
            least[before] = min(ways)
    return least


def _search(problem: Problem, cuts: dict[int, dict[int, int]], ahead: dict[int, int], allowance: int) -> _Label | None:
    """The end of the best chain of days whose cost is at most `allowance`, or None."""
    today = problem.shape.today
    reached: dict[int, _Labels] = {problem.start: {today: _Label(0, (0, 0, 0, 0), today, None)}}
    for before in sorted(cuts, reverse=True):
        for after, weight in cuts[before].items():
            if before in reached and after in ahead:
                _extend(problem, reached, (before, after, weight), allowance - ahead[after] - weight)
    return min(
        reached.get(problem.end, {}).values(), key=lambda label: (label.cost, label.burden, label.day), default=None
    )


def _extend(problem: Problem, reached: dict[int, _Labels], cut: tuple[int, int, int], room: int) -> None:
    """Carry every label at the cut's upper amount over to the days of the lower one."""
    before, after, weight = cut
    shape = problem.shape
    coarse = is_over(problem.pace, before, after)
    between = range(before - shape.grid, after - 1, -shape.grid)
    for day, label in reached[before].items():
        if label.cost > room or (coarse and _next_below(shape, day, between) != after):
            continue
        for lower in shape.splits(after):
            if never_rises(day, lower):
                _keep(shape, reached.setdefault(after, {}), lower, label, weight)


def _keep(shape: Shape, labels: _Labels, day: Day, label: _Label, weight: int) -> None:
    cost = label.cost + weight
    one, two, three, four = map(add, label.burden, shape.burden(day))
    burden = (one, two, three, four)
    known = labels.get(day)
    if known is None or (cost, burden, label.day) < (
        known.cost,
        known.burden,
        known.before.day if known.before else (),
    ):
        labels[day] = _Label(cost, burden, day, label)


def _chain(last: _Label) -> tuple[Day, ...]:
    """The days that led to a label, today's left out."""
    days: list[Day] = []
    label = last
    while label.before is not None:
        days.append(label.day)
        label = label.before
    return tuple(reversed(days))
