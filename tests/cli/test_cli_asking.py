"""Questions: Enter leaves blank, what does not fit is asked again, stopping is never a fault."""

from __future__ import annotations

import io

import pytest

from oidtrack.cli.asking import asking


def typed(monkeypatch: pytest.MonkeyPatch, text: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))


class Interrupting:
    """A terminal on which Ctrl-C is pressed."""

    def readline(self) -> str:
        raise KeyboardInterrupt


def test_enter_is_blank(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    typed(monkeypatch, b"\n\n")
    assert asking.yes_or_no("Sure?") is None
    assert asking.text("Note:") == ""
    assert capsys.readouterr() == ("", "Sure? [y/n] Note: ")


def test_a_list_of_answers_keeps_its_lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    typed(monkeypatch, b"\n")
    listed = "which strength was it?\n" + "".join(f"  {n}  oxycodone 2 x {n}0mg\n" for n in range(1, 4))
    asking.text(f"{listed}Which one?")
    assert capsys.readouterr().err == f"{listed}Which one? "


@pytest.mark.parametrize(("text", "said"), [(b"Y\n", True), (b"no\n", False), (b"maybe\nyes\n", True), (b"\n", None)])
def test_yes_and_no(monkeypatch: pytest.MonkeyPatch, text: bytes, said: bool | None) -> None:
    typed(monkeypatch, text)
    assert asking.yes_or_no("Sure?") is said


def test_the_end_of_input_stops_and_is_never_a_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, b"")
    with pytest.raises(asking.Stopped):
        asking.text("Mood:")
    assert not asking.confirm("Sure?")


def test_ctrl_c_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Interrupting())
    with pytest.raises(asking.Stopped):
        asking.text("Mood:")
    assert not asking.confirm("Sure?")
