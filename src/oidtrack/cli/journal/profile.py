"""`oidtrack profile`: what bears on risk and pace."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from oidtrack.cli.options import Option, Typed
from oidtrack.cli.params import taking
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
WORDS = (
    Option("opioid_since", "First day of this stretch on opioids.", "DATE"),
    Option("born", "Year of birth.", "YEAR"),
    Option("country", "For help lines: US, or its name.", "XX"),
    Option("prescriber", "Who prescribes.", "NAME"),
)
YES_OR_NO = (
    Option("pregnant", "Pregnant now.", no="not-pregnant"),
    Option("depression_before", "Depression at any time before.", no="no-depression-before"),
    Option("chronic_pain", "Chronic pain.", no="no-chronic-pain"),
    Option("sleep_apnoea", "Sleep apnoea.", no="no-sleep-apnoea"),
    Option("alcohol", "Alcohol at times.", no="no-alcohol"),
    Option("benzodiazepine", "A benzodiazepine as well.", no="no-benzodiazepine"),
    Option("naloxone", "Naloxone at home.", no="no-naloxone"),
    Option("failed_taper", "A taper that was tried and given up.", no="no-failed-taper"),
)


@taking((*WORDS, *YES_OR_NO))
def run(session: Session, typed: Typed) -> None:
    """Show or change what bears on risk and pace. What you do not say stays unsaid.

    Examples:
      oidtrack profile
      oidtrack profile --opioid-since 2023-01-15 --country US --naloxone
      oidtrack profile --prescriber "Dr Ng" --no-depression-before
    """
    said = {one.name: one.name in typed.flags for one in YES_OR_NO if typed.flags & {one.name, one.no}}
    words = {name: read_fact(session, name, text) for name, text in typed.one.items() if text is not None}
    if said or words:
        save_facts(session, {**said, **words})
    profile, since, risks = _known(session)
    session.answer(
        "oidtrack/profile/1",
        lambda: {**profile_body(profile, since), "risks": risk_body(risks)},
        lambda: Page((profile_page(profile, since), risk_page(risks)), full=True),
    )


def _known(session: Session) -> tuple[Profile, Since | None, tuple[RiskFact, ...]]:
    with session.journal_if_any() as journal:
        if journal is None:
            return Profile(), None, ()
        today = session.today
        return load_profile(journal), since_of(journal, today), risk_picture(journal, today)


def save_facts(session: Session, said: Mapping[str, Any]) -> None:
    """Put facts of the profile, by their names, in place of what was known; the others stay."""
    with session.journal() as journal:
        profile = replace(load_profile(journal), **said)
        with journal.writing("profile", session.at_utc) as writer:
            save_profile(writer, profile)


def read_since(session: Session, text: str) -> date:
    """The first day on opioids.

    Raises:
        BadInput: It is no day, or lies ahead.
    """
    return parse_past_day(text.strip(), session, "--opioid-since is the first day of taking opioids")


def read_fact(session: Session, name: str, text: str) -> object:
    """The value of one option.

    Raises:
        BadInput: It cannot be.
    """
    word = text.strip()
    if name == "opioid_since":
        return read_since(session, word)
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
