"""Files of any encoding come in."""

from __future__ import annotations

from pathlib import Path

import pytest
from store_samples import ordinary_user

from oidtrack.errors import BadInput, FileTrouble
from oidtrack.exchange.text_file import LARGEST, read_text

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


@pytest.mark.no_cover
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
