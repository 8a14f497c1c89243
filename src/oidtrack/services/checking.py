"""A questionnaire that was just answered: scored, compared with the one before, and stored."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from oidtrack.domain.journal import Assessment, Entry, Kind, Moment
from oidtrack.domain.questionnaire import Questionnaire, Score, score
from oidtrack.rules.assessments import Answered, assessment_findings
from oidtrack.rules.base import Finding
from oidtrack.store.database import Journal
from oidtrack.store.entries import EntryFilter, add_entry, entries


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of a questionnaire.

    Attributes:
        form: The questionnaire.
        entry: As stored, with its id.
        answers: Points in the order of the items.
        result: Score, band and alarm.
        before: The entry of the same kind that came before, or None.
        change: Against that one; None for the first.
        cautions: What there is to say, the most severe first.
    """

    form: Questionnaire
    entry: Entry
    answers: tuple[int, ...]
    result: Score
    before: Entry | None
    change: Fraction | None
    cautions: tuple[Finding, ...]

    @property
    def matters(self) -> bool | None:
        """Whether the change is one that matters; None where that is not known."""
        least = self.form.meaningful_change
        return None if least is None or self.change is None else abs(self.change) >= least


def keep(journal: Journal, form: Questionnaire, answers: tuple[int, ...], when: Moment, at_utc: int) -> Checked:
    """Score the answers and write them down.

    Args:
        journal: The journal.
        form: The questionnaire.
        answers: Points in the order of the items.
        when: The moment that they are for.
        at_utc: Now, in seconds since 1970, UTC.

    Raises:
        BadInput: Too few or too many answers, or points that are no choice; nothing is written then.
    """
    result = score(form, answers)
    before = _before(journal, form.id, when)
    change = None if before is None else result.value - score(form, before[1].answers).value
    with journal.writing("check", at_utc) as writer:
        stored = add_entry(writer, Entry(Kind.ASSESSMENT, when, Assessment(form.id, answers)))
    said = Answered(form.id, result.value, change, result.alarm, stored.name)
    earlier = None if before is None else before[0]
    return Checked(form, stored, answers, result, earlier, change, assessment_findings(said))


def _before(journal: Journal, instrument: str, when: Moment) -> tuple[Entry, Assessment] | None:
    """The latest one of the same kind that is not later than a moment."""
    found = None
    for entry in entries(journal, EntryFilter(kinds=(Kind.ASSESSMENT,))):
        body = entry.body
        if isinstance(body, Assessment) and body.instrument == instrument and entry.moment.at_utc <= when.at_utc:
            found = entry, body
    return found
