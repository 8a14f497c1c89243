"""The guided evening in a real terminal: what it shows, how many keys it takes, how many seconds.

tmux runs the program at 80 columns. The keys come with pauses as a person makes them: a time to
read each question, and a time for each key. Writes docs/recordings/evening.txt.

Usage: python studies/evening.py
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OUT = Path(__file__).parent.parent / "docs" / "recordings" / "evening.txt"
NOW = "2026-11-23T21:00:00-05:00"
READING_S, KEY_S = 1.2, 0.2
"""Seconds to read a question, and for each key: forty words a minute. ENGINEERING."""

PATIENCE_S = 20.0
NAMED = {"Enter", "Left", "Right", "Home", "End", "BSpace", "C-w", "C-u", "C-c", "C-d"}
"""Keys that tmux knows by a name."""
STEPS = (
    ("Mood", ("6",)),
    ("Sleep", ("7", "h", "3", "0", "Enter")),
    ("Pain", ("4",)),
    ("All taken", ("y",)),
    ("Anything else", ("n",)),
    ("A note", (*"a quiet day, a long walk", "Enter")),
)
LAST = "undo: oidtrack undo"


class Screen:
    """A tmux server of its own with one window of 24 rows."""

    def __init__(self, folder: Path, columns: int = 80, **more: object) -> None:
        self._words = ["tmux", "-L", f"oidtrack-{os.getpid()}", "-f", os.devnull]
        settings = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PYTHONPATH": OUT.parents[2] / "src",
            "HOME": folder,
            "LANG": "C.UTF-8",
            "TERM": "screen",
            "PS1": "$ ",
            "OIDTRACK_DB": folder / "journal.db",
            "OIDTRACK_NOW": NOW,
            **more,
        }
        shell = shlex.join(["env", "-i", *(f"{name}={value}" for name, value in settings.items()), "sh"])
        self._tmux("new-session", "-d", "-x", str(columns), "-y", "24", "-c", str(folder), shell)

    def keys(self, *names: str) -> None:
        """Press keys: one character, or a name such as Enter."""
        for name in names:
            self._tmux("send-keys", *([name] if name in NAMED else ["-l", name]))

    def paste(self, text: str) -> None:
        """Paste a text, marked as one where the program has asked for that."""
        self._tmux("set-buffer", text)
        self._tmux("paste-buffer", "-p")

    def shown(self) -> str:
        """What the screen shows now."""
        return self._tmux("capture-pane", "-p").rstrip("\n")

    def wait(self, words: str, patience_s: float = PATIENCE_S) -> None:
        """Until the screen shows these words, on one row or broken at a blank.

        Raises:
            SystemExit: It does not.
        """
        end = time.monotonic() + patience_s
        while words not in (shown := self.shown()) and words not in " ".join(shown.split()):
            if time.monotonic() > end:
                sys.exit(f"the screen never showed {words!r}:\n{self.shown()}")
            time.sleep(0.02)

    def whole(self) -> str:
        """All that was shown since the screen was cleared, also what has scrolled away."""
        return self._tmux("capture-pane", "-p", "-S", "-").rstrip("\n")

    def forget(self) -> None:
        """Clear the screen of a shell, and what has scrolled away."""
        self.keys(*"clear", "Enter")
        time.sleep(0.5)
        self._tmux("clear-history")

    def close(self) -> None:
        """End the server."""
        self._tmux("kill-server")

    def _tmux(self, *words: str) -> str:
        done = subprocess.run([*self._words, *words], capture_output=True, text=True, check=True)  # noqa: S603
        return done.stdout


def evening(screen: Screen) -> tuple[float, int, list[str]]:
    """Go through one evening: seconds from the command to the saved lines, keys, the screens."""
    screen.wait("$")
    screen.keys(*"oidtrack med add oxycodone --dose 30 --at 8:00,14:00,20:00 --since 2026-01-01", "Enter")
    screen.wait("Saved.")
    screen.keys(*"clear", "Enter")
    time.sleep(0.5)
    began, count, screens = time.monotonic(), 0, []
    screen.keys(*"oidtrack log", "Enter")
    for question, names in STEPS:
        screen.wait(question)
        time.sleep(READING_S)
        for name in names:
            screen.keys(name)
            count += 1
            time.sleep(KEY_S)
        screens.append(screen.shown())
    screen.wait(LAST)
    took = time.monotonic() - began
    return took, count, [*screens[:-1], screen.shown()]


def main() -> int:
    """Record one evening."""
    with tempfile.TemporaryDirectory() as folder:
        screen = Screen(Path(folder))
        try:
            took, count, screens = evening(screen)
        finally:
            screen.close()
    head = (
        "The guided evening, recorded by `make record-evening` in a terminal of 80 columns.\n"
        f"{took:.1f} seconds from `oidtrack log` to the saved lines.\n"
        f"{count} keys, {len(STEPS[-1][1])} of them for the note.\n"
        f"Pauses: {READING_S} s to read each question, {KEY_S} s after each key.\n"
    )
    parts = [f"--- screen {number} ---\n{shown}\n" for number, shown in enumerate(screens, 1)]
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text("\n".join([head, *parts]), encoding="utf-8")
    sys.stdout.write(head)
    return 0


if __name__ == "__main__":
    sys.exit(main())
