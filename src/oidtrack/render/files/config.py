"""What is set, as text and as JSON of schema `oidtrack/config/1`."""

from __future__ import annotations

from datetime import time
from typing import Any

from oidtrack.domain.journal import ALWAYS_ASKED, DAY_ENDS_AT, RATINGS
from oidtrack.errors import listed
from oidtrack.render.page.parts import Block, Page, grid

SCHEMA = "oidtrack/config/1"
_UNDO = "undo: oidtrack undo"


def config_page(day_ends_at: time, asks: tuple[str, ...]) -> Page:
    """One line for each setting, with what it means."""
    usual = "" if day_ends_at == DAY_ENDS_AT else f" (usually {DAY_ENDS_AT:%H:%M})"
    set_to = f"{day_ends_at:%H:%M}{usual}"
    wanted = ", ".join(asks) or "none"
    rows = (
        ("day-ends-at", set_to, _meaning(day_ends_at)),
        ("asks", wanted, "ratings that the evening entry asks too"),
    )
    return Page((grid(*rows, words=range(3), least=(12, len(set_to) + 1), indent=0),), full=True)


def day_end_block(day_ends_at: time) -> Block:
    """What was set, and what stays as it is."""
    return Block(
        (
            f"A day ends at {day_ends_at:%H:%M} from now on.",
            "What is written down already keeps its day.",
            _UNDO,
        )
    )


def asks_block(asks: tuple[str, ...]) -> Block:
    """What the evening entry asks from now on."""
    asked = [*(name for name in RATINGS if name in ALWAYS_ASKED or name in asks)]
    asked.insert(1, "sleep")
    return Block((f"The evening entry asks {listed(asked)} from now on.", _UNDO))


def config_body(day_ends_at: time, asks: tuple[str, ...]) -> dict[str, Any]:
    """The body of oidtrack/config/1."""
    return {"day_ends_at": f"{day_ends_at:%H:%M}", "asks": list(asks)}


def _meaning(at: time) -> str:
    return "a day ends at midnight" if at == time(0) else "before that it is still the evening before"
