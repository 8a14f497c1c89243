"""What a report says of the days to come and of the dose of then, once more by SQL: tablets, how far they reach."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from sums import PLANNED, Sums, long, said

_DUE = f"""{PLANNED}, due AS ( -- every planned time from today on that has no word; on hold the dose of today stays
        SELECT span.day AS day, p.medicine AS medicine, p.slot AS slot, p.amount AS amount,
            span.day < :visit OR (span.day = :visit AND p.slot < :at) AS before
        FROM span JOIN planned p ON p.day = iif((SELECT status = 'held' FROM plans ORDER BY version DESC LIMIT 1),
            :first, span.day) JOIN prescriptions r ON r.medicine = p.medicine AND r.role = 'opioid'
        WHERE NOT EXISTS (SELECT 1 FROM intakes i JOIN entries e ON e.id = i.entry_id WHERE e.day = span.day
            AND e.day = :first AND i.medicine = p.medicine AND i.slot = p.slot)
    ), strength AS (SELECT r.medicine AS medicine, coalesce(s.dose_ug, s.rate_ng_h) AS size,
        row_number() OVER (PARTITION BY r.medicine ORDER BY coalesce(s.dose_ug, s.rate_ng_h) DESC) AS k
        FROM prescription_strengths s JOIN prescriptions r ON r.id = s.prescription_id
    ), piece(day, medicine, before, slot, k, size, count, rest) AS ( -- the largest tablets first
        SELECT day, d.medicine, before, slot, k, size, amount / size, amount % size
        FROM due d JOIN strength s ON s.medicine = d.medicine AND s.k = 1
        UNION ALL SELECT p.day, p.medicine, p.before, p.slot, s.k, s.size, p.rest / s.size, p.rest % s.size
        FROM piece p JOIN strength s ON s.medicine = p.medicine AND s.k = p.k + 1)
"""
_USED = f"""{PLANNED} SELECT count(*) FROM answered WHERE medicine = :medicine
    AND iif(day < :last, state IS NULL OR state = 'taken', state = 'taken')"""
"""Of a medicine that was counted in the morning of the first day: past times without a word count as taken."""


def visit(sums: Sums) -> tuple[date, str]:
    """The next visit, and its time by the wall clock of the lives."""
    sql = """SELECT day, strftime('%H:%M', at_utc + 60 * offset_min, 'unixepoch') FROM appointments
        WHERE day > ? ORDER BY day"""
    day, at = sums.rows(sql, f"{sums.over}")[0]
    return date.fromisoformat(day), at


def asked(sums: Sums) -> list[tuple[str, str, str, int]]:
    """Stretch, medicine, strength and count of each line of a prescription: up to the visit, then four weeks."""
    on, at = visit(sums)
    span = {"first": f"{sums.over}", "last": f"{on + timedelta(days=27)}", "visit": f"{on}", "at": at}
    sql = f"""{_DUE} SELECT before, p.medicine, size, sum(count), (SELECT min(r.id) FROM prescriptions r
            WHERE r.medicine = p.medicine) AS place, (SELECT max(r.release) FROM prescriptions r
            WHERE r.medicine = p.medicine) AS release
        FROM piece p GROUP BY before, p.medicine, size HAVING sum(count) > 0
        ORDER BY before DESC, place, size DESC"""
    left = {medicine: count for medicine, count, _ in homes(sums)}
    found = []
    for before, medicine, size, count, _, release in sums.file.execute(sql, span):
        used = min(count, left.get(medicine, 0))
        left[medicine] = left.get(medicine, 0) - used
        unit = "mcg/h" if release == "patch" else "mg"
        stretch = "Until" if before else "From"
        found += [(stretch, medicine, f"{said(Fraction(size, 1000))} {unit}", count - used)] if count > used else []
    return found


def homes(sums: Sums) -> list[tuple[str, int, date | None]]:
    """Of each medicine that was counted how many are left, and the first day that they do not cover."""
    on, at = visit(sums)
    sql = "SELECT medicine, day, count_num / count_den FROM stock WHERE day <= ?"
    found: list[tuple[str, int, date | None]] = []
    for medicine, day, count in sums.rows(sql, f"{sums.over}"):
        past = {"first": day, "last": f"{sums.over}", "medicine": medicine}
        left = count - sums.file.execute(_USED, past).fetchone()[0]
        ahead = {"first": f"{sums.over}", "last": f"{on + timedelta(days=27)}", "visit": f"{on}", "at": at}
        short = f"""{_DUE} SELECT min(day) FROM (SELECT day, sum(count) OVER (ORDER BY day, slot) AS needed FROM piece
            WHERE medicine = :medicine) WHERE needed > :left"""
        (ends,) = sums.file.execute(short, {**ahead, "medicine": medicine, "left": left}).fetchone()
        found.append((medicine, left, date.fromisoformat(ends)))
    return found


def reach(sums: Sums) -> list[str]:
    """How far what is at home reaches: in the glance, among the findings and in its own section."""
    on, _ = visit(sums)
    found = []
    for medicine, left, ends in homes(sums):
        assert ends is not None
        days = (ends - sums.over).days
        found += [
            f"{medicine.capitalize()} at home lasts until {long(ends - timedelta(days=1))}.",
            f"What is at home of {medicine} no longer covers {long(ends)}; the next refill or visit is on {long(on)}.",
            f"{medicine}: {left} × 10 mg; covers every planned dose before {long(ends)} ({days} days).",
        ]
    return found


def dose_then(sums: Sums, factors: dict[str, Fraction]) -> list[str]:
    """The opioids of the first day against those of now, with their equivalents; nothing after the end."""
    stop = sums.rows("SELECT json_extract(document, '$.stops_on') FROM plans ORDER BY version DESC LIMIT 1")
    if stop and date.fromisoformat(stop[0][0]) <= sums.over:
        return []
    sql = "SELECT medicine, max(release) FROM prescriptions WHERE role = 'opioid' GROUP BY medicine ORDER BY min(id)"
    words, totals, whole = [], [Fraction(0), Fraction(0)], True
    for medicine, release in sums.rows(sql):
        then, now = (_a_day(sums, medicine, day) for day in (sums.first, sums.over))
        unit = "mcg/h" if release == "patch" else "mg a day"
        changed = f"{medicine} {said(then)} then, {said(now)} {unit} now"
        words.append(f"{medicine} {said(now)} {unit}, unchanged" if then == now else changed)
        whole = whole and medicine in factors
        totals = [total + amount * factors.get(medicine, 0) for total, amount in zip(totals, (then, now), strict=True)]
    doses, (then, now) = "; ".join(words), totals
    was = "" if then == now else f" ({said(then)} MME then)"
    least = "" if whole else "At least "
    return [f"{doses[:1].upper()}{doses[1:]}. {least}{said(now)} MME a day{was}."]


def _a_day(sums: Sums, medicine: str, day: date) -> Fraction:
    """What is planned for a day; of a patch its rate."""
    if rate := sums.one(
        "SELECT max(x.rate_ng_h) FROM prescription_doses x JOIN prescriptions r ON r.id = x.prescription_id"
        " WHERE r.medicine = ?",
        medicine,
    ):
        return Fraction(rate, 1000)
    sql = f"{PLANNED} SELECT sum(amount) FROM day WHERE medicine = :medicine"
    span = {"first": f"{day}", "last": f"{day}", "medicine": medicine}
    return Fraction(sums.file.execute(sql, span).fetchone()[0], 1000)
