"""`list`, `undo` and `profile`."""

from __future__ import annotations

import pytest

from running import Oid


def _begin_week(oid: Oid) -> None:
    oid("log", "--at", "3 days ago 9am", "--mood", "3", "--note", "Rain all DAY", "--tag", "rain")
    oid("log", "--at", "yesterday 8am", "--dose", "morphine 15mg")
    oid("log", "--at", "yesterday 9am", "--dose", "oxycodone 5mg")
    oid("log", "--at", "yesterday 10am", "--treatment", "walk 30min")
    oid("log", "--note", "quiet")
    oid("log", "--mood", "6")


@pytest.fixture
def week(oid: Oid) -> Oid:
    """A few entries on three days, e1 to e6."""
    oid.once(_begin_week)
    return oid


def ids(oid: Oid, *words: str) -> list[str]:
    return [entry["id"] for entry in oid.json("list", *words)["entries"]]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ((), "e1 e2 e3 e4 e5 e6"),
        (("-n", "2"), "e5 e6"),
        (("--since", "yesterday"), "e2 e3 e4 e5 e6"),
        (("--until", "yesterday"), "e1 e2 e3 e4"),
        (("--since", "yesterday", "--until", "yesterday"), "e2 e3 e4"),
        (("--kind", "mood"), "e1 e6"),
        (("--kind", "note", "--kind", "treatment"), "e4 e5"),
        (("--tag", "rain"), "e1"),
        (("--tag", "#rain"), "e1"),
        (("--text", "day"), "e1"),
        (("--text", "WALK"), "e4"),
        (("--medicine", "oxycodone"), "e3"),
        (("--medicine", "Percocet"), "e3"),
        (("--medicine", "morphine", "--kind", "dose"), "e2"),
    ],
)
def test_what_fits_comes_newest_last(week: Oid, words: tuple[str, ...], found: str) -> None:
    assert ids(week, *words) == found.split()


def test_the_page_groups_by_day(week: Oid) -> None:
    assert week("list", "--since", "yesterday").out == (
        "Sun 22 Nov 2026\n"
        "  e2     08:00  morphine 15 mg taken, at no planned time\n"
        "  e3     09:00  oxycodone 5 mg taken, at no planned time\n"
        "  e4     10:00  walk 30 min\n"
        "\n"
        "Mon 23 Nov 2026\n"
        '  e5     21:00  "quiet"\n'
        "  e6     21:00  mood 6\n"
    )


@pytest.mark.no_cover
def test_twenty_unless_told(oid: Oid) -> None:
    for _ in range(21):
        oid("log", "--mood", "5")
    assert len(ids(oid)) == 20
    assert len(ids(oid, "--limit", "99999999999999999999")) == 21


@pytest.mark.parametrize("words", [("--tag", "snow"), ("--kind", "assessment"), ("--medicine", "aspirin")])
def test_nothing_that_fits_is_exit_4(week: Oid, words: tuple[str, ...]) -> None:
    result = week("list", *words)
    assert (result.code, result.out) == (4, "")
    assert "hint: " in result.err


@pytest.mark.parametrize("words", [("--kind", "moods"), ("-n", "0"), ("-n", "x"), ("--since", "1/2/2026")])
def test_what_list_cannot_read_is_exit_2(week: Oid, words: tuple[str, ...]) -> None:
    assert week("list", *words).code == 2


def test_without_a_journal_there_is_nothing(oid: Oid) -> None:
    assert (oid("list").code, oid("undo").code) == (4, 4)


def test_undo_goes_back_step_by_step(week: Oid) -> None:
    assert week("undo").out == "undone: log of Mon 23 Nov 2026, 21:00 · removed e6\n"
    document = week.json("undo")
    assert (document["schema"], document["command"], document["removed"]) == ("oidtrack/undo/1", "log", ["e5"])
    assert ids(week) == ["e1", "e2", "e3", "e4"]
    for _ in range(4):
        assert week("undo").code == 0
    result = week("undo")
    assert (result.code, result.out) == (4, "")


def test_undo_takes_back_a_whole_line(oid: Oid) -> None:
    oid("log", "--mood", "5", "--treatment", "walk", "--dose", "morphine 15mg")
    assert "removed e1, e2, e3" in oid("undo").out


def test_undo_says_what_else_is_as_before(oid: Oid) -> None:
    oid("profile", "--naloxone")
    assert "your profile as before" in oid("undo").out
    oid("med", "add", "oxycodone", "--dose", "5", "--at", "8:00")
    assert "your medicines as before" in oid("undo").out


# the profile


def test_a_profile_nobody_filled_in_is_null_throughout(oid: Oid) -> None:
    document = oid.json("profile")
    assert document.pop("schema") == "oidtrack/profile/1"
    assert document.pop("risks") == []
    assert document.pop("opioid_since_from") is None
    assert len(document) == 12
    assert set(document.values()) == {None}
    assert oid("profile").out.count("not said") == 12


def test_a_profile_keeps_what_was_said(oid: Oid) -> None:
    oid("profile", "--opioid-since", "2023-01-15", "--born", "1968", "--country", "us", "--prescriber", "Dr Ng")
    document = oid.json("profile", "--naloxone", "--not-pregnant", "--no-sleep-apnoea", "--failed-taper")
    said = {name: value for name, value in document.items() if value not in (None, [])}
    assert said == {
        "schema": "oidtrack/profile/1",
        "opioid_since": "2023-01-15",
        "opioid_since_from": "profile",
        "born": 1968,
        "country": "US",
        "prescriber": "Dr Ng",
        "naloxone": True,
        "pregnant": False,
        "sleep_apnoea": False,
        "failed_taper": True,
    }
    page = oid("profile").out
    assert "On opioids since          Sun 15 Jan 2023" in page
    assert "Pregnant                  no" in page
    assert oid.json("profile", "--no-naloxone")["naloxone"] is False


@pytest.mark.parametrize(
    "words",
    [
        ("--born", "68"),
        ("--born", "2027"),
        ("--born", "1905"),
        ("--country", "Atlantis"),
        ("--country", "1!"),
        ("--prescriber", " "),
        ("--opioid-since", "2026-12-01"),
        ("--opioid-since", "15/1/2023"),
    ],
)
def test_what_a_profile_cannot_be_is_exit_2_and_changes_nothing(oid: Oid, words: tuple[str, str]) -> None:
    assert oid("profile", "--naloxone", *words).code == 2
    assert oid.json("profile")["naloxone"] is None


@pytest.mark.parametrize("command", ["list", "undo", "profile"])
def test_help_shows_examples_in_eighty_columns(oid: Oid, command: str) -> None:
    result = oid(command, "--help")
    assert "Examples:" in result.out
    assert max(map(len, result.out.splitlines())) <= 80


def test_the_document_of_an_empty_journal_is_an_empty_list(oid: Oid) -> None:
    empty = {"schema": "oidtrack/list/1", "entries": []}
    assert oid.json("list") == empty  # no journal yet
    oid("profile", "--country", "US")
    assert oid.json("list", "-n", "5") == empty
    assert (oid("list").code, oid("list", "--tag", "walk", "--json").code) == (4, 4)
