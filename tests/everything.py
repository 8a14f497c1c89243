"""A small journal with something of everything but entries, and the way to write them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from running import Oid


def begun(path: Path) -> Callable[..., None]:
    """A journal with a medicine, what is at home, an agreed plan, a visit and a profile.

    Returns:
        What runs a command on it, which has to end well.
    """
    oid = Oid()

    def run(*words: str) -> None:
        env = {"OIDTRACK_DB": str(path), "OIDTRACK_NOW": "2026-11-23T21:00:00-05:00"}
        assert oid(*words, env=env).code == 0, words

    run("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,20:00", "--since", "2023-01-15")
    run("profile", "--country", "US")
    run("med", "refill", "oxycodone", "--strength", "10mg=56")
    run("plan", "new")
    run("plan", "agree", "--with", "Dr. NAME")
    run("appointment", "add", "--at", "2026-12-07 10:00", "--ask", "Which first?")
    return run
