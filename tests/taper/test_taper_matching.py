"""The log against the plan: what answers a time, what stands beside it, and what a half-told day comes to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from diaries import DAY_ENDS_AT, at, day, prescription
from oidtrack.domain.dose import Amount, Dose, Rate
from oidtrack.domain.journal import DoseState, Entry, Intake, Kind, Moment, moment
from oidtrack.domain.medicine import Makings, Release, Role, ScheduledDose
from oidtrack.taper.days.dayplan import DosePlan
from oidtrack.taper.days.inforce import PlannedDose
from oidtrack.taper.days.matching import NEAR, Became, DayMatch, Total, answered_by, match

TWICE = DosePlan((), (prescription(20, 20),))
MIDNIGHT = datetime.combine(day(0), time(0), UTC)


def taken(
    hours: str,
    mg: int | Amount = 20,
    *,
    slot: int | None = None,
    planned: int | None = None,
    state: DoseState = DoseState.TAKEN,
    medicine: str = "oxycodone",
    number: int = 1,
) -> Entry:
    """A dose at a time of day 0; from 24:00 on it is the calendar day after."""
    hour, minute = (int(word) for word in hours.split(":"))
    amount = Dose(mg * 1000) if isinstance(mg, int) else mg
    meant = None if planned is None else Dose(planned * 1000)
    body = Intake(medicine, amount, state, None if slot is None else time(slot), meant)
    when = moment(MIDNIGHT + timedelta(hours=hour, minutes=minute), DAY_ENDS_AT)
    return Entry(Kind.DOSE, when, body, id=number)


def became(found: DayMatch) -> list[str]:
    return [one.became.value for one in found.matches]


def who(found: DayMatch) -> list[str | None]:
    """The entry that answers each planned time."""
    return [None if one.entry is None else one.entry.name for one in found.matches]


def look(n: int, hour: int, minute: int = 0) -> Moment:
    return moment(at(n, hour, minute), DAY_ENDS_AT)


def test_nothing_planned_and_nothing_written() -> None:
    found = match(DosePlan(), day(0), ())
    assert found == DayMatch(day(0))
    assert found.total("oxycodone") == Total()


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (look(-1, 12), ["later", "later"]),
        (look(0, 7, 59), ["later", "later"]),
        (look(0, 8), ["open", "later"]),
        (look(0, 20), ["open", "open"]),
        (look(1, 3, 59), ["open", "open"]),
        (look(1, 12), ["open", "open"]),
        (look(2, 3, 59), ["open", "open"]),
        (look(2, 4), ["missed", "missed"]),
        (None, ["missed", "missed"]),
    ],
)
def test_what_a_time_without_a_word_is(now: Moment | None, expected: list[str]) -> None:
    assert became(match(TWICE, day(0), (), now)) == expected


def test_taken_and_skipped_are_answers_and_nothing_else_is() -> None:
    skipped = taken("20:00", slot=20, planned=20, state=DoseState.SKIPPED, number=2)
    found = match(TWICE, day(0), (taken("8:00", slot=8, planned=20), skipped), look(0, 21))
    assert became(found) == ["taken", "skipped"]
    assert [one.taken for one in found.matches] == [Dose(20_000), None]
    assert [one.is_answer for one in Became] == [True, True, False, False, False]


def test_only_doses_of_that_very_day_are_looked_at() -> None:
    mood = Entry(Kind.NOTE, look(0, 8), None, "slept")
    other = replace(taken("8:00"), moment=look(1, 8))
    assert became(match(TWICE, day(0), (mood, other))) == ["missed", "missed"]


def test_unanswered_times_are_told_by_what_they_became() -> None:
    found = match(TWICE, day(0), (), look(0, 12))
    assert [dose.slot.hour for dose in found.unanswered()] == [8, 20]
    assert [dose.slot.hour for dose in found.unanswered(Became.OPEN)] == [8]
    assert [dose.slot.hour for dose in found.unanswered(Became.LATER)] == [20]
    assert match(TWICE, day(0), (taken("8:00"), taken("20:00"))).unanswered() == ()


@pytest.mark.parametrize(
    ("hours", "answers"),
    [("5:00", True), ("4:59", False), ("11:00", True), ("11:01", False), ("8:00", True)],
)
def test_near_is_three_hours_on_both_sides(hours: str, answers: bool) -> None:
    assert timedelta(hours=3) == NEAR
    dose = taken(hours)
    found = match(TWICE, day(0), (dose,))
    assert became(found) == ["taken" if answers else "missed", "missed"]
    assert found.beside == (() if answers else (dose,))


def test_seconds_do_not_count() -> None:
    late = replace(taken("11:00"), moment=moment(MIDNIGHT + timedelta(hours=11, seconds=59), DAY_ENDS_AT))
    assert became(match(TWICE, day(0), (late,))) == ["taken", "missed"]


def test_another_amount_near_a_time_is_beside_the_plan() -> None:
    found = match(TWICE, day(0), (taken("8:01", 15),))
    assert became(found) == ["missed", "missed"]
    assert [entry.name for entry in found.beside] == ["e1"]


def test_at_the_very_minute_another_amount_answers() -> None:
    found = match(TWICE, day(0), (taken("8:00", 15),))
    assert became(found) == ["taken", "missed"]
    assert (found.matches[0].dose.amount, found.matches[0].taken) == (Dose(20_000), Dose(15_000))


def test_an_extra_dose_without_a_time_answers_nothing_although_it_would_fit() -> None:
    found = match(TWICE, day(0), (taken("8:00", state=DoseState.EXTRA),))
    assert became(found) == ["missed", "missed"]
    assert len(found.beside) == 1


def test_an_extra_dose_that_keeps_its_time_answers_it() -> None:
    extra = taken("8:00", 15, slot=8, planned=20, state=DoseState.EXTRA)
    found = match(TWICE, day(0), (extra,))
    assert (became(found), found.beside) == (["taken", "missed"], ())
    assert found.matches[0].taken == Dose(15_000)


def test_a_late_dose_answers_the_earlier_open_time() -> None:
    planned = DosePlan((), (prescription(20, 20, times=(8, 10)),))
    assert who(match(planned, day(0), (taken("10:30"),))) == ["e1", None]
    assert who(match(planned, day(0), (taken("10:30"), taken("10:40", number=2)))) == ["e1", "e2"]
    assert who(match(planned, day(0), (taken("11:01"),))) == [None, "e1"], "too late for the first"
    own = taken("10:00", slot=10, planned=20, number=2)
    assert who(match(planned, day(0), (taken("10:30"), own))) == ["e1", "e2"], "a dose with its time goes first"


def test_a_time_is_answered_once_and_a_second_dose_for_it_is_beside() -> None:
    twice = (taken("8:00", slot=8, planned=20), taken("8:30", slot=8, planned=20, number=2))
    found = match(TWICE, day(0), twice)
    assert who(found) == ["e1", None]
    assert [entry.name for entry in found.beside] == ["e2"]


def test_a_second_skip_of_a_time_is_no_dose_beside_it() -> None:
    skips = [taken("8:00", slot=8, planned=20, state=DoseState.SKIPPED, number=n) for n in (1, 2)]
    found = match(TWICE, day(0), skips)
    assert (who(found), found.beside) == (["e1", None], ())


def test_a_dose_for_a_time_that_the_plan_no_longer_has_is_beside() -> None:
    found = match(TWICE, day(0), (taken("14:00", slot=14, planned=20),))
    assert (became(found), len(found.beside)) == (["missed", "missed"], 1)


def test_a_skip_without_its_time_says_nothing() -> None:
    found = match(TWICE, day(0), (taken("8:00", state=DoseState.SKIPPED),))
    assert (became(found), found.beside) == (["missed", "missed"], ())
    assert found.total("oxycodone") == Total()


RELEASES = DosePlan(
    (), (prescription(20, times=(8,)), prescription(10, times=(8,), release=Release.ER, since=day(-60)))
)


def test_two_releases_of_one_name_are_told_apart_by_their_amounts() -> None:
    found = match(RELEASES, day(0), (taken("8:10", 10), taken("8:20", 20, number=2)))
    assert [(one.dose.release, one.entry and one.entry.name) for one in found.matches] == [
        (Release.IR, "e2"),
        (Release.ER, "e1"),
    ]


def test_two_releases_at_one_time_are_told_apart_by_what_was_planned() -> None:
    er = taken("8:00", 5, slot=8, planned=10)
    found = match(RELEASES, day(0), (er,))
    assert who(found) == [None, "e1"]
    unsaid = match(RELEASES, day(0), (taken("8:00", 5, slot=8),))
    assert who(unsaid) == ["e1", None], "the first of that time where nothing tells"
    assert unsaid.total("oxycodone").partial


def test_both_releases_come_to_one_total() -> None:
    found = match(RELEASES, day(0), (taken("8:00", 10), taken("8:00", 20, number=2)))
    assert found.total("oxycodone") == Total(Fraction(30), Fraction(30))


PATCHED = DosePlan(
    (),
    (
        prescription(
            doses=(ScheduledDose(time(8), Rate(25_000)),), release=Release.PATCH, makings=Makings(), since=day(0)
        ),
        prescription(20, times=(8,)),
    ),
)


def test_what_is_worn_and_what_is_swallowed_under_one_name_never_answer_for_each_other() -> None:
    assert [dose.release for dose in PATCHED.doses(day(0))] == [Release.IR, Release.PATCH]
    worn, swallowed = taken("8:00", Rate(25_000), slot=8), taken("8:00", 15, slot=8, number=2)
    found = match(PATCHED, day(0), (worn, swallowed))
    assert [(one.dose.release, one.taken) for one in found.matches] == [
        (Release.IR, Dose(15_000)),
        (Release.PATCH, Rate(25_000)),
    ]
    assert found.total("oxycodone").taken == 15
    assert found.total("oxycodone", patch=True).taken == 25
    alone = match(PATCHED, day(0), (taken("8:00", Rate(12_000), slot=8),))
    assert [one.became for one in alone.matches] == [Became.MISSED, Became.TAKEN]
    at_the_minute = match(PATCHED, day(0), (taken("8:00", Rate(12_000)),))
    assert [one.became for one in at_the_minute.matches] == [Became.MISSED, Became.TAKEN]


NIGHT = DosePlan((), (prescription(20, 20, times=(22, 1)),))


@pytest.mark.parametrize(("hours", "answers"), [("22:00", True), ("25:30", True), ("27:59", True), ("21:59", False)])
def test_a_time_after_midnight_belongs_to_the_evening_before(hours: str, answers: bool) -> None:
    own = taken("22:00", slot=22, planned=20, number=9)
    found = match(NIGHT, day(0), (own, taken(hours)))
    assert became(found) == ["taken", "taken" if answers else "missed"]


def test_a_time_after_midnight_is_still_to_come_in_the_evening() -> None:
    assert became(match(NIGHT, day(0), (), look(0, 23))) == ["open", "later"]
    assert became(match(NIGHT, day(0), (), look(1, 0, 59))) == ["open", "later"]
    assert became(match(NIGHT, day(0), (), look(1, 1))) == ["open", "open"]


def test_a_time_at_the_hour_at_which_days_end_belongs_to_the_day_that_begins() -> None:
    at_four = DosePlan((), (prescription(20, times=(4,)),))
    assert became(match(at_four, day(0), (taken("4:05"),))) == ["taken"]


def test_a_day_of_which_a_time_has_no_answer_is_partial() -> None:
    half = match(TWICE, day(0), (taken("8:00"),)).total("oxycodone")
    assert half == Total(taken=None, at_least=Fraction(20), beside=Fraction(0), partial=True)
    whole = match(TWICE, day(0), (taken("8:00"), taken("20:00", number=2))).total("oxycodone")
    assert whole == Total(Fraction(40), Fraction(40))


def test_left_out_and_said_so_is_nothing_and_no_word_is_unknown() -> None:
    skips = [taken(f"{h}:00", slot=h, planned=20, state=DoseState.SKIPPED, number=h) for h in (8, 20)]
    assert match(TWICE, day(0), skips).total("oxycodone") == Total(Fraction(0), Fraction(0))
    assert match(TWICE, day(0), ()).total("oxycodone") == Total()
    assert match(TWICE, day(0), skips[:1]).total("oxycodone") == Total(None, Fraction(0), Fraction(0), partial=True)


def test_what_is_beside_counts_and_does_not_complete_a_day() -> None:
    extra = taken("14:00", 5, number=7)
    told = (taken("8:00"), taken("20:00", number=2), extra)
    assert match(TWICE, day(0), told).total("oxycodone") == Total(Fraction(45), Fraction(45), Fraction(5))
    assert match(TWICE, day(0), (extra,)).total("oxycodone") == Total(None, Fraction(5), Fraction(5), partial=True)
    needed = match(DosePlan((), (prescription(),)), day(0), (extra,))
    assert needed.total("oxycodone") == Total(Fraction(5), Fraction(5), Fraction(5))


def test_another_medicine_is_not_in_the_total() -> None:
    found = match(TWICE, day(0), (taken("14:00", 5, medicine="morphine"),))
    assert found.total("oxycodone") == Total()
    assert found.total("morphine") == Total(Fraction(5), Fraction(5), Fraction(5))


def test_beside_is_in_the_order_of_the_day() -> None:
    found = match(TWICE, day(0), (taken("23:30", 5, number=1), taken("12:00", 5, number=2)))
    assert [entry.name for entry in found.beside] == ["e2", "e1"]


# what a dose answers as it is written down

IR = ("oxycodone", Release.IR)


def answered(found: DayMatch, hours: str, mg: int) -> list[int]:
    """The hours of the times that a dose answers."""
    hour, minute = (int(word) for word in hours.split(":"))
    moment_of = MIDNIGHT + timedelta(hours=hour, minutes=minute)
    return [dose.slot.hour for dose in answered_by(found, IR, Dose(mg * 1000), moment_of, DAY_ENDS_AT)]


@pytest.mark.parametrize(
    ("hours", "mg", "expected"),
    [
        ("8:00", 20, [8]),
        ("5:00", 20, [8]),
        ("4:59", 20, []),
        ("11:00", 20, [8]),
        ("11:01", 20, []),
        ("8:00", 15, [8]),
        ("8:01", 15, []),
        ("20:00", 5, [20]),
        ("17:00", 40, [8, 20]),
        ("16:59", 40, []),
        ("23:59", 40, [8, 20]),
        ("21:00", 41, []),
        ("21:00", 39, []),
    ],
)
def test_what_a_dose_answers_as_it_is_written_down(hours: str, mg: int, expected: list[int]) -> None:
    assert answered(match(TWICE, day(0), ()), hours, mg) == expected


def test_a_sum_is_that_of_the_open_times_alone() -> None:
    three = DosePlan((), (prescription(20, 20, 10, times=(8, 14, 20)),))
    begun = match(three, day(0), (taken("8:00", slot=8, planned=20),))
    assert answered(begun, "20:30", 30) == [14, 20]
    assert answered(begun, "20:30", 50) == []
    assert answered(match(three, day(0), ()), "15:00", 40) == [8, 14]


def test_one_open_time_is_no_sum() -> None:
    begun = match(TWICE, day(0), (taken("8:00", slot=8, planned=20),))
    assert answered(begun, "23:30", 20) == []


def test_a_dose_as_it_is_written_down_is_of_one_release_alone() -> None:
    nothing = match(RELEASES, day(0), ())
    er = answered_by(nothing, ("oxycodone", Release.ER), Dose(10_000), at(0, 8), DAY_ENDS_AT)
    assert [(dose.release, dose.amount) for dose in er] == [(Release.ER, Dose(10_000))]
    assert answered(nothing, "9:00", 10) == []
    assert answered(nothing, "9:00", 30) == [], "the sum of both releases is none of either"


def test_an_amount_of_another_kind_is_no_sum() -> None:
    twice = DosePlan((), (prescription(20, 20, times=(8, 9)),))
    rate = answered_by(match(twice, day(0), ()), IR, Rate(40_000), at(0, 9, 30), DAY_ENDS_AT)
    assert rate == ()


# whatever the log is

MIXED = DosePlan(
    (),
    (
        prescription(20, 10, 20, times=(8, 14, 1)),
        prescription(10, times=(8,), release=Release.ER),
        prescription(
            doses=(ScheduledDose(time(8), Rate(25_000)),), release=Release.PATCH, makings=Makings(), since=day(0)
        ),
        prescription(50, times=(8,), medicine="sertraline", role=Role.ANTIDEPRESSANT),
    ),
)


@st.composite
def logs(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Up to nine doses of one day, often at the planned times and with their amounts, each with a number of its own."""
    found = []
    for number in range(1, draw(st.integers(0, 9)) + 1):
        minutes = draw(st.sampled_from([0, 0, 0, 1, 29, 180])) + 60 * draw(st.sampled_from([5, 8, 8, 14, 20, 25]))
        states = [DoseState.TAKEN, DoseState.TAKEN, DoseState.SKIPPED, DoseState.EXTRA]
        amounts: list[Amount] = [Dose(20_000), Dose(10_000), Dose(7_000), Rate(25_000)]
        body = Intake(
            medicine=draw(st.sampled_from(["oxycodone", "oxycodone", "sertraline", "morphine"])),
            amount=draw(st.sampled_from(amounts)),
            state=draw(st.sampled_from(states)),
            slot=draw(st.sampled_from([None, None, time(8), time(14), time(1), time(19)])),
            planned=draw(st.sampled_from([None, Dose(20_000), Dose(10_000)])),
        )
        when = moment(MIDNIGHT + timedelta(minutes=minutes), DAY_ENDS_AT)
        found.append(Entry(Kind.DOSE, when, body, id=number))
    return tuple(found)


def of_day(log: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in log if entry.moment.day == day(0)]


@pytest.mark.no_cover
@given(logs(), st.randoms(use_true_random=False))
def test_the_order_of_the_log_does_not_matter(log: tuple[Entry, ...], luck: object) -> None:
    mixed = list(log)
    luck.shuffle(mixed)  # type: ignore[attr-defined]
    assert match(MIXED, day(0), mixed) == match(MIXED, day(0), log)


@pytest.mark.no_cover
@given(logs())
def test_every_dose_that_was_taken_is_in_just_one_place(log: tuple[Entry, ...]) -> None:
    found = match(MIXED, day(0), log)
    places = [*(one.entry.id for one in found.matches if one.entry is not None), *(entry.id for entry in found.beside)]
    assert len(places) == len(set(places))
    had = {e.id for e in of_day(log) if isinstance(e.body, Intake) and e.body.state is not DoseState.SKIPPED}
    assert had <= set(places)
    assert not any(isinstance(e.body, Intake) and e.body.state is DoseState.SKIPPED for e in found.beside)


@pytest.mark.no_cover
@given(logs(), st.sampled_from(["oxycodone", "sertraline", "morphine"]), st.booleans())
def test_at_least_is_the_plain_sum_of_what_was_taken(log: tuple[Entry, ...], medicine: str, patch: bool) -> None:
    bodies = [entry.body for entry in of_day(log) if isinstance(entry.body, Intake)]
    mine = [body for body in bodies if body.medicine == medicine and body.state is not DoseState.SKIPPED]
    plain = sum((body.amount.shown for body in mine if isinstance(body.amount, Rate) is patch), Fraction(0))
    total = match(MIXED, day(0), log).total(medicine, patch=patch)
    assert (total.at_least or 0) == plain
    assert total.partial is (total.at_least is not None and total.taken is None)
    assert total.taken in {None, total.at_least}
    assert total.beside <= (total.at_least or 0)


@pytest.mark.no_cover
@given(logs())
def test_every_planned_time_is_there_once_in_its_order(log: tuple[Entry, ...]) -> None:
    doses: tuple[PlannedDose, ...] = tuple(one.dose for one in match(MIXED, day(0), log).matches)
    assert doses == MIXED.doses(day(0))
