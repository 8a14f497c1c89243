"""Limits of what is taken when needed: which hold, what lies within a day, and when as much may follow."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest
from msgspec.structs import replace

from oidtrack.clinical import catalogue
from oidtrack.domain.dose import Dose, Rate
from oidtrack.domain.journal import DoseState, Entry, Intake, Kind, moment
from oidtrack.domain.medicine import Makings, Prescription, Release, Role, ScheduledDose
from oidtrack.rules.dose_now import DoseNow
from oidtrack.services.doses.limits import PRESCRIBED, Limits, limited, limits, limits_of, most_within
from oidtrack.services.doses.naming import Meant, meant

NEW_YORK = timezone(timedelta(hours=-5))
NOON = datetime(2026, 11, 23, 12, tzinfo=NEW_YORK)
NEEDED = Prescription("tramadol", Release.IR, Role.OPIOID, (), Makings(), date(2026, 1, 1), min_interval_h=4)
DAILY = replace(NEEDED, doses=(ScheduledDose(time(8), Dose(50_000)),))


def entry(hours: float, mg: int = 100, state: DoseState = DoseState.EXTRA, medicine: str = "tramadol") -> Entry:
    at = moment(NOON + timedelta(hours=hours), time(4))
    return Entry(Kind.DOSE, at, Intake(medicine, Dose(1000 * mg), state))


def weighed(row: Prescription | None, *known: Entry, mg: int = 100) -> DoseNow:
    new = entry(0, mg)
    of = meant("tramadol", () if row is None else (row,))
    return limited(DoseNow("tramadol", Dose(1000 * mg), new.moment.at_utc), of, (), known, new)


def test_what_is_entered_goes_before_the_label() -> None:
    label = Limits(Dose(400_000), "us-labels", 4, "us-labels", unchecked=("most",))
    assert limits_of(NEEDED) == label
    assert limits_of(DAILY) == replace(label, most=None, most_source="", unchecked=())
    typed = replace(NEEDED, most_daily=Dose(200_000), min_interval_h=8)
    assert limits_of(typed) == Limits(Dose(200_000), PRESCRIBED, 8, PRESCRIBED)
    assert limits_of(replace(typed, doses=DAILY.doses)).most == Dose(200_000)
    assert limits_of(replace(NEEDED, medicine="chalk", min_interval_h=None)) == Limits()
    assert limits(None, None) == Limits()


def test_each_source_of_a_limit_is_listed() -> None:
    assert catalogue.source(PRESCRIBED)
    assert catalogue.source(limits_of(NEEDED).most_source)


@pytest.mark.parametrize(("seconds", "within"), [(86_399, 300), (86_400, 200)])
def test_a_dose_just_a_day_before_is_not_within_it(seconds: int, within: int) -> None:
    assert most_within([(0, 100), (seconds, 100), (seconds - 10, 100)], seconds) == within


def test_the_day_around_a_dose_may_end_with_a_later_one() -> None:
    taken = [(0, 100), (3600 * 10, 100), (3600 * 20, 300), (3600 * 40, 900)]
    assert most_within(taken, 0) == 500
    assert most_within([], 0) == 0


def test_all_of_the_last_day_counts_but_what_was_skipped_or_is_something_else() -> None:
    others = (entry(-2, state=DoseState.SKIPPED), entry(-3, medicine="oxycodone"), entry(-25))
    dose = weighed(NEEDED, entry(-23), entry(-5), *others)
    assert (dose.within_24h, dose.most_day, dose.most_source) == (Dose(300_000), Dose(400_000), "us-labels")
    assert dose.opioid


def test_when_as_much_may_be_taken_again() -> None:
    assert weighed(NEEDED).again == "Mon 23 Nov, 16:00"
    assert weighed(NEEDED, entry(-23), entry(-22), entry(-6)).again == "Mon 23 Nov, 16:00"
    assert weighed(NEEDED, entry(-19), entry(-10, 200)).again == "Mon 23 Nov, 17:00"
    assert weighed(NEEDED, mg=401).again == ""
    assert weighed(replace(NEEDED, medicine="tramadol", min_interval_h=None)).again == "Mon 23 Nov, 12:00"


def test_a_dose_that_is_told_late_frees_nothing_that_was_taken_since() -> None:
    assert weighed(NEEDED, entry(3)).again == "Mon 23 Nov, 19:00"
    assert weighed(NEEDED, entry(12, 350)).again == "Wed 25 Nov, 00:00"
    assert weighed(NEEDED, entry(30, 350)).again == "Wed 25 Nov, 18:00"
    assert weighed(replace(NEEDED, min_interval_h=None), entry(12)).again == "Tue 24 Nov, 00:00"


def test_a_dose_on_a_schedule_is_not_told_when_the_next_may_be() -> None:
    dose = weighed(DAILY, entry(-2, 400))
    assert (dose.again, dose.most_day, dose.within_24h) == ("", None, None)


def test_what_the_journal_does_not_list_goes_by_its_label() -> None:
    assert weighed(None, entry(-2, 400)).within_24h == Dose(500_000)


def test_a_dose_that_is_written_down_already_is_counted_once() -> None:
    old = entry(0)
    of = meant("tramadol", (NEEDED,))
    dose = limited(DoseNow("tramadol", Dose(100_000), old.moment.at_utc), of, (), (old, entry(-1)))
    assert (dose.within_24h, dose.again) == (Dose(200_000), "")


def test_the_largest_planned_dose_is_of_the_same_kind() -> None:
    of = Meant("fentanyl", None, None, None)
    dose = limited(DoseNow("fentanyl", Dose(100), 0), of, (Dose(200), Rate(25_000), Dose(300)), ())
    assert (dose.largest, dose.opioid) == (Dose(300), False)
