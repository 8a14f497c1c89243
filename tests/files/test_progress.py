"""How far a long command is: said in a terminal after half a second, and Ctrl-C there leaves nothing half done."""

from __future__ import annotations

import io
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType
from typing import Any, Self

import pytest

from oidtrack.domain.tick import Tick, quiet
from oidtrack.render.page import progress as page
from oidtrack.services.files import demo
from running import Oid

TERMINAL = {"TERM": "xterm"}
OURS = (
    "/store/file/",
    "/store/copies/",
    "/store/tables/undo",
    "/exchange/file_out",
    "/services/files/",
    "/cli/files/",
    "/page/progress",
)
USUAL_S = page.AFTER_S
PLACES, STOPS, FEW = 12, 8, 4
"""How many interrupts each command has; a restore needs another one before it, and making up a year is slow."""


class Window(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(after_s: float, monkeypatch: pytest.MonkeyPatch, *, unicode: bool = True) -> str:
    """What is written while work is three tenths done, until the line is there or there was time for it."""
    monkeypatch.setattr(page, "AFTER_S", after_s)
    monkeypatch.setattr(page, "EVERY_S", 0.01)
    window = Window()
    monkeypatch.setattr(sys, "stderr", window)
    with page.progress("Saving", unicode=unicode) as tick:
        tick(3, 10)
        until = time.monotonic() + (10 if after_s < 1 else 0.1)
        while "of 10" not in window.getvalue() and time.monotonic() < until:
            time.sleep(0.01)
    return window.getvalue()


def test_the_line_says_how_far_and_goes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    text = shown(0.01, monkeypatch)
    assert "Saving ━━━━━━────────────── 3 of 10" in text
    assert text.endswith("\x1b[2K"), "the line is wiped"
    assert "\x1b[?25l" not in text, "the cursor stays: a program that is killed could not bring it back"


def test_it_is_ascii_where_there_is_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    text = shown(0.01, monkeypatch, unicode=False)
    assert "Saving ######-------------- 3 of 10" in text
    assert text.isascii()


def test_what_is_soon_done_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not shown(5.0, monkeypatch)


@pytest.mark.parametrize(("took_s", "drawn"), [(0.49, False), (0.5, True)])
def test_it_is_shown_from_half_a_second_on(took_s: float, drawn: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(Event):
        """The work is over after so many seconds of waiting, none of which pass."""

        passed = 0.0

        def wait(self, timeout: float | None = None) -> bool:
            self.passed += timeout or 0
            return self.passed > took_s

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", window := Window())
    monkeypatch.setattr(page, "AFTER_S", USUAL_S)
    page._draw("Saving", page._Counted(), Clock(), True)
    assert bool(window.getvalue()) is drawn


def test_a_terminal_that_has_gone_does_not_end_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(Window):
        def write(self, _: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(page, "AFTER_S", 0)
    monkeypatch.setattr(page, "EVERY_S", 0.01)
    monkeypatch.setattr(sys, "stderr", Gone())
    with page.progress("Saving", unicode=True) as tick:
        tick(1, 2)
        time.sleep(0.05)


def test_a_line_of_work_nobody_can_count_is_its_words() -> None:
    assert page.line("Copying", 0, 0, 80, unicode=True) == "Copying"


def test_the_bar_goes_where_the_numbers_would_not_have_room() -> None:
    whole = page.line("Saving", 130, 1300, 80, unicode=True)
    assert whole.endswith(" 130 of 1300")
    assert page.line("Saving", 130, 1300, len(whole), unicode=True) == whole
    assert page.line("Saving", 130, 1300, len(whole) - 1, unicode=True) == "Saving 130 of 1300"


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words of every line that would be shown."""
    words: list[str] = []

    @contextmanager
    def noted(text: str, *, unicode: bool) -> Iterator[Tick]:  # noqa: ARG001 - as the true one has it
        words.append(text)
        yield quiet

    monkeypatch.setattr(page, "progress", noted)
    return words


def filled(oid: Oid, entries: int = 5) -> Path:
    """A journal of three evenings, and a file with so many that are to come in."""
    for day in ("19", "20", "21"):
        assert oid("log", "--mood", "5", "--at", f"2026-11-{day} 20:00").code == 0
    file = Path("~/new.csv").expanduser()
    rows = "".join(f"2026-10-{1 + n:02} 21:00,{n % 10}\n" for n in range(entries))
    file.write_text(f"at,mood\n{rows}", encoding="utf-8")
    return file


def named(words: tuple[str, ...], oid: Oid) -> list[str]:
    """The words of a command, its files named: a table, a backup, a journal with one evening more, and a new one."""
    file = filled(oid)
    there = {name: file.with_name(name.lower()) for name in ("COPY", "OTHER", "OUT")}
    if "COPY" in words:
        assert oid("backup", str(there["COPY"])).code == 0
        assert oid("log", "--mood", "6").code == 0
    if "OTHER" in words:
        assert oid("--db", str(there["OTHER"]), "log", "--mood", "7", "--at", "2026-11-22 20:00").code == 0
    names = {name: str(path) for name, path in {**there, "FILE": file}.items()}
    return [names.get(word, word) for word in words]


EACH = [
    (("import", "FILE"), "Saving"),
    (("export", "OUT"), "Gathering your journal"),
    (("undo",), "Putting rows back"),
    (("backup",), "Copying and reading through"),
    (("backup", "--verify", "COPY"), "Reading it through"),
    (("demo", "--keep", "OUT"), "Making up a year"),
    (("merge", "OTHER"), "Saving"),
    (("merge", "OTHER", "--dry-run"), "Reading both journals"),
    (("restore", "COPY", "--yes"), "Putting it in place"),
    (("restore", "COPY", "--dry-run"), "Reading both through"),
    (("doctor", "--rescue", "OUT"), "Reading what can be read"),
]


@pytest.mark.parametrize(("words", "line"), EACH)
def test_each_long_command_says_what_it_does(words: tuple[str, ...], line: str, oid: Oid, said: list[str]) -> None:
    typed = named(words, oid)
    said.clear()
    assert oid(*typed, window=True, env={**TERMINAL, "PAGER": ""}).code == 0
    assert said[-1] == line


@pytest.mark.parametrize(
    ("words", "window", "term"), [((), False, "xterm"), (("--plain",), True, "xterm"), ((), True, "dumb")]
)
def test_a_pipe_plain_and_a_dumb_terminal_have_none(
    words: tuple[str, ...], window: bool, term: str, oid: Oid, said: list[str]
) -> None:
    filled(oid)
    assert oid(*words, "backup", window=window, env={"TERM": term}).code == 0
    assert not said


def _is_ours(name: str) -> bool:
    # what is known of passphrases is forgotten by `Oid` itself, before the program begins
    return any(part in name for part in OURS) and not name.endswith("sealed.py")


class Interrupt:
    """Sends this process a true Ctrl-C at the n-th line of ours that runs."""

    def __init__(self, at: int) -> None:
        self.left = at
        self.lines = 0

    def __enter__(self) -> Self:
        self._before = sys.gettrace()
        sys.settrace(self._called)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(self._before)

    def _called(self, frame: FrameType, event: str, _: object) -> Callable[..., Any] | None:  # noqa: ARG002 - as python calls it
        return self._line if _is_ours(frame.f_code.co_filename) else None

    def _line(self, frame: FrameType, event: str, _: object) -> Callable[..., Any] | None:  # noqa: ARG002 - as python calls it
        if event == "line":
            self.lines += 1
            if self.lines == self.left:
                signal.raise_signal(signal.SIGINT)
        return self._line


def contents(oid: Oid) -> str:
    return oid("export").out


def made(out: Path, words: tuple[str, ...], oid: Oid) -> str:
    """What a file holds that a command made: of a journal what is in it, since that also notes when it was made."""
    return (
        oid("--db", str(out), "export").out
        if words[0] == "doctor"
        else out.read_text(encoding="utf-8", errors="replace")
    )


def left_behind(place: Path) -> list[str]:
    return [one.name for one in place.rglob("*") if one.name.startswith(".") or one.suffix in {".part", ".new"}]


# right behind an opening nothing knows of it yet: the file is closed by the end of the process, which is not here; and
# Ctrl-C in a generator that is just let go of is told to nobody, so that the command goes on to its end
@pytest.mark.no_cover
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    "words",
    [
        ("import", "FILE"),
        ("undo",),
        ("export", "OUT"),
        ("backup",),
        ("demo", "--keep", "OUT", "--json"),
        ("merge", "OTHER"),
        ("doctor", "--rescue", "OUT"),
    ],
)
def test_ctrl_c_leaves_nothing_half_done(words: tuple[str, ...], oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    """At places spread over the whole command: the journal is as it was or as it was to be, and no file is left."""
    typed = named(words, oid)
    file = Path("~/new.csv").expanduser()
    out = file.with_name("out")
    monkeypatch.setattr(demo, "DAYS", 6)
    if words == ("undo",):
        assert oid("import", str(file)).code == 0
    before = contents(oid)
    with Interrupt(0) as whole:
        assert oid(*typed).code == 0
    after, wanted = contents(oid), made(out, words, oid) if out.exists() else ""
    if words[0] in {"import", "undo", "merge"}:
        assert after != before
        assert oid("redo" if words[0] == "undo" else "undo").code == 0
    assert contents(oid) == before
    stopped, places = 0, FEW if words[0] == "demo" else PLACES
    for n in range(places):
        out.unlink(missing_ok=True)
        with Interrupt(1 + whole.lines * n // places):
            stopped += oid(*typed).code == 130
        assert left_behind(file.parent) == []
        assert not out.exists() or words[0] == "demo" or made(out, words, oid) == wanted
        now = contents(oid)
        assert now in {before, after}
        if now != before:
            assert oid("redo" if words[0] == "undo" else "undo").code == 0
    assert stopped > places // 2


@pytest.mark.no_cover
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_restore_that_is_stopped_leaves_the_one_or_the_other_journal(oid: Oid) -> None:
    typed = named(("restore", "COPY", "--yes"), oid)
    before = contents(oid)
    with Interrupt(0) as whole:
        assert oid(*typed).code == 0
    after = contents(oid)
    assert after != before
    kept = sorted(Path("~").expanduser().rglob("*restore*.db"))
    assert len(kept) == 1
    stopped = 0
    for n in range(STOPS):
        assert oid("restore", str(kept[0]), "--yes").code == 0
        assert contents(oid) == before
        with Interrupt(1 + whole.lines * n // STOPS):
            stopped += oid(*typed).code == 130
        assert left_behind(Path("~").expanduser()) == []
        assert contents(oid) in {before, after}
        assert oid("doctor").code == 0
    assert stopped > STOPS // 2
