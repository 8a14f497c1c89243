"""`oidtrack config`: the few things that can be set."""

from __future__ import annotations

from datetime import time
from typing import Annotated

import typer

from oidtrack.cli.params import Json, wants_json
from oidtrack.cli.session import Session
from oidtrack.cli.words.when import parse_time
from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput
from oidtrack.render.files.config import SCHEMA, changed_block, config_body, config_page
from oidtrack.render.page.machine import document
from oidtrack.services.opening import save_day_end

DAY_END = "day-ends-at"
LATEST = time(12)
"""The latest that a day can end: after noon it would be the day after that is cut. ENGINEERING."""


def run(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="What to set: day-ends-at.")] = "",
    value: Annotated[str, typer.Argument(metavar="[VALUE]", help="A time from midnight to noon.")] = "",
    json: Json = False,
) -> None:
    """Show or change what can be set.

    `day-ends-at` is when your day ends: what you write before that time still
    counts for the evening before. It is 04:00 unless you say otherwise. A change
    holds from now on; what is written down already keeps its day.

    Examples:
      oidtrack config
      oidtrack config day-ends-at 03:30
      oidtrack config --json
    """
    session: Session = ctx.obj
    if name and name.strip().lower().replace("_", "-") != DAY_END:
        raise BadInput(f"there is no setting '{printable(name)}'", f"for example: oidtrack config {DAY_END} 03:30")
    day_end = _set(session, value) if value else session.day_ends_at
    if wants_json(session, json):
        session.emit(document(SCHEMA, config_body(day_end)))
    else:
        session.show(changed_block(day_end) if value else config_page(day_end))


def _set(session: Session, text: str) -> time:
    """Read and keep when a day ends.

    Raises:
        BadInput: No time of day, or one after noon.
    """
    at = parse_time(text).replace(second=0)
    if at > LATEST:
        raise BadInput(f"a day cannot end at {at:%H:%M}", "a time from 00:00 to 12:00, for example 03:30")
    with session.journal() as journal, journal.writing("config", session.at_utc) as writer:
        save_day_end(writer, at)
    return at
