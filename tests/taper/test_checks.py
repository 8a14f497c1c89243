"""Each law bites: a good plan, bent in one place, is found out by the law meant for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction

import pytest
from msgspec.structs import replace
from regimens import a_pace, a_request

from oidtrack.domain.dose import Dose
from oidtrack.domain.journal import day_words
from oidtrack.domain.medicine import Release, ScheduledDose
from oidtrack.taper.checks import LAWS, broken, never_rises, no_cliff, verdicts, whole_steps, within_cap
from oidtrack.taper.drafting import draft
from oidtrack.taper.entered import Row, entered
from oidtrack.taper.plan import Plan, Step, Tablets


def broken_rules(plan: Plan) -> set[str]:
    return {verdict.rule for verdict in broken(verdicts(plan))}


def bend(plan: Plan, n: int, change: Callable[[Step], Step]) -> Plan:
    steps = list(plan.steps)
    steps[n] = change(steps[n])
    return replace(plan, steps=tuple(steps))


def with_tablets(step: Step, *tablets: Tablets) -> Step:
    return replace(step, doses=(replace(step.doses[0], tablets=tablets), *step.doses[1:]))


PLAN = draft(a_request("30 20 30", "5 10 20 30", halves="5"))
ER = draft(a_request("30 30", "10 20 30", release=Release.ER))
LIQUID = draft(a_request("2 2", "", liquid="1"))


def test_a_draft_keeps_all_laws() -> None:
    for plan in (PLAN, ER, LIQUID):
        assert [v.rule for v in verdicts(plan)] == [rule for rule, _ in LAWS]
        assert broken_rules(plan) == set()


def test_adds_up_finds_a_wrong_count() -> None:
    assert "adds-up" in broken_rules(bend(PLAN, 0, lambda s: with_tablets(s, Tablets(Dose(5000), Fraction(1)))))


def test_adds_up_finds_a_strength_that_is_not_at_hand() -> None:
    amount = PLAN.steps[0].doses[0].amount
    bent = bend(PLAN, 0, lambda s: with_tablets(s, Tablets(amount, Fraction(1))))
    strange = replace(bent, makings=replace(bent.makings, strengths=bent.makings.strengths[:1]))
    assert "adds-up" in broken_rules(strange)


def test_adds_up_finds_a_forbidden_half() -> None:
    bent = bend(ER, -1, lambda s: with_tablets(s, Tablets(Dose(20_000), Fraction(1, 2))))
    assert "adds-up" in broken_rules(bent)


def test_adds_up_finds_a_quarter() -> None:
    bent = bend(PLAN, -1, lambda s: with_tablets(s, Tablets(Dose(10_000), Fraction(1, 4))))
    assert "adds-up" in broken_rules(bent)


def test_adds_up_finds_a_volume_that_cannot_be_measured() -> None:
    def bent(step: Step) -> Step:
        return replace(step, doses=(replace(step.doses[0], liquid_ml=Fraction(1, 3)), *step.doses[1:]))

    assert "adds-up" in broken_rules(bend(LIQUID, 0, bent))
    assert "adds-up" in broken_rules(replace(PLAN, steps=(bent(PLAN.steps[0]),)))


def test_never_rises_finds_a_day_and_a_time() -> None:
    swapped = replace(PLAN, steps=(PLAN.steps[1], PLAN.steps[0], *PLAN.steps[2:]))
    assert "never-rises" in broken_rules(swapped)

    def later(step: Step) -> Step:
        return replace(step, doses=tuple(replace(d, at=d.at.replace(minute=30)) for d in step.doses))

    assert "never-rises" in broken_rules(bend(PLAN, 0, later))


@pytest.mark.parametrize(("more", "broken"), [(0, False), (1, True)])
def test_never_rises_finds_one_microgram_at_one_time(more: int, *, broken: bool) -> None:
    before = PLAN.current[0]

    def higher(step: Step) -> Step:
        return replace(
            step, doses=(replace(step.doses[0], at=before.at, amount=Dose(before.amount.thousandths + more)),)
        )

    assert ("never-rises" in broken_rules(replace(PLAN, steps=(higher(PLAN.steps[0]),)))) is broken


def test_within_cap_finds_a_skipped_step_and_a_wrong_word() -> None:
    assert "within-cap" in broken_rules(replace(PLAN, steps=PLAN.steps[3:]))
    assert "within-cap" in broken_rules(bend(PLAN, 0, lambda s: replace(s, coarse=True)))
    far = replace(PLAN.steps[4], coarse=True)
    assert "within-cap" in broken_rules(replace(PLAN, steps=(far, *PLAN.steps[5:])))
    skipped = [*ER.steps]
    coarse = next(n for n, s in enumerate(skipped) if s.coarse)
    del skipped[coarse]
    skipped[coarse] = replace(skipped[coarse], coarse=True)
    assert "within-cap" in broken_rules(replace(ER, steps=tuple(skipped)))


def test_keeps_pace_finds_a_step_cut_short() -> None:
    assert "keeps-pace" in broken_rules(bend(PLAN, 1, lambda s: replace(s, days=s.days - 7)))
    assert "keeps-pace" in broken_rules(bend(PLAN, -1, lambda s: replace(s, days=s.days - 7)))


def test_keeps_pace_lets_a_linear_plan_stop_by_its_own_count() -> None:
    from oidtrack.taper.pace import Basis

    assert broken_rules(draft(a_request("10 10", "10", pace=a_pace(basis=Basis.START)))) == set()


def test_no_cliff_finds_a_stop_from_above_and_a_missing_last_stretch() -> None:
    assert "no-cliff" in broken_rules(replace(PLAN, steps=PLAN.steps[:-2]))
    assert "no-cliff" in broken_rules(replace(PLAN, steps=PLAN.steps[:-1]))
    assert "no-cliff" in broken_rules(bend(ER, -1, lambda s: replace(s, every_days=2)))
    assert "no-cliff" not in broken_rules(draft(a_request("20 20", "5", target="10")))


def test_whole_steps_finds_gaps_and_part_weeks() -> None:
    assert "whole-steps" in broken_rules(bend(PLAN, 2, lambda s: replace(s, first=s.first + timedelta(days=1))))
    assert "whole-steps" in broken_rules(bend(PLAN, -1, lambda s: replace(s, days=s.days + 1)))
    assert PLAN.stops_on is not None
    assert "whole-steps" in broken_rules(replace(PLAN, stops_on=PLAN.stops_on + timedelta(days=7)))


def test_even_days_finds_a_dropped_time_and_a_lopsided_day() -> None:
    assert "even-days" in broken_rules(bend(PLAN, 0, lambda s: replace(s, doses=s.doses[:2])))
    lopsided = draft(a_request("20 20 20", "5 10 20"))
    first = lopsided.steps[0].doses
    bent = bend(lopsided, 0, lambda s: replace(s, doses=(replace(first[0], amount=Dose(5000)), *first[1:])))
    assert "even-days" in broken_rules(bent)


def details(plan: Plan) -> list[str]:
    return [detail for verdict in broken(verdicts(plan)) for detail in verdict.detail.split("; ")]


def test_every_fault_is_named_with_its_step_and_by_how_much() -> None:
    days, due = PLAN.steps[1].days - 9, PLAN.steps[2].first - timedelta(days=9)
    short = bend(PLAN, 1, lambda s: replace(s, days=days))
    assert details(short) == [
        f"step 2 of {days} days is 7 days too short for the cut after it",
        f"step 2 of {days} days is 5 days over a whole number of 7",
        f"step 3 starts on {day_words(due + timedelta(days=9))}, 9 days off {day_words(due)}",
    ]


def test_a_rise_is_named_by_the_day_or_by_its_time() -> None:
    request = a_request("10 10", "5")
    first, second = (dose.at for dose in request.doses)

    def row(weeks: int, *mg: int) -> Row:
        doses = tuple(ScheduledDose(at, Dose(1000 * n)) for at, n in zip((first, second), mg, strict=True) if n)
        return Row(request.start + timedelta(weeks=weeks), doses)

    raised = entered(request, (row(0, 5, 10), row(8, 10, 0), row(16, 10, 10)), None)
    faults = next(verdict.detail for verdict in raised.checks if verdict.rule == "never-rises")
    assert faults.split("; ") == [
        f"step 2 is 5 mg above the dose before at {first:%H:%M}",
        "step 3 is 10 mg a day above the dose before",
    ]


@pytest.mark.parametrize("rule", [rule for rule, _ in LAWS])
def test_every_law_has_words_for_people(rule: str) -> None:
    from oidtrack.render.plan.page import LAW_WORDS

    assert LAW_WORDS[rule]


@pytest.mark.parametrize(("days", "wrong"), [(0, ["step 1 of 0 days is 0 days over a whole number of 1"]), (1, [])])
def test_with_an_interval_in_single_days_a_step_may_be_one(days: int, wrong: list[str]) -> None:
    single = replace(PLAN, pace=a_pace(every_days=10))
    one = replace(single, steps=(replace(single.steps[0], days=days),), stops_on=single.start + timedelta(days=days))

    assert list(whole_steps(one)) == wrong


def test_a_plan_that_ends_too_high_says_from_where() -> None:
    worn = draft(a_request("50", "12 25", release=Release.PATCH, change_days=3))
    high, patch = (replace(plan, steps=plan.steps[:1]) for plan in (ER, worn))

    assert list(no_cliff(high)) == ["it ends from 20 mg and 30 mg a day, not from 10 mg once a day"]
    assert list(no_cliff(patch)) == ["it ends from 48 mcg/h, not from 12 mcg/h"]


def test_a_patch_that_rises_does_so_by_a_rate() -> None:
    worn = draft(a_request("50", "12 25", release=Release.PATCH, change_days=3))
    up = replace(worn, steps=(worn.steps[1], worn.steps[0]))

    assert list(never_rises(up)) == ["step 1 is 11 mcg/h above the dose before"]


def test_a_cut_above_the_cap_names_it_and_the_cap() -> None:
    """From 60 to 30 mg in one go, where 50 can be made; and it does not say that it is coarse."""
    to_half = replace(ER, steps=tuple(step for step in ER.steps if step.daily <= 30_000))
    first = replace(to_half.steps[0], cut_percent=Fraction(50), coarse=False)

    assert list(within_cap(replace(to_half, steps=(first,)))) == [
        f"step {first.n}, a cut of 50 %, does not say that it is coarse",
        f"step {first.n} cuts 50 % where 25 % or a smaller cut can be made",
    ]
