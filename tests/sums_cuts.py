"""What a report says of the days around its cuts, once more by SQL: mood since each, and the medians of each phase."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from sums import PLANNED, VALUES, Sums, said, short, signed

_WINDOWS = ((0, 3), (4, 7), (8, 14), (15, 21), (22, 28))
_FORTIETHS = 400
"""Of one point of mood, which is kept in tenths."""
_NOTHING = "SELECT '' AS day, 0 AS value WHERE 0"
_HURT = """
    WITH shift AS ({shifts}), seen AS (SELECT n, value <= -{point} AS hurts FROM shift),
    near AS (SELECT n, hurts, lag(hurts) OVER w AS before, lead(hurts) OVER w AS next, lead(hurts, 2) OVER w AS third
        FROM seen WINDOW w AS (ORDER BY n))
    SELECT (SELECT min(n) FROM near WHERE before AND NOT hurts AND NOT next AND NOT third), max(hurts), count(*)
    FROM seen"""
"""The first day of three in a row, behind one that hurts, that do not; whether any hurts; how many there are."""


def since_cuts(sums: Sums) -> list[str]:
    """A row for each cut of the period, and one for all of them together."""
    cuts = [cut for cut in sums.cuts() if sums.first <= cut <= sums.over]
    every = [_shifts(sums, cut, until) for cut, until in zip(cuts, [*cuts[1:], date.max], strict=False)]
    rows = [f"{short(cut)} {_row(sums, shifts)} {_hurt(sums, shifts)}" for cut, shifts in zip(cuts, every, strict=True)]
    known = any(sums.fortieths(shifts, "1")[0] for shifts in every)
    return [*rows, f"all {_row(sums, ' UNION ALL '.join(every))}"] if known else []


def _shifts(sums: Sums, cut: date, until: date) -> str:
    """The days from a cut to the next, counted from it, and how far mood lies from the two weeks before."""
    n, middle = sums.fortieths(VALUES["mood"], sums.days(cut - timedelta(days=14), cut))
    if middle is None or n < 3:
        return _NOTHING.replace("day", "n", 1).replace("n,", "n, '' AS day,", 1)
    last = min(until, cut + timedelta(days=29), sums.over)
    return f"""SELECT CAST(julianday(day) - julianday('{cut}') AS INTEGER) AS n, day,
        CAST(value AS INTEGER) * 40 - {middle} AS value FROM ({VALUES["mood"]}) WHERE {sums.days(cut, last)}"""


def _row(sums: Sums, shifts: str) -> str:
    cells = []
    for first, last in _WINDOWS:
        n, value = sums.fortieths(shifts, f"n BETWEEN {first} AND {last}")
        cells.append("-" if value is None else f"{signed(Fraction(value, 40 * _FORTIETHS))} ({n})")
    return " ".join(cells)


def _hurt(sums: Sums, shifts: str) -> str:
    over, hurts, n = sums.rows(_HURT.format(shifts=shifts, point=_FORTIETHS))[0]
    if over is not None:
        return f"{over} days"
    return "no dip" if n >= 3 and not hurts else "-"


def phase_rows(sums: Sums) -> list[str]:
    """Days after the end, days 0 to 14 after a cut and all others: medians and quartiles of each measure."""
    cuts = [cut for cut in sums.cuts() if cut < sums.over]
    if not cuts:
        return []
    stop = sums.one("SELECT json_extract(document, '$.stops_on') FROM plans ORDER BY version DESC LIMIT 1")
    dip = " OR ".join(f"(day >= '{cut}' AND day <= date('{cut}', '+14 days'))" for cut in cuts)
    kinds = {
        "steady dose": f"day < '{stop}' AND NOT ({dip})",
        "after a cut": f"day < '{stop}' AND ({dip})",
        "after the end": f"day >= '{stop}'",
    }
    span = {"first": f"{sums.first}", "last": f"{sums.over - timedelta(days=1)}"}
    found = []
    for name, kind in kinds.items():
        where = f"{sums.days(sums.first, sums.over)} AND {kind}"
        (days,) = sums.file.execute(f"{PLANNED} SELECT count(*) FROM span WHERE {kind}", span).fetchone()
        logged = sums.one(f"SELECT count(DISTINCT day) FROM entries WHERE {where}")
        measures = ("mood", "interest", "energy", "sleep", "pain", "withdrawal")
        cells = " ".join(_spread(sums, measure, where, days) for measure in measures)
        found += [f"{name} ({logged}/{days}) {cells}"] if days else []
    return found


def _spread(sums: Sums, measure: str, where: str, days: int) -> str:
    (n, low), (_, middle), (_, high) = (sums.quantile(measure, where, share) for share in (10, 20, 30))
    if not n:
        return "-"
    few = n < 5 or 2 * n < days
    return f"{said(middle)} ({n}) {'too few' if few else f'{said(low)}-{said(high)}'}"
