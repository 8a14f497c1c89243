"""Windows and macOS, as far as they can be had here: what differs there is put in the place of what is here."""

from __future__ import annotations

import ctypes
import os
import plistlib
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from oidtrack.cli import console_modes
from oidtrack.cli.asking import editor, keys
from oidtrack.cli.asking.keys_windows import Signs
from oidtrack.exchange import file_out
from oidtrack.store.copies import converting
from running import Oid

TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
OPEN = {"OIDTRACK_PASSPHRASE_COMMAND": "echo 'correct horse battery'"}
NEWLY = {"OIDTRACK_PASSPHRASE_COMMAND": "echo 'another horse'"}
OTHER = {**OPEN, "OIDTRACK_NEW_PASSPHRASE_COMMAND": "echo 'another horse'"}
DESCRIPTORS = Path("/proc/self/fd")


def opened() -> set[str]:
    """Every file that this process has open; where nobody says so, Windows itself refuses."""
    return {os.path.realpath(one) for one in DESCRIPTORS.iterdir()} if DESCRIPTORS.is_dir() else set()


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system on which no open file can be replaced, moved or removed."""
    monkeypatch.setattr(converting, "REPLACES_OPEN", False)
    for name in ("replace", "rename", "unlink"):
        true = getattr(os, name)

        def refusing(path: Any, *more: Any, _true: Any = true, **named: Any) -> Any:
            places = [os.path.realpath(one) for one in (path, *more)]
            if held := opened().intersection(places):
                raise PermissionError(13, "Access is denied", held.pop())
            return _true(path, *more, **named)

        monkeypatch.setattr(os, name, refusing)


@pytest.mark.usefixtures("windows")
def test_the_fake_refuses(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.touch()
    with other.open("w", encoding="utf-8"), pytest.raises(PermissionError):
        one.replace(other)
    one.replace(other)


@pytest.mark.usefixtures("windows")
def test_an_encrypted_journal_where_no_open_file_is_replaced(oid: Oid) -> None:
    place = Path(os.environ["OIDTRACK_DB"])
    assert oid("log", "--mood", "5", "--note", "kept").code == 0
    for word, env in (("encrypt", OPEN), ("rekey", OTHER), ("decrypt", NEWLY)):
        result = oid(word, env=env)
        assert result.code == 0, result.err
        assert sorted(one.name for one in place.parent.iterdir()) == ["backups", "journal.db"]
    assert "kept" in oid("show", "e1").out


@pytest.mark.usefixtures("windows")
def test_a_journal_that_another_program_holds_stays_as_it_was(oid: Oid) -> None:
    place = Path(os.environ["OIDTRACK_DB"])
    assert oid("log", "--mood", "5").code == 0
    before = place.read_bytes()
    with place.open("rb"):
        result = oid("encrypt", env=OPEN)
    assert result.code != 0
    assert "in use by another program" in result.err
    assert place.read_bytes() == before
    assert [one.name for one in place.parent.iterdir() if one.name.startswith(".")] == []


@pytest.mark.usefixtures("windows")
def test_what_another_program_wrote_meanwhile_is_not_lost(oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    assert oid("log", "--mood", "5").code == 0
    stamps = iter([(1, 1), (2, 1)])
    monkeypatch.setattr(converting, "_stamp", lambda _: next(stamps))
    result = oid("encrypt", env=OPEN)
    assert result.code != 0
    assert "made anew" in result.err
    assert "mood 5" in oid("list").out


def test_files_that_have_the_rights_of_their_folder_say_so(oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    assert oid("log", "--mood", "5").code == 0
    assert "only you can read it" in oid("backup").out
    monkeypatch.setattr(file_out, "OWNER_ALONE", False)
    shown = oid("backup").out + oid("report", "--html", "page.html").err
    assert "only you" not in shown
    assert shown.count("whoever may open its folder can read it") == 2
    Path("page.html").unlink()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            r'"C:\Program Files\Notepad++\notepad++.exe" -multiInst',
            [r"C:\Program Files\Notepad++\notepad++.exe", "-multiInst"],
        ),
        (r"C:\Windows\notepad.exe", [r"C:\Windows\notepad.exe"]),
        ("notepad", ["notepad"]),
        ("", []),
    ],
)
def test_an_editor_of_windows(text: str, words: list[str]) -> None:
    assert editor._words(text, windows=True) == words


def test_an_editor_whose_path_has_blanks(tmp_path: Path) -> None:
    program = tmp_path / "my editor"
    program.write_text("", encoding="utf-8")
    program.chmod(0o755)
    assert editor._words(str(program)) == [str(program)]
    assert editor._words("vi -u 'no ne'") == ["vi", "-u", "no ne"]


class Typing:
    """A console of Windows on which these signs were typed."""

    def __init__(self, signs: str) -> None:
        self._signs = iter(signs)
        self._left = len(signs)

    def getwch(self) -> str:
        self._left -= 1
        return next(self._signs)

    def kbhit(self) -> bool:
        return self._left > 0


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("a", "a"),
        ("\xe0Kb", "\x1b[Db"),
        ("\x00S", "\x1b[3~"),
        ("\xe0", "\xe0"),
        ("\x1a", "\x04"),
        ("\ud83d\ude00", "😀"),
        ("\x00;x", "x"),
    ],
)
def test_keys_of_a_console_are_those_of_a_terminal(typed: str, sent: str) -> None:
    signs = Signs(Typing(typed))
    assert "".join(signs.next() for _ in sent) == sent
    assert not signs.waiting(0)


def test_ctrl_c_on_a_console() -> None:
    with pytest.raises(KeyboardInterrupt):
        Signs(Typing("\x03")).next()


def test_a_keyboard_of_a_console() -> None:
    keyboard = keys.ConsoleKeys(Signs(Typing("y\r")))
    assert keyboard.key() == "y"
    assert keyboard.same_breath() == keys.ENTER


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> dict[int, int]:
    """The modes of the streams of a console, by their number."""
    monkeypatch.delenv("TERM")
    monkeypatch.setattr(console_modes, "_pointer", lambda mode: mode)
    return {}


class Kernel:
    def __init__(self, modes: dict[int, int], *, old: bool = False) -> None:
        self.modes, self._old = modes, old

    def GetStdHandle(self, stream: int) -> int:  # noqa: N802 - its name there
        return stream

    def GetConsoleMode(self, handle: int, mode: Any) -> bool:  # noqa: N802 - its name there
        mode.value = self.modes.get(handle, 0)
        return handle in self.modes

    def SetConsoleMode(self, handle: int, mode: int) -> bool:  # noqa: N802 - its name there
        if not self._old:
            self.modes[handle] = mode
        return not self._old


@pytest.mark.parametrize(
    ("modes", "old", "colour", "after"),
    [
        ({-11: 3, -12: 3}, False, True, {-11: 7, -12: 7}),
        ({-11: 7}, True, True, {-11: 7}),
        ({-11: 3}, True, False, {-11: 3}),
        ({}, False, False, {}),
    ],
)
def test_a_console_is_asked_for_colour(
    modes: dict[int, int], old: bool, colour: bool, after: dict[int, int], console: dict[int, int]
) -> None:
    console.update(modes)
    assert console_modes.switched_on(Kernel(console, old=old), ctypes.c_ulong) is colour
    assert console == after


def test_a_terminal_that_is_no_console_has_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(console_modes, "_pointer", lambda mode: mode)
    assert console_modes.switched_on(Kernel({}), ctypes.c_ulong)


def test_a_reminder_for_launchd(oid: Oid) -> None:
    result = oid("remind", "--at", "9:05pm", "--launchd")
    agent = plistlib.loads(result.out.encode())
    assert agent["StartCalendarInterval"] == {"Hour": 21, "Minute": 5}
    assert agent["ProgramArguments"][-1] == 'display notification "A minute for today?" with title "oidtrack"'
    assert "launchctl bootstrap" in " ".join(result.err.split())


def test_a_reminder_for_the_task_scheduler(oid: Oid) -> None:
    result = oid("remind", "--at", "9:05pm", "--windows")
    task = ET.fromstring(result.out)
    assert task.tag == f"{TASK}Task"
    assert task.findtext(f".//{TASK}StartBoundary") == "2026-11-23T21:05:00"
    assert task.findtext(f".//{TASK}DaysInterval") == "1"
    assert "'A minute for today?'" in str(task.findtext(f".//{TASK}Arguments"))
    assert ET.fromstring(result.out.encode("utf-16")).tag == task.tag, "as PowerShell writes it into a file"
    assert "schtasks /Create" in " ".join(result.err.split())


@pytest.mark.parametrize(("system", "kind"), [("darwin", "launchd"), ("win32", "windows"), ("linux", "cron")])
def test_a_reminder_is_for_this_system(system: str, kind: str, oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert oid.json("remind")["kind"] == kind
