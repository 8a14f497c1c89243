"""Whether a cut is near, asked of the file itself: the daily entry reads no plan on all the other days."""

from __future__ import annotations

from datetime import date

from oidtrack.store.file.database import Journal

_SQL = """
    WITH latest AS (SELECT max(id) AS id FROM plans WHERE status <> 'draft' GROUP BY medicine)
    SELECT 1 FROM plans JOIN latest USING (id), json_each(document, '$.steps') AS step
    WHERE status = 'agreed' AND json_extract(step.value, '$.first') BETWEEN ? AND ?
    UNION ALL
    SELECT 1 FROM plans JOIN latest USING (id)
    WHERE status = 'agreed' AND json_extract(document, '$.stops_on') BETWEEN ? AND ?
    LIMIT 1
"""


def cut_near(journal: Journal, first: date, last: date) -> bool:
    """Whether a step or the stop of a plan that was agreed to begins between two days, both included.

    It says yes rather too often: of two releases of one medicine it knows only the plan that was written to last.
    """
    return bool(journal.rows(_SQL, 2 * (first.isoformat(), last.isoformat())))
