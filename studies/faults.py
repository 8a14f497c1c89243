"""What a journal outlives: kills, a full disk, many writers, a clock that goes back, damage.

Usage: python studies/faults.py [KILLS OF EACH COMMAND] [FIRST SEED] [PART ...], the parts being kills, room, writers,
clock and damage; all of them where none is named; "room=undo 5" is that command alone. Prints the table of
docs/explanation/safety.md, and ends with 1 where anything was lost, halved, broken or left in plain.

Whatever is done to the program, four things are looked at: what it had said to be saved is there, what it had not is
there whole or not at all, the file is sound, and no file beside an encrypted journal holds a word of it in plain. Each
trial has a folder of its own.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from sqlite_utils import Database

import oidtrack
from oidtrack.domain.journal import Entry
from oidtrack.errors import OidtrackError
from oidtrack.services.files.rescuing import salvage
from oidtrack.store.file.connecting import connect
from oidtrack.store.file.connection import ask_with, look_again
from oidtrack.store.file.database import Journal, open_journal
from oidtrack.store.file.migrations import JOURNAL
from oidtrack.store.tables.entries import entries

NOW = "2026-11-23T21:00:00-05:00"
ROWS = 300
"""Entries of the file that is imported."""
WRITERS, EACH = 8, 250
DAMAGES = 200
WORDS = ("a passphrase of the study", "another one of the study")
KEYS = {"OIDTRACK_PASSPHRASE_COMMAND": f"echo '{WORDS[0]}'", "OIDTRACK_NEW_PASSPHRASE_COMMAND": f"echo '{WORDS[1]}'"}
SOURCE = str(Path(oidtrack.__file__).parents[1])
BEFORE = "marked words of before"
"""The note of each entry that is there before a fault, looked for in every file that an encrypted journal leaves."""
ROOM_STEP = 1024
"""Bytes by which the room on the disk grows from one trial to the next."""

Check = Callable[[Journal], int]
"""How much of what a command does is there: 0 nothing, 2 all of it, 1 something between."""


@dataclass(slots=True)
class Tally:
    """What became of the trials of one fault."""

    name: str
    trials: int = 0
    struck: int = 0
    said: int = 0
    lost: int = 0
    half: int = 0
    unsound: int = 0
    plain: int = 0
    left: int = 0
    noted: list[str] = field(default_factory=list)

    @property
    def row(self) -> str:
        """A row of the table."""
        cells = (self.trials, self.struck, self.said, self.lost, self.half, self.unsound, self.plain)
        return f"| {self.name} | " + " | ".join(f"{n:,}" for n in cells) + " |"

    @property
    def failed(self) -> bool:
        """Whether anything was lost, halved, broken or left in plain."""
        return bool(self.lost or self.half or self.unsound or self.plain)


@dataclass(frozen=True, slots=True)
class Command:
    """A command, the folder that it begins with, and how to see what it has done."""

    name: str
    words: tuple[str, ...]
    done: Check
    start: str = "plain"


def main() -> int:
    """Every fault in turn."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    chance = Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)  # noqa: S311
    parts = sys.argv[3:] or list(PARTS)
    found: list[Tally] = []
    ask_with(lambda _: iter(WORDS))
    print("| fault | trials | struck midway | said saved | of these lost | half done | file not sound | in plain |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as name:
        starts = prepared(Path(name))
        for part, _, alone in (part.partition("=") for part in parts):
            chosen = tuple(one for one in commands(starts) if alone in {"", one.name})
            for tally in PARTS[part](starts, chosen, kills, chance):
                print(tally.row, flush=True)
                found.append(tally)
    for tally in found:
        for line in tally.noted[:5]:
            print(f"{tally.name}: {line}")
    return int(any(tally.failed for tally in found))


def commands(starts: Path) -> tuple[Command, ...]:
    """The commands that write."""
    return (
        Command("log", ("log", "--mood", "7", "--note", "new"), noted("new", 1)),
        Command("edit", ("edit", "e5", "--note", "changed"), noted("changed", 1)),
        Command("undo", ("undo",), gone(1)),
        Command("undo 5", ("undo", "5"), gone(5)),
        Command("redo 5", ("redo", "5"), back(5), "undone"),
        Command("import", ("import", str(starts / "many.csv")), noted("imported", ROWS)),
        Command("purge", ("purge", "e5", "--for-good"), gone(1)),
        Command("restore", ("restore", "copy.db", "--yes"), noted("restored", 3)),
        Command("upgrade of the file", ("list",), all_there, "old"),
        Command("encrypt", ("encrypt", "--yes"), all_there),
        Command("log, encrypted", ("log", "--mood", "7", "--note", "new"), noted("new", 1), "sealed"),
        Command("rekey", ("rekey",), all_there, "sealed"),
        Command("decrypt", ("decrypt",), all_there, "sealed"),
    )


def noted(text: str, whole: int) -> Check:
    """How many entries have this note."""

    def check(journal: Journal) -> int:
        count = sum(one.note == text for one in entries(journal))
        return 2 if count == whole else int(bool(count))

    return check


def gone(whole: int) -> Check:
    """How many of the 12 entries of the start are no more."""

    def check(journal: Journal) -> int:
        missing = 12 - sum(one.note == BEFORE for one in entries(journal))
        return 2 if missing == whole else int(bool(missing))

    return check


def back(whole: int) -> Check:
    """How many of the entries that were taken back stand again, of the 12 of the start."""

    def check(journal: Journal) -> int:
        again = sum(one.note == BEFORE for one in entries(journal)) - (12 - whole)
        return 2 if again == whole else int(bool(again))

    return check


def all_there(journal: Journal) -> int:
    """An upgrade, and another key, keep everything, so that the entries of before are all that is looked at."""
    return 2 if sum(one.note == BEFORE for one in entries(journal)) == 12 else 1


def prepared(folder: Path) -> Path:
    """The journals that trials begin with: a plain one, and one of an older version."""
    plain, old, other = folder / "plain", folder / "old", folder / "other"
    for one in (plain, old, other):
        one.mkdir()
    for day in range(1, 13):
        call(plain, "log", "--at", f"2026-11-{day:02} 20:00", "--mood", "5", "--note", BEFORE)
    for _ in range(3):
        call(other, "log", "--mood", "5", "--note", "restored")
    shutil.copy(other / "journal.db", plain / "copy.db")
    shutil.rmtree(plain / "backups")
    rows = [f"2025-{1 + n // 28:02}-{1 + n % 28:02} 20:00,5,imported\n" for n in range(ROWS)]
    (folder / "many.csv").write_text("at,mood,note\n" + "".join(rows))
    call(old, "log", "--mood", "5", "--note", BEFORE)
    shutil.rmtree(old / "backups", ignore_errors=True)
    shutil.copytree(plain, folder / "sealed")
    call(folder / "sealed", "encrypt", "--yes")
    shutil.copytree(plain, folder / "undone")
    call(folder / "undone", "undo", "5")
    as_before_the_last_migration(old / "journal.db", plain / "journal.db")
    return folder


def as_before_the_last_migration(path: Path, like: Path) -> None:
    """A journal as an older oidtrack left it, with the entries of another."""
    path.unlink()
    path.touch(mode=0o600)
    with closing(connect(path, 5.0)) as connection:
        JOURNAL.apply(Database(connection, execute_plugins=False), stop_before="m006_limits")
        connection.execute("ATTACH ? AS now", (str(like),))
        for table in ("entries", "moods", "operations", "changes"):
            connection.execute(f"INSERT INTO main.{table} SELECT * FROM now.{table}")  # noqa: S608 - names from above


def started(folder: Path, *words: str, room: int | None = None, now: str = NOW) -> subprocess.Popen[bytes]:
    """The program in a process of its own."""

    def limited() -> None:
        if room is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    return subprocess.Popen(  # noqa: S603 - this program
        [sys.executable, "-B", "-m", "oidtrack", *words],
        cwd=folder,
        env={
            **os.environ,
            "OIDTRACK_DB": str(folder / "journal.db"),
            "OIDTRACK_NOW": now,
            **KEYS,
            "PYTHONPATH": SOURCE,
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=limited,  # noqa: PLW1509 - one thread
    )


def call(folder: Path, *words: str) -> None:
    """Run a command that has to succeed."""
    with started(folder, *words) as process:
        _, err = process.communicate()
    if process.returncode:
        raise SystemExit(f"{words}: {err.decode()}")


def trial(starts: Path, command: Command) -> Path:
    """A fresh folder for one trial."""
    folder = starts / "trial"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(starts / command.start, folder)
    return folder


def killed(starts: Path, command: Command, kills: int, chance: Random) -> Tally:
    """Kill -9 at moments that are spread over the whole command, most of them over the part that writes."""
    tally = Tally(f"kill -9 during {command.name}")
    usual_s = sorted(timed(starts, command) for _ in range(5))[2]
    for number in range(kills):
        folder = trial(starts, command)
        after_s = usual_s * chance.uniform(0.4 if number % 4 else 0.0, 1.3)
        with started(folder, *command.words) as process:
            time.sleep(after_s)
            tally.struck += process.poll() is None
            process.kill()
            out, _ = process.communicate()
        judge(tally, folder, command, said=bool(out.strip()) or process.returncode == 0)
    return tally


def timed(starts: Path, command: Command) -> float:
    """How long it takes undisturbed, in seconds."""
    folder = trial(starts, command)
    begun = time.perf_counter()
    call(folder, *command.words)
    return time.perf_counter() - begun


def without_room(starts: Path, command: Command) -> Tally:
    """A disk on which no file may grow beyond a size, from nothing to more than is needed."""
    tally = Tally(f"full disk during {command.name}")
    folder = trial(starts, command)
    call(folder, *command.words)
    most = max(one.stat().st_size for one in folder.rglob("*") if one.is_file())
    for room in range(0, most + 8 * ROOM_STEP, ROOM_STEP):
        folder = trial(starts, command)
        with started(folder, *command.words, room=room) as process:
            _, err = process.communicate()
        tally.struck += process.returncode != 0
        if b"Traceback" in err or b"something inside" in err:
            tally.unsound += 1
            tally.noted.append(f"at {room} bytes: {err.decode()[-200:]}")
        judge(tally, folder, command, said=process.returncode == 0)
        tally.left += sum(one.name.startswith(".") for one in folder.rglob("*"))
    if tally.left:
        tally.unsound += 1
        tally.noted.append(f"{tally.left} unfinished files were left")
    return tally


def judge(tally: Tally, folder: Path, command: Command, *, said: bool) -> None:
    """Look at the journal after a trial."""
    tally.trials += 1
    tally.said += said
    look_again(folder / "journal.db")
    try:
        with open_journal(folder / "journal.db", create=False) as journal:
            if journal.rows("PRAGMA integrity_check") != [("ok",)] or journal.rows("PRAGMA foreign_key_check"):
                tally.unsound += 1
            state = command.done(journal)
    except OidtrackError as error:
        tally.unsound += 1
        tally.noted.append(error.message)
        return
    tally.lost += said and state != 2
    in_plain(tally, folder)
    tally.half += state == 1
    if said and state != 2:
        tally.noted.append(f"said to be done, and is {state} of 2")


def in_plain(tally: Tally, folder: Path) -> None:
    """Look for the words of before in every file of the folder of an encrypted journal, whatever its name."""
    if (folder / "journal.db").read_bytes().startswith(b"SQLite format 3"):
        return
    for one in folder.rglob("*"):
        if one.is_file() and (BEFORE.encode() in one.read_bytes() or BEFORE.encode("utf-16-le") in one.read_bytes()):
            tally.plain += 1
            tally.noted.append(f"{one.relative_to(folder)} holds words in plain")


def many_writers(starts: Path) -> Tally:
    """Several programs that write at once, each entry by a command of its own."""
    tally = Tally(f"{WRITERS} writers at once, {EACH} entries each")
    folder = trial(starts, Command("", (), all_there))
    code = (
        "import sys\nfrom oidtrack.cli.main import run\n"
        f"for n in range({EACH}):\n"
        "    code = run(['log', '--mood', '5', '--note', f'{sys.argv[1]}-{n}'])\n"
        "    print(f'{sys.argv[1]}-{n}' if code == 0 else '', file=sys.stderr, flush=True)\n"
    )
    env = {**os.environ, "OIDTRACK_DB": str(folder / "journal.db"), "OIDTRACK_NOW": NOW, "PYTHONPATH": SOURCE}
    writers = [
        subprocess.Popen(  # noqa: S603 - this program
            [sys.executable, "-c", code, f"w{n}"],
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for n in range(WRITERS)
    ]
    said = {line for one in writers for line in one.communicate()[1].splitlines() if line.startswith("w")}
    with open_journal(folder / "journal.db") as journal:
        there = {one.note for one in entries(journal)} - {BEFORE}
        tally.unsound += journal.rows("PRAGMA integrity_check") != [("ok",)]
    tally.trials, tally.said, tally.lost = WRITERS * EACH, len(said), len(said - there)
    tally.half = len(there - said)
    return tally


def clock_back(starts: Path) -> Tally:
    """A clock that goes back by a day, an hour and thirty years between entries."""
    tally = Tally("the clock goes back between entries")
    for earlier in ("2026-11-22T21:00:00-05:00", "2026-11-23T20:00:00-05:00", "1996-11-23T21:00:00-05:00"):
        folder = trial(starts, Command("", (), all_there))
        call(folder, "log", "--mood", "5", "--note", "first")
        with started(folder, "log", "--mood", "5", "--note", "second", now=earlier) as process:
            process.communicate()
        both = Command("", (), lambda journal: 2 * ({"first", "second"} <= {one.note for one in entries(journal)}))
        judge(tally, folder, both, said=process.returncode == 0)
    return tally


def damaged(starts: Path, chance: Random) -> Tally:
    """Bytes of the file changed at random: nothing falls over, the file is not touched, and no loss is silent."""
    tally = Tally("damage at random, and `doctor --rescue`")
    sound = (starts / "plain" / "journal.db").read_bytes()
    with open_journal(starts / "plain" / "journal.db") as journal:
        before = {one.id: one for one in entries(journal)}
    for number in range(DAMAGES):
        folder = trial(starts, Command("", (), all_there))
        bad, new = folder / "journal.db", folder / "rescued.db"
        content = broken(sound, number, chance)
        bad.write_bytes(content)
        for words in (("today",), ("list",), ("doctor",)):
            with started(folder, *words) as process:
                _, err = process.communicate()
            if process.returncode not in {0, 1, 4} or b"something inside" in err or bad.read_bytes() != content:
                tally.unsound += 1
                tally.noted.append(f"{words}: {err.decode()[-200:]}")
        tally.trials += 1
        rescue_silently(tally, bad, new, before)
    return tally


def broken(sound: bytes, number: int, chance: Random) -> bytes:
    """The file with single bytes changed, a stretch of them, a page gone, or cut off."""
    content = bytearray(sound)
    if number % 4 == 0:
        for _ in range(chance.choice((1, 8, 64, 512))):
            content[chance.randrange(100, len(content))] = chance.randrange(128, 256)
    elif number % 4 == 1:
        start = chance.randrange(len(content) - 600)
        content[start : start + 512] = bytes(chance.randrange(128, 256) for _ in range(512))
    elif number % 4 == 2:
        start = chance.randrange(1, len(content) // 4096) * 4096
        content[start : start + 4096] = bytes(4096)
    else:
        content = content[: chance.randrange(len(content) // 2, len(content))]
    return bytes(content)


def rescue_silently(tally: Tally, bad: Path, new: Path, before: dict[int, Entry]) -> None:
    """Rescue, and count an entry as lost where it is not as it was and nothing says so."""
    try:
        found = salvage(bad, new)
    except OidtrackError as error:
        tally.struck += 1
        tally.noted.append(error.message.partition(" of ")[0])
        return
    with open_journal(new) as journal:
        got = {one.id: one for one in entries(journal)}
    missing = [number for number, one in before.items() if got.get(number) != one]
    tally.struck += bool(missing)
    tally.said += len(before) - len(missing)
    if missing and "entries" not in found.incomplete and not found.doubtful:
        tally.lost += len(missing)


PARTS: dict[str, Callable[[Path, tuple[Command, ...], int, Random], Iterator[Tally]]] = {
    "kills": lambda starts, chosen, kills, chance: (killed(starts, one, kills, chance) for one in chosen),
    "room": lambda starts, chosen, *_: (without_room(starts, one) for one in chosen),
    "writers": lambda starts, *_: iter([many_writers(starts)]),
    "clock": lambda starts, *_: iter([clock_back(starts)]),
    "damage": lambda starts, _, __, chance: iter([damaged(starts, chance)]),
}

if __name__ == "__main__":
    sys.exit(main())
