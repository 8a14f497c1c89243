"""Each finding says what it looks for and where that comes from, whether it holds or not."""

from __future__ import annotations

import pytest

from oidtrack.clinical import catalogue
from oidtrack.rules.explained import IDS, looks_for
from running import Oid


def test_no_finding_is_explained_twice() -> None:
    assert len(set(IDS)) == len(IDS)


@pytest.mark.parametrize("name", IDS)
def test_its_source_is_known_and_a_choice_of_ours_says_so(name: str) -> None:
    words, source = looks_for(name)
    assert source in {one.id for one in catalogue.sources()}
    assert source != "engineering" or "ENGINEERING" in words


def test_what_does_not_hold_is_explained_all_the_same(oid: Oid) -> None:
    oid("log", "--mood", "6")
    page = oid("warnings", "--explain", "depression-rising").out
    assert "does not hold now" in page
    assert "PHQ-9 up by 5 or more" in page
    assert "Source" in page
    assert oid.json("warnings", "--explain", "stalled")["rule"].startswith("2 holds in a row")
