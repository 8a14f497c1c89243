"""Before a taper and of a day's equivalents: each threshold on both of its sides, and what comes first."""

from __future__ import annotations

from fractions import Fraction

import pytest
from msgspec.structs import replace
from test_said_amounts import mme
from test_said_before_taper import NOTHING

from oidtrack.rules.base import Severity
from oidtrack.rules.findings.before_taper import BeforeTaper, cautions
from oidtrack.rules.findings.exposure import exposure_findings, high
from oidtrack.rules.findings.stepping_back import after_days_without

BOTH = replace(NOTHING, antidepressant=True, medicine="tramadol")


def ids(known: BeforeTaper) -> list[str]:
    return [finding.id for finding in cautions(known)]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (NOTHING, []),
        (replace(NOTHING, phq9=9), []),
        (replace(NOTHING, phq9=10), ["depression-likely"]),
        (replace(NOTHING, opioids=1), []),
        (replace(NOTHING, opioids=2), ["two-opioids"]),
        (replace(NOTHING, benzodiazepine=False), []),
        (replace(NOTHING, benzodiazepine=True), ["benzodiazepine-with-opioid"]),
        (replace(NOTHING, naloxone=None), ["no-naloxone"]),
        (replace(NOTHING, naloxone=False), ["no-naloxone"]),
        (replace(NOTHING, mme=Fraction(499, 10)), []),
        (replace(NOTHING, mme=Fraction(50)), ["high-mme"]),
        (BOTH, ["tramadol-stop"]),
        (replace(BOTH, medicine="tapentadol"), ["tramadol-stop"]),
        (replace(BOTH, medicine="oxycodone"), []),
        (replace(BOTH, antidepressant=False), []),
    ],
)
def test_what_is_to_settle_before_a_taper(known: BeforeTaper, expected: list[str]) -> None:
    assert ids(known) == expected


def test_the_most_severe_comes_first() -> None:
    everything = replace(BOTH, benzodiazepine=True, phq9=20, self_harm=True, opioids=2, naloxone=None, mme=Fraction(90))
    found = cautions(everything)

    assert [finding.id for finding in found] == [
        "self-harm-thoughts",
        "depression-likely",
        "benzodiazepine-with-opioid",
        "two-opioids",
        "no-naloxone",
        "high-mme",
        "tramadol-stop",
    ]
    assert [finding.severity for finding in found][:3] == [Severity.URGENT, Severity.ACT, Severity.ACT]


@pytest.mark.parametrize(("days", "there"), [(2, False), (3, True)])
def test_days_without_a_dose_before_a_plan_goes_on(days: int, there: bool) -> None:
    assert (after_days_without("oxycodone", days, "e1") is not None) is there


@pytest.mark.parametrize(
    ("micrograms", "line"), [(33_333, None), (33_334, "50 MME"), (59_999, "50 MME"), (60_000, "90 MME, the older line")]
)
def test_the_lines_of_a_day(micrograms: int, line: str | None) -> None:
    found = high(mme(micrograms), (50, 90))

    assert (found is not None) is (line is not None)
    assert found is None or f"at or above {line}" in found.text


def test_all_there_is_to_say_of_a_day() -> None:
    assert [one.id for one in exposure_findings(mme(60_000, "kratom"), (50, 90))] == [
        "mme-incomplete",
        "high-mme",
        "mme-not-for-switching",
    ]
    (counted, _) = exposure_findings(mme(60_000), (50, 90), naloxone=True)
    assert "which you have" in counted.text
    assert [one.id for one in exposure_findings(mme(10_000), (50, 90))] == ["mme-not-for-switching"]
