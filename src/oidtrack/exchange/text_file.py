"""Text files from elsewhere, read in the encoding that they say or that was named.

What is neither UTF-8 nor UTF-16 with its mark is refused until its encoding is named: the same bytes are "müde" in one
and "mьde" in another, and what was saved wrong is hard to find again.
"""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable
from pathlib import Path

from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput, FileTrouble
from oidtrack.exchange.age import AGE

STDIN = Path("-")
"""Stands for what comes in on stdin in place of a file."""
LARGEST = 64 * 2**20
"""Bytes of the largest file that is read: some hundred thousand entries. ENGINEERING."""

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SQLITE = b"SQLite format 3\0"
"""What every database of SQLite begins with."""
_ZIP = b"PK\x03\x04"
_OFTEN = ("cp1252", "cp1250", "cp1251", "gb18030", "shift_jis")
"""Encodings that the hint tries: western and central Europe, Cyrillic, Chinese, Japanese."""
_SHOWN = 20
_ENDS = (b"\n", b"\r", b",", b";", b"\t", b'"')


def read_text(
    path: Path, encoding: str = "", largest: int = LARGEST, opener: Callable[[bytes], bytes] | None = None
) -> str:
    """The text of a file; of one without an end (`/dev/zero`) no more is read than of any other.

    Args:
        path: The file, or `STDIN`.
        encoding: How its letters are written; empty for UTF-8, or UTF-16 with its mark.
        largest: Bytes of the largest file that is read, 1 or more.
        opener: Makes plain what is encrypted in age's format; None where such files are not read.

    Raises:
        BadInput: There is no such file, it is too large, it is no text, or there is no such encoding.
        FileTrouble: It cannot be read.
    """
    try:
        if path == STDIN:
            content = sys.stdin.buffer.read(largest + 1)
        else:
            with path.open("rb") as file:
                content = file.read(largest + 1)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, ValueError):
        raise BadInput(f"there is no file {shown(path)}", "look at its name and folder") from None
    except OSError as error:
        raise FileTrouble(f"{shown(path)} cannot be read: {error.strerror}", "look at its rights") from error
    if len(content) > largest:
        raise BadInput(f"{shown(path)} is larger than {largest // 2**20} MB", "split it into smaller files")
    if content.startswith(AGE):
        if opener is None:
            raise BadInput(f"{shown(path)} is encrypted", "`age -d FILE` writes it in plain")
        content = opener(content)
    return _in(encoding, content, shown(path)) if encoding else decoded(content, shown(path))


def decoded(content: bytes, name: str) -> str:
    """The text that bytes stand for: UTF-8, or UTF-16 with its mark.

    Raises:
        BadInput: They are neither.
    """
    if content.startswith(_UTF_16):
        try:
            return content.decode("utf-16").removeprefix("\ufeff")
        except UnicodeDecodeError:
            raise BadInput(f"{name} is no text file", "save it as UTF-8 text first") from None
    if b"\0" in content or content.startswith(_ZIP):
        hint = "save it as CSV or JSON first"
        if content.startswith(SQLITE):
            hint = "a journal is used with --db PATH; `oidtrack --db PATH export` writes what import reads"
        raise BadInput(f"{name} is no text file", hint)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        tried = _tried(content, error.start)
        if not tried:
            raise BadInput(f"{name} is no text file", "save it as UTF-8 text first") from None
        words = f"{name} is not written in UTF-8, so its letters might come out wrong; nothing was saved"
        raise BadInput(words, f"which of these is right? {tried}") from None


def _in(encoding: str, content: bytes, name: str) -> str:
    """The text that bytes stand for in the encoding that was named.

    Raises:
        BadInput: There is no such encoding, or the bytes are none of its text.
    """
    word = printable(encoding.strip())
    try:
        text = content.decode(encoding.strip())
    except UnicodeError:
        raise BadInput(f"{name} is not written in {word}", "another --encoding, or save it as UTF-8 first") from None
    except (LookupError, ValueError):
        raise BadInput(f"there is no encoding '{word}'", f"for example {', '.join(_OFTEN)}") from None
    if not _is_text(text):
        raise BadInput(f"{name} is not written in {word}", "another --encoding, or save it as UTF-8 first")
    return text.removeprefix("\ufeff")


def _tried(content: bytes, at: int) -> str:
    """How the words around the first letter in doubt read in each encoding that fits: `--encoding cp1252 'müde'`."""
    start = max(content.rfind(sign, 0, at) for sign in _ENDS) + 1
    end = min((n for n in (content.find(sign, at) for sign in _ENDS) if n >= 0), default=len(content))
    found = {}
    for encoding in _OFTEN:
        try:
            whole, piece = content.decode(encoding), content[start:end].decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(whole):
            found[encoding] = piece.strip()[:_SHOWN]
    return ", ".join(f"--encoding {encoding} reads '{printable(piece)}'" for encoding, piece in found.items())


def _is_text(text: str) -> bool:
    return all(char >= " " or char in "\t\n\r\f" for char in text)


def shown(path: Path) -> str:
    """The path as it may be printed."""
    return "what came in on stdin" if path == STDIN else printable(str(path), limit=400)
