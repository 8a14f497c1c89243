"""What each command costs, for a diary of one year and of fifty, in multiples of `python -c pass`: docs/performance.md.

Each number of entries has a journal of its own: the made-up year of `oidtrack demo` with an agreed plan, and so many
evenings before it. All commands are taken in turn, jrnl among them. The page says which aims are not reached, and the
bench ends with 1 where there are any.

The program is the one installed beside the interpreter: what a user has is a wheel in an environment of its own.

Usage: python bench/performance.py [ROUNDS [ENTRIES …]], by default 11 rounds at 0, 10,000, 100,000 and 200,000
"""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from subprocess import TimeoutExpired

import peers
from figures import figure
from measuring import Command, in_turn, peaks, seconds
from wording import Found, missed, page
from years import NOW, make, table

ROOT = Path(__file__).parents[1]
SIZES = (0, 10_000, 100_000, 200_000)
ROUNDS = 11
ROWS = 100_000
"""Lines of the table that is imported."""
MOST_OF_JRNL = 100_000
"""Beyond so many entries jrnl is left out: it reads all of them each time."""
LINES = {
    "today": "today",
    "log": "log --mood 5",
    "undo": "undo",
    "list": "list",
    "warnings": "warnings",
    "week": "week",
    "plan show": "plan show",
    "plan check": "plan check",
    "plan new": "plan new",
    "report": "report --since 90d",
    "search": "search walk",
    "search, rare": "search invented",
    "completion": "__complete lo",
    "crisis": "crisis",
}
_PROBE = "import sys; from oidtrack.cli.main import run; run(sys.argv[1:]); print(); print(*sys.modules)"
_LOADS = """
import contextlib, gc, os, sys
gc.disable()
for name in sys.argv[1:]:
    with contextlib.suppress(ImportError):  # not every name there is one to import
        __import__(name)
os._exit(0)
"""


def program() -> list[str]:
    """The installed script."""
    return [str(Path(sys.executable).with_name("oidtrack"))]


def own(journal: Path) -> dict[str, Command]:
    """Our commands on one journal."""
    return {
        name: Command((*program(), "--no-input", "--db", str(journal), *line.split())) for name, line in LINES.items()
    }


def modules(journal: Path, environment: Mapping[str, str]) -> dict[str, list[str]]:
    """The modules that each command loads, in their order, Python's own among them."""
    found = {}
    for name, line in LINES.items():
        command = [sys.executable, "-c", _PROBE, "--no-input", "--db", str(journal), *line.split()]
        done = subprocess.run(command, env=dict(environment), capture_output=True, text=True, check=True)  # noqa: S603
        found[name] = done.stdout.splitlines()[-1].split()
    return found


def loading(loaded: Mapping[str, list[str]]) -> dict[str, Command]:
    """For each command what loads the same modules and does nothing else."""
    return {name: Command((sys.executable, "-c", _LOADS, *names)) for name, names in loaded.items()}


def imported(folder: Path, environment: Mapping[str, str]) -> tuple[float, float]:
    """Rows a second that an import takes in, and that its undo takes out."""
    rows, journal = folder / "table.csv", folder / "imported.db"
    table(rows, ROWS)
    start = (*program(), "--no-input", "--db", str(journal))
    came = seconds(Command((*start, "import", str(rows), "--yes")), environment)
    return ROWS / came, ROWS / seconds(Command((*start, "undo")), environment)


def measured(sizes: tuple[int, ...], rounds: int, folder: Path, environment: Mapping[str, str]) -> Found:
    """Everything that the page tells."""
    journals = {size: folder / f"{size}.db" for size in sizes}
    for size, journal in journals.items():
        make(journal, size, program(), environment)
    other = peers.jrnl(folder)
    commands: dict[tuple[int, str], Command] = {}
    for size, journal in journals.items():
        theirs: dict[str, Command] = {}
        if other is not None and size <= MOST_OF_JRNL:
            theirs = peers.of_jrnl(other, folder / f"jrnl-{size}", size)
        if size <= MOST_OF_JRNL:
            theirs |= peers.of_hledger(folder / f"jrnl-{size}" if other else folder, size)
        commands |= {(size, name): command for name, command in {**own(journal), **theirs}.items()}
    # all sizes in one round: a machine that grows slower meanwhile would look like a program that does
    ratios: dict[int, dict[str, float]] = {size: {} for size in sizes}
    for (size, name), ratio in in_turn(commands, rounds, environment).items():
        ratios[size][name] = ratio
    loaded = modules(journals[sizes[0]], environment)
    held = {
        size: peaks({n: c.words for n, c in own(journals[size]).items()}, environment)
        for size in sizes[:: len(sizes) - 1]
    }
    ours = {name: sum(1 for one in names if one.startswith("oidtrack.")) for name, names in loaded.items()}
    return Found(ratios, held, ours, in_turn(loading(loaded), rounds, environment), imported(folder, environment))


def machine(rounds: int) -> str:
    """What it was measured on."""
    git = ["git", "-C", str(ROOT), "log", "-1", "--format=%h"]
    commit = subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip() or "no commit"  # noqa: S603
    facts = Path(next(iter(find_spec("oidtrack").submodule_search_locations or ()))) / "clinical" / "data"  # type: ignore[union-attr]
    kind = "an installed wheel" if (facts / "index.json").exists() else "the sources"
    system = f"{os.cpu_count()} processors ({platform.machine()}), {platform.system()}"
    return (
        f"Measured at commit {commit}, {kind}, on {system}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, {rounds} rounds; others used the machine at the same time."
    )


def main() -> int:
    """Measure, and write the page with its two figures."""
    numbers = [int(word) for word in sys.argv[1:]]
    rounds, sizes = (numbers or [ROUNDS])[0], tuple(numbers[1:]) or SIZES
    environment = {**os.environ, "OIDTRACK_NOW": NOW, "PYTHONDONTWRITEBYTECODE": "", "NO_COLOR": "1"}
    docs = ROOT / "docs"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "home").mkdir()
        try:
            found = measured(sizes, rounds, folder, peers.environment(environment, folder / "home"))
        except TimeoutExpired as late:
            sys.exit(f"{late.cmd} took longer than {late.timeout} s")
    ours = ("today", "warnings", "report", "plan show", "list", "log", "search", "crisis")
    rows = {name: [found.ratios[size][name] for size in sizes] for name in ours}
    (docs / "cost.svg").write_text(figure("Cost in multiples of python -c pass", sizes, rows), encoding="utf-8")
    others = [f"{program}: {does}" for program in ("jrnl", "hledger") for does in ("add", "last ten", "search")]
    pairs = ("log", "list", "search", *others)
    known = {name: [found.ratios[size].get(name) for size in sizes] for name in pairs}
    known = {name: row for name, row in known.items() if any(value is not None for value in row)}
    (docs / "cost-jrnl.svg").write_text(figure("Beside jrnl and hledger", sizes, known), encoding="utf-8")
    (docs / "performance.md").write_text(page(found, machine(rounds)), encoding="utf-8")
    print(*missed(found), sep="\n")
    return 1 if missed(found) else 0


if __name__ == "__main__":
    sys.exit(main())
