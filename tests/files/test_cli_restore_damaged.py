"""Whatever happened to the journal, a backup takes its place, and what was there is kept."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from running import Oid


def damaged(sound: bytes, seed: int) -> bytes:
    """Bytes changed anywhere but in the head, a page over another one, or the end cut off."""
    chance = random.Random(seed)
    content = bytearray(sound)
    if seed % 3 == 0:
        for _ in range(chance.choice((8, 512, 4096))):
            content[chance.randrange(100, len(content))] = chance.randrange(256)
    elif seed % 3 == 1:
        pages = [content[start : start + 4096] for start in range(0, len(content), 4096)]
        chance.shuffle(pages)
        content = bytearray(content[:4096] + b"".join(pages[1:]))
    else:
        del content[chance.randrange(200, len(content)) :]
    return bytes(content)


@pytest.mark.parametrize("seed", range(30))
def test_a_backup_takes_the_place_of_a_damaged_journal(oid: Oid, tmp_path: Path, seed: int) -> None:
    for mood in range(3):
        assert oid("log", "--mood", str(mood), "--note", "a walk, źle", "--tag", "out").code == 0
    file = tmp_path / "copy.db"
    assert oid("backup", str(file)).code == 0
    exported = oid("export").out
    journal = Path(os.environ["OIDTRACK_DB"])
    content = damaged(journal.read_bytes(), seed)
    journal.write_bytes(content)
    done = oid.json("restore", str(file), "--yes")
    assert oid("export").out == exported
    assert oid("doctor").code == 0
    assert journal.stat().st_mode & 0o777 == 0o600
    if done["now"] is None:
        assert Path(done["kept"]).read_bytes() == content
    assert sorted(path.name for path in journal.parent.iterdir()) == ["backups", "journal.db"]
