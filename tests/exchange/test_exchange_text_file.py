"""Files of any encoding come in; files go out whole, private, or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from store_samples import listed, ordinary_user

from oidtrack.errors import BadInput, FileTrouble
from oidtrack.exchange.text_file import LARGEST, read_text, write_text

pytest_plugins = ("store_fixtures",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_with_a_mark_and_without(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "file"
    path.write_bytes("müde, ½".encode(encoding))
    assert read_text(path) == "müde, ½"


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1252", "müde – „so so“"),
        ("cp1250", "źle spałem, męczący dzień"),
        ("cp1251", "устал"),
        ("gb18030", "睡得不好"),
        ("shift_jis", "眠れなかった"),
    ],
)
def test_another_encoding_is_read_only_where_it_is_named(tmp_path: Path, encoding: str, words: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(f"at;note\n2026-11-22;{words}\n".encode(encoding))
    with pytest.raises(BadInput, match="is not written in UTF-8") as refused:
        read_text(path)
    assert f"--encoding {encoding} reads '{words[:4]}" in (refused.value.hint or "")
    assert words in read_text(path, encoding)


def test_the_hint_shows_the_words_in_doubt_as_each_encoding_reads_them(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes("at,note\n2026-11-22,müde\n".encode("cp1252"))
    with pytest.raises(BadInput) as refused:
        read_text(path)
    assert "--encoding cp1252 reads 'müde', --encoding cp1250 reads 'müde', --encoding cp1251 reads 'mьde'" in (
        refused.value.hint or ""
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "UTF8"])
def test_a_mark_at_the_start_is_no_letter_where_the_encoding_is_named_too(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "file"
    path.write_bytes("at,½".encode(encoding))
    assert read_text(path, encoding) == "at,½"


@pytest.mark.parametrize("encoding", ["no-such", "rot13", "hex", "a\0b"])
def test_an_encoding_that_there_is_not(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "file"
    path.write_text("x")
    with pytest.raises(BadInput, match="there is no encoding"):
        read_text(path, encoding)


@pytest.mark.parametrize(("content", "encoding"), [(b"\x81", "cp1252"), (b"\x00\x01", "cp1252"), (b"\xff", "ascii")])
def test_bytes_that_the_named_encoding_does_not_have(tmp_path: Path, content: bytes, encoding: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(BadInput, match="is not written in"):
        read_text(path, encoding)


@pytest.mark.parametrize(
    "content",
    [
        b"\0\1\2",
        b"PK\x03\x04rest",
        b"\xff\xfe\x00",
        b"\x01\xff",
        b"\x89PNG\r\n\x1a\n\xff\xd8",
        b"SQLite format 3\0rest",
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(BadInput, match="is no text file"):
        read_text(path)


def test_the_largest_file_and_one_byte_more(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * LARGEST)
    assert len(read_text(path)) == LARGEST
    path.write_bytes(b"x" * (LARGEST + 1))
    with pytest.raises(BadInput, match="is larger than 64 MB"):
        read_text(path)


@pytest.mark.parametrize("name", ["missing", "folder", "file/inside", "a\0b"])
def test_no_such_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(BadInput, match="there is no file"):
        read_text(tmp_path / name)


def test_a_file_that_may_not_be_read(open_folder: Path) -> None:
    path = open_folder / "file"
    path.write_text("x")
    path.chmod(0)
    with ordinary_user(), pytest.raises(FileTrouble, match="cannot be read"):
        read_text(path)


def test_a_file_is_written_whole_and_private_over_one_that_was_there(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("old")
    path.chmod(0o644)
    link = tmp_path / "link"
    link.symlink_to(path)
    write_text(link, ["a\r\n", "½"])
    assert path.read_bytes() == "a\r\n½".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert link.is_symlink()
    assert listed(tmp_path) == ["link", "out.csv"]


def broken() -> Iterator[str]:
    yield "half"
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("old")
    with pytest.raises(FileTrouble, match=r"there is no room to write .*; no half file is left"):
        write_text(path, broken())
    assert (path.read_text(), listed(tmp_path)) == ("old", ["out"])


def test_an_error_of_another_kind_leaves_no_half_file(tmp_path: Path) -> None:
    def interrupted() -> Iterator[str]:
        yield "half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_text(tmp_path / "out", interrupted())
    assert listed(tmp_path) == []


def test_a_folder_that_may_not_be_written(open_folder: Path) -> None:
    open_folder.chmod(0o500)
    with ordinary_user(), pytest.raises(FileTrouble, match="may not be written; nothing was changed"):
        write_text(open_folder / "out", ["x"])
    assert listed(open_folder) == []


def test_a_device_without_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(errno.EIO, "worn out")))
    with pytest.raises(FileTrouble, match="cannot be written: worn out; nothing was changed"):
        write_text(tmp_path / "out", ["x"])
    assert listed(tmp_path) == []


def test_names_that_are_never_written_over(tmp_path: Path) -> None:
    database = tmp_path / "journal.db"
    database.write_bytes(b"SQLite format 3\0rest")
    with pytest.raises(BadInput, match="is a folder"):
        write_text(tmp_path, ["x"])
    with pytest.raises(BadInput, match="is no ordinary file"):
        write_text(Path(os.devnull), ["x"])
    with pytest.raises(BadInput, match="is a database and is not written over"):
        write_text(database, ["x"])
    with pytest.raises(BadInput, match="is no name of a file"):
        write_text(tmp_path / "a\0b", ["x"])
    with pytest.raises(FileTrouble, match="there is no folder"):
        write_text(tmp_path / "none" / "out", ["x"])
    assert database.read_bytes() == b"SQLite format 3\0rest"
