"""`oidtrack chart`: measures over time, with the cuts."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import Annotated

import typer

from oidtrack.cli.session import Session
from oidtrack.cli.words.period import period
from oidtrack.cli.words.when import parse_day
from oidtrack.clinical import catalogue
from oidtrack.domain.dose import printable
from oidtrack.domain.journal import day_words
from oidtrack.errors import BadInput, NothingFound, did_you_mean
from oidtrack.insight.series import MEASURES
from oidtrack.render.today.chart import SCHEMA, chart_body, chart_page
from oidtrack.render.today.since_cut import SCHEMA as SINCE_CUT
from oidtrack.render.today.since_cut import since_cut_body, since_cut_page
from oidtrack.services.today.charted import DOSE, charted
from oidtrack.services.today.since_cut import since_cut

USUALLY, OF_CUTS = "90d", "180d"
_ALSO = {"doses": DOSE, "withdrawal symptoms": "withdrawal", "phq-9": "phq9", "gad-7": "gad7", "phq-2": "phq2"}


def run(
    session: Session,
    measures: Annotated[
        list[str] | None, typer.Argument(metavar="[MEASURE]...", help="mood, sleep, pain, dose, phq9 and others.")
    ] = None,
    since: Annotated[str, typer.Option(metavar="DATE|visit|90d", help="First day; else 90 days up to today.")] = "",
    until: Annotated[str, typer.Option(metavar="DATE", help="Last day; else today.")] = "",
    by_cut: Annotated[bool, typer.Option("--since-cut", help="One measure by days since a cut.")] = False,
) -> None:
    """Draw measures over time, each in a frame of its own, with a line at each cut.

    Alone: mood, the dose and the PHQ-9. There are mood, energy, motivation,
    interest, anxiety, pain, craving, sleep, withdrawal (the sum of the rated
    symptoms), dose, and every questionnaire. More than 120 days are drawn as
    medians of weeks. A gap is a day, or a week, without an answer.

    --since-cut lays the days after each cut of half a year over each other: how
    far one measure of the diary (else mood) is from the two weeks before it.

    Examples:
      oidtrack chart
      oidtrack chart mood sleep --since 6w
      oidtrack chart phq9 pain --since 2026-01-01
      oidtrack chart dose --since visit --json
      oidtrack chart mood --since-cut
    """
    names = tuple(_name(word) for word in measures or ())
    if by_cut:
        _by_cut(session, names, since, until)
        return
    with session.journal(create=False) as journal:
        span = period(session, journal, since or USUALLY, _last(session, until), "chart")
        found = charted(journal, names, span, session.now, session.day_ends_at)
    if found.is_empty and not session.json:
        raise NothingFound(
            f"nothing of this is written down from {day_words(span[0])} to {day_words(span[1])}",
            "`--since` reaches further back",
        )
    session.answer(SCHEMA, lambda: chart_body(found), lambda: chart_page(found, unicode=session.unicode), long=True)


def _by_cut(session: Session, names: tuple[str, ...], since: str, until: str) -> None:
    """One measure by days since a cut.

    Raises:
        BadInput: Several measures, or what is no rating of the diary.
        NothingFound: No cut in that time, or no answer after one.
    """
    if len(names) > 1 or not set(names) <= set(MEASURES):
        raise BadInput("--since-cut goes with one measure of the diary", "oidtrack chart mood --since-cut")
    with session.journal(create=False) as journal:
        span = period(session, journal, since or OF_CUTS, _last(session, until), "chart")
        found = since_cut(journal, names[0] if names else "mood", span, session.day_ends_at)
    if not (session.json or any(one.n for one in found.seen.together)):
        what = f"no {found.measure} with a cut before it" if found.seen.cuts else "no cut"
        raise NothingFound(
            f"there is {what} from {day_words(span[0])} to {day_words(span[1])}", "`--since` reaches further back"
        )
    session.answer(
        SINCE_CUT, lambda: since_cut_body(found), lambda: since_cut_page(found, unicode=session.unicode), long=True
    )


def _last(session: Session, until: str) -> date:
    return min(parse_day(until, session), session.today) if until else session.today


def _name(word: str) -> str:
    """The measure that a word names.

    Raises:
        BadInput: There is none of that name; the nearest are named.
    """
    name = _ALSO.get(word.strip().lower(), word.strip().lower())
    known = (*MEASURES, DOSE, *catalogue.questionnaire_ids())
    if name not in known:
        near = get_close_matches(name, known, n=2)
        hint = did_you_mean(near) or f"there are {', '.join(known)}"
        raise BadInput(f"nothing that can be drawn is called '{printable(word)}'", hint)
    return name
