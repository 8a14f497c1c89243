"""`log`: what is written, what is said first, what is refused, and what it may import."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import oidtrack
from running import Oid

OXYCODONE = ("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,14:00,22:00", "--since", "2023-01-15")
ABSENT = ("energy", "motivation", "interest", "anxiety", "craving", "note", "tags", "star", "signs", "symptoms")


def entries(oid: Oid, *words: str, **more: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = oid.json("log", *words, **more)["entries"]
    return found


def nothing_written(oid: Oid) -> bool:
    return oid("list").code == 4


def codes(oid: Oid, *words: str) -> list[str]:
    return [caution["code"] for caution in oid.json("log", *words)["cautions"]]


def test_a_line_for_each_entry_and_how_to_take_it_back(oid: Oid) -> None:
    result = oid("log", "--mood", "5", "--sleep", "7h30")
    assert (result.code, result.err) == (0, "")
    assert result.out == "saved e1 · Mon 23 Nov 2026, 21:00 · mood 5 · sleep 7 h 30 min\nundo: oidtrack undo\n"


def test_a_mood_has_every_key_and_null_for_what_was_not_said(oid: Oid) -> None:
    (mood,) = entries(oid, "-m", "5", "-p", "3.5", "-s", "7:30")
    assert (mood["id"], mood["kind"], mood["day"]) == ("e1", "mood", "2026-11-23")
    assert mood["at"] == "2026-11-23T21:00:00-05:00"
    assert (mood["mood"], mood["pain"], mood["sleep_hours"]) == (5, 3.5, 7.5)
    assert all(mood[name] is None for name in ABSENT)


def test_everything_of_a_check_in_is_one_entry(oid: Oid) -> None:
    words = ("--sign", "no drive", "--sign", "tired", "--symptom", "sweating=2", "--symptom", "restless")
    (mood,) = entries(oid, "--mood", "0", *words, "--note", "hard", "--tag", "#work", "--tag", "rain", "--star")
    assert (mood["mood"], mood["signs"], mood["symptoms"]) == (
        0,
        ["no drive", "tired"],
        {"sweating": 2, "restless": None},
    )
    assert (mood["note"], mood["tags"], mood["star"]) == ("hard", ["work", "rain"], True)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("7.5", 7.5),
        ("7,5", 7.5),
        ("7h30", 7.5),
        ("7:30", 7.5),
        ("7", 7),
        ("8h", 8),
        ("0", 0),
        ("24", 24),
        ("7.25", 7.25),
        ("7 hours", 7),
        ("1 hour", 1),
        ("7hrs", 7),
        ("7½", 7.5),
        ("7 1/2 hours", 7.5),
        ("7 hours 30 minutes", 7.5),
    ],
)
def test_sleep(oid: Oid, text: str, hours: float) -> None:
    assert entries(oid, "--sleep", text)[0]["sleep_hours"] == hours


def test_a_note_alone_is_a_note(oid: Oid) -> None:
    (note,) = entries(oid, "--note", "a long walk", "--tag", "walk")
    assert (note["kind"], note["note"], note["tags"]) == ("note", "a long walk", ["walk"])


def test_a_note_beside_a_dose_is_its_own_entry(oid: Oid) -> None:
    assert [one["kind"] for one in entries(oid, "-d", "oxycodone 5mg", "-n", "why")] == ["note", "dose"]


@pytest.mark.parametrize(
    ("text", "name", "minutes"),
    [("walk 30min", "walk", 30), ("physio 1h", "physio", 60), ("yoga", "yoga", None), ("Tai Chi 1.5 h", "Tai Chi", 90)],
)
def test_treatments(oid: Oid, text: str, name: str, minutes: int | None) -> None:
    (treatment,) = entries(oid, "-t", text)
    assert (treatment["kind"], treatment["text"], treatment["minutes"]) == ("treatment", name, minutes)


def test_a_note_from_stdin(oid: Oid) -> None:
    assert entries(oid, "--note", "-", stdin="one\ntwo\n")[0]["note"] == "one\ntwo"


def test_the_moment_is_echoed_with_its_weekday(oid: Oid) -> None:
    assert "Sun 22 Nov 2026, 21:00" in oid("log", "--at", "yesterday 9pm", "--mood", "5").out


def test_half_past_one_at_night_belongs_to_the_day_before(oid: Oid) -> None:
    assert entries(oid, "--mood", "5", "--at", "yesterday 1:30am")[0]["day"] == "2026-11-21"


# doses


def test_a_dose_that_fits_a_planned_one(oid: Oid) -> None:
    oid(*OXYCODONE)
    (dose,) = entries(oid, "--dose", "oxycodone 30mg at 8:20")
    assert (dose["state"], dose["slot"], dose["amount_mg"], dose["planned_mg"]) == ("taken", "08:00", 30, 30)
    assert dose["at"] == "2026-11-23T08:20:00-05:00"
    assert dose["reason"] is None


@pytest.mark.parametrize(
    ("at", "state"), [("11:00", "taken"), ("11:01", "taken"), ("17:00", "taken"), ("17:01", "extra")]
)
def test_three_hours_around_a_planned_time(oid: Oid, at: str, state: str) -> None:
    oid(*OXYCODONE)
    assert entries(oid, "--dose", f"oxycodone 30mg at {at}")[0]["state"] == state


def test_the_second_dose_of_a_line_knows_of_the_first(oid: Oid) -> None:
    oid(*OXYCODONE)
    doses = entries(oid, "-d", "oxycodone 30mg at 14:00", "-d", "oxycodone 5mg at 14:10")
    assert [dose["state"] for dose in doses] == ["taken", "extra"]


@pytest.mark.parametrize(
    ("text", "mg"),
    [
        ("oxycodone 10mg", 10),
        ("oxycodone 10", 10),
        ("oxycodone 10 mg x2", 20),
        ("oxycodone 2 x 5mg", 10),
        ("oxycodone 1/2 x 10mg", 5),
        ("oxycodone ½ x 10mg", 5),
        ("oxycodone 1 1/2 x 5mg", 7.5),
        ("oxycodone 2.5mg", 2.5),
        ("Oxycodone 500 mcg", 0.5),
    ],
)
def test_amounts(oid: Oid, text: str, mg: float) -> None:
    assert entries(oid, "--dose", text)[0]["amount_mg"] == mg


def test_a_patch_is_counted_by_what_it_delivers(oid: Oid) -> None:
    (patch,) = entries(oid, "--dose", "fentanyl 12mcg/h")
    assert (patch["medicine"], patch["amount_mg"], patch["amount_mcg_h"]) == ("fentanyl", None, 12.5)


def test_a_brand_stands_for_its_medicine(oid: Oid) -> None:
    assert entries(oid, "--dose", "percocet 5mg")[0]["medicine"] == "oxycodone"


def test_a_medicine_that_only_the_journal_knows(oid: Oid) -> None:
    oid("med", "add", "omega 3", "--role", "other", "--dose", "500", "--at", "20:00")
    (dose,) = entries(oid, "--dose", "omega 3 500mg")
    assert (dose["medicine"], dose["amount_mg"], dose["state"]) == ("omega 3", 500, "taken")


def test_taken_is_every_planned_dose_so_far_once(oid: Oid) -> None:
    oid(*OXYCODONE)
    oid("log", "--dose", "oxycodone 30mg at 8:20")
    (dose,) = entries(oid, "--taken")
    assert (dose["slot"], dose["at"]) == ("14:00", "2026-11-23T14:00:00-05:00")
    assert oid("log", "--taken").code == 4
    again = oid("log", "--mood", "5", "--taken")
    assert again.code == 0
    assert "No planned dose was open" in again.err


def test_taken_on_an_earlier_day_is_the_whole_day(oid: Oid) -> None:
    oid(*OXYCODONE)
    assert [dose["slot"] for dose in entries(oid, "--taken", "--at", "yesterday")] == ["08:00", "14:00", "22:00"]


def test_a_skip_has_its_reason(oid: Oid) -> None:
    oid(*OXYCODONE)
    (dose,) = entries(oid, "--skip", "oxycodone 14:00: slept: through it")
    assert (dose["state"], dose["slot"], dose["reason"]) == ("skipped", "14:00", "slept: through it")
    assert (dose["amount_mg"], dose["planned_mg"]) == (30, 30)
    assert oid("log", "--skip", "oxycodone 14:00: again").code == 2


def test_two_releases_of_one_medicine_are_told_apart(oid: Oid) -> None:
    oid(*OXYCODONE)
    oid("med", "add", "oxycodone er", "--dose", "20", "--at", "8:00,20:00", "--since", "2023-01-15")
    document = oid.json("log", "--taken")
    assert [(dose["slot"], dose["amount_mg"]) for dose in document["entries"]] == [
        ("08:00", 30),
        ("08:00", 20),
        ("14:00", 30),
        ("20:00", 20),
    ]
    assert document["cautions"] == []


# cautions


def test_above_what_is_planned_is_saved_and_said(oid: Oid) -> None:
    oid(*OXYCODONE)
    result = oid("log", "--dose", "oxycodone 35mg at 8:00")
    assert result.code == 0
    assert "Above what is planned" in result.err
    assert codes(oid, "--dose", "oxycodone 30mg at 14:00") == ["dose-above-plan"]
    assert len(oid.json("list")["entries"]) == 2


def test_late_is_not_above(oid: Oid) -> None:
    oid(*OXYCODONE)
    assert codes(oid, "--dose", "oxycodone 30mg at 11:00") == []


def test_sooner_than_the_interval(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--since", "2023-01-15")
    oid("log", "--dose", "oxycodone 5mg at 12:00")
    assert codes(oid, "--dose", "oxycodone 5mg at 15:59") == ["dose-too-soon"]
    assert codes(oid, "--dose", "oxycodone 5mg at 20:00") == []


def test_back_at_the_old_dose_after_days_without(oid: Oid) -> None:
    oid(*OXYCODONE)
    oid("log", "--dose", "oxycodone 30mg at 22:00", "--at", "4 days ago")
    result = oid("--no-input", "log", "--dose", "oxycodone 30mg at 8:00")
    assert result.code == 0
    assert "naloxone" in result.err


def test_daily_use_shows_in_the_journal_itself(oid: Oid) -> None:
    for days in range(9, 4, -1):
        oid("log", "--at", f"{days} days ago", "--dose", "morphine 30mg")
    assert codes(oid, "--dose", "morphine 30mg") == ["tolerance-lost"]


# refusals


REFUSED = [
    ("--mood", "11"),
    ("--mood", "-1"),
    ("--mood", "nan"),
    ("--mood", "1e1"),
    ("--mood", "5.55"),
    ("--mood", ""),
    ("--mood", "½"),
    ("--sleep", "24.5"),
    ("--sleep", "7:60"),
    ("--sleep", "-1"),
    ("--sign", " "),
    ("--symptom", "=2"),
    ("--symptom", "sweating=5"),
    ("--symptom", "sweating=-1"),
    ("--symptom", "sweating="),
    ("--symptom", "sweating=1.5"),
    ("--tag", "#"),
    ("--note", "  "),
    ("--note", "x" * 10_001),
    ("--treatment", "30min"),
    ("--treatment", "walk 0min"),
    ("--treatment", "walk 25h"),
    ("--at", "tomorrow"),
    ("--at", "2026-11-23 21:01"),
    ("--at", "2026-12-24"),
    ("--at", "2026-02-30"),
    ("--at", "10"),
    ("--at", "yesterday"),
    ("--tag", "lonely"),
    ("--dose", ""),
    ("--dose", "oxycodone"),
    ("--dose", "10mg"),
    ("--dose", "oxicodone 10mg"),
    ("--dose", "nothing at all 10mg"),
    ("--dose", "oxycodone 0mg"),
    ("--dose", "oxycodone -10mg"),
    ("--dose", "oxycodone nan mg"),
    ("--dose", "oxycodone 1e9 mg"),
    ("--dose", "oxycodone 0 x 5mg"),
    ("--dose", "oxycodone 1/0 x 5mg"),
    ("--dose", "oxycodone 25mcg/h"),
    ("--dose", "fentanyl 25mg"),
    ("--dose", "oxycodone 0.0001mg"),
    ("--dose", "oxycodone 10mg at 25:00"),
    ("--dose", "oxycodone 10mg at tomorrow"),
    ("--dose", "x" * 100_000),
    ("--skip", "oxycodone 8:00"),
    ("--skip", "oxycodone 8: why"),
    ("--skip", "oxycodone 8:00: why"),
    ("--skip", "oxicodone 8:00: why"),
]


@pytest.mark.parametrize("words", REFUSED, ids=lambda words: " ".join(words)[:40])
def test_what_cannot_be_is_refused_and_nothing_is_written(oid: Oid, words: tuple[str, str]) -> None:
    at_end = () if words[0] in {"--at", "--tag"} and words[1] in {"yesterday", "lonely", "#"} else ("-t", "walk")
    result = oid("log", *words, *at_end)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: ")
    assert result.err.count("\n") == 2
    assert "\nhint: " in result.err
    assert nothing_written(oid)


def test_near_names_are_offered(oid: Oid) -> None:
    hint = oid("log", "--dose", "oxicodone 10mg").err.splitlines()[1]
    assert hint.startswith("hint: did you mean ")
    assert " oxycodone " in hint


def test_one_bad_word_and_nothing_of_the_line_is_written(oid: Oid) -> None:
    assert oid("log", "--mood", "5", "--dose", "oxycodone 10mg", "--dose", "oxicodone 10mg").code == 2
    assert nothing_written(oid)


def test_a_very_high_amount_is_kept_with_a_caution_and_an_absurd_one_is_not(oid: Oid) -> None:
    assert oid.json("log", "--dose", "oxycodone 480mg")["cautions"] == []
    (caution,) = oid.json("log", "--dose", "oxycodone 481mg at 8:00")["cautions"][:1]
    assert (caution["code"], caution["severity"]) == ("dose-unlikely", "watch")
    assert "oidtrack edit" in caution["text"]
    assert oid("log", "--dose", "oxycodone 4800mg").code == 0
    assert oid("log", "--dose", "oxycodone 4801mg", "--yes").code == 2
    oid("med", "add", "chalk", "--role", "other", "--since", "2026-01-01")
    assert oid("log", "--dose", "chalk 100000mg").code == 0
    assert oid("log", "--dose", "chalk 100001mg", "--yes").code == 2


def test_a_note_of_ten_thousand_characters_is_kept_whole(oid: Oid) -> None:
    assert entries(oid, "--note", "é" * 10_000)[0]["note"] == "é" * 10_000


def test_control_characters_are_kept_as_typed_and_shown_harmless(oid: Oid) -> None:
    typed = "a\x1b[31mred\x07\r\nb"
    shown = oid("log", "--note", typed)
    assert "\x1b" not in shown.out
    assert "\x07" not in shown.out
    assert oid.json("list")["entries"][0]["note"] == typed
    assert "\x1b" not in oid("list").out


def test_without_options_and_without_a_terminal_it_says_what_to_type(oid: Oid) -> None:
    result = oid("log")
    assert result.code == 2
    assert "oidtrack log --mood 5" in result.err


def test_lines_keep_to_eighty_columns(oid: Oid) -> None:
    shown = oid(
        "log",
        "-m",
        "5",
        "-n",
        "word " * 30,
        "--sign",
        "no drive at all today",
        "--sign",
        "tired",
        "--tag",
        "x",
        "--yes",
    )
    assert max(map(len, shown.out.splitlines())) <= 80
    assert max(map(len, oid("list").out.splitlines())) <= 80
    assert max(map(len, oid("log", "--help").out.splitlines())) <= 80


@pytest.mark.no_cover
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["--mood", "--sleep", "--symptom", "--dose", "--skip", "--treatment", "--at"]), st.text())
def test_whatever_is_typed_ends_in_words(oid: Oid, option: str, text: str) -> None:
    result = oid("log", f"{option}={text}")
    assert result.code in {0, 2}, result.err
    assert "something inside" not in result.err


def test_a_mood_loads_no_more_than_it_needs(tmp_path: Path) -> None:
    program = """
import sys
from oidtrack.cli.main import run
db = sys.argv[1]
assert run(["--db", db, "log", "--mood", "5"]) == 0
libraries = {"pydantic", "rich", "sqlite_utils", "dateutil", "tomllib", "plotext", "platformdirs"}
rooms = ("oidtrack.taper", "oidtrack.clinical", "oidtrack.rules", "oidtrack.insight")
print(sorted(name for name in sys.modules if name.split(".")[0] in libraries or name.startswith(rooms)))
"""
    command = [sys.executable, "-c", program, str(tmp_path / "journal.db")]
    env = {**os.environ, "PYTHONPATH": str(Path(oidtrack.__file__).parents[1])}
    subprocess.run(command, check=True, capture_output=True, env=env)  # makes the journal
    second = subprocess.run(command, check=True, capture_output=True, env=env, text=True)
    assert second.stdout.splitlines()[-1] == "[]"


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("at", "said", "taken"),
    [
        ("2026-11-20 00:40", "23:50", "2026-11-19T23:50"),
        ("2026-11-20 00:40", "8:00", "2026-11-19T08:00"),
        ("2026-11-20 00:40", "00:30", "2026-11-20T00:30"),
        ("2026-11-20 00:40", "00:40", "2026-11-20T00:40"),
        ("2026-11-20 00:40", "00:41", "2026-11-19T00:41"),
        ("2026-11-20 9:00", "22:00", "2026-11-19T22:00"),
        ("2026-11-20", "23:50", "2026-11-20T23:50"),
        ("yesterday", "8am", "2026-11-22T08:00"),
        ("today", "8am", "2026-11-23T08:00"),
    ],
)
def test_a_time_alone_is_never_after_the_moment_of_the_entry(oid: Oid, at: str, said: str, taken: str) -> None:
    (dose,) = entries(oid, "--at", at, "--dose", f"oxycodone 10mg at {said}")
    assert dose["at"].startswith(taken)


def test_after_midnight_a_time_of_today_is_the_evening_that_has_gone_by(oid: Oid) -> None:
    night = {"OIDTRACK_NOW": "2026-11-20T00:40:00-05:00"}
    dose = oid.json("log", "--at", "today", "--dose", "oxycodone 10mg at 23:50", env=night)["entries"][0]
    assert dose["at"].startswith("2026-11-19T23:50")
    assert oid("log", "--at", "today", "--dose", "oxycodone 10mg at 23:50").code == 2


def test_a_short_name_with_its_release_is_found(oid: Oid) -> None:
    oid("med", "add", "oxycodone er", "--dose", "20", "--at", "8:00,20:00", "--since", "2026-01-01")
    (dose,) = entries(oid, "--dose", "oxy 20 at 8:00")
    assert (dose["medicine"], dose["state"]) == ("oxycodone", "taken")
    assert entries(oid, "--dose", "oxy er 20 at 20:00")[0]["state"] == "taken"


@pytest.mark.parametrize("command", ["log", "edit"])
def test_the_help_says_where_words_of_a_command_stand_besides(oid: Oid, command: str) -> None:
    assert "shell's history" in " ".join(oid(command, "--help").out.split())
