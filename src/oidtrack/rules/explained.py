"""The table of findings: what each looks for, in one sentence with its source, said also while it does not hold."""

from __future__ import annotations

from oidtrack.insight.falls import DEEP, RECENT_DAYS
from oidtrack.rules import taking, upkeep, wellbeing
from oidtrack.rules.assessments import (
    CLEAR_ANSWERS,
    GAD7_HIGH,
    PHQ2_POSITIVE,
    PHQ9_LIKELY,
    PHQ9_RISE,
    PHQ9_SEVERE,
    THOUGHTS_DAYS,
)
from oidtrack.rules.dosing import FAR_ABOVE, FAR_ABOVE_DAY, TOLERANCE_FADES
from oidtrack.rules.steep_cuts import FRESH_DAYS

FINDINGS: tuple[tuple[str, str, str, str], ...] = (
    (
        "self-harm-thoughts",
        (
            f"PHQ-9 item 9 above 0, for {THOUGHTS_DAYS} days after the last such answer, then until it was 0 on"
            f" {CLEAR_ANSWERS} days (ENGINEERING)"
        ),
        "kroenke-2001",
        "help-for-mood",
    ),
    (
        "sedation",
        "confusion, heavy sleepiness, slurred speech or slow breathing, today or yesterday",
        "cdc-2022",
        "naloxone",
    ),
    (
        "abrupt-drop",
        (
            f"the mean of {taking.SHORT} days 25 % or more below that of the {taking.LONG} before with no such step"
            f" planned, no dose for {taking.SUDDEN_DAYS} days after daily doses, or for {FRESH_DAYS} days a"
            " prescription cut by more than 25 % or ended (windows ENGINEERING)"
        ),
        "fda-2019",
        "cold-turkey",
    ),
    (
        "tolerance-lost",
        f"{TOLERANCE_FADES} days or more without a daily opioid, then a dose at the old level (ENGINEERING)",
        "cdc-2022",
        "naloxone",
    ),
    (
        "mood-drop",
        f"mean mood of {RECENT_DAYS} days {DEEP} points under your usual (ENGINEERING)",
        "engineering",
        "low-mood-steady",
    ),
    ("depression-severe", f"PHQ-9 of {PHQ9_SEVERE} or more", "kroenke-2001", "help-for-mood"),
    ("depression-likely", f"PHQ-9 of {PHQ9_LIKELY} or more", "kroenke-2001", "help-for-mood"),
    ("depression-rising", f"PHQ-9 up by {PHQ9_RISE} or more since the one before", "lowe-2004", "low-mood-after-a-cut"),
    (
        "early-signs",
        (
            "mood, interest, motivation, energy, sleep, signs and questionnaires together moving away from your usual"
            " days; docs/explanation/signals.md says how (ENGINEERING)"
        ),
        "lorden-1971",
        "early-signs",
    ),
    (
        "mood-drift",
        (
            "four weeks of mood, interest, motivation, energy, pain and sleep against the best weeks of the last year:"
            " a slow change of a point, or small ones together (ENGINEERING)"
        ),
        "engineering",
        "low-mood-steady",
    ),
    (
        "sleep-change",
        f"under {wellbeing.SHORT_H} or over {wellbeing.LONG_H} h, {wellbeing.ODD_NIGHTS} of 7 nights (ENGINEERING)",
        "engineering",
        "sleep",
    ),
    (
        "withdrawal-high",
        (
            f"ShortOWS {wellbeing.SHORTOWS_RISE} points above your usual, SOWS up by a third, or rated symptoms"
            f" {wellbeing.SYMPTOM_RISE} points above your usual (the last two ENGINEERING)"
        ),
        "shortows-trials",
        "after-a-cut",
    ),
    (
        "low-mood-after-stop",
        "low mood four weeks to six months after the last dose",
        "samhsa-2010",
        "low-mood-after-the-end",
    ),
    (
        "dose-above-plan",
        (
            "a dose above its planned amount, a day above its total, or 24 hours above the most when needed; from"
            f" {FAR_ABOVE} times the largest planned dose or {FAR_ABOVE_DAY} times the day or the most it is urgent"
            " (ENGINEERING)"
        ),
        "engineering",
        "mixed",
    ),
    (
        "dose-twice",
        "the same amount of a medicine at the same minute as another dose of it (ENGINEERING)",
        "engineering",
        "mixed",
    ),
    (
        "dose-too-soon",
        "a dose sooner than prescribed, or than half the usual interval (ENGINEERING)",
        "engineering",
        "pain",
    ),
    ("ahead-of-plan", f"{taking.SHORT} days at or below the next step's dose (ENGINEERING)", "engineering", "pace"),
    (
        "unrecorded-taper",
        (
            f"the mean of {taking.MONTHS} days 15 % or more below that of the {taking.MONTHS} before, with no plan in"
            " force (windows ENGINEERING)"
        ),
        "agnoli-2021",
        "pace",
    ),
    (
        "run-out-before-refill",
        "what is at home ends before the next refill or visit (ENGINEERING)",
        "engineering",
        "cold-turkey",
    ),
    (
        "out-of-stock",
        "nothing left at home; louder where a dose of today or tomorrow is not covered (ENGINEERING)",
        "engineering",
        "cold-turkey",
    ),
    ("high-mme", "50 MME a day or more; 90 is the older line", "cdc-2022", "naloxone"),
    ("mme-incomplete", "an opioid without a factor in the set", "cdc-2022", "naloxone"),
    (
        "antagonist-with-opioid",
        "naltrexone or another opioid blocker, and an opioid now or in the last two weeks (labels, by memory)",
        "us-labels",
        "mixed",
    ),
    (
        "sedative-with-opioid",
        "a sleeping pill, sedative, gabapentinoid, muscle relaxant or sedating antihistamine with an opioid (memory)",
        "fda-2016-sedatives",
        "mixed",
    ),
    (
        "serotonergic-with-opioid",
        "tramadol, tapentadol or meperidine with something else that acts on serotonin (by memory)",
        "fda-2016-serotonin",
        "help-for-mood",
    ),
    ("benzodiazepine-with-opioid", "a benzodiazepine taken with an opioid", "cdc-2022", "mixed"),
    ("alcohol-with-opioid", "alcohol at times, and an opioid", "cdc-2022", "mixed"),
    (
        "acetaminophen-high",
        "more than 3 g of acetaminophen in a day from everything; over 4 g is urgent",
        "cdc-2022",
        "pain",
    ),
    ("no-naloxone", "naloxone at home not confirmed", "cdc-2022", "naloxone"),
    ("naloxone-expired", "a date on the naloxone that is over (ENGINEERING)", "engineering", "naloxone"),
    ("pain-rising", "pain 30 % or more above your usual for two weeks (its direction ENGINEERING)", "cdc-2022", "pain"),
    ("anxiety-high", f"GAD-7 of {GAD7_HIGH} or more", "spitzer-2006", "help-for-mood"),
    ("stalled", f"{upkeep.HOLDS} holds in a row at the same dose", "cdc-2022", "pace"),
    ("hold-overdue", "a hold whose day to look again has passed (ENGINEERING)", "engineering", "pace"),
    (
        "review-overdue",
        f"no visit for {upkeep.REVIEW_TAPERING} days while tapering, {upkeep.REVIEW_STEADY} when steady",
        "cdc-2022",
        "prescriber",
    ),
    (
        "gap-in-log",
        f"over {upkeep.GAP} days without an entry in a diary that was kept (ENGINEERING)",
        "engineering",
        "early-signs",
    ),
    ("phq9-advised", f"PHQ-2 of {PHQ2_POSITIVE} or more", "arroll-2010", "early-signs"),
)
"""Every finding there can be, in the order in which they are shown among equals: its id, what it looks for, the id of
its source, and the article of the guide that answers it (empty where none does)."""

IDS = tuple(row[0] for row in FINDINGS)


def looks_for(finding_id: str) -> tuple[str, str]:
    """What a finding looks for, and the id of its source.

    Raises:
        KeyError: There is no such finding.
    """
    return {name: (words, source) for name, words, source, _ in FINDINGS}[finding_id]
