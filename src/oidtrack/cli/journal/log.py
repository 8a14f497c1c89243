"""`oidtrack log`: write down how it is and what was taken."""

from oidtrack.cli.journal.writing import OPTIONS, show
from oidtrack.cli.options import Typed
from oidtrack.cli.params import taking
from oidtrack.cli.session import Session


@taking(OPTIONS)
def run(session: Session, typed: Typed) -> None:
    """Write down mood, sleep, pain, doses, a note. Without options it asks you.

    Several options can stand in one line; all of it is saved, or nothing. What
    is typed in a command also stands in your shell's history, and in `ps` while
    it runs: `oidtrack log` alone asks instead, and `--note -` reads stdin.

    Examples:
      oidtrack log --mood 5 --sleep 7h30 --pain 4 --taken
      oidtrack log --dose "oxycodone 10mg at 8:00" --symptom sweating=2
      oidtrack log --at "yesterday 9pm" --note "a long walk" --tag walk
      oidtrack log --same-as-yesterday --taken
      oidtrack log --catch-up 3d
    """
    show(session, typed)
