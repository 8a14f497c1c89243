"""What is set, as text and as JSON of schema `oidtrack/config/1`."""

from __future__ import annotations

from datetime import time
from typing import Any

from oidtrack.domain.journal import DAY_ENDS_AT
from oidtrack.render.page.parts import Block, Page, grid

SCHEMA = "oidtrack/config/1"


def config_page(day_ends_at: time) -> Page:
    """One line for each setting, with what it means."""
    usual = "" if day_ends_at == DAY_ENDS_AT else f" (usually {DAY_ENDS_AT:%H:%M})"
    set_to = f"{day_ends_at:%H:%M}{usual}"
    row = ("day-ends-at", set_to, _meaning(day_ends_at))
    return Page((grid(row, words=range(3), least=(12, len(set_to) + 1), indent=0),), full=True)


def changed_block(day_ends_at: time) -> Block:
    """What was set, and what stays as it is."""
    return Block(
        (
            f"A day ends at {day_ends_at:%H:%M} from now on.",
            "What is written down already keeps its day.",
            "undo: oidtrack undo",
        )
    )


def config_body(day_ends_at: time) -> dict[str, Any]:
    """The body of oidtrack/config/1."""
    return {"day_ends_at": f"{day_ends_at:%H:%M}"}


def _meaning(at: time) -> str:
    return "a day ends at midnight" if at == time(0) else "before that it is still the evening before"
