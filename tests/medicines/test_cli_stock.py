"""`med refill`, `med stock`, naloxone: what is at home, by strength, and the day it runs out."""

from __future__ import annotations

from typing import Any

import pytest

from running import Oid

TEN = ("--strengths", "10", "--halves", "10")


@pytest.fixture
def taken(oid: Oid) -> Oid:
    """20 mg at 8:00 and 20:00 since the first of November, of 10 mg tablets that may be halved."""
    words = ("--dose", "20", "--at", "8:00,20:00", *TEN, "--since", "2026-11-01")
    assert oid("med", "add", "oxycodone", *words).code == 0
    return oid


def stock(oid: Oid) -> dict[str, Any]:
    (one,) = oid.json("med", "stock")["medicines"]
    return dict(one)


def left(oid: Oid) -> list[tuple[float | None, float]]:
    return [(one["strength_mg"], one["count"]) for one in stock(oid)["strengths"]]


def test_a_refill_reaches_as_far_as_the_planned_doses(taken: Oid) -> None:
    added = taken.json("med", "refill", "oxycodone", "--strength", "10mg=40")
    assert added["schema"] == "oidtrack/stock/1"
    one = stock(taken)
    assert (one["medicine"], one["release"], one["as_of"]) == ("oxycodone", "ir", "2026-11-23")
    assert left(taken) == [(10.0, 40.0)]
    # 4 tablets for what is still open today, then 4 a day
    assert one["runs_out_on"] == "2026-12-03"
    assert taken.json("today")["run_out"] == "2026-12-03"
    assert taken.json("report")["supply"]["stock"] == [one]
    assert "covers every planned dose before Thu 3 Dec 2026 (10 days)" in taken("today").out
    assert "At home now" in taken("report").out


def test_one_tablet_fewer_is_one_day_fewer(taken: Oid) -> None:
    taken("med", "refill", "oxycodone", "--strength", "39")
    assert stock(taken)["runs_out_on"] == "2026-12-02"


def test_what_was_taken_comes_out_of_it(taken: Oid) -> None:
    taken("med", "refill", "oxycodone", "--strength", "10mg=40", "--on", "2026-11-22 07:00")
    for at in ("2026-11-22 08:00", "2026-11-22 20:00"):
        assert taken("log", "--dose", "oxycodone 15mg", "--at", at).code == 0
    assert left(taken) == [(10.0, 37.0)]
    taken("log", "--skip", "oxycodone 20:00: slept", "--taken")
    assert left(taken) == [(10.0, 35.0)]


def test_days_without_a_word_count_as_planned(taken: Oid) -> None:
    taken("med", "refill", "oxycodone", "--strength", "10mg=40", "--on", "2026-11-20")
    one = stock(taken)
    assert (one["assumed_days"], left(taken)) == (3, [(10.0, 28.0)])
    assert "On 3 days without a word the planned doses count as taken." in taken("med", "stock").out


def test_a_count_replaces_and_a_refill_adds(taken: Oid) -> None:
    taken("med", "refill", "oxycodone", "--strength", "10mg=40")
    taken("med", "refill", "oxycodone", "--counted", "10mg=37.5")
    taken("med", "refill", "oxycodone", "--strength", "10mg=10")
    assert left(taken) == [(10.0, 47.5)]
    assert "your stock as before" in taken("undo").out
    assert left(taken) == [(10.0, 37.5)]


def test_doses_that_do_not_fit_are_said(taken: Oid) -> None:
    taken("med", "refill", "oxycodone", "--counted", "10mg=1", "--on", "2026-11-23 07:00")
    taken("log", "--taken")
    one = stock(taken)
    assert (one["unmatched_doses"], one["runs_out_on"]) == (2, "2026-11-24")
    page = taken("med", "stock").out
    assert "2 doses could not be made of what was there" in page
    assert "before Tue 24 Nov 2026 (1 day)" in page


def test_nothing_left_for_today(taken: Oid) -> None:
    taken("med", "refill", "oxycodone", "--counted", "0")
    assert stock(taken)["runs_out_on"] == "2026-11-23"
    assert "does not cover today, Mon 23 Nov 2026" in taken("today").out


def test_a_box_for_years(taken: Oid) -> None:
    taken("med", "refill", "oxycodone", "--strength", "10mg=90000")
    assert stock(taken)["runs_out_on"] is None
    assert "lasts for a year and more" in taken("med", "stock").out


def test_a_strength_that_the_plan_needs_and_nobody_counted(oid: Oid) -> None:
    words = ("--dose", "30", "--at", "8:00,20:00", "--strengths", "5,10,20", "--since", "2023-01-15")
    oid("med", "add", "oxycodone", *words)
    oid("plan", "new", "--start", "2026-11-24")
    oid("plan", "agree", "--with", "Dr. NAME")
    oid("med", "refill", "oxycodone", "--strength", "20mg=40", "--strength", "10mg=40")
    one = stock(oid)
    assert (one["runs_out_on"], one["uncounted_strengths_mg"]) == (None, [5.0])
    assert "how far it reaches is not known: 5 mg was not counted" in oid("med", "stock").out
    oid("med", "refill", "oxycodone", "--strength", "5mg=100")
    assert stock(oid)["runs_out_on"] is not None


def test_a_liquid_in_millilitres(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "3", "--at", "8:00", "--liquid", "1")
    oid("med", "refill", "oxycodone", "--strength", "liquid=30ml")
    assert left(oid) == [(None, 30.0)]
    page = oid("med", "stock").out
    assert "30 mL left" in page


def test_patches_are_counted_on_their_change_days(oid: Oid) -> None:
    oid("med", "add", "fentanyl patch", "--dose", "25", "--at", "9:00", "--since", "2026-11-23")
    oid("med", "refill", "fentanyl", "--strength", "25mcg/h=5")
    one = stock(oid)
    assert one["strengths"] == [{"strength_mg": 25.0, "count": 5.0}]
    assert one["runs_out_on"] == "2026-12-08"
    assert "5 patches of 25 mcg/h left" in oid("med", "stock").out


def test_two_releases_are_counted_apart(oid: Oid) -> None:
    oid("med", "add", "morphine er", "--dose", "30", "--at", "8:00,20:00", "--since", "2026-11-20")
    oid("med", "add", "morphine", "--strengths", "15", "--since", "2026-11-20")
    oid("med", "refill", "m1", "--strength", "30mg=20", "--on", "2026-11-23 07:00")
    oid("med", "refill", "m2", "--strength", "15mg=20", "--on", "2026-11-23 07:00")
    oid("log", "--taken")
    oid("log", "--dose", "morphine ir 15mg", "--at", "2026-11-23 12:00")
    counts = {one["release"]: one["strengths"][0]["count"] for one in oid.json("med", "stock")["medicines"]}
    assert counts == {"er": 18.0, "ir": 19.0}


def test_naloxone_with_its_expiry(oid: Oid) -> None:
    added = oid("med", "add", "naloxone", "--expires", "2026-11-30")
    assert added.code == 0
    assert "1 pack left\n  good until Mon 30 Nov 2026." in added.out
    assert oid.json("profile")["naloxone"] is True
    assert oid.json("med", "stock", "naloxone")["medicines"][0]["expires"] == "2026-11-30"
    later = {"OIDTRACK_NOW": "2026-11-30T21:00:00-05:00"}
    assert "expired" not in oid("today", env=later).out
    after = {"OIDTRACK_NOW": "2026-12-01T21:00:00-05:00"}
    assert "naloxone expired on Mon 30 Nov 2026" in oid("today", env=after).out
    assert "expired Mon 30 Nov 2026." in oid("med", "stock", env=after).out
    assert oid("med", "refill", "naloxone", "--expires", "2029-01-31").code == 0
    assert oid.json("med", "stock")["medicines"][0]["expires"] == "2029-01-31"
    assert "2 packs left" in oid("med", "stock").out
    again = oid("med", "add", "Narcan")
    assert (again.code, again.err.splitlines()[0]) == (2, "error: naloxone is in the journal already as m1")


def test_naloxone_is_undone_as_one(oid: Oid) -> None:
    oid("profile", "--country", "US")
    oid("med", "add", "naloxone")
    assert oid("undo").code == 0
    assert oid.json("profile")["naloxone"] is None
    assert oid("med", "stock").code == 4


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "how many is missing"),
        (("--strength", "11mg=3"), "11 mg is not among the strengths of oxycodone"),
        (("--strength", "10mg=three"), "'three' is not a number"),
        (("--strength", "10mg="), "'10mg=' does not say how many"),
        (("--strength", "10mg=0.25"), "0.25 tablets cannot be counted"),
        (("--strength", "10mg=100001"), "100001 at home cannot be right"),
        (("--strength", "10mg=3", "--counted", "10=4"), "the same strength stands twice"),
        (("--strength", "liquid=30"), "no liquid of oxycodone is in your journal"),
        (("--strength", "10mg=3", "--on", "2026-11-24"), "2026-11-24 lies ahead"),
        (("--strength", "10mg=3", "--on", "soon"), "'soon' is no date or time"),
        (("--strength", "10mg=3", "--expires", "never"), "'never' is no day"),
        (("--strength", "0.00001mg=3"), "'0.00001' is not a number"),
    ],
)
def test_what_cannot_be_read_writes_nothing(taken: Oid, words: tuple[str, ...], said: str) -> None:
    result = taken("med", "refill", "oxycodone", *words)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert taken("med", "stock").code == 4


def test_which_strength_is_asked_where_there_are_several(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00", "--strengths", "5,10")
    result = oid("med", "refill", "oxycodone", "--strength", "60")
    assert result.err == "error: which strength of oxycodone is meant?\nhint: it comes as 5 mg or 10 mg\n"
    assert oid("med", "refill", "tramadol", "--strength", "50=3").code == 4
    assert oid("med", "refill", "oxycodone", "--strength", "0.0001=3").code == 2


def test_an_expiry_belongs_to_naloxone_or_a_refill(oid: Oid) -> None:
    result = oid("med", "add", "oxycodone", "--expires", "2028-01-31")
    assert result.code == 2
    assert "--expires goes with naloxone, or with a refill" in result.err


def test_nothing_counted_is_nothing_found(taken: Oid) -> None:
    assert taken("med", "stock").err.startswith("error: nothing was counted so far")
    assert taken("med", "stock", "ibuprofen").err.startswith("error: nothing of 'ibuprofen' was counted so far")


def test_what_has_no_strength_is_counted_in_packs_and_says_nothing_of_doses(oid: Oid) -> None:
    oid("med", "add", "sertraline", "--role", "antidepressant", "--dose", "50", "--at", "8:00")
    oid("med", "refill", "sertraline", "--strength", "2")
    one = stock(oid)
    assert (one["runs_out_on"], one["unmatched_doses"]) == (None, 0)
    oid("log", "--taken")
    assert "2 packs left" in oid("med", "stock").out
    assert "sertraline" not in oid("today").out.partition("Stock")[2]


def found_ids(oid: Oid, now: str) -> set[str]:
    result = oid.json("warnings", env={"OIDTRACK_NOW": now})
    return {one["id"] for one in result["findings"]}


@pytest.mark.parametrize(("tablets", "warned"), [(39, True), (40, False)])
def test_a_run_out_before_the_visit_is_a_finding(taken: Oid, tablets: int, warned: bool) -> None:
    taken("log", "--mood", "5")
    taken("appointment", "add", "--at", "2026-12-03 10:00")
    taken("med", "refill", "oxycodone", "--strength", f"10mg={tablets}")
    assert ("run-out-before-refill" in found_ids(taken, "2026-11-23T21:00:00-05:00")) is warned


@pytest.mark.parametrize(("now", "warned"), [("2026-11-30T21:00:00-05:00", False), ("2026-12-01T21:00:00-05:00", True)])
def test_naloxone_past_its_date_is_a_finding(taken: Oid, now: str, warned: bool) -> None:
    taken("log", "--mood", "5")
    taken("med", "add", "naloxone", "--expires", "2026-11-30")
    assert ("naloxone-expired" in found_ids(taken, now)) is warned


def test_another_medicine_that_runs_out_is_no_finding_of_opioids(taken: Oid) -> None:
    taken("log", "--mood", "5")
    taken("appointment", "add", "--at", "2026-12-03 10:00")
    taken("med", "add", "sertraline", "--role", "antidepressant", "--dose", "50", "--at", "8:00", "--strengths", "50")
    taken("med", "refill", "sertraline", "--strength", "50=3")
    assert taken.json("today")["run_out"] == "2026-11-26"
    assert "run-out-before-refill" not in found_ids(taken, "2026-11-23T21:00:00-05:00")


def test_a_name_of_two_words_needs_no_quotes(oid: Oid) -> None:
    assert oid("med", "add", "tramadol", "er", "--dose", "100", "--at", "8:00").code == 0
    (row,) = oid.json("med", "list")["medicines"]
    assert (row["medicine"], row["release"]) == ("tramadol", "er")
    assert oid("med", "change", "tramadol", "er", "--dose", "200", "--yes").code == 0
    assert oid("med", "refill", "tramadol", "er", "--strength", "100mg=30").code == 0
    assert oid("med", "stop", "tramadol", "er", "--yes").code == 0


def test_a_number_behind_a_name_is_no_part_of_it(oid: Oid) -> None:
    said = oid("med", "add", "oxycodone", "30")
    assert (said.code, "no medicine is called 'oxycodone 30'" in said.err) == (2, True)
