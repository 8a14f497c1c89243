"""The limits file: paces by time on opioids, ceilings, and thresholds, each with its source."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

from msgspec import Struct

from oidtrack.clinical.loader import Table, citations, cited, read, review_dates
from oidtrack.domain.medicine import Cited
from oidtrack.taper.pace import Basis, PaceRule, SpeedLimits

SPEED = (
    "max_weekly_percent",
    "max_step_percent",
    "min_days_between",
    "slower_phq9",
    "slower_age",
    "mme_thresholds",
    "acetaminophen_mg",
)
MOST_PERCENT = 25


class Limits(Struct, frozen=True):
    """All that the limits file says.

    Attributes:
        speed: Paces and ceilings.
        mme_thresholds: Two amounts in MME a day: where to look closer, and the older line.
        acetaminophen_mg: Two amounts in mg a day from all products: caution above, urgent above.
        cited: Where each number stands, by its key or by the id of a pace rule.
        reviewed: Day of the last check against the sources.
        review_by: Day by which the next is due.
    """

    speed: SpeedLimits
    mme_thresholds: tuple[int, int]
    acetaminophen_mg: tuple[int, int]
    cited: tuple[tuple[str, Cited], ...]
    reviewed: date
    review_by: date


def load_limits(path: Path) -> Limits:
    """Read the limits file.

    Raises:
        FactsBroken: The file does not keep its schema; the message names the key.
    """
    table = read(path)
    reviewed, review_by = review_dates(table)
    found = citations(table, SPEED)
    where = dict(found)
    rules = tuple(_rule(entry) for entry in table.tables("rules"))
    speed = SpeedLimits(
        rules=tuple(rule for rule, _ in rules),
        max_weekly_percent=_percent(table, "max_weekly_percent"),
        max_step_percent=_percent(table, "max_step_percent"),
        min_days_between=_positive(table, "min_days_between"),
        slower_phq9=_positive(table, "slower_phq9"),
        slower_age=_positive(table, "slower_age"),
        weekly_source=where["max_weekly_percent"].source,
        step_source=where["max_step_percent"].source,
    )
    made = Limits(
        speed=speed,
        mme_thresholds=_pair(table, "mme_thresholds"),
        acetaminophen_mg=_pair(table, "acetaminophen_mg"),
        cited=(*found, *((rule.id, place) for rule, place in rules)),
        reviewed=reviewed,
        review_by=review_by,
    )
    table.finish()
    _check_rules(table, speed)
    return made


def _rule(table: Table) -> tuple[PaceRule, Cited]:
    where = cited(table)
    made = PaceRule(
        id=table.text("id"),
        from_days=table.whole("from_days"),
        percent=_percent(table, "percent"),
        slower_percent=_percent(table, "slower_percent"),
        every_days=_positive(table, "every_days"),
        fastest_every_days=_positive(table, "fastest_every_days"),
        basis=table.kind("basis", Basis),
        current_below=table.number("current_below"),
        source=where.source,
        locator=where.locator,
        words=table.text("words"),
    )
    table.finish()
    if made.slower_percent > made.percent:
        raise table.broken("slower_percent", "is more than percent")
    if made.fastest_every_days > made.every_days:
        raise table.broken("fastest_every_days", "is more than every_days")
    if made.current_below >= 1:
        raise table.broken("current_below", "is a share of the start, under 1")
    return made, where


def _percent(table: Table, key: str) -> Fraction:
    """A share in percent, above 0 and at most 25."""
    value = table.number(key)
    if not 0 < value <= MOST_PERCENT:
        raise table.broken(key, f"is not above 0 and at most {MOST_PERCENT}")
    return value


def _positive(table: Table, key: str) -> int:
    value = table.whole(key)
    if value < 1:
        raise table.broken(key, "is not 1 or more")
    return value


def _pair(table: Table, key: str) -> tuple[int, int]:
    """Two whole numbers, the first above 0 and the second above the first."""
    values = table.wholes(key)
    if len(values) != len(("first", "second")) or not 0 < values[0] < values[1]:
        raise table.broken(key, "is not two ascending numbers above 0")
    return values[0], values[1]


def _check_rules(table: Table, speed: SpeedLimits) -> None:
    """The rules begin at day 0 and ascend, so that each day has exactly one; none is quicker than the ceilings."""
    days = [rule.from_days for rule in speed.rules]
    if not days or days[0] != 0 or days != sorted(set(days)):
        raise table.broken("rules", "need from_days that begin at 0 and ascend")
    if len({rule.id for rule in speed.rules}) < len(days):
        raise table.broken("rules", "need ids of their own")
    if any(rule.fastest_every_days < speed.min_days_between for rule in speed.rules):
        raise table.broken("rules", "go below min_days_between")
    if any(rule.percent * 7 > speed.max_weekly_percent * rule.fastest_every_days for rule in speed.rules):
        raise table.broken("rules", "are faster than max_weekly_percent")
