"""The figures of a report once more, by SQL alone over the file of the journal: nothing of the program adds them up.

Only SQLite is asked, for whole numbers: values are weighted in fortieths. What is
left to do here is to write a number as the page writes it.
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

VALUES = {
    "mood": "SELECT e.day, avg(m.mood) AS value FROM entries e JOIN moods m ON m.entry_id = e.id"
    " WHERE m.mood NOT NULL GROUP BY e.day",
    "pain": "SELECT e.day, avg(m.pain) AS value FROM entries e JOIN moods m ON m.entry_id = e.id"
    " WHERE m.pain NOT NULL GROUP BY e.day",
    "sleep": "SELECT e.day, avg(m.sleep_min) AS value FROM entries e JOIN moods m ON m.entry_id = e.id"
    " WHERE m.sleep_min NOT NULL GROUP BY e.day",
    "interest": "SELECT e.day, avg(m.interest) AS value FROM entries e JOIN moods m ON m.entry_id = e.id"
    " WHERE m.interest NOT NULL GROUP BY e.day",
    "energy": "SELECT e.day, avg(m.energy) AS value FROM entries e JOIN moods m ON m.entry_id = e.id"
    " WHERE m.energy NOT NULL GROUP BY e.day",
    "withdrawal": "SELECT e.day, sum(s.severity) AS value FROM entries e JOIN symptoms s ON s.entry_id = e.id"
    " WHERE s.severity NOT NULL GROUP BY e.day",
}
"""One value for each day: tenths of points, minutes, or the sum of the symptoms; the lives have one check-in a day."""
UNIT = {"mood": 10, "pain": 10, "sleep": 60, "withdrawal": 1}

_QUANTILE = """
    WITH v AS ({values}), inside AS (SELECT value FROM v WHERE {where}),
    ranked AS (SELECT CAST(value AS INTEGER) AS value, row_number() OVER (ORDER BY value) - 1 AS k FROM inside),
    place AS (SELECT count(*) AS n, {share} * (count(*) - 1) / 40 AS below, {share} * (count(*) - 1) % 40 AS rest
        FROM ranked)
    SELECT n,
        (SELECT value FROM ranked WHERE k = below) * (40 - rest)
        + coalesce((SELECT value FROM ranked WHERE k = below + 1), 0) * rest
    FROM place"""


class Sums:
    """A journal at one moment: `first` is the first day of its report, `over` the day that is not over yet."""

    def __init__(self, path: Path, over: date) -> None:
        self.file = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.over = over
        (self.first,) = (date.fromisoformat(self.one("SELECT max(day) FROM appointments WHERE day <= ?", f"{over}")),)

    def one(self, sql: str, *values: Any) -> Any:
        """The first column of the only row."""
        return self.file.execute(sql, values).fetchone()[0]

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Every row."""
        return self.file.execute(sql, values).fetchall()

    def quantile(self, measure: str, where: str, share: int = 20) -> tuple[int, Fraction | None]:
        """How many days, and where the value at so many fortieths of the way lies (Hyndman and Fan, type 7)."""
        n, value = self.fortieths(VALUES[measure], where, share)
        return n, None if value is None else Fraction(value, 40 * UNIT.get(measure, 10))

    def fortieths(self, values: str, where: str, share: int = 20) -> tuple[int, int | None]:
        """The same of any whole numbers with a day, in fortieths."""
        n, value = self.rows(_QUANTILE.format(values=values, where=where, share=share))[0]
        return n, value if n else None

    def cuts(self) -> list[date]:
        """First days of smaller doses up to the moment, the stop among them, as the last version has them."""
        sql = """WITH last AS (SELECT document FROM plans ORDER BY version DESC LIMIT 1)
            SELECT json_extract(s.value, '$.first') AS day FROM last, json_each(document, '$.steps') s WHERE day <= ?1
            UNION SELECT json_extract(document, '$.stops_on') AS day FROM last WHERE day <= ?1 ORDER BY day"""
        return [date.fromisoformat(day) for (day,) in self.rows(sql, f"{self.over}")]

    def days(self, since: date, until: date) -> str:
        """A condition: from one day to the day before another."""
        return f"day >= '{since}' AND day < '{until}'"

    @property
    def edge(self) -> int:
        """Days at each end that are set against each other."""
        return min(14, (self.over - self.first).days // 2)

    def then(self) -> str:
        """A condition: the days of then."""
        return self.days(self.first, self.first + timedelta(days=self.edge))

    def now(self) -> str:
        """A condition: the days of now."""
        return self.days(self.over - timedelta(days=self.edge), self.over)

    def usual(self) -> str:
        """A condition: the months before the last two weeks, without days 0 to 14 after cuts."""
        where = self.days(self.over - timedelta(days=134), self.over - timedelta(days=13))
        return where + "".join(f" AND NOT (day >= '{cut}' AND day <= date('{cut}', '+14 days'))" for cut in self.cuts())

    def logged(self, since: date, until: date) -> int:
        """Days with an entry of any kind."""
        return int(self.one(f"SELECT count(DISTINCT day) FROM entries WHERE {self.days(since, until)}"))

    def scores(self, form: str) -> list[tuple[date, Fraction]]:
        """Day and score of every questionnaire of a kind up to the moment; PEG is a mean of three."""
        sql = """SELECT e.day, sum(x.value), count(*) FROM assessments a JOIN entries e ON e.id = a.entry_id,
            json_each(a.answers) x WHERE a.instrument = ? AND e.day <= ? GROUP BY a.id ORDER BY e.day"""
        found = self.rows(sql, form, f"{self.over}")
        return [(date.fromisoformat(day), Fraction(total, n if form == "peg" else 1)) for day, total, n in found]


def said(value: Fraction | None) -> str:
    """One decimal at most, half to even."""
    if value is None:
        return "-"
    tenths = round(value * 10)
    return f"{'-' if tenths < 0 else ''}{abs(tenths) // 10}" + (f".{abs(tenths) % 10}" if tenths % 10 else "")


def signed(value: Fraction) -> str:
    """A change with its sign."""
    words = said(abs(value))
    return words if words == "0" else f"{'+' if value > 0 else '-'}{words}"


def long(day: date) -> str:
    """`Tue 4 Aug 2026`."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def short(day: date) -> str:
    """`4 Aug`."""
    return f"{day.day} {day:%b}"


PLANNED = """
    WITH RECURSIVE span(day) AS (SELECT :first UNION ALL SELECT date(day, '+1 day') FROM span WHERE day < :last),
    version AS ( -- the version of the plan that decides a day: the last written of those in effect
        SELECT span.day AS day, max(p.version) AS version FROM span JOIN plans p ON p.status <> 'draft'
        AND coalesce(json_extract(p.document, '$.event.on'), json_extract(p.document, '$.agreed_on')) <= span.day
        GROUP BY span.day
    ), document AS MATERIALIZED (SELECT version.day AS day, p.document AS document, p.medicine AS medicine
        FROM version JOIN plans p ON p.version = version.version),
    step AS MATERIALIZED (SELECT d.day AS day, d.medicine AS medicine, s.value AS step FROM document d,
        json_each(d.document, '$.steps') s
        WHERE d.day >= json_extract(s.value, '$.first')
        AND d.day < date(json_extract(s.value, '$.first'), json_extract(s.value, '$.days') || ' days')),
    of_plan AS ( -- the doses of a step on the days on which one is due, and those before the first step
        SELECT step.day AS day, step.medicine AS medicine, substr(json_extract(x.value, '$.at'), 1, 5) AS slot,
            json_extract(x.value, '$.amount.ug') AS amount
        FROM step, json_each(step.step, '$.doses') x
        WHERE CAST(julianday(step.day) - julianday(json_extract(step.step, '$.first')) AS INTEGER)
            % json_extract(step.step, '$.every_days') = 0
        UNION ALL SELECT d.day, d.medicine, substr(json_extract(x.value, '$.at'), 1, 5),
            json_extract(x.value, '$.amount.ug')
        FROM document d, json_each(d.document, '$.current') x WHERE d.day < json_extract(d.document, '$.start')
    ), planned AS MATERIALIZED (
        SELECT * FROM of_plan UNION ALL
        SELECT span.day, p.medicine, x.at, coalesce(x.dose_ug, x.rate_ng_h) FROM span
        JOIN prescriptions p ON p.since <= span.day JOIN prescription_doses x ON x.prescription_id = p.id
        WHERE CAST(julianday(span.day) - julianday(p.since) AS INTEGER) % p.change_days = 0
        AND NOT EXISTS (SELECT 1 FROM document d WHERE d.day = span.day AND d.medicine = p.medicine)
    ), answered AS MATERIALIZED ( -- each planned time with what became of it
        SELECT planned.*, (SELECT i.state FROM intakes i JOIN entries e ON e.id = i.entry_id WHERE e.day = planned.day
            AND i.medicine = planned.medicine AND i.slot = planned.slot) AS state,
            EXISTS (SELECT 1 FROM intakes i JOIN entries e ON e.id = i.entry_id WHERE e.day = planned.day) AS recorded
        FROM planned
    ), day AS MATERIALIZED ( -- each medicine of each day
        SELECT day, medicine, count(*) AS planned, count(state) AS told, sum(state = 'taken') AS taken,
            sum(state = 'skipped') AS skipped, max(recorded) AS recorded, sum(amount) AS amount,
            sum(iif(state = 'taken', amount, 0)) AS amount_taken
        FROM answered GROUP BY day, medicine)
"""
"""What was planned from `:first` to `:last` and what became of it, as tables `answered` and `day`."""
