"""How soon slow falls and small steady shifts are found, and how often something is said where there is nothing.

Three kinds of finding on the same made-up people: a plain fall, early signs, a drift; each alone and all together. The
numbers of the drift were chosen on people of the tuning seeds; the people that judge are others. Run with
`make study-drifts`; it writes its tables into docs/studies.md. `python studies/drifts.py tuning` looks at the tuning
people and writes nothing; `python studies/drifts.py milder` looks at calm people of studies/population.py.
"""

from __future__ import annotations

import sys
import time as clock
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import Pool
from pathlib import Path

import population as milder_people
from slow_population import DAYS, FALLS, FIRST, LOGGED, person
from watched import watched

from oidtrack.insight.diary import DRIFTING, WATCHED, Diary
from oidtrack.insight.drift import drifts
from oidtrack.insight.early_signs import daily_evidence, signals
from oidtrack.insight.reference import in_dip

DOCS = Path(__file__).resolve().parent.parent / "docs"
TUNING, JUDGING, MILDER = 1_000, 7_000_000, 8_000_000
CALM, FALLING, STEADY = 150, 40, 150
CHUNK = 10
GRACE = 28
WITHIN = (14, 28, 42, 60, 90, 120)
KINDS = ("mood-drop", "early-signs", "mood-drift")
ALL = "all together"
MARKS = ("<!-- study-drifts -->", "<!-- end study-drifts -->")

Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Job:
    """One made-up person to be looked at."""

    seed: int
    kind: str
    logged: float
    fall: tuple[float, int]


@dataclass(frozen=True, slots=True)
class Row:
    """What was found of one person.

    Attributes:
        job: Who it is.
        noise: Daily ups and downs.
        cut_every: Days between cuts, or None.
        false: By kind, findings that began outside of a change and the four weeks after it.
        years: Years outside of it.
        delay: By kind, days from the onset to the first finding that began within the change, or None.
    """

    job: Job
    noise: float
    cut_every: int | None
    false: dict[str, int]
    years: float
    delay: dict[str, int | None]


def looked_at(job: Job) -> Row:
    """Everything that is said of one person in two years."""
    who = person(job.seed, job.kind, job.logged, job.fall)
    found = _spans(who.diary)
    begins = {kind: [first for first, _ in spans] for kind, spans in found.items()}
    one = who.change
    since, until = (DAYS, DAYS) if one is None else (one.onset, one.end)
    false = {kind: sum(not since <= day < until + GRACE for day in days) for kind, days in begins.items()}
    union = _union([span for spans in found.values() for span in spans])
    false[ALL] = sum(not since <= day < until + GRACE for day in union)
    begins[ALL] = [day for days in begins.values() for day in days]
    delay = {kind: min((d - since for d in days if since <= d < until), default=None) for kind, days in begins.items()}
    outside = DAYS - max(0, min(DAYS, until + GRACE) - since)
    return Row(job, who.noise, who.cut_every, false, outside / 365, delay)


def _spans(diary: Diary) -> dict[str, Spans]:
    """First day and end of everything that is said, by kind."""

    def number(over: date | None) -> int:
        return diary.length if over is None else (over - FIRST).days

    watched = _of(diary, WATCHED)
    found = signals(watched, daily_evidence(watched))
    return {
        "mood-drop": _drops(diary),
        "early-signs": [((one.noticed - FIRST).days, number(one.over)) for one in found],
        "mood-drift": [((one.noticed - FIRST).days, number(one.over)) for one in drifts(_of(diary, DRIFTING))],
    }


def _of(diary: Diary, names: Sequence[str]) -> Diary:
    return replace(diary, columns=tuple(column for column in diary.columns if column[0] in names))


def _union(spans: Spans) -> list[int]:
    """First days of the stretches in which anything holds."""
    found: Spans = []
    for first, end in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((first, end))
    return [first for first, _ in found]


def _drops(diary: Diary) -> Spans:
    """As insight/falls.py, in whole numbers and without its look at symptoms: none within two weeks of a cut."""
    mood, cuts = dict(diary.columns)["mood"], diary.cuts
    ordinary = [None if in_dip(cuts, n) else value for n, value in enumerate(mood)]
    found: Spans = []
    for day in range(diary.length):
        last = [value for value in mood[max(0, day - 6) : day + 1] if value is not None]
        usual = sorted(value for value in ordinary[max(0, day - 134) : max(0, day - 13)] if value is not None)
        deep = len(last) >= 3 and len(usual) >= 14 and sum(last) / len(last) - usual[len(usual) // 2] >= 200
        before = bisect_right(cuts, day)
        if deep and not (before and day - cuts[before - 1] <= 19):
            if found and found[-1][1] == day:
                found[-1] = (found[-1][0], day + 1)
            else:
                found.append((day, day + 1))
    return found


def people(first: int) -> list[Job]:
    """Calm people, slow falls and small steady shifts, at each share of days logged."""
    jobs = []
    for logged in LOGGED:
        jobs += [Job(first + n, "calm", logged, FALLS[0]) for n in range(CALM)]
        jobs += [Job(first + n, "fall", logged, fall) for fall in FALLS for n in range(FALLING)]
        jobs += [Job(first + n, "steady", logged, FALLS[0]) for n in range(STEADY)]
    return jobs


def population(first: int, label: str) -> list[Row]:
    """All people of a seed; a terminal is told how far it is."""
    jobs = people(first)
    with Pool(2) as pool:
        return list(watched(pool.imap(looked_at, jobs, chunksize=CHUNK), len(jobs), f"People, {label}"))


def share(rows: Sequence[Row], kind: str, days: int) -> float:
    """Share of changes found within so many days of their onset."""
    return sum((delay := row.delay[kind]) is not None and delay < days for row in rows) / len(rows)


def a_year(rows: Sequence[Row], kind: str) -> float:
    """False findings per person-year."""
    return sum(row.false[kind] for row in rows) / sum(row.years for row in rows)


def quantile(rows: Sequence[Row], kind: str, part: float) -> str:
    """The delay within which a part of all changes was found; never found is later than all."""
    delays = sorted(10_000 if row.delay[kind] is None else row.delay[kind] or 0 for row in rows)
    found = delays[min(len(delays) - 1, int(part * len(delays)))]
    return "never" if found == 10_000 else f"{found}"


def groups(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """The changes by what they are."""
    falls = [
        (f"{fall[0]:.0f} points over {fall[1]} days", [r for r in rows if (r.job.kind, r.job.fall) == ("fall", fall)])
        for fall in FALLS
    ]
    return [*falls, ("a small steady shift", [row for row in rows if row.job.kind == "steady"])]


def delays(rows: Sequence[Row]) -> list[str]:
    """One row for each change and kind: found within so many days, and quantiles of the delay."""
    head = " | ".join(f"≤ {days} d" for days in WITHIN)
    lines = [f"| change | found by | n | {head} | half by day | 9 in 10 by day |", "|---|---|---" + "|---" * 8 + "|"]
    for label, part in groups(rows):
        for kind in ("early-signs", "mood-drift", ALL):
            within = " | ".join(f"{share(part, kind, days + 1):.0%}" for days in WITHIN)
            middle, late = quantile(part, kind, 0.5), quantile(part, kind, 0.9)
            lines.append(f"| {label} | {kind} | {len(part)} | {within} | {middle} | {late} |")
    return lines


def false_alarms(rows: Sequence[Row]) -> list[str]:
    """False findings a year of calm people, by who they are."""
    calm = [row for row in rows if row.job.kind == "calm"]
    parts: list[tuple[str, Callable[[Row], bool]]] = [
        ("all", lambda _: True),
        *((f"{part:.0%} of days logged", lambda row, part=part: row.job.logged == part) for part in LOGGED),
        ("days hardly swing (under 0.7 points)", lambda row: row.noise < 0.7),
        ("days swing (0.7 points or more)", lambda row: row.noise >= 0.7),
        ("no cuts", lambda row: row.cut_every is None),
        ("cuts every 4 weeks", lambda row: row.cut_every == 28),
        ("cuts every 2 weeks", lambda row: row.cut_every == 14),
    ]
    lines = [f"| calm people | person-years | {' | '.join(KINDS)} | {ALL} |", "|---|---" + "|---" * 4 + "|"]
    for label, belongs in parts:
        part = [row for row in calm if belongs(row)]
        rates = " | ".join(f"{a_year(part, kind):.2f}" for kind in (*KINDS, ALL))
        lines.append(f"| {label} | {sum(row.years for row in part):.0f} | {rates} |")
    return lines


def by_logged(rows: Sequence[Row]) -> list[str]:
    """The two aims by how much is logged."""
    lines = ["| days logged | found by | 2 points over 90 days, before day 90 | small shift, within 6 weeks |"]
    lines.append("|---|---|---|---|")
    for logged in LOGGED:
        part = [row for row in rows if row.job.logged == logged]
        for kind in ("early-signs", "mood-drift", ALL):
            found = f"{share(_fall(part), kind, 90):.0%} | {share(_steady(part), kind, 43):.0%}"
            lines.append(f"| {logged:.0%} | {kind} | {found} |")
    return lines


def _fall(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.job.kind == "fall" and row.job.fall == (2.0, 90)]


def _steady(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.job.kind == "steady"]


def report(rows: Sequence[Row], seconds: float) -> str:
    """The tables between the marks."""
    calm = [row for row in rows if row.job.kind == "calm"]
    slow, small = share(_fall(rows), ALL, 90), share(_steady(rows), ALL, 43)
    alone = share(_fall(rows), "mood-drift", 90), share(_steady(rows), "mood-drift", 43)
    rate = a_year(calm, ALL)
    reached = {True: "reached", False: "**not reached**"}
    return "\n".join(
        [
            f"Judged on {len(rows)} people of {DAYS} days, {seconds:.0f} s on 2 cores.",
            "",
            "| aim | all together | the drift alone |",
            "|---|---|---|",
            f"| 2 points over 90 days: 80 % before full depth | {slow:.0%}, {reached[slow >= 0.8]} | {alone[0]:.0%} |",
            f"| small steady shift: 70 % within six weeks | {small:.0%}, {reached[small >= 0.7]} | {alone[1]:.0%} |",
            (
                f"| at most 0.6 false findings a person-year | {rate:.2f}, {reached[rate <= 0.6]}"
                f" | {a_year(calm, 'mood-drift'):.2f} |"
            ),
            "",
            *delays(rows),
            "",
            *by_logged(rows),
            "",
            "False findings a person-year, of people in whom nothing changes:",
            "",
            *false_alarms(rows),
        ]
    )


def milder(seed: int) -> dict[str, int] | None:
    """What is said of one calm person of the study of early signs, by kind; None of somebody with an episode."""
    who = milder_people.person(seed)
    if who.episode is not None:
        return None
    spans = _spans(who.diary)
    said = {kind: len(found) for kind, found in spans.items()}
    before = [span for kind in KINDS[:2] for span in spans[kind]]
    return {**said, "without the drift": len(_union(before)), ALL: len(_union([*before, *spans[KINDS[2]]]))}


def say_milder() -> None:
    """False findings a person-year of calm people without season, wander and good fortnights."""
    with Pool(2) as pool:
        found = [one for one in pool.map(milder, range(MILDER, MILDER + 800)) if one is not None]
    years = len(found) * milder_people.DAYS / 365
    for kind in found[0]:
        print(f"{kind}: {sum(one[kind] for one in found) / years:.2f} a person-year, of {years:.0f}")


def main() -> None:
    """Judge, and write down what came of it."""
    if sys.argv[1:] == ["milder"]:
        say_milder()
        return
    started = clock.perf_counter()
    tuning = sys.argv[1:] == ["tuning"]
    rows = population(TUNING if tuning else JUDGING, "tuning" if tuning else "judging")
    text = report(rows, clock.perf_counter() - started)
    print(text)
    if not tuning:
        page = (DOCS / "studies.md").read_text(encoding="utf-8")
        before, _, rest = page.partition(MARKS[0])
        after = rest.partition(MARKS[1])[2]
        (DOCS / "studies.md").write_text(f"{before}{MARKS[0]}\n{text}\n{MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
