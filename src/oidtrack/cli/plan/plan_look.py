"""`oidtrack plan show` and `oidtrack plan check`: what they take; what they show is told without the option parser."""

from __future__ import annotations

from typing import Annotated

import typer

from oidtrack.cli.params import Which, which
from oidtrack.cli.plan import checked, shown
from oidtrack.cli.session import Session


def show(
    session: Session,
    plan: Which = "",
    whole: Annotated[bool, typer.Option("--all", help="Every step, as a pipe gets it.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Also what its words and rules mean.")] = False,
) -> None:
    """Show the plan in force, or the newest draft.

    On a terminal: a picture, where you are, the step now, the next two and the
    end. In a pipe, and with --all or --plain, every step.

    Examples:
      oidtrack plan show
      oidtrack plan show --all --explain
      oidtrack plan show p2 --json
    """
    shown.show(session, which(plan), whole=whole, explain=explain)


def check(session: Session, plan: Which = "") -> None:
    """Before a cut: go on, wait, or call?

    It looks at the week's mood, pain, withdrawal, PHQ-9 and doses.

    It never speeds up. On a terminal it asks how today was where nothing is
    written down yet; the answers are kept as today's entry.

    Examples:
      oidtrack plan check
      oidtrack plan check --json
    """
    checked.show(session, which(plan))
