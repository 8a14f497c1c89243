"""Medicines that are taken beside an opioid and change its risk.

Which medicine belongs to which group stands in the packaged facts; here stands what each group means.
"""

from __future__ import annotations

from datetime import timedelta

from oidtrack.errors import listed
from oidtrack.rules.base import Finding, Severity, Sought
from oidtrack.rules.situation import Beside, Situation, entries_of

SEDATIVES = ("sleeping-pill", "sedative", "gabapentinoid", "muscle-relaxant", "sedating-antihistamine")
LOUDER = ("sleeping-pill", "sedative", "gabapentinoid")
"""Of these there are warnings of their own about breathing, or they are strong. How loud is ENGINEERING."""
WORDS = {
    "sleeping-pill": "a sleeping pill",
    "sedative": "a sedative",
    "gabapentinoid": "a gabapentinoid",
    "muscle-relaxant": "a muscle relaxant",
    "sedating-antihistamine": "an antihistamine that causes sleepiness",
}
TAKEN_DAYS = 7
"""So many days after it was written down, a medicine that is not prescribed still counts as taken. ENGINEERING."""
BLOCKED_DAYS = 14
"""Days without any opioid before an opioid blocker is no danger any more: labels say 7 to 10, after long-acting ones up
to two weeks; the longest is taken for all."""
_A_PAIR = 2


SEDATIVE_WITH_OPIOID = Sought(
    "sedative-with-opioid",
    "a sleeping pill, sedative, gabapentinoid, muscle relaxant or sedating antihistamine with an opioid, prescribed now"
    f" or taken in the last {TAKEN_DAYS} days (groups by memory; days and how loud ENGINEERING)",
    source="fda-2016-sedatives",
    article="mixed",
    place=240,
)


GABAPENTINOIDS = "fda-2019-gabapentinoids"
"""The warning of its own of these."""


def sedative(seen: Situation) -> Finding | None:
    """A medicine that makes sleepy beside an opioid. Source: FDA 2016 and 2019, by memory."""
    found = _others(seen, SEDATIVES) if seen.on_opioid else ()
    if not found:
        return None
    loud = any(kind in LOUDER for one in found for kind in one.kinds)
    return SEDATIVE_WITH_OPIOID.finding(
        severity=Severity.ACT if loud or len(found) > 1 else Severity.WATCH,
        title="A medicine that causes sleepiness as well",
        text=(
            f"{_listed(found)} {'is' if len(found) == 1 else 'are'} taken beside an opioid. Together they can make you"
            " very sleepy and slow your breathing, above all at night. They may be meant to be together: make sure that"
            " your prescriber and pharmacist know of each, stop none of them suddenly, and keep naloxone within reach."
        ),
        noted=f"{_listed(found)} beside an opioid: sleepiness and slowed breathing add up. None is stopped suddenly.",
        source=GABAPENTINOIDS if _has(found, "gabapentinoid") else SEDATIVE_WITH_OPIOID.source,
        since=min(one.since for one in found),
        entries=entries_of(found),
        ask="Is it safe for me to take these together, and at which times?",
    )


ANTAGONIST_WITH_OPIOID = Sought(
    "antagonist-with-opioid",
    f"an opioid blocker prescribed now or taken in the last {TAKEN_DAYS} days, and an opioid prescribed or taken in the"
    f" last {BLOCKED_DAYS} days (the longest span that labels name); or pentazocine, butorphanol or nalbuphine beside"
    " another opioid (labels, by memory)",
    source="us-labels",
    article="mixed",
    place=230,
)


def antagonist(seen: Situation) -> Finding | None:
    """An opioid blocker while an opioid is taken or still in the body. Source: naltrexone labels, by memory."""
    found = _others(seen, ("antagonist",))
    opioids = tuple(one for one in seen.beside if one.opioid and (seen.today - one.last).days < BLOCKED_DAYS)
    if not found or not opioids:
        return None
    return blocked(found, opioids)


def blocked(found: tuple[Beside, ...], opioids: tuple[Beside, ...]) -> Finding:
    """What to say of an opioid blocker beside an opioid, also before it is written down.

    Args:
        found: Opioid blockers, at least one.
        opioids: Opioids, at least one.
    """
    names, others = _named(found), _named(opioids)
    block = "blocks" if len(_names(found)) == 1 else "block"
    return ANTAGONIST_WITH_OPIOID.finding(
        severity=Severity.URGENT,
        title="An opioid blocker beside an opioid",
        text=(
            f"{names} {block} opioids. With {others} in the body that can bring on sudden, severe withdrawal."
            f" Do not take {names} now; call your prescriber or pharmacist today. If you have taken any and feel ill,"
            " call your emergency number: `oidtrack crisis` has it."
        ),
        noted=f"{names} {block} opioids; with {others} in the body that can bring on sudden, severe withdrawal.",
        since=min(one.since for one in found),
        entries=entries_of(found),
        ask=(
            "Which of the two is meant, and how long must I be without the other?"
            if len(_names((*found, *opioids))) == _A_PAIR
            else "Which of these are meant, and how long must I be without the others?"
        ),
    )


def partial(seen: Situation) -> Finding | None:
    """An opioid that pushes another one aside. Source: labels of pentazocine, butorphanol and nalbuphine, by memory."""
    found = tuple(one for one in seen.beside if "partial-opioid" in one.kinds and _is_now(seen, one))
    others = tuple(one for one in seen.beside if one.opioid and one not in found and _is_now(seen, one))
    if not found or not others:
        return None
    pair = len(_names((*found, *others))) == _A_PAIR
    return ANTAGONIST_WITH_OPIOID.finding(
        severity=Severity.ACT,
        title=f"{'Two' if pair else 'Several'} opioids that work against each other",
        text=(
            f"{_named(found)} can push {_named(others)} aside and bring on withdrawal. Ask your prescriber or"
            f" pharmacist before the next dose of {_named(found)}."
        ),
        noted=f"{_named(found)} can push {_named(others)} aside and bring on withdrawal.",
        since=min(one.since for one in found),
        entries=entries_of(found),
        ask=f"Are these {'two ' if pair else ''}opioids meant to be taken together?",
    )


SEROTONERGIC_WITH_OPIOID = Sought(
    "serotonergic-with-opioid",
    "tramadol, tapentadol or meperidine with an antidepressant or another medicine that acts on serotonin, prescribed"
    f" now or taken in the last {TAKEN_DAYS} days (groups by memory; days ENGINEERING)",
    source="fda-2016-serotonin",
    article="help-for-mood",
    place=250,
)


def serotonergic(seen: Situation) -> Finding | None:
    """Tramadol, tapentadol or meperidine with something else that acts on serotonin. Source: FDA 2016, by memory."""
    opioids = tuple(one for one in seen.beside if "serotonergic-opioid" in one.kinds and _is_now(seen, one))
    found = _others(seen, ("serotonergic-antidepressant", "serotonergic"))
    if not opioids or not found:
        return None
    names = _named((*opioids, *found))
    return SEROTONERGIC_WITH_OPIOID.finding(
        severity=Severity.ACT,
        title="Medicines that act on serotonin",
        text=(
            f"{names} act on serotonin. Together they often go well. Restlessness, shaking, sweating, fever, a racing"
            " heart or muscles that twitch, above all in the first days or after a higher dose, mean: call your"
            " prescriber today, your emergency number if it is bad. Stop none of them suddenly on your own."
        ),
        noted=f"{names} act on serotonin. None is stopped suddenly.",
        since=min(one.since for one in found),
        entries=entries_of(found),
        ask="Do my prescribers know that I take these together?",
    )


def _others(seen: Situation, kinds: tuple[str, ...]) -> tuple[Beside, ...]:
    """What is taken now of these groups, no opioids."""
    now = (one for one in seen.beside if not one.opioid and _is_now(seen, one))
    return tuple(one for one in now if any(kind in one.kinds for kind in kinds))


def _is_now(seen: Situation, one: Beside) -> bool:
    return seen.today - one.last < timedelta(days=TAKEN_DAYS)


def _has(found: tuple[Beside, ...], kind: str) -> bool:
    return any(kind in one.kinds for one in found)


def _named(found: tuple[Beside, ...]) -> str:
    return listed(_names(found))


def _names(found: tuple[Beside, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.medicine for one in found))


def _listed(found: tuple[Beside, ...]) -> str:
    """The medicines, each with what it is: `gabapentin (a gabapentinoid)`."""
    words = {one.medicine: next(WORDS[kind] for kind in SEDATIVES if kind in one.kinds) for one in found}
    return listed(f"{name} ({what})" for name, what in words.items())


RULES = (sedative, antagonist, partial, serotonergic)

SOUGHT = (SEDATIVE_WITH_OPIOID, ANTAGONIST_WITH_OPIOID, SEROTONERGIC_WITH_OPIOID)
