"""`oidtrack treatments`: what else was done, and how those days were."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from oidtrack.cli.session import Session
from oidtrack.cli.words.period import day_or_length
from oidtrack.cli.words.when import parse_day
from oidtrack.domain.journal import day_words
from oidtrack.errors import BadInput, NothingFound
from oidtrack.insight.series import series
from oidtrack.insight.treatments import BESIDE, treated
from oidtrack.render.report.sections.treatments import SCHEMA, treatments_body, treatments_page
from oidtrack.services.journal.kept import EntryFilter, entries

DEFAULT = "90d"


def run(
    session: Session,
    since: Annotated[str, typer.Option("--since", metavar="DATE|90d", help="First day, or so many days.")] = DEFAULT,
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Last day; else today.")] = "",
) -> None:
    """What else was done: days, minutes, and how mood and pain were beside it.

    Physiotherapy, walking, talking therapy, heat: whatever you write down with
    `oidtrack log --treatment`. Days with and without are set side by side, each
    with its number; that one did the other is not said.

    Examples:
      oidtrack treatments
      oidtrack treatments --since 2026-09-01 --json
    """
    last = parse_day(until, session) if until else session.today
    first = day_or_length(session, since, last)
    if first > last:
        raise BadInput(f"{day_words(first)} is after the last day {day_words(last)}", "give an earlier --since")
    end = last + timedelta(days=1)
    with session.journal(create=False) as journal:
        kept = entries(journal, EntryFilter(since=first, until=end))
    found = treated(kept, (series(name, kept, first, end) for name in BESIDE))
    if not found:
        raise NothingFound("no treatment was written down in this time", 'oidtrack log --treatment "walk 30min"')
    session.answer(
        SCHEMA, lambda: treatments_body(found, first, last), lambda: treatments_page(found, first, last), long=True
    )
