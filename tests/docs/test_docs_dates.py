"""The page of dates: its tables are read anew by the program, as the journal stores them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oidtrack.cli.session import Session
from oidtrack.cli.words.when import parse_when, say_when
from running import Oid

pytestmark = pytest.mark.no_cover  # what it goes through is followed in other tests

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "dates.md").read_text(encoding="utf-8")
READ = re.findall(r"^\| `(.+?)` \| (\w{3} \d+ \w{3} \d{4}, \d\d:\d\d)( [+-]\d{4})? \| .+ \|$", PAGE, re.MULTILINE)
REFUSED = re.findall(r"^\| `(.+?)` \| refused \|$", PAGE, re.MULTILINE)
NOW = Session(now=datetime.fromisoformat("2026-11-23T21:00:00-05:00"), clock_is_set=True)


def test_the_page_has_enough_to_learn_from() -> None:
    assert len({words for words, _, _ in READ}) >= 150
    assert len(set(REFUSED)) >= 40
    assert PAGE.count("\n| `") == len(READ) + len(REFUSED)


@pytest.mark.parametrize(("typed", "meant", "offset"), READ)
def test_what_is_said_is_what_is_stored(oid: Oid, typed: str, meant: str, offset: str) -> None:
    (entry,) = oid.json("log", "--note", "x", f"--at={typed}")["entries"]
    at = datetime.fromisoformat(entry["at"])
    assert say_when(at) == meant
    assert at.strftime("%z") == (offset.strip() or "-0500")
    assert f"· {meant} ·" in oid("log", "--note", "x", f"--at={typed}").out


@pytest.mark.parametrize("typed", REFUSED)
def test_what_is_refused_writes_nothing(oid: Oid, typed: str) -> None:
    result = oid("log", "--note", "x", f"--at={typed}")
    assert (result.code, result.out) == (2, "")
    assert oid("list").code == 4


@given(minutes=st.integers(0, 20 * 366 * 24 * 60), future=st.booleans())
def test_an_echo_reads_back_as_itself(minutes: int, future: bool) -> None:
    at = NOW.now - timedelta(minutes=minutes)
    assert parse_when(say_when(at), NOW, future=future).at == at
