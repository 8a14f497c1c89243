"""The gate: each rule just under its threshold and at it, and the most careful of all decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from diaries import day, mood
from oidtrack.domain.journal import Entry
from oidtrack.rules.gate import DayTaken, Decision, Reason, Scored, Week, decision, reasons

TODAY = 60


def named(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(replace(entry, id=n) for n, entry in enumerate(entries, 1))


def evenings(first: int, last: int, **ratings: int) -> list[Entry]:
    return [mood(n, **ratings) for n in range(first, last + 1)]


def sweating(first: int, last: int, points: int | None) -> list[Entry]:
    return [mood(n, symptoms=[("sweating", points)]) for n in range(first, last + 1)]


GOOD = named(evenings(TODAY - 6, TODAY, mood=60))


def week(entries: Iterable[Entry] = (), good: Iterable[Entry] = GOOD, **more: object) -> Week:
    return replace(Week(day(TODAY)), entries=named([*entries, *good]), **more)  # type: ignore[arg-type]


def codes(known: Week) -> list[str]:
    return [reason.code for reason in reasons(known)]


def scored(n: int, score: int, instrument: str = "phq9", *, alarm: bool = False) -> Scored:
    return Scored(day(n), instrument, Fraction(score), alarm, f"e{n}")


def test_a_good_week_is_no_reason_to_wait() -> None:
    (reason,) = reasons(week())
    assert (reason.code, reason.decision) == ("settled", Decision.PROCEED)
    assert "mood at 6 (n 7)" in reason.text
    assert "No withdrawal symptom was rated. No dose was written down" in reason.text
    assert reason.entries == ("e1", "e2", "e3", "e4", "e5", "e6", "e7")


def test_what_is_known_is_not_called_unknown() -> None:
    taken = (DayTaken(day(TODAY), Fraction(40), Fraction(40)),)
    (reason,) = reasons(week(sweating(TODAY - 2, TODAY, 1), taken=taken))
    assert reason.text.endswith("(n 7).")


@pytest.mark.parametrize(("days", "code"), [(4, "settled"), (3, "too-little-data"), (0, "too-little-data")])
def test_four_evenings_are_enough(days: int, code: str) -> None:
    known = week(good=evenings(TODAY - days + 1, TODAY, mood=60))
    assert codes(known) == [code]
    assert decision(reasons(known)) is (Decision.PROCEED if code == "settled" else Decision.HOLD)


def test_an_evening_of_eight_days_ago_is_not_of_this_week() -> None:
    assert codes(week(good=evenings(TODAY - 7, TODAY - 4, mood=60))) == ["too-little-data"]
    assert codes(week(good=evenings(TODAY - 6, TODAY - 3, mood=60))) == ["settled"]


def test_item_nine_comes_before_everything() -> None:
    known = week(good=(), scored=(scored(1, 3, alarm=True),))
    assert codes(known) == ["self-harm-thoughts", "too-little-data"]
    assert decision(reasons(known)) is Decision.CALL
    assert "oidtrack crisis" in reasons(known)[0].text


def test_a_later_form_without_it_counts() -> None:
    assert codes(week(scored=(scored(1, 3, alarm=True), scored(15, 3)))) == ["settled"]


@pytest.mark.parametrize(("score", "code"), [(19, "settled"), (20, "depression-severe")])
def test_the_highest_band(score: int, code: str) -> None:
    assert codes(week(scored=(scored(50, score),))) == [code]


@pytest.mark.parametrize(("score", "code"), [(8, "settled"), (9, "depression-rising")])
def test_a_rise_of_five(score: int, code: str) -> None:
    known = week(scored=(scored(20, 4), scored(50, score)))
    assert codes(known) == [code]
    if code != "settled":
        assert reasons(known)[0].entries == ("e20", "e50")


def test_a_rise_is_counted_from_before_the_last_cut() -> None:
    forms = (scored(10, 4), scored(40, 8), scored(58, 10))
    assert codes(week(scored=forms, cuts=(day(0), day(30)))) == ["depression-rising"]
    assert codes(week(scored=forms, cuts=(day(0), day(45)))) == ["settled"]
    assert codes(week(scored=forms, cuts=(day(5),))) == ["settled"], "none before the cut: against the one before"


def test_one_form_is_no_rise() -> None:
    assert codes(week(scored=(scored(50, 12),))) == ["settled"]


def over(*shares: int) -> tuple[DayTaken, ...]:
    return tuple(DayTaken(day(TODAY - n), Fraction(100), Fraction(share), (f"d{n}",)) for n, share in enumerate(shares))


@pytest.mark.parametrize(
    ("shares", "calls"),
    [((124, 124, 124), False), ((125, 100), False), ((125, 125), True), ((149,), False), ((150,), True), ((0,), False)],
)
def test_doses_well_above_plan(shares: tuple[int, ...], calls: bool) -> None:
    known = week(taken=over(*shares))
    assert codes(known) == ["dose-above-plan" if calls else "settled"]
    if calls:
        assert reasons(known)[0].entries == tuple(f"d{n}" for n, share in enumerate(shares) if share >= 125)


def test_a_day_without_a_plan_is_not_above_it() -> None:
    assert codes(week(taken=(DayTaken(day(TODAY), Fraction(0), Fraction(50)),))) == ["settled"]


@pytest.mark.parametrize(("holds", "code"), [(1, "settled"), (2, "stalled")])
def test_two_holds_in_a_row(holds: int, code: str) -> None:
    assert codes(week(holds=holds)) == [code]
    assert decision(reasons(week(holds=2))) is Decision.CALL


def test_a_week_below_the_own_usual_range() -> None:
    before = evenings(20, 40, mood=60)
    low = evenings(TODAY - 6, TODAY, mood=59)
    assert codes(week(before, evenings(TODAY - 6, TODAY, mood=60))) == ["settled"]
    assert codes(week(before, low)) == ["mood-drop"]
    assert "own usual range of 6 to 6 (n 21)" in reasons(week(before, low))[0].text
    assert codes(week(before, low[:3] + evenings(TODAY - 3, TODAY, mood=60))) == ["settled"], "not the whole week"


@pytest.mark.parametrize(("tenths", "code"), [(31, "settled"), (30, "mood-drop")])
def test_without_a_usual_range_only_a_low_mood_waits(tenths: int, code: str) -> None:
    assert codes(week(good=evenings(TODAY - 6, TODAY, mood=tenths))) == [code]


def test_the_weeks_after_a_cut_are_not_what_is_usual() -> None:
    before = evenings(20, 40, mood=60)
    low = evenings(TODAY - 6, TODAY, mood=59)
    assert codes(week(before, low, cuts=(day(20), day(35)))) == ["settled"], "too few days are left"


@pytest.mark.parametrize(("points", "code"), [(3, "settled"), (4, "withdrawal-high")])
def test_symptoms_that_were_not_there_before(points: int, code: str) -> None:
    known = week(sweating(TODAY - 3, TODAY, points), cuts=(day(40),))
    assert codes(known) == [code]
    assert code == "settled" or "none was rated before" in reasons(known)[0].text


@pytest.mark.parametrize(("points", "now", "code"), [(1, 4, "settled"), (0, 4, "withdrawal-high")])
def test_symptoms_against_the_time_before_the_cut(points: int, now: int, code: str) -> None:
    known = week([*sweating(35, 39, points), *sweating(TODAY - 3, TODAY, now)], cuts=(day(40),))
    assert codes(known) == [code]
    assert code == "settled" or f"{points} before" in reasons(known)[0].text


def test_without_a_cut_the_weeks_before_are_the_measure() -> None:
    steady = sweating(TODAY - 30, TODAY, 4)
    assert codes(week(steady)) == ["settled"]
    assert codes(week([*steady[:20], *steady[-3:]], cuts=(day(TODAY - 20),))) == ["settled"]


@pytest.mark.parametrize(
    ("instrument", "before", "now", "code"),
    [
        ("shortows", 6, 9, "settled"),
        ("shortows", 6, 10, "withdrawal-high"),
        ("shortows", None, 9, "settled"),
        ("shortows", None, 10, "withdrawal-high"),
        ("sows", 15, 19, "settled"),
        ("sows", 15, 20, "withdrawal-high"),
        ("sows", 3, 6, "settled"),
        ("sows", 3, 7, "withdrawal-high"),
        ("sows", None, 40, "settled"),
    ],
)
def test_withdrawal_questionnaires(instrument: str, before: int | None, now: int, code: str) -> None:
    first = () if before is None else (scored(30, before, instrument),)
    assert codes(week(scored=(*first, scored(55, now, instrument)), cuts=(day(40),))) == [code]


@pytest.mark.parametrize(("n", "code"), [(TODAY - 13, "withdrawal-high"), (TODAY - 14, "settled")])
def test_an_old_withdrawal_score_says_nothing_of_now(n: int, code: str) -> None:
    assert codes(week(scored=(scored(n, 20, "shortows"),))) == [code]


def hurting(before: int, week_one: int, week_two: int) -> Week:
    days = [*evenings(20, 40, pain=before), *evenings(TODAY - 13, TODAY - 7, pain=week_one)]
    return week([*days, *evenings(TODAY - 6, TODAY, pain=week_two)])


@pytest.mark.parametrize(
    ("pain", "code"),
    [
        ((50, 64, 65), "settled"),
        ((50, 65, 64), "settled"),
        ((50, 65, 65), "pain-rising"),
        ((20, 29, 29), "settled"),
        ((20, 30, 30), "pain-rising"),
    ],
)
def test_pain_up_for_two_weeks(pain: tuple[int, int, int], code: str) -> None:
    assert codes(hurting(*pain)) == [code]


def test_pain_needs_three_days_of_each() -> None:
    known = hurting(50, 70, 70)
    thin = [e for e in known.entries if not (day(TODAY - 13) <= e.moment.day <= day(TODAY - 9))]
    assert codes(replace(known, entries=tuple(thin))) == ["settled"]
    assert codes(week([e for e in known.entries if e.moment.day >= day(20 + 19)])) == ["settled"]


def test_the_most_careful_decides() -> None:
    hold, call, go = (Reason("x", one, "") for one in (Decision.HOLD, Decision.CALL, Decision.PROCEED))
    assert decision([go]) is Decision.PROCEED
    assert decision([go, hold]) is Decision.HOLD
    assert decision([hold, call, go]) is Decision.CALL


def test_dates_of_the_week() -> None:
    known = Week(date(2026, 11, 23), cuts=(date(2026, 11, 20),))
    assert (known.first, known.until) == (date(2026, 11, 17), date(2026, 11, 24))
    assert known.before == known.first
    assert replace(known, cuts=(date(2026, 11, 10),)).before == date(2026, 11, 10)
    assert known.first - timedelta(days=1) < known.before
