"""Every figure of the page against plain SQL over the file, for six lives and with the clock moving over days."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from lives import LIVES, NOW, journals, seen
from shown import SHOWN
from sums import PLANNED, UNIT, Sums, said, short, signed

pytestmark = pytest.mark.no_cover  # it runs once more what other tests hold, and takes long

MME = {"oxycodone": Fraction(3, 2), "fentanyl": Fraction(12, 5)}
"""Of a milligram, and of a patch of a microgram an hour: CDC 2022, table of factors."""
CLOCKS = {f"{days:+}": NOW + timedelta(days=days, hours=hours) for days, hours in ((-6, 7), (0, 0), (1, -9), (4, 3))}


@pytest.fixture(scope="module")
def files() -> Mapping[str, Path]:
    return journals()


def shown(life: str, now: datetime) -> str:
    return SHOWN["text"](seen(life, now))


def wrong(page: str, path: Path, now: datetime) -> list[str]:
    """The figures that SQL comes to and the page does not have."""
    return [words for words in figures(page, path, now) if words not in page]


def figures(page: str, path: Path, now: datetime) -> list[str]:
    """What SQL comes to of the figures of a page."""
    sums = Sums(path, now.date())
    expected = [
        *_logged(sums),
        *_measures(sums),
        *_forms(sums),
        *_withdrawal(sums),
        *_stretches(sums),
        *_doses(sums),
        *_treatments(sums),
        *_stopped(sums),
    ]
    if "Nothing in the last week speaks against it" in page:
        week = sums.days(sums.over - timedelta(days=6), sums.over + timedelta(days=1))
        expected.append(f"speaks against it: mood at {_median(sums, 'mood', week)}")
    sums.file.close()
    assert len(expected) > 10
    return expected


@pytest.mark.parametrize("clock", CLOCKS)
@pytest.mark.parametrize("life", LIVES)
def test_every_figure_is_what_sql_comes_to(files: Mapping[str, Path], life: str, clock: str) -> None:
    now = CLOCKS[clock]

    assert wrong(shown(life, now), files[life], now) == []


@pytest.mark.parametrize("life", LIVES)
def test_a_figure_that_is_off_is_noticed(files: Mapping[str, Path], life: str) -> None:
    """Each number before an n, and each count of days or of doses, is changed by itself: every time one is missed."""
    page = shown(life, NOW)
    expected = figures(page, files[life], NOW)
    places = list(re.finditer(r"(\d+)(?= \(n \d|/\d+ )", page))

    unseen = [
        page[max(0, at.start() - 20) : at.end() + 12]
        for at in places
        if (changed := f"{page[: at.start()]}{int(at[1]) + 1}{page[at.end() :]}")
        and all(words in changed for words in expected)
    ]
    assert len(places) > 10
    assert unseen == []


def test_a_journal_that_differs_is_noticed(files: Mapping[str, Path], tmp_path: Path) -> None:
    page = shown("held", NOW)
    other = tmp_path / "other.db"
    other.write_bytes(files["held"].read_bytes())
    with sqlite3.connect(other) as file:
        file.execute("UPDATE moods SET pain = pain + 10")
    file.close()

    assert any(words.startswith("pain") for words in wrong(page, other, NOW))


def _logged(sums: Sums) -> list[str]:
    days = (sums.over - sums.first).days
    return [f"Written down: {sums.logged(sums.first, sums.over)} of {days} days"]


def _median(sums: Sums, measure: str, where: str) -> str:
    n, value = sums.quantile(measure, where)
    return f"{said(value)} (n {n})" if n else "-"


def _measures(sums: Sums) -> list[str]:
    found = []
    for measure in UNIT:
        (n_then, then), (n_now, now) = (sums.quantile(measure, where) for where in (sums.then(), sums.now()))
        few = min(n_then, n_now) < 5 or then is None or now is None
        change = "too few" if few or then is None or now is None else signed(now - then)
        name = "sleep, h" if measure == "sleep" else measure
        found.append(f"{name} {_median(sums, measure, sums.then())} {_median(sums, measure, sums.now())} {change}")
        if measure == "mood" and not few:
            found.append(f"Mood {said(then)} (n {n_then}) then, {said(now)} (n {n_now}) now{_usual(sums)}.")
    return found


def _usual(sums: Sums) -> str:
    """The middle four fifths of the months before the last two weeks, without days 0 to 14 after cuts."""
    where = sums.usual()
    n, low = sums.quantile("mood", where, 4)
    _, high = sums.quantile("mood", where, 36)
    return f"; usually {said(low)} to {said(high)}" if n >= 14 else ""


def _forms(sums: Sums) -> list[str]:
    found = []
    for form, name in (("phq9", "PHQ-9, of 27"), ("peg", "PEG, of 10")):
        inside = [(day, score) for day, score in sums.scores(form) if day >= sums.first]
        if not inside:
            continue
        (then_on, then), (now_on, now) = inside[0], inside[-1]
        both = f"{said(then)} ({short(then_on)})" if len(inside) > 1 else "-"
        change = signed(now - then) if len(inside) > 1 else "the first"
        found.append(f"{name} {both} {said(now)} ({short(now_on)}) {change}")
        if form == "phq9" and len(inside) > 1:
            found.append(f"PHQ-9 {both}, now {said(now)} ({short(now_on)}), {change}.")
    return found


def _withdrawal(sums: Sums) -> list[str]:
    v = "SELECT e.day, sum(s.severity) AS value FROM entries e JOIN symptoms s ON s.entry_id = e.id GROUP BY e.day"
    day, highest = sums.rows(
        f"WITH v AS ({v}) SELECT day, value FROM v WHERE {sums.days(sums.first, sums.over)}"
        " ORDER BY value DESC, day DESC"
    )[0]
    words = f"Withdrawal: highest {highest} on {short(date.fromisoformat(day))}"
    near = [cut for cut in sums.cuts() if cut < sums.over]
    if not near:
        return [f"{words}."]
    week = " OR ".join(f"(day >= '{cut}' AND day <= date('{cut}', '+7 days'))" for cut in near)
    after = _median(sums, "withdrawal", f"{sums.days(sums.first, sums.over)} AND ({week})")
    return [f"{words}; days 0-7 after {len(near)} cut{'s' if len(near) > 1 else ''}: {after}."]


def _stretches(sums: Sums) -> list[str]:
    """Each stretch of the plan, or each four weeks counted from the end; and all days; with dose and quartiles."""
    planned = sums.cuts()
    ends = [sums.over]
    while not planned and ends[-1] > sums.first:
        ends.append(max(ends[-1] - timedelta(days=28), sums.first))
    bounds = (
        [sums.first, *(cut for cut in planned if sums.first < cut < sums.over), sums.over] if planned else ends[::-1]
    )
    spans = list(pairwise(bounds)) if len(bounds) > 2 or planned else []
    found = [words for span in spans for words in _row(sums, *span, "" if planned else f"{_named(*span)} ")]
    found += _row(sums, sums.first, sums.over, "all days ")
    rungs = spans if planned else [(sums.first, sums.over)]
    names = [name for (name,) in sums.rows("SELECT DISTINCT medicine FROM prescriptions WHERE role = 'opioid'")]
    return [*found, *(_rung(sums, name, *span) for name in names for span in rungs)]


def _named(since: date, until: date) -> str:
    return f"{short(since)} to {short(until - timedelta(days=1))}"


def _row(sums: Sums, since: date, until: date, name: str) -> list[str]:
    where, days = sums.days(since, until), (until - since).days
    medians, quartiles = [f"{name}{sums.logged(since, until)}/{days}"], []
    for measure in UNIT:
        n, middle = sums.quantile(measure, where)
        medians.append(f"{said(middle)} ({n})" if n else "-")
        low, high = (said(sums.quantile(measure, where, share)[1]) for share in (10, 30))
        quartiles.append("too few" if n < 5 or 2 * n < days else f"{low}-{high}")
    return [" ".join(medians), " ".join(quartiles)]


def _rung(sums: Sums, name: str, since: date, until: date) -> str:
    """An opioid over a stretch: planned and taken a day, in its unit and in MME, and the days that are told."""
    last, factor = until - timedelta(days=1), MME.get(name)
    if name == "fentanyl":
        rate = Fraction(sums.one("SELECT max(rate_ng_h) FROM prescription_doses"), 1000)
        worn = """, worn AS (SELECT DISTINCT span.day FROM span
            JOIN entries e ON e.day BETWEEN date(span.day, '-2 days') AND span.day
            JOIN intakes i ON i.entry_id = e.id WHERE i.medicine = 'fentanyl')
            SELECT count(*) FROM worn"""
        told = sums.file.execute(f"{PLANNED}{worn}", {"first": f"{since}", "last": f"{last}"}).fetchone()[0]
        both = f"{said(rate)} {_mme(rate, factor)}"
        return f"{both} {both} {told}/{(until - since).days}"
    sql = f"""{PLANNED}, more AS (SELECT e.day AS day, sum(i.dose_ug) AS amount FROM intakes i
        JOIN entries e ON e.id = i.entry_id WHERE i.slot IS NULL AND i.medicine = :name GROUP BY e.day),
    told AS (SELECT span.day AS day, coalesce(day.amount, 0) AS planned,
            coalesce(day.amount_taken, 0) + coalesce(more.amount, 0) AS taken,
            iif(day.planned IS NULL, span.day IN (SELECT day FROM entries), day.told = day.planned) AS full
        FROM span LEFT JOIN day ON day.day = span.day AND day.medicine = :name
        LEFT JOIN more ON more.day = span.day)
    SELECT sum(planned), count(*), sum(iif(full, taken, 0)), sum(full) FROM told"""
    planned, days, taken, full = sums.file.execute(
        sql, {"first": f"{since}", "last": f"{last}", "name": name}
    ).fetchone()
    dose = Fraction(planned, 1000 * days)
    had = f"- {'too few' if full else '-'}"
    if full and 2 * full >= days:
        mean = Fraction(taken, 1000 * full)
        had = f"{said(mean)} {_mme(mean, factor)}"
    return f"{said(dose)} {_mme(dose, factor)} {had} {full}/{days}"


def _mme(amount: Fraction, factor: Fraction | None) -> str:
    return "-" if factor is None else said(amount * factor)


def _doses(sums: Sums) -> list[str]:
    """Of each medicine planned, taken, skipped, extra and partial, days in full and in all; and the dose of today."""
    sql = f"""{PLANNED} SELECT medicine, sum(iif(told = planned, planned, 0)), sum(iif(told = planned, taken, 0)),
        sum(iif(told = planned, skipped, 0)), (SELECT count(*) FROM intakes i JOIN entries e ON e.id = i.entry_id
            WHERE i.medicine = day.medicine AND i.slot IS NULL AND e.day BETWEEN :first AND :last),
        sum(told < planned AND recorded), sum(told = planned), count(*) FROM day GROUP BY medicine"""
    span = {"first": f"{sums.first}", "last": f"{sums.over - timedelta(days=1)}"}
    rows = sums.file.execute(sql, span).fetchall()
    found = [f"{name} {' '.join(map(str, counts))} {full}/{days}" for name, *counts, full, days in rows]
    if len(rows) > 1:
        totals = (sum(counts[n] for _, *counts, _, _ in rows) for n in range(4))
        sql = f"""{PLANNED}, whole AS (SELECT day, min(told = planned) AS full,
            max(told < planned AND recorded) AS partial FROM day GROUP BY day)
            SELECT sum(partial), sum(full), count(*) FROM whole"""
        partial, full, days = sums.file.execute(sql, span).fetchone()
        found.append(f"in all {' '.join(map(str, totals))} {partial} {full}/{days}")
    today = {"first": f"{sums.over}", "last": f"{sums.over}"}
    sql = f"{PLANNED} SELECT medicine, sum(amount) FROM day GROUP BY medicine"
    daily = {name: Fraction(amount, 1000) for name, amount in sums.file.execute(sql, today)}
    daily = {name: amount for name, amount in daily.items() if name == "oxycodone"}
    patch = sums.one("SELECT coalesce(max(x.rate_ng_h), 0) FROM prescription_doses x")
    total = sum((amount * MME[name] for name, amount in daily.items()), Fraction(patch, 1000) * MME["fentanyl"])
    return [*found, f"{said(total)} MME a day", *(f"{said(amount)} mg a day" for amount in daily.values())]


def _treatments(sums: Sums) -> list[str]:
    """Each with its days and minutes, and mood of the days with it and without."""
    inside = sums.days(sums.first, sums.over)
    sql = f"""SELECT t.text, count(DISTINCT e.day), sum(t.minutes) FROM treatments t JOIN entries e ON e.id = t.entry_id
        WHERE {inside} GROUP BY t.text"""
    found = []
    for text, days, minutes in sums.rows(sql):
        on = f"day IN (SELECT e.day FROM treatments t JOIN entries e ON e.id = t.entry_id WHERE t.text = '{text}')"
        pairs = [
            f"{said(value)} ({n})"
            for measure in ("mood", "pain")
            for n, value in (sums.quantile(measure, f"{inside} AND {maybe} {on}") for maybe in ("", "NOT"))
        ]
        found.append(" ".join([text, str(days), *([] if minutes is None else [str(minutes)]), *pairs]))
    return found


def _stopped(sums: Sums) -> list[str]:
    """After the end: since when, and how many days."""
    stop = sums.rows("SELECT json_extract(document, '$.stops_on') FROM plans ORDER BY version DESC LIMIT 1")
    if not stop or date.fromisoformat(stop[0][0]) > sums.over:
        return []
    day = date.fromisoformat(stop[0][0])
    ago = sums.one("SELECT CAST(julianday(?) - julianday(?) AS INTEGER)", f"{sums.over}", f"{day}")
    return [f"No opioid since {day:%a} {day.day} {day:%b %Y}, {ago} days ago: tolerance is lost"]
