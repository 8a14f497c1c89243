"""What to settle with a prescriber before or with a taper."""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from oidtrack.domain.dose import plain
from oidtrack.rules.base import ASK_NALOXONE, Finding, Severity, Sought

PHQ9_CUT = 10
MME_CLOSER = 50


class BeforeTaper(Struct, frozen=True):
    """What is known when a plan is drafted. None is "not said", and what is left out says nothing.

    Attributes:
        benzodiazepine: Whether one is taken.
        naloxone: Whether naloxone is at home.
        phq9: Latest PHQ-9 score, 0 to 27.
        self_harm: Whether its item 9 was above 0.
        opioids: How many opioids are taken now.
        mme: Morphine milligram equivalents a day, of what is counted.
        antidepressant: Whether one is taken.
        medicine: Generic name of what is planned.
    """

    benzodiazepine: bool | None
    naloxone: bool | None
    phq9: int | None = None
    self_harm: bool = False
    opioids: int = 1
    mme: Fraction = Fraction(0)
    antidepressant: bool = False
    medicine: str = ""


def cautions(known: BeforeTaper) -> tuple[Finding, ...]:
    """Every caution that holds, most severe first."""
    found = [finding for rule in RULES if (finding := rule(known)) is not None]
    return tuple(sorted(found, key=lambda f: -f.severity.rank))


SELF_HARM_THOUGHTS = Sought("self-harm-thoughts", "PHQ-9 item 9 above 0", source="kroenke-2001")


def self_harm_thoughts(known: BeforeTaper) -> Finding | None:
    """PHQ-9 item 9 above 0. Source: Kroenke 2001; CDC 2022."""
    if not known.self_harm:
        return None
    return SELF_HARM_THOUGHTS.finding(
        severity=Severity.URGENT,
        title="Thoughts of being better off dead",
        text="Your last PHQ-9 held such thoughts. Please talk to somebody today; `oidtrack crisis` has the numbers.",
        ask="Can we look at these thoughts before anything changes in the dose?",
    )


DEPRESSION_LIKELY = Sought("depression-likely", f"PHQ-9 of {PHQ9_CUT} or more", source="cdc-2022")


def depression_first(known: BeforeTaper) -> Finding | None:
    """PHQ-9 of 10 or more. Source: CDC 2022, recommendation 5."""
    if known.phq9 is None or known.phq9 < PHQ9_CUT:
        return None
    return DEPRESSION_LIKELY.finding(
        severity=Severity.ACT,
        title="Low mood before the first cut",
        text=f"Your last PHQ-9 is {known.phq9}. Treating low mood before or together with a taper makes it easier.",
        ask="How do we treat my low mood before or along with the taper?",
    )


TWO_OPIOIDS = Sought("two-opioids", "more than one opioid prescribed now", source="cdc-2022", article="pace")


def one_at_a_time(known: BeforeTaper) -> Finding | None:
    """More than one opioid. Source: CDC 2022; VA tool."""
    if known.opioids <= 1:
        return None
    return TWO_OPIOIDS.finding(
        severity=Severity.WATCH,
        title="More than one opioid",
        text=(
            "Only one opioid comes down at a time; any other stays as it is. You and your prescriber choose which goes"
            " first."
        ),
        ask="Which of my opioids should come down first?",
    )


BENZODIAZEPINE_WITH_OPIOID = Sought(
    "benzodiazepine-with-opioid", "a benzodiazepine taken with an opioid", source="cdc-2022", article="mixed", place=260
)


def benzodiazepine(known: BeforeTaper) -> Finding | None:
    """A benzodiazepine as well, with or without a plan. Source: CDC 2022, recommendation 11."""
    if not known.benzodiazepine:
        return None
    return BENZODIAZEPINE_WITH_OPIOID.finding(
        severity=Severity.ACT,
        title="A benzodiazepine as well",
        text=(
            "With an opioid it slows breathing more than either alone. A benzodiazepine is never stopped suddenly, and"
            " only one of the two comes down at a time; a plan made here is for the opioid only."
        ),
        noted=(
            "With an opioid it slows breathing more than either alone. It is never stopped suddenly, and only one of"
            " the two comes down at a time."
        ),
        ask="Do the prescribers of both medicines agree on what comes down first?",
    )


NO_NALOXONE = Sought("no-naloxone", "naloxone at home not confirmed", source="cdc-2022", article="naloxone", place=290)


def naloxone(known: BeforeTaper) -> Finding | None:
    """No naloxone at home, or nobody said. Source: CDC 2022; FDA 2020."""
    if known.naloxone:
        return None
    why = "You said that there is no naloxone at home." if known.naloxone is False else "Is there naloxone at home?"
    return NO_NALOXONE.finding(
        severity=Severity.WATCH,
        title="Naloxone at home",
        text=f"{why} While a dose comes down, tolerance does too; naloxone can save a life if too much is taken.",
        noted=f"{'None at home' if known.naloxone is False else 'Not said whether there is any at home'}.",
        ask=ASK_NALOXONE,
    )


HIGH_MME = Sought("high-mme", f"{MME_CLOSER} MME a day or more", source="cdc-2022")


def high_mme(known: BeforeTaper) -> Finding | None:
    """50 MME a day or more. Source: CDC 2022."""
    if known.mme < MME_CLOSER:
        return None
    return HIGH_MME.finding(
        severity=Severity.INFO,
        title="50 MME a day or more",
        text=f"You take about {plain(known.mme, 1)} MME a day. From 50 on, closer follow-up and naloxone are advised.",
        ask="How often should we meet while the dose comes down?",
    )


TRAMADOL_STOP = Sought(
    "tramadol-stop",
    "tramadol or tapentadol with an antidepressant (labels, partly from memory)",
    source="labels",
    article="help-for-mood",
)


def serotonin(known: BeforeTaper) -> Finding | None:
    """Tramadol or tapentadol with an antidepressant. Source: labels, partly from memory."""
    if known.medicine not in {"tramadol", "tapentadol"} or not known.antidepressant:
        return None
    return TRAMADOL_STOP.finding(
        severity=Severity.INFO,
        title=f"{known.medicine.capitalize()} and an antidepressant",
        text=(
            f"{known.medicine.capitalize()} acts a little like an antidepressant too; stopping it can feel like"
            " stopping one."
        ),
        ask="What should we watch for, given my antidepressant?",
    )


RULES = (
    self_harm_thoughts,
    depression_first,
    one_at_a_time,
    benzodiazepine,
    naloxone,
    high_mme,
    serotonin,
)

SOUGHT = (BENZODIAZEPINE_WITH_OPIOID, NO_NALOXONE)
