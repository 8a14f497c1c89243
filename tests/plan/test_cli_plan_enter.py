"""`plan enter`: written steps, which of them break what, and what is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from running import Oid

HERE = ("--medicine", "oxycodone", "--dose", "10", "--at", "8:00,20:00", "--strengths", "5,10", "--since", "2023-01-15")


Write = Callable[..., str]


@pytest.fixture
def table(tmp_path: Path) -> Write:
    def written(*lines: str) -> str:
        path = tmp_path / "steps.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return str(path)

    return written


GOOD = ("date,8:00,20:00", "2026-12-01,5,10")
FAST = ("date,8:00,20:00", "2026-12-01,5,10", "2026-12-08,5,5", "2026-12-15,0,")


def test_steps_that_keep_every_law_are_a_draft(oid: Oid, table: Write) -> None:
    plan = oid.json("plan", "enter", table(*GOOD), *HERE)
    assert (plan["status"], plan["id"], plan["target_mg"], plan["stops_on"]) == ("draft", "p1", 15.0, None)
    assert plan["steps"][0]["why"] == "entered"
    assert all(check["holds"] for check in plan["checks"])
    assert "as it was entered" in oid("plan", "show").out


def test_a_dash_reads_the_steps_from_stdin_as_from_the_file(oid: Oid, table: Write) -> None:
    of_file = oid.json("plan", "enter", table(*GOOD), *HERE)
    of_stdin = oid.json("plan", "enter", "-", *HERE, stdin="\n".join(GOOD) + "\n")
    assert (of_file["steps"], of_file["checks"]) == (of_stdin["steps"], of_stdin["checks"])
    large = oid("plan", "enter", "-", *HERE, stdin="x" * (2**20 + 1))
    assert (large.code, "what came in on stdin is larger than 1 MB" in large.err) == (2, True)


def test_a_broken_law_is_refused_and_nothing_kept(oid: Oid, table: Write) -> None:
    result = oid("plan", "enter", table(*FAST), *HERE)
    assert result.code == 3
    assert "keeps-pace: step 1 of 7 days is 49 days too short" in result.err
    assert result.out.startswith("Not kept:")
    assert oid("plan", "show").code == 4


def test_with_a_name_it_is_kept_and_says_what_is_broken(oid: Oid, table: Write) -> None:
    without = oid("plan", "enter", table(*FAST), *HERE, "--agreed-with", "Dr. Ng")
    assert without.code == 3
    assert "--accept keeps-pace --accept no-cliff" in without.err

    laws = ("--accept", "keeps-pace", "--accept", "no-cliff")
    plan = oid.json("plan", "enter", table(*FAST), *HERE, "--agreed-with", "Dr. Ng", *laws)
    assert (plan["status"], plan["agreed_with"], plan["stops_on"]) == ("agreed", "Dr. Ng", "2026-12-15")
    assert (plan["accepted"], plan["pace"]["source"]) == (["keeps-pace", "no-cliff"], "entered")
    page = oid("plan", "show").out
    assert "BROKEN keeps-pace" in page
    assert "As entered by Dr. Ng" in page
    assert "10 % of the current dose" not in page


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--accept", "no-cliff"), 2, "--accept goes with --agreed-with"),
        (("--agreed-with", "Dr. Ng", "--accept", "gravity"), 2, "'gravity' is no law"),
        (("--agreed-with", "Dr. Ng", "--accept", "adds-up"), 2, "cannot be left aside"),
    ],
)
def test_what_cannot_be_accepted(oid: Oid, table: Write, words: tuple[str, ...], code: int, said: str) -> None:
    result = oid("plan", "enter", table(*FAST), *HERE, *words)
    assert (result.code, said in result.err) == (code, True)


@pytest.mark.parametrize(
    "head", ["date,8:00,20:-00", "date,8-00,20:00", "date,8:00:01", "date,08:00+02:00", "date,25:00"]
)
def test_what_is_no_time_in_the_head_is_said_with_its_line(oid: Oid, table: Write, head: str) -> None:
    result = oid("plan", "enter", table(head, "2026-12-01,5,10"), *HERE)
    assert (result.code, "line 1: '" in result.err, "is no time of day" in result.err) == (2, True, True)


def test_a_rise_is_refused_whoever_agreed(oid: Oid, table: Write) -> None:
    rises = ("date,8:00,20:00", "2026-12-01,20,10", "2027-01-01,10,10")
    laws = ("--agreed-with", "Dr. Ng", "--accept", "never-rises")
    result = oid("plan", "enter", table(*rises), *HERE, *laws)
    assert result.code == 3
    assert "a plan never raises the dose" in result.err
    assert oid("plan", "show").code == 4


def test_steps_of_the_past_are_refused(oid: Oid, table: Write) -> None:
    for first, code in (("2026-11-22", 2), ("2026-11-23", 0)):
        lines = ("date,8:00,20:00", f"{first},10,5")
        assert oid("plan", "enter", table(*lines), *HERE).code == code


def test_a_steep_cut_that_is_near_is_said_with_its_size(oid: Oid, table: Write) -> None:
    oid("profile", "--naloxone")
    steps = ("date,8:00,20:00", "2026-12-01,5,0", "2027-02-01,0,0")
    laws = ("--agreed-with", "Dr. Ng", "--accept", "within-cap,keeps-pace,no-cliff,whole-steps")
    assert oid("plan", "enter", table(*steps), *HERE, *laws).code == 0
    for day, said in (("2026-11-23", False), ("2026-11-24", True), ("2026-11-30", True)):
        env = {"OIDTRACK_NOW": f"{day}T21:00:00-05:00"}
        oid("log", "--mood", "6", env=env)
        card = " ".join(oid(env=env).out.split())
        assert ("is one of 75 %, more than the usual limits. Call Dr. Ng" in card) is said, day


def test_every_other_day_and_a_journal(oid: Oid, table: Write) -> None:
    oid("med", "add", "oxycodone", "--dose", "5", "--at", "20:00", "--strengths", "5", "--since", "2023-01-15")
    lines = ("date,20:00,every", "2026-12-01,5mg,2", "2027-01-26,0,")
    plan = oid.json("plan", "enter", table(*lines))
    assert (plan["steps"][0]["every_days"], plan["steps"][0]["daily_mg"]) == (2, 2.5)


def test_methadone_with_a_word_of_caution(oid: Oid, table: Write) -> None:
    words = ("--medicine", "methadone", "--dose", "20", "--at", "8:00", "--since", "2023-01-15")
    plan = oid.json("plan", "enter", table("date,8:00", "2026-12-01,15"), *words, "--agreed-with", "Dr. Ng")
    assert plan["cautions"][0]["code"] == "expert-taper"


def test_patches(oid: Oid, table: Write) -> None:
    words = ("--medicine", "fentanyl patch", "--dose", "25", "--at", "8:00", "--since", "2023-01-15")
    plan = oid.json("plan", "enter", table("date,8:00", "2026-12-01,12"), *words)
    assert plan["steps"][0]["daily_mg"] == 12.5


def test_all_bad_rows_in_one_go(oid: Oid, table: Write) -> None:
    lines = ("date,8:00,20:00,every", "soon,5,10,", "2026-12-01,x,5,", "2026-12-08,1,1,3", "", "2026-12-09,0.00001,1,")
    err = oid("plan", "enter", table(*lines, "2026-12-10,1,1,1,1", "2026-12-11,,", "2026-12-11,5,5"), *HERE).err
    for words in ("line 2: 'soon' is no date", "line 3: 'x'", "line 4: '3'", "line 6:", "line 7: 5 cells", "line 8:"):
        assert words in err
    assert "line 9: 2026-12-11 does not follow 2026-12-11" in err


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("date,8:00",), "no step"),
        (("day,8:00", "2026-12-01,5"), "not date"),
        (("date,eight", "2026-12-01,5"), "no time of day"),
        (("date,8:00,08:00", "2026-12-01,5,5"), "stands once"),
        (("date", "2026-12-01"), "at least one"),
        (("date,8:00", "2026-12-01,0"), "line 2: nothing is taken"),
        (("date,8:00", "2026-12-01,0.1234"), "finer than"),
        (("date,8:00", "2026-12-01,7"), "7 mg cannot be made"),
    ],
)
def test_tables_that_are_none(oid: Oid, table: Write, lines: tuple[str, ...], said: str) -> None:
    result = oid("plan", "enter", table(*lines), *HERE)
    assert result.code == 2
    assert said in result.err


def test_files_that_are_none(oid: Oid, tmp_path: Path) -> None:
    assert oid("plan", "enter", str(tmp_path / "missing.csv"), *HERE).code == 2
    for signs, words in ((2**20 + 1, "is larger than 1 MB"), (2**20, "the table cannot be read")):
        (tmp_path / "large.csv").write_text("x" * signs, encoding="utf-8")
        large = oid("plan", "enter", str(tmp_path / "large.csv"), *HERE)
        assert (large.code, words in large.err) == (2, True)


def test_no_opioid_and_pregnancy(oid: Oid, table: Write) -> None:
    other = ("--medicine", "sertraline", "--dose", "50", "--at", "8:00")
    assert oid("plan", "enter", table(*GOOD), *other).code == 2
    oid("profile", "--pregnant")
    assert oid("plan", "enter", table(*GOOD), *HERE).code == 3


def test_a_step_that_only_a_hold_made_long_enough_can_be_stepped_back(oid: Oid, table: Write) -> None:
    steps = ("date,8:00,20:00", "2026-12-01,10,5", "2026-12-29,5,5")

    def on(day: str, *words: str) -> None:
        result = oid("plan", *words, env={"OIDTRACK_NOW": f"{day}T12:00:00-05:00"})
        assert result.code == 0, (words, result.err)

    accepted = ("--agreed-with", "Dr. Ng", "--accept", "keeps-pace")
    assert oid("plan", "enter", table(*steps), *HERE, *accepted).code == 0
    assert "keeps-pace" in broken(oid)
    on("2026-12-20", "hold")
    on("2027-03-01", "resume")
    assert broken(oid) == []
    on("2027-03-03", "back", "--agreed-with", "Dr. Ng")
    assert "keeps-pace" in broken(oid)  # the prescriber's own steps again, as they were accepted
    steps_now = [step["days"] for step in oid.json("plan", "show")["steps"]]
    assert steps_now[0] == 28


def broken(oid: Oid) -> list[str]:
    return [check["rule"] for check in oid.json("plan", "show")["checks"] if not check["holds"]]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="the system has no endless file")
@pytest.mark.parametrize("words", [("plan", "enter"), ("import",)])
@pytest.mark.parametrize("name", ["/dev/zero", "/dev/full"])
def test_a_file_without_an_end_is_refused(oid: Oid, words: tuple[str, ...], name: str) -> None:
    result = oid(*words, name)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 2)
