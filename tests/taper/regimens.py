"""Requests for tests: one readable builder, and hypothesis strategies over real and odd regimens."""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction

from hypothesis import strategies as st

from oidtrack.domain.medicine import Liquid, Makings, Release, ScheduledDose, Strength, amount_of
from oidtrack.taper.drafting import DROP_FIRST, Request
from oidtrack.taper.pace import Basis, Pace

START = date(2026, 12, 1)
TIMES = (time(8), time(12), time(16), time(22))


def thousandths(value: str | int) -> int:
    scaled = Fraction(value) * 1000
    assert scaled.denominator == 1
    return scaled.numerator


def a_pace(
    percent: str | int = 10,
    every_days: int = 28,
    basis: Basis = Basis.CURRENT,
    *,
    current_below: str = "0",
    max_step: str | int = 25,
    max_hold: int | None = 56,
) -> Pace:
    return Pace(Fraction(percent), every_days, basis, Fraction(current_below), Fraction(max_step), max_hold, "test", "")


def a_request(
    doses: str,
    strengths: str,
    *,
    halves: str = "",
    pace: Pace | None = None,
    target: str = "0",
    release: Release = Release.IR,
    liquid: str = "",
    change_days: int = 1,
    drop_first: tuple[str, ...] = DROP_FIRST,
    times: tuple[time, ...] = (),
) -> Request:
    """A request in words: `a_request("30 20 30", "5 10 20", halves="5")`; a liquid is `mg/mL:step mL`."""
    amounts = [amount_of(release, thousandths(word)) for word in doses.split()]
    split = set(halves.split())
    makings = Makings(
        tuple(Strength(amount_of(release, thousandths(s)), s in split) for s in strengths.split()),
        a_liquid(liquid) if liquid else None,
    )
    default = TIMES[: len(amounts)] if len(amounts) in {0, 4} else (*TIMES[: len(amounts) - 1], TIMES[-1])
    return Request(
        medicine="oxycodone",
        release=release,
        doses=tuple(ScheduledDose(at, a) for at, a in zip(times or default, amounts, strict=True)),
        makings=makings,
        pace=pace or a_pace(),
        start=START,
        target=amount_of(release, thousandths(target)),
        drop_first=drop_first,
        change_days=change_days,
        factor=Fraction(3, 2),
        versions=("facts", "program"),
    )


def a_liquid(text: str) -> Liquid:
    concentration, _, step = text.partition(":")
    return Liquid(Fraction(concentration) * 1000, Fraction(step or "1/2"))


REAL_STRENGTHS = (
    ("5 10 15 20 30", "5"),
    ("5 10 15 20 30", "5 15"),
    ("5 10 15 20 30", ""),
    ("2 4 8", "2 4 8"),
    ("15 30", "15"),
    ("50 100", "50"),
    ("37.5", ""),
    ("10 15 20 30 40", ""),
    ("9 13.5 18 27 36", ""),
    ("50 75 100", ""),
    ("10 25", ""),
)


@st.composite
def liquids(draw: st.DrawFn) -> Request:
    """One or two doses of a liquid, alone or beside tablets, of so many marks that its smallest dose is several."""
    strengths, halves = draw(st.sampled_from([("", ""), ("5", ""), ("5", "5"), ("1", "1")]))
    mark = Fraction(1, 10)
    first = draw(st.integers(60, 160)) * mark
    doses = [first] if draw(st.booleans()) else [first, first - draw(st.integers(0, 2)) * mark]
    words = " ".join(str(float(dose)) for dose in doses)
    return a_request(words, strengths, halves=halves, pace=draw(paces()), liquid="1:1/10")


@st.composite
def paces(draw: st.DrawFn) -> Pace:
    """Paces of every kind, also slow, linear and in days that are no whole weeks."""
    every = draw(st.sampled_from([7, 10, 14, 28, 42]))
    return a_pace(
        percent=draw(st.sampled_from(["5", "10", "12.5", "20"])),
        every_days=every,
        basis=draw(st.sampled_from(Basis)),
        current_below=draw(st.sampled_from(["0", "3/10"])),
        max_step=draw(st.sampled_from([15, 25])),
        max_hold=draw(st.sampled_from([None, every - 2, every, 2 * every, 3 * every])),
    )


@st.composite
def requests(draw: st.DrawFn, most: int = 8) -> Request:
    """Any regimen of real strengths: one to four doses, even or not, IR or ER, any pace, a stop or a target."""
    strengths, halves = draw(st.sampled_from(REAL_STRENGTHS))
    release = draw(st.sampled_from([Release.IR, Release.ER])) if not halves else Release.IR
    sizes = strengths.split()
    count = draw(st.integers(1, 4))
    doses = [
        sum((draw(st.sampled_from(sizes).map(Fraction)) for _ in range(draw(st.integers(1, most)))), Fraction(0))
        for _ in range(count)
    ]
    even = draw(st.booleans())
    words = " ".join(str(doses[0] if even else dose) for dose in doses)
    return a_request(words, strengths, halves=halves, pace=draw(paces()), release=release)
