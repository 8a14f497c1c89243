"""A file is written whole or not at all."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from oidtrack.errors import DiskFull, NotSaved
from oidtrack.exchange.saving import save


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_is_for_the_owner_alone_and_replaces_what_stood_there(tmp_path: Path) -> None:
    path = tmp_path / "for Monday, März.html"
    path.write_text("old")
    path.chmod(0o644)

    save(path, b"new")

    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600
    assert left(tmp_path) == [path.name]


@pytest.mark.parametrize(("name", "words"), [("", "is a folder"), ("no/such.html", "folder is not there")])
def test_a_place_that_is_none(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(NotSaved, match=words):
        save(tmp_path / name, b"x")

    assert left(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "kind", "words"),
    [
        (errno.ENOSPC, DiskFull, "there is no room"),
        (errno.EDQUOT, DiskFull, "there is no room"),
        (errno.EACCES, NotSaved, "permission denied"),
        (errno.EROFS, NotSaved, "read-only"),
    ],
)
def test_a_fault_on_the_way_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[NotSaved | DiskFull], words: str
) -> None:
    (tmp_path / "kept.html").write_text("old")

    def fails(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fails)

    with pytest.raises(kind, match=words):
        save(tmp_path / "kept.html", b"new")

    assert left(tmp_path) == ["kept.html"]
    assert (tmp_path / "kept.html").read_text() == "old"


LIMITED = """
import resource, signal, sys
from pathlib import Path
from oidtrack.exchange.saving import save
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    save(Path(sys.argv[1]), b"x" * 5000)
except Exception as error:
    print(type(error).__name__)
"""


def test_a_file_that_may_not_grow_any_more_for_real(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path / "page.html")],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "NotSaved\n"
    assert left(tmp_path) == []
