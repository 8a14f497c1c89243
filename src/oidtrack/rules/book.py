"""All the rules together: one situation in, every finding that holds out, the most severe first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from msgspec.structs import replace

from oidtrack.rules.base import Finding
from oidtrack.rules.explained import IDS
from oidtrack.rules.findings import assessments, companions, dosing, drifting, symptoms, taking, upkeep, wellbeing
from oidtrack.rules.findings.assessments import Answered, assessment_findings, self_harm, thoughts_hold
from oidtrack.rules.findings.before_taper import BeforeTaper, benzodiazepine, naloxone
from oidtrack.rules.findings.dosing import cautions
from oidtrack.rules.findings.exposure import high, incomplete
from oidtrack.rules.situation import Scored, Situation

THOUGHTS = "self-harm-thoughts"
FORGOTTEN = 56
"""Days after which a questionnaire no longer says how somebody is; thoughts of death have a rule of their own.
ENGINEERING."""
TOLERANCE_DAYS = 3
"""Days for which a dose at the old level after days without stays a finding. ENGINEERING."""
EMERGENCY_DAYS = 1
"""Days after which a dose far above the plan is no emergency any more; as sedation, today or yesterday. ENGINEERING."""
OTHERS_DAYS = 6
"""The same of what else there is to say about a dose: a week with its day. ENGINEERING."""
OF_ENTRIES = frozenset(one.id for file in (assessments, dosing) for one in file.SOUGHT)
"""What an answered questionnaire or a dose says by itself: it holds for days, and needs nothing but such entries."""
MOST_ENTRIES = 12
SAID_BETTER = {"depression-severe", "depression-likely", "phq9-advised"}
"""Where a questionnaire says it already, a slow change is not said besides."""
SAID_OF = (("pain-rising", "pain"), ("sleep-change", "sleep"))
"""A finding about one measure, before which a slow change of that measure alone is silent."""


def findings(seen: Situation) -> tuple[Finding, ...]:
    """Every finding that holds, the most severe first; each id at most once."""
    found: dict[str, Finding] = {}
    for finding in (*_of_questionnaires(seen), *_of_doses(seen), *_of_exposure(seen), *_of_the_rest(seen)):
        before = found.get(finding.id)
        found[finding.id] = finding if before is None else _joined(before, finding)
    if "out-of-stock" in found:
        found.pop("run-out-before-refill", None)
    if "depression-severe" in found:
        del found["depression-likely"]  # the highest band lies above that line too
    if "depression-likely" in found or "depression-severe" in found:
        found.pop("phq9-advised", None)
    if _is_repeated(seen, found):
        found.pop("mood-drift", None)
    shown = (replace(finding, entries=finding.entries[-MOST_ENTRIES:]) for finding in found.values())
    return tuple(sorted(shown, key=lambda finding: (-finding.severity.rank, IDS.index(finding.id))))


def _is_repeated(seen: Situation, found: Mapping[str, Finding]) -> bool:
    """Whether a slow change would say what another finding says better."""
    drift = seen.wellbeing.drift
    of_one = any(name in found and drifting.only(drift, measure) for name, measure in SAID_OF)
    return of_one or not SAID_BETTER.isdisjoint(found)


def _joined(first: Finding, second: Finding) -> Finding:
    """The same thing seen twice: since the first, with the words of the louder or later one."""
    days = [day for day in (first.since, second.since) if day is not None]
    words = first if first.severity.rank > second.severity.rank else second
    entries = tuple(dict.fromkeys((*first.entries, *second.entries)))
    return replace(words, since=min(days, default=None), entries=entries)


def _of_questionnaires(seen: Situation) -> Iterator[Finding]:
    """What the latest questionnaire of each kind says, since it began to say so."""
    for instrument in ("phq9", "gad7", "phq2"):
        scores = seen.wellbeing.of(instrument)
        if not scores:
            continue
        if (seen.today - scores[-1].day).days <= FORGOTTEN:
            for finding in assessment_findings(_answered(scores, seen.taper.cuts)):
                if finding.id != THOUGHTS:
                    yield replace(finding, since=_since(scores, finding.id, seen.taper.cuts))
    yield from _thoughts(seen)


def _thoughts(seen: Situation) -> Iterator[Finding]:
    """Thoughts of death: since the first of the answers in a row that held them, and behind them all answers since."""
    scores = seen.wellbeing.of("phq9")
    if not thoughts_hold([(one.day, one.alarm) for one in scores], seen.today):
        return
    last = max(n for n, one in enumerate(scores) if one.alarm)
    finding = self_harm(_answered(scores[: last + 1], seen.taper.cuts))
    assert finding is not None  # the last of these answers holds it
    entries = tuple(one.entry for one in scores[last:] if one.entry)
    yield replace(finding, since=_since(scores[: last + 1], THOUGHTS, seen.taper.cuts), entries=entries)


def _answered(scores: Sequence[Scored], cuts: Sequence[date]) -> Answered:
    last = scores[-1]
    return Answered(last.instrument, last.score, _change(scores, cuts), last.alarm, last.entry)


def _change(scores: Sequence[Scored], cuts: Sequence[date]) -> Fraction | None:
    """Against the one before, or against the last before the latest cut, whichever rose more."""
    *before, last = scores
    cut = max((day for day in cuts if day <= last.day), default=None)
    steady = [one for one in before if cut is not None and one.day < cut]
    held = [one.score for one in (*before[-1:], *steady[-1:])]
    return last.score - min(held) if held else None


def _since(scores: Sequence[Scored], finding_id: str, cuts: Sequence[date]) -> date:
    """The day of the first of the latest questionnaires in a row that say the same."""
    since = scores[-1].day
    for n in range(len(scores) - 1, 0, -1):
        if finding_id not in {f.id for f in assessment_findings(_answered(scores[:n], cuts))}:
            break
        since = scores[n - 1].day
    return since


def _of_doses(seen: Situation) -> Iterator[Finding]:
    for recent in seen.recent:
        is_past = (seen.today - recent.day).days > EMERGENCY_DAYS
        for finding in cautions(replace(recent.dose, is_past=is_past)):
            lasts = TOLERANCE_DAYS if finding.id == "tolerance-lost" else OTHERS_DAYS
            if finding.id in IDS and (seen.today - recent.day).days <= lasts:
                entries = tuple(name for name in (*finding.entries, recent.entry) if name)
                yield replace(finding, since=recent.day, entries=entries)


def _of_exposure(seen: Situation) -> Iterator[Finding]:
    if not seen.on_opioid:
        return
    mme = seen.mme
    known = BeforeTaper(seen.benzodiazepine, seen.naloxone)
    exposed = (high(mme, seen.mme_thresholds, naloxone=seen.naloxone), incomplete(mme)) if mme is not None else ()
    yield from (finding for finding in (*exposed, benzodiazepine(known), naloxone(known)) if finding is not None)


def _of_the_rest(seen: Situation) -> Iterator[Finding]:
    rules = (*wellbeing.RULES, *symptoms.RULES, *drifting.RULES, *taking.RULES, *upkeep.RULES, *companions.RULES)
    yield from (finding for rule in rules if (finding := rule(seen)) is not None)
