"""Mood, early signs, sleep, withdrawal, pain: what the last days say against the person's own usual ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

from oidtrack.domain.dose import plain
from oidtrack.insight.early_signs import BACKED, THRESHOLD
from oidtrack.insight.falls import DEEP, LEAST_ANSWERS, PASSES_DAYS, RECENT_DAYS, Cause
from oidtrack.insight.spread import spread
from oidtrack.rules.base import Finding, Severity
from oidtrack.rules.situation import Said, Scored, Situation

SHORT_H, LONG_H, ODD_NIGHTS = 5, 10, 5
"""Nights shorter or longer than these hours, so many of the last seven. ENGINEERING: no source for the cut-offs."""
SHORTOWS_RISE = 4
SOWS_RISE = Fraction(4, 3)
SYMPTOM_RISE = 4
RUN = 2
"""So many answers in a row have to say it. ENGINEERING."""
PAIN_RISE = Fraction(13, 10)
PAIN_DAYS, PAIN_ANSWERS = 14, 7
LATE_FROM, LATE_TO = 28, 182
"""Days after the last dose in which a low may come back: four weeks to six months."""
LOW_PHQ9, LOW_PHQ2 = 10, 3
OWS_RECENT_DAYS = 14


def sedation(seen: Situation) -> Finding | None:
    """Signs of too much opioid in the body, today or yesterday. Source: CDC 2022."""
    found = [one for one in seen.wellbeing.named if one.strength != 0 and one.sedates]
    if not found or not seen.on_opioid:
        return None
    names = " and ".join(dict.fromkeys(one.name for one in found))
    return Finding(
        id="sedation",
        severity=Severity.URGENT,
        title="Signs of too much opioid",
        text=(
            f"You wrote down {names}. If somebody is hard to wake or breathes slowly, call the emergency number now"
            " and give naloxone. Take no more for now, do not stay alone, and call your prescriber today;"
            " `oidtrack crisis` has the numbers."
        ),
        noted=f"Written down: {names}. Possible signs of too much opioid in the body.",
        rule="confusion, heavy sleepiness, slurred speech or slow breathing, today or yesterday",
        source="cdc-2022",
        since=found[0].day,
        entries=tuple(dict.fromkeys(one.entry for one in found)),
        ask="Is my dose too high for me now, and what else makes me sleepy?",
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
            " withdrawal symptoms, so it will most likely pass within two weeks. It is watched; if it gets heavy,"
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
    return Finding(
        id="mood-drop",
        severity=severity,
        title=title,
        text=text,
        noted=noted,
        rule=(
            f"mean mood of {RECENT_DAYS} days ({LEAST_ANSWERS} answers or more) {DEEP} points or more under the own"
            f" usual, and evidence of a change {plain(THRESHOLD * BACKED)} or more where enough is known to weigh it;"
            " withdrawal if it began with a cut, comes with symptoms and is"
            f" at most {PASSES_DAYS} days old (ENGINEERING)"
        ),
        source="engineering",
        since=fall.began,
        entries=seen.wellbeing.low_entries,
        ask=ask,
    )


def early_signs(seen: Situation) -> Finding | None:
    """The joined search holds, and no plain fall says the same already. ENGINEERING, on Lorden 1971."""
    signal, fall = seen.wellbeing.signal, seen.wellbeing.fall
    if signal is None or fall is not None:
        return None
    return Finding(
        id="early-signs",
        severity=Severity.WATCH,
        title="Your days have changed",
        text=(
            "Taken together, mood, interest, energy and sleep have moved away from your usual days for a while."
            " Often it is nothing and passes; it can also be an early sign of depression, which can be treated. Two"
            " questions, two keys, help to tell: oidtrack check phq2"
        ),
        noted=(
            "Mood, interest, energy and sleep together have moved away from usual days for a while: often a passing"
            " thing, or an early sign of depression."
        ),
        rule=f"evidence of a change {THRESHOLD} or more over all that was answered (ENGINEERING, docs/studies.md)",
        source="lorden-1971",
        since=signal.began,
        entries=seen.wellbeing.low_entries,
        ask="My days have changed lately. What could be behind it?",
    )


def sleep_change(seen: Situation) -> Finding | None:
    """Very short or very long nights on five of the last seven. ENGINEERING."""
    odd = [night for night in seen.wellbeing.nights if night.value < SHORT_H or night.value > LONG_H]
    if len(odd) < ODD_NIGHTS:
        return None
    return Finding(
        id="sleep-change",
        severity=Severity.WATCH,
        title="Nights far from the ordinary",
        text=(
            f"{len(odd)} of the last 7 nights were under {SHORT_H} or over {LONG_H} hours. Bad sleep pulls mood and"
            " pain along. Tell your prescriber, and do not add a sleeping pill or alcohol on your own."
        ),
        noted=f"{len(odd)} of the last 7 nights were under {SHORT_H} or over {LONG_H} hours.",
        rule=f"under {SHORT_H} h or over {LONG_H} h on {ODD_NIGHTS} of 7 nights (ENGINEERING)",
        source="engineering",
        since=odd[0].day,
        entries=_names(odd),
        ask="What can I do for my sleep while the dose comes down?",
    )


def withdrawal_high(seen: Situation) -> Finding | None:
    """Withdrawal clearly above the person's own. Source: trials of the ShortOWS; SOWS and daily sums ENGINEERING."""
    rules = (_shortows, _sows, _daily_symptoms)
    behind, rule, source = next((found for each in rules if (found := each(seen)) is not None), ((), "", ""))
    if not behind:
        return None
    return Finding(
        id="withdrawal-high",
        severity=Severity.WATCH,
        title="Withdrawal above your usual",
        text=(
            "Your withdrawal symptoms are clearly stronger than is usual for you. Holding at this dose for a while is"
            " a normal part of a taper; talk it over with your prescriber before the next cut."
        ),
        noted="Withdrawal symptoms are clearly stronger than usual. Holding for a while is a normal part of a taper.",
        rule=rule,
        source=source,
        since=min(one.day for one in behind),
        entries=tuple(one.entry for one in behind if one.entry),
        ask="Can we pause, and what can ease the withdrawal?",
    )


def pain_rising(seen: Situation) -> Finding | None:
    """Pain up by three tenths for two weeks. Source: CDC 2022 for the 30 percent; its direction is ENGINEERING."""
    behind = _peg(seen) or _daily_pain(seen)
    if not behind:
        return None
    return Finding(
        id="pain-rising",
        severity=Severity.WATCH,
        title="More pain for two weeks",
        text=(
            "Your pain has been three tenths or more above your usual for two weeks. Pain often worsens for a while"
            " before it eases, and the taper may pause for it. Tell your prescriber, above all if it feels new."
        ),
        noted="Pain has been three tenths or more above usual for two weeks.",
        rule="pain (PEG, else the daily rating) 30 % or more above the own usual for two weeks (ENGINEERING on CDC)",
        source="cdc-2022",
        since=behind[0].day,
        entries=_names(behind),
        ask="My pain has risen. Is it the taper or something new, and should we pause?",
    )


def low_after_stop(seen: Situation) -> Finding | None:
    """Low mood four weeks to six months after the last dose. Source: SAMHSA 2010."""
    stop = seen.taper.stop
    if stop is None or not LATE_FROM <= (seen.today - stop).days <= LATE_TO:
        return None
    recent = [one for one in seen.wellbeing.scores if one.day >= seen.today - timedelta(days=OWS_RECENT_DAYS)]
    low = [one for one in recent if _is_low(one) and one.day >= stop]
    fall, signal = seen.wellbeing.fall, seen.wellbeing.signal
    since = fall.began if fall else signal.began if signal else low[0].day if low else None
    if since is None:
        return None
    return Finding(
        id="low-mood-after-stop",
        severity=Severity.INFO,
        title="A low time after the end",
        text=(
            "Weeks to months after the last dose a low can come back for a while. It is known, it is no failure, and"
            " it can be treated. The nine questions help to see how much it is: oidtrack check phq9"
        ),
        noted=(
            "Weeks to months after the last dose a low can come back for a while. It is known, and it can be treated."
        ),
        rule="low mood, early signs, PHQ-9 of 10 or PHQ-2 of 3, four weeks to six months after the last dose",
        source="samhsa-2010",
        since=since,
        entries=(*seen.wellbeing.low_entries, *(one.entry for one in low)),
        ask="Is this the low that can come after stopping, and what helps against it?",
    )


def _is_low(one: Scored) -> bool:
    least = {"phq9": LOW_PHQ9, "phq2": LOW_PHQ2}.get(one.instrument)
    return least is not None and one.score >= least


Behind = tuple[Sequence[Scored | Said], str, str] | None


def _shortows(seen: Situation) -> Behind:
    """The latest ShortOWS, of the last two weeks, four points above the median of those before."""
    *before, last = seen.wellbeing.of("shortows") or (None,)
    usual = spread(one.score for one in before if one is not None).median
    if last is None or usual is None or not _is_recent(seen, last) or last.score - usual < SHORTOWS_RISE:
        return None
    rule = f"ShortOWS {SHORTOWS_RISE} points or more above the own usual (its middle before)"
    return (last,), rule, "shortows-trials"


def _sows(seen: Situation) -> Behind:
    """The latest two SOWS, both a third above the median of those before."""
    found = seen.wellbeing.of("sows")
    usual = spread(one.score for one in found[:-RUN]).median
    last = found[-RUN:]
    if not usual or not _is_recent(seen, last[-1]) or any(one.score < usual * SOWS_RISE for one in last):
        return None
    return last, "SOWS up by a third, twice in a row (ENGINEERING)", "engineering"


def _daily_symptoms(seen: Situation) -> Behind:
    """The rated symptoms of the last two answers, four points above the own usual middle."""
    last, usual = seen.wellbeing.withdrawal[-RUN:], seen.wellbeing.usual_withdrawal
    if usual is None or len(last) < RUN or any(one.value - usual.median < SYMPTOM_RISE for one in last):
        return None
    rule = f"rated symptoms {SYMPTOM_RISE} points or more above the own usual, {RUN} answers in a row (ENGINEERING)"
    return last, rule, "engineering"


def _is_recent(seen: Situation, one: Scored) -> bool:
    return one.day >= seen.today - timedelta(days=OWS_RECENT_DAYS)


def _peg(seen: Situation) -> Sequence[Said]:
    """PEG scores of two weeks or more that all lie 30 % above the median of those before."""
    found = seen.wellbeing.of("peg")
    for n in range(1, len(found) - 1):
        usual, last = spread(one.score for one in found[:n]).median, found[n:]
        long_enough = (last[-1].day - last[0].day).days >= PAIN_DAYS and _is_recent(seen, last[-1])
        if usual and long_enough and all(one.score >= usual * PAIN_RISE for one in last):
            return [Said(one.day, one.score, one.entry) for one in last]
    return ()


def _daily_pain(seen: Situation) -> Sequence[Said]:
    """Two weeks of daily pain whose mean lies 30 % above the own usual middle."""
    pain, usual = seen.wellbeing.pain, seen.wellbeing.usual_pain
    if usual is None or not usual.median or len(pain) < PAIN_ANSWERS:
        return ()
    mean = sum((one.value for one in pain), Fraction(0)) / len(pain)
    return pain if mean >= usual.median * PAIN_RISE else ()


def _names(said: Sequence[Said]) -> tuple[str, ...]:
    return tuple(one.entry for one in said if one.entry)


RULES = (sedation, mood_drop, early_signs, sleep_change, withdrawal_high, pain_rising, low_after_stop)
