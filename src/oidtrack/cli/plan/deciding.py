"""The check before a cut, carried by the card and the evening entry: one key decides, and is written down."""

from __future__ import annotations

from oidtrack.cli.asking.asking import Stopped
from oidtrack.cli.asking.keys import keyboard
from oidtrack.cli.asking.questions import Back, Question, put
from oidtrack.cli.session import Session
from oidtrack.domain.dose import amount_text
from oidtrack.errors import BadInput, OidtrackError
from oidtrack.render.page.parts import BLANK, Block
from oidtrack.render.plan.steered import steered_page
from oidtrack.render.today.page import gate_block
from oidtrack.services.dayplan import plans_in_force
from oidtrack.services.plan import steering
from oidtrack.services.plan.gating import Gate, before_cut, daily_before

STAY, GO, LATER = "s", "g", "l"
_ABOUT = "s holds the dose until you decide, g lets the cut come as planned, l or Enter decides nothing yet."


def tell_or_ask(session: Session, *, ask: bool) -> None:
    """What the check says of a cut that is near, after an entry: told, and where somebody is there, asked.

    Args:
        session: The clock, the journal and who is asked.
        ask: Whether a question may follow.
    """
    gate = near_gate(session)
    if gate is None or not gate.asks:
        return
    session.tell(Block((BLANK, gate_block(gate, session.today))))
    if ask:
        decide(session, gate)
    else:
        session.tell("To stay: oidtrack plan hold. To go on all the same: oidtrack plan go.")


def near_gate(session: Session) -> Gate | None:
    """The check of a cut that is near and that nobody has decided about; None where there is none."""
    with session.journal_if_any() as journal:
        if journal is None:
            return None
        plan = next(iter(plans_in_force(journal)), None)
        return before_cut(journal, plan, session.now, session.day_ends_at)


def decide(session: Session, gate: Gate) -> None:
    """Ask in one key, and write the decision as an event of the plan; Enter decides nothing yet."""
    stay = amount_text(gate.plan.unit, daily_before(gate))
    question = Question(
        "decide",
        f"[s] stay on {stay} · [g] go on with the cut · [Enter] decide later:",
        _read,
        STAY + GO + LATER,
        about=_ABOUT,
    )
    try:
        with keyboard(moves=session.moves) as keys:
            answer = put(question, keys)
    except (Back, Stopped):
        return
    if answer not in {STAY, GO}:
        session.tell("Nothing is decided yet; the plan holds until you do.")
        return
    try:
        with session.journal(create=False) as journal:
            if answer == STAY:
                after = steering.hold(journal, gate.plan, session.today, None, _REASON, session.now)
            else:
                after = steering.go_on(journal, gate.plan, session.today, _REASON, session.now)
    except OidtrackError as error:
        session.tell(f"{error.message}; {error.hint}")
        return
    session.tell(steered_page(gate.plan, after, session.today, ()))


_REASON = "decided when the check asked"


def _read(text: str) -> str:
    if text.lower() in {STAY, GO, LATER}:
        return text.lower()
    raise BadInput("s, g or l is meant")
