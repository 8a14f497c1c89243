"""A dose is weighed the same as it is entered and once it is stored: what is said then stands in the warnings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from diaries import DAY_ENDS_AT, at, dose, plan, prescription, warnings, write
from oidtrack.domain.journal import DoseState, Entry, Intake, moment
from oidtrack.domain.medicine import Prescription, Release
from oidtrack.rules.base import Finding, Severity
from oidtrack.services.doses.intakes import Clock, Doses, Weighed
from oidtrack.store.file.database import Journal, open_journal

OF_DOSES = {"dose-above-plan", "dose-too-soon", "dose-twice", "tolerance-lost"}


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db") as opened:
        yield opened


def clock(now: datetime) -> Clock:
    def slot_at(on: date, slot: time) -> datetime:
        after = timedelta(days=1) if slot < DAY_ENDS_AT else timedelta(0)
        return datetime.combine(on + after, slot, UTC)

    return Clock(now, DAY_ENDS_AT, slot_at)


def entered(journal: Journal, when: datetime, *words: str) -> Weighed:
    """What is said as a dose is entered; it is stored then."""
    doses = Doses(journal, clock(when))
    for one in words:
        doses.take(one, when)
    found = doses.weighed()
    write(journal, *found.entries)
    return found


def said(found: tuple[Finding, ...]) -> dict[str, tuple[Severity, str]]:
    return {one.id: (one.severity, one.text) for one in found if one.id in OF_DOSES}


def a_minute_later(journal: Journal, when: datetime) -> dict[str, tuple[Severity, str]]:
    """What the warnings say of doses, without those that they said before."""
    return said(warnings(journal, when + timedelta(minutes=1), DAY_ENDS_AT))


def _without_next(text: str) -> str:
    return re.sub(r" The next may be taken from [^.]*\.", "", text)


def daily(first: int, last: int, mg: int = 20) -> list[Entry]:
    return [dose(n, mg, hour) for n in range(first, last + 1) for hour in (8, 20)]


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("day_of", "hour", "minute", "words", "expected"),
    [
        (0, 8, 0, "oxycodone 20mg", set()),
        (0, 10, 59, "oxycodone 20mg", set()),
        (0, 8, 0, "oxycodone 10mg", set()),
        (0, 8, 0, "oxycodone 25mg", {"dose-above-plan"}),
        (0, 12, 0, "oxycodone 5mg", set()),
        (0, 12, 0, "oxycodone 20mg", set()),
        (0, 12, 0, "oxycodone 21mg", {"dose-above-plan"}),
        (0, 20, 0, "oxycodone 40mg", {"dose-above-plan"}),
        (0, 20, 30, "oxycodone 45mg", {"dose-above-plan"}),
        (0, 23, 30, "oxycodone 5mg", set()),
        (3, 8, 0, "oxycodone 20mg", {"tolerance-lost"}),
        (3, 8, 0, "oxycodone 10mg", set()),
        (3, 20, 0, "oxycodone 40mg", {"tolerance-lost", "dose-above-plan"}),
    ],
)
def test_what_is_said_at_entry_stands_in_the_warnings_a_minute_later(
    journal: Journal, day_of: int, hour: int, minute: int, words: str, expected: set[str]
) -> None:
    write(journal, prescription(20, 20), *daily(-12, -1))
    when = at(day_of, hour, minute)
    before = a_minute_later(journal, when - timedelta(minutes=2))

    found = said(entered(journal, when, words).findings)

    assert set(found) == expected
    assert before == {}
    assert a_minute_later(journal, when) == found


@pytest.mark.parametrize(("minutes", "there"), [(119, True), (120, False)])
def test_a_dose_soon_after_another_is_said_the_same_twice(journal: Journal, minutes: int, there: bool) -> None:
    write(journal, prescription(20, 20), *daily(-12, -1))
    entered(journal, at(0, 12), "oxycodone 5mg")
    when = at(0, 12) + timedelta(minutes=minutes)

    found = said(entered(journal, when, "oxycodone 5mg").findings)

    assert ("dose-too-soon" in found) is there
    assert {name: a_minute_later(journal, when)[name] for name in found} == found
    assert ("dose-too-soon" in a_minute_later(journal, when)) is there


@pytest.mark.parametrize(("hours", "there"), [(5, True), (6, False)])
def test_the_interval_of_the_prescription_goes_before_the_usual_one(journal: Journal, hours: int, there: bool) -> None:
    write(journal, prescription(min_interval_h=6), dose(0, 5, 8, state=DoseState.EXTRA))

    found = said(entered(journal, at(0, 8 + hours), "oxycodone 5mg").findings)

    assert ("dose-too-soon" in found) is there
    later = a_minute_later(journal, at(0, 8 + hours))
    # when the next may be taken is said once, as the dose is entered
    before_next = {name: (rank, _without_next(text)) for name, (rank, text) in found.items()}
    assert before_next == later
    assert not there or before_next != found


def test_two_doses_in_one_line_know_of_each_other(journal: Journal) -> None:
    write(journal, prescription(20, 20), *daily(-12, -1), dose(0))

    found = said(entered(journal, at(0, 12), "oxycodone 5mg", "oxycodone 5mg").findings)

    assert set(found) == {"dose-above-plan", "dose-twice"}
    assert set(a_minute_later(journal, at(0, 12))) == set(found)


def test_the_sum_of_two_open_times_answers_both_and_is_one_amount_to_the_body(journal: Journal) -> None:
    write(journal, prescription(20, 20), *daily(-12, -1))
    found = entered(journal, at(0, 20, 30), "oxycodone 40mg")

    bodies = [one.body for one in found.entries if isinstance(one.body, Intake)]
    assert [(body.slot, body.state) for body in bodies] == [(time(8), DoseState.TAKEN), (time(20), DoseState.TAKEN)]
    assert "written down for these" in found.notes[0]
    assert set(said(found.findings)) == {"dose-above-plan"}, "no more than the day's, and more than one time's"
    assert "40 mg of oxycodone at once; the largest planned dose is 20 mg" in said(found.findings)["dose-above-plan"][1]
    assert a_minute_later(journal, at(0, 20, 30)) == said(found.findings)


def test_what_the_plan_has_is_the_measure_and_not_the_prescription(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan(), *daily(-12, -1))

    found = said(entered(journal, at(0, 8), "oxycodone 20mg").findings)

    assert set(found) == {"dose-above-plan"}
    assert "above the 15 mg planned for this time" in found["dose-above-plan"][1]
    assert a_minute_later(journal, at(0, 8)) == found


def test_what_is_taken_when_needed_beside_a_schedule_is_not_above_the_plan(journal: Journal) -> None:
    rows: list[Prescription] = [prescription(20, 20, release=Release.ER), prescription()]
    write(journal, *rows, *daily(-12, -1))

    found = said(entered(journal, at(0, 14), "oxycodone ir 5mg").findings)

    assert found == {}
    assert a_minute_later(journal, at(0, 14)) == {}


def test_a_moment_is_told_with_its_day() -> None:
    assert clock(at(1, 2)).day == moment(at(0, 23), DAY_ENDS_AT).day


@pytest.mark.parametrize(
    ("minutes_before", "mg", "expected"),
    [(119, 1, {"dose-too-soon"}), (120, 1, set()), (150, 1, {"dose-above-plan"}), (26 * 60, 1, set())],
)
def test_a_dose_told_late_is_weighed_with_those_after_it(
    journal: Journal, minutes_before: int, mg: int, expected: set[str]
) -> None:
    room = 0 if "dose-above-plan" in expected else 1
    write(journal, prescription(20, 20 + room), *daily(-12, 0))
    when = at(0, 20) - timedelta(minutes=minutes_before)
    doses = Doses(journal, clock(at(0, 21)))
    doses.take(f"oxycodone {mg}mg", when)
    found = said(doses.weighed().findings)
    write(journal, *doses.weighed().entries)

    assert set(found) == expected
    assert set(a_minute_later(journal, at(0, 21))) == expected
    assert all("Of the dose at 20:00 that is written down already" in text for _, text in found.values())


@pytest.mark.parametrize(("third", "far"), [(False, False), (True, True)])
def test_several_times_in_one_go_are_one_amount(journal: Journal, third: bool, far: bool) -> None:
    times = (8, 14, 20)
    write(journal, prescription(20, 20, 20, times=times), *[dose(n, 20, hour) for n in range(-12, 0) for hour in times])
    if not third:
        write(journal, dose(0, 20, 8))
    found = said(entered(journal, at(0, 21), f"oxycodone {60 if third else 40}mg").findings)

    urgent = {name for name, (rank, _) in found.items() if rank is Severity.URGENT}
    assert ("dose-above-plan" in urgent) is far
    assert a_minute_later(journal, at(0, 21)) == found


@pytest.mark.parametrize(("mg", "urgent"), [(89, False), (90, True)])
def test_three_times_the_largest_single_dose_is_urgent_also_beside_another_release(
    journal: Journal, mg: int, urgent: bool
) -> None:
    write(journal, prescription(30, 30), prescription(20, 20, release=Release.ER))
    found = said(entered(journal, at(0, 12), f"oxycodone {mg}mg").findings)
    assert (found.get("dose-above-plan", (None, ""))[0] is Severity.URGENT) is urgent


def test_a_dose_when_needed_in_the_minute_of_a_planned_one_is_not_more_than_planned(journal: Journal) -> None:
    write(journal, prescription(20, 20, release=Release.ER), prescription())
    doses = Doses(journal, clock(at(0, 21)))
    doses.take("oxycodone er 20mg", at(0, 8))
    doses.take("oxycodone ir 5mg", at(0, 8))
    assert "dose-above-plan" not in said(doses.weighed().findings)
