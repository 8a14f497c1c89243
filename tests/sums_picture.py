"""The words of the report's picture once more, by SQL alone: what somebody hears who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from sums import PLANNED, Sums, said, short

FEW = 5


def picture(sums: Sums) -> list[str]:
    """Mood, what was taken, cuts and the PHQ-9, as the picture tells them."""
    return [_mood(sums), *_taken(sums), *_cuts(sums), *_scores(sums)]


def _mood(sums: Sums) -> str:
    whole = (sums.over - sums.first).days
    n, middle = sums.quantile("mood", sums.days(sums.first, sums.over))
    start = f"known on {n} of {whole} days"
    if n < FEW or 2 * n < whole:
        return f"{start}, too few to tell, median {said(middle)}."
    (then_n, then), (now_n, now) = sums.quantile("mood", sums.then()), sums.quantile("mood", sums.now())
    edges = f"{said(then)} (n {then_n}) in the first {sums.edge} days, {said(now)} (n {now_n}) in the last."
    return f"{start}, median {said(middle)}; {edges}"


def _taken(sums: Sums) -> list[str]:
    """Of a life with one opioid: days that are told in full; after the end a day with an entry is a day without."""
    span = {"first": f"{sums.first}", "last": f"{sums.over - timedelta(days=1)}"}
    names = {name for _, name in sums.file.execute(f"{PLANNED} SELECT day, medicine FROM day", span)}
    if names != {"oxycodone"}:
        return _taken_together(sums, span)
    values = f"""{PLANNED} SELECT day.amount_taken FROM day WHERE told = day.planned
        UNION ALL SELECT 0 FROM span WHERE day NOT IN (SELECT day FROM day)
        AND EXISTS (SELECT 1 FROM entries e WHERE e.day = span.day) ORDER BY 1"""
    amounts = [amount for (amount,) in sums.file.execute(values, span)]
    middle = (amounts[(len(amounts) - 1) // 2] + amounts[len(amounts) // 2]) * Fraction(1, 2000)
    return [f"Taken is known on {len(amounts)} days, median {said(middle)} mg."]


def _taken_together(sums: Sums, span: dict[str, str]) -> list[str]:
    """Of a life with several opioids: days on which what each of them gave is told; a patch gives until its change."""
    told = f"""{PLANNED}, weighed(medicine, tenths) AS (VALUES ('oxycodone', 15), ('fentanyl', 24)),
        worn AS (SELECT medicine, max(change_days) AS days FROM prescriptions GROUP BY medicine),
        given AS (
            SELECT span.day AS day, tenths * ((SELECT iif(told = planned, amount_taken, NULL) FROM day
                WHERE day.medicine = weighed.medicine AND day.day <= span.day
                AND day.day > date(span.day, -worn.days || ' days') ORDER BY day.day DESC LIMIT 1)
                + (SELECT coalesce(sum(coalesce(i.dose_ug, i.rate_ng_h)), 0) FROM intakes i
                JOIN entries e ON e.id = i.entry_id WHERE e.day = span.day AND i.medicine = weighed.medicine
                AND i.state = 'extra')) AS amount
            FROM span, weighed JOIN worn USING (medicine))
        SELECT sum(amount) AS amount FROM given GROUP BY day HAVING count(amount) = count(*) ORDER BY amount"""
    amounts = [amount for (amount,) in sums.file.execute(told, span)]
    middle = (amounts[(len(amounts) - 1) // 2] + amounts[len(amounts) // 2]) * Fraction(1, 20_000)
    return [f"Taken is known on {len(amounts)} days, median {said(middle)} MME."]


def _cuts(sums: Sums) -> list[str]:
    days = [short(day) for day in sums.cuts() if sums.first <= day < sums.over]
    return [f"Cuts on {_listed(days)}." if len(days) > 1 else f"on {days[0]}."] if days else []


def _scores(sums: Sums) -> list[str]:
    days = [f"{said(score)} on {short(day)}" for day, score in sums.scores("phq9") if _within(sums, day)]
    return [f"PHQ-9: {_listed(days)}."] if days else []


def _within(sums: Sums, day: date) -> bool:
    return sums.first <= day <= sums.over


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words) if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
