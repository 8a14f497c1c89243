"""The exact search: which daily doses, and which day at each.

The aim is the least sum of (pace steps - 1)² over the cuts, ties by fewer
steps, fewer different strengths, fewer tablets, the more even day, and last by
what is dropped first. It works in two moves:

1. From the end upwards, what it costs at least to get from each day to the end.
   Only the daily amounts cost anything; the day decides which lower days can
   still be reached without a rise.
2. From today downwards, only along cuts that keep to that least cost, the way
   that asks least of the person.

From any day there is another at most one smallest dose lower: the largest dose
goes to the next one below it, or the last smallest dose is dropped. So a plan
always exists, and a cut above the cap can only be needed where the smallest
dose itself is above it. Where all doses are multiples of the finest amount,
every lower daily amount can be reached from every day, and move 1 needs to look
at daily amounts alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from operator import add

from msgspec import Struct

from oidtrack.taper.pace import Pace, distance, is_over
from oidtrack.taper.regimen import Burden, Day, Shape, never_rises

_STEP = 1
_COST = 1 << 16
"""Cost and number of steps in one integer: cost first, and no plan has 65,536 steps."""

Cuts = dict[int, dict[int, int]]
"""From a daily amount, the lower ones it may be cut to, each with its weight."""

Ahead = dict[int, dict[Day, int]]
"""For each daily amount, its days with the least weight from there to the end."""


class Problem(Struct, frozen=True):
    """What is to be solved, in thousandths of the unit.

    Attributes:
        shape: The days that are allowed.
        pace: The pace that each cut should come close to.
        end: Daily amount of the last step that counts: the target, or the smallest dose.
    """

    shape: Shape
    pace: Pace
    end: int

    @property
    def start(self) -> int:
        """Today's daily amount."""
        return sum(self.shape.today)


class _Label(Struct, frozen=True):
    """The way to a day that asks least of the person."""

    burden: Burden
    day: Day
    before: _Label | None


def solve(problem: Problem) -> tuple[Day, ...] | None:
    """The best sequence of days from today's (left out) to the end; None if the end cannot be reached."""
    cuts = _cuts(problem)
    ahead = _ahead_by_amount(problem, cuts) if problem.shape.amount_decides else _ahead_by_day(problem, cuts)
    if problem.shape.today not in ahead.get(problem.start, {}):
        return None
    return _least_burden(problem, cuts, ahead)


def _cuts(problem: Problem) -> Cuts:
    """Every cut between daily amounts that some day may make, with its weight."""
    shape, pace = problem.shape, problem.pace
    levels = [level for level in _levels(problem) if shape.exists(level)]
    cuts: Cuts = {}
    rest = 1 - pace.max_step_percent / 100
    for n, before in enumerate(levels):
        row = cuts[before] = {}
        lowest_by_choice = ceil(before * rest)
        for after in levels[n + 1 :]:
            if after < lowest_by_choice:
                break
            row[after] = _weight(problem, before, after)
        if shape.smallest * 100 > pace.max_step_percent * before:
            lowest = {_next_below(shape, day, levels[n + 1 :]) for day in shape.splits(before)}
            row.update({level: _weight(problem, before, level) for level in lowest if level is not None})
    return cuts


def _levels(problem: Problem) -> range:
    grid = problem.shape.grid
    return range(problem.start, problem.end - grid, -grid)


def _weight(problem: Problem, before: int, after: int) -> int:
    return distance(problem.pace, problem.start, before, after) * _COST + _STEP


def _next_below(shape: Shape, day: Day, levels: Sequence[int]) -> int | None:
    """The highest daily amount that this day can come down to, by however little."""
    for level in levels:
        if any(never_rises(day, lower) for lower in shape.splits(level)):
            return level
    return None


def _ahead_by_amount(problem: Problem, cuts: Cuts) -> Ahead:
    """Least weights where the daily amount alone decides them; only amounts on a best way are kept."""
    least = {problem.end: 0}
    for before in sorted(cuts):
        if before != problem.end:
            least[before] = min(weight + least[after] for after, weight in cuts[before].items())
    on_the_way = {problem.start}
    for before in sorted(cuts, reverse=True):
        if before in on_the_way:
            on_the_way |= {after for after, weight in cuts[before].items() if weight + least[after] == least[before]}
    return {level: dict.fromkeys(problem.shape.splits(level), least[level]) for level in on_the_way}


def _ahead_by_day(problem: Problem, cuts: Cuts) -> Ahead:
    """Least weights where the day decides what can follow."""
    shape = problem.shape
    ahead: Ahead = {problem.end: dict.fromkeys(shape.splits(problem.end), 0)}
    for before in sorted(cuts):
        ways = sorted((weight + min(ahead[a].values()), weight, a) for a, weight in cuts[before].items() if a in ahead)
        found = {day: _least_from(problem, ahead, day, ways) for day in shape.splits(before) if before != problem.end}
        known = {day: weight for day, weight in found.items() if weight is not None}
        if known:
            ahead[before] = known
    return ahead


def _least_from(problem: Problem, ahead: Ahead, day: Day, ways: list[tuple[int, int, int]]) -> int | None:
    """Least weight from one day to the end.

    `ways` are (least it can cost, weight of the cut, lower amount), cheapest
    first, so the first that no later one can beat is the answer.
    """
    found: int | None = None
    for bound, weight, after in ways:
        if found is not None and found <= bound:
            break
        if _may_cut(problem, day, after):
            lowers = [rest for lower, rest in ahead[after].items() if never_rises(day, lower)]
            if lowers and (found is None or weight + min(lowers) < found):
                found = weight + min(lowers)
    return found


def _may_cut(problem: Problem, day: Day, after: int) -> bool:
    """Whether this day may be cut that far: within the cap, or as the smallest cut it can make at all."""
    before, shape = sum(day), problem.shape
    if not is_over(problem.pace, before, after):
        return True
    return _next_below(shape, day, range(before - shape.grid, after - 1, -shape.grid)) == after


def _least_burden(problem: Problem, cuts: Cuts, ahead: Ahead) -> tuple[Day, ...]:
    """Among the chains of least cost, the one that asks least of the person."""
    shape = problem.shape
    reached: dict[int, dict[Day, _Label]] = {problem.start: {shape.today: _Label((0, 0, 0, 0), shape.today, None)}}
    for before in sorted(cuts, reverse=True):
        for after, weight in cuts[before].items():
            for day, label in reached.get(before, {}).items():
                rest = ahead[before][day] - weight
                lowers = [low for low, least in ahead.get(after, {}).items() if least == rest and never_rises(day, low)]
                if lowers and _may_cut(problem, day, after):
                    for lower in lowers:
                        _keep(shape, reached.setdefault(after, {}), lower, label)
    return _chain(min(reached[problem.end].values(), key=lambda label: (label.burden, label.day)))


def _keep(shape: Shape, labels: dict[Day, _Label], day: Day, label: _Label) -> None:
    one, two, three, four = map(add, label.burden, shape.burden(day))
    known = labels.get(day)
    if known is None or (one, two, three, four) < known.burden:
        labels[day] = _Label((one, two, three, four), day, label)


def _chain(last: _Label) -> tuple[Day, ...]:
    """The days that led to a label, today's left out."""
    days: list[Day] = []
    label = last
    while label.before is not None:
        days.append(label.day)
        label = label.before
    return tuple(reversed(days))
