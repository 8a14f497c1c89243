"""Plans over every packaged product: laws broken, largest cuts, coarse steps, length, time.

For each product that may be planned: its marketed strengths, whole, and for scored tablets also halved; from
one tablet at each time of day up to the largest plausible day, at each usual interval; at the default pace of
a year of use. Run with `make study-plans`; the table stands in docs/studies.md.
"""

from __future__ import annotations

import sys
import time as clock
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from fractions import Fraction

from oidtrack.clinical import catalogue
from oidtrack.domain.medicine import Makings, Product, Release, Role, ScheduledDose, Strength, amount_of
from oidtrack.taper.checks import broken, verdicts
from oidtrack.taper.drafting import Request, draft
from oidtrack.taper.pace import Pace
from oidtrack.taper.plan import Plan
from oidtrack.taper.speed import Person, Wish, choose

START = date(2026, 12, 1)
LEVELS = 24
TIMES = {
    1: (time(8),),
    2: (time(8), time(20)),
    3: (time(8), time(14), time(22)),
    4: (time(8), time(12), time(16), time(22)),
    6: (time(4), time(8), time(12), time(16), time(20), time(23)),
}


@dataclass
class Row:
    """What came of one product."""

    plans: int = 0
    steps: int = 0
    doses: int = 0
    wrong: int = 0
    broken: int = 0
    coarse: int = 0
    largest: Fraction = Fraction(0)
    longest_days: int = 0
    slowest: float = 0.0
    seconds: float = 0.0


def products() -> Iterator[tuple[str, Product]]:
    """Every product that a plan may be made for."""
    for name in catalogue.medicine_names():
        facts = catalogue.medicine(name)
        if facts.plannable and facts.role is Role.OPIOID:
            yield from ((name, product) for product in facts.products)


def requests(name: str, product: Product, pace: Pace) -> Iterator[Request]:
    """Requests from one tablet at each time up to the largest plausible day."""
    limit = catalogue.plausible_daily_max(catalogue.medicine(name), product.release)
    for makings in _makings(product):
        smallest = min((s.amount.thousandths for s in makings.strengths), default=0)
        smallest = smallest or int(makings.liquid.step if makings.liquid else 0)
        for hours in product.interval_h:
            count = 1 if product.release is Release.PATCH else max(24 // hours, 1)
            most = (limit.thousandths if limit else 100 * smallest) // (count * smallest)
            for level in _levels(most):
                amount = amount_of(product.release, smallest * level)
                yield Request(
                    medicine=name,
                    release=product.release,
                    doses=tuple(ScheduledDose(at, amount) for at in TIMES[count]),
                    makings=makings,
                    pace=pace,
                    start=START,
                    target=amount_of(product.release, 0),
                    change_days=max(hours // 24, 1) if product.release is Release.PATCH else 1,
                )


def _makings(product: Product) -> Iterator[Makings]:
    if product.liquids:
        yield from (Makings(liquid=liquid) for liquid in product.liquids)
        return
    delivered = tuple(_delivered(product, amount.thousandths) for amount in product.strengths)
    yield Makings(tuple(Strength(amount_of(product.release, a)) for a in delivered))
    halves = {amount.thousandths for amount in product.halves}
    if halves:
        yield Makings(tuple(Strength(amount_of(product.release, a), a in halves) for a in delivered))


def _delivered(product: Product, thousandths: int) -> int:
    return 12_500 if product.release is Release.PATCH and thousandths == 12_000 else thousandths


def _levels(most: int) -> list[int]:
    return sorted({max(1, most * n // LEVELS) for n in range(1, LEVELS + 1)} | {1, 2, 3}) if most > 0 else [1]


def measure(row: Row, request: Request) -> None:
    """Draft one plan and add what came of it."""
    began = clock.perf_counter()
    plan = draft(request)
    took = clock.perf_counter() - began
    row.plans += 1
    row.steps += len(plan.steps)
    row.seconds += took
    row.slowest = max(row.slowest, took)
    row.broken += len(broken(verdicts(plan)))
    row.coarse += sum(step.coarse and step.every_days == 1 for step in plan.steps)
    row.longest_days = max(row.longest_days, sum(step.days for step in plan.steps))
    row.largest = max([row.largest, *(s.cut_percent for s in plan.steps if not s.coarse)])
    _count_rows(row, plan)


def _count_rows(row: Row, plan: Plan) -> None:
    for dose in [dose for step in plan.steps for dose in step.doses]:
        made = sum((t.count * t.strength.thousandths for t in dose.tablets), Fraction(0))
        if dose.liquid_ml is not None and plan.makings.liquid is not None:
            made = dose.liquid_ml * plan.makings.liquid.ug_per_ml
        row.doses += 1
        row.wrong += made != dose.amount.thousandths


def main() -> int:
    """Print the table; exit 1 where a law is broken or a row does not add up."""
    pace = choose(Wish(), Person(days_on=400), catalogue.speed_limits())
    assert isinstance(pace, Pace)
    print(
        "| product | plans | laws broken | doses | wrong | largest cut by choice | coarse steps | longest | slowest s |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    total = Row()
    for name, product in products():
        row = Row()
        for request in requests(name, product, pace):
            measure(row, request)
        print(
            f"| {product.id} | {row.plans} | {row.broken} | {row.doses} | {row.wrong} | {float(row.largest):.1f} % "
            f"| {row.coarse} | {row.longest_days // 7} weeks | {row.slowest:.2f} |",
            flush=True,
        )
        for attribute in ("plans", "broken", "doses", "wrong", "seconds"):
            setattr(total, attribute, getattr(total, attribute) + getattr(row, attribute))
    print(
        f"\n{total.plans} plans, {total.broken} laws broken, {total.doses} doses of which {total.wrong} wrong,", end=" "
    )
    print(f"{total.seconds:.0f} s in all.")
    return 1 if total.broken or total.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
