"""Three made-up lives without a plan: several opioids, few days, many medicines in many scripts. Nobody lived them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from fractions import Fraction
from pathlib import Path

from life import TODAY, WHO, Life, at, dose, evening, extra, first_day, treatment
from oidtrack.domain.dose import Amount, Dose, Rate
from oidtrack.domain.journal import Assessment, Entry, Kind
from oidtrack.domain.medicine import Makings, Prescription, Release, Role, ScheduledDose, Strength
from oidtrack.domain.profile import Profile
from oidtrack.domain.stock import StockKind, StockRow

_MORNING, _NIGHT = time(9), time(21)
_LONG = 800
"""Days for which what is taken now has been."""


def patched(folder: Path) -> Path:
    """A patch of fentanyl, oxycodone at its times and when needed, diazepam; apnoea and alcohol; pain rises."""
    days = 90
    since = TODAY - timedelta(days=_LONG)
    patch = (ScheduledDose(_MORNING, Rate(25_000)),)
    rows = (
        Prescription(
            "fentanyl", Release.PATCH, Role.OPIOID, patch, Makings((Strength(Rate(25_000)),)), since, change_days=3
        ),
        _taken("oxycodone", Role.OPIOID, since, (_MORNING, 10), (_NIGHT, 10)),
        _taken("diazepam", Role.BENZODIAZEPINE, since, (_NIGHT, 5)),
        _taken("sertraline", Role.ANTIDEPRESSANT, since, (_MORNING, 50)),
    )
    told = Profile(
        born=1955,
        country="US",
        prescriber=WHO,
        depression_before=True,
        alcohol=True,
        sleep_apnoea=True,
        naloxone=False,
    )
    counted = at(TODAY - timedelta(days=10), time(7))
    strength = Dose(10_000)
    home = StockRow("oxycodone", Release.IR, counted, StockKind.COUNTED, strength, Fraction(40))
    return Life("patched", days, _patched(days), rows, profile=told, stock=(home,)).written(folder)


def _patched(days: int) -> Iterator[Entry]:
    for n in range(days):
        day = TODAY - timedelta(days=days - 1 - n)
        if n % 30 == 15:
            yield Entry(Kind.ASSESSMENT, at(day, time(20)), Assessment("phq9", (1, 1, 1, 1, 1, 1, 1, n // 30, 0)))
            yield Entry(Kind.ASSESSMENT, at(day, time(20)), Assessment("peg", (5 + n // 30, 6, 7)))
        if n % 13 == 4:
            continue
        # the days of change are counted from the first of the prescription
        if (_LONG - days + 1 + n) % 3 == 0:
            yield dose(day, _MORNING, Rate(25_000), "fentanyl")
        for slot in (_MORNING, _NIGHT):
            # now and then one is forgotten, or left out
            if not (n % 19 == 8 and slot == _NIGHT):
                yield dose(day, slot, Dose(10_000), skipped=n % 29 == 3 and slot == _NIGHT)
        yield dose(day, _NIGHT, Dose(5_000), "diazepam")
        yield dose(day, _MORNING, Dose(50_000), "sertraline")
        if n % 16 == 10:
            yield extra(day, time(16), 5)
        yield evening(day, n, 55)


def sparse(folder: Path) -> Path:
    """Ten days of ninety, and one questionnaire; the dose is not always written down."""
    days, since = 90, TODAY - timedelta(days=_LONG)
    rows = (_taken("oxycodone", Role.OPIOID, since, (_MORNING, 10), (_NIGHT, 10)),)
    return Life("sparse", days, _sparse(days), rows).written(folder)


def _sparse(days: int) -> Iterator[Entry]:
    for n in (3, 12, 13, 30, 47, 58, 71, 80, 86, 88):
        day = TODAY - timedelta(days=days - 1 - n)
        yield evening(day, n, 50)
        if n % 2 == 0:
            yield dose(day, _MORNING, Dose(10_000))
        if n % 4 == 0:
            yield dose(day, _NIGHT, Dose(10_000))
        if n == 58:
            yield Entry(Kind.ASSESSMENT, at(day, time(20)), Assessment("phq9", (1, 1, 1, 1, 0, 0, 0, 0, 0)))


def many(folder: Path) -> Path:
    """Fourteen medicines, six of them named in other scripts; so are the questions, the visit and what helps."""
    days, since = 60, TODAY - timedelta(days=_LONG)
    rows = tuple(_taken(name, role, since, *doses) for name, role, *doses in _FOURTEEN)
    told = Profile(country="US", prescriber="ד״ר כהן", naloxone=True)
    return Life("many", days, _many(days), rows, profile=told, questions=_ASKED, who="ד״ר כהן").written(folder)


_FOURTEEN: tuple[tuple[str, Role, *tuple[tuple[time, int], ...]], ...] = (
    ("oxycodone", Role.OPIOID, (_MORNING, 20), (_NIGHT, 20)),
    ("أوكسيكودون", Role.OPIOID, (_MORNING, 5)),
    ("sertraline", Role.ANTIDEPRESSANT, (_MORNING, 100)),
    ("gabapentin", Role.PAIN, (_MORNING, 300), (_NIGHT, 300)),
    ("ibuprofen", Role.PAIN, (_MORNING, 400)),
    ("אקמול", Role.PAIN, (_MORNING, 500)),
    ("止痛药", Role.PAIN, (_NIGHT, 250)),
    ("omeprazole", Role.OTHER, (_MORNING, 20)),
    ("ramipril", Role.OTHER, (_MORNING, 5)),
    ("метформин", Role.OTHER, (_MORNING, 500), (_NIGHT, 500)),
    ("감기약", Role.OTHER, (_NIGHT, 10)),
    ("vitamin 😀", Role.OTHER, (_MORNING, 1)),
    ("amlodipine", Role.OTHER, (_MORNING, 5)),
    ("atorvastatin", Role.OTHER, (_NIGHT, 20)),
)
_ASKED = (
    "האם זה טוב, או לא?",
    "هل يمكنني أن أنام أفضل؟",
    "我能少吃一点药吗？",
    "Can I sleep 😴 without it?",
    "What about the pain in the morning, which is worst when it rains and better when I have walked the day before?",
    "Is the new tablet a stronger one?",
)


def _many(days: int) -> Iterator[Entry]:
    first = first_day(days)
    for n in range(days):
        day = first + timedelta(days=n)
        if n % 7 == 6:
            continue
        for name, _, *doses in _FOURTEEN:
            yield from (dose(day, slot, Dose(mg * 1000), name) for slot, mg in doses)
        yield evening(day, n, 60)
        if n % 4 == 0:
            yield treatment(day, "טיול", 20)
        if n % 5 == 0:
            yield treatment(day, "散步 🚶", None)


def _taken(medicine: str, role: Role, since: date, *doses: tuple[time, int]) -> Prescription:
    """Immediate release, in tablets of each of its doses."""
    scheduled = tuple(ScheduledDose(slot, Dose(mg * 1000)) for slot, mg in doses)
    strengths: dict[int, Amount] = {mg: Dose(mg * 1000) for _, mg in doses}
    makings = Makings(tuple(Strength(amount) for amount in strengths.values()))
    return Prescription(medicine, Release.IR, role, scheduled, makings, since)
