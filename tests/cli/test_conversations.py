"""Whole conversations line by line, in this process: each question comes in its turn and its answer is kept."""

from __future__ import annotations

from datetime import date, timedelta

from conftest import NOW
from running import Oid, Result

TODAY = date.fromisoformat(NOW[:10])


def asked(oid: Oid, command: str, *turns: tuple[str, str | None]) -> Result:
    """What came of a conversation; each turn is words that are shown and what is typed then, None for nothing."""
    result = oid.typed(*command.split(), lines=[line for _, line in turns if line is not None])
    at = 0
    for words, _ in turns:
        found = result.out.find(words, at)
        assert found >= 0, (words, result.out[at:])
        at = found + len(words)
    return result


MEDICINE = (
    ("Which opioid", "oxycodone"),
    ("How much each", "30"),
    ("At what times", "8,14,22"),
    ("Which strengths", "5,10,20,30"),
    ("score line", "5"),
)
STEPS = (
    ("given you a plan", "y"),
    ("At which times", ""),
    ("first step hold", f"{TODAY + timedelta(days=8)}"),
    ("08:00, how much", "2 x 10 + 1 x 5"),
    ("14:00, how much", "30"),
    ("22:00, how much", "30"),
    ("step 1", None),
    ("hold, or the stop", ""),
    ("Who wrote", ""),
)


def test_a_first_evening_is_kept_as_the_commands_keep_it(oid: Oid) -> None:
    rest = (
        ("how long", "3 years"),
        ("which country", "at"),
        ("Who prescribes", "Dr. NAME"),
        ("are at home", "10mg=60,5mg=30"),
        ("Is naloxone at home", "n"),
    )
    result = asked(oid, "start", *MEDICINE, *rest, *STEPS, ("And tonight", "n"), ("That is all", None))
    assert result.code == 0
    (row,) = oid.json("med", "list")["medicines"]
    assert (row["medicine"], row["daily_mg"]) == ("oxycodone", 90.0)
    profile = oid.json("profile")
    assert [profile[name] for name in ("country", "prescriber", "naloxone")] == ["AT", "Dr. NAME", False]
    plan = oid.json("plan", "show")
    assert (plan["status"], [step["daily_mg"] for step in plan["steps"]]) == ("draft", [85.0])
    assert oid("med", "stock").code == 0


def test_going_back_takes_back_and_q_stops(oid: Oid) -> None:
    turns = (("how long", "b"), ("taken back: oxycodone", None), ("score line", ""), ("how long", "q"))
    assert asked(oid, "start", *MEDICINE, *turns, ("Kept so far: oxycodone", None)).code == 0
    assert asked(oid, "start", ("how long", "b"), ("this is the first question", None), ("how long", "q")).code == 0
    assert [row["medicine"] for row in oid.json("med", "list")["medicines"]] == ["oxycodone"]


def test_what_cannot_be_is_asked_again(oid: Oid) -> None:
    turns = (
        ("Which opioid", "oxycodon"),
        ("oxycodone", "oxycodone"),
        ("How much each", "much"),
        ("is not understood", "7"),
        ("At what times", "8,20"),
        ("Which strengths", "5"),
        ("score line", ""),
        ("cannot be made", None),
        ("How much each", ""),
        ("Left out", None),
        ("how long", "soon"),
        ("no day", "1999"),
        ("no day", ""),
        ("which country", "q"),
    )
    assert asked(oid, "start", *turns, ("nothing was saved", None)).code == 0
    assert oid("med", "list").code == 4


def test_steps_are_asked_for_until_they_can_be(oid: Oid) -> None:
    words = ("--dose", "30", "--at", "8:00,20:00", "--strengths", "5,10,20,30", "--since", "2023-01-15")
    oid("med", "add", "oxycodone", *words)
    first, second = TODAY + timedelta(days=3), TODAY + timedelta(days=45)
    turns = (
        ("At which times", "8,8"),
        ("stands twice", ""),
        ("first step hold", "2020-01-01"),
        ("is over", f"{first}"),
        ("08:00, how much", "30"),
        ("20:00, how much", "b"),
        ("08:00, how much", "25"),
        ("20:00, how much", "40"),
        ("above", None),
        ("first step hold", f"{first}"),
        ("08:00, how much", "25"),
        ("20:00, how much", "30"),
        ("step 1", None),
        ("hold, or the stop", f"{first}"),
        ("does not follow", f"{second}"),
        ("08:00, how much", "25"),
        ("20:00, how much", "25"),
        ("step 2", None),
        ("hold, or the stop", ""),
        ("Who wrote", "Dr. NAME"),
    )
    result = asked(oid, "plan enter", *turns)
    assert result.code == 0, result.out
    plan = oid.json("plan", "show")
    assert (plan["status"], [step["daily_mg"] for step in plan["steps"]]) == ("agreed", [55.0, 50.0])


def test_a_plan_is_drafted_by_questions(oid: Oid) -> None:
    turns = (
        ("Which opioid", ""),
        ("a name is needed", "oxycodone"),
        ("How much each time", "20"),
        ("At what times", "8,8"),
        ("stands twice", "8:00,20:00"),
        ("how many months", "long"),
        ("a number of months is meant", "3 years"),
        ("hurt most", "3"),
        ("strengths can you get", "7"),
        ("cannot be made", "5,10"),
        ("may be halved", ""),
        ("first cut be", "2026-12-01"),
        ("Which pace", "9"),
        ("from 1 to", "2"),
        ("A draft. Nobody has agreed to it yet", None),
    )
    assert asked(oid, "plan", *turns).code == 0
    plan = oid.json("plan", "show")
    assert (plan["status"], plan["start"], plan["pace"]["percent"]) == ("draft", "2026-12-01", 5.0)
    assert plan["steps"][-1]["doses"][0]["time"] == "20:00", "the evening hurts most and goes last"


def test_steps_beyond_a_law_are_kept_only_after_a_yes(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00", "--strengths", "5,10,20,30", "--since", "2023-01-15")
    first, second = TODAY + timedelta(days=3), TODAY + timedelta(days=12)
    steps = (
        ("At which times", ""),
        ("first step hold", f"{first}"),
        ("08:00, how much", "25"),
        ("step 1", None),
        ("hold, or the stop", f"{second}"),
        ("08:00, how much", "20"),
        ("On every day", ""),
        ("step 2", None),
        ("hold, or the stop", ""),
        ("Who wrote", "Dr. NAME"),
        ("go beyond limits", None),
    )
    refused = asked(oid, "plan enter", *steps, ("is it to be kept so", "n"), ("Not kept", None))
    assert (refused.code, "date,8:00,every" in refused.out) == (3, True)
    assert oid("plan", "show").code == 4
    assert asked(oid, "plan enter", *steps, ("is it to be kept so", "y")).code == 0
    assert oid.json("plan", "show")["status"] == "agreed"


def test_a_questionnaire_is_answered_line_by_line(oid: Oid) -> None:
    turns = (("1/2  Little interest", "1"), ("2/2", "b"), ("1/2  Little interest", "0"), ("2/2", "1"))
    assert asked(oid, "check phq2", *turns).code == 0
    (entry,) = oid.json("list")["entries"]
    assert entry["answers"] == [0, 1]


def test_a_question_mark_explains_and_is_kept_nowhere(oid: Oid) -> None:
    turns = (
        ("Which opioid", "?"),
        ("The name as it stands on the box", ""),
        ("how long", "?"),
        ("with any opioid", ""),
        ("which country", "?"),
        ("help lines", ""),
        ("Who prescribes", "?"),
        ("stands on your report", "?"),
        ("stands on your report", ""),
        ("naloxone at home", "?"),
        ("where to get it", ""),
        ("And tonight", "?"),
        ("leaves it for later", "n"),
        ("That is all", None),
    )
    assert asked(oid, "start", *turns).code == 0
    assert oid.json("profile")["prescriber"] is None


def test_back_and_stop_in_the_guided_plan(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,20:00", "--since", "2023-01-15")
    turns = (
        ("hurt most", "b"),
        ("this is the first question", None),
        ("hurt most", "?"),
        ("comes down last", "4"),
        ("1, 2 or 3", "1"),
        ("strengths can you get", "b"),
        ("hurt most", "2"),
        ("strengths can you get", "?"),
        ("printed on the boxes", ""),
        ("may be halved", "?"),
        ("The strengths, with commas", ""),
        ("first cut be", "?"),
        ("No dose changes before", "b"),
        ("may be halved", ""),
        ("first cut be", ""),
        ("Which pace", "?"),
        ("nothing holds until", "q"),
    )
    assert asked(oid, "plan", *turns).code == 130
    assert oid("plan", "show").code == 4


def test_a_stop_at_a_doubt_stops(oid: Oid) -> None:
    turns = (
        ("Which opioid", "oxycodone"),
        ("How much each time", "900"),
        ("At what times", "8,20"),
        ("Is that right", "?"),
        ("asks for the dose again", "b"),
        ("At what times", "8,20"),
        ("Is that right", "q"),
    )
    assert asked(oid, "plan", *turns).code == 130
    assert oid("med", "list").code == 4


def test_steps_are_gone_back_through_to_the_first_question(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00", "--strengths", "5,10,20,30", "--since", "2023-01-15")
    first, second = TODAY + timedelta(days=3), TODAY + timedelta(days=45)
    turns = (
        ("At which times", "b"),
        ("this is the first question", None),
        ("At which times", ""),
        ("first step hold", f"{first}"),
        ("08:00, how much", "?"),
        ("2 x 10 + 1 x 5", "25"),
        ("hold, or the stop", f"{second}"),
        ("08:00, how much", "22.5"),
        ("On every day", "b"),
        ("08:00, how much", "20"),
        ("On every day", "?"),
        ("a day without", ""),
        ("step 2", None),
        ("hold, or the stop", ""),
        ("Who wrote", "b"),
        (" is asked again", None),
        ("step 2 hold", ""),
        ("Who wrote", "?"),
        ("kept to look at", ""),
    )
    assert asked(oid, "plan enter", *turns).code == 0
    assert [step["daily_mg"] for step in oid.json("plan", "show")["steps"]] == [25.0]


def test_a_questionnaire_is_explained_gone_back_through_and_stopped(oid: Oid) -> None:
    turns = (("1/2", "b"), ("first question", "?"), ("no right one", "1"), ("2/2", "b"), ("1/2", "2"), ("2/2", "0"))
    assert asked(oid, "check phq2", *turns).code == 0
    assert oid.json("list")["entries"][0]["answers"] == [2, 0]
    assert asked(oid, "check phq2", ("1/2", "1"), ("2/2", "q")).code == 130
    assert len(oid.json("list")["entries"]) == 1


def test_the_check_before_a_cut_asks_with_the_same_keys(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00", "--strengths", "5,10,20,30", "--since", "2023-01-15")
    oid("plan", "new", "--start", f"{TODAY + timedelta(days=3)}")
    oid("plan", "agree", "--with", "Dr. NAME")
    turns = (
        ("Mood today", "b"),
        ("this is the first question", "?"),
        ("kept as an entry of today", "6"),
        ("Pain today", "b"),
        ("Mood today", "5.5"),
        ("Pain today", "3"),
        ("Withdrawal today", "5"),
        ("from 0 to 4", "1"),
    )
    assert asked(oid, "plan check", *turns).code == 0
    (entry,) = oid.json("list")["entries"]
    assert (entry["mood"], entry["pain"], entry["symptoms"]) == (5.5, 3, {"withdrawal": 1})
