"""Encrypting, decrypting and another passphrase say how many files are done, once all is asked that may be asked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from oidtrack.cli.session import Session
from oidtrack.domain.tick import Tick
from oidtrack.services.files import sealing
from oidtrack.store.file.database import open_journal
from running import Oid

NOW = datetime.fromisoformat("2026-11-23T21:00:00-05:00")
KEYS = "1" * 64, "2" * 64


class Seen(list[object]):
    """What was asked and told, in its order."""

    def ask(self, words: str) -> str:
        self.append("asked")
        return words

    @contextmanager
    def working(self) -> Iterator[Tick]:
        self.append("begun")
        yield lambda done, of: self.append((done, of))
        self.append("over")


def test_each_file_is_counted_behind_the_question(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    open_journal(path).close()
    for n in range(2):
        (tmp_path / f"journal (conflicted copy {n}).db").write_bytes(path.read_bytes())
    seen = Seen()
    counted = ["begun", (1, 3), (2, 3), (3, 3), "over"]

    assert len(sealing.encrypt(path, lambda: seen.ask(KEYS[0]), NOW, seen.working).converted) == 2
    assert seen == ["asked", *counted]
    seen.clear()

    sealing.rekey(path, lambda: seen.ask(KEYS[1]), NOW, seen.working)
    assert seen[:2] == ["asked", "begun"]
    assert (seen[2], seen[-2]) == ((1, 4), (4, 4)), "the backup of encrypting is one of them"
    seen.clear()

    sealing.decrypt(path, NOW, seen.working)
    assert (seen[0], seen[-2], seen[-1]) == ("begun", (5, 5), "over")


@pytest.mark.parametrize(
    ("words", "said"), [("encrypt", "Encrypting"), ("rekey", "Encrypting anew"), ("decrypt", "Decrypting")]
)
def test_the_line_names_the_work(words: str, said: str, oid: Oid, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = []

    @contextmanager
    def progress(_: Session, text: str, *, asks: bool = False) -> Iterator[Tick]:
        shown.append((text, asks))
        yield lambda _done, _of: None

    speaks = {
        "OIDTRACK_PASSPHRASE_COMMAND": f"echo {KEYS[0]}",
        "OIDTRACK_NEW_PASSPHRASE_COMMAND": f"echo {KEYS[1]}",
    }
    assert oid("log", "--mood", "5").code == 0
    if words != "encrypt":
        assert oid("encrypt", env=speaks).code == 0
    monkeypatch.setattr(Session, "progress", progress)
    assert oid(words, env={**os.environ, **speaks}).code == 0
    assert (said, False) in shown
