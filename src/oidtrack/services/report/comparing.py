"""How things were when a period began, to set beside how they are now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from oidtrack.domain.journal import Entry
from oidtrack.domain.mme import DailyMme
from oidtrack.insight.series import WITHDRAWAL, Series
from oidtrack.insight.spread import Spread
from oidtrack.insight.then_now import AFTER_CUT_DAYS, AfterCuts, Change, after_cuts, changes
from oidtrack.services.doses.mme import journal_mme
from oidtrack.services.journal.assessing import AssessmentView, assessments
from oidtrack.store.file.database import Journal
from oidtrack.taper.days.dayplan import ONE_DAY, DosePlan
from oidtrack.taper.days.inforce import InForce


class ThenNow(Struct, frozen=True):
    """The begin of a period beside its end.

    Attributes:
        changes: Each measure at both ends.
        after_cuts: The highest withdrawal, and that of the week after each cut.
        forms: The last questionnaire of each kind that was answered up to the first day.
        in_force: Every medicine of the first day.
        mme: Of the first day; None where nothing was looked at.
    """

    changes: tuple[Change, ...] = ()
    after_cuts: AfterCuts | None = None
    forms: tuple[AssessmentView, ...] = ()
    in_force: tuple[InForce, ...] = ()
    mme: DailyMme | None = None

    def of(self, measure: str) -> Change:
        """One measure; empty at both ends where nothing was looked at."""
        empty = Change(measure, Spread(0), Spread(0))
        return next((one for one in self.changes if one.measure == measure), empty)


def then_and_now(
    journal: Journal,
    planned: DosePlan,
    measures: tuple[Series, ...],
    answered: Iterable[Entry],
    span: tuple[date, date],
) -> ThenNow:
    """Both ends of a period.

    Args:
        journal: The journal.
        planned: All that decides planned doses.
        measures: Series of every measure over the period.
        answered: Questionnaires, the earliest first; also those from before the period.
        span: First local day of the period, and the day after its last that is over.
    """
    first, until = span
    whole = next(one for one in measures if one.measure == WITHDRAWAL)
    withdrawal = Series(WITHDRAWAL, first, whole.values[: (until - first).days])
    forms = {view.instrument: view for view in assessments(answered, date.min) if view.day <= first}
    return ThenNow(
        changes=changes(measures, first, until),
        after_cuts=after_cuts(withdrawal, planned.cuts(first - AFTER_CUT_DAYS * ONE_DAY, until)),
        forms=tuple(forms.values()),
        in_force=planned.on(first),
        mme=journal_mme(journal, first).mme,
    )
