"""The program on a terminal of its own, typed to as a person types."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pexpect
import pytest

import oidtrack

Start = Callable[..., Any]


@pytest.fixture
def start() -> Iterator[Start]:
    """`start("log")`: a child that is spoken with, its pages not through a pager; ended with the test."""
    running = []

    def spawn(*words: str, language: str = "C.UTF-8") -> Any:
        if not hasattr(pexpect, "spawn"):
            pytest.skip("Windows has no terminal of this kind")
        env = {**os.environ, "PYTHONPATH": str(Path(oidtrack.__file__).parents[1]), "PAGER": "cat", "LANG": language}
        env = {name: value for name, value in env.items() if not name.startswith("LC_")}
        child = pexpect.spawn(sys.executable, ["-m", "oidtrack", *words], env=env, encoding="utf-8", timeout=20)
        child.delaybeforesend = 0.02  # the question stands before its keys are read; a person takes longer
        child.delayafterclose = child.ptyproc.delayafterclose = 0.01
        running.append(child)
        return child

    yield spawn
    for child in running:
        child.close(force=True)


def answer(child: Any, *pairs: tuple[str, str]) -> None:
    """Wait for each question, and type its answer with Enter."""
    for question, text in pairs:
        child.expect(question)
        child.sendline(text)


def end(child: Any) -> tuple[int, str]:
    """The exit code, and what was shown last."""
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before
