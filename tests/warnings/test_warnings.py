"""The situation as the journal gives it, the findings of it, and the one that is news."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from diaries import DAY_ENDS_AT, assessment, at, day, dose, mood, plan, prescription, step, step_dose, warnings, write
from oidtrack.domain.dose import Dose
from oidtrack.domain.journal import DoseState
from oidtrack.domain.medicine import Release, Role
from oidtrack.domain.profile import Profile
from oidtrack.errors import BadInput
from oidtrack.insight.phases import Phase
from oidtrack.services.dayplan import read_dose_plan
from oidtrack.services.report.phases import phases
from oidtrack.services.report.risk_picture import risk_picture
from oidtrack.services.today.overview import today
from oidtrack.services.warnings.in_force import known_id
from oidtrack.services.warnings.situation import situation
from oidtrack.services.warnings.told import told
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.tables.profile import save_profile


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.db") as opened:
        yield opened


def ids(journal: Journal, n: int) -> set[str]:
    return {finding.id for finding in warnings(journal, at(n, 23), DAY_ENDS_AT)}


def test_an_empty_journal_says_nothing(journal: Journal) -> None:
    assert warnings(journal, at(0), DAY_ENDS_AT) == ()
    assert today(journal, at(0), DAY_ENDS_AT).finding is None
    assert risk_picture(journal, day(0)) == ()


@pytest.mark.no_cover
def test_a_fall_on_a_steady_dose_is_said_once_and_goes_quiet(journal: Journal) -> None:
    write(journal, prescription(20, 20), *(mood(n, mood=60) for n in range(-60, 0)))
    write(journal, *(mood(n, mood=30) for n in range(10)), *(mood(n, mood=60) for n in range(10, 30)))
    held = [n for n in range(30) if "mood-drop" in ids_at(journal, n)]
    news = [n for n in range(30) if (one := newest_at(journal, n)) is not None and one == "mood-drop"]

    assert held[0] in {4, 5}
    assert held == list(range(held[0], held[-1] + 1))
    assert held[-1] < 16
    assert news == [held[0]]


@pytest.mark.no_cover
@pytest.mark.parametrize("first", range(-43, -35))
def test_the_day_that_days_changed_stays_the_same_on_every_evening(journal: Journal, first: int) -> None:
    write(journal, *(mood(n, mood=60 + 10 * (n % 2)) for n in range(first, 0)), *(mood(n, mood=20) for n in range(10)))
    signals = [situation(journal, at(9, 23), DAY_ENDS_AT, day(n)).wellbeing.signal for n in range(10)]
    said = [signal.began for signal in signals if signal is not None]

    assert len(said) >= 5
    assert len(set(said)) == 1
    assert abs((said[0] - day(0)).days) <= 7


def ids_at(journal: Journal, n: int) -> set[str]:
    return {finding.id for finding in warnings(journal, at(29, 23), DAY_ENDS_AT, day(n))}


def newest_at(journal: Journal, n: int) -> str | None:
    found = today(journal, at(n, 23), DAY_ENDS_AT).finding
    return None if found is None else found.id


def test_a_dip_after_a_cut_with_withdrawal_is_named_so(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan(), *(mood(n, mood=60, symptoms=[("yawning", 0)]) for n in range(-60, 0)))
    write(journal, *(mood(n, mood=30, symptoms=[("yawning", 4), ("sweating", 3)]) for n in range(7)))
    found = {finding.id: finding for finding in warnings(journal, at(6, 23), DAY_ENDS_AT)}

    assert "with withdrawal" in found["mood-drop"].title
    assert "withdrawal-high" in found
    assert "early-signs" not in found


def test_early_signs_before_a_fall_is_plain(journal: Journal) -> None:
    write(
        journal,
        prescription(20, 20),
        *(mood(n, mood=60 + 10 * (n % 2), interest=60, energy=60, sleep=450) for n in range(-80, 0)),
        *(mood(n, mood=50, interest=40, energy=40, sleep=300) for n in range(8)),
    )

    assert "early-signs" in ids(journal, 7)
    assert "early-signs" not in ids_at(journal, -1)


def test_what_is_urgent_stays_on_the_card_while_it_holds(journal: Journal) -> None:
    none = (0,) * 9
    write(journal, assessment(0, "phq9", *none[:8], 1), assessment(1, "phq9", *none))
    thoughts = "self-harm-thoughts"

    assert [newest_at(journal, n) for n in (0, 1, 8, 14, 15, 40)] == [thoughts] * 6, "one answer of 0 ends nothing"
    write(journal, assessment(15, "phq9", *none))
    assert [thoughts in ids_at(journal, n) for n in (14, 15)] == [True, False]


def test_doses_of_the_last_days_are_looked_at_again(journal: Journal) -> None:
    write(
        journal,
        prescription(20, 20),
        dose(0),
        dose(0, hour=20),
        dose(0, 15, 22, state=DoseState.EXTRA),
        dose(1, Dose(4_000_000), 9, state=DoseState.EXTRA, medicine="acetaminophen"),
        dose(2, Dose(500_000), 9, state=DoseState.SKIPPED, medicine="acetaminophen"),
    )
    found = {finding.id: finding for finding in warnings(journal, at(2, 23), DAY_ENDS_AT)}

    assert {"dose-above-plan", "acetaminophen-high", "no-naloxone"} <= set(found)
    assert found["dose-above-plan"].since == day(0)
    assert "dose-above-plan" not in ids(journal, 7)


def test_days_without_a_dose_that_were_written_about(journal: Journal) -> None:
    write(journal, prescription(20, 20), *(dose(n) for n in range(-12, 0)), *(mood(n, mood=50) for n in range(-12, 4)))

    assert "abrupt-drop" in ids(journal, 2)
    assert "abrupt-drop" not in ids(journal, 1)
    write(journal, dose(3))
    assert "tolerance-lost" in ids(journal, 3)


def test_a_silent_diary_is_no_sudden_drop_but_the_dose_after_it_is_said_as_it_was_when_it_was_written(
    journal: Journal,
) -> None:
    write(journal, prescription(20, 20), *(dose(n) for n in range(-12, 0)), dose(4))

    assert "abrupt-drop" not in ids(journal, 4)
    assert [n for n in range(3, 10) if "tolerance-lost" in ids(journal, n)] == [4, 5, 6, 7]


@pytest.mark.parametrize("back", [120, 399, 500, 4000])
def test_however_long_ago_the_last_dose_was_the_next_one_is_held_to_it(journal: Journal, back: int) -> None:
    """As `log` says it of the dose while it is written down."""
    daily = [dose(n, 20, 8) for n in range(-back - 20, -back)]
    write(
        journal,
        prescription(20, 20, since=day(-back - 20)),
        *daily,
        *(mood(n, mood=60) for n in range(-30, 0)),
        dose(0),
    )

    assert "tolerance-lost" in ids(journal, 0)


@pytest.mark.parametrize("before", [0, 1])
def test_a_dose_is_held_to_a_hundred_before_it_at_most_and_no_more_are_read(journal: Journal, before: int) -> None:
    """Doses enough in the months that are read: those before them cannot matter."""
    since, until = day(-1), day(0)
    old = (dose(-400, 20), dose(-401, 20))
    write(journal, prescription(20, 20), *old, *(dose(n, 20, 8) for n in range(-107 + before, 1)))

    known = told(journal, at(0, 22), DAY_ENDS_AT, since, until)

    assert [entry.moment.day for entry in known.earlier] == [day(-401), day(-400)] * before
    assert len(known.doses) == 108 - before


def test_where_the_plan_stands(journal: Journal) -> None:
    write(journal, prescription(20, 20), plan())
    on_the_way = situation(journal, at(30), DAY_ENDS_AT)
    after = situation(journal, at(90), DAY_ENDS_AT)

    assert on_the_way.taper.cuts == (day(0), day(28))
    assert on_the_way.taper.active
    assert on_the_way.on_opioid
    assert (after.taper.active, after.taper.stop) == (False, day(84))
    assert not after.on_opioid
    assert not situation(journal, at(-10), DAY_ENDS_AT).taper.active


def test_one_opioid_after_the_other(journal: Journal) -> None:
    """Every plan's cuts count, and it is no end while another opioid goes on."""
    morphine: dict[str, Any] = {"medicine": "morphine", "release": Release.ER}
    second = plan(
        **morphine,
        start=day(120),
        agreed_on=day(110),
        steps=(step(1, 120, 28, step_dose(8, 15), step_dose(20, 15)),),
        stops_on=day(148),
    )
    write(journal, prescription(20, 20), prescription(20, 20, **morphine), plan(), second)
    between, later = (situation(journal, at(n), DAY_ENDS_AT).taper for n in (90, 125))
    after = situation(journal, at(150), DAY_ENDS_AT)
    seen = phases(journal, read_dose_plan(journal), day(80), day(125))

    assert (between.active, between.stop, between.cuts) == (False, None, (day(0), day(28), day(56), day(84)))
    assert (later.active, later.stop, later.cuts) == (True, None, (*between.cuts, day(120)))
    assert (after.taper.active, after.taper.stop, after.on_opioid) == (False, day(148), False)
    assert [(view.phase, view.days) for view in seen.phases] == [(Phase.STEADY, 25), (Phase.AFTER_CUT, 21)]


def test_phases_of_a_period_and_days_without_a_plan(journal: Journal) -> None:
    write(journal, prescription(20, 20), *(mood(n, mood=60) for n in range(-20, 10)))
    steady = phases(journal, read_dose_plan(journal), day(-5), day(5))

    assert [view.days for view in steady.phases] == [11]
    assert steady.overlay.cuts == ()


def test_the_risk_picture_of_one_person(journal: Journal) -> None:
    write(
        journal, prescription(20, 20, since=day(-30)), prescription(1, role=Role.BENZODIAZEPINE, medicine="lorazepam")
    )
    facts = {fact.id for fact in risk_picture(journal, day(0))}
    with journal.writing("test", 0) as writer:
        save_profile(writer, Profile(opioid_since=day(-400), depression_before=True, alcohol=True, naloxone=True))
    more = {fact.id for fact in risk_picture(journal, day(0))}

    assert {"opioid-31-to-90-days", "benzodiazepine", "fifty-mme", "mood-treated"} <= facts
    assert not {"naloxone", "alcohol", "wants-less"} & facts
    assert {"opioid-over-90-days", "depression-before", "alcohol", "naloxone"} <= more


@pytest.mark.parametrize(
    ("since", "bands"), [(-29, set()), (-30, {"opioid-31-to-90-days"}), (-90, {"opioid-over-90-days"})]
)
def test_bands_of_time_on_opioids(journal: Journal, since: int, bands: set[str]) -> None:
    write(journal, prescription(20, 20, since=day(since)))

    assert {fact.id for fact in risk_picture(journal, day(0)) if fact.id.startswith("opioid-")} == bands


def test_names_of_warnings() -> None:
    assert known_id(" Mood-Drop ") == "mood-drop"
    with pytest.raises(BadInput, match="no warning") as near:
        known_id("mood-dorp")
    assert "mood-drop" in near.value.hint
    with pytest.raises(BadInput, match="no warning") as far:
        known_id("zzz")
    assert "lists" in far.value.hint


@pytest.mark.parametrize(("n", "there"), [(9, False), (10, True), (24, True), (25, False)])
def test_a_stop_of_a_daily_opioid_is_a_sudden_drop_for_two_weeks(journal: Journal, n: int, there: bool) -> None:
    write(journal, prescription(20, 20, until=day(9)))

    assert ("abrupt-drop" in ids(journal, n)) is there


@pytest.mark.parametrize(("mg", "there"), [(15, False), (14, True)])
def test_a_prescription_that_falls_by_more_than_a_quarter_is_a_sudden_drop(
    journal: Journal, mg: int, there: bool
) -> None:
    write(journal, prescription(20, 20, until=day(9)), prescription(15, mg, since=day(10)))
    found = {finding.id: finding for finding in warnings(journal, at(12, 23), DAY_ENDS_AT)}

    assert ("abrupt-drop" in found) is there
    assert not there or found["abrupt-drop"].since == day(10)


def test_a_switch_of_opioid_and_a_plans_own_cuts_are_no_sudden_drop(journal: Journal) -> None:
    morphine: dict[str, Any] = {"medicine": "morphine", "release": Release.ER}
    write(journal, prescription(20, 20, until=day(9)), prescription(30, 30, since=day(10), **morphine))
    assert "abrupt-drop" not in ids(journal, 12)

    write(journal, plan(**morphine, current=(step_dose(8, 30), step_dose(20, 30)), start=day(20), agreed_on=day(12)))
    assert "abrupt-drop" not in ids(journal, 60)
