"""What can be made, and of what: exactness over the whole grid, and the way people would choose."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from regimens import a_request, thousandths

from oidtrack.domain.medicine import Makings, Release, amount_of
from oidtrack.taper.plan import Tablets
from oidtrack.taper.tablets import Making, fineness, reachable, spoken, words


def made(strengths: str, halves: str = "", limit: str = "100", liquid: str = "") -> dict[int, Making]:
    makings = a_request("10" if not liquid else "1", strengths, halves=halves, liquid=liquid).makings
    return reachable(makings, Release.IR, thousandths(limit))


def text(amount: str, strengths: str, halves: str = "") -> str:
    return words(made(strengths, halves)[thousandths(amount)], Release.IR)


@pytest.mark.parametrize(
    ("amount", "strengths", "halves", "expected"),
    [
        ("30", "5 10 15 20 30", "5", "1 × 30 mg"),
        ("25", "5 10 15 20 30", "", "1 × 20 mg + 1 × 5 mg"),
        ("7.5", "5 10 15", "5 15", "½ × 15 mg"),
        ("7.5", "5 10", "5", "1½ × 5 mg"),
        ("10", "5 20", "20", "2 × 5 mg"),
        ("12.5", "5 10", "5", "1 × 10 mg + ½ × 5 mg"),
        ("40", "10 20", "", "2 × 20 mg"),
        ("20", "5 10 15", "", "2 × 10 mg"),
    ],
)
def test_whole_tablets_before_halves_few_before_many(amount: str, strengths: str, halves: str, expected: str) -> None:
    assert text(amount, strengths, halves) == expected


@pytest.mark.no_cover
@given(
    st.lists(st.sampled_from(["2.5", "5", "7.5", "9", "10", "13.5", "15", "20"]), min_size=1, max_size=4, unique=True),
    st.data(),
)
def test_every_making_adds_up_and_nothing_makeable_is_missed(strengths: list[str], data: st.DataObject) -> None:
    halves = data.draw(st.sets(st.sampled_from(strengths)))
    found = made(" ".join(strengths), " ".join(halves), "60")
    for amount, making in found.items():
        assert sum(t.count * t.strength.thousandths for t in making.tablets) == amount
        assert all(
            t.count % 1 == 0 or str(float(t.strength.shown)).removesuffix(".0") in halves for t in making.tablets
        )
    pieces = [thousandths(s) for s in strengths] + [thousandths(s) // 2 for s in halves]
    possible = {0}
    for amount in range(0, thousandths("60") + 1, 250):
        if any(amount - piece in possible for piece in pieces):
            possible.add(amount)
    assert set(found) == possible - {0}


def test_a_liquid_makes_what_tablets_do_not() -> None:
    found = made("5", liquid="2:1/2", limit="6")
    assert words(found[5000], Release.IR) == "1 × 5 mg"
    assert words(found[3000], Release.IR) == "1.5 mL"
    assert found[3000].count == 0
    assert found[3000].strengths == frozenset()
    assert min(found) == 1000


def test_patches_are_named_as_patches() -> None:
    request = a_request("37.5", "12.5 25", release=Release.PATCH)
    found = reachable(request.makings, Release.PATCH, 40_000)
    assert words(found[37_500], Release.PATCH) == "1 × 25 mcg/h patch + 1 × 12.5 mcg/h patch"


def test_fineness_is_the_smallest_and_the_grid() -> None:
    assert fineness(made("9 13.5")) == (9000, 4500)
    with pytest.raises(ValueError, match="no strengths"):
        fineness(reachable(Makings(), Release.IR, 1000))


def test_count_and_strengths_of_a_making() -> None:
    making = made("5 10", "5")[12_500]
    assert making.count == Fraction(3, 2)
    assert making.strengths == frozenset({5000, 10_000})


def test_tablets_said_aloud() -> None:
    def said(*parts: tuple[str, str], release: Release = Release.IR) -> str:
        made = (Tablets(amount_of(release, int(1000 * Fraction(s))), Fraction(count)) for s, count in parts)
        return spoken(Making(tuple(made)), release)

    assert said(("10", "1"), ("5", "1/2")) == "one 10 mg tablet and one half of a 5 mg tablet"
    assert said(("8", "5/2")) == "two 8 mg tablets and one half of an 8 mg tablet"
    assert said(("18", "1/2")) == "one half of an 18 mg tablet"
    assert said(("5", "12")) == "twelve 5 mg tablets"
    assert said(("5", "13")) == "13 tablets of 5 mg"
    assert said(("25", "2"), release=Release.PATCH) == "two 25 mcg/h patches"
    assert spoken(Making(liquid_ml=Fraction(7, 2)), Release.IR) == "3.5 mL of the liquid"
