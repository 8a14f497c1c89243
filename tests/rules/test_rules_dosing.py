"""What is said about a dose: each threshold just under it and at it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from oidtrack.clinical import catalogue
from oidtrack.domain.dose import Dose, Rate
from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.dose_now import DoseNow
from oidtrack.rules.findings.dosing import cautions

HOUR = 3600
NOW = 1_800_000_000
PLAIN = DoseNow("oxycodone", Dose(30_000), NOW)
SLOT = replace(PLAIN, planned=Dose(30_000), planned_day=Dose(90_000), expected_day=Dose(90_000))
BEFORE = replace(PLAIN, last=Dose(30_000), last_entry="e7", daily_opioid=True)


def ids(dose: DoseNow) -> list[str]:
    return [finding.id for finding in cautions(dose)]


def only(dose: DoseNow) -> Finding:
    (finding,) = cautions(dose)
    return finding


def test_of_a_dose_that_nothing_is_known_around_nothing_is_said() -> None:
    assert ids(PLAIN) == []


@pytest.mark.parametrize(("ug", "expected"), [(30_000, []), (30_001, ["dose-above-plan"])])
def test_above_the_slot(ug: int, expected: list[str]) -> None:
    assert ids(replace(SLOT, amount=Dose(ug))) == expected


@pytest.mark.parametrize(("ug", "expected"), [(90_000, []), (90_001, ["dose-above-plan"])])
def test_above_the_day(ug: int, expected: list[str]) -> None:
    assert ids(replace(PLAIN, planned_day=Dose(90_000), expected_day=Dose(ug))) == expected


LARGEST = replace(PLAIN, largest=Dose(30_000), opioid=True)
DAY = replace(PLAIN, amount=Dose(20_000), planned_day=Dose(90_000), opioid=True)
NEEDED = replace(PLAIN, most_day=Dose(400_000), opioid=True)


def loudest(dose: DoseNow) -> Severity | None:
    return next((finding.severity for finding in cautions(dose)), None)


@pytest.mark.parametrize(("ug", "loud"), [(89_999, Severity.WATCH), (90_000, Severity.URGENT)])
def test_three_times_the_largest_planned_dose_is_urgent(ug: int, loud: Severity) -> None:
    assert loudest(replace(LARGEST, amount=Dose(ug), planned=Dose(30_000))) is loud


@pytest.mark.parametrize(("ug", "loud"), [(89_999, None), (90_000, Severity.URGENT)])
def test_three_times_the_largest_planned_dose_is_urgent_where_it_fits_no_time(ug: int, loud: Severity | None) -> None:
    assert loudest(replace(LARGEST, amount=Dose(ug))) is loud


@pytest.mark.parametrize(("ug", "loud"), [(179_999, Severity.WATCH), (180_000, Severity.URGENT)])
def test_twice_the_planned_day_is_urgent(ug: int, loud: Severity) -> None:
    assert loudest(replace(DAY, expected_day=Dose(ug))) is loud


@pytest.mark.parametrize(
    ("ug", "loud"),
    [(30_000, None), (30_001, Severity.WATCH), (89_999, Severity.WATCH), (90_000, Severity.URGENT)],
)
def test_several_planned_doses_in_one_go_are_one_amount(ug: int, loud: Severity | None) -> None:
    just_now = replace(LARGEST, planned=Dose(30_000), last=Dose(30_000), last_utc=NOW, usual_h=4)
    one_go = replace(just_now, at_once=Dose(ug))
    assert loudest(one_go) is (loud or Severity.WATCH)
    assert ids(one_go) == (["dose-above-plan"] if loud else ["dose-too-soon"]), "one thing is said once"
    assert ids(replace(one_go, largest=None)) == ["dose-too-soon"]


def test_the_same_dose_written_twice_is_no_double_dose() -> None:
    again = replace(LARGEST, last=Dose(30_000), last_utc=NOW, at_once=Dose(60_000))
    assert ids(again) == ["dose-twice"]


def test_on_a_day_on_which_nothing_is_planned_twice_says_nothing() -> None:
    assert loudest(replace(DAY, planned_day=Dose(0), expected_day=Dose(5_000))) is Severity.WATCH
    assert ids(replace(PLAIN, largest=Dose(0))) == []


def test_what_is_said_of_a_dose_far_above() -> None:
    huge = replace(LARGEST, amount=Dose(400_000), planned=Dose(20_000))
    text = only(huge).text
    for words in ("slip of the keyboard", "oidtrack undo", "oidtrack crisis", "naloxone", "alone", "no more"):
        assert words in text
    assert "made up for" not in text
    assert "naloxone" not in only(replace(huge, opioid=False)).text


def test_days_later_it_is_no_emergency_any_more() -> None:
    finding = only(replace(LARGEST, amount=Dose(90_000), is_past=True))
    assert finding.severity is Severity.ACT
    assert "prescriber" in finding.text
    assert "emergency" not in finding.text


@pytest.mark.parametrize(
    ("ug", "loud"),
    [
        (400_000, None),
        (400_001, Severity.WATCH),
        (799_999, Severity.WATCH),
        (800_000, Severity.URGENT),
    ],
)
def test_more_within_a_day_than_the_most(ug: int, loud: Severity | None) -> None:
    assert loudest(replace(NEEDED, within_24h=Dose(ug))) is loud


def test_twice_the_most_of_what_is_no_opioid_is_no_overdose_of_one() -> None:
    assert loudest(replace(NEEDED, opioid=False, within_24h=Dose(800_000))) is Severity.WATCH


def test_when_as_much_may_be_taken_again() -> None:
    over = replace(NEEDED, within_24h=Dose(400_001), again="Tue 24 Nov, 03:10", most_source="own-prescription")
    assert "may be taken from Tue 24 Nov, 03:10" in only(over).text
    assert only(over).source == "own-prescription"
    assert "may be taken" not in only(replace(over, again="")).text
    soon = replace(PLAIN, min_interval_h=4, last_utc=NOW - HOUR, again="Mon 23 Nov, 23:00")
    assert "The next may be taken from Mon 23 Nov, 23:00." in only(soon).text


def test_a_limit_without_a_sum_says_nothing() -> None:
    assert ids(NEEDED) == []


def test_what_is_taken_when_needed_has_no_plan_to_be_above() -> None:
    assert ids(replace(PLAIN, expected_day=Dose(90_001))) == []


@pytest.mark.parametrize(("seconds", "expected"), [(4 * HOUR, []), (4 * HOUR - 1, ["dose-too-soon"])])
def test_sooner_than_prescribed(seconds: int, expected: list[str]) -> None:
    dose = replace(PLAIN, min_interval_h=4, usual_h=4, last_utc=NOW - seconds, last_entry="e7")
    assert ids(dose) == expected


@pytest.mark.parametrize(("seconds", "expected"), [(3 * HOUR + 1800, []), (3 * HOUR + 1799, ["dose-too-soon"])])
def test_a_planned_dose_may_come_half_an_hour_early(seconds: int, expected: list[str]) -> None:
    assert ids(replace(SLOT, min_interval_h=4, last_utc=NOW - seconds)) == expected


@pytest.mark.parametrize(("seconds", "expected"), [(2 * HOUR, []), (2 * HOUR - 1, ["dose-too-soon"])])
def test_within_half_the_usual_interval(seconds: int, expected: list[str]) -> None:
    assert ids(replace(PLAIN, usual_h=4, last_utc=NOW - seconds)) == expected


def test_half_the_interval_is_marked_as_a_choice() -> None:
    assert "ENGINEERING" in only(replace(PLAIN, usual_h=4, last_utc=NOW - HOUR)).rule


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "less than a minute"), (60, "1 minute "), (1800, "30 minutes"), (3600, "1 hour "), (5400, "1.5 hours")],
)
def test_how_long_ago_in_words(seconds: int, words: str) -> None:
    assert words in only(replace(PLAIN, min_interval_h=4, last_utc=NOW - seconds)).text


def test_no_interval_known_and_a_dose_before_say_nothing() -> None:
    assert ids(replace(PLAIN, last_utc=NOW - 1)) == []
    assert ids(replace(PLAIN, min_interval_h=4, last_utc=NOW + 1)) == []


@pytest.mark.parametrize(("seconds", "expected"), [(72 * HOUR - 1, []), (72 * HOUR, ["tolerance-lost"])])
def test_three_days_without(seconds: int, expected: list[str]) -> None:
    assert ids(replace(BEFORE, last_utc=NOW - seconds)) == expected


@pytest.mark.parametrize(("ug", "expected"), [(15_000, []), (15_001, ["tolerance-lost"])])
def test_at_the_old_level(ug: int, expected: list[str]) -> None:
    assert ids(replace(BEFORE, amount=Dose(ug), last_utc=NOW - 100 * HOUR)) == expected


@pytest.mark.parametrize(("hours", "expected"), [(143, []), (144, ["tolerance-lost"])])
def test_a_patch_covers_its_days_first(hours: int, expected: list[str]) -> None:
    patch = replace(BEFORE, amount=Rate(25_000), last=Rate(25_000), covers_h=72, last_utc=NOW - hours * HOUR)
    assert ids(patch) == expected


def test_what_is_not_daily_loses_no_tolerance() -> None:
    assert ids(replace(BEFORE, daily_opioid=False, last_utc=NOW - 100 * HOUR)) == []
    assert ids(replace(BEFORE, last=None, last_utc=NOW - 100 * HOUR)) == []


def test_what_is_said_after_days_without() -> None:
    finding = only(replace(BEFORE, last_utc=NOW - 100 * HOUR))
    assert finding.severity is Severity.URGENT
    assert "4 days" in finding.text
    assert "naloxone" in finding.text
    assert "prescriber" in finding.text
    assert finding.entries == ("e7",)


def test_the_most_severe_comes_first() -> None:
    dose = replace(SLOT, amount=Dose(40_000), last=Dose(40_000), last_utc=NOW - 100 * HOUR, daily_opioid=True)
    assert ids(dose) == ["tolerance-lost", "dose-above-plan"]
    assert ids(replace(dose, last_utc=NOW, min_interval_h=4)) == ["dose-above-plan", "dose-too-soon"]


def test_every_source_is_one_of_the_catalogue() -> None:
    dose = replace(SLOT, amount=Dose(40_000), last=Dose(40_000), daily_opioid=True, last_utc=NOW - 100 * HOUR)
    soon = (replace(dose, last_utc=NOW, min_interval_h=4), replace(dose, last_utc=NOW, usual_h=4))
    for finding in (found for case in (dose, *soon) for found in cautions(case)):
        assert catalogue.source(finding.source)
        assert finding.ask


@pytest.mark.parametrize(
    ("dose", "said"),
    [
        (replace(BEFORE, last_utc=NOW), True),
        (replace(BEFORE, last_utc=NOW - 59), True),
        (replace(BEFORE, last_utc=NOW - 60), False),
        (replace(BEFORE, last_utc=NOW, last=Dose(29_000)), False),
        (replace(BEFORE, last_utc=NOW, planned=Dose(30_000)), False),
        (replace(BEFORE, last_utc=NOW, last_entry=""), True),
    ],
)
def test_the_same_dose_at_the_same_minute_is_asked_about(dose: DoseNow, said: bool) -> None:
    minute = replace(dose, at_utc=NOW // 60 * 60 + 59, last_utc=NOW // 60 * 60 + 59 - (NOW - (dose.last_utc or NOW)))
    found = [one for one in cautions(replace(minute, min_interval_h=4)) if one.id == "dose-twice"]
    assert bool(found) is said
    if said:
        assert found[0].entries == ((dose.last_entry,) if dose.last_entry else ())
        assert "dose-too-soon" not in ids(replace(minute, min_interval_h=4))
