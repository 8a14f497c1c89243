"""The log against the plan: which time a dose answers, what is open, and which days are only half told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from fractions import Fraction

import pytest

from diaries import at, day, dose, prescription
from oidtrack.domain.dose import Dose
from oidtrack.domain.journal import DAY_ENDS_AT, DoseState, Entry, Intake, moment
from oidtrack.domain.medicine import Release
from oidtrack.taper.dayplan import DosePlan
from oidtrack.taper.matching import Became, DayMatch, answered_by, match

PLANNED = DosePlan((), (prescription(20, 20, 10, times=(8, 14, 22)),))
OXYCODONE = ("oxycodone", Release.IR)


def seen(*log: Entry, hour: int = 21, later: int = 0) -> DayMatch:
    return match(PLANNED, day(0), log, moment(at(later, hour), DAY_ENDS_AT))


def became(found: DayMatch) -> list[str]:
    return [one.became.value for one in found.matches]


def answers(mg: int, hour: int, minute: int = 0, *log: Entry) -> list[int]:
    taken = answered_by(seen(*log), OXYCODONE, Dose(mg * 1000), at(0, hour, minute), DAY_ENDS_AT)
    return [one.slot.hour for one in taken]


@pytest.mark.parametrize(
    ("hour", "later", "expected"),
    [
        (7, 0, ["later", "later", "later"]),
        (8, 0, ["open", "later", "later"]),
        (21, 0, ["open", "open", "later"]),
        (1, 1, ["open", "open", "open"]),
        (21, 1, ["open", "open", "open"]),
        (21, 2, ["missed", "missed", "missed"]),
    ],
)
def test_what_nobody_wrote_down(hour: int, later: int, expected: list[str]) -> None:
    assert became(seen(hour=hour, later=later)) == expected


def test_long_after_everything_unwritten_is_missed() -> None:
    assert became(match(PLANNED, day(0), ())) == ["missed"] * 3


def test_taken_left_out_and_beside() -> None:
    left_out = dose(0, 20, 14, state=DoseState.SKIPPED)
    found = seen(dose(0, 20, 8), left_out, dose(0, 5, 17, state=DoseState.EXTRA), dose(1, 20, 8))

    assert became(found) == ["taken", "skipped", "later"]
    assert [one.taken for one in found.matches] == [Dose(20_000), None, None]
    assert len(found.beside) == 1
    total = found.total("oxycodone")
    assert total.taken is None
    assert (total.at_least, total.beside) == (Fraction(25), Fraction(5))
    assert total.partial


def test_a_day_told_in_full_has_its_sum() -> None:
    total = seen(dose(0, 20, 8), dose(0, 20, 14), dose(0, 10, 22), hour=23).total("oxycodone")

    assert total.taken == 50
    assert not total.partial
    assert seen(hour=23).total("oxycodone").taken is None
    assert seen(dose(0, 20, 8)).total("oxycodone", patch=True).at_least is None


@pytest.mark.parametrize(
    ("mg", "hour", "minute", "slots"),
    [
        (20, 8, 0, [8]),
        (20, 11, 0, [8]),
        (20, 11, 1, [14]),
        (20, 5, 0, [8]),
        (20, 4, 59, []),
        (20, 17, 0, [14]),
        (20, 17, 1, []),
        (5, 8, 0, [8]),
        (5, 8, 1, []),
        (40, 14, 30, [8, 14]),
        (39, 14, 30, []),
        (50, 20, 0, [8, 14, 22]),
        (50, 18, 59, []),
    ],
)
def test_which_time_a_dose_answers(mg: int, hour: int, minute: int, slots: list[int]) -> None:
    assert answers(mg, hour, minute) == slots


def test_an_answered_time_is_not_answered_twice() -> None:
    assert answers(20, 8, 0, dose(0, 20, 8)) == []
    assert answers(20, 12, 0, dose(0, 20, 8)) == [14]


@pytest.mark.parametrize(("hour", "mg", "place"), [(9, 20, 0), (13, 20, 1), (18, 20, None), (8, 5, 0), (9, 5, None)])
def test_a_dose_from_elsewhere_without_its_time(hour: int, mg: int, place: int | None) -> None:
    foreign = replace(dose(0, mg, hour), body=Intake("oxycodone", Dose(mg * 1000), DoseState.TAKEN))
    found = seen(foreign)

    assert [n for n, one in enumerate(found.matches) if one.became is Became.TAKEN] == (
        [] if place is None else [place]
    )
    assert len(found.beside) == (place is None)


def test_an_extra_dose_without_a_time_answers_none() -> None:
    assert became(seen(dose(0, 20, 8, state=DoseState.EXTRA)))[0] == "open"


def test_after_midnight_a_dose_is_of_the_evening_before() -> None:
    late = DosePlan((), (prescription(20, times=(1,)),))
    at_one = datetime.combine(day(1), time(1, 30))
    found = match(late, day(0), (), moment(at(0, 21), DAY_ENDS_AT))

    assert became(found) == ["later"]
    assert [one.slot for one in answered_by(found, OXYCODONE, Dose(20_000), at_one, DAY_ENDS_AT)] == [time(1)]
    assert found.unanswered(Became.OPEN) == ()
    assert found.matches[0].dose.amount.shown == Fraction(20)
