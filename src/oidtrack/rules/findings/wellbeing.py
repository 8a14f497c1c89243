"""Too much opioid, mood, early signs, sleep: what the last days say against the person's own usual ones."""

from __future__ import annotations

from datetime import timedelta

from oidtrack.domain.dose import plain
from oidtrack.domain.journal import dated
from oidtrack.errors import listed
from oidtrack.insight.early.early_signs import BACKED, THRESHOLD
from oidtrack.insight.early.falls import DEEP, LEAST_ANSWERS, PASSES_DAYS, RECENT_DAYS, Cause
from oidtrack.rules.base import Finding, Severity, Sought
from oidtrack.rules.cut_points import LOW_FROM, PHQ2_POSITIVE, PHQ9_LIKELY
from oidtrack.rules.situation import Scored, Situation, entries_of

SHORT_H, LONG_H, ODD_NIGHTS = 5, 10, 5
"""Nights shorter or longer than these hours, so many of the last seven. ENGINEERING: no source for the cut-offs."""
LATE_FROM, LATE_TO = 28, 182
"""Days after the last dose in which a low may come back: four weeks to six months. Source: SAMHSA 2010."""
SCORE_DAYS = 14
"""Days for which a questionnaire says how it is now. ENGINEERING."""


SEDATION = Sought(
    "sedation",
    "confusion, heavy sleepiness, slurred speech or slow breathing, today or yesterday",
    source="cdc-2022",
    article="naloxone",
    place=20,
)


def sedation(seen: Situation) -> Finding | None:
    """Signs of too much opioid in the body, today or yesterday. Source: CDC 2022."""
    found = [one for one in seen.wellbeing.named if one.strength != 0 and one.sedates]
    if not found or not seen.on_opioid:
        return None
    names = listed(dict.fromkeys(one.name for one in found))
    return SEDATION.finding(
        severity=Severity.URGENT,
        title="Signs of too much opioid",
        text=(
            f"You wrote down {names}. If you are confused, hard to wake or breathing slowly, you or whoever is with you"
            " should call the emergency number now and give naloxone. Otherwise take no more opioid for now, do not"
            " stay alone, and call your prescriber today; `oidtrack crisis` has the numbers."
        ),
        noted=f"Written down: {names}. Possible signs of too much opioid in the body.",
        since=found[0].day,
        entries=tuple(dict.fromkeys(one.entry for one in found)),
        ask="Is my dose too high for me now, and what else makes me sleepy?",
    )


MOOD_DROP = Sought(
    "mood-drop",
    f"mean mood of {RECENT_DAYS} days ({LEAST_ANSWERS} answers or more) {DEEP} points or more under the own usual, and"
    f" evidence of {plain(THRESHOLD * BACKED)} or more of a change where enough is known to weigh it;"
    f" withdrawal if it began with a cut, comes with symptoms and is at most {PASSES_DAYS} days old (ENGINEERING)",
    source="engineering",
    article="low-mood-steady",
    place=50,
)


def mood_drop(seen: Situation) -> Finding | None:
    """A fall of mood that is there now, named as what it looks like. ENGINEERING."""
    fall = seen.wellbeing.fall
    if fall is None:
        return None
    depth = plain(fall.depth, 1)
    if fall.cause is Cause.WITHDRAWAL:
        severity, title = Severity.INFO, "Low since the cut, with withdrawal"
        text = (
            f"Your mood of the last days is {depth} points under your usual. It began with the cut and comes with"
            " withdrawal symptoms, so it will most likely pass within about two weeks. If it gets heavy or lasts,"
            " the next cut can wait: ask your prescriber."
        )
        ask = "What can ease the days after a cut, and may the next one wait?"
        noted = f"Mood of the last days is {depth} points under usual, since a cut and with withdrawal symptoms."
    else:
        severity, title = Severity.ACT, "Lower than your usual"
        text = (
            f"Your mood of the last days is {depth} points under your usual, and a cut alone does not explain it."
            " It may be depression, which can be treated. The nine questions take two minutes: oidtrack check phq9."
            " Then tell your prescriber."
        )
        ask = "My mood has fallen and stays low. Is it depression, and what do we do about it?"
        noted = f"Mood of the last days is {depth} points under usual, and a cut alone does not explain it."
    return MOOD_DROP.finding(
        severity=severity,
        title=title,
        text=text,
        noted=noted,
        since=fall.began,
        entries=seen.wellbeing.low_entries,
        ask=ask,
    )


EARLY_SIGNS = Sought(
    "early-signs",
    f"evidence of {THRESHOLD} or more that mood, interest, motivation, energy, pain, sleep, signs and questionnaires"
    " together have moved away from usual days (ENGINEERING, docs/studies.md; docs/explanation/signals.md says how)",
    source="lorden-1971",
    article="early-signs",
    place=90,
)


def early_signs(seen: Situation) -> Finding | None:
    """The joined search holds, and no plain fall says the same already. ENGINEERING, on Lorden 1971.

    Two questions that were answered since, and are in the ordinary range, quiet it for the two weeks they asked about.
    """
    signal, fall = seen.wellbeing.signal, seen.wellbeing.fall
    if signal is None or fall is not None:
        return None
    fine = seen.wellbeing.fine_since(max(signal.noticed, seen.today - timedelta(days=SCORE_DAYS - 1)))
    return EARLY_SIGNS.finding(
        severity=Severity.WATCH if fine is None else Severity.INFO,
        title="Your days have changed",
        text=(
            "Taken together, mood, interest, energy and sleep have moved away from your usual days for a while."
            f" {_what_helps(fine)}"
        ),
        noted=(
            "Mood, interest, energy and sleep together have moved away from usual days for a while: often a passing"
            " thing, or an early sign of depression."
        ),
        since=signal.began,
        entries=seen.wellbeing.low_entries,
        ask="My days have changed lately. What could be behind it?",
    )


def _what_helps(fine: Scored | None) -> str:
    if fine is not None:
        return f"Your questionnaire of {dated(fine.day)} is in the ordinary range: there is nothing more to do now."
    return (
        "Often it is nothing and passes; it can also be an early sign of depression, which can be treated. Two"
        " questions, two keys, help to tell: oidtrack check phq2"
    )


SLEEP_CHANGE = Sought(
    "sleep-change",
    f"under {SHORT_H} h or over {LONG_H} h on {ODD_NIGHTS} of 7 nights (ENGINEERING)",
    source="engineering",
    article="sleep",
    place=110,
)


def sleep_change(seen: Situation) -> Finding | None:
    """Very short or very long nights on five of the last seven. ENGINEERING."""
    odd = [night for night in seen.wellbeing.nights if night.value < SHORT_H or night.value > LONG_H]
    if len(odd) < ODD_NIGHTS:
        return None
    return SLEEP_CHANGE.finding(
        severity=Severity.WATCH,
        title="Nights far from the ordinary",
        text=(
            f"{len(odd)} of the last 7 nights were under {SHORT_H} or over {LONG_H} hours. Bad sleep pulls mood and"
            " pain along. Tell your prescriber, and do not add a sleeping pill or alcohol on your own."
        ),
        noted=f"{len(odd)} of the last 7 nights were under {SHORT_H} or over {LONG_H} hours.",
        since=odd[0].day,
        entries=entries_of(odd),
        ask="What can I do for my sleep?",
    )


LOW_MOOD_AFTER_STOP = Sought(
    "low-mood-after-stop",
    f"low mood, early signs, PHQ-9 of {PHQ9_LIKELY} or PHQ-2 of {PHQ2_POSITIVE}, four weeks to six months"
    " after the last dose",
    source="samhsa-2010",
    article="low-mood-after-the-end",
    place=130,
)


def low_after_stop(seen: Situation) -> Finding | None:
    """Low mood four weeks to six months after the last dose. Source: SAMHSA 2010."""
    stop = seen.taper.stop
    if stop is None or not LATE_FROM <= (seen.today - stop).days <= LATE_TO:
        return None
    recent = [one for one in seen.wellbeing.scores if one.day >= seen.today - timedelta(days=SCORE_DAYS)]
    low = [one for one in recent if _is_low(one) and one.day >= stop]
    fall, signal = seen.wellbeing.fall, seen.wellbeing.signal
    since = fall.began if fall else signal.began if signal else low[0].day if low else None
    if since is None:
        return None
    return LOW_MOOD_AFTER_STOP.finding(
        severity=Severity.INFO,
        title="A low time after the end",
        text=(
            "Weeks to months after the last dose a low can come back for a while. It is known, it is no failure, and"
            " it can be treated. The nine questions help to see how much it is: oidtrack check phq9"
        ),
        noted=(
            "Weeks to months after the last dose a low can come back for a while. It is known, and it can be treated."
        ),
        since=since,
        entries=(*seen.wellbeing.low_entries, *(one.entry for one in low)),
        ask="Is this the low that can come after stopping, and what helps against it?",
    )


def _is_low(one: Scored) -> bool:
    return one.instrument in LOW_FROM and one.score >= LOW_FROM[one.instrument]


RULES = (sedation, mood_drop, early_signs, sleep_change, low_after_stop)

SOUGHT = (SEDATION, MOOD_DROP, EARLY_SIGNS, SLEEP_CHANGE, LOW_MOOD_AFTER_STOP)
