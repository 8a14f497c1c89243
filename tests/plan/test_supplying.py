"""What to ask for at the pharmacy: from now on, at the dose in force, less what is at home."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from diaries import DAY_ENDS_AT, NOW_UTC, at, day, dose, exact, plan, prescription, write
from oidtrack.domain.dose import Dose
from oidtrack.domain.journal import DoseState, Entry, moment
from oidtrack.domain.medicine import Liquid, Release
from oidtrack.domain.stock import StockKind, StockRow
from oidtrack.errors import BadInput, NothingFound
from oidtrack.services.plan.kept import find
from oidtrack.services.plan.supplying import Supply, Wanted, supply_of
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables.stock import add_stock
from oidtrack.taper.days.stock import LIQUID
from oidtrack.taper.plan import Plan, Status
from oidtrack.taper.steering import hold

FIVE = Fraction(5)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """Twice 20 mg of oxycodone, coming down from day 0 on in tablets of 5 mg."""
    with open_journal(tmp_path / "journal.db") as opened:
        write(opened, prescription(20, 20), plan())
        yield opened


def counted(journal: Journal, n: int, hour: int, count: int) -> None:
    row = StockRow(
        "oxycodone", Release.IR, moment(at(n, hour), DAY_ENDS_AT), StockKind.COUNTED, Dose(5000), Fraction(count)
    )
    with journal.writing("med refill", NOW_UTC) as writer:
        add_stock(writer, row)


def supply(
    journal: Journal,
    now: datetime,
    until: date | None = None,
    until_time: time | None = None,
    on_hand: dict[Fraction, Fraction] | None = None,
    fill_days: int | None = None,
) -> Supply:
    return supply_of(journal, find(journal, None), now, Wanted(until, until_time, on_hand, fill_days), DAY_ENDS_AT)


def needed(found: Supply) -> dict[int, Fraction]:
    return {line.strength: line.needed for line in found.lines}


@pytest.mark.parametrize(
    ("written", "today"),
    [
        ((), 7),
        ((dose(10, 15, 8),), 4),
        ((dose(10, 15, 8), dose(10, 20, 20)), 0),
        ((dose(10, 15, 8, state=DoseState.SKIPPED),), 4),
        ((dose(10, 5, 12, state=DoseState.EXTRA),), 7),
        ((dose(9, 15, 8),), 7),
    ],
)
def test_of_today_the_doses_without_an_answer_count(journal: Journal, written: tuple[Entry, ...], today: int) -> None:
    write(journal, *written)
    assert needed(supply(journal, at(10, 12), day(10))) == ({5000: today} if today else {})
    assert needed(supply(journal, at(10, 12), day(12))) == {5000: today + 2 * 7}


def test_it_counts_from_today_and_not_from_the_start_of_the_step(journal: Journal) -> None:
    found = supply(journal, at(10, 5))
    assert (found.first, found.last) == (day(10), day(27)), "to the end of the step by default"
    assert needed(found) == {5000: 18 * 7}


def test_each_day_counts_at_the_dose_of_that_day(journal: Journal) -> None:
    assert needed(supply(journal, at(-2, 5), day(29))) == {5000: 2 * 8 + 28 * 7 + 2 * 6}
    assert needed(supply(journal, at(54, 5), day(59))) == {5000: 2 * 6 + 2 * 2}, "two doses on every other day"


@pytest.mark.parametrize("n", [27, 28, 29, 200, 2000])
def test_a_hold_that_goes_on_past_the_written_stop_needs_tablets_each_day(journal: Journal, n: int) -> None:
    """The dates of a plan on hold are those of the day it was held; they wait, and so does what is needed."""
    held = hold(plan(), day(20), 7, "")
    write(journal, replace(held, id=1))
    assert held.stops_on is not None
    assert held.stops_on < day(200)

    today, tomorrow = (supply(journal, at(n, 5), day(until)) for until in (n, n + 1))

    assert (today.last, tomorrow.last) == (day(n), day(n + 1))
    assert sum(needed(tomorrow).values()) == 2 * sum(needed(today).values()) > 0


def test_on_hold_the_dose_of_the_hold_counts(journal: Journal) -> None:
    write(journal, replace(hold(plan(), day(20), 28, ""), id=1))
    assert needed(supply(journal, at(26, 5), day(35))) == {5000: 10 * 7}


def test_nothing_after_the_stop(journal: Journal) -> None:
    found = supply(journal, at(80, 5), day(200))
    assert (found.last, needed(found)) == (day(83), {5000: Fraction(2 * 2)})
    assert found.slipped is None
    with pytest.raises(NothingFound, match="nothing more is needed"):
        supply(journal, at(84, 5))


@pytest.mark.parametrize(
    ("visit", "count"),
    [(time(8), 2 * 7), (time(8, 1), 2 * 7 + 3), (time(20), 2 * 7 + 3), (time(20, 1), 3 * 7), (None, 3 * 7)],
)
def test_on_the_day_of_a_visit_the_doses_before_it_count(journal: Journal, visit: time | None, count: int) -> None:
    found = supply(journal, at(10, 5), day(12), visit)
    assert found.last == day(12)
    assert needed(found) == {5000: count}


def test_a_visit_today_leaves_the_doses_before_it(journal: Journal) -> None:
    assert needed(supply(journal, at(10, 5), day(10), time(12))) == {5000: 3}
    write(journal, dose(10, 15, 8))
    assert needed(supply(journal, at(10, 9), day(10), time(12))) == {}


def test_what_the_journal_knows_to_be_at_home_is_taken_off(journal: Journal) -> None:
    assert not supply(journal, at(10, 5), day(12)).counted
    counted(journal, 9, 22, 10)

    found = supply(journal, at(10, 5), day(12))

    (line,) = found.lines
    assert found.counted
    assert (line.needed, line.on_hand, line.ask_for, line.left_over) == exact(21, 10, 11, 0)
    assert found.runs_out == day(11), "10 tablets: 7 of today, and 3 for the morning after"


def test_what_was_taken_since_the_count_is_gone_from_home(journal: Journal) -> None:
    counted(journal, 10, 7, 30)
    write(journal, dose(10, 15, 8))

    found = supply(journal, at(10, 12), day(11))

    (line,) = found.lines
    assert (line.needed, line.on_hand, line.ask_for) == exact(4 + 7, 27, 0)
    assert found.runs_out == day(14), "27 tablets: 4 of today, and 7 for each of three days"


def test_what_is_said_to_be_at_hand_goes_before_what_the_journal_knows(journal: Journal) -> None:
    counted(journal, 9, 22, 10)

    found = supply(journal, at(10, 5), day(10), on_hand={FIVE: Fraction(4)})

    (line,) = found.lines
    assert (line.on_hand, line.ask_for) == exact(4, 3)
    assert found.runs_out == day(10)


def test_the_stock_of_another_release_is_not_taken_off(journal: Journal) -> None:
    row = StockRow("oxycodone", Release.ER, moment(at(9), DAY_ENDS_AT), StockKind.COUNTED, Dose(5000), Fraction(100))
    with journal.writing("med refill", NOW_UTC) as writer:
        add_stock(writer, row)
    found = supply(journal, at(10, 5), day(10))
    assert (found.counted, found.lines[0].on_hand, found.runs_out) == (False, Fraction(0), None)


def test_once_all_is_asked_for_the_week_after_is_looked_at(journal: Journal) -> None:
    assert supply(journal, at(10, 5), day(12)).slipped == day(13)
    enough = Fraction(3 * 7 + 8 * 7)
    assert supply(journal, at(10, 5), day(12), on_hand={FIVE: enough}).slipped is None
    assert supply(journal, at(10, 5), day(12), on_hand={FIVE: enough - 8}).slipped == day(19)


def test_fill_by_fill_what_is_left_over_is_at_hand_for_the_next(journal: Journal) -> None:
    found = supply(journal, at(10, 5), day(14), on_hand={FIVE: Fraction(3, 2)}, fill_days=2)
    assert [(fill.first, fill.last) for fill in found.fills] == [
        (day(10), day(11)),
        (day(12), day(13)),
        (day(14), day(14)),
    ]
    assert [fill.lines[0].ask_for for fill in found.fills] == [13, 14, 7], "half a tablet is over each time"
    assert sum(fill.lines[0].ask_for for fill in found.fills) == found.lines[0].ask_for


def test_the_morning_of_a_visit_belongs_to_the_last_fill(journal: Journal) -> None:
    found = supply(journal, at(10, 5), day(14), time(12), fill_days=2)
    assert [fill.lines[0].needed for fill in found.fills] == [14, 14 + 3]


def test_a_draft_is_counted_as_if_it_held_from_today_on(journal: Journal) -> None:
    later = plan(status=Status.DRAFT, agreed_with="", agreed_on=None)
    steps = tuple(replace(step, doses=step.doses[:1]) for step in later.steps)
    write(journal, replace(later, steps=steps))
    found = supply_of(journal, find(journal, 2), at(10, 5), Wanted(day(11)), DAY_ENDS_AT)
    assert needed(found) == {5000: 2 * 3}
    assert needed(supply(journal, at(10, 5), day(11))) == {5000: 2 * 7}, "the plan in force counts as before"


def test_what_cannot_be_asked(journal: Journal) -> None:
    with pytest.raises(BadInput, match="is before today"):
        supply(journal, at(10, 5), day(9))
    with pytest.raises(BadInput, match="7 mg is not in this plan"):
        supply(journal, at(10, 5), on_hand={Fraction(7): Fraction(1)})
    with pytest.raises(BadInput, match="the liquid is not in this plan"):
        supply(journal, at(10, 5), on_hand={Fraction(0): Fraction(1)})
    with pytest.raises(BadInput, match="cannot be counted"):
        supply(journal, at(10, 5), on_hand={FIVE: Fraction(1, 3)})


def test_a_liquid_is_counted_in_millilitres(tmp_path: Path) -> None:
    makings = replace(plan().makings, liquid=Liquid(Fraction(1000), Fraction(1, 2)))
    measured = tuple(
        replace(
            step,
            doses=tuple(
                replace(one, tablets=(), liquid_ml=Fraction(one.amount.thousandths, 1000)) for one in step.doses
            ),
        )
        for step in plan().steps
    )
    liquid: Plan = plan(makings=makings, steps=measured)
    with open_journal(tmp_path / "liquid.db") as journal:
        write(journal, prescription(20, 20, makings=makings), liquid)
        found = supply(journal, at(10, 5), day(11), on_hand={Fraction(0): Fraction(1, 3)})
    (line,) = found.lines
    assert (line.strength, line.needed, line.ask_for) == (LIQUID, Fraction(70), Fraction(209, 3))
    assert found.runs_out == day(10)
    assert (found.last - found.first) == timedelta(days=1)
