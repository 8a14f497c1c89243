"""Encrypted files: SQLCipher in place of SQLite, and the keys that this run knows.

Imported only where an encrypted file is met or made: what it needs is slow to load, and may not be installed.
"""

from __future__ import annotations

import os
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from oidtrack.errors import BadInput, MissingAnswer, NotInstalled, WrongPassphrase
from oidtrack.store.file.connection import (
    PLAIN,
    PRAGMAS,
    also_raises,
    asker,
    errors,
    is_encrypted,
    look_again,
    reading_uri,
    shown,
)

HOW = "pip install 'oidtrack[encryption]'"
COMMAND = "OIDTRACK_PASSPHRASE_COMMAND"
ROUNDS, KEY_LENGTH, SALT_LENGTH = 256_000, 32, 16
"""SQLCipher 4's own way from a passphrase to a key, PBKDF2-HMAC-SHA512: any SQLCipher opens the file with it."""

_RAW = re.compile(r"[0-9A-Fa-f]{64}")

_known: list[Key] = []
_derived: dict[tuple[str, bytes], str] = {}
_opened_by: dict[Path, str] = {}


class Key(Struct, frozen=True):
    """A passphrase, or 64 hex digits that are the key itself.

    Attributes:
        words: As it was typed.
    """

    words: str

    def __repr__(self) -> str:
        """Never the words: what shows a key in a message or a traceback must not show what opens the journal."""
        return "Key()"

    def spelled(self, salt: bytes) -> str:
        """The key of a file as SQLCipher takes it: 32 bytes of key and 16 of salt in hex, never a quote in it.

        Args:
            salt: The file's first 16 bytes.
        """
        if _RAW.fullmatch(self.words):
            return _as_blob(bytes.fromhex(self.words), salt)
        if (self.words, salt) not in _derived:
            import hashlib

            words = self.words.encode("utf-8", "surrogatepass")
            _derived[self.words, salt] = _as_blob(hashlib.pbkdf2_hmac("sha512", words, salt, ROUNDS, KEY_LENGTH), salt)
        return _derived[self.words, salt]


def key_of(words: str) -> Key:
    """The key that words make: the same letters are the same key, however a keyboard composes them.

    Raises:
        BadInput: There is nothing, or a sign that cannot be typed.
    """
    key = Key(unicodedata.normalize("NFC", words))
    if not key.words or "\0" in key.words:
        raise BadInput("a passphrase has at least one sign", "several words are easier to keep than one odd one")
    return key


def keep(key: Key) -> None:
    """Know a key for the rest of this run."""
    if key not in _known:
        _known.append(key)


def known_words(path: Path) -> str:
    """The passphrase that opened a file in this run; empty where none did."""
    salt = bytes.fromhex(spelling(path)[-2 * SALT_LENGTH - 1 : -1])
    return next((key.words for key in _known if salt and key.spelled(salt) == spelling(path)), "")


def forget_all() -> None:
    """Know no key any more."""
    _known.clear()
    _derived.clear()
    _opened_by.clear()


def library() -> Any:
    """The module for encrypted files.

    Raises:
        NotInstalled: It is not there.
    """
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        raise NotInstalled("encrypted journals need an extra that is not installed", f"`{HOW}`") from None
    also_raises(dbapi2.Error)
    return dbapi2


def unlocked(path: Path, patience_s: float, *, reading: bool = False) -> sqlite3.Connection | None:
    """Connect to an encrypted file: with a key that is known, else with what is answered.

    Args:
        path: The file.
        patience_s: Seconds to wait for another program's lock, 0 or more.
        reading: Whether it is opened for reading alone.

    Returns:
        A connection of another class than Python's with the same methods; its errors are among `errors`. None where
        another program has decrypted the file meanwhile.

    Raises:
        MissingAnswer: There is nobody to ask.
        WrongPassphrase: What was answered does not open it.
        NotInstalled: The library is not there.
        errors: The file cannot be read.
    """
    place, name = Path(os.path.realpath(path)), reading_uri(path) if reading else str(path)
    if place in _opened_by and (found := _tried(name, _opened_by[place], patience_s)):
        return found
    with place.open("rb") as file:
        salt = file.read(SALT_LENGTH)
    if salt == PLAIN:
        look_again(place)
        return None
    if asker() is not None or _known:
        library()
    for key in _candidates(place):
        try:
            found = _tried(name, key.spelled(salt), patience_s)
        except errors() as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CORRUPT:
                _note(place, key, salt)  # the first page was opened and a later one is damaged: the key is right
            raise
        if found is not None:
            _note(place, key, salt)
            return found
    raise _wrong(path)


def _note(place: Path, key: Key, salt: bytes) -> None:
    _opened_by[place] = key.spelled(salt)
    keep(key)


def _wrong(path: Path) -> WrongPassphrase:
    return WrongPassphrase(f"wrong passphrase for {shown(path)}; nothing was changed", "it may be no journal at all")


def opens(path: Path) -> bool:
    """Whether a key that is known opens an encrypted file; nobody is asked."""
    with path.open("rb") as file:
        salt = file.read(SALT_LENGTH)
    for key in _known:
        if found := _tried(str(path), key.spelled(salt), 0):
            found.close()
            _opened_by[Path(os.path.realpath(path))] = key.spelled(salt)
            return True
    return False


def spelling(path: Path) -> str:
    """The key of a file that was opened in this run, as SQLCipher takes it; empty for one that is not encrypted.

    Raises:
        WrongPassphrase: It is encrypted, and no key is known to open it: nothing may be written plain in its place.
    """
    if not is_encrypted(path):
        return ""
    try:
        return _opened_by[Path(os.path.realpath(path))]
    except KeyError:
        raise _wrong(path) from None


def noted(path: Path, spelled: str) -> None:
    """Take note of what a file is from now on: encrypted with a key, or plain."""
    place = Path(os.path.realpath(path))
    look_again(place)
    _opened_by.pop(place, None)
    if spelled:
        _opened_by[place] = spelled


def opened(name: str, spelled: str, patience_s: float) -> sqlite3.Connection:
    """Connect by SQLCipher.

    Args:
        name: A path, or a URI.
        spelled: The key; empty for a plain file.
        patience_s: Seconds to wait for another program's lock, 0 or more.

    Raises:
        errors: It cannot be opened; with a wrong key, at the first read.
    """
    connection: sqlite3.Connection = library().connect(name, timeout=patience_s, isolation_level=None, uri=True)
    try:
        # it would write its own words about a wrong key to stderr
        connection.execute("PRAGMA cipher_log_level = NONE")
        if spelled:
            connection.execute(f'PRAGMA key = "{spelled}"')
        _require_cipher(connection)
        for pragma in PRAGMAS:
            connection.execute(pragma)
        connection.execute("PRAGMA user_version").fetchone()  # no key is wrong before the first page is read
    except BaseException:
        connection.close()
        raise
    return connection


def _require_cipher(connection: sqlite3.Connection) -> None:
    """A SQLite without the cipher would take the key without a word, and write a plain file."""
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise NotInstalled("the library for encrypted journals cannot encrypt", f"`{HOW}`")


def _candidates(path: Path) -> Iterator[Key]:
    yield from tuple(_known)
    ask = asker()
    if ask is None:
        raise MissingAnswer(f"{shown(path)} is encrypted, and its passphrase is missing", f"set {COMMAND}")
    for words in ask(path):
        yield key_of(words)


def _tried(name: str, spelled: str, patience_s: float) -> sqlite3.Connection | None:
    """A connection whose first page the key opens, or None."""
    try:
        connection = opened(name, spelled, patience_s)
    except errors() as error:
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_NOTADB:
            return None
        raise
    return connection


def _as_blob(key: bytes, salt: bytes) -> str:
    return f"x'{key.hex()}{salt.hex()}'"
