"""Random lives of a year, typed into the program: whatever happens, every command names the same doses for a day.

Usage: python studies/random_lives.py [LIVES] [DAYS] [FIRST SEED]. Ends with 1 where a law was broken.

A life is a person with one opioid, some days at a time: doses are written down in full, in part, late or not at all;
a plan is drafted, agreed, held, resumed, stepped back, planned anew, entered by a prescriber, ended; the prescription
is changed or stopped; commands are undone and done again. On each day two laws are looked at:

1. Every command that names the doses of the day names the same: `med list` and `mme` each day, the card on one day in
   six and whenever something happened, and then `plan show`, `plan supply`, `report`, the page for other programs
   (FHIR) and now and then `plan compare` too.
2. No command puts more of the opioid in force than was in force the day before, apart from `plan back`, and from a
   prescription that is entered or taken back as such.

What other strengths would do for a plan is left out: it names no dose of the day and takes most of the time.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from watched import watched

from oidtrack.cli.main import run

LIVES, DAYS = 500, 365
START = date(2026, 1, 5)
ZONE = "-05:00"
ONE_DAY = timedelta(days=1)
WHO = "Dr. NAME"
PRESCRIBED = frozenset({"med change", "med stop", "med add", "undo a prescription", "plan back"})
"""What may put more in force than the day before."""
OFTEN, SELDOM, SOMETIMES = 0.09, 0.02, 0.4
"""Shares of days: with a command about plan or prescription; looked at closely without one; and of other choices."""


@dataclass(slots=True)
class Found:
    """What a number of lives showed: how often each command was taken, refused, and what broke a law."""

    days: int = 0
    commands: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    compared: Counter[str] = field(default_factory=Counter)
    disagreements: list[str] = field(default_factory=list)
    rises: list[str] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)

    def add(self, other: Found) -> None:
        """Take another life's findings over."""
        self.days += other.days
        self.commands.update(other.commands)
        self.refused.update(other.refused)
        self.compared.update(other.compared)
        self.disagreements += other.disagreements
        self.rises += other.rises
        self.crashes += other.crashes


class Life:
    """One person, by the seed of a random number."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.seed = seed
        self.random = Random(seed)  # noqa: S311 - a made-up life, the same for the same seed
        self.place = folder / f"{seed}.db"
        self.today = START
        self.hour = 21
        self.found = Found()
        self.reasons: set[str] = set()
        self.before: float | None = None
        self.undoable: list[str] = []
        self.undone: list[str] = []
        self.read: dict[tuple[str, ...], tuple[int, str, str]] = {}

    def live(self, days: int) -> Found:
        """So many days, each with its commands and both laws."""
        self._begin()
        for _ in range(days):
            self._day()
            self.today += ONE_DAY
        return self.found

    def _begin(self) -> None:
        times = self.random.choice(("8:00,22:00", "8:00,14:00,22:00", "7:30,23:30", "9:00"))
        dose, strengths = self.random.choice((("20", "5,10"), ("30", "5,10,20,30"), ("10", "5,10"), ("15", "5")))
        more = self.random.choice(([], ["--halves", "5"], ["--liquid", "1"]))
        since = self.random.choice(("2020-01-01", "2025-06-01", "2025-12-01"))
        words = ["--dose", dose, "--at", times, "--strengths", strengths, *more, "--since", since]
        self._type("med add", "oxycodone", *words)

    def _day(self) -> None:
        self.found.days += 1
        happened = False
        self.hour = self.random.choice((7, 10, 15, 21, 23))
        if self.random.random() < OFTEN:
            self.random.choice(ACTIONS)(self)
            happened = True
        self.hour = max(self.hour, self.random.choice((18, 21, 22)))
        self._write_doses()
        self._laws(thorough=happened or self.random.random() < SELDOM)

    def _write_doses(self) -> None:
        chance = self.random.random()
        if chance < 0.6:
            self._type("log", "--taken", *(["--mood", str(self.random.randrange(3, 8))] if chance < SOMETIMES else []))
        elif chance < 0.7:
            self._one_dose()
        elif chance < 0.75:
            self._skip_one()
        elif chance < 0.8:
            amount = self.random.choice(("5mg", "10mg", "40mg", "2.5mg"))
            self._type("log", "--dose", f"oxycodone {amount} at {self.random.randrange(0, self.hour)}:30", "--yes")

    def _one_dose(self) -> None:
        doses = self._listed()
        if doses:
            self._type("log", "--dose", f"oxycodone {self.random.choice(doses)['mg']}mg")

    def _skip_one(self) -> None:
        doses = self._listed()
        if doses:
            self._type("log", "--skip", f"oxycodone {self.random.choice(doses)['time']}: did not need it")

    def _listed(self) -> list[dict[str, Any]]:
        """The doses in force."""
        listed = self._json("med list", code=None)
        return [dose for row in (listed or {}).get("medicines", []) for dose in row["doses"]]

    def _laws(self, *, thorough: bool) -> None:
        """Both laws, as the day stands now."""
        said = dict(self._said_today(card=thorough or self.random.random() < SOMETIMES / 4))
        if thorough:
            said |= dict(self._said_at_length())
        amounts = {name: amount for name, amount in said.items() if amount is not None}
        self.found.compared.update(list(amounts))
        if len({round(amount, 4) for amount in amounts.values()}) > 1:
            self._note(self.found.disagreements, f"{amounts}")
        now = next(iter(amounts.values()), None)
        if now is not None and self.before is not None and now > self.before and not self.reasons & PRESCRIBED:
            self._note(self.found.rises, f"{self.before} to {now} mg after {sorted(self.reasons)}")
        self.before, self.reasons = now, set()

    def _said_today(self, *, card: bool) -> Iterator[tuple[str, float | None]]:
        """The daily dose in force as the quick commands name it; None where one has nothing to say of it."""
        listed = self._json("med list", code=None)
        mine = [row for row in (listed or {}).get("medicines", []) if row["medicine"] == "oxycodone"]
        yield "med list", mine[-1]["daily_mg"] if mine else 0.0
        mme = self._json("mme", code=None)
        yield "mme", sum(item["daily_mg"] for item in (mme or {"items": []})["items"])
        if mine and mine[-1]["every_days"] > 1:
            return  # a card is of its day, and not of the average
        if mine:
            yield "med list, dose by dose", sum(dose["mg"] for dose in mine[-1]["doses"])
        if card:
            yield "card", sum(dose["mg"] for dose in self._json("today")["doses"])

    def _alternates(self) -> bool:
        """Whether today lies on a step of every other day, whose card is the day's and not the average."""
        step = self._step(self._json("plan show"))
        return step is not None and step["every_days"] > 1

    def _of_plan(self) -> float | None:
        plan = self._json("plan show")
        if plan["status"] not in {"agreed", "held"}:
            return None
        step = self._step(plan)
        if step is not None:
            return float(step["daily_mg"])
        over = plan["stops_on"] is not None and self.today.isoformat() >= plan["stops_on"]
        return 0.0 if over else float(plan["current"]["daily_mg"])

    def _step(self, plan: dict[str, Any]) -> dict[str, Any] | None:
        """The step of a plan that holds today; on hold the one that it was held on."""
        day = self.today.isoformat()
        if plan["status"] == "held":
            day = min(day, plan["event"]["on"])
        begun = [step for step in plan["steps"] if step["from"] <= day]
        if not begun or (plan["stops_on"] is not None and day >= plan["stops_on"]):
            return None
        return dict(begun[-1])

    def _said_at_length(self) -> Iterator[tuple[str, float | None]]:
        """The same as the slower commands name it."""
        if self._json("today")["plan"] is not None:
            yield "plan show", self._of_plan()
        compared = self._json("plan compare", code=None) if self.random.random() < SOMETIMES / 2 else None
        yield "plan compare", compared["plans"][0]["current"]["daily_mg"] if compared else None
        report = self._json("report")
        mine = [row for row in report["medicines"] if row["medicine"] == "oxycodone"]
        yield "report", mine[0]["daily_mg"] if mine else 0.0
        day = [row for row in report["doses"] if row["day"] == self.today.isoformat()]
        yield "report, day by day", day[0]["planned_mg"] if day and day[0]["planned_mg"] is not None else None
        yield "plan supply", self._of_supply()
        yield "fhir", self._of_fhir() if self.random.random() < SOMETIMES else None

    def _of_supply(self) -> float | None:
        """Tomorrow's tablets in milligrams: what is needed up to tomorrow less what is needed up to today.

        None on days before another dose, and where there is no plan in force to count for.
        """
        upto = [
            self._json("plan supply", "--until", day.isoformat(), code=None)
            for day in (self.today, self.today + ONE_DAY)
        ]
        if not all(upto) or self._changes_tomorrow():
            return None
        first, second = (
            sum(row["strength_mg"] * row["count"] for row in one["tablets"]) + (one["liquid"] or {"ml": 0})["ml"] * 1.0
            for one in upto
        )
        return float(second - first)

    def _changes_tomorrow(self) -> bool:
        """Whether tomorrow's dose is another one, or is on every other day: then the sum says nothing of today."""
        card = self._json("today")
        change = card["next_change"]
        status = (card["plan"] or {"status": ""})["status"]
        return status not in {"agreed", "held"} or (change is not None and change["days"] == 1) or self._alternates()

    def _of_fhir(self) -> float | None:
        """What the bundle for another program says is planned; None where it says nothing of it."""
        bundle = self.place.with_suffix(".json")
        bundle.unlink(missing_ok=True)
        code, _, _ = self._run("report", "--fhir", str(bundle))
        if code:
            return None
        for one in (entry["resource"] for entry in json.loads(bundle.read_text(encoding="utf-8"))["entry"]):
            if one["resourceType"] == "MedicationStatement" and one["status"] == "active":
                planned = re.match(r"planned ([0-9.]+) mg a day", one["dosage"][0]["text"])
                return float(planned[1]) if planned else None
        return None

    def _note(self, notes: list[str], words: str) -> None:
        notes.append(f"seed {self.seed}, {self.today}: {words}")

    def _type(self, command: str, *words: str) -> bool:
        """Type a command; whether it was taken."""
        self.read.clear()
        code, _, err = self._run(*command.split(), *words)
        kind = " ".join([command, *(word for word in words if word == "--agreed-with")])
        self.found.commands[kind] += 1
        if code in {0, 4}:
            if code == 0 and command not in {"undo", "redo"}:
                self.reasons.add(command)
                self.undoable.append(command)
                self.undone.clear()
            return code == 0
        self.found.refused[kind] += 1
        if code == 1:
            self._note(self.found.crashes, f"{command} {' '.join(words)}: {err.strip()}")
        return False

    def _json(self, command: str, *words: str, code: int | None = 0) -> Any:
        """The document of a command; None where it was refused and that is allowed."""
        asked = (str(self.today), str(self.hour), command, *words)
        if asked not in self.read:  # what only looks says the same until something is written
            self.read[asked] = self._run(*command.split(), *words, "--json")
        got, out, err = self.read[asked]
        if got and (code is None or got == 4):
            return None
        if got:
            self._note(self.found.crashes, f"{command}: {err.strip()}")
            raise SystemExit(self.found.crashes[-1])
        return json.loads(out)

    def _run(self, *words: str) -> tuple[int, str, str]:
        now = datetime.combine(self.today, datetime.min.time()).replace(hour=self.hour).isoformat() + ZONE
        surroundings = {"OIDTRACK_DB": str(self.place), "OIDTRACK_NOW": now, "NO_COLOR": "1"}
        out, err = io.StringIO(), io.StringIO()
        os.environ.update(surroundings)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            return run(["--no-input", *words]), out.getvalue(), err.getvalue()

    def new_plan(self) -> None:
        """Draft a plan, and mostly agree to it, at once or later."""
        start = self.today + timedelta(days=self.random.choice((0, 3, 7, 20)))
        words = self.random.choice(([], ["--start", start.isoformat()], ["--percent", "5"]))
        if self._type("plan new", *words) and self.random.random() < 0.8:
            self._type("plan agree", "--with", WHO)

    def agree(self) -> None:
        """Agree to whatever was drafted last, however long ago."""
        self._type("plan agree", "--with", WHO)

    def hold(self) -> None:
        """Wait, for some weeks or without saying how long."""
        self._type("plan hold", *self.random.choice(([], ["--weeks", "1"], ["--weeks", "6"])))

    def resume(self) -> None:
        """Go on."""
        self._type("plan resume")

    def go(self) -> None:
        """Go on although the check may say wait."""
        self._type("plan go")

    def back(self) -> None:
        """One step up, on a prescriber's word or without it."""
        self._type("plan back", *self.random.choice(([], ["--agreed-with", WHO])))

    def replan(self) -> None:
        """Plan anew from what is taken, and agree to it now or later."""
        words = self.random.choice(([], [], ["--dose", self.random.choice(("5", "10", "20", "35"))]))
        if self._type("plan replan", *words) and self.random.random() < SOMETIMES:
            self._type("plan agree", "--with", WHO)

    def enter(self) -> None:
        """A prescriber's own steps, some of which rise, fall too far, or begin in the past."""
        first = self.today + timedelta(days=self.random.choice((-3, 0, 1, 7)))
        doses = sorted((self.random.choice((0, 5, 10, 15, 20, 30)) for _ in range(3)), reverse=True)
        if self.random.random() < SOMETIMES / 2:
            doses.reverse()
        rows = [f"{first + timedelta(days=28 * n)},{dose},{dose}" for n, dose in enumerate(doses)]
        table = self.place.with_suffix(".csv")
        table.write_text("date,8:00,22:00\n" + "\n".join(rows) + "\n", encoding="utf-8")
        laws = ["--accept", "within-cap,keeps-pace,no-cliff,even-days,never-rises"]
        self._type(
            "plan enter", str(table), *self.random.choice(([], ["--agreed-with", WHO], ["--agreed-with", WHO, *laws]))
        )

    def change(self) -> None:
        """Another prescription."""
        dose = self.random.choice(("5", "10", "15", "20", "30"))
        self._type("med change", "oxycodone", "--dose", dose, *self.random.choice(([], ["--end-plan"])), "--yes")

    def stop(self) -> None:
        """The medicine is stopped, and most often begun again some time later."""
        self._type("med stop", "oxycodone", *self.random.choice(([], ["--end-plan"])), "--yes")

    def add(self) -> None:
        """The medicine is prescribed anew, where it was stopped."""
        self._type("med add", "oxycodone", "--dose", "10", "--at", "8:00,22:00", "--strengths", "5,10", "--yes")

    def end(self) -> None:
        """The plan ends where it is."""
        self._type("plan end")

    def undo(self) -> None:
        """The last thing is taken back; taking back a prescription is as entering one."""
        if self._type("undo") and self.undoable:
            self.undone.append(self.undoable.pop())
            self._as_entered(self.undone[-1])

    def redo(self) -> None:
        """What was taken back is done again; a prescription as if it were entered."""
        if self._type("redo") and self.undone:
            self.undoable.append(self.undone.pop())
            self._as_entered(self.undoable[-1])

    def _as_entered(self, command: str) -> None:
        if command.startswith("med"):
            self.reasons.add("undo a prescription")


ACTIONS: tuple[Callable[[Life], None], ...] = (
    *(Life.new_plan,) * 4,
    Life.agree,
    *(Life.hold,) * 2,
    *(Life.resume,) * 3,
    Life.go,
    Life.back,
    *(Life.replan,) * 2,
    Life.enter,
    Life.change,
    Life.stop,
    *(Life.add,) * 2,
    Life.end,
    *(Life.undo,) * 2,
    Life.redo,
)
"""What may happen on a day, the likelier things more often."""


def lives(seeds: range, days: int) -> Found:
    """So many lives one after the other, in a folder of their own."""
    shared_memory = Path("/dev/shm")  # noqa: S108 - faster than a disk where there is one; a private folder within
    found = Found()
    with contextlib.ExitStack() as changed:
        for module in ("plan_new", "shown", "plan_more", "plan_replan", "plan_steer"):
            changed.enter_context(patch(f"oidtrack.cli.plan.{module}.smoother_ways", return_value=()))
        # the backup of each day names no dose
        changed.enter_context(patch("oidtrack.cli.session.backup_is_due", return_value=False))
        changed.enter_context(patch.dict(os.environ))
        changed.enter_context(patch("sys.stdin", io.StringIO()))
        within = shared_memory if shared_memory.is_dir() else None
        folder = changed.enter_context(tempfile.TemporaryDirectory(dir=within))
        for seed in seeds:
            found.add(Life(seed, Path(folder)).live(days))
    return found


def main() -> int:
    """Live them, and print what was found."""
    numbers = [int(word) for word in sys.argv[1:]]
    count, days, first = (*numbers, *(LIVES, DAYS, 1)[len(numbers) :])
    begun = time.monotonic()
    found = Found()
    with Pool() as pool:
        seeds = (range(n, n + 1) for n in range(first, first + count))
        for done in watched(pool.imap_unordered(partial(lives, days=days), seeds), count, "Living"):
            found.add(done)
    print(f"{count} lives of {days} days, seeds from {first}: {found.days} days, {time.monotonic() - begun:.0f} s")
    print("commands (refused):")
    for name, times in sorted(found.commands.items()):
        print(f"  {name:<28}{times:>8} ({found.refused[name]})")
    print("days on which each was compared:")
    for name, times in sorted(found.compared.items()):
        print(f"  {name:<28}{times:>8}")
    for title, notes in (("disagreements", found.disagreements), ("rises", found.rises), ("crashes", found.crashes)):
        print(f"{title}: {len(notes)}")
        print("".join(f"  {note}\n" for note in notes[:20]), end="")
    return int(bool(found.disagreements or found.rises or found.crashes))


if __name__ == "__main__":
    sys.exit(main())
