"""Keys one at a time, on a terminal that is held in this process."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from oidtrack.cli.asking import asking
from oidtrack.cli.asking.keys import (
    DELETE,
    END,
    ENTER,
    ERASE,
    ERASE_AFTER,
    ERASE_BEFORE,
    ERASE_WORD,
    HOME,
    LAST,
    LEFT,
    RIGHT,
    WORD_LEFT,
    WORD_RIGHT,
    Keyboard,
    Pasted,
    at_hand,
    keyboard,
)
from oidtrack.cli.main import run
from running import Oid

tty = pytest.importorskip("tty")

Keyed = Callable[..., int]
BLANK = "\r\r\r\r"


LONGEST_S = 20
"""Seconds that a test of keys may take; each takes well under one."""


@contextmanager
def ended_after(seconds: float) -> Iterator[None]:
    """Fail where what is inside waits for a key that nobody presses: all keys are sent before it begins."""

    def give_up(*_: object) -> None:
        pytest.fail(f"after {seconds:g} s it still waits: more keys are read than the test has sent")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The far end of a terminal that stdin is."""
    far, near = os.openpty()
    tty.setcbreak(near)
    with os.fdopen(near, encoding="utf-8") as stdin, ended_after(LONGEST_S):
        monkeypatch.setattr("sys.stdin", stdin)
        yield far
    os.close(far)


@pytest.fixture
def evening(terminal: int) -> Keyed:
    def press(keys: str, *words: str) -> int:
        os.write(terminal, keys.encode())
        return run(["log", *words])

    return press


def kept(oid: Oid) -> list[dict[str, Any]]:
    return [] if oid("list").code else list(oid.json("list")["entries"])


def test_a_key_too_few_is_said(terminal: int) -> None:
    def two_keys() -> None:
        with ended_after(0.02), keyboard() as keys:
            assert keys is not None
            assert keys.key() == "6"
            keys.key()

    os.write(terminal, b"6")
    with pytest.raises(pytest.fail.Exception, match="more keys are read than"):
        two_keys()


def test_characters_and_names_of_keys(terminal: int) -> None:
    os.write(terminal, "ä\n\b\t\x1b[A\x1bOBß\x0c\u200d\x04".encode())
    with keyboard() as keys:
        assert keys is not None
        assert [keys.key() for _ in range(7)] == ["ä", ENTER, ERASE, " ", "ß", "\u200d", END]


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        *((sent, LEFT) for sent in ("\x1b[D", "\x1bOD", "\x02")),
        *((sent, RIGHT) for sent in ("\x1b[C", "\x1bOC", "\x06")),
        *((sent, HOME) for sent in ("\x1b[H", "\x1bOH", "\x1b[1~", "\x1b[7~", "\x01")),
        *((sent, LAST) for sent in ("\x1b[F", "\x1bOF", "\x1b[4~", "\x1b[8~", "\x05")),
        *((sent, WORD_LEFT) for sent in ("\x1b[1;5D", "\x1b[1;3D", "\x1bb")),
        *((sent, WORD_RIGHT) for sent in ("\x1b[1;5C", "\x1b[1;3C", "\x1bf")),
        *((sent, ERASE_WORD) for sent in ("\x17", "\x1b\x7f")),
        ("\x15", ERASE_BEFORE),
        ("\x0b", ERASE_AFTER),
        ("\x1b[3~", DELETE),
    ],
)
def test_keys_that_mend_a_line(terminal: int, sent: str, key: str) -> None:
    os.write(terminal, f"{sent}!".encode())
    with keyboard() as keys:
        assert keys is not None
        assert [keys.key(), keys.key()] == [key, "!"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("one\ntwo\r\n\n  three\r", "one two three"),
        ("a\tb \u202e\x1b[A~", "a b [A~"),
        (" and so on", " and so on"),
        ("", ""),
    ],
)
def test_a_paste_is_one_key_on_one_line(terminal: int, sent: str, kept: str) -> None:
    os.write(terminal, f"\x1b[200~{sent}\x1b[201~\r".encode())
    with keyboard() as keys:
        assert keys is not None
        if kept:
            pasted = keys.key()
            assert (pasted, isinstance(pasted, Pasted)) == (kept, True)
        assert keys.key() == ENTER


def test_a_conversation_within_another_has_the_same_keyboard(terminal: int) -> None:
    with keyboard(moves=True) as outer:
        assert os.read(terminal, 99) == b"\x1b[?2004h"
        with keyboard() as inner:
            assert inner is outer
        assert at_hand() is outer
    assert at_hand() is None
    assert os.read(terminal, 99) == b"\x1b[?2004l"


def test_a_closed_terminal_is_the_end() -> None:
    read, write = os.pipe()
    os.close(write)
    with pytest.raises(EOFError):
        Keyboard(read).key()
    os.close(read)
    with pytest.raises(EOFError):
        Keyboard(read).key()


def test_without_a_terminal_there_is_no_keyboard(monkeypatch: pytest.MonkeyPatch) -> None:
    with open(os.devnull) as nothing, monkeypatch.context() as place:  # noqa: PTH123 - stdin of a program in the background
        place.setattr("sys.stdin", nothing)
        with keyboard() as keys:
            assert keys is None


def test_an_evening_of_single_keys(oid: Oid, evening: Keyed) -> None:
    assert evening("67h30\r4\r\rquiet\r") == 0
    (mood,) = kept(oid)
    assert (mood["mood"], mood["sleep_hours"], mood["pain"], mood["note"]) == (6, 7.5, 4, "quiet")


@pytest.mark.parametrize(
    ("keys", "rating"),
    [
        ("6.5\r", 6.5),
        ("x", 10),
        ("X", 10),
        ("10", 10),
        ("1\r", 1),
        ("11\r5", 5),
        ("w\x7f0", 0),
        ("w\x170", 0),
        ("w8\x1b[D\x7f\r", 8),
    ],
)
def test_what_a_rating_takes(oid: Oid, evening: Keyed, keys: str, rating: float) -> None:
    assert evening(keys + "8" + BLANK) == 0
    (mood,) = kept(oid)
    assert (mood["mood"], mood["sleep_hours"]) == (rating, 8)


def test_back_keeps_what_was_said_and_enter_goes_on(oid: Oid, evening: Keyed) -> None:
    assert evening("b67\r4bb\x7f3" + BLANK) == 0
    (mood,) = kept(oid)
    assert (mood["mood"], mood["sleep_hours"], mood["pain"]) == (6, 3, 4)


def test_a_lone_dash_is_a_note(oid: Oid, evening: Keyed) -> None:
    assert evening(BLANK + "-\r") == 0
    assert [(entry["kind"], entry["note"]) for entry in kept(oid)] == [("note", "-")]


def test_a_line_that_is_erased_over_its_edge(oid: Oid, evening: Keyed) -> None:
    assert evening(BLANK + "word " * 30 + "\x7f" * 100 + "ü\x7f!\r") == 0
    assert kept(oid)[0]["note"] == ("word " * 10).strip() + " !"


def test_any_question_of_a_conversation_is_typed_with_its_keys(terminal: int) -> None:
    with keyboard() as held:
        assert held is not None
        os.write(terminal, b"maybe\rnox\x7f\r\ry\x04\x02\x04\x04")
        assert asking.yes_or_no("Sure?") is False
        assert asking.yes_or_no("Sure?") is None
        with pytest.raises(asking.Stopped):
            asking.text("Why?")


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().err


WENT = "That Enter went with the key before"


def test_an_enter_after_an_answer_of_one_key_never_blanks_the_next(
    oid: Oid, terminal: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # each question after the other, so that no Enter comes with its key
    monkeypatch.setattr("oidtrack.cli.asking.keys._SAME_BREATH_S", 0)
    monkeypatch.setattr("oidtrack.cli.asking.keys.Keyboard.same_breath", lambda _: None)
    os.write(terminal, b"6\r7\r4\rn\r\r")
    assert run(["log"]) == 0
    (mood,) = kept(oid)
    assert (mood["mood"], mood["sleep_hours"], mood["pain"], mood["note"]) == (6, 7, 4, None)
    assert said(capsys).count(WENT) == 3, "after the mood, the pain and the no; not after the line of sleep"


def test_an_enter_after_a_key_is_no_answer_where_one_is_needed(
    oid: Oid, terminal: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("oidtrack.cli.asking.keys.Keyboard.same_breath", lambda _: None)
    os.write(terminal, b"1\r2\r")
    assert run(["check", "phq2"]) == 0
    assert oid.json("list")["entries"][0]["answers"] == [1, 2]
    assert "is meant" not in said(capsys)


def test_a_note_is_mended_as_in_a_shell(oid: Oid, evening: Keyed) -> None:
    note = "wrold\x17hello world\x1b[D\x1b[D\x7fr\x1b[H>\x1b[F<\r"
    assert evening(BLANK + note) == 0
    assert kept(oid)[0]["note"] == ">hello world<"


@pytest.mark.parametrize(
    "pasted", ["\x1b[200~one\ntwo\n\nthree\n\x1b[201~\r", "one\ntwo\n\nthree\n"], ids=["marked", "not marked"]
)
def test_a_paste_of_lines_is_one_note(oid: Oid, evening: Keyed, pasted: str) -> None:
    assert evening(BLANK + pasted) == 0
    assert kept(oid)[0]["note"] == "one two three"


def test_a_question_mark_explains_and_is_never_kept(
    oid: Oid, evening: Keyed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evening("?6?\r\r?\r\r?n?\r\r") == 0
    (mood,) = kept(oid)
    assert (mood["mood"], mood["note"]) == (6, None)
    shown = said(capsys)
    for words in ("0 to 9, x for 10", "7, 7.5, 7h30", "from a list"):
        assert words in shown


@pytest.mark.parametrize("stop", ["q", "\x04", "Q"])
def test_the_same_keys_stop_everywhere(oid: Oid, terminal: int, stop: str) -> None:
    os.write(terminal, f"6{stop}\r\r".encode())
    assert run(["log"]) == 0
    assert kept(oid)[0]["mood"] == 6
    os.write(terminal, f"1{stop}".encode())
    assert run(["check", "phq2"]) == 130
    assert len(kept(oid)) == 1
