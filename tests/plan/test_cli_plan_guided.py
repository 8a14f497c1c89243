"""`plan` alone on a real terminal: a conversation that ends in a draft, or leaves nothing."""

from __future__ import annotations

import pytest

from on_terminal import Start, answer, end
from running import Oid

WHICH, DOSE, TIMES, MONTHS = "Which opioid", "How much each time", "At what times", "how many months"
WORST, STRENGTHS, HALVES, FIRST, PACE = (
    "hurt most",
    "strengths can you get",
    "may be halved",
    "first cut be",
    "Which pace",
)
REST = ((STRENGTHS, ""), (HALVES, ""), (FIRST, ""), (PACE, ""))
WIDE = 80


def med(oid: Oid, *words: str) -> None:
    assert oid("med", "add", *words, "--at", "8:00,20:00", "--strengths", "5,10").code == 0


def test_from_nothing_to_a_draft(oid: Oid, start: Start) -> None:
    child = start("plan")
    answer(child, (WHICH, "oxycodone"), (DOSE, "20"), (TIMES, "8:00,20:00"), (MONTHS, "36"), (WORST, "3"))
    answer(child, (STRENGTHS, "5,10"), (HALVES, ""), (FIRST, "2026-12-01"), (PACE, "2"))
    code, said = end(child)
    assert code == 0
    assert "A draft. Nobody has agreed to it yet" in said
    assert "plan compare" in said
    plan = oid.json("plan", "show")
    assert (plan["status"], plan["start"], plan["pace"]["percent"]) == ("draft", "2026-12-01", 5.0)
    assert plan["steps"][-1]["doses"][0]["time"] == "20:00", "the evening hurts most and goes last"


def test_of_one_medicine_in_the_journal_only_the_rest_is_asked(oid: Oid, start: Start) -> None:
    med(oid, "oxycodone", "--dose", "20", "--since", "2023-01-15")
    child = start("plan")
    answer(child, (WORST, ""), *REST)
    code, said = end(child)
    assert code == 0
    assert WHICH not in said
    assert len(oid.json("med", "list")["medicines"]) == 1
    assert oid.json("plan", "show")["pace"]["percent"] == 10.0


def test_of_two_opioids_the_person_chooses_the_order(oid: Oid, start: Start) -> None:
    med(oid, "oxycodone", "--dose", "20", "--since", "2023-01-15")
    med(oid, "morphine er", "--dose", "30", "--strengths", "15,30")
    child = start("plan")
    answer(child, ("comes down first", "3"), ("a number from 1 to 2", ""), ("comes down first", "2"))
    answer(child, (WORST, ""), (STRENGTHS, ""), (FIRST, ""), (PACE, ""))
    code, said = end(child)
    assert code == 0
    assert HALVES not in said, "an extended-release tablet is never halved"
    plan = oid.json("plan", "show")
    assert (plan["medicine"], plan["release"]) == ("morphine", "er")
    assert plan["current"]["combined_mme"] == plan["current"]["mme"] + 60.0


def test_what_cannot_be_is_asked_again(start: Start) -> None:
    child = start("plan")
    answer(child, (WHICH, ""), ("a name is needed", ""), (WHICH, "oxycodne"), ("did you mean oxycodone", ""))
    answer(child, (WHICH, "oxycodone"), (DOSE, ""), ("an amount is needed", "many"), ("not understood", "20"))
    answer(child, (TIMES, ""), ("one time is needed", "8,25"), ("'25' is no time of day", "8,8"))
    answer(child, ("stands twice", "8:00,20:00"))
    answer(child, (MONTHS, "long"), (MONTHS, ""), (WORST, "4"), (WORST, ""))
    answer(child, (STRENGTHS, "7"), ("cannot be made", "0"), ("not above 0", "5,10"))
    answer(child, (HALVES, "7"), ("not among the", ""))
    answer(child, (FIRST, "soon"), ("no day that", "2020-01-01"), ("is over", ""), (PACE, "9"), (PACE, "1"))
    assert end(child)[0] == 0


def test_only_the_answer_that_was_wrong_is_asked_again(oid: Oid, start: Start) -> None:
    child = start("plan")
    answer(child, (WHICH, "oxycodone"), (DOSE, "10,20"), (TIMES, "8,14,22"), ("2 doses do not fit 3 times", "8 22"))
    child.expect(MONTHS)
    assert DOSE not in child.before
    assert TIMES not in child.before.split("do not fit")[-1].replace(TIMES, "", 1)
    child.sendline("36")
    answer(child, (WORST, ""), *REST[:-1], (PACE, "x"), ("from 1 to", "2"))
    code, said = end(child)
    assert code == 0
    assert "The height is the daily dose" not in said, "the table is not shown again"
    assert [dose["time"] for dose in oid.json("plan", "show")["current"]["doses"]] == ["08:00", "22:00"]


@pytest.mark.no_cover
@pytest.mark.parametrize("typed", ["8,14,22", "8 14 22", "8:00, 14:00, 22:00", "8am 2pm 10pm"])
def test_times_as_people_type_them(oid: Oid, start: Start, typed: str) -> None:
    child = start("plan")
    answer(child, (WHICH, "oxycodone"), (DOSE, "20"), (TIMES, typed), (MONTHS, "36"), (WORST, ""), *REST)
    assert end(child)[0] == 0
    times = [dose["time"] for dose in oid.json("plan", "show")["current"]["doses"]]
    assert times == ["08:00", "14:00", "22:00"]


def test_the_medicine_is_kept_with_the_draft_and_goes_with_it(oid: Oid, start: Start) -> None:
    child = start("plan")
    answer(child, (WHICH, "oxycodone"), (DOSE, "20"), (TIMES, "8,20"), (MONTHS, "36"), (WORST, ""))
    answer(child, (STRENGTHS, "5,10"), (HALVES, "5"), (FIRST, ""), (PACE, ""))
    code, said = end(child)
    assert code == 0
    assert "oxycodone is in your journal now" in said
    (medicine,) = oid.json("med", "list")["medicines"]
    assert medicine["medicine"] == "oxycodone"
    assert "add your medicine" not in oid().out
    assert oid("undo").code == 0
    assert oid("med", "list").code == 4
    assert oid("plan", "show").code == 4


def test_what_is_taken_when_needed_is_first_given_its_times(oid: Oid, start: Start) -> None:
    oid("med", "add", "oxycodone", "--strengths", "5,10")
    child = start("plan")
    answer(child, (WHICH, "oxycodone"), ("taken when", "morphine"))
    child.expect(DOSE)
    child.sendeof()
    assert end(child)[0] == 130


def test_options_that_nobody_typed_are_not_named(oid: Oid, start: Start) -> None:
    med(oid, "oxycodone", "--dose", "20", "--since", "2023-01-15")
    for chosen, words in (("", None), ("2", "You chose this pace from the list.")):
        child = start("plan")
        answer(child, (WORST, ""), *REST[:-1])
        child.expect(PACE)
        asked = child.before
        child.sendline(chosen)
        _, said = end(child)
        assert "--" not in asked.replace("---", "")
        assert "You chose --" not in said
        assert "--percent" not in said
        why = oid.json("plan", "show")["pace"]["why"]
        assert ("You chose" in why) is (words is not None)
        assert words is None or why.endswith(words)
        oid("undo")


def test_no_line_is_wider_than_the_terminal(start: Start) -> None:
    child = start("plan")
    heard = []
    for question, text in (
        *((WHICH, "oxycodone"), (DOSE, "20"), (TIMES, "8,14,20,23"), (MONTHS, ""), (WORST, "")),
        *((STRENGTHS, "7"), ("cannot be made", ""), (HALVES, ""), (FIRST, ""), (PACE, "")),
    ):
        child.expect(question)
        heard += [child.before, question]
        child.sendline(text)
    code, said = end(child)
    assert code == 0
    lines = "".join([*heard, said]).replace("\r", "").splitlines()
    assert [line for line in lines if len(line) > WIDE] == []


def test_a_daily_amount_that_is_hardly_meant_is_asked_about(oid: Oid, start: Start) -> None:
    child = start("plan")
    answer(child, (WHICH, "oxycodone"), (DOSE, "30000"), (TIMES, "8,20"), ("cannot be right", "300"), (TIMES, "8,20"))
    answer(child, ("a lot. Is that right", "n"), (DOSE, "20"), (TIMES, "8,20"), (MONTHS, "36"), (WORST, ""), *REST)
    assert end(child)[0] == 0
    assert oid.json("plan", "show")["current"]["daily_mg"] == 40.0


def test_a_dose_that_needs_halves_is_made_of_them(oid: Oid, start: Start) -> None:
    child = start("plan")
    answer(child, (WHICH, "oxycodone"), (DOSE, "7.5"), (TIMES, "8,20"), (MONTHS, "36"), (WORST, ""))
    answer(child, (STRENGTHS, ""), (HALVES, ""), ("cannot be made", "5"), (FIRST, ""), (PACE, ""))
    assert end(child)[0] == 0
    assert oid.json("plan", "show")["current"]["daily_mg"] == 15.0


def test_a_patch_is_asked_for_as_a_patch(oid: Oid, start: Start) -> None:
    child = start("plan")
    answer(child, (WHICH, "fentanyl patch"), ("in mcg/h", "50"), (MONTHS, "36"), (STRENGTHS, ""))
    answer(child, (FIRST, ""), (PACE, ""))
    code, said = end(child)
    assert (code, TIMES in said, HALVES in said) == (0, False, False)
    assert oid.json("plan", "show")["unit"] == "mcg/h"


def test_a_medicine_that_is_never_planned_here_is_said_at_once(start: Start) -> None:
    child = start("plan")
    answer(child, (WHICH, "methadone"))
    code, said = end(child)
    assert code == 3
    assert "no taper of methadone is proposed here" in said


def test_one_way_back(oid: Oid, start: Start) -> None:
    child = start("plan")
    answer(child, (WHICH, "oxycodone"), (DOSE, "20"), (TIMES, "8:00,20:00"), (MONTHS, "b"), (TIMES, "b"), (DOSE, "b"))
    answer(child, (WHICH, "oxycodone"), (DOSE, "10"), (TIMES, "8:00,20:00"), (MONTHS, "36"), (WORST, ""))
    answer(child, (STRENGTHS, "b"), (WORST, ""), *REST)
    assert end(child)[0] == 0
    assert oid.json("plan", "show")["current"]["daily_mg"] == 20.0


def test_to_stop_keeps_nothing(oid: Oid, start: Start) -> None:
    child = start("plan")
    answer(child, (WHICH, "oxycodone"), (DOSE, "20"))
    child.expect(TIMES)
    child.sendintr()
    code, said = end(child)
    assert code == 130
    assert "Nothing that was not saved" in said
    assert oid("plan", "show").code == 4


def test_with_a_plan_it_is_shown(oid: Oid, start: Start) -> None:
    med(oid, "oxycodone", "--dose", "20", "--since", "2023-01-15")
    oid("plan", "new")
    code, said = end(start("plan"))
    assert code == 0
    assert "Plan p1, version 1" in said


def test_nobody_to_ask(oid: Oid) -> None:
    assert oid("plan").code == 4
    med(oid, "oxycodone", "--dose", "20")
    result = oid("plan")
    assert result.code == 4
    assert "oidtrack plan new" in result.err
