"""Withdrawal and pain, by questionnaires and daily ratings, against the person's own usual ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

from oidtrack.insight.spread import spread
from oidtrack.rules.base import Finding, Severity, Sought
from oidtrack.rules.situation import Said, Scored, Situation, entries_of

SHORTOWS_RISE = 4
SOWS_RISE = Fraction(4, 3)
SYMPTOM_RISE = 4
RUN = 2
"""So many answers in a row have to say it. ENGINEERING."""
PAIN_RISE = Fraction(13, 10)
PAIN_DAYS, PAIN_ANSWERS = 14, 7
RECENT_DAYS = 14
"""Days for which a questionnaire on withdrawal or pain says how it is now. ENGINEERING."""


WITHDRAWAL_HIGH = Sought(
    "withdrawal-high",
    f"ShortOWS {SHORTOWS_RISE} points or more above the own usual (its middle before), SOWS up by a third twice in a"
    f" row, or rated symptoms {SYMPTOM_RISE} points or more above the own usual, {RUN} answers in a row (the last two"
    " ENGINEERING)",
    source="shortows-trials",
    article="after-a-cut",
    place=120,
)


def withdrawal_high(seen: Situation) -> Finding | None:
    """Withdrawal clearly above the person's own. Source: trials of the ShortOWS; SOWS and daily sums ENGINEERING."""
    rules = (_shortows, _sows, _daily_symptoms)
    behind, source = next((found for each in rules if (found := each(seen)) is not None), ((), ""))
    if not behind:
        return None
    return WITHDRAWAL_HIGH.finding(
        severity=Severity.WATCH,
        title="Withdrawal above your usual",
        text=(
            "Your withdrawal symptoms are clearly stronger than is usual for you. Holding at this dose for a while is"
            " a normal part of a taper; talk it over with your prescriber before the next cut."
        ),
        noted="Withdrawal symptoms are clearly stronger than usual. Holding for a while is a normal part of a taper.",
        source=source,
        since=min(one.day for one in behind),
        entries=entries_of(behind),
        ask="Can we pause, and what can ease the withdrawal?",
    )


PAIN_RISING = Sought(
    "pain-rising",
    "pain (PEG, else the daily rating) 30 % or more above the own usual for two weeks (ENGINEERING on CDC)",
    source="cdc-2022",
    article="pain",
    place=310,
)


def pain_rising(seen: Situation) -> Finding | None:
    """Pain up by 30 % for two weeks. Source: CDC 2022 for the 30 percent; its direction is ENGINEERING."""
    behind = _peg(seen) or _daily_pain(seen)
    if not behind:
        return None
    return PAIN_RISING.finding(
        severity=Severity.WATCH,
        title="More pain for two weeks",
        text=(
            "Your pain has been 30 % or more above your usual for two weeks. Pain often worsens for a while"
            " before it eases, and a taper may pause for it. Tell your prescriber, above all if it feels new."
        ),
        noted="Pain has been 30 % or more above usual for two weeks.",
        since=behind[0].day,
        entries=entries_of(behind),
        ask="My pain has risen. Is it the taper or something new, and should we pause?",
    )


Behind = tuple[Sequence[Scored | Said], str] | None
"""Answers, and the source of the rule that they hold."""


def _shortows(seen: Situation) -> Behind:
    """The latest ShortOWS, of the last two weeks, four points above the median of those before."""
    *before, last = seen.wellbeing.of("shortows") or (None,)
    usual = spread(one.score for one in before if one is not None).median
    if last is None or usual is None or not _is_recent(seen, last) or last.score - usual < SHORTOWS_RISE:
        return None
    return (last,), WITHDRAWAL_HIGH.source


def _sows(seen: Situation) -> Behind:
    """The latest two SOWS, both a third above the median of those before."""
    found = seen.wellbeing.of("sows")
    usual = spread(one.score for one in found[:-RUN]).median
    last = found[-RUN:]
    if not usual or not _is_recent(seen, last[-1]) or any(one.score < usual * SOWS_RISE for one in last):
        return None
    return last, "engineering"


def _daily_symptoms(seen: Situation) -> Behind:
    """The rated symptoms of the last two answers, four points above the own usual middle."""
    last, usual = seen.wellbeing.withdrawal[-RUN:], seen.wellbeing.usual_withdrawal
    if usual is None or len(last) < RUN or any(one.value - usual.median < SYMPTOM_RISE for one in last):
        return None
    return last, "engineering"


def _is_recent(seen: Situation, one: Scored) -> bool:
    return one.day >= seen.today - timedelta(days=RECENT_DAYS)


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


RULES = (withdrawal_high, pain_rising)

SOUGHT = (WITHDRAWAL_HIGH, PAIN_RISING)
