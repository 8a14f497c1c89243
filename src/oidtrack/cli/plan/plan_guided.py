"""`oidtrack plan` alone, with no plan yet: a conversation that ends in a draft, with the other paces beside it."""

from __future__ import annotations

from msgspec.structs import replace

from oidtrack.cli.asking import asking
from oidtrack.cli.asking.keys import keyboard
from oidtrack.cli.asking.walking import in_turn
from oidtrack.cli.plan.plan_questions import QUESTIONS
from oidtrack.cli.plan.plan_said import Said, asked, described
from oidtrack.cli.session import Session
from oidtrack.errors import LeftOff
from oidtrack.render.page.parts import Page, Words, labelled
from oidtrack.render.plan.lengths import length_block
from oidtrack.render.plan.page import plan_page
from oidtrack.render.plan.smoother import smoother_page
from oidtrack.render.warnings.findings import findings_page
from oidtrack.services.plan.first_plan import keep_with_medicine
from oidtrack.services.plan.lengths import lengths
from oidtrack.services.plan.planning import propose
from oidtrack.services.plan.smoothing import smoother_ways

_BEGIN = (
    "A few questions, then a draft for you and your prescriber. Enter takes what is shown, b goes one back, ?"
    " explains, q or Ctrl-C stops and keeps nothing."
)
_NEXT = ("The paces side by side: oidtrack plan compare", "To agree: oidtrack plan agree")


def guided(session: Session) -> None:
    """Ask, draft, keep the draft together with the medicine that was asked about, and show it.

    Raises:
        LeftOff: The person stopped; nothing is kept.
    """
    session.unlock()  # a passphrase is a line of its own, asked before the keys are held
    session.tell(Words(_BEGIN))
    said = Said()
    try:
        with keyboard(moves=session.moves):
            in_turn(session, QUESTIONS, lambda question: question(session, said))
    except asking.Stopped:
        raise LeftOff from None
    who = described(session, said)
    assert said.wish is not None  # the last question asks for it
    proposal = propose(who[0], replace(asked(session, said), wish=said.wish), who[1], session.today)
    assert proposal.plan is not None  # it was among the allowed ones
    new = who[0].prescription if said.mine is None else None
    with session.journal() as journal:
        plan = keep_with_medicine(journal, proposal.plan, new, session.at_utc)
    ways = smoother_ways(plan)
    kept = "" if new is None else f"{new.medicine} is in your journal now: oidtrack med list"
    parts = (
        plan_page(plan),
        smoother_page(ways, plan.unit),
        findings_page(proposal.cautions),
        length_block(lengths(plan, who, session.today)),
        labelled("Next", *_NEXT, kept),
    )
    session.page(Page(parts))
