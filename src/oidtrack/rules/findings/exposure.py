"""What there is to say about a day's morphine milligram equivalents."""

from __future__ import annotations

from oidtrack.domain.dose import plain
from oidtrack.domain.mme import DailyMme
from oidtrack.errors import listed
from oidtrack.rules.base import ASK_NALOXONE, Finding, Severity, Sought


def exposure_findings(
    mme: DailyMme, thresholds: tuple[int, int], *, naloxone: bool | None = None
) -> tuple[Finding, ...]:
    """Findings on a day's total, most severe first, and always what the number is not for.

    Args:
        mme: The day with its parts.
        thresholds: Morphine milligrams a day: closer follow-up, and the older line.
        naloxone: Whether naloxone is at home; None where nobody said.
    """
    found = (incomplete(mme), high(mme, thresholds, naloxone=naloxone), not_for_switching())
    return tuple(finding for finding in found if finding is not None)


MME_INCOMPLETE = Sought(
    "mme-incomplete", "an opioid without a factor in the set", source="cdc-2022", article="naloxone", place=220
)


def incomplete(mme: DailyMme) -> Finding | None:
    """Something without a factor. Source: CDC 2022."""
    names = sorted({item.medicine for item in mme.items if item.factor is None})
    if not names:
        return None
    have = "has" if len(names) == 1 else "have"
    rest = "So there is no total" if mme.total is None else "The total is a minimum"
    return MME_INCOMPLETE.finding(
        severity=Severity.INFO,
        title="Nothing of it is counted" if mme.total is None else "Not everything is counted",
        text=f"{listed(names)} {have} no factor in {mme.factor_set}. {rest}: not counted is not 0.",
    )


HIGH_MME = Sought("high-mme", "50 MME a day or more", source="cdc-2022", article="naloxone", place=210)


def high(mme: DailyMme, thresholds: tuple[int, int], *, naloxone: bool | None = None) -> Finding | None:
    """A total at or above the lower line. Source: CDC 2022; the upper line is of 2016."""
    closer, older = thresholds
    if mme.counted < closer:
        return None
    line = f"{older} MME, the older line of 2016 that some insurers use" if mme.counted >= older else f"{closer} MME"
    advised = "closer follow-up and naloxone at home are advised"
    if naloxone:
        advised = "closer follow-up is advised, and naloxone at home, which you have"
    return HIGH_MME.finding(
        severity=Severity.WATCH,
        title=f"{plain(mme.counted, 1)} MME a day",
        text=f"This is at or above {line}. From {closer} on, {advised}.",
        noted=f"At or above {line}. From {closer} on, closer follow-up and naloxone at home are advised.",
        ask=("How often should we meet at this dose?" if naloxone else ASK_NALOXONE),
    )


MME_NOT_FOR_SWITCHING = Sought("mme-not-for-switching", "always said", source="cdc-2022")


def not_for_switching() -> Finding:
    """What the number is not for. Source: CDC 2022."""
    return MME_NOT_FOR_SWITCHING.finding(
        severity=Severity.INFO,
        title="What this number is for",
        text="It adds up risk, as an estimate. It is never a way to change from one opioid to another.",
    )


SOUGHT = (HIGH_MME, MME_INCOMPLETE)
