"""What was tried to hear changes earlier, and is not in the program: each idea at the same price.

`python studies/tried.py` looks at people of the tuning seeds, gives each idea the lowest threshold that costs 0.6 false
findings a person-year over a plain fall, early signs and a drift together, and writes its table into docs/studies.md.
Each idea is a small function here that takes the place of one of the program's for as long as the study runs.
"""

from __future__ import annotations

import math
import time as clock
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from asked import walked
from drifts import _drops, _held, _numbers, _of, _quick
from known import Knows, known_evidence, watched_of
from msgspec import structs
from slow_population import DAYS, FALLS, LOGGED, QUICK, Person, person, two_questions
from watched import watched

from oidtrack.domain.questionnaire import Accuracy
from oidtrack.insight.diary import DRIFTING, LOWER_IS_WORSE, PAIN, SLEEP, Diary
from oidtrack.insight.early import drift, reference, screening, weighing
from oidtrack.insight.early.drift import Drift, drifts
from oidtrack.insight.early.early_signs import SCANNED, THRESHOLD, Evidence, Search, daily_evidence
from oidtrack.insight.early.reference import Reference, centre
from oidtrack.insight.early.weighing import CHANGE, FINE, GROWS, Answered, _weighed, answered

DOCS = Path(__file__).resolve().parent.parent / "docs"
MARKS = ("<!-- study-tried -->", "<!-- end study-tried -->")
FIRST_SEED = 1_000
PEOPLE = {"calm": 24, "fall": 24, "new": 10, "steady": 16}
"""So many of each kind at each share of days logged."""
BUDGET = 0.6
SUSPECTED = 200
ARROLL = ((78, 14), (14, 25), (8, 61))
"""Of 100 without and with a depression: so many score 0 or 1, 2, and 3 or more (Arroll 2010, at 2 and at 3)."""

Found = Sequence[Evidence | None]


@dataclass(frozen=True, slots=True)
class Life:
    """One made-up person with what does not depend on the search.

    Attributes:
        kind: Of `PEOPLE`.
        who: The person.
        slow: Drifts.
        drops: Days of a plain fall.
        bounds: First day of the change, and the day after its last.
    """

    kind: str
    who: Person
    slow: tuple[Drift, ...]
    drops: tuple[int, ...]
    bounds: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Idea:
    """One thing changed.

    Attributes:
        says: What.
        finds: The evidence of a life.
        ships: Whether it is in the program.
        slow: The drifts of a life.
    """

    says: str
    finds: Callable[[Life], Found]
    ships: str = "no"
    slow: Callable[[Life], Sequence[Drift]] = lambda life: life.slow


def lives() -> Iterator[Life]:
    """The people of the tuning seeds."""
    for logged in LOGGED:
        for kind, many in PEOPLE.items():
            for seed in range(FIRST_SEED, FIRST_SEED + many):
                who = person(seed, kind, logged, QUICK if kind in {"fall", "new"} else FALLS[0])
                bounds = (DAYS, DAYS) if who.change is None else (who.change.onset, who.change.end)
                slow = drifts(_of(who.diary, DRIFTING))
                yield Life(kind, who, slow, tuple(_drops(who.diary)), bounds)


def plain(life: Life, **instead: Any) -> Found:
    """The search of the program without questionnaires; `instead` takes the place of what weighing.py has."""
    with patch.multiple(weighing, **instead) if instead else nullcontext():
        return daily_evidence(watched_of(life.who.diary))


def whole(_gap: int) -> tuple[int, int]:
    """An answer soon after another counts whole."""
    return 1, 1


def by_person(life: Life) -> Found:
    """How alike one's own days are, from all pairs of days in a row before any change, between 0 and 0.8."""
    mood = dict(life.who.diary.columns)["mood"][: life.bounds[0]]
    pairs = [(one, other) for one, other in pairwise(mood) if one is not None and other is not None]
    middle = centre([one for one, _ in pairs]) if pairs else 0
    square = sum((one - middle) ** 2 for one, _ in pairs)
    alike = sum((one - middle) * (other - middle) for one, other in pairs) / square if square else 0.5
    alike = min(0.8, max(0.0, alike))

    def new(gap: int) -> tuple[int, int]:
        share = round(1000 * alike**gap)
        return 1000 - share, 1000 + share

    return plain(life, new_part=new)


def own_dips(life: Life) -> Found:
    """Days 0 to 12 after a cut are raised by what earlier cuts of the same person took, and not left out.

    By thirds of these days, the mean over earlier cuts of how far they lay from the middle before, shrunk by two cuts
    without a dip. The first cut has none before it and is left out as in the program.
    """
    diary = watched_of(life.who.diary)
    rated, columns = list(diary.withdrawal), {name: list(column) for name, column in diary.columns}
    earlier: dict[tuple[str, int], list[float]] = {}
    for place, cut in enumerate(diary.cuts):
        for name, column in diary.columns:
            before = [value for value in column[max(0, cut - 28) : cut] if value is not None]
            for third, (first, end) in enumerate(((0, 4), (4, 8), (8, 13))):
                past = earlier.setdefault((name, third), [])
                days = [n for n in range(cut + first, min(cut + end, DAYS)) if column[n] is not None]
                for n in days:
                    columns[name][n] -= round(sum(past) / (len(past) + 2))  # type: ignore[operator]
                if days and before:
                    past.append(sum(column[n] for n in days) / len(days) - centre(before))  # type: ignore[misc]
        if place:
            rated[cut : cut + 15] = [None] * len(rated[cut : cut + 15])
    mended = tuple((name, tuple(column)) for name, column in columns.items())
    return daily_evidence(structs.replace(diary, columns=mended, withdrawal=tuple(rated)))


@cache
def points(middle: int, strays: int, worse: int, value: int) -> float:
    """The likelihood of a whole point on a scale of eleven, one answer in fifty being anything."""

    def below(point: float) -> float:
        return 0.5 * (1 + math.erf((point - middle / 100 - worse / 100) / (strays / 100 * 2**0.5)))

    point = value // 100
    low = 0.0 if point == -10 else below(point - 0.5)
    high = 1.0 if point == 0 else below(point + 0.5)
    return 0.02 / 11 + 0.98 * max(0.0, high - low)


@dataclass(frozen=True, slots=True)
class OnScale:
    """As `Answered`, with each rating by its likelihood on the scale."""

    others: Answered
    ratings: Sequence[tuple[str, int, int, int]]
    new: tuple[int, int]

    def by_days_since(self) -> list[tuple[int, int, int]]:
        """As of `Answered`."""
        told = []
        for days in range(GROWS):
            total = 0.0
            for name, middle, strays, value in self.ratings:
                worse = CHANGE[name] * weighing.grown(days) // GROWS
                total += math.log(points(middle, strays, worse, value) / points(middle, strays, 0, value))
            told.append(round(100 * FINE * total * 8 / (5 * (len(self.ratings) + 1)) * self.new[0] / self.new[1]))
        return [(a + t, b + t, c + t) for t, (a, b, c) in zip(told, self.others.by_days_since(), strict=True)]


def on_scale(diary: Diary, known: Reference, _: Mapping[str, Accuracy], days: tuple[int, int]) -> OnScale | None:
    """In the place of `answered`."""
    ratings = [
        (name, known.measures[name].middle, known.measures[name].distance, value)
        for name, column in diary.columns
        if name in LOWER_IS_WORSE and name in known.measures and (value := column[days[1]]) is not None
    ]
    others = answered(
        structs.replace(diary, columns=tuple(c for c in diary.columns if c[0] not in LOWER_IS_WORSE)), known, {}, days
    )
    if (others is None and not ratings) or weighing.in_withdrawal(diary, known, days[1]):
        return None
    nothing = Answered(weighing.Pull(), (weighing.Pull(),) * 3)
    return OnScale(others or nothing, ratings, weighing.new_part(days[1] - days[0]))


def eleven(life: Life) -> Found:
    """The likelihood of an 11-point scale instead of clipped distances."""
    with patch("oidtrack.insight.early.early_signs.answered", on_scale):
        return daily_evidence(watched_of(life.who.diary))


class Hazard(Search):
    """The sum over all first days, each as likely as another, instead of the largest: what a change point weighs."""

    __slots__ = ()

    def evidence(self, weighed: Sequence[tuple[int, int, int]] | None) -> Evidence | None:
        """As of `Search`."""
        found = super().evidence(weighed)
        if found is None:
            return None
        most = max(map(max, self._sums)) / FINE / 100
        each = sum(math.exp(one / FINE / 100 - most) for kinds in self._sums for one in kinds)
        total = most + math.log(each / (3 * (SCANNED + 1)))
        # a hazard of a thirtieth a month moves all totals alike: only the threshold with them
        return Evidence(max(0, int(100 * (total + math.log(3 * (SCANNED + 1))))), found.began)


def hazard(life: Life) -> Found:
    """A hazard for the first day of change beside the scan."""
    with patch("oidtrack.insight.early.early_signs.Search", Hazard):
        return daily_evidence(watched_of(life.who.diary))


def new_diary(life: Life, **instead: Any) -> Found:
    """What is ordinary of a new diary, learned otherwise."""
    with patch.multiple(reference, **instead):
        return daily_evidence(watched_of(life.who.diary))


def middle_too(life: Life) -> Found:
    """Of a new diary the middle is filled up as well, towards 6.25 points and 7 hours."""

    def borrowed(told: Mapping[str, Sequence[int]]) -> dict[str, reference.Ordinary]:
        found = ordinary(told)
        for name, known in found.items():
            n = len(told[name])
            if name in {*LOWER_IS_WORSE, SLEEP} and n < 30:
                of_others = 710 if name == SLEEP else -625
                found[name] = structs.replace(known, middle=(n * known.middle + 2 * of_others) // (n + 2))
        return found

    ordinary = reference.ordinary_of
    with patch.object(reference, "ordinary_of", borrowed):
        return daily_evidence(watched_of(life.who.diary))


def nearer_days(told: Mapping[str, Sequence[int]]) -> dict[str, reference.Ordinary]:
    """What was ordinary, by the middle half and the nearer nine tenths of the days, each measure for itself."""
    found = {}
    for name, values in told.items():
        n, middle = len(values), centre(values)
        strays = reference.distance(values, middle)
        if n < 30:
            strays = math.isqrt((n * strays**2 + (30 - n) * 100**2) * (n + 2) // (30 * n))
        away = centre([abs(value - middle) for value in values]) if name == SLEEP else 0
        found[name] = reference.Ordinary(middle, max(60 if name == SLEEP else 70, strays), away)
    return found


def one_by_one(known: Reference, said: Mapping[str, int]) -> weighing.Pull:
    """Each rating for itself, and the less the more there are; no pain."""
    there = [name for name in LOWER_IS_WORSE if name in said]
    pulls = [_weighed(known.measures[name], said[name] - known.measures[name].middle, CHANGE[name]) for name in there]
    return sum((pull.times(8, 5 * (len(there) + 1)) for pull in pulls), weighing.Pull())


def further_back(life: Life) -> Found:
    """A change is looked for on 28 days back."""
    with patch("oidtrack.insight.early.early_signs.SCANNED", 28):
        return daily_evidence(watched_of(life.who.diary))


def asked(life: Life, asks_from: int = THRESHOLD, who: Person | None = None) -> Found:
    """The PHQ-2 when the program's rule offers it, from so much evidence on."""
    return walked(who or life.who, life.slow, life.drops, asks_from).evidence


def knowing(life: Life, asks_from: int = THRESHOLD) -> Found:
    """Answers that know of the change alone: of no dip, no season, no bad luck. Better than any real one."""
    change = life.who.change
    low = [0.0 if change is None else change.depth["mood"] * change.there(day) for day in range(DAYS)]
    dice = Random(f"knowing {life.who.noise}")  # noqa: S311 - made-up people, no secret
    return asked(life, asks_from, replace(life.who, would=two_questions(dice, low)))


def by_band(life: Life, asks_from: int) -> Found:
    """A PHQ-2 weighs by three bands instead of yes and no, as published at the cut-points of 2 and 3."""

    def told(diary: Diary, known: Reference, _: Mapping[str, Accuracy], number: int) -> Sequence[int]:
        column = dict(diary.columns).get("phq2")
        score = None if column is None else column[number]
        if column is None or score is None:
            return ()
        before = column[max(0, number - screening.ASKED_DAYS) : number]
        anew = next((n for n, one in enumerate(reversed(before), start=1) if one is not None), screening.ASKED_DAYS)
        band, mostly = (min(2, max(0, points // 100 - 1)) for points in (score, known.asked.get("phq2", 0)))
        if band and mostly >= band:
            return [0] * (GROWS + screening.ASKED_DAYS)
        return [anew * one // screening.ASKED_DAYS for one in _bands(band)]

    with patch.object(weighing, "_asked", told):
        return asked(life, asks_from)


@cache
def _bands(band: int) -> tuple[int, ...]:
    without, with_it = ARROLL[band]
    every = GROWS * screening.ASKED_DAYS
    spans = (
        sum(weighing.grown(n) for n in range(days - screening.ASKED_DAYS + 1, days + 1))
        for days in range(GROWS + screening.ASKED_DAYS)
    )
    return tuple(screening.logarithm(without * every + span * (with_it - without), without * every) for span in spans)


def other_drift(together: int, small: int, alone: int) -> Callable[[Life], Sequence[Drift]]:
    """A drift with other thresholds."""

    def slow(life: Life) -> Sequence[Drift]:
        with patch.multiple(drift, TOGETHER=together, SMALL=small, ALONE=alone):
            return drifts(_of(life.who.diary, DRIFTING))

    return slow


def known(life: Life, knows: Knows) -> Found:
    """The exact sums with more known than anybody can."""
    return known_evidence(life.who, knows)


NOT = Knows(days=False, change=False, season=False)
IDEAS = (
    Idea("as the program is, without the PHQ-2", plain, "yes"),
    Idea("each rating for itself, the less the more there are, and no pain", partial(plain, _rated=one_by_one)),
    Idea("no pain", partial(plain, RATED=LOWER_IS_WORSE)),
    Idea("pain explains up to three usual distances", partial(plain, PAIN_CLIP=Fraction(3))),
    Idea("of pain no change is looked for", partial(plain, CHANGE={**CHANGE, PAIN: 0})),
    Idea("a change takes six days", partial(plain, GROWS=6)),
    Idea("a change takes fourteen days", partial(plain, GROWS=14)),
    Idea("a change is looked for on 28 days back", further_back),
    Idea("what is ordinary by the middle half and the nearer days", partial(new_diary, ordinary_of=nearer_days)),
    Idea("how far the other ratings stray is not borrowed", partial(new_diary, OF_THE_REST=0)),
    Idea("an answer soon after another counts whole", partial(plain, new_part=whole)),
    Idea("how alike one's own days are, measured by person", by_person),
    Idea("the dip from one's own earlier cuts, instead of leaving its days out", own_dips),
    Idea("the likelihood of an 11-point scale instead of clipped distances", eleven),
    Idea("a hazard for the first day: the sum over all days instead of the largest", hazard),
    Idea(
        "a new diary: 21 days, nothing borrowed",
        partial(new_diary, LEAST_DAYS=21, NEW_DAYS=0, BORROWED=0, OF_THE_REST=0),
    ),
    Idea("a new diary: 8 days, nothing borrowed", partial(new_diary, BORROWED=0, OF_THE_REST=0)),
    Idea("a new diary: the middle filled up too", middle_too),
    Idea("the PHQ-2 as the program offers it", asked, "yes"),
    Idea(f"two stages: the PHQ-2 from a suspicion of {SUSPECTED} on", partial(asked, asks_from=SUSPECTED)),
    Idea("the same, weighed in three bands", partial(by_band, asks_from=SUSPECTED)),
    Idea("the same, by answers that know of the change alone", partial(knowing, asks_from=SUSPECTED)),
    Idea("the drift at 5, 3.5 and 7, as before", plain, slow=other_drift(500, 350, 700)),
    Idea("the drift at 6, 4.5 and 8", plain, slow=other_drift(600, 450, 800)),
    Idea("no drift at all", plain, slow=lambda _: ()),
    Idea("exact sums over all answers, pain too", partial(known, knows=NOT)),
    Idea("the same without pain", partial(known, knows=replace(NOT, pain=False))),
    Idea("level, ups and downs, likeness and dips known", partial(known, knows=Knows(season=False, change=False))),
    Idea("everything known", partial(known, knows=Knows())),
    Idea("everything known, and no drift", partial(known, knows=Knows()), slow=lambda _: ()),
)


@dataclass(frozen=True, slots=True)
class Price:
    """What one idea finds at one threshold, all kinds of finding together."""

    at: int
    false: float
    day_14: float
    day_21: float
    new_28: float
    small_42: float


def judged(all_lives: Sequence[Life], found: Sequence[Found], slow: Sequence[Sequence[Drift]], at: int) -> Price:
    """What a threshold costs and finds."""
    false, days, delays = 0, 0, dict[str, list[int]]()
    for life, evidence, moved in zip(all_lives, found, slow, strict=True):
        spans = [span for kind in _quick(life.who.diary, evidence, life.drops, at).values() for span in kind]
        wrong, delay = _held([*spans, *(_numbers(life.who.diary, one) for one in moved)], life.bounds)
        if life.kind == "calm":
            false, days = false + wrong, days + DAYS
        else:
            delays.setdefault(life.kind, []).append(DAYS if delay is None else delay)

    def by(kind: str, most: int) -> float:
        return sum(delay <= most for delay in delays[kind]) / len(delays[kind])

    return Price(at, 365 * false / days, by("fall", 14), by("fall", 21), by("new", 28), by("steady", 42))


def at_budget(all_lives: Sequence[Life], idea: Idea) -> Price:
    """At the lowest threshold that keeps within the budget, to ten hundredths."""
    found, slow = [idea.finds(life) for life in all_lives], [idea.slow(life) for life in all_lives]
    low, high = 10, 250
    while high - low > 1:
        middle = (low + high) // 2
        within = judged(all_lives, found, slow, 10 * middle).false <= BUDGET
        low, high = (low, middle) if within else (middle, high)
    return judged(all_lives, found, slow, 10 * high)


def row(idea: Idea, one: Price) -> str:
    """One line of the table."""
    shares = " | ".join(f"{part:.0%}" for part in (one.day_14, one.day_21, one.new_28, one.small_42))
    return f"| {idea.says} | {one.at} | {one.false:.2f} | {shares} | {idea.ships} |"


def main() -> None:
    """Try each idea, and write down what came of it."""
    started, many = clock.perf_counter(), len(LOGGED) * sum(PEOPLE.values())
    all_lives = list(watched(lives(), many, "People"))
    lines = [
        (
            "| idea | threshold | false findings a person-year | 2 points: by day 14 | by day 21 "
            "| in a new diary: by day 28 | small shift, within 6 weeks | in the program |"
        ),
        "|---|---|---|---|---|---|---|---|",
    ]
    for idea in watched(IDEAS, len(IDEAS), "Ideas"):
        lines.append(row(idea, at_budget(all_lives, idea)))
        print(lines[-1], flush=True)
    seeds = f"seeds {FIRST_SEED} to {FIRST_SEED + max(PEOPLE.values()) - 1}"
    told = f"{many} tuning people of {DAYS} days, {seeds}, {clock.perf_counter() - started:.0f} s in one process."
    page = (DOCS / "studies.md").read_text(encoding="utf-8")
    before, _, rest = page.partition(MARKS[0])
    text = "\n".join([MARKS[0], told, "", *lines, MARKS[1]])
    (DOCS / "studies.md").write_text(f"{before}{text}{rest.partition(MARKS[1])[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
