"""`start` and `plan enter` by questions, on a real terminal: each answer is kept as the plain commands keep it."""

from __future__ import annotations

from pathlib import Path

import pytest

from on_terminal import Start, answer, end
from running import Oid

pexpect = pytest.importorskip("pexpect")
if not hasattr(pexpect, "spawn"):
    pytest.skip("there is no terminal to talk to", allow_module_level=True)

WHICH, DOSE, TIMES, STRENGTHS, HALVES = (
    "Which opioid",
    "How much each",
    "At what times",
    "Which strengths",
    "score line",
)
LONG, COUNTRY, WHO, HOME, NALOXONE = "how long", "which country", "Who prescribes", "are at home", "Is naloxone at home"
PLAN, TONIGHT = "given you a plan", "And tonight"
MEDICINE = ((WHICH, "oxycodone"), (DOSE, "30"), (TIMES, "8,14,22"), (STRENGTHS, "5,10,20,30"), (HALVES, "5"))
PLAN_TIMES, FIRST, NEXT, WROTE, EACH_DAY = (
    "At which times",
    "first step hold",
    "hold, or the stop",
    "Who wrote",
    "every day",
)
BLANKS = tuple((question, "") for question in (WHICH, LONG, COUNTRY, WHO, NALOXONE, TONIGHT))


def med(oid: Oid) -> None:
    words = ("--dose", "30", "--at", "8:00,14:00,22:00", "--strengths", "5,10,20,30", "--halves", "5")
    assert oid("med", "add", "oxycodone", *words, "--since", "2023-01-15").code == 0


def commands(oid: Oid) -> int:
    """How many changes can be taken back."""
    return sum(1 for _ in iter(lambda: oid("undo").code, 4))


def test_every_answer_stands_where_its_own_command_puts_it(oid: Oid, start: Start) -> None:
    child = start("start")
    answer(child, *MEDICINE, (LONG, "3 years"), (COUNTRY, "at"), (WHO, "Dr. NAME"), (HOME, "10mg=60, 5mg=30"))
    answer(child, (NALOXONE, "y"), (PLAN, "n"), (TONIGHT, "y"))
    child.expect("Mood")
    child.send("5")
    answer(child, ("Sleep", "7"), ("Pain", "4"), ("All taken", "y"), ("Anything else", "n"), ("note", "quiet"))
    code, said = end(child)
    assert code == 0
    assert "oidtrack log" in said
    (row,) = oid.json("med", "list")["medicines"]
    assert (row["medicine"], row["daily_mg"]) == ("oxycodone", 90.0)
    profile = oid.json("profile")
    assert (profile["country"], profile["prescriber"], profile["naloxone"]) == ("AT", "Dr. NAME", True)
    assert profile["opioid_since"] == "2023-11-24"
    assert oid("med", "stock").code == 0
    moods = [entry for entry in oid.json("list")["entries"] if entry["kind"] == "mood"]
    assert [(entry["mood"], entry["note"]) for entry in moods] == [(5.0, "quiet")]


def test_every_question_may_be_left_out(oid: Oid, start: Start) -> None:
    child = start("start")
    answer(child, *BLANKS)
    assert end(child)[0] == 0
    assert commands(oid) == 0


def test_a_dose_or_a_time_that_is_left_out_leaves_out_the_medicine(oid: Oid, start: Start) -> None:
    child = start("start")
    answer(child, (WHICH, "oxycodone"), (DOSE, "30"), (TIMES, ""))
    child.expect("med add oxycodone --dose MG --at TIMES")
    answer(child, (LONG, "q"))
    assert end(child)[0] == 0
    assert oid("med", "list").code == 4


@pytest.mark.parametrize("key", ["q", "\x03", "\x04"])
def test_stopping_keeps_what_was_answered_and_says_so(oid: Oid, start: Start, key: str) -> None:
    child = start("start")
    answer(child, *MEDICINE)
    child.expect(LONG)
    if key == "q":
        child.sendline(key)
    else:
        child.send(key)
    code, said = end(child)
    assert code == 0
    assert "Kept so far: oxycodone" in said
    assert oid("med", "list").code == 0


def test_going_back_takes_back_what_was_written(oid: Oid, start: Start) -> None:
    child = start("start")
    answer(child, *MEDICINE, (LONG, "b"))
    child.expect("taken back: oxycodone")
    answer(child, (HALVES, "b"), (STRENGTHS, "b"), (TIMES, "b"), (DOSE, "20"), (TIMES, "8,20"), (STRENGTHS, "5,10"))
    answer(child, (HALVES, ""), (LONG, "2 years"), (COUNTRY, "b"))
    child.expect("taken back: opioids since")
    answer(child, (LONG, ""), (COUNTRY, "q"))
    assert end(child)[0] == 0
    (row,) = oid.json("med", "list")["medicines"]
    assert row["daily_mg"] == 40.0
    assert oid.json("profile")["opioid_since"] is None


def test_the_first_question_has_none_before_it(start: Start) -> None:
    child = start("start")
    answer(child, (WHICH, "b"))
    child.expect("this is the first question")
    answer(child, (WHICH, "q"))
    assert end(child)[0] == 0


def test_what_is_known_is_not_asked_again(oid: Oid, start: Start) -> None:
    med(oid)
    oid("profile", "--country", "US", "--prescriber", "Dr. NAME", "--naloxone")
    oid("med", "refill", "oxycodone", "--counted", "10mg=42")
    oid("log", "--mood", "5")
    child = start("start")
    answer(child, (PLAN, ""))
    code, said = end(child)
    assert (code, "That is all" in said) == (0, True)


def test_what_cannot_be_is_asked_again_and_loses_nothing(oid: Oid, start: Start) -> None:
    child = start("start")
    answer(child, (WHICH, "oxycodon"))
    child.expect("oxycodone")
    answer(child, (WHICH, "oxycodone"), (DOSE, "much"), ("is not understood", ""), (LONG, "soon"), ("no day", ""))
    answer(child, (COUNTRY, "Atlantis"), ("no country that is known", "q"))
    assert end(child)[0] == 0
    assert commands(oid) == 0


def test_answers_as_people_say_them_are_understood(oid: Oid) -> None:
    turns = (
        (WHICH, "oxycodone"),
        (DOSE, "20 and 10"),
        (TIMES, "8am and 8 pm"),
        (STRENGTHS, "5, 10 and 20"),
        (HALVES, "none"),
        (LONG, "3 years"),
        (COUNTRY, "Deutschland"),
        (WHO, "q"),
    )
    assert oid.typed("start", lines=[text for _, text in turns]).code == 0
    (medicine,) = oid.json("med", "list")["medicines"]
    assert [dose["time"] for dose in medicine["doses"]] == ["08:00", "20:00"]
    assert [dose["mg"] for dose in medicine["doses"]] == [20.0, 10.0]
    assert oid.json("profile")["country"] == "DE"


def test_a_dose_that_no_tablet_makes_is_asked_again(oid: Oid, start: Start) -> None:
    child = start("start")
    answer(child, (WHICH, "oxycodone"), (DOSE, "7"), (TIMES, "8"), (STRENGTHS, "5,10"), (HALVES, ""))
    answer(child, (DOSE, "10"), (TIMES, "8"), (STRENGTHS, "5,10"), (HALVES, ""), (LONG, "q"))
    assert end(child)[0] == 0
    assert oid.json("med", "list")["medicines"][0]["daily_mg"] == 10.0


def test_the_country_is_guessed_from_the_language_and_said_so(start: Start) -> None:
    child = start("start", language="de_AT.UTF-8")
    answer(child, (WHICH, ""), (LONG, ""))
    child.expect("AT is guessed from your language")
    child.sendline("")
    child.expect("oidtrack crisis")
    answer(child, (WHO, "q"))
    assert end(child)[0] == 0


@pytest.mark.parametrize("words", [("start",), ("--no-input", "start"), ("--json", "start"), ("plan", "enter")])
def test_without_somebody_to_ask_it_says_what_to_type(oid: Oid, words: tuple[str, ...]) -> None:
    found = oid(*words, stdin="oxycodone\n30\n")
    assert found.code == 2
    assert "oidtrack" in found.err


def test_steps_that_are_typed_are_those_of_a_file(oid: Oid, start: Start, tmp_path: Path) -> None:
    med(oid)
    child = start("plan", "enter")
    answer(
        child, (PLAN_TIMES, ""), (FIRST, "2026-12-07"), ("08:00", "20 + 1.5 x 5"), ("14:00", "25"), ("22:00", "27.5mg")
    )
    answer(child, (NEXT, "2027-01-04"), ("08:00", "25"), ("14:00", "22.5"), ("22:00", "25 mg"), (NEXT, ""), (WROTE, ""))
    assert end(child)[0] == 0
    typed = oid.json("plan", "show")
    oid("undo")
    file = tmp_path / "steps.csv"
    file.write_text("date,8:00,14:00,22:00\n2026-12-07,27.5,25,27.5\n2027-01-04,25,22.5,25\n")
    assert oid.json("plan", "enter", str(file))["steps"] == typed["steps"]
    assert typed["status"] == "draft"
    assert [step["daily_mg"] for step in typed["steps"]] == [80.0, 72.5]


def test_a_name_puts_the_steps_in_force(oid: Oid, start: Start) -> None:
    med(oid)
    child = start("plan", "enter")
    answer(child, (PLAN_TIMES, ""), (FIRST, "2026-12-07"), ("08:00", "25"), ("14:00", "30"), ("22:00", "30"))
    answer(child, (NEXT, ""), (WROTE, "Dr. NAME"))
    assert end(child)[0] == 0
    plan = oid.json("plan", "show")
    assert (plan["status"], plan["pace"]["source"]) == ("agreed", "entered")


def test_a_step_above_the_one_before_is_asked_again(oid: Oid, start: Start) -> None:
    med(oid)
    child = start("plan", "enter")
    answer(child, (PLAN_TIMES, ""), (FIRST, "2026-12-07"), ("08:00", "30"), ("14:00", "40"), ("22:00", "30"))
    child.expect(r"is\s+above")
    answer(child, (FIRST, "2026-12-07"), ("08:00", "25"), ("14:00", "30"), ("22:00", "30"), (NEXT, "2026-12-07"))
    child.expect("does not follow")
    answer(child, (NEXT, "q"))
    assert end(child)[0] == 130
    assert oid("plan", "show").code == 4


def test_a_cut_beyond_a_law_is_kept_for_a_prescriber_alone_and_after_a_yes(oid: Oid, start: Start) -> None:
    med(oid)
    steps = ((PLAN_TIMES, ""), (FIRST, "2026-12-07"), ("08:00", "20"), ("14:00", "20"), ("22:00", "20"), (NEXT, ""))
    child = start("plan", "enter")
    answer(child, *steps, (WROTE, ""))
    code, said = end(child)
    assert (code, "2026-12-07,20,20,20" in said) == (3, True)
    for word, expected in (("n", 3), ("y", 0)):
        child = start("plan", "enter")
        answer(child, *steps, (WROTE, "Dr. NAME"), ("write just this", word))
        assert end(child)[0] == expected
    assert oid.json("plan", "show")["status"] == "agreed"


def test_back_goes_to_the_dose_and_to_the_step_before(oid: Oid, start: Start) -> None:
    med(oid)
    child = start("plan", "enter")
    answer(child, (PLAN_TIMES, "8,22"), (FIRST, "2026-12-07"), ("08:00", "40"), ("22:00", "b"), ("08:00", "30"))
    answer(child, ("22:00", "30"), (NEXT, "b"), ("is asked again", ""))
    child.expect(pexpect.EOF)


def test_a_stop_and_a_dose_on_every_other_day_can_be_typed(oid: Oid, start: Start) -> None:
    words = ("--dose", "5", "--at", "22:00", "--strengths", "5", "--halves", "5", "--since", "2023-01-15")
    assert oid("med", "add", "oxycodone", *words).code == 0
    child = start("plan", "enter")
    answer(child, (PLAN_TIMES, ""), (FIRST, "2026-12-07"), ("22:00", "2.5"), (NEXT, "2027-02-01"), ("22:00", "2.5"))
    answer(child, (EACH_DAY, "2"), (NEXT, "2027-03-29"), ("22:00", "0"), (WROTE, "Dr. NAME"))
    child.expect("write just this|Plan p1")
    if "write" in child.after:
        child.sendline("y")
    assert end(child)[0] == 0
    plan = oid.json("plan", "show")
    assert (plan["steps"][-1]["every_days"], plan["stops_on"]) == (2, "2027-03-29")


def test_start_takes_the_prescribers_plan(oid: Oid, start: Start) -> None:
    med(oid)
    oid("profile", "--country", "US", "--prescriber", "Dr. NAME", "--naloxone")
    oid("log", "--mood", "5")
    child = start("start")
    answer(child, (HOME, ""), (PLAN, "y"), (PLAN_TIMES, "b"), (PLAN, "y"), (PLAN_TIMES, ""), (FIRST, "2026-12-07"))
    answer(child, ("08:00", "25"), ("14:00", "30"), ("22:00", "30"), (NEXT, ""), (WROTE, "Dr. NAME"))
    assert end(child)[0] == 0
    assert oid.json("plan", "show")["status"] == "agreed"
