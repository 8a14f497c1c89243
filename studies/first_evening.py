"""A stranger's first evening in a real terminal: the lines of the README, from the install to the page.

tmux runs a shell of 80 by 24 in an empty folder; the program is installed there into an environment of its own, as
the README says, and called by its name. The keys come with pauses as a person makes them. Writes
docs/recordings/first-evening.txt with the seconds from the first question to the first entry, a plan and a page.

Usage: python studies/first_evening.py
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from evening import KEY_S, READING_S, Screen

ROOT = Path(__file__).parent.parent
OUT = ROOT / "docs" / "recordings" / "first-evening.txt"
INSTALL = "python3 -m venv .venv && .venv/bin/pip install . && . .venv/bin/activate"
INSTALL_PATIENCE_S = 300.0
MOST_S = {"entry": 120, "plan": 300, "page": 360}
"""What is promised: a first entry within two minutes, a plan within five, a page within six."""

START = (
    ("Which opioid", "oxycodone"),
    ("How much each time", "30"),
    ("At what times", "8,14,22"),
    ("Which strengths", "5,10,20,30"),
    ("score line", "5"),
    ("how long", "3 years"),
    ("which country", "us"),
    ("Who prescribes", "Dr. NAME"),
    ("are at home", "30mg=90"),
    ("Is naloxone", "n"),
    ("given you a plan", "n"),
    ("And tonight", "y"),
)
EVENING = (
    ("Mood", "4"),
    ("Sleep", "6h30\n"),
    ("Pain", "5"),
    ("All taken", "y"),
    ("Anything else", "n"),
    ("A note", "tired\n"),
)
PLAN = (
    ("hurt most", ""),
    ("strengths can you get", ""),
    ("may be halved", ""),
    ("first cut be", ""),
    ("Which pace", ""),
)


class Evening:
    """What is typed and shown, with the clock of a person."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.screens: list[str] = []

    def type(self, text: str) -> None:
        """Type a text; a line break is Enter."""
        for letter in text:
            self.screen.keys("Enter" if letter == "\n" else letter)
            time.sleep(KEY_S)

    def answer(self, question: str, text: str) -> None:
        """Wait for a question, read it, answer it."""
        self.screen.wait(question)
        time.sleep(READING_S)
        self.type(text)

    def command(self, words: str) -> None:
        """Clear the screen and type a command."""
        self.screen.keys(*"clear", "Enter")
        time.sleep(0.5)
        self.type(f"{words}\n")

    def keep(self, title: str) -> None:
        """Keep what the screen shows now."""
        self.screens.append(f"--- {title} ---\n{self.screen.shown()}\n")


def first_evening(evening: Evening) -> dict[str, float]:
    """Go through it; seconds from the first question to each thing."""
    screen, found = evening.screen, dict[str, float]()
    evening.command("oidtrack")
    screen.wait("oidtrack start")
    evening.keep("the welcome")
    began = time.monotonic()
    evening.command("oidtrack start")
    for question, text in START:
        evening.answer(question, text if text in {"y", "n"} else f"{text}\n")
        if question in {"score line", "And tonight"}:
            evening.keep(f"at '{question}'")
    for question, text in EVENING:
        evening.answer(question, text)
    screen.wait("That is all")
    found["entry"] = time.monotonic() - began
    evening.keep("the first entry")
    evening.command("oidtrack plan")
    for question, text in PLAN:
        evening.answer(question, f"{text}\n")
    screen.wait("Plan p1")
    found["plan"] = time.monotonic() - began
    evening.keep("a plan")
    evening.type("q")
    evening.command("oidtrack report --html page.html")
    screen.wait("page.html\n")
    time.sleep(READING_S)
    screen.wait("$ ")
    found["page"] = time.monotonic() - began
    evening.command("ls page.html && oidtrack")
    screen.wait("Diary")
    evening.keep("the page, and the card of today")
    return found


def main() -> int:
    """Record it."""
    python = Path(sys.executable).resolve().parent
    with tempfile.TemporaryDirectory() as folder:
        files = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True).stdout  # noqa: S607
        subprocess.run(["tar", "-x", "-C", folder], input=files, check=True)  # noqa: S603, S607
        screen = Screen(Path(folder), PATH=f"{python}:{os.environ['PATH']}", PYTHONPATH="")
        try:
            evening = Evening(screen)
            screen.wait("$")
            screen.keys(*INSTALL, "Enter")
            screen.wait("Successfully installed", INSTALL_PATIENCE_S)
            screen.wait("(.venv)", INSTALL_PATIENCE_S)
            found = first_evening(evening)
        finally:
            screen.close()
    head = (
        "A first evening from the lines of the README, recorded by `make record-first-evening` in 80 by 24.\n"
        f"Installed with: {INSTALL}\n"
        f"Seconds from `oidtrack start`: to the first entry {found['entry']:.0f}, to a plan {found['plan']:.0f},"
        f" to the page {found['page']:.0f}.\n"
        f"Pauses: {READING_S} s to read each question, {KEY_S} s after each key.\n"
    )
    OUT.write_text("\n".join([head, *evening.screens]), encoding="utf-8")
    sys.stdout.write(head)
    return int(any(found[name] > most for name, most in MOST_S.items()))


if __name__ == "__main__":
    sys.exit(main())
