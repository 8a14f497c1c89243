"""The date grammar: what it reads, what it refuses, and that its echo reads back."""

from __future__ import annotations

import contextlib
import time as clock
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oidtrack.cli.session import Session
from oidtrack.cli.words.when import at_slot, parse_day, parse_span, parse_time, parse_when, say_when
from oidtrack.errors import BadInput

MONDAY_NIGHT = Session(now=datetime.fromisoformat("2026-11-23T21:00:00-05:00"), clock_is_set=True)
AFTER_MIDNIGHT = Session(now=datetime.fromisoformat("2026-11-24T01:30:00-05:00"), clock_is_set=True)

READ = [
    ("now", "2026-11-23 21:00"),
    ("today", "2026-11-23 21:00"),
    ("Yesterday", "2026-11-22 21:00"),
    ("mon", "2026-11-16 21:00"),
    ("monday", "2026-11-16 21:00"),
    ("tue", "2026-11-17 21:00"),
    ("friday", "2026-11-20 21:00"),
    ("last friday", "2026-11-20 21:00"),
    ("last sun", "2026-11-22 21:00"),
    ("sunday", "2026-11-22 21:00"),
    ("3 days ago", "2026-11-20 21:00"),
    ("1 day ago", "2026-11-22 21:00"),
    ("3d ago", "2026-11-20 21:00"),
    ("-3d", "2026-11-20 21:00"),
    ("2 weeks ago", "2026-11-09 21:00"),
    ("3 months ago", "2026-08-23 21:00"),
    ("1 year ago", "2025-11-23 21:00"),
    ("2h ago", "2026-11-23 19:00"),
    ("2 hours ago", "2026-11-23 19:00"),
    ("-2h", "2026-11-23 19:00"),
    ("90 minutes ago", "2026-11-23 19:30"),
    ("30min ago", "2026-11-23 20:30"),
    ("8am", "2026-11-23 08:00"),
    ("8 am", "2026-11-23 08:00"),
    ("8:30pm", "2026-11-23 20:30"),
    ("20:15", "2026-11-23 20:15"),
    ("8:05", "2026-11-23 08:05"),
    ("21:00", "2026-11-23 21:00"),
    ("21:01", "2026-11-22 21:01"),
    ("11pm", "2026-11-22 23:00"),
    ("12am", "2026-11-23 00:00"),
    ("12pm", "2026-11-23 12:00"),
    ("noon", "2026-11-23 12:00"),
    ("midnight", "2026-11-23 00:00"),
    ("2026-11-22", "2026-11-22 21:00"),
    ("2026-11-22 08:30", "2026-11-22 08:30"),
    ("2026-11-22 8:30", "2026-11-22 08:30"),
    ("2026-11-22T08:30", "2026-11-22 08:30"),
    ("2026-11-22 8am", "2026-11-22 08:00"),
    ("yesterday 9pm", "2026-11-22 21:00"),
    ("9pm yesterday", "2026-11-22 21:00"),
    ("friday noon", "2026-11-20 12:00"),
    ("last friday 8:15", "2026-11-20 08:15"),
    ("3 days ago 7am", "2026-11-20 07:00"),
    ("7 am 3 days ago", "2026-11-20 07:00"),
    ("  today   8:00 ", "2026-11-23 08:00"),
    ("Sun 22 Nov 2026, 21:00", "2026-11-22 21:00"),
]

REFUSED = [
    *("", " ", "10", "0830", "2026", "may", "22 nov", "1/2/2026", "22.11.2026", "03/04/05", "tomorrow", "last night"),
    *("2026-02-30", "2026-13-01", "25:00", "8:60", "0am", "13pm", "8", "20261122", "2026-W47-7", "0000-01-01"),
    *("-3", "3m ago", "3 ago", "-3d ago", "99999 weeks ago", "99999 years ago", "99999 days ago", "5", "nan", "1e3"),
    *("yesterday today", "8am 9am", "Mon 22 Nov 2026, 21:00", "next friday", "2026-11-22 08:30+25:00", "٣ days ago"),
    *("x" * 500, "now\x1b[31m", "yesterday at"),
]


@pytest.mark.parametrize(("text", "meant"), READ)
def test_what_is_read(text: str, meant: str) -> None:
    assert f"{parse_when(text, MONDAY_NIGHT).at:%Y-%m-%d %H:%M %z}" == f"{meant} -0500"


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused_with_examples(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_when(text, MONDAY_NIGHT)
    assert caught.value.hint.count("`") == 6
    assert "\x1b" not in caught.value.message


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-11-22T08:30Z", "2026-11-22T08:30:00+00:00"),
        ("2026-11-22 08:30+05:30", "2026-11-22T08:30:00+05:30"),
        ("2026-11-22T08:30:15-05:00", "2026-11-22T08:30:15-05:00"),
    ],
)
def test_an_offset_that_is_typed_is_kept(text: str, meant: str) -> None:
    assert parse_when(text, MONDAY_NIGHT).at.isoformat() == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("tomorrow", "2026-11-24 21:00"),
        ("monday", "2026-11-30 21:00"),
        ("fri 9am", "2026-11-27 09:00"),
        ("last friday", "2026-11-20 21:00"),
        ("8am", "2026-11-24 08:00"),
        ("22:00", "2026-11-23 22:00"),
        ("yesterday", "2026-11-22 21:00"),
    ],
)
def test_the_future_where_something_is_planned(text: str, meant: str) -> None:
    assert f"{parse_when(text, MONDAY_NIGHT, future=True).at:%Y-%m-%d %H:%M}" == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("today", "2026-11-24 01:30"),
        ("yesterday", "2026-11-23 01:30"),
        ("9pm", "2026-11-23 21:00"),
        ("yesterday 9pm", "2026-11-23 21:00"),
        ("today 9pm", "2026-11-23 21:00"),
        ("today 1am", "2026-11-24 01:00"),
    ],
)
def test_after_midnight_the_evening_is_near(text: str, meant: str) -> None:
    assert f"{parse_when(text, AFTER_MIDNIGHT).at:%Y-%m-%d %H:%M}" == meant


def test_only_what_names_a_time_has_one() -> None:
    assert parse_when("yesterday 9pm", MONDAY_NIGHT).has_time
    assert parse_when("2h ago", MONDAY_NIGHT).has_time
    assert not parse_when("yesterday", MONDAY_NIGHT).has_time
    assert not parse_when("-3d", MONDAY_NIGHT).has_time


def test_days() -> None:
    assert parse_day("today", AFTER_MIDNIGHT) == date(2026, 11, 23)
    assert parse_day("now", AFTER_MIDNIGHT) == date(2026, 11, 23)
    assert parse_day("yesterday", MONDAY_NIGHT) == date(2026, 11, 22)
    assert parse_day("6 months ago", MONDAY_NIGHT) == date(2026, 5, 23)
    assert parse_day("2026-12-01", MONDAY_NIGHT) == date(2026, 12, 1)
    assert parse_day("friday", MONDAY_NIGHT, future=True) == date(2026, 11, 27)
    for text in ("8am", "2h ago", "yesterday 9pm", "1/2/2026", "99999 weeks ago", "9999-01-01"):
        with pytest.raises(BadInput):
            parse_day(text, MONDAY_NIGHT)


def test_spans() -> None:
    assert [parse_span(text) for text in ("4w", "28d", "10 days", "1 week")] == [28, 28, 10, 7]
    for text in ("0d", "4", "3m", "-4w", "w", "1.5w", ""):
        with pytest.raises(BadInput):
            parse_span(text)


def test_times() -> None:
    assert [parse_time(text) for text in ("8:00", "8am", "20:15")] == [time(8), time(8), time(20, 15)]
    for text in ("8", "24:00", "8.30", "0800", ""):
        with pytest.raises(BadInput):
            parse_time(text)


def test_a_slot_before_the_day_ends_is_after_midnight() -> None:
    assert say_when(at_slot(date(2026, 11, 23), time(0, 30), MONDAY_NIGHT)) == "Tue 24 Nov 2026, 00:30"
    assert say_when(at_slot(date(2026, 11, 23), time(4), MONDAY_NIGHT)) == "Mon 23 Nov 2026, 04:00"


@pytest.mark.no_cover
@given(st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2150, 1, 1)))  # noqa: DTZ001 - wall time
def test_what_is_echoed_reads_back(wall: datetime) -> None:
    at = wall.replace(second=0, microsecond=0, tzinfo=MONDAY_NIGHT.now.tzinfo)
    assert parse_when(say_when(at), MONDAY_NIGHT).at == at


@pytest.mark.no_cover
@given(st.text() | st.text(alphabet="0123456789:-+T dhwampgosyeurtinfl,", max_size=30))
def test_arbitrary_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    for read in (parse_when, parse_day):
        with contextlib.suppress(BadInput):
            read(text, MONDAY_NIGHT)


# where the clocks change


@pytest.fixture
def new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    if not Path("/usr/share/zoneinfo/America/New_York").exists():
        pytest.skip("the zone is not installed")
    monkeypatch.setenv("TZ", "America/New_York")
    clock.tzset()
    yield Session(now=datetime.fromisoformat("2026-11-01T06:30:00-05:00").astimezone())
    monkeypatch.undo()
    clock.tzset()


def test_an_hour_that_was_skipped_is_refused_by_name(new_york: Session) -> None:
    with pytest.raises(BadInput, match=r"02:30 did not exist on Sun 8 Mar 2026.*02:00"):
        parse_when("2026-03-08 02:30", new_york)
    assert at_slot(date(2026, 3, 7), time(2, 30), new_york).isoformat() == "2026-03-08T03:30:00-04:00"


def test_of_an_hour_that_came_twice_the_first_is_taken(new_york: Session) -> None:
    assert parse_when("2026-11-01 01:30", new_york).at.isoformat() == "2026-11-01T01:30:00-04:00"


@pytest.mark.usefixtures("new_york")
def test_in_the_second_of_two_hours_the_first_has_gone_by() -> None:
    again = Session(now=datetime.fromisoformat("2026-11-01T01:30:00-05:00"))
    assert parse_when("1:40", again).at.isoformat() == "2026-11-01T01:40:00-04:00"


@pytest.mark.usefixtures("new_york")
def test_an_hour_that_will_be_skipped_is_still_yesterdays() -> None:
    before = Session(now=datetime.fromisoformat("2026-03-08T01:00:00-05:00"))
    assert parse_when("2:30", before).at.isoformat() == "2026-03-07T02:30:00-05:00"


def test_other_days_have_their_own_offset(new_york: Session) -> None:
    assert parse_when("2026-07-01 12:00", new_york).at.utcoffset() == timedelta(hours=-4)
    assert parse_when("yesterday", new_york).at.isoformat() == "2026-10-31T06:30:00-04:00"


def test_hours_ago_are_true_hours(new_york: Session) -> None:
    assert parse_when("6h ago", new_york).at.isoformat() == "2026-11-01T01:30:00-04:00"
