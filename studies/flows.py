"""Every conversation in a real terminal, with its keys: what was typed, and what the screen showed then.

tmux runs the program in 80 by 24, on a clock that stands still. Writes docs/recordings/flows.txt, the same each time.

Usage: python studies/flows.py [COLUMNS]

With a number of columns the screens are shown and nothing is written.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from evening import NAMED, Screen

OUT = Path(__file__).parent.parent / "docs" / "recordings" / "flows.txt"
USUAL = 80
CALM_S = 0.25
"""Seconds after which a screen that has not changed is done, and between two answers. ENGINEERING."""
LONGEST = 64
"""Rows of a conversation that are kept; a plan that follows it is shown in part."""
MEDICINE = "oidtrack med add oxycodone --dose 30 --at 8:00,20:00 --since 2023-01-15 --strengths 5,10,20,30"

ACCENT = (*"e\u0301x", "Left", "BSpace")
"""A letter whose accent is typed apart, and is taken away with it."""

Step = tuple[str, tuple[str, ...]]
"""Words that are waited for, and the keys that are pressed then; letters together that are no name are pasted."""


@dataclass(frozen=True, slots=True)
class Flow:
    """One conversation.

    Attributes:
        command: What begins it.
        steps: Its questions and keys.
        before: A command that has to be run first.
    """

    command: str
    steps: tuple[Step, ...]
    before: str = ""


FLOWS = (
    Flow(
        "oidtrack log",
        (
            ("Mood", ("?",)),
            ("x for 10", ("6",)),
            ("Sleep", ("Enter",)),
            ("went with", (*"8", "Enter")),
            ("Pain", ("b",)),
            ("hours: 8", ("BSpace", *"7h30", "Enter")),
            ("Pain", ("4",)),
            ("All taken", ("y",)),
            ("Anything else", ("n",)),
            (
                "A note",
                ("a walk\nwith Jo", "Home", *"long: ", "End", *" wrold", "C-w", *ACCENT, "Enter"),
            ),
        ),
        MEDICINE,
    ),
    Flow(
        "oidtrack check phq2",
        (("1/2", ("?",)), ("no right one", ("1",)), ("2/2", ("b",)), ("0-3: 1", ("2",)), ("2/2", ("0",))),
    ),
    Flow(
        "oidtrack plan",
        (
            ("hurt most", ("?",)),
            ("comes down last", ("1",)),
            ("strengths can you get", ("b", "Enter")),
            ("hurt most", ("3",)),
            ("strengths can you get", ("Enter",)),
            ("went with", ("Enter",)),
            ("may be halved", (*"10", "Left", "Left", *"5,", "Enter")),
            ("first cut be", (*"2026-12-10", "C-w", *"2026-12-01", "Enter")),
            ("Which pace", ("?",)),
            ("nothing holds until", ("2",)),
        ),
        MEDICINE,
    ),
    Flow(
        "oidtrack plan enter",
        (
            ("At which times", ("b", "Enter")),
            ("this is the first", ("Enter",)),
            ("first step hold", ("?", "Enter")),
            ("for the first time", (*"2026-12-01", "Enter")),
            ("08:00, how much", (*"2 x 10 + 5", "Enter")),
            ("20:00, how much", ("b", "Enter")),
            ("08:00, how much", (*"25", "Enter")),
            ("20:00, how much", (*"30", "Enter")),
            ("that was the last", ("Enter",)),
            ("Who wrote", ("b", "Enter")),
            ("asked again", (*"2026-12-02", "Enter")),
            ("08:00, how much", (*"25", "Enter")),
            ("20:00, how much", (*"30", "Enter")),
            ("that was the last", ("Enter",)),
            ("Who wrote", ("?", "Enter")),
            ("kept to look at", ("Enter",)),
        ),
        MEDICINE,
    ),
    Flow(
        "oidtrack start",
        (
            ("Which opioid", ("?", "Enter")),
            ("a patch is worn", (*"oxycodon ir", *("Left",) * 3, *"e", "Enter")),
            ("How much each", (*"30", "Enter")),
            ("At what times", ("b", "Enter")),
            ("How much each", (*"20", "Enter")),
            ("At what times", (*"8,20", "Enter")),
            ("Which strengths", ("Enter",)),
            ("score line", ("Enter",)),
            ("how long", (*"3 years", "Enter")),
            ("which country", (*"at", "Enter")),
            ("Who prescribes", ("Enter",)),
            ("are at home", ("Enter",)),
            ("Is naloxone", ("y",)),
            ("given you a plan", ("Enter",)),
            ("went with", ("n",)),
            ("And tonight", ("q",)),
        ),
    ),
)


def settled(screen: Screen) -> str:
    """What the screen shows once it no longer changes."""
    before = ""
    while (now := screen.shown()) != before:
        before = now
        time.sleep(CALM_S)
    return now


def play(flow: Flow, columns: int) -> str:
    """Go through one conversation; what was typed at each question, and all that was shown."""
    with tempfile.TemporaryDirectory() as folder:
        screen = Screen(Path(folder), columns, PAGER="cat")
        try:
            screen.wait("$")
            settled(screen)
            if flow.before:
                screen.keys(*flow.before, "Enter")
                screen.wait("Saved.")
                settled(screen)
            screen.forget()
            screen.keys(*flow.command, "Enter")
            typed = list[str]()
            for question, names in flow.steps:
                screen.wait(question)
                settled(screen)
                typed.append(f"{question}: {_press(screen, names)}")
            while not settled(screen).endswith("\n$"):
                pass
            lines = screen.whole().splitlines()
            more = ["(and so on)"] if len(lines) > LONGEST else []
            return "\n".join((f"=== {flow.command} ===", *typed, "", *lines[:LONGEST], *more))
        finally:
            screen.close()


def _press(screen: Screen, names: tuple[str, ...]) -> str:
    text = ""
    for name in names:
        if len(name) > 1 and name not in NAMED:
            screen.paste(name)
            text += f"<paste {name!r}>"
        else:
            screen.keys(name)
            text += f"<{name}>" if name in NAMED else name
    return text


def main() -> int:
    """Play all of them."""
    columns = int(sys.argv[1]) if len(sys.argv) > 1 else USUAL
    head = "Every conversation with its keys, recorded by `make study-flows` in a terminal of 80 by 24.\n"
    lines = "\n\n".join((head, *(play(flow, columns) for flow in FLOWS))).splitlines()
    page = "".join(f"{line.rstrip()}\n" for line in lines)
    if columns == USUAL:
        OUT.write_text(page, encoding="utf-8")
    else:
        sys.stdout.write(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
