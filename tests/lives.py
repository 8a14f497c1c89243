"""Six made-up lives before a visit, for every way of showing the report. Nobody lived them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path

from life import MARK, NOW, TODAY, WHO, Life, Way, at, dose, evening, treatment
from mixed_lives import many, patched, sparse
from oidtrack.domain.dose import Dose
from oidtrack.domain.journal import Assessment, Entry, Kind
from oidtrack.domain.medicine import Makings, Prescription, Release, Role, ScheduledDose, Strength
from oidtrack.render.report.view import ReportView, report_view
from oidtrack.services.report.reporting import Report, default_since, report
from oidtrack.store.file.database import open_journal
from tapers import TIMES, ended_versions, held_versions

__all__ = ["LIVES", "MARK", "NOW", "TODAY", "WHO", "gathered", "journals", "reports", "seen"]

Taken = Callable[[int], tuple[int, int, int]]
"""From the day of a life to the milligrams of its three times; 0 where there is no dose."""


class _Days:
    """How a life goes, day by day; `n` counts from the first of `days` days up to today."""

    def __init__(self, days: int, doses: Taken, mood: Way, phq9: Way, thoughts: Way = lambda _: 0) -> None:
        self.days, self.doses, self.mood, self.phq9, self.thoughts = days, doses, mood, phq9, thoughts

    def entries(self) -> list[Entry]:
        found: list[Entry] = []
        for n in range(self.days):
            day = TODAY - timedelta(days=self.days - 1 - n)
            if n % 28 == 20:
                thoughts = self.thoughts(n)
                score = self.phq9(n) - thoughts
                answers = (*(min(3, max(0, score - 3 * k)) for k in range(8)), thoughts)
                found.append(Entry(Kind.ASSESSMENT, at(day, time(20)), Assessment("phq9", answers)))
            if _silent(n):
                continue
            doses = zip(TIMES, self.doses(n), strict=True)
            found += [
                dose(day, slot, Dose(mg * 1000), skipped=n % 17 == 5 and slot == TIMES[1]) for slot, mg in doses if mg
            ]
            found += [evening(day, n, self.mood(n)), *([treatment(day, "walk", 30)] if n % 3 == 0 else [])]
        return found


def steady(folder: Path) -> Path:
    """The same dose throughout; mood sinks, PHQ-9 rises over three months, and its item 9 is above 0 at the end."""
    days = _Days(90, _same, _sinking, _rising, lambda n: int(n > 60))
    return Life("steady", 90, days.entries(), (_prescription(30, 30, 30),)).written(folder)


def held(folder: Path) -> Path:
    """A taper of 90, 80, 70 mg; both steps are held, the second still is."""
    days = _Days(112, _held_twice, _dipping, _level)
    return Life("held", 112, days.entries(), (_prescription(30, 30, 30),), held_versions()).written(folder)


def ended(folder: Path) -> Path:
    """The last small steps, the stop, and eight weeks without."""
    days = _Days(90, _to_the_end, _recovering, _falling)
    return Life("ended", 90, days.entries(), (_prescription(10, 0, 0),), ended_versions()).written(folder)


LIVES = {"steady": steady, "held": held, "ended": ended, "patched": patched, "sparse": sparse, "many": many}


def gathered(path: Path, now: datetime = NOW) -> Report:
    """The report of a life since its last visit."""
    with open_journal(path, create=False) as journal:
        return report(journal, default_since(journal, now), now.date(), now)


_MADE = tempfile.TemporaryDirectory(prefix="lives-")
"""Gone with the process."""


@cache
def journals() -> Mapping[str, Path]:
    """The journal of each life, made once for every test of a process: to be read, never written to."""
    return {name: make(Path(_MADE.name)) for name, make in LIVES.items()}


@cache
def reports() -> Mapping[str, Report]:
    """The report of each life, as `gathered` has it, once for every test of a process."""
    return {name: gathered(path) for name, path in journals().items()}


@cache
def seen(life: str, now: datetime) -> ReportView:
    """The report of a life as it is shown at a moment, once for every test of a process."""
    return report_view(gathered(journals()[life], now), now)


def _silent(n: int) -> bool:
    return n % 11 == 7 or 40 <= n < 44


def _same(_: int) -> tuple[int, int, int]:
    return 30, 30, 30


def _held_twice(n: int) -> tuple[int, int, int]:
    """As `held_versions` has it: cuts on days 14 and 70, the second four weeks late, and no third."""
    return (30, 30, 30) if n < 14 else (30, 20, 30) if n < 70 else (30, 10, 30)


def _to_the_end(n: int) -> tuple[int, int, int]:
    """As `ended_versions` has it: 10, then 5 from day 9, on every other day from day 30, none from day 44 on."""
    mg = 10 if n < 9 else 5 if n < 30 or (n < 44 and n % 2 == 0) else 0
    return mg, 0, 0


def _sinking(n: int) -> int:
    return 65 - n * 40 // 90


def _rising(n: int) -> int:
    return 5 + n // 7


def _dipping(n: int) -> int:
    return 65 - max(0, 20 - (n - 14) % 56) if n >= 14 else 65


def _level(n: int) -> int:
    return 6 + n // 28 % 2


def _recovering(n: int) -> int:
    return 40 + n // 4


def _falling(n: int) -> int:
    return max(3, 12 - n // 9)


def _prescription(*mg: int) -> Prescription:
    doses = tuple(ScheduledDose(at, Dose(one * 1000)) for at, one in zip(TIMES, mg, strict=True) if one)
    strengths = tuple(Strength(Dose(ug), may_halve=ug == 5000) for ug in (5000, 10000, 30000))
    return Prescription("oxycodone", Release.IR, Role.OPIOID, doses, Makings(strengths), TODAY - timedelta(days=1200))
