"""How long the program takes to start, in multiples of `python -c pass` of the same environment.

The commands are run in turn, round by round, and each is divided by the bare
interpreter of its own round: a machine that slows down slows both. The figure
is the median over the rounds. Fails where a gate is passed.

Usage: python bench/startup.py [ROUNDS]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROUNDS = 21
NOW = "2026-11-23T21:00:00-05:00"
GATES: dict[str, float | None] = {"log": 9.0, "list": None, "--help": None, "crisis": None, "today": None}


def commands(journal: Path) -> dict[str, list[str]]:
    """The bare interpreter first, then the program by its installed script."""
    start = [str(Path(sys.executable).with_name("oidtrack"))]
    at = ["--db", str(journal)]
    return {
        "pass": [sys.executable, "-c", "pass"],
        "log": [*start, *at, "log", "--mood", "5"],
        "list": [*start, *at, "list"],
        "--help": [*start, "--help"],
        "crisis": [*start, *at, "crisis"],
        "today": [*start, *at, "today"],
    }


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """One whole process, by the wall clock.

    Raises:
        SystemExit: It failed; a failure is quick and would look like speed.
    """
    began = time.perf_counter()
    done = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603 - our own words
    took = time.perf_counter() - began
    if done.returncode:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}: {done.stderr.decode(errors='replace')}")
    return took


def ratios(rounds: int) -> dict[str, float]:
    """Median ratio of every command to the bare interpreter."""
    environment = {**os.environ, "OIDTRACK_NOW": NOW, "PYTHONDONTWRITEBYTECODE": ""}
    environment.setdefault("PYTHONPATH", str(Path(__file__).parent.parent / "src"))
    with tempfile.TemporaryDirectory() as folder:
        named = commands(Path(folder) / "journal.db")
        for command in named.values():
            seconds(command, environment)
        taken = [{name: seconds(command, environment) for name, command in named.items()} for _ in range(rounds)]
    return {name: median(one[name] / one["pass"] for one in taken) for name in named}


def main() -> int:
    """Print every ratio; 1 where a gate is passed."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    late = False
    for name, ratio in ratios(rounds).items():
        gate = GATES.get(name)
        print(f"{name:8} {ratio:5.2f} x python" + (f"  (gate {gate:g})" if gate else ""))
        late |= gate is not None and ratio > gate
    return int(late)


if __name__ == "__main__":
    sys.exit(main())
