"""All the rules together: order, once each, since when, and going quiet."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from diaries import day
from oidtrack.domain.dose import Dose
from oidtrack.domain.mme import DailyMme, MmeItem
from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.book import FORGOTTEN, findings
from oidtrack.rules.dose_now import DoseNow
from oidtrack.rules.explained import IDS
from oidtrack.rules.situation import Recent, Scored, Situation, Taper, Upkeep, Wellbeing

TODAY = day(100)
CALM = Wellbeing()


def asked(instrument: str, *pairs: tuple[int, int], alarm: tuple[int, ...] = ()) -> Wellbeing:
    return Wellbeing(
        scores=tuple(Scored(day(n), instrument, Fraction(score), n in alarm, f"e{n}") for n, score in pairs)
    )


def seen(wellbeing: Wellbeing = CALM, **more: Any) -> Situation:
    return Situation(**{"today": TODAY, "on_opioid": True, "naloxone": True, "wellbeing": wellbeing, **more})


def ids(situation: Situation) -> list[str]:
    return [finding.id for finding in findings(situation)]


def one(situation: Situation, finding_id: str) -> Finding:
    return next(finding for finding in findings(situation) if finding.id == finding_id)


def test_nothing_stands_out() -> None:
    assert findings(seen()) == ()
    assert findings(Situation(TODAY)) == ()


@pytest.mark.parametrize(
    ("score", "expected"),
    [(9, []), (10, ["depression-likely"]), (19, ["depression-likely"]), (20, ["depression-severe"])],
)
def test_bands_of_the_phq9_are_said_once(score: int, expected: list[str]) -> None:
    assert ids(seen(asked("phq9", (98, score)))) == expected


def test_since_the_first_of_those_that_say_the_same() -> None:
    found = one(seen(asked("phq9", (20, 12), (50, 5), (70, 11), (98, 12))), "depression-likely")

    assert found.since == day(70)
    assert one(seen(asked("phq9", (70, 11), (98, 12))), "depression-likely").since == day(70)


@pytest.mark.parametrize(("age", "there"), [(FORGOTTEN, True), (FORGOTTEN + 1, False)])
def test_an_old_questionnaire_is_forgotten_but_not_thoughts_of_death(age: int, there: bool) -> None:
    found = ids(seen(asked("phq9", (100 - age, 15), alarm=(100 - age,))))

    assert ("depression-likely" in found) is there
    assert found[0] == "self-harm-thoughts"


@pytest.mark.parametrize(
    ("clear", "there"),
    [((), True), ((98,), True), ((97, 97), True), ((97, 98), False), ((80, 98), True)],
)
def test_thoughts_of_death_take_two_clear_days(clear: tuple[int, ...], there: bool) -> None:
    scores = asked("phq9", (85, 3), *((n, 3) for n in clear), alarm=(85,))
    ordered = Wellbeing(scores=tuple(sorted(scores.scores, key=lambda one: one.day)))

    assert ("self-harm-thoughts" in ids(seen(ordered))) is there


@pytest.mark.parametrize(("told", "there"), [(86, True), (85, False)])
def test_thoughts_of_death_hold_for_two_weeks_whatever_was_answered_since(told: int, there: bool) -> None:
    found = seen(asked("phq9", (told, 3), (told + 1, 3), (told + 2, 3), alarm=(told,)))

    assert ("self-harm-thoughts" in ids(found)) is there
    if there:
        finding = one(found, "self-harm-thoughts")
        assert (finding.since, len(finding.entries)) == (day(told), 3)


@pytest.mark.parametrize(("rise", "there"), [(4, False), (5, True)])
def test_a_rise_against_the_one_before_the_cut(rise: int, there: bool) -> None:
    scores = asked("phq9", (10, 2), (60, 4), (98, 2 + rise))

    assert ("depression-rising" in ids(seen(scores, taper=Taper(cuts=(day(50),))))) is there
    assert "depression-rising" not in ids(seen(asked("phq9", (60, 4), (98, 8)), taper=Taper(cuts=(day(50),))))


@pytest.mark.parametrize(("score", "there"), [(9, False), (10, True)])
def test_anxiety(score: int, there: bool) -> None:
    assert (ids(seen(asked("gad7", (98, score)))) == ["anxiety-high"]) is there


@pytest.mark.parametrize(("score", "there"), [(2, False), (3, True)])
def test_the_short_form_asks_for_the_long_one_unless_that_spoke(score: int, there: bool) -> None:
    short = asked("phq2", (98, score))
    both = Wellbeing(scores=(*asked("phq9", (98, 12)).scores, *short.scores))

    assert (ids(seen(short)) == ["phq9-advised"]) is there
    assert ids(seen(both)) == ["depression-likely"]
    severe = Wellbeing(scores=(*asked("phq9", (98, 22)).scores, *short.scores))
    assert ids(seen(severe)) == ["depression-severe"]


def dose(n: int, *, mg: int = 20, planned: int | None = None, last: int | None = None) -> DoseNow:
    return DoseNow(
        medicine="oxycodone",
        amount=Dose(mg * 1000),
        at_utc=n * 86400,
        planned=None if planned is None else Dose(planned * 1000),
        last_utc=None if last is None else last * 86400,
        last=Dose(20_000),
        last_entry="e1" if last is not None else "",
        daily_opioid=True,
    )


def test_the_same_finding_of_several_doses_is_one() -> None:
    recent = tuple(Recent(day(n), f"e{n}", dose(n, planned=10)) for n in (95, 97, 99))
    found = findings(seen(recent=recent))

    assert [finding.id for finding in found] == ["dose-above-plan"]
    assert (found[0].since, found[0].entries) == (day(95), ("e95", "e97", "e99"))


@pytest.mark.parametrize(("on", "there"), [(97, True), (96, False)])
def test_tolerance_is_a_finding_for_three_days_after_the_dose(on: int, there: bool) -> None:
    recent = (Recent(day(on), "e9", dose(on, last=on - 4)),)

    assert ("tolerance-lost" in ids(seen(recent=recent))) is there


@pytest.mark.parametrize(("back", "loud"), [(0, Severity.URGENT), (1, Severity.URGENT), (2, Severity.ACT)])
def test_a_dose_far_above_is_an_emergency_today_and_yesterday(back: int, loud: Severity) -> None:
    picture = seen()
    on = picture.today - timedelta(days=back)
    huge = replace(dose(99, mg=60, planned=20), largest=Dose(20_000), opioid=True)
    (finding,) = findings(replace(picture, recent=(Recent(on, "e9", huge),)))

    assert (finding.id, finding.severity) == ("dose-above-plan", loud)


@pytest.mark.parametrize(("daily", "there"), [(49, False), (50, True)])
def test_exposure(daily: int, there: bool) -> None:
    counted = DailyMme((MmeItem("morphine", Dose(daily * 1000), Fraction(1)),), "CDC 2022")
    not_counted = DailyMme((MmeItem("buprenorphine", Dose(8000), None),), "CDC 2022")

    assert (ids(seen(mme=counted)) == ["high-mme"]) is there
    assert ids(seen(mme=not_counted)) == ["mme-incomplete"]
    assert ids(seen(mme=counted, on_opioid=False)) == []


@pytest.mark.parametrize(("naloxone", "benzodiazepine"), [(None, True), (False, True), (True, None), (True, False)])
def test_what_the_profile_says(naloxone: bool | None, benzodiazepine: bool | None) -> None:
    found = ids(seen(naloxone=naloxone, benzodiazepine=benzodiazepine))

    assert ("no-naloxone" in found) is (naloxone is not True)
    assert ("benzodiazepine-with-opioid" in found) is bool(benzodiazepine)


def test_the_most_severe_first_and_every_id_known() -> None:
    situation = seen(
        asked("phq9", (98, 21), alarm=(98,)),
        alcohol=True,
        naloxone=False,
        upkeep=Upkeep(last_entry=day(80), days_before_gap=20),
    )
    found = findings(situation)
    ranks = [finding.severity.rank for finding in found]

    assert ranks == sorted(ranks, reverse=True)
    assert found[0].id == "self-harm-thoughts"
    assert {finding.id for finding in found} <= set(IDS)
    assert all(finding.rule and finding.source for finding in found)


def test_the_louder_words_win() -> None:
    quiet = Recent(day(99), "e2", dose(99, planned=10))
    urgent = Recent(day(98), "e1", replace(dose(98, last=90), planned=None))
    found = findings(seen(recent=(urgent, quiet)))

    assert found[0].severity is Severity.URGENT
    assert [finding.id for finding in found] == ["tolerance-lost", "dose-above-plan"]


@pytest.mark.parametrize(("ends", "expected"), [(101, ["out-of-stock"]), (102, ["run-out-before-refill"])])
def test_running_out_is_said_once_in_the_louder_way(ends: int, expected: list[str]) -> None:
    upkeep = Upkeep(runs_out=day(ends), short_of="oxycodone", refill_on=day(110))

    assert ids(seen(upkeep=upkeep)) == expected


@pytest.mark.parametrize(
    ("daily", "line"), [(40, "above 40 MME. From 40 on"), (79, "40 MME"), (80, "80 MME, the older")]
)
def test_exposure_goes_by_its_own_lines_and_by_what_is_at_home(daily: int, line: str) -> None:
    counted = DailyMme((MmeItem("morphine", Dose(daily * 1000), Fraction(1)),), "CDC 2022")
    here, gone = (one(seen(mme=counted, mme_thresholds=(40, 80), naloxone=said), "high-mme") for said in (True, False))

    assert line in here.text
    assert "which you have" in here.text
    assert "which you have" not in gone.text


@pytest.mark.parametrize(
    ("cuts", "there"),
    [((60,), False), ((61,), True), ((80,), True), ((81,), False), ((61, 98), False), ((61, 99), True)],
)
def test_a_form_is_held_against_the_last_one_from_before_the_latest_cut(cuts: tuple[int, ...], there: bool) -> None:
    """From 2 to 7 is a rise and from 5 is none; a cut on the day of the last form is one before it."""
    scores = asked("phq9", (60, 2), (80, 5), (98, 7))

    assert ("depression-rising" in ids(seen(scores, taper=Taper(cuts=tuple(day(n) for n in cuts))))) is there
