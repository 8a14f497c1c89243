"""What `log --at` echoes is what is stored, whatever is typed out of the grammar."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from running import Oid

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests

DAYS = st.sampled_from(
    ["today", "yesterday", "mon", "tuesday", "Sat", "sunday", "3 days ago", "-3d", "2026-11-21", "2026-02-28"]
) | st.dates(date(2020, 1, 1), date(2026, 11, 22)).map(str)
TIMES = (
    st.sampled_from(["8am", "12 am", "12pm", "7 pm", "noon", "midnight", "9:05pm"])
    | st.times().map(lambda at: f"{at:%H:%M}")
    | st.times().map(lambda at: f"{at.hour}:{at:%M}")
)
AGO = st.integers(1, 400).flatmap(lambda n: st.sampled_from([f"{n}h ago", f"{n} hours ago", f"-{n}h", f"{n} min ago"]))
WHEN = DAYS | TIMES | AGO | st.just("now") | st.tuples(DAYS, TIMES).map(" ".join)
NOW = datetime.fromisoformat("2026-11-23T21:00:00-05:00")
AHEAD = re.compile(r"^error: (\w{3} \d{1,2} \w{3} \d{4}, \d\d:\d\d) lies ahead$", re.MULTILINE)
ECHO = re.compile(r"^saved (e\d+) · (\w{3} \d{1,2} \w{3} \d{4}, \d\d:\d\d) ·")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WHEN)
@example("today 21:01")
@example("today 21:00")
def test_what_is_echoed_is_what_is_stored(oid: Oid, when: str) -> None:
    result = oid("log", "--mood", "5", "--at", when)
    if result.code == 2:  # the one thing of the grammar that a log refuses is a moment ahead of the clock
        ahead = AHEAD.match(result.err)
        assert ahead is not None, (when, result.err)
        assert datetime.strptime(ahead[1], "%a %d %b %Y, %H:%M").replace(tzinfo=NOW.tzinfo) > NOW, when
        return
    assert result.code == 0, (when, result.err)
    said = ECHO.match(result.out)
    assert said is not None, result.out
    stored = datetime.fromisoformat(oid.json("show", said[1])["entry"]["at"])
    assert said[2] == f"{stored:%a} {stored.day} {stored:%b %Y, %H:%M}", when
