"""How the first evening is asked: one question at a time, and what was kept so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct, field

from oidtrack.cli.asking.asking import read_yes_or_no
from oidtrack.cli.asking.questions import ask
from oidtrack.cli.journal.profile import save_facts
from oidtrack.cli.session import Session
from oidtrack.domain.profile import Profile
from oidtrack.services.journal.profile import load_profile
from oidtrack.services.medicines.medicines import StoredPrescription, current
from oidtrack.services.plan.first_plan import by_the_clock


class First(Struct):
    """What was said and kept so far.

    Attributes:
        session: Who is asked.
        words: What was said of the medicine, by option of `med add` without dashes; `name` too.
        kept: What was written down, in its order, one for each change of the journal.
        before: How much of it there was when a question was asked.
    """

    session: Session
    words: dict[str, str] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    before: dict[AskFirst, int] = field(default_factory=dict)

    def yes_or_no(self, words: str, about: str) -> bool | None:
        """Yes, no, or None where the question was left out."""
        said = ask(f"{words} [y/n]", about, "yn", read=read_yes_or_no)
        return read_yes_or_no(said) if said else None

    @property
    def profile(self) -> Profile:
        """As it is in the journal now."""
        with self.session.journal_if_any() as journal:
            return Profile() if journal is None else load_profile(journal)

    def save(self, what: str, facts: Mapping[str, object]) -> None:
        """Write facts of the profile."""
        save_facts(self.session, dict(facts))
        self.keep(what)

    def keep(self, what: str) -> None:
        """Remember and say that something was written."""
        self.kept.append(what)
        self.session.tell(f"  saved: {what}")

    def opioid(self) -> StoredPrescription | None:
        """The first opioid of the journal that has its times."""
        with self.session.journal_if_any() as journal:
            if journal is None:
                return None
            mine = by_the_clock(journal, self.session.today)
            rows = current(journal, self.session.today)
        return next((row for row in rows if row.prescription in mine), None)


AskFirst = Callable[[First], bool]
"""Asks, reads, writes. False where nothing needed to be asked; BadInput where it is to be asked again."""
