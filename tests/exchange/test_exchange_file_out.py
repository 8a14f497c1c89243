"""Files go out whole, private, or not at all, and nothing that is not ours is lost to them."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from store_samples import SOURCE, listed, ordinary_user

from oidtrack.errors import BadInput, FileTrouble
from oidtrack.exchange.file_out import look, write
from oidtrack.exchange.own_files import GENERATOR, is_ours

pytest_plugins = ("store_fixtures",)
DATABASE = b"SQLite format 3\0rest"


def test_a_file_is_written_whole_and_private_over_one_that_was_there(tmp_path: Path) -> None:
    path = tmp_path / "for Monday, März.csv"
    path.write_text("old")
    path.chmod(0o644)
    write(look(path), [b"a\r\n", "½".encode()])
    assert path.read_bytes() == "a\r\n½".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert listed(tmp_path) == [path.name]


def test_a_free_place_and_an_empty_file_have_no_objection(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert look(tmp_path / "free").objection == ""
    assert look(tmp_path / "empty").objection == ""


@pytest.mark.parametrize("content", [b"x", b"<!doctype html>\n<html>", b"# Report: mine\n", b"%PDF-1.4\n", b"{"])
def test_what_is_not_ours_has_one(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert look(path).objection.endswith("is there already, with no sign that oidtrack wrote it")


def test_ours_has_none_and_the_mark_is_looked_for_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<!doctype html>\n<head>\n{GENERATOR}\n")
    assert look(path).objection == ""
    path.write_text("<!doctype html>\n" + " " * 2000 + GENERATOR)
    assert look(path).objection
    path.write_bytes(b"%PDF-1.4\n" + b" " * 2000 + b"/Creator (oidtrack)")
    with path.open("rb") as file:
        assert is_ours(file)


def test_a_link_is_always_asked_about_and_is_then_followed(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("old")
    link = tmp_path / "link"
    link.symlink_to("out")
    place = look(link)
    assert place.objection == f"{link} is a link to {tmp_path / 'out'}"
    write(place, [b"new"])
    assert (link.is_symlink(), (tmp_path / "out").read_text()) == (True, "new")
    nowhere = tmp_path / "nowhere"
    nowhere.symlink_to("not there")
    assert look(nowhere).objection


def test_a_hard_link_keeps_what_its_other_name_holds(tmp_path: Path) -> None:
    (tmp_path / "one").write_text("old")
    os.link(tmp_path / "one", tmp_path / "two")
    write(look(tmp_path / "two"), [b"new"])
    assert (tmp_path / "one").read_text() == "old"


@pytest.mark.parametrize("how", ["itself", "hard link", "link", "link to a link", "another way there", "capitals"])
@pytest.mark.parametrize("which", ["journal", "journal-wal"])
def test_what_is_spared_is_known_under_any_name(tmp_path: Path, how: str, which: str) -> None:
    spared = (tmp_path / "journal", tmp_path / "journal-wal")
    kept = tmp_path / which
    if how != "capitals":
        kept.write_bytes(b"precious")
    path = tmp_path / "page.html"
    if how == "itself":
        path = kept
    elif how == "hard link":
        os.link(kept, path)
    elif how == "link":
        path.symlink_to(kept)
    elif how == "link to a link":
        (tmp_path / "between").symlink_to(kept)
        path.symlink_to("between")
    elif how == "another way there":
        (tmp_path / "folder").mkdir()
        path = tmp_path / "folder" / ".." / which
    else:
        path = tmp_path / which.upper()
    with pytest.raises(BadInput, match="is your journal" if which == "journal" else "belongs to your journal"):
        look(path, spared)
    assert how == "capitals" or kept.read_bytes() == b"precious"


def test_a_place_where_a_companion_would_be_is_spared_too(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="belongs to your journal"):
        look(tmp_path / "j-wal", (tmp_path / "j", tmp_path / "j-wal"))
    assert look(tmp_path / "other" / "j-wal", (tmp_path / "j", tmp_path / "j-wal")).objection == ""


def test_places_that_are_never_written(tmp_path: Path) -> None:
    (tmp_path / "base.db").write_bytes(DATABASE)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "to a pipe").symlink_to("pipe")
    for name, words in {
        ".": "is a folder",
        "base.db": "is a database and is not written over",
        "pipe": "is no ordinary file",
        "to a pipe": "is no ordinary file",
        os.devnull: "is no ordinary file",
        "/dev/full": "is no ordinary file",
        "a\0b": "is no name of a file",
    }.items():
        with pytest.raises(BadInput, match=words):
            look(tmp_path / name)
    assert (tmp_path / "base.db").read_bytes() == DATABASE


@pytest.mark.parametrize("name", ["none/out", "file/out"])
def test_a_folder_that_is_not_there(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileTrouble, match="there is no folder"):
        write(look(tmp_path / name), [b"x"])


def test_links_that_go_round_and_names_that_are_too_long(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to("round")
    for name in ("round", "x" * 300):
        with pytest.raises(FileTrouble, match="cannot be written"):
            look(tmp_path / name)


def test_a_file_that_may_not_be_read_may_be_a_journal(open_folder: Path) -> None:
    path = open_folder / "closed"
    path.write_bytes(DATABASE)
    path.chmod(0)
    with ordinary_user(), pytest.raises(BadInput, match="cannot be looked into"):
        look(path)


def test_a_folder_that_may_not_be_written(open_folder: Path) -> None:
    open_folder.chmod(0o500)
    with ordinary_user(), pytest.raises(FileTrouble, match="may not be written; nothing was changed"):
        write(look(open_folder / "out"), [b"x"])
    assert listed(open_folder) == []


@pytest.mark.parametrize("fault", [OSError(errno.ENOSPC, "full"), OSError(errno.EIO, "worn out"), KeyboardInterrupt()])
def test_what_is_interrupted_leaves_no_half_file(tmp_path: Path, fault: BaseException) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise fault

    path = tmp_path / "out"
    path.write_text("old")
    with pytest.raises((FileTrouble, KeyboardInterrupt)) as raised:
        write(look(path), broken())
    assert (path.read_text(), listed(tmp_path)) == ("old", ["out"])
    if isinstance(fault, OSError) and fault.errno == errno.ENOSPC:
        assert raised.match(r"there is no room to write .*; no half file is left")


LIMITED = """
import resource, sys
from pathlib import Path
from oidtrack.errors import OidtrackError
from oidtrack.exchange.file_out import look, write
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write(look(Path(sys.argv[1])), [b"x" * 5000])
except OidtrackError as error:
    print(error.exit_code, error.message)
"""


@pytest.mark.parametrize("before", [[], ["page.html"]])
def test_a_disk_without_room_for_real(tmp_path: Path, before: list[str]) -> None:
    path = tmp_path / "page.html"
    for _ in before:
        path.write_text("old")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path)],
        env={**os.environ, "PYTHONPATH": SOURCE},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("1 there is no room to write ")
    assert listed(tmp_path) == before
    assert not before or path.read_text() == "old"


def test_what_changes_while_it_is_written_stays(tmp_path: Path) -> None:
    path, journal = tmp_path / "out", tmp_path / "journal"
    journal.write_bytes(DATABASE)

    def slow(then: str) -> Iterator[bytes]:
        yield b"new"
        if then == "file":
            path.write_text("somebody else's")
        else:
            os.link(journal, path)

    with pytest.raises(BadInput, match="was changed meanwhile"):
        write(look(path), slow("file"))
    assert path.read_text() == "somebody else's"
    path.unlink()
    with pytest.raises(BadInput, match="is your journal"):
        write(look(path, (journal,)), slow("journal"))
    assert journal.read_bytes() == DATABASE
    assert listed(tmp_path) == ["journal", "out"]
