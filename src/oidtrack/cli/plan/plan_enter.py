"""`oidtrack plan enter`: a prescriber's own steps, held to the same laws."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from oidtrack.cli.asking.asking import Stopped
from oidtrack.cli.asking.keys import keyboard
from oidtrack.cli.asking.questions import Back
from oidtrack.cli.asking.walking import FIRST
from oidtrack.cli.medicines.describing import DESCRIBING
from oidtrack.cli.options import Typed
from oidtrack.cli.params import Several, taking
from oidtrack.cli.plan.enter_asking import ask_whose, settle, tell_table, type_steps
from oidtrack.cli.plan.planned_for import planned_for
from oidtrack.cli.session import Session
from oidtrack.cli.surroundings import file_path
from oidtrack.cli.words.reading import say_that_it_reads
from oidtrack.errors import BadInput, LeftOff, Refused
from oidtrack.exchange.text_file import STDIN, read_text
from oidtrack.render.page.parts import Page
from oidtrack.render.plan.document import SCHEMA, ends_body, plan_body
from oidtrack.render.plan.page import ends_words, plan_page
from oidtrack.render.warnings.findings import findings_page
from oidtrack.services.plan.entering import Entered, read_table
from oidtrack.services.plan.entering import enter as entered_from
from oidtrack.services.plan.planning import keep
from oidtrack.services.plan.steering import put_in_force
from oidtrack.taper.plan import Plan

LARGEST = 2**20


@taking(DESCRIBING)
def enter(
    session: Session,
    file: Annotated[
        str, typer.Argument(metavar="[FILE.csv]", help="date, then a column for each time; - reads stdin; else asked.")
    ] = "",
    medicine: Annotated[str, typer.Option(metavar="NAME", help="Which opioid; not needed where there is one.")] = "",
    agreed_with: Annotated[str, typer.Option(metavar="NAME", help="Prescriber whose steps these are.")] = "",
    accept: Annotated[Several, typer.Option(metavar="LAW", help="A law that these steps may break.")] = None,
    *,
    typed: Typed,
) -> None:
    """Enter the steps that your prescriber wrote. Nothing about them is changed.

    The file has a line for each step: its first day and the dose at each time,
    0 or blank for none. A last line of 0 is the day it stops. A column `every`
    with 2 stands for a dose on every other day. A step that breaks a law of
    every plan is named; it is kept only with --agreed-with and --accept LAW.
    A step above the dose before it is always refused. Without a file, on a
    terminal, the steps are asked one by one.

    Examples:
      oidtrack plan enter
      oidtrack plan enter steps.csv --medicine oxycodone
      oidtrack plan enter steps.csv --agreed-with "Dr. NAME"
    """
    if not file and session.interactive:
        _ask_for_all(session, medicine, typed.one)
        return
    if not file:
        raise session.need("the file with the steps", "for example: oidtrack plan enter steps.csv")
    path = file_path(file, "oidtrack plan enter steps.csv")
    if path == STDIN:
        session.unlock()
        say_that_it_reads()
    text = read_text(path, largest=LARGEST)
    chosen, known = planned_for(session, medicine, typed.one)
    table = read_table(text, chosen.described.prescription.release)
    laws = tuple(word.strip().lower() for one in accept or () for word in one.split(","))
    found = entered_from(chosen.described, table, known, session.today, agreed_with.strip(), laws)
    _answer(session, found, chosen.ends)


def _ask_for_all(session: Session, medicine: str, words: Mapping[str, str | None]) -> None:
    """Ask from the first question on, again where the person goes back before it.

    Raises:
        LeftOff: The person stopped.
    """
    session.unlock()  # a passphrase is a line of its own, asked before the keys are held
    with keyboard(moves=session.moves):
        while True:
            try:
                enter_by_questions(session, medicine, words)
            except Back:
                session.tell(FIRST)
            except Stopped:
                raise LeftOff from None
            else:
                return


def enter_by_questions(session: Session, medicine: str = "", words: Mapping[str, str | None] | None = None) -> Plan:
    """Ask for the steps one by one, and keep and show the plan as that of a file is.

    Args:
        session: Who is asked.
        medicine: As typed; empty for the one opioid of the journal.
        words: Describing options, as `planned_for` takes them.
        json: Whether the plan is shown as JSON.

    Raises:
        Back: The person went back before the first question.
        Stopped: The person stopped; no step is kept.
        Refused: It breaks a law, and nobody wants it all the same; what was typed is told.
    """
    steps, agreed_with = type_steps(session, medicine, words or {})
    try:
        while True:
            try:
                return _answer(session, settle(steps, agreed_with), steps.chosen.ends)
            except Back:
                agreed_with = ask_whose(steps)
    except (BadInput, Refused):
        tell_table(steps)
        raise


def _answer(session: Session, found: Entered, ends: Plan | None) -> Plan:
    """Keep and show it, or show which step breaks which law and end with exit 3."""
    refused, plan = bool(found.broken), found.plan
    if not refused:
        with session.journal() as journal:
            if plan.agreed_with:
                plan = put_in_force(journal, plan, "plan enter", session.now, session.today)
            else:
                plan = keep(journal, plan, session.at_utc)
    head = "Not kept:" if refused else ""
    told = "" if refused else ends_words(ends, ended=bool(plan.agreed_with))
    session.answer(
        SCHEMA,
        lambda: {**plan_body(plan, found.cautions), **ends_body(ends)},
        lambda: Page((head, plan_page(plan), told, findings_page(found.cautions))),
    )
    if refused:
        accept = " ".join(f"--accept {rule}" for rule in found.to_accept)
        hint = f'if your prescriber wrote just this: --agreed-with "Dr. NAME" {accept}'
        raise Refused("; ".join(found.broken), hint)
    return plan
