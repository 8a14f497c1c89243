"""`oidtrack list` and `search`: show entries, and find those with words in them."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from oidtrack.cli.params import Several, read_limit
from oidtrack.cli.session import Session
from oidtrack.cli.words.when import parse_day
from oidtrack.domain.dose import printable
from oidtrack.domain.journal import Kind
from oidtrack.errors import BadInput, NothingFound, UnknownMedicine
from oidtrack.render.journal.document import entry_body
from oidtrack.render.journal.entries import listing_page, search_page
from oidtrack.services.journal import searching
from oidtrack.services.journal.kept import EntryFilter, entries

LATEST = "20"
Limit = Annotated[str, typer.Option("-n", "--limit", metavar="N", help="The latest N entries.")]


def run(
    session: Session,
    since: Annotated[str, typer.Option("--since", metavar="DATE", help="From this day on.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="Up to this day.")] = "",
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="This day alone.")] = "",
    kind: Annotated[Several, typer.Option(metavar="KIND", help="mood, dose, treatment, note, assessment.")] = None,
    tag: Annotated[str, typer.Option("--tag", metavar="NAME", help="With this tag.")] = "",
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help="With this in the note.")] = "",
    medicine: Annotated[str, typer.Option("--medicine", metavar="NAME", help="Doses of this medicine.")] = "",
    star: Annotated[bool, typer.Option("--star", help="Starred ones.")] = False,
    limit: Limit = LATEST,
) -> None:
    """Show the latest entries, the newest at the end.

    Examples:
      oidtrack list
      oidtrack list --since monday --kind dose --medicine oxycodone
      oidtrack list --on yesterday
      oidtrack list --star --tag walk
      oidtrack list --text walk -n 5 --json
    """
    if on and (since or until):
        raise BadInput("--on is one day; --since and --until are several", "use one or the other")
    since, until = on or since, on or until
    wanted = EntryFilter(
        since=parse_day(since, session) if since else None,
        until=parse_day(until, session) + timedelta(days=1) if until else None,
        kinds=tuple(_kind(word) for word in kind or ()),
        tag=tag.removeprefix("#") or None,
        text=text or None,
        medicine=_medicine(medicine) if medicine else None,
        star=star,
        limit=read_limit(limit),
    )
    with session.journal_if_any() if session.json else session.journal(create=False) as journal:
        found = () if journal is None else entries(journal, wanted)
    # a program that reads an empty journal gets an empty list; a filter that nothing fits is told as such
    everything = wanted == EntryFilter(limit=wanted.limit)
    if not found and not (session.json and everything):
        raise NothingFound("no entry fits", "`oidtrack log` writes one; fewer options show more")
    session.answer(
        "oidtrack/list/1",
        lambda: {"entries": [entry_body(one) for one in found]},
        lambda: listing_page(found),
        long=True,
    )


def search(
    session: Session,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Words, or how they begin.")],
    limit: Limit = LATEST,
) -> None:
    """Find words in your notes, treatments, reasons and tags, the newest first.

    An entry fits when it has every word, or a word that begins with it.
    Capitals and accents do not matter. What was found stands »like this«.

    Examples:
      oidtrack search walk
      oidtrack search slept badly --limit 5
      oidtrack search walk --json
    """
    text = " ".join(words).strip()
    if not text:
        raise BadInput("there are no words to search for", "for example: oidtrack search walk")
    most = read_limit(limit)
    with session.journal(create=False) as journal:
        found = searching.search(journal, text, most)
    if not found:
        raise NothingFound(f"no entry has '{printable(text)}' in it", "fewer or shorter words find more")
    session.answer(
        "oidtrack/search/1",
        lambda: {"words": text, "entries": [{**entry_body(hit.entry), "found": hit.piece} for hit in found]},
        lambda: search_page(found),
        long=True,
    )


def _kind(word: str) -> Kind:
    try:
        return Kind(word.strip().lower())
    except ValueError:
        known = ", ".join(kind.value for kind in Kind)
        raise BadInput(f"'{printable(word)}' is no kind of entry", f"there are {known}") from None


def _medicine(word: str) -> str:
    """The name under which doses are kept: the generic one where the facts know it, else as typed."""
    from oidtrack.clinical import catalogue

    try:
        return catalogue.recognise(word).facts.name
    except UnknownMedicine:
        return " ".join(word.lower().split())
