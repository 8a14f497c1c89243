"""What the tests of the store write and read: values, strategies, and a journal's whole content."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

import oidtrack
from oidtrack.domain.dose import Dose, Rate
from oidtrack.domain.journal import (
    RATINGS,
    Assessment,
    Body,
    DoseState,
    Entry,
    Intake,
    Kind,
    Moment,
    Mood,
    Treatment,
)
from oidtrack.domain.medicine import Liquid, Makings, Prescription, Release, Role, ScheduledDose, Strength
from oidtrack.domain.profile import Profile
from oidtrack.store.file.database import Journal
from oidtrack.taper.pace import Basis, Pace
from oidtrack.taper.plan import Plan, Status, Step, StepDose, Tablets, Verdict, Why

NOW = 1_790_000_000
DAY = date(2026, 9, 21)
SOURCE = str(Path(oidtrack.__file__).parents[1])
NOBODY = 65534


def at(seconds: int = NOW, day: date = DAY) -> Moment:
    return Moment(seconds, -300, day)


def note(text: str = "slept badly", seconds: int = NOW, **more: Any) -> Entry:
    return Entry(Kind.NOTE, at(seconds), None, text, **more)


def mood(seconds: int = NOW, **more: Any) -> Entry:
    body = Mood((("mood", 65), ("pain", 0)), 450, ("irritable", "withdrawn"), (("sweating", 2), ("yawning", None)))
    return Entry(Kind.MOOD, at(seconds), body, "so so", ("work", "walk"), **{"star": True, **more})


def dose(seconds: int = NOW, medicine: str = "oxycodone") -> Entry:
    return Entry(Kind.DOSE, at(seconds), Intake(medicine, Dose(7_500), DoseState.TAKEN, time(8), Dose(10_000)))


ONE_OF_EACH = (
    note(),
    mood(),
    dose(),
    Entry(Kind.DOSE, at(), Intake("fentanyl", Rate(12_500), DoseState.SKIPPED, None, Rate(25_000), "too sleepy")),
    Entry(Kind.TREATMENT, at(), Treatment("Spaziergang am Fluß", 30)),
    Entry(Kind.ASSESSMENT, at(), Assessment("phq9", (0, 1, 2, 3, 0, 1, 2, 3, 0))),
)

LIQUID = Liquid(Fraction(20_000, 3), Fraction(3, 10))
PRESCRIPTION = Prescription(
    medicine="oxycodone",
    release=Release.IR,
    role=Role.OPIOID,
    doses=(ScheduledDose(time(8), Dose(30_000)), ScheduledDose(time(22, 30), Dose(20_000))),
    makings=Makings((Strength(Dose(5_000), may_halve=True), Strength(Dose(10_000))), LIQUID),
    since=date(2026, 1, 15),
    opioid_since=date(2019, 3, 1),
    min_interval_h=4,
    product="oxycodone-ir-tablet",
    most_daily=Dose(120_000),
)
PATCH = Prescription(
    medicine="fentanyl",
    release=Release.PATCH,
    role=Role.OPIOID,
    doses=(ScheduledDose(time(9), Rate(25_000)),),
    makings=Makings((Strength(Rate(12_500)), Strength(Rate(25_000)))),
    since=date(2026, 3, 1),
    until=date(2026, 5, 31),
    change_days=3,
)
PROFILE = Profile(born=1961, country="CH", opioid_since=date(2019, 3, 1), naloxone=False, chronic_pain=True)

STEP_DOSE = StepDose(time(8), Dose(7_500), (Tablets(Dose(5_000), Fraction(3, 2)),))
PLAN = Plan(
    medicine="oxycodone",
    release=Release.IR,
    makings=PRESCRIPTION.makings,
    pace=Pace(Fraction(10), 28, Basis.CURRENT, Fraction(0), Fraction(25), 56, "cdc-2022", "a year or more"),
    start=date(2026, 12, 1),
    target=Dose(0),
    current=(STEP_DOSE, StepDose(time(22), Dose(2_000), (), Fraction(3, 10))),
    steps=(
        Step(1, date(2026, 12, 1), 28, 1, (STEP_DOSE,), Fraction(100, 9), Fraction(11_179, 10_000), False, Why.PACE),
    ),
    stops_on=date(2026, 12, 29),
    change_days=1,
    drop_first=("midday", "morning"),
    factor=Fraction(3, 2),
    facts_version="2026.1",
    program_version="0.1.0",
    checks=(Verdict("adds-up", True), Verdict("no-cliff", False, "ends at 7.5 mg")),
)


def agreed(plan: Plan, who: str = "Dr Ng") -> Plan:
    return replace(plan, status=Status.AGREED, agreed_with=who, agreed_on=DAY)


def tables(journal: Journal) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but for the record of what was done."""
    names = [row[0] for row in journal.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    aside = ("operations", "changes", "sqlite_sequence", "_sqlite_migrations")
    return {name: journal.rows(f"SELECT * FROM {name} ORDER BY id") for name in names if name not in aside}


def listed(folder: Path) -> list[str]:
    """The names of what is in a folder, in order."""
    return sorted(path.name for path in folder.iterdir())


def python(script: str, *arguments: object, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a script in a python of its own, with the package in reach."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": SOURCE},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0 or not check, done.stderr
    return done


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Let file rights bite even where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
days = st.dates()
times = st.times().map(lambda t: t.replace(second=0, microsecond=0))
fractions = st.fractions(min_value=0, max_value=10**6)
doses = st.integers(0, 10**10).map(Dose)
rates = st.integers(0, 10**10).map(Rate)
amounts = doses | rates
moments = st.builds(Moment, st.integers(-6 * 10**10, 10**11), st.integers(-1080, 1080), days)


def tuples(items: st.SearchStrategy[Any], size: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=size).map(tuple)


ratings = st.dictionaries(st.sampled_from(RATINGS), st.integers(0, 100)).map(
    lambda found: tuple((name, found[name]) for name in RATINGS if name in found)
)
moods = st.builds(
    Mood,
    ratings,
    st.none() | st.integers(0, 1440),
    tuples(names),
    tuples(st.tuples(names, st.none() | st.integers(0, 4))),
)
states = st.sampled_from([DoseState.TAKEN, DoseState.SKIPPED, DoseState.EXTRA])
intakes = st.builds(Intake, names, amounts, states, st.none() | times, st.none() | amounts, words)
treatments = st.builds(Treatment, names, st.none() | st.integers(0, 10**4))
assessments = st.builds(Assessment, names, tuples(st.integers(0, 10), 20))


def _entries(kind: Kind, body: st.SearchStrategy[Any]) -> st.SearchStrategy[Entry]:
    return st.builds(Entry, st.just(kind), moments, body, words, tuples(names), st.booleans())


BODIES: dict[Kind, st.SearchStrategy[Body]] = {
    Kind.MOOD: moods,
    Kind.DOSE: intakes,
    Kind.TREATMENT: treatments,
    Kind.NOTE: st.none(),
    Kind.ASSESSMENT: assessments,
}
any_entry = st.one_of([_entries(kind, body) for kind, body in BODIES.items()])

strengths = st.builds(Strength, st.integers(1, 10**6).map(lambda n: Dose(2 * n)), st.booleans()) | st.builds(
    Strength, st.integers(1, 10**6).map(Rate)
)
liquids = st.builds(
    lambda step, parts: Liquid(Fraction(step * parts), Fraction(1, parts)), st.integers(1, 10**5), st.integers(1, 50)
) | st.just(LIQUID)
makings = st.builds(Makings, tuples(strengths), st.none() | liquids)
prescriptions = st.builds(
    Prescription,
    medicine=names,
    release=st.sampled_from(Release),
    role=st.sampled_from(Role),
    doses=tuples(st.builds(ScheduledDose, times, amounts)),
    makings=makings,
    since=days,
    until=st.none() | days,
    opioid_since=st.none() | days,
    change_days=st.integers(1, 7),
    product=st.sampled_from(["", "oxycodone-ir-tablet", "oxycodone-apap-tablet"]),
    min_interval_h=st.none() | st.integers(0, 72),
    most_daily=st.none() | st.integers(1, 10**9).map(Dose),
)
step_doses = st.builds(StepDose, times, amounts, tuples(st.builds(Tablets, amounts, fractions)), st.none() | fractions)
steps = st.builds(
    Step,
    st.integers(1, 99),
    days,
    st.integers(1, 99),
    st.sampled_from([1, 2]),
    tuples(step_doses),
    fractions,
    fractions,
    st.booleans(),
    st.sampled_from(Why),
)
paces = st.builds(
    Pace,
    fractions,
    st.integers(7, 99),
    st.sampled_from(Basis),
    fractions,
    fractions,
    st.none() | st.integers(1, 99),
    words,
    words,
)
plans = st.builds(
    Plan,
    medicine=names,
    release=st.sampled_from(Release),
    makings=makings,
    pace=paces,
    start=days,
    target=amounts,
    current=tuples(step_doses),
    steps=tuples(steps),
    stops_on=st.none() | days,
    change_days=st.integers(1, 7),
    drop_first=tuples(words),
    factor=st.none() | fractions,
    facts_version=words,
    program_version=words,
    checks=tuples(st.builds(Verdict, words, st.booleans(), words)),
    status=st.sampled_from(Status),
    agreed_with=words,
    agreed_on=st.none() | days,
)
profiles = st.builds(Profile, prescriber=st.none() | words, country=st.none() | words, opioid_since=st.none() | days)
