"""Which medicine a plan is for: one of the journal, or one described in the options."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from oidtrack.cli.medicines.describing import read_said
from oidtrack.cli.session import Session
from oidtrack.domain.medicine import Prescription
from oidtrack.services.dayplan import plans_in_force
from oidtrack.services.medicines.prescribing import Described, describe, redescribe
from oidtrack.services.opening import Journal
from oidtrack.services.plan.background import Background, background
from oidtrack.services.plan.planning import Chosen, choose_medicine
from oidtrack.taper.plan import Plan


def planned_for(session: Session, medicine: str, words: Mapping[str, str | None]) -> tuple[Chosen, Background]:
    """The medicine to plan for at the dose in force, and what the journal knows of the person.

    Args:
        session: For dates, and the journal where there is one.
        medicine: As typed; empty for the one opioid of the journal.
        words: Describing options by name, as `read_said` takes them.

    Raises:
        MissingAnswer: No medicine, and no journal to find one in.
    """
    with session.journal_if_any() as journal:
        if words.get("dose"):
            if not medicine:
                raise session.need("the medicine", "say which: --medicine oxycodone")
            described = describe(read_said(session, medicine, words), session.today)
            chosen = Chosen(described, None if journal is None else in_force(journal, described.prescription))
        elif journal is None:
            raise session.need(
                "the medicine", "add it (`oidtrack med add`) or describe it with --medicine, --dose and --at"
            )
        else:
            found = choose_medicine(journal, medicine, session.today)
            chosen = replace(found, described=_at_hand(session, found.described, words))
        return chosen, background(journal, chosen.described.prescription, session.today)


def in_force(journal: Journal, of: Plan | Prescription) -> Plan | None:
    """The plan in force of the same medicine."""
    same = (of.medicine, of.release)
    return next((plan for plan in plans_in_force(journal) if (plan.medicine, plan.release) == same), None)


def _at_hand(session: Session, described: Described, words: Mapping[str, str | None]) -> Described:
    """The prescription of the journal, with strengths typed here in place of its own."""
    said = read_said(session, described.prescription.medicine, words)
    if not (said.strengths or said.halves or said.liquid or said.since):
        return described
    new = redescribe(described.prescription, said, described.prescription.since)
    since = said.since or described.prescription.opioid_since
    return replace(new, prescription=replace(new.prescription, opioid_since=since))
