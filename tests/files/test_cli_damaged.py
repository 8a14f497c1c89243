"""A journal with damaged bytes: whatever stands in it, the program says so in words and ends with a known code."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from everything import begun
from oidtrack.store.file.connection import is_encrypted
from running import Oid

COMMANDS = (("today",), ("list",), ("report",), ("export",), ("search", "walk"), ("plan", "show"), ("doctor",))
COPIES = 24
INSIDE = "something inside oidtrack went wrong"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small journal with something of everything."""
    path = tmp_path_factory.mktemp("sound") / "journal.db"
    run = begun(path)
    for day in range(10, 23):
        at = f"2026-11-{day} 21:00"
        run("log", "--at", at, "--mood", "5", "--sign", "tired", "--symptom", "sweating=2", "--note", "a walk, źle",
            "--tag", "out", "--treatment", "walk 30min", "--dose", "oxycodone 30mg at 8:00")  # fmt: skip
    run("check", "phq9", "--answers", "1,1,1,1,1,1,1,1,0")
    return path.read_bytes()


def damaged(sound: bytes, seed: int) -> bytes:
    """A copy with bytes changed at random: a few anywhere but in the head, or a run of them in one page."""
    chance = random.Random(seed)
    content = bytearray(sound)
    if seed % 2:
        for _ in range(chance.choice((1, 8, 64, 512))):
            content[chance.randrange(100, len(content))] = chance.randrange(256)
    else:
        start = chance.randrange(100, len(content) - 600)
        content[start : start + 512] = chance.randbytes(512)
    return bytes(content)


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(COPIES))
def test_damage_at_random_is_named_and_never_a_fault_of_ours(oid: Oid, tmp_path: Path, sound: bytes, seed: int) -> None:
    content = damaged(sound, seed)
    for words in COMMANDS:
        path = tmp_path / "journal.db"
        path.write_bytes(content)
        result = oid("--db", str(path), *words)
        assert INSIDE not in result.err, (words, result.err)
        assert result.code in {0, 1, 4}, (words, result.err)
        assert path.read_bytes() == content, words


@pytest.mark.parametrize("words", COMMANDS)
def test_text_that_is_no_utf_8_is_a_damaged_journal(
    oid: Oid, tmp_path: Path, sound: bytes, words: tuple[str, ...]
) -> None:
    path = tmp_path / "journal.db"
    path.write_bytes(sound.replace("źle".encode(), b"\xff\xfe\xfd\xfc"))
    result = oid("--db", str(path), *words)
    assert INSIDE not in result.err
    if words[0] in {"list", "export", "search", "doctor"}:
        assert result.code == 1
        assert "damaged" in result.err + result.out


def test_a_plain_journal_whose_first_page_is_gone_is_damaged_and_no_passphrase_is_asked_for(oid: Oid) -> None:
    oid("log", "--mood", "5")
    place = Path(os.environ["OIDTRACK_DB"])
    place.write_bytes(random.Random(3).randbytes(4096) + place.read_bytes()[4096:])

    listed, told = oid("list"), oid("doctor")
    assert (listed.code, "assphrase" in listed.err) == (1, False)
    assert "damaged" in told.out
    assert "Encrypted no" in told.out
    assert oid("doctor", "--rescue", "new.db").code == 1


def test_random_pages_behind_a_random_first_one_are_encryption(tmp_path: Path) -> None:
    for seed in range(200):
        place = tmp_path / f"{seed}.db"
        place.write_bytes(random.Random(seed).randbytes(4096 * (8 + seed % 5)))
        assert is_encrypted(place), seed
