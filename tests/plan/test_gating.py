"""The gate with a real journal: what it reads, and how its answer meets the plan's dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from diaries import DAY_ENDS_AT, assessment, at, day, dose, mood, plan, prescription, write
from oidtrack.domain.journal import DoseState
from oidtrack.errors import NothingFound
from oidtrack.render.page.text import paint
from oidtrack.render.plan.gate import gate_body, gate_page
from oidtrack.rules.gate import Decision
from oidtrack.services.dayplan import plans_in_force
from oidtrack.services.plan import gating, steering
from oidtrack.services.plan.gating import Gate, before_cut
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables.plans import plan as stored_plan
from oidtrack.taper.plan import Status

NOW = datetime(2026, 11, 23, 21, tzinfo=UTC)
CALM = (0, 0, 0, 0, 0, 0, 0, 0, 0)
RISEN = (1, 1, 1, 1, 1, 0, 0, 0, 0)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "private" / "journal.db") as opened:
        write(opened, prescription(20, 20), plan())
        yield opened


def gate(journal: Journal, n: int, status: Status | None = None) -> Gate:
    return gating.check(journal, steering.running(journal, None, status), at(n), DAY_ENDS_AT)


def good_week(journal: Journal, n: int) -> None:
    write(journal, *(mood(k, mood=60, pain=30) for k in range(n - 6, n + 1)))


def codes(found: Gate) -> list[str]:
    return [reason.code for reason in found.reasons]


def dates(found: Gate) -> tuple[int, date, date]:
    return found.next_step, found.planned, found.earliest


def test_a_good_week_goes_on_as_planned(journal: Journal) -> None:
    good_week(journal, 20)
    found = gate(journal, 20)
    assert (found.decision, codes(found)) == (Decision.PROCEED, ["settled"])
    assert dates(found) == (2, day(28), day(28))


def test_too_little_waits_two_weeks_in_whole_weeks_of_the_step(journal: Journal) -> None:
    found = gate(journal, 20)
    assert (found.decision, codes(found)) == (Decision.HOLD, ["too-little-data"])
    assert dates(found) == (2, day(28), day(35))
    assert dates(gate(journal, 10)) == (2, day(28), day(28)), "the planned day is far enough away"


def test_the_stop_is_the_step_after_the_last(journal: Journal) -> None:
    good_week(journal, 70)
    assert dates(gate(journal, 70)) == (4, day(84), day(84))


def test_it_reads_forms_against_the_last_cut(journal: Journal) -> None:
    good_week(journal, 50)
    write(journal, assessment(20, "phq9", *CALM), assessment(48, "phq9", *RISEN))
    assert codes(gate(journal, 50)) == ["depression-rising"]


def test_it_reads_doses_of_the_last_week(journal: Journal) -> None:
    good_week(journal, 50)
    for n in (43, 44, 45):
        write(journal, dose(n, 15, 8), dose(n, 15, 20), dose(n, 10, 12, state=DoseState.EXTRA))
    found = gate(journal, 50)
    assert (found.decision, codes(found)) == (Decision.CALL, ["dose-above-plan"])
    assert found.reasons[0].entries == ("e11", "e13", "e12", "e14", "e16", "e15")


def test_two_holds_at_one_dose_ask_for_a_call_and_a_cut_forgets_them(journal: Journal) -> None:
    held = steering.hold(journal, steering.running(journal, None), day(30), 1, "", NOW)
    again = steering.resume(journal, held, day(38), "", NOW)
    steering.hold(journal, again, day(40), 1, "", NOW)
    good_week(journal, 45)
    assert codes(gate(journal, 45)) == ["stalled"]
    steering.resume(journal, steering.running(journal, None), day(45), "", NOW)
    good_week(journal, 80)
    assert codes(gate(journal, 80)) == ["settled"]


def test_another_dose_than_the_plans_is_offered_as_a_beginning(journal: Journal) -> None:
    good_week(journal, 50)
    for n in range(36, 50):
        write(journal, dose(n, 10, 8), dose(n, 10, 20))
    found = gate(journal, 50)
    assert found.truly is not None
    assert (found.truly.daily, found.truly.days) == (20_000, 14)
    page = " ".join(paint(gate_page(found)).split())
    assert "Your log has 20 mg a day on 14 of 14 days" in page
    assert "oidtrack plan replan" in page
    assert gate_body(found)["truly_taken"]["daily_mg"] == 20.0


def test_more_than_the_plans_is_no_beginning(journal: Journal) -> None:
    good_week(journal, 50)
    for n in range(36, 50):
        write(journal, dose(n, 20, 8), dose(n, 20, 20))
    assert gate(journal, 50).truly is None


@pytest.mark.parametrize(("n", "asked"), [(24, False), (25, True), (28, True), (29, False)])
def test_the_card_carries_the_gate_from_three_days_before_a_cut_to_its_day(
    journal: Journal, n: int, asked: bool
) -> None:
    """The second cut is on day 28."""
    assert (before(journal, n) is not None) is asked


def before(journal: Journal, n: int) -> Gate | None:
    (running,) = plans_in_force(journal)
    return before_cut(journal, running, at(n, 22), DAY_ENDS_AT)


def test_the_gate_goes_quiet_once_somebody_has_decided(journal: Journal) -> None:
    running = steering.running(journal, None)
    gone = steering.go_on(journal, running, day(26), "all right", NOW)
    assert gone.event is not None
    assert gone.event.cut == day(28)
    assert before(journal, 27) is None
    assert before(journal, 54) is not None, "the next cut is asked about again"


def test_on_hold_nothing_is_asked(journal: Journal) -> None:
    steering.hold(journal, steering.running(journal, None), day(26), 2, "", NOW)
    assert [before(journal, n) for n in (27, 28, 50)] == [None] * 3


def test_on_the_day_of_the_cut_it_is_asked_until_the_smaller_dose_is_taken(journal: Journal) -> None:
    assert before(journal, 28) is not None
    write(journal, dose(28, 15, 8))
    assert before(journal, 28) is not None, "the morning is as it was"
    write(journal, dose(28, 15, 20))
    assert before(journal, 28) is None


def test_blank_evenings_are_no_reason_to_wait(journal: Journal) -> None:
    found = before(journal, 26)
    assert found is not None
    assert (found.decision, found.asks) == (Decision.HOLD, False)
    write(journal, *(mood(n, mood=20) for n in range(20, 27)))
    low = before(journal, 26)
    assert low is not None
    assert low.asks


def test_what_is_planned_is_no_other_dose(journal: Journal) -> None:
    good_week(journal, 50)
    for n in range(36, 50):
        write(journal, dose(n, 15, 8), dose(n, 15, 20))
    found = gate(journal, 50)
    assert found.truly is None
    assert gate_body(found)["truly_taken"] is None


def test_on_hold_it_sees_the_day_that_resuming_now_would_bring(journal: Journal) -> None:
    steering.hold(journal, steering.running(journal, None), day(30), 1, "", NOW)
    good_week(journal, 58)
    found = gate(journal, 58)
    assert dates(found) == (3, day(84), day(84))
    assert found.plan.status is Status.HELD


def test_what_has_no_cut_to_come_has_no_gate(journal: Journal) -> None:
    with pytest.raises(NothingFound, match="no cut to come"):
        gate(journal, 84)
    steering.end(journal, steering.running(journal, None), day(84), "", NOW)
    with pytest.raises(NothingFound, match="not in force"):
        gating.check(journal, stored_plan(journal, 1), at(84), DAY_ENDS_AT)


@pytest.mark.parametrize("written", [(), (mood(3, pain=30),), (mood(2, mood=50),)])
def test_today_is_asked_about_where_no_mood_is_written_down(journal: Journal, written: tuple[object, ...]) -> None:
    write(journal, *written)  # type: ignore[arg-type]
    assert gating.needs_asking(journal, day(3))
    write(journal, mood(3, mood=50))
    assert not gating.needs_asking(journal, day(3))
