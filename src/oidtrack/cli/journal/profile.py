"""`oidtrack profile`: what bears on risk and pace."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

import typer
from msgspec.structs import replace

from oidtrack.cli.session import Session
from oidtrack.cli.words.when import parse_past_day
from oidtrack.clinical.crisis import code_of
from oidtrack.clinical.risks import RiskFact
from oidtrack.domain.dose import printable
from oidtrack.domain.profile import Profile
from oidtrack.domain.time_on_opioids import Since
from oidtrack.errors import BadInput
from oidtrack.render.journal.profile import profile_body, profile_page, risk_body, risk_page
from oidtrack.render.page.parts import Page
from oidtrack.services.journal.profile import load_profile, save_profile
from oidtrack.services.report.risk_picture import risk_picture, since_of

OLDEST = 120
LONGEST_NAME = 200
YesNo = bool | None


def run(
    session: Session,
    opioid_since: Annotated[
        str | None, typer.Option("--opioid-since", metavar="DATE", help="First day of this stretch on opioids.")
    ] = None,
    born: Annotated[str | None, typer.Option("--born", metavar="YEAR", help="Year of birth.")] = None,
    country: Annotated[str | None, typer.Option(metavar="XX", help="For help lines: US, or its name.")] = None,
    prescriber: Annotated[str | None, typer.Option("--prescriber", metavar="NAME", help="Who prescribes.")] = None,
    pregnant: Annotated[YesNo, typer.Option("--pregnant/--not-pregnant", help="Pregnant now.")] = None,
    depression_before: Annotated[
        YesNo, typer.Option("--depression-before/--no-depression-before", help="Depression at any time before.")
    ] = None,
    chronic_pain: Annotated[YesNo, typer.Option("--chronic-pain/--no-chronic-pain", help="Chronic pain.")] = None,
    sleep_apnoea: Annotated[YesNo, typer.Option("--sleep-apnoea/--no-sleep-apnoea", help="Sleep apnoea.")] = None,
    alcohol: Annotated[YesNo, typer.Option("--alcohol/--no-alcohol", help="Alcohol at times.")] = None,
    benzodiazepine: Annotated[
        YesNo, typer.Option("--benzodiazepine/--no-benzodiazepine", help="A benzodiazepine as well.")
    ] = None,
    naloxone: Annotated[YesNo, typer.Option("--naloxone/--no-naloxone", help="Naloxone at home.")] = None,
    failed_taper: Annotated[
        YesNo, typer.Option("--failed-taper/--no-failed-taper", help="A taper that was tried and given up.")
    ] = None,
) -> None:
    """Show or change what bears on risk and pace. What you do not say stays unsaid.

    Examples:
      oidtrack profile
      oidtrack profile --opioid-since 2023-01-15 --country US --naloxone
      oidtrack profile --prescriber "Dr Ng" --no-depression-before
    """
    flags: dict[str, bool | None] = {
        "pregnant": pregnant,
        "depression_before": depression_before,
        "chronic_pain": chronic_pain,
        "sleep_apnoea": sleep_apnoea,
        "alcohol": alcohol,
        "benzodiazepine": benzodiazepine,
        "naloxone": naloxone,
        "failed_taper": failed_taper,
    }
    said: dict[str, Any] = {name: flag for name, flag in flags.items() if flag is not None}
    words = {"opioid_since": opioid_since, "born": born, "country": country, "prescriber": prescriber}
    said |= {name: read_fact(session, name, text) for name, text in words.items() if text is not None}
    profile = save_facts(session, said) if said else _shown(session)
    since, risks = _picture(session)
    session.answer(
        "oidtrack/profile/1",
        lambda: {**profile_body(profile, since), "risks": risk_body(risks)},
        lambda: Page((profile_page(profile, since), risk_page(risks)), full=True),
    )


def _shown(session: Session) -> Profile:
    with session.journal_if_any() as journal:
        return Profile() if journal is None else load_profile(journal)


def _picture(session: Session) -> tuple[Since | None, tuple[RiskFact, ...]]:
    with session.journal_if_any() as journal:
        if journal is None:
            return None, ()
        return since_of(journal, session.today), risk_picture(journal, session.today)


def save_facts(session: Session, said: Mapping[str, Any]) -> Profile:
    """Put facts of the profile, by their names, in place of what was known; the others stay."""
    with session.journal() as journal:
        profile = replace(load_profile(journal), **said)
        with journal.writing("profile", session.at_utc) as writer:
            save_profile(writer, profile)
    return profile


def read_fact(session: Session, name: str, text: str) -> object:
    """The value of one option.

    Raises:
        BadInput: It cannot be.
    """
    word = text.strip()
    if name == "opioid_since":
        return parse_past_day(word, session, "--opioid-since is the first day of taking opioids")
    if name == "born":
        year = int(word) if re.fullmatch(r"[0-9]{4}", word) else 0
        if not session.today.year - OLDEST <= year <= session.today.year:
            raise BadInput(f"'{printable(text)}' is no year of birth", "for example --born 1968")
        return year
    if name == "country":
        code = code_of(word)
        if not code:
            raise BadInput(f"'{printable(text)}' is no country that is known here", "two letters are, such as US")
        return code
    if not word or len(word) > LONGEST_NAME:
        raise BadInput("the prescriber's name is empty or very long", 'for example --prescriber "Dr Ng"')
    return word
