"""The gate: each rule just under its threshold and at it, findings by what they ask for, the most careful decides."""

from __future__ import annotations

from fractions import Fraction

import pytest
from msgspec.structs import replace

from diaries import day
from oidtrack.domain.dose import Dose
from oidtrack.insight.baseline import Usual
from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.book import findings
from oidtrack.rules.dose_now import DoseNow
from oidtrack.rules.explained import IDS
from oidtrack.rules.gate import CALL_FOR, HOLD_FOR, Decision, Reason, decision, reasons
from oidtrack.rules.situation import Recent, Said, Scored, Situation, Taper, Use, UseDay, Wellbeing

TODAY = 60


def said(value: float, days: int = 7, last: int = TODAY) -> tuple[Said, ...]:
    """The same value on so many days up to the last one."""
    exact = Fraction(round(10 * value), 10)
    return tuple(Said(day(n), exact, f"e{n}") for n in range(last - days + 1, last + 1))


def scored(n: int, score: int, instrument: str = "phq9", *, alarm: bool = False) -> Scored:
    return Scored(day(n), instrument, Fraction(score), alarm, f"e{n}")


def seen(cuts: tuple[int, ...] = (), **more: object) -> Situation:
    """A good week, changed as said."""
    wellbeing = replace(Wellbeing(mood=said(6)), **more)
    return Situation(day(TODAY), wellbeing=wellbeing, taper=Taper(cuts=tuple(day(n) for n in cuts)))


def asked(picture: Situation) -> tuple[Reason, ...]:
    return reasons(picture, findings(picture), "oxycodone")


def codes(picture: Situation) -> list[str]:
    return [reason.code for reason in asked(picture)]


def test_a_good_week_is_no_reason_to_wait() -> None:
    (reason,) = asked(seen())
    assert (reason.code, reason.decision) == ("settled", Decision.PROCEED)
    assert "mood at 6 (n 7)" in reason.text
    assert "No withdrawal symptom was rated. No oxycodone was written down" in reason.text
    assert reason.entries == tuple(f"e{n}" for n in range(TODAY - 6, TODAY + 1))


@pytest.mark.parametrize(("n", "known"), [(TODAY - 7, False), (TODAY - 6, True)])
def test_what_is_known_is_not_called_unknown(n: int, known: bool) -> None:
    dose = Recent(day(n), "d1", DoseNow("oxycodone", Dose(5_000), 0))
    (reason,) = asked(replace(seen(withdrawal=said(1)), recent=(dose,)))
    assert reason.text.endswith("(n 7).") is known


@pytest.mark.parametrize(("days", "code"), [(4, "settled"), (3, "too-little-data"), (0, "too-little-data")])
def test_four_evenings_are_enough(days: int, code: str) -> None:
    picture = seen(mood=said(6, days))
    assert codes(picture) == [code]
    assert decision(asked(picture)) is (Decision.PROCEED if code == "settled" else Decision.HOLD)


def test_item_nine_comes_before_everything() -> None:
    picture = seen(mood=(), scores=(scored(59, 3, alarm=True),))
    assert codes(picture) == ["self-harm-thoughts", "too-little-data"]
    assert decision(asked(picture)) is Decision.CALL
    assert "oidtrack crisis" in asked(picture)[0].text


@pytest.mark.parametrize(("score", "decided"), [(19, Decision.PROCEED), (20, Decision.CALL)])
def test_the_highest_band(score: int, decided: Decision) -> None:
    assert decision(asked(seen(scores=(scored(50, score),)))) is decided


@pytest.mark.parametrize(("score", "decided"), [(8, Decision.PROCEED), (9, Decision.HOLD)])
def test_a_rise_of_five(score: int, decided: Decision) -> None:
    picture = seen(scores=(scored(40, 4), scored(58, score)))
    assert decision(asked(picture)) is decided
    if decided is Decision.HOLD:
        assert codes(picture) == ["depression-rising"]
        assert asked(picture)[0].entries == ("e40", "e58")


def test_a_rise_is_counted_from_before_the_last_cut() -> None:
    forms = (scored(30, 4), scored(50, 8), scored(58, 9))
    assert codes(seen((0, 35), scores=forms)) == ["depression-rising"]
    assert codes(seen((0, 52), scores=forms)) == ["settled"]
    assert codes(seen((20,), scores=forms)) == ["settled"], "none before the cut: against the one before"


def test_one_form_is_no_rise() -> None:
    assert "depression-rising" not in codes(seen(scores=(scored(50, 12),)))


def using(*shares: int, needed: int = 0, medicine: str = "oxycodone") -> Situation:
    days = tuple(
        UseDay(day(TODAY - len(shares) + n), Fraction(100), None, False, Fraction(needed), Fraction(share + needed))
        for n, share in enumerate(shares)
    )
    recent = tuple(Recent(one.day, f"d{n}", DoseNow(medicine, Dose(5_000), 0)) for n, one in enumerate(days))
    return replace(seen(), uses=(Use(medicine, "mg", days),), recent=recent)


@pytest.mark.parametrize(
    ("shares", "entries"),
    [
        ((124, 124, 124), ()),
        ((125, 100), ()),
        ((125, 100, 125), ("d0", "d2")),
        ((149,), ()),
        ((100, 150), ("d1",)),
        ((0,), ()),
        ((125, 125, 100, 100, 100, 100, 100, 100), ()),
    ],
)
def test_doses_well_above_plan(shares: tuple[int, ...], entries: tuple[str, ...]) -> None:
    found = [reason for reason in asked(using(*shares)) if reason.code == "dose-above-plan"]
    assert [reason.entries for reason in found] == ([entries] if entries else [])
    assert all(reason.decision is Decision.CALL for reason in found)


def test_another_medicine_or_what_is_taken_when_needed_is_not_above_the_plan() -> None:
    assert "dose-above-plan" not in codes(using(150, 150, medicine="morphine"))
    assert "dose-above-plan" not in codes(using(100, 100, needed=80))
    assert "dose-above-plan" in codes(using(150, 100, needed=80))


@pytest.mark.parametrize("unknown", [UseDay(day(59), None, Fraction(50)), UseDay(day(59), Fraction(50), None)])
def test_a_day_without_a_plan_or_a_record_is_not_above_it(unknown: UseDay) -> None:
    assert codes(replace(seen(), uses=(Use("oxycodone", "mg", (unknown,)),))) == ["settled"]


@pytest.mark.parametrize(("holds", "decided"), [(1, Decision.PROCEED), (2, Decision.CALL)])
def test_two_holds_in_a_row(holds: int, decided: Decision) -> None:
    assert decision(asked(replace(seen(), taper=Taper(holds=holds)))) is decided


USUAL = Usual(40, Fraction(6), Fraction(5), Fraction(8))


@pytest.mark.parametrize(("mood", "code"), [(5, "settled"), (4.9, "mood-drop")])
def test_a_week_below_the_own_usual_range(mood: float, code: str) -> None:
    picture = seen(mood=said(mood), usual_mood=USUAL)
    assert codes(picture) == [code]
    assert code == "settled" or "own usual range of 5 to 8 (n 40)" in asked(picture)[0].text


def test_some_low_days_are_not_a_week() -> None:
    assert codes(seen(mood=(*said(3, 3), *said(6, 4, TODAY - 3)), usual_mood=USUAL)) == ["settled"]
    assert codes(seen(mood=said(3, 3), usual_mood=USUAL)) == ["too-little-data"]


@pytest.mark.parametrize(("mood", "code"), [(3.1, "settled"), (3, "mood-drop")])
def test_without_a_usual_range_only_a_low_mood_waits(mood: float, code: str) -> None:
    assert codes(seen(mood=said(mood))) == [code]


@pytest.mark.parametrize(("points", "code"), [(3, "settled"), (4, "withdrawal-high")])
def test_symptoms_that_were_not_rated_before(points: int, code: str) -> None:
    picture = seen((40,), withdrawal=said(points, 3))
    assert codes(picture) == [code]
    assert code == "settled" or "none was rated before" in asked(picture)[0].text


@pytest.mark.parametrize(("before", "code"), [(1, "settled"), (0, "withdrawal-high")])
def test_symptoms_against_the_time_before_the_cut(before: int, code: str) -> None:
    picture = seen((40,), withdrawal=said(4, 3), withdrawal_before=said(before, 5, 39))
    assert codes(picture) == [code]
    assert code == "settled" or "0 before" in asked(picture)[0].text


@pytest.mark.parametrize(
    ("before", "now", "code"), [(6, 9, "settled"), (6, 10, "withdrawal-high"), (None, 9, "settled")]
)
def test_a_withdrawal_score(before: int | None, now: int, code: str) -> None:
    first = () if before is None else (scored(30, before, "shortows"),)
    assert codes(seen((40,), scores=(*first, scored(55, now, "shortows")))) == [code]


@pytest.mark.parametrize(("n", "code"), [(TODAY - 13, "withdrawal-high"), (TODAY - 14, "settled")])
def test_a_first_high_score_of_the_last_two_weeks(n: int, code: str) -> None:
    assert codes(seen(scores=(scored(n, 10, "shortows"),))) == [code]


def test_each_finding_asks_for_one_thing_at_most() -> None:
    assert not CALL_FOR & HOLD_FOR
    assert set(IDS) >= CALL_FOR | HOLD_FOR


@pytest.mark.parametrize("code", sorted(IDS))
def test_a_finding_speaks_by_its_id(code: str) -> None:
    finding = Finding(code, Severity.WATCH, "", "what was seen", "", "cdc-2022", entries=("e1",))
    decided = decision(reasons(seen(), (finding,), "oxycodone"))
    wanted = Decision.CALL if code in CALL_FOR else Decision.HOLD if code in HOLD_FOR else Decision.PROCEED
    assert decided is wanted


def test_one_thing_is_said_once() -> None:
    own = reasons(seen(mood=said(4), usual_mood=USUAL), (), "oxycodone")
    finding = Finding("mood-drop", Severity.INFO, "", "as a finding", "", "engineering")
    assert [one.code for one in reasons(seen(mood=said(4), usual_mood=USUAL), (finding,), "oxycodone")] == [
        one.code for one in own
    ]


def test_the_most_careful_decides() -> None:
    hold, call, go = (Reason("x", one, "") for one in (Decision.HOLD, Decision.CALL, Decision.PROCEED))
    assert decision([go]) is Decision.PROCEED
    assert decision([go, hold]) is Decision.HOLD
    assert decision([hold, call, go]) is Decision.CALL


def own(picture: Situation) -> list[tuple[str, tuple[str, ...]]]:
    """What the gate sees by itself, without any finding."""
    return [(reason.code, reason.entries) for reason in reasons(picture, (), "oxycodone")]


def test_the_gate_looks_back_to_the_last_cut_by_itself() -> None:
    forms = (scored(30, 4), scored(50, 8), scored(58, 9))

    assert own(seen((0, 35), scores=forms)) == [("depression-rising", ("e30", "e58"))]
    assert own(seen((0, 52), scores=forms))[0][0] == "settled"
    assert own(seen((0, 50), scores=forms))[0][0] == "settled", "a form of the day of the cut is from before it"


@pytest.mark.parametrize(("now", "code"), [(11, "settled"), (12, "withdrawal-high")])
def test_a_second_high_score_is_held_against_the_first(now: int, code: str) -> None:
    scores = (scored(30, 8, "shortows"), scored(55, now, "shortows"))
    assert own(seen((40,), scores=scores))[0][0] == code


def test_middles_are_said_to_one_decimal_place() -> None:
    thirds = tuple(replace(one, value=Fraction(8, 3)) for one in said(3))
    better = tuple(replace(one, value=Fraction(16, 3)) for one in said(3))
    sixths = tuple(replace(one, value=Fraction(29, 6)) for one in said(5, 3))

    assert "mood at 5.3 (n 7)." in reasons(seen(mood=better), (), "oxycodone")[0].text
    assert "lies at 2.7 (n 7)" in reasons(seen(mood=thirds), (), "oxycodone")[0].text
    assert "add up to 4.8 points" in reasons(seen((40,), withdrawal=sixths), (), "oxycodone")[0].text
