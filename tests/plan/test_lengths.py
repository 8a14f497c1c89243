"""What the paces mean: the plan's own length first, then what else may be taken, drafted in full."""

from __future__ import annotations

from fractions import Fraction

import pytest
from msgspec.structs import replace

from oidtrack.clinical import catalogue
from oidtrack.domain.dose import plain
from oidtrack.render.page.text import WIDTH, paint
from oidtrack.render.plan.lengths import about, length_block
from oidtrack.services.plan.lengths import days_of
from oidtrack.taper.speed import Person, beside, needs_agreement
from running import Oid

TAKEN = ("oxycodone", "--dose", "30", "--at", "8:00,14:00,22:00", "--halves", "5")
LIMITS = catalogue.speed_limits()


def shares(person: Person) -> list[tuple[str, int]]:
    return [(plain(pace.percent), pace.every_days) for pace in beside(person, LIMITS)]


@pytest.mark.parametrize(
    ("days_on", "expected"),
    [
        (89, [("10", 7), ("5", 7)]),  # the default is as fast as may be
        (90, [("10", 28), ("10", 14), ("5", 28)]),
        (364, [("10", 28), ("10", 14), ("5", 28)]),
        (365, [("10", 28), ("10", 14), ("5", 28)]),
        (None, [("10", 28), ("10", 14), ("5", 28)]),
        (-1, [("10", 28), ("10", 14), ("5", 28)]),  # a day to come, as a file may hold it: not known
    ],
)
def test_the_default_a_quicker_and_a_slower_one(days_on: int | None, expected: list[tuple[str, int]]) -> None:
    assert shares(Person(days_on=days_on)) == expected


@pytest.mark.parametrize(("phq9", "quicker"), [(9, ("10", 14)), (10, ("10", 28))])
def test_where_something_asks_for_slower_the_quicker_one_is_the_usual_pace(phq9: int, quicker: tuple[str, int]) -> None:
    assert shares(Person(days_on=2000, phq9=phq9))[1] == quicker


def test_only_what_is_faster_than_the_default_needs_agreement() -> None:
    person = Person(days_on=2000)
    assert [needs_agreement(pace, person, LIMITS) for pace in beside(person, LIMITS)] == [False, True, False]


@pytest.mark.no_cover
def test_every_pace_beside_a_plan_is_a_plan_of_its_own(oid: Oid) -> None:
    oid("med", "add", *TAKEN, "--since", "2023-01-15")
    own, quicker, slower = oid.json("plan", "new")["lengths"]
    assert set(own) == {"percent", "every_days", "basis", "stops_on", "days", "needs_agreement"}
    assert (quicker["percent"], quicker["every_days"], quicker["needs_agreement"]) == (10.0, 14, True)
    real = oid.json("plan", "new", "--percent", "10", "--every", "2w", "--agreed-with", "Dr. NAME")
    assert real["stops_on"] == quicker["stops_on"]
    assert quicker["days"] < own["days"] < slower["days"]
    assert [one["needs_agreement"] for one in real["lengths"]] == [True, False, False]


@pytest.mark.no_cover
def test_a_draft_says_it_each_time_and_an_agreed_plan_no_more(oid: Oid) -> None:
    oid("med", "add", *TAKEN, "--since", "2023-01-15")
    new = oid("plan", "new").out
    assert "About 2 years and 6 months at this pace." in new
    assert new.rstrip().endswith("at 5 % of the current dose every 4 weeks.")
    assert "at this pace" in oid("plan", "show").out
    oid("plan", "agree", "--with", "Dr. NAME")
    assert "at this pace" not in oid("plan", "show").out
    assert oid.json("plan", "show")["lengths"] == []


@pytest.mark.no_cover
def test_a_draft_of_a_medicine_that_is_not_in_the_journal_goes_by_the_slowest_rule(oid: Oid) -> None:
    oid("plan", "new", "--medicine", TAKEN[0], *TAKEN[1:])
    assert len(oid.json("plan", "show")["lengths"]) == 3


def test_a_target_counts_to_its_first_day(oid: Oid) -> None:
    oid("med", "add", *TAKEN, "--since", "2023-01-15")
    plan = oid.json("plan", "new", "--target", "45")
    own = plan["lengths"][0]
    assert own["stops_on"] is None
    assert own["days"] == sum(step["days"] for step in plan["steps"][:-1])


def test_in_pregnancy_no_other_pace_is_named(oid: Oid) -> None:
    oid("med", "add", *TAKEN, "--since", "2023-01-15")
    oid("plan", "new")
    oid("profile", "--pregnant")
    assert len(oid.json("plan", "show")["lengths"]) == 1


def test_steps_that_a_prescriber_wrote_are_not_set_beside_others() -> None:
    from regimens import a_request

    from oidtrack.services.plan.lengths import lengths
    from oidtrack.taper.drafting import draft
    from oidtrack.taper.plan import Why

    plan = draft(a_request("20 20", "5 10"))
    written = replace(plan, steps=tuple(replace(step, why=Why.ENTERED) for step in plan.steps))
    assert lengths(written, None, plan.start) == ()
    assert lengths(plan, None, plan.start)[0].days == days_of(plan)


@pytest.mark.no_cover
def test_of_a_fine_liquid_one_other_pace_is_drafted() -> None:
    from regimens import a_request

    from oidtrack.services.plan.lengths import lengths
    from oidtrack.taper.drafting import draft

    plan = draft(a_request("20 20", "", liquid="0.1"))
    assert len(lengths(plan, None, plan.start)) == 2


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (3, "1 week"),
        (84, "12 weeks"),
        (85, "3 months"),
        (396, "13 months"),
        (715, "23 months"),
        (716, "2 years"),
        (761, "2 years and 1 month"),
        (914, "2 years and 6 months"),
    ],
)
def test_lengths_in_round_words(days: int, words: str) -> None:
    assert about(days) == words


def test_the_block_fits_and_says_nothing_of_nothing() -> None:
    from oidtrack.services.plan.lengths import Length

    pace = beside(Person(days_on=2000), LIMITS)[1]
    odd = replace(pace, percent=Fraction(25, 3), every_days=365)
    block = paint(length_block((Length(pace, None, 900, True), Length(odd, None, 4000, True))))
    assert max(map(len, block.splitlines())) <= WIDTH
    assert "8.3 %" in block
    assert paint(length_block(())) == ""
