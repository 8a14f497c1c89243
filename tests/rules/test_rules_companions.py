"""What is taken beside an opioid and changes its risk."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from diaries import day
from oidtrack.rules.base import Severity
from oidtrack.rules.book import findings
from oidtrack.rules.findings.companions import antagonist, partial, sedative, serotonergic
from oidtrack.rules.situation import Beside, Situation

TODAY = day(100)


def taken(medicine: str, *kinds: str, opioid: bool = False, ago: int = 0, entry: str = "") -> Beside:
    last = TODAY - timedelta(days=ago)
    return Beside(medicine, frozenset(kinds), opioid, last, last, entry)


def seen(*beside: Beside, on_opioid: bool = True, today: date = TODAY) -> Situation:
    return Situation(today=today, on_opioid=on_opioid, beside=beside)


OXYCODONE = taken("oxycodone", opioid=True)
TRAMADOL = taken("tramadol", "serotonergic-opioid", opioid=True)


@pytest.mark.parametrize(
    ("kind", "severity"),
    [
        ("gabapentinoid", Severity.ACT),
        ("sleeping-pill", Severity.ACT),
        ("sedative", Severity.ACT),
        ("muscle-relaxant", Severity.WATCH),
        ("sedating-antihistamine", Severity.WATCH),
        ("serotonergic", None),
        ("benzodiazepine", None),  # has a finding of its own
        ("acetaminophen", None),
    ],
)
def test_what_makes_sleepy_beside_an_opioid(kind: str, severity: Severity | None) -> None:
    found = sedative(seen(OXYCODONE, taken("x", kind)))

    assert (found.severity if found else None) is severity
    if found:
        assert (found.id, found.since) == ("sedative-with-opioid", TODAY)


def test_two_that_make_a_little_sleepy_are_louder_and_each_is_named() -> None:
    found = sedative(
        seen(
            OXYCODONE,
            taken("baclofen", "muscle-relaxant", entry="e4"),
            taken("doxylamine", "sedating-antihistamine"),
            taken("soma", "muscle-relaxant"),
        )
    )

    assert found is not None
    assert found.severity is Severity.ACT
    assert found.entries == ("e4",)
    assert (
        "baclofen (a muscle relaxant), doxylamine (an antihistamine that causes sleepiness) and soma (a muscle"
        in found.text
    )


@pytest.mark.parametrize(("ago", "there"), [(6, True), (7, False)])
def test_what_was_written_down_counts_for_a_week(ago: int, *, there: bool) -> None:
    assert (sedative(seen(OXYCODONE, taken("lyrica", "gabapentinoid", ago=ago))) is not None) is there


def test_without_an_opioid_nothing_is_said() -> None:
    beside = (taken("lyrica", "gabapentinoid"), taken("naltrexone", "antagonist"), taken("zoloft", "serotonergic"))

    assert not {one.id for one in findings(seen(*beside, on_opioid=False)) if one.id.endswith("-with-opioid")}


@pytest.mark.parametrize(("ago", "there"), [(0, True), (13, True), (14, False)])
def test_a_blocker_is_urgent_until_two_weeks_after_the_last_opioid(ago: int, *, there: bool) -> None:
    found = antagonist(seen(taken("oxycodone", opioid=True, ago=ago), taken("naltrexone", "antagonist")))

    assert (found is not None) is there
    if found:
        assert found.severity is Severity.URGENT
        assert "Do not take naltrexone now; call your prescriber or pharmacist today." in found.text
        assert "`oidtrack crisis`" in found.text


@pytest.mark.parametrize(("ago", "there"), [(6, True), (7, False)])
def test_a_blocker_that_was_written_down_counts_for_a_week(ago: int, *, there: bool) -> None:
    assert (antagonist(seen(OXYCODONE, taken("naltrexone", "antagonist", ago=ago))) is not None) is there


def test_an_opioid_that_pushes_another_aside() -> None:
    nalbuphine = taken("nalbuphine", "partial-opioid", opioid=True)

    found = partial(seen(OXYCODONE, nalbuphine))
    assert found is not None
    assert (found.id, found.severity) == ("antagonist-with-opioid", Severity.ACT)
    assert "nalbuphine can push oxycodone aside" in found.text
    assert partial(seen(nalbuphine)) is None
    assert partial(seen(OXYCODONE)) is None


@pytest.mark.parametrize("kind", ["serotonergic", "serotonergic-antidepressant"])
def test_two_that_act_on_serotonin(kind: str) -> None:
    found = serotonergic(seen(TRAMADOL, taken("sertraline", kind)))

    assert found is not None
    assert (found.id, found.severity) == ("serotonergic-with-opioid", Severity.ACT)
    assert "tramadol and sertraline act on serotonin" in found.text


def test_serotonin_takes_two() -> None:
    assert serotonergic(seen(TRAMADOL)) is None
    assert serotonergic(seen(OXYCODONE, taken("sertraline", "serotonergic-antidepressant"))) is None
    assert serotonergic(seen(TRAMADOL, taken("bupropion", "antidepressant"))) is None


def test_the_urgent_one_comes_first_and_each_once() -> None:
    nalbuphine = taken("nalbuphine", "partial-opioid", opioid=True)
    found = findings(
        seen(TRAMADOL, nalbuphine, taken("naltrexone", "antagonist"), taken("zoloft", "serotonergic-antidepressant"))
    )

    assert [one.id for one in found] == ["antagonist-with-opioid", "serotonergic-with-opioid", "no-naloxone"]
    assert found[0].severity is Severity.URGENT
