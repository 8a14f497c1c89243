"""The page on data in and out says what the readers read."""

from __future__ import annotations

import re
from pathlib import Path

from oidtrack.exchange.csv_table import COLUMNS
from oidtrack.exchange.elsewhere.daylio import MOODS

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "your-data.md").read_text(encoding="utf-8")


def test_every_column_is_named() -> None:
    named = set(re.findall(r"`(\w+)`", PAGE))
    assert set(COLUMNS) <= named


def test_every_mood_of_daylio_has_its_number() -> None:
    head, _, numbers = (
        line.split("|")[2:-1]
        for line in PAGE.splitlines()
        if line.startswith(("| Daylio", "| mood, 0", "|---|---|---|---|---|---|"))
    )
    said = dict(zip((word.strip() for word in head), (int(n) * 10 for n in numbers), strict=True))
    assert said == MOODS
