"""`oidtrack config`: the few things that can be set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Annotated, Any, TypeVar

import typer

from oidtrack.cli.session import Session
from oidtrack.cli.words.when import parse_time
from oidtrack.domain.dose import printable
from oidtrack.domain.journal import ALWAYS_ASKED, RATINGS
from oidtrack.errors import BadInput
from oidtrack.render.files.config import SCHEMA, asks_block, config_body, config_page, day_end_block
from oidtrack.render.page.parts import Part
from oidtrack.services.opening import load_asks, save_asks, save_day_end

T = TypeVar("T")
DAY_END, ASKS = "day-ends-at", "asks"
NONE = "none"
LATEST = time(12)
"""The latest that a day can end: after noon it would be the day after that is cut. ENGINEERING."""


def run(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="What to set: day-ends-at, asks.")] = "",
    value: Annotated[
        str, typer.Argument(metavar="[VALUE]", help="A time from midnight to noon; ratings with commas, or none.")
    ] = "",
) -> None:
    """Show or change what can be set.

    `day-ends-at` is when your day ends: what you write before that time still
    counts for the evening before. It is 04:00 unless you say otherwise. A change
    holds from now on; what is written down already keeps its day.

    `asks` is what the evening entry asks besides mood, sleep and pain: energy,
    motivation, interest, anxiety, craving. Interest and energy often change
    before mood does.

    Examples:
      oidtrack config
      oidtrack config day-ends-at 03:30
      oidtrack config asks interest,energy
      oidtrack config asks none
      oidtrack config --json
    """
    setting = _known(name) if name else ""
    day_end, asks = session.day_ends_at, _asks(session)
    if setting == DAY_END and value:
        day_end = _kept(session, save_day_end, _read_day_end(value))
    elif setting == ASKS and value:
        asks = _kept(session, save_asks, _read_asks(value))
    page: Part = config_page(day_end, asks)
    if value and setting:
        page = day_end_block(day_end) if setting == DAY_END else asks_block(asks)
    session.answer(SCHEMA, lambda: config_body(day_end, asks), lambda: page)


def _known(name: str) -> str:
    """The setting that is meant.

    Raises:
        BadInput: There is none of that name.
    """
    meant = name.strip().lower().replace("_", "-")
    if meant not in {DAY_END, ASKS}:
        raise BadInput(f"there is no setting '{printable(name)}'", f"for example: oidtrack config {DAY_END} 03:30")
    return meant


def _read_day_end(text: str) -> time:
    """When a day ends.

    Raises:
        BadInput: No time of day, or one after noon.
    """
    at = parse_time(text).replace(second=0)
    if at > LATEST:
        raise BadInput(f"a day cannot end at {at:%H:%M}", "a time from 00:00 to 12:00, for example 03:30")
    return at


def _asks(session: Session) -> tuple[str, ...]:
    with session.journal_if_any() as journal:
        return () if journal is None else load_asks(journal)


def _kept(session: Session, save: Callable[[Any, T], None], value: T) -> T:
    with session.journal() as journal, journal.writing("config", session.at_utc) as writer:
        save(writer, value)
    return value


def _read_asks(text: str) -> tuple[str, ...]:
    """The ratings that are named, in the diary's order; those of every evening may be named too.

    Raises:
        BadInput: A name that is no rating.
    """
    words = [word.strip().lower() for word in text.split(",")]
    if words == [NONE]:
        return ()
    for word in words:
        if word not in RATINGS:
            more = ", ".join(name for name in RATINGS if name not in ALWAYS_ASKED)
            raise BadInput(f"'{printable(word)}' is no rating", f"with commas: {more}; or none")
    return tuple(name for name in RATINGS if name in words and name not in ALWAYS_ASKED)
