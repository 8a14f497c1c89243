"""Which pace is taken, and which wishes are refused.

Nothing is a silent default: the pace that comes out says in words why it was
taken. Nobody can agree away the outer limits; a wish faster than the default
needs a prescriber's name.
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from oidtrack.domain.dose import plain
from oidtrack.errors import listed
from oidtrack.taper.pace import Basis, Pace, PaceRule, SpeedLimits

UNTIL_TOLD = 365
"""Days on opioids that are assumed where nobody said: the slowest rule, to be on the safe side. ENGINEERING."""


class Person(Struct, frozen=True):
    """What decides the default pace. None is "not said".

    Attributes:
        days_on: Days on opioids; below 0, which cannot be, counts as not said.
        age: Years.
        phq9: The latest PHQ-9 score.
        failed_taper: Whether an earlier taper was given up.
        pregnant: Whether pregnancy is marked.
    """

    days_on: int | None = None
    age: int | None = None
    phq9: int | None = None
    failed_taper: bool = False
    pregnant: bool = False


class Chosen(Enum):
    """How somebody came by a wish: what the plan says of it."""

    OPTIONS = "options"
    LIST = "list"
    OFFERED = "offered"


class Wish(Struct, frozen=True):
    """What was asked for; None takes the default.

    Attributes:
        percent: Share per interval.
        every_days: Interval.
        basis: What the share is of.
        max_step_percent: Largest single cut.
        max_hold_days: Longest wait before a coarse cut; 0 for no limit.
        agreed_with: Prescriber who agreed to a faster pace; empty for nobody.
        chosen: Whether options were typed, or it was taken from a list, or nobody chose it yet.
    """

    percent: Fraction | None = None
    every_days: int | None = None
    basis: Basis | None = None
    max_step_percent: Fraction | None = None
    max_hold_days: int | None = None
    agreed_with: str = ""
    chosen: Chosen = Chosen.OPTIONS


class Refusal(Struct, frozen=True):
    """A wish that a limit forbids.

    Attributes:
        code: Stable name of the limit.
        text: What the limit is, in one sentence.
        source: Source id of the limit.
        instead: The fastest pace allowed, or None where no plan may be made at all.
    """

    code: str
    text: str
    source: str
    instead: Pace | None


def rule_for(person: Person, limits: SpeedLimits) -> PaceRule:
    """The rule for this length of use; the slowest where it is not known."""
    days = person.days_on if _is_known(person) else UNTIL_TOLD
    return [rule for rule in limits.rules if rule.from_days <= (days or 0)][-1]


def _is_known(person: Person) -> bool:
    return person.days_on is not None and person.days_on >= 0


def choose(wish: Wish, person: Person, limits: SpeedLimits) -> Pace | Refusal:
    """The pace for this person and this wish, or the refusal with the fastest pace allowed."""
    if person.pregnant:
        text = "a taper in pregnancy needs expert help from the first step, so no plan is made here"
        return Refusal("pregnancy", text, limits.rules[0].source, None)
    rule = rule_for(person, limits)
    default = _pace(Wish(), person, rule, limits)
    pace = _pace(wish, person, rule, limits)
    refused = _outside(pace, rule, limits)
    if refused is None and not wish.agreed_with and (what := _faster(pace, default, rule)):
        refused = ("faster-than-default", f"{what}; that needs a prescriber's agreement", rule.source)
    if refused is None:
        return pace
    return Refusal(*refused, instead=fastest(person, limits, agreed=bool(wish.agreed_with)))


def _pace(wish: Wish, person: Person, rule: PaceRule, limits: SpeedLimits) -> Pace:
    slower = _slower(person, limits)
    percent = wish.percent or (rule.slower_percent if slower else rule.percent)
    every = wish.every_days or rule.every_days
    basis = wish.basis or rule.basis
    hold = 2 * every if wish.max_hold_days is None else wish.max_hold_days or None
    return Pace(
        percent=percent,
        every_days=every,
        basis=basis,
        current_below=rule.current_below if basis is rule.basis else Fraction(0),
        max_step_percent=wish.max_step_percent or limits.max_step_percent,
        max_hold_days=hold,
        source=rule.source,
        why=_why(wish, person, rule, slower),
    )


def _slower(person: Person, limits: SpeedLimits) -> tuple[str, ...]:
    """What asks for the slower default, in words."""
    return tuple(
        words
        for holds, words in (
            (person.phq9 is not None and person.phq9 >= limits.slower_phq9, f"PHQ-9 is {person.phq9}"),
            (person.failed_taper, "an earlier taper was given up"),
            (person.age is not None and person.age >= limits.slower_age, f"age {person.age}"),
        )
        if holds
    )


def _why(wish: Wish, person: Person, rule: PaceRule, slower: tuple[str, ...]) -> str:
    why = rule.words
    if not _is_known(person):
        why = f"How long you have taken opioids is not known, so the slowest rule is taken: {why}"
    if slower and rule.slower_percent < rule.percent:
        why += f" The slower {plain(rule.slower_percent)} % is the default because {listed(slower)}."
    return why + _chosen(wish)


def _chosen(wish: Wish) -> str:
    """Who chose the pace and how; never an option that nobody typed. Empty where the default was taken."""
    asked = [
        name
        for name, value in (("--percent", wish.percent), ("--every", wish.every_days), ("--basis", wish.basis))
        if value
    ]
    if not asked:
        return ""
    if wish.chosen is Chosen.OFFERED:
        return " This is one of the paces to choose from."
    what = "this pace from the list" if wish.chosen is Chosen.LIST else f"{listed(asked)} yourself"
    return f" You chose {what}, agreed with {wish.agreed_with}." if wish.agreed_with else f" You chose {what}."


def _outside(pace: Pace, rule: PaceRule, limits: SpeedLimits) -> tuple[str, str, str] | None:
    """The outer limit that a pace breaks, as code, words and source; None where it breaks none."""
    if pace.max_step_percent > limits.max_step_percent or pace.percent > limits.max_step_percent:
        text = f"a cut by choice is never above {plain(limits.max_step_percent)} % of the dose before"
        return "cut-too-large", text, limits.step_source
    if pace.every_days < limits.min_days_between:
        return "cuts-too-close", f"cuts are never closer than {limits.min_days_between} days", limits.weekly_source
    if pace.percent * limits.min_days_between > limits.max_weekly_percent * pace.every_days:
        text = f"a dose never comes down faster than {plain(limits.max_weekly_percent)} % a week"
        return "faster-than-weekly-limit", text, limits.weekly_source
    if pace.every_days < rule.fastest_every_days:
        text = f"after this length of use cuts are never closer than {rule.fastest_every_days} days"
        return "cuts-too-close", text, rule.source
    return None


def _faster(pace: Pace, default: Pace, rule: PaceRule) -> str:
    """In what a pace is faster than the default; empty where it is not.

    A larger share, or more of it per day; after a year of use a share of the starting dose, whose cuts do not grow
    smaller as the dose does; a wait before a coarse cut that ends sooner.
    """
    if pace.percent > default.percent or pace.percent * default.every_days > default.percent * pace.every_days:
        return f"{_per(pace)} is faster than {_per(default)}"
    if pace.basis is Basis.START and default.basis is Basis.CURRENT and rule.from_days >= UNTIL_TOLD:
        return "cuts of the starting dose do not grow smaller as the dose comes down, so they are faster"
    usual = 2 * pace.every_days
    if pace.max_hold_days is not None and pace.max_hold_days < usual:
        return f"to wait at most {pace.max_hold_days} days before a large cut is faster than the usual {usual} days"
    return ""


def fastest(person: Person, limits: SpeedLimits, *, agreed: bool) -> Pace:
    """The fastest pace allowed: the default, or with a prescriber's agreement the shortest interval."""
    rule = rule_for(person, limits)
    default = _pace(Wish(), person, rule, limits)
    if not agreed:
        return default
    every = max(rule.fastest_every_days, limits.min_days_between)
    why = f"The fastest that a prescriber's agreement allows: {plain(rule.percent)} % every {every} days."
    return replace(default, percent=rule.percent, every_days=every, max_hold_days=2 * every, why=why)


def needs_agreement(pace: Pace, person: Person, limits: SpeedLimits) -> bool:
    """Whether a pace is taken only with a prescriber's name."""
    rule = rule_for(person, limits)
    return bool(_faster(pace, _pace(Wish(), person, rule, limits), rule))


def beside(person: Person, limits: SpeedLimits) -> tuple[Pace, ...]:
    """The paces to set beside a plan: the default, what a prescriber may agree to, and one half as fast.

    The quicker one has the rule's usual share at half the default interval; where something asks for a slower
    default, it is the usual share at the usual interval. It is never the outer limit, and there is none where the
    default is as fast as may be. ENGINEERING: no source says which alternatives to name.
    """
    rule = rule_for(person, limits)
    slower = _slower(person, limits) if rule.slower_percent < rule.percent else ()
    default = _pace(Wish(), person, rule, limits)
    every = rule.every_days if slower else max(rule.fastest_every_days, rule.every_days // 2)
    wishes = (
        Wish(percent=rule.percent, every_days=every, chosen=Chosen.OFFERED),
        Wish(percent=default.percent / 2, chosen=Chosen.OFFERED),
    )
    others = (_pace(wish, person, rule, limits) for wish in wishes)
    return (default, *(pace for pace in others if _share(pace) != _share(default)))


def _share(pace: Pace) -> Fraction:
    """Percent a day."""
    return pace.percent / pace.every_days


def _per(pace: Pace) -> str:
    of = "current" if pace.basis is Basis.CURRENT else "starting"
    return f"{plain(pace.percent)} % of the {of} dose every {pace.every_days} days"
