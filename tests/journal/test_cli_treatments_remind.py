"""`treatments`: days with and without. `remind`: printed, never installed."""

from __future__ import annotations

import pytest

from running import Oid


def test_treatments_with_their_days_and_minutes(oid: Oid) -> None:
    oid("log", "--at", "2026-11-20 20:00", "--mood", "6", "--pain", "3", "-t", "walk 30min", "-t", "heat")
    oid("log", "--at", "2026-11-21 20:00", "--mood", "4", "-t", "Walk 1h")
    oid("log", "--at", "2026-11-22 20:00", "--mood", "5", "--pain", "5")
    found = oid.json("treatments")
    assert (found["schema"], found["from"], found["to"]) == ("oidtrack/treatments/1", "2026-08-26", "2026-11-23")
    walk, heat = found["treatments"]
    assert walk == {
        "text": "walk",
        "days": 2,
        "times": 2,
        "minutes": 90,
        "first": "2026-11-20",
        "last": "2026-11-21",
        "mood": {"with": {"n": 2, "median": 5.0}, "without": {"n": 1, "median": 5.0}},
        "pain": {"with": {"n": 1, "median": 3.0}, "without": {"n": 1, "median": 5.0}},
    }
    assert (heat["minutes"], heat["mood"]["without"]["n"]) == (None, 2)
    page = oid("treatments", "--since", "3d", "--until", "2026-11-22").out
    assert page.startswith("Other treatments: Fri 20 Nov 2026 to Sun 22 Nov 2026\n")
    assert "set beside, not because of" in " ".join(page.split())
    report = oid.json("report", "--since", "2026-08-26")
    assert report["treatments"] == found["treatments"]
    assert "mood without" in oid("report").out


def test_without_mood_and_pain_only_days_are_shown(oid: Oid) -> None:
    oid("log", "-t", "walk")
    assert (
        oid("treatments").out
        == "Other treatments: Wed 26 Aug 2026 to Mon 23 Nov 2026\n\n        days  min\n  walk     1\n"
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [((), 4), (("--since", "tomorrow"), 2), (("--since", "2026-11-23", "--until", "2026-11-22"), 2)],
)
def test_nothing_and_spans_that_are_none(oid: Oid, words: tuple[str, ...], code: int) -> None:
    oid("log", "--mood", "5")
    assert oid("treatments", *words).code == code


def test_a_line_for_cron(oid: Oid) -> None:
    result = oid("remind", "--at", "9:05pm")
    assert result.out.startswith("5 21 * * * ")
    assert result.out.count("\n") == 1
    assert "%" not in result.out, "cron reads a percent sign as a line break"
    assert result.err == "Nothing was installed. Add the line with: crontab -e\n"
    assert oid("remind", "--at", "21:05", "--cron").out == result.out


def test_a_timer_for_systemd(oid: Oid) -> None:
    units = oid("remind", "--systemd").out
    assert "OnCalendar=*-*-* 21:00:00\n" in units
    assert units.count("[Unit]") == 2


def test_an_event_for_a_calendar(oid: Oid) -> None:
    event = oid("remind", "--at", "20:15", "--ics").out
    lines = event.split("\r\n")
    assert (lines[0], lines[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert {"DTSTART:20261123T201500", "RRULE:FREQ=DAILY", "UID:remind-2015@oidtrack"} <= set(lines)
    assert "DTSTAMP:20261124T020000Z" in lines
    assert all(len(line) <= 75 for line in lines)


def test_a_reminder_for_another_program(oid: Oid) -> None:
    found = oid.json("remind", "--at", "8pm", "--ics")
    assert (found["schema"], found["kind"], found["at"]) == ("oidtrack/remind/1", "ics", "20:00")
    assert found["text"].startswith("BEGIN:VCALENDAR\r\n")


def test_what_pops_up_names_no_medicine(oid: Oid) -> None:
    for kind in ("--cron", "--systemd", "--ics"):
        assert "A minute for today?" in oid("remind", kind).out


@pytest.mark.parametrize("words", [("--at", "21"), ("--at", "soon"), ("--ics", "--cron"), ("--systemd", "--ics")])
def test_a_reminder_that_cannot_be(oid: Oid, words: tuple[str, ...]) -> None:
    result = oid("remind", *words)
    assert (result.code, result.out) == (2, "")
