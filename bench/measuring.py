"""Whole processes, one after the other in turn, each divided by the `python -c pass` that was run just before it.

What is counted is processor time, of the program and the system together: on a machine that others use the wall clock
says more of them. The figure is the median of the ratios over the rounds.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Command:
    """One line to run, and what it reads."""

    words: tuple[str, ...]
    stdin: str = ""


def seconds(command: Command, environment: Mapping[str, str], most_s: float = 300) -> float:
    """Processor time of one whole process.

    Raises:
        SystemExit: It failed; a failure is quick and would look like speed.
        subprocess.TimeoutExpired: It took longer than `most_s` by the wall clock.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(  # noqa: S603 - our own words
        command.words,
        env=dict(environment),
        input=command.stdin.encode(),
        capture_output=True,
        check=False,
        timeout=most_s,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(command.words)}: exit {done.returncode}: {done.stderr.decode(errors='replace')}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def in_turn(commands: Mapping[Key, Command], rounds: int, environment: Mapping[str, str]) -> dict[Key, float]:
    """The ratio of each command to the bare interpreter, the commands taken in turn round by round."""
    bare = Command((sys.executable, "-c", "pass"))
    for command in (bare, *commands.values()):
        seconds(command, environment)
    taken: dict[Key, list[float]] = {key: [] for key in commands}
    for _ in range(rounds):
        for key, command in commands.items():
            before = seconds(bare, environment)
            taken[key].append(seconds(command, environment) / before)
    return {key: median(ratios) for key, ratios in taken.items()}


def peaks(commands: Mapping[str, Sequence[str]], environment: Mapping[str, str]) -> dict[str, int]:
    """The most memory that each command holds, in KiB, as the system counts it."""
    return {name: _peak(words, environment) for name, words in commands.items()}


_ALONE = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True);"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)


def _peak(words: Sequence[str], environment: Mapping[str, str]) -> int:
    """It runs below a process of its own, whose only child it is."""
    command = [sys.executable, "-c", _ALONE, *words]
    done = subprocess.run(command, env=dict(environment), capture_output=True, check=True, text=True)  # noqa: S603
    return int(done.stdout)
