"""How soon slow, quick and small changes are found, and how often something is said where there is nothing.

Three kinds of finding on the same made-up people: a plain fall, early signs, a drift; each alone and all together, with
and without the two questions of the PHQ-2. The thresholds were chosen on people of the tuning seeds; the people that
judge are others. Run with `make study-drifts`, or as the second half of `make study-signals`; it writes its tables into
docs/studies.md, docs/found.svg and docs/budget.svg. `python studies/drifts.py tuning` looks at the tuning people and
writes nothing; `python studies/drifts.py milder` looks at calm people of studies/population.py.
"""

from __future__ import annotations

import sys
import time as clock
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

import population as milder_people
from asked import walked
from curves import Axis, picture, upright
from msgspec.structs import replace
from signals import FIGURES
from slow_population import DAYS, FALLS, FIRST, LOGGED, QUICK, person
from watched import watched

from oidtrack.insight.diary import DRIFTING, WATCHED, Diary
from oidtrack.insight.early.drift import Drift, drifts
from oidtrack.insight.early.early_signs import BACKED, THRESHOLD, WEEK, Evidence, Signal, daily_evidence, signals
from oidtrack.insight.early.reference import in_dip
from oidtrack.rules.asking import Reason

DOCS = Path(__file__).resolve().parent.parent / "docs"
TUNING, JUDGING, MILDER = 1_000, 23_000_000, 18_000_000
CALM, FALLING, QUICKLY, NEW, STEADY = 100, 20, 80, 40, 100
CHUNK = 10
GRACE = 28
WITHIN = (14, 21, 28, 42, 60, 90, 120)
CURVE = (240, 280, 320, 360, 400, 430, THRESHOLD, 490, 540, 600, 680, 780, 900)
AIM_FALSE = 0.6
KINDS = ("mood-drop", "early-signs", "mood-drift")
ALL = "all together"
ASKED = "all, with PHQ-2"
STAGES = "all, asked from a suspicion on"
SUSPECTED = 200
"""In two stages the PHQ-2 is offered from so much evidence on; it is tried here and not in the program."""
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
        curve: False findings and delay of all together, at each threshold of `CURVE`.
        two: Evenings with an offer of the PHQ-2, of these for a sign; answers, of these of three points or more.
    """

    job: Job
    noise: float
    cut_every: int | None
    false: dict[str, int]
    years: float
    delay: dict[str, int | None]
    curve: tuple[tuple[int, int | None], ...]
    two: dict[str, tuple[int, int, int, int]]


def looked_at(job: Job) -> Row:
    """Everything that is said of one person in two years."""
    who = person(job.seed, job.kind, job.logged, job.fall)
    one = who.change
    bounds = (DAYS, DAYS) if one is None else (one.onset, one.end)
    watched, drops = _of(who.diary, WATCHED), _drops(who.diary)
    evidence = daily_evidence(watched)
    moved = drifts(_of(who.diary, DRIFTING))
    slow = [_numbers(who.diary, one) for one in moved]
    found = {**_quick(watched, evidence, drops), "mood-drift": slow}
    seen = {kind: _held(spans, bounds) for kind, spans in found.items()}
    seen[ALL] = _held([span for spans in found.values() for span in spans], bounds)
    two = {}
    for label, asks_from in ((ASKED, THRESHOLD), (STAGES, SUSPECTED)):
        walk = walked(who, moved, drops, asks_from)
        with_two = _quick(watched, walk.evidence, drops)
        seen[label] = _held([*slow, *(span for spans in with_two.values() for span in spans)], bounds)
        for_signs = sum(reason is Reason.SIGN for _, reason in walk.offers)
        two[label] = (len(walk.offers), for_signs, len(walk.scores), walk.yes)
    at_each = (_quick(watched, evidence, drops, at) for at in CURVE)
    curve = tuple(_held([*slow, *(span for spans in each.values() for span in spans)], bounds) for each in at_each)
    outside = DAYS - max(0, min(DAYS, bounds[1] + GRACE) - bounds[0])
    false, delay = ({kind: held[n] for kind, held in seen.items()} for n in (0, 1))
    return Row(job, who.noise, who.cut_every, false, outside / 365, delay, curve, two)  # type: ignore[arg-type]


def _held(spans: Spans, bounds: tuple[int, int]) -> tuple[int, int | None]:
    """Stretches that began outside of a change and the weeks after it; days to the first that began within."""
    since, until = bounds
    false = sum(not since <= day < until + GRACE for day in _union(spans))
    return false, min((day - since for day, _ in spans if since <= day < until), default=None)


def _quick(
    diary: Diary, evidence: Sequence[Evidence | None], drops: Sequence[int], at: int = THRESHOLD
) -> dict[str, Spans]:
    """First day and end of every plain fall and of all early signs, at a threshold."""
    agreed = [day for day in drops if _backed(evidence[max(0, day + 1 - WEEK) : day + 1], at)]
    found = signals(diary, evidence, at)
    return {"mood-drop": _runs(agreed), "early-signs": [_numbers(diary, one) for one in found]}


def _backed(week: Sequence[Evidence | None], at: int) -> bool:
    """As `backs`, at any threshold."""
    known = [one.total for one in week if one is not None]
    return not known or max(known) >= at * BACKED


def _numbers(diary: Diary, found: Signal | Drift) -> tuple[int, int]:
    return (found.noticed - FIRST).days, diary.length if found.over is None else (found.over - FIRST).days


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


def _runs(days: Sequence[int]) -> Spans:
    found: Spans = []
    for day in days:
        if found and found[-1][1] == day:
            found[-1] = (found[-1][0], day + 1)
        else:
            found.append((day, day + 1))
    return found


def _drops(diary: Diary) -> list[int]:
    """As insight/early/falls.py, in whole numbers and without its look at symptoms: none within two weeks of a cut."""
    mood, cuts = dict(diary.columns)["mood"], diary.cuts
    ordinary = [None if in_dip(cuts, n) else value for n, value in enumerate(mood)]
    found = []
    for day in range(diary.length):
        last = [value for value in mood[max(0, day - 6) : day + 1] if value is not None]
        usual = sorted(value for value in ordinary[max(0, day - 134) : max(0, day - 13)] if value is not None)
        deep = len(last) >= 3 and len(usual) >= 14 and sum(last) / len(last) - usual[len(usual) // 2] >= 200
        before = bisect_right(cuts, day)
        if deep and not (before and day - cuts[before - 1] <= 19):
            found.append(day)
    return found


def people(first: int) -> list[Job]:
    """Calm people, slow falls and small steady shifts, at each share of days logged."""
    jobs = []
    for logged in LOGGED:
        jobs += [Job(first + n, "calm", logged, FALLS[0]) for n in range(CALM)]
        jobs += [Job(first + n, "fall", logged, fall) for fall in FALLS for n in range(FALLING)]
        jobs += [Job(first + n, "fall", logged, QUICK) for n in range(QUICKLY)]
        jobs += [Job(first + n, "new", logged, QUICK) for n in range(NEW)]
        jobs += [Job(first + n, "steady", logged, FALLS[0]) for n in range(STEADY)]
    return jobs


def population(first: int, label: str) -> list[Row]:
    """All people of a seed; a terminal is told how far it is."""
    jobs = people(first)
    with Pool(1) as pool:
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
    return [
        ("2 points within two weeks", _quickly(rows)),
        ("the same, on day 25 to 69 of a diary", [row for row in rows if row.job.kind == "new"]),
        *falls,
        ("a small steady shift", _steady(rows)),
    ]


def delays(rows: Sequence[Row]) -> list[str]:
    """One row for each change and kind: found within so many days, and quantiles of the delay."""
    head = " | ".join(f"≤ {days} d" for days in WITHIN)
    lines = [f"| change | found by | n | {head} | half by day | 9 in 10 by day |", "|---|---|---" + "|---" * 9 + "|"]
    for label, part in groups(rows):
        for kind in ("early-signs", "mood-drift", ALL, ASKED):
            within = " | ".join(f"{share(part, kind, days + 1):.0%}" for days in WITHIN)
            middle, late = quantile(part, kind, 0.5), quantile(part, kind, 0.9)
            lines.append(f"| {label} | {kind} | {len(part)} | {within} | {middle} | {late} |")
    return lines


def offers(rows: Sequence[Row]) -> list[str]:
    """What the two questions cost and find: by when they are offered."""
    calm, quick = [row for row in rows if row.job.kind == "calm"], _quickly(rows)
    years = sum(row.years for row in calm)
    lines = [
        (
            "| the PHQ-2 is offered | evenings with an offer, a person-year | of these for a sign | answers "
            "| of 3 or more | false findings a person-year | 2 points: by day 14 | by day 21 |"
        ),
        "|---|---|---|---|---|---|---|---|",
    ]
    for label, kind in (("never", ALL), ("as the program does", ASKED), (f"from {SUSPECTED} on too", STAGES)):
        each = [sum(row.two[kind][n] for row in calm) / years for n in range(4)] if kind in rows[0].two else [0.0] * 4
        found = " | ".join(f"{share(quick, kind, days + 1):.0%}" for days in (14, 21))
        lines.append(f"| {label} | {' | '.join(f'{one:.1f}' for one in each)} | {a_year(calm, kind):.2f} | {found} |")
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
    lines = [f"| calm people | person-years | {' | '.join(KINDS)} | {ALL} | {ASKED} |", "|---|---" + "|---" * 5 + "|"]
    for label, belongs in parts:
        part = [row for row in calm if belongs(row)]
        rates = " | ".join(f"{a_year(part, kind):.2f}" for kind in (*KINDS, ALL, ASKED))
        lines.append(f"| {label} | {sum(row.years for row in part):.0f} | {rates} |")
    return lines


def by_logged(rows: Sequence[Row]) -> list[str]:
    """The two aims by how much is logged."""
    lines = [
        (
            "| days logged | found by | 2 points within two weeks: by day 14 | by day 21 "
            "| 2 points over 90 days, before day 90 | small shift, within 6 weeks |"
        ),
        "|---|---|---|---|---|---|",
    ]
    for logged in LOGGED:
        part = [row for row in rows if row.job.logged == logged]
        for kind in ("early-signs", "mood-drift", ALL, ASKED):
            quick = f"{share(_quickly(part), kind, 15):.0%} | {share(_quickly(part), kind, 22):.0%}"
            found = f"{quick} | {share(_fall(part), kind, 90):.0%} | {share(_steady(part), kind, 43):.0%}"
            lines.append(f"| {logged:.0%} | {kind} | {found} |")
    return lines


def _quickly(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.job.kind == "fall" and row.job.fall == QUICK]


def _fall(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.job.kind == "fall" and row.job.fall == (2.0, 90)]


def _steady(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.job.kind == "steady"]


def budget(rows: Sequence[Row]) -> list[str]:
    """What each threshold of early signs costs and finds, all kinds together, the drift left as it ships."""
    calm = [row for row in rows if row.job.kind == "calm"]
    years = sum(row.years for row in calm)
    lines = [
        (
            "| threshold | false findings a person-year | 2 points: by day 14 | by day 21 | in a new diary: by day 28 "
            "| small shift, within 6 weeks |"
        ),
        "|---|---|---|---|---|---|",
    ]
    for n, at in enumerate(CURVE):
        false = sum(row.curve[n][0] for row in calm) / years
        quick, new = _quickly(rows), [row for row in rows if row.job.kind == "new"]
        parts = (_by(quick, n, 14), _by(quick, n, 21), _by(new, n, 28), _by(_steady(rows), n, 42))
        ships = ", ships" if at == THRESHOLD else ""
        lines.append(f"| {at}{ships} | {false:.2f} | {' | '.join(f'{part:.0%}' for part in parts)} |")
    return lines


def _by(rows: Sequence[Row], n: int, days: int) -> float:
    return sum((delay := row.curve[n][1]) is not None and delay <= days for row in rows) / len(rows)


def draw(rows: Sequence[Row]) -> dict[str, str]:
    """How long changes go unseen, and what each threshold costs, as pictures by file name."""
    days = Axis(120, 6, "days since it began")
    names = {"2 points within two weeks", "2 points over 90 days", "a small steady shift"}
    chosen = [(label, part) for label, part in groups(rows) if label in names or label.startswith("the same")]
    unseen: dict[str, list[tuple[float, float]]] = {
        label.replace("the same", "2 points within two weeks"): [(n, 1 - share(part, ALL, n + 1)) for n in range(121)]
        for label, part in chosen
    }
    calm = [row for row in rows if row.job.kind == "calm"]
    cost = [sum(row.curve[n][0] for row in calm) / sum(row.years for row in calm) for n in range(len(CURVE))]
    false = Axis(2, 4, "false findings a person-year, all kinds together")
    quick = _quickly(rows)
    found = {
        "2 points within two weeks, by day 14": [(x, _by(quick, n, 14)) for n, x in enumerate(cost)],
        "by day 21": [(x, _by(quick, n, 21)) for n, x in enumerate(cost)],
        "a small steady shift, by day 42": [(x, _by(_steady(rows), n, 42)) for n, x in enumerate(cost)],
    }
    ships = upright(cost[CURVE.index(THRESHOLD)], false, "ships")
    return {
        "found.svg": picture("Changes that nothing was said of yet", days, unseen),
        "budget.svg": picture("Changes found, at each threshold of early signs", false, found, ships),
    }


def report(rows: Sequence[Row], seconds: float) -> str:
    """The tables between the marks."""
    calm = [row for row in rows if row.job.kind == "calm"]
    reached = {True: "reached", False: "**not reached**"}
    quick = _quickly(rows)
    aims: list[tuple[str, Callable[[str], float], float]] = [
        ("2 points within two weeks: 90 % by day 14", lambda kind: share(quick, kind, 15), 0.9),
        ("the same: 97 % by day 21", lambda kind: share(quick, kind, 22), 0.97),
        ("2 points over 90 days: 80 % before full depth", lambda kind: share(_fall(rows), kind, 90), 0.8),
        ("small steady shift: 70 % within six weeks", lambda kind: share(_steady(rows), kind, 43), 0.7),
    ]
    told = [
        f"| {says} | "
        + " | ".join(f"{(found := of(kind)):.0%}, {reached[found >= aim]}" for kind in (ALL, ASKED))
        + " |"
        for says, of, aim in aims
    ]
    rates = " | ".join(f"{(rate := a_year(calm, kind)):.2f}, {reached[rate <= AIM_FALSE]}" for kind in (ALL, ASKED))
    return "\n".join(
        [
            f"Judged on {len(rows)} people of {DAYS} days, {seconds:.0f} s in one process.",
            "",
            "| aim | all together | with the PHQ-2 |",
            "|---|---|---|",
            *told,
            f"| at most {AIM_FALSE} false findings a person-year | {rates} |",
            "",
            *delays(rows),
            "",
            "![How long changes go unseen](found.svg)",
            "",
            *by_logged(rows),
            "",
            "False findings a person-year, of people in whom nothing changes:",
            "",
            *false_alarms(rows),
            "",
            "What the two questions cost and find, in the same people:",
            "",
            *offers(rows),
            "",
            "What another threshold of early signs would cost and find, without the PHQ-2:",
            "",
            *budget(rows),
            "",
            "![What each threshold costs and finds](budget.svg)",
        ]
    )


def milder(seed: int) -> dict[str, int] | None:
    """What is said of one calm person of the study of early signs, by kind; None of somebody with an episode."""
    who = milder_people.person(seed)
    if who.episode is not None:
        return None
    watched = _of(who.diary, WATCHED)
    spans = _quick(watched, daily_evidence(watched, FIGURES), _drops(who.diary))
    spans["mood-drift"] = [_numbers(who.diary, one) for one in drifts(_of(who.diary, DRIFTING))]
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
        for name, drawn in draw(rows).items():
            (DOCS / name).write_text(drawn, encoding="utf-8")
        page = (DOCS / "studies.md").read_text(encoding="utf-8")
        before, _, rest = page.partition(MARKS[0])
        after = rest.partition(MARKS[1])[2]
        (DOCS / "studies.md").write_text(f"{before}{MARKS[0]}\n{text}\n{MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
