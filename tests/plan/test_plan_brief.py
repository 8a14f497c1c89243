"""`plan show` on a terminal: one screen with a picture; in a pipe every step. What the words mean with --explain."""

from __future__ import annotations

import os
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from oidtrack.render.plan.brief import SHOWN
from oidtrack.services.plan.kept import find
from oidtrack.services.report.way import way
from oidtrack.store.file.database import open_journal
from oidtrack.taper.moving import as_of
from running import Oid

SHOWING = {"COLUMNS": "80", "PAGER": "", "NO_COLOR": "1"}


def on(day: str) -> dict[str, str]:
    return {"OIDTRACK_NOW": f"2026-{day}T21:00:00-05:00"}


def shown(oid: Oid, *words: str, day: str = "11-23", **more: str) -> str:
    said = oid("plan", "show", *words, window=True, env={**SHOWING, **on(day), **more})
    assert (said.code, said.err) == (0, "")
    return said.out


@pytest.fixture(name="taper")
def _taper(oid: Oid) -> Oid:
    """Agreed in March, on hold from the 10th of May for four weeks."""
    oid.once(_begin_taper)
    return oid


def _begin_taper(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "30", "--at", "8:00,20:00", "--since", "2023-01-15", env=on("03-01"))
    oid("plan", "new", "--start", "2026-03-16", env=on("03-01"))
    oid("plan", "agree", "--with", "Dr. NAME", env=on("03-01"))
    assert oid("plan", "hold", "--reason", "low", env=on("05-10")).code == 0
    assert oid("plan", "resume", env=on("06-07")).code == 0


def steps(page: str) -> list[str]:
    return [line for line in page.splitlines() if line.startswith("Step")]


@pytest.mark.no_cover
def test_on_a_terminal_the_step_now_the_next_two_and_the_end(taper: Oid) -> None:
    page = shown(taper)
    assert len(steps(page)) == SHOWN
    assert "<- now" in steps(page)[0]
    assert "Behind  " in page
    assert "until the end: oidtrack plan show --all" in page
    assert "Stop    " in page
    assert "The plan checked itself: 7 rules kept." in page


@pytest.mark.no_cover
def test_a_pipe_and_all_have_every_step(taper: Oid) -> None:
    piped = taper("plan", "show").out
    number = len(taper.json("plan", "show")["steps"])
    assert len(steps(piped)) == number > SHOWN
    assert shown(taper, "--all") == piped
    assert taper("--plain", "plan", "show", window=True, env=SHOWING).out == piped


def test_a_draft_shows_its_first_steps(taper: Oid) -> None:
    taper("plan", "new", "--percent", "5")
    page = shown(taper, "p2")
    assert [line.split()[1] for line in steps(page)] == ["1", "2", "3"]
    assert "v today" not in page


@pytest.mark.parametrize("env", [{}, {"LC_ALL": "C"}])
def test_the_picture_has_today_and_the_hold(taper: Oid, env: dict[str, str]) -> None:
    page = shown(taper, **env)
    assert "v today; = on hold" in page
    rows = [line[7:] for line in page.splitlines() if line[6:8].strip()[:1] in {"│", "┤", "|"}]
    assert len(rows) >= 8
    assert any("v" in row for row in rows)
    assert any("=" in row for row in rows)
    assert page.isascii() == bool(env)


@pytest.mark.no_cover
@pytest.mark.parametrize("width", [40, 45, 80, 120])
def test_it_fits_the_window(taper: Oid, width: int) -> None:
    page = shown(taper, COLUMNS=str(width))
    assert max(map(len, page.splitlines())) <= width
    frame = next(line for line in page.splitlines() if "┌" in line)
    assert len(frame) > width - 4


def test_the_words_are_explained_where_that_is_asked_for(taper: Oid) -> None:
    rules = [check["rule"] for check in taper.json("plan", "show")["checks"]]
    plain, explained = taper("plan", "show").out, taper("plan", "show", "--explain").out
    assert explained.startswith(plain)
    assert all(word in explained for word in ("pace step", "coarse", "MME", *rules))
    assert not any(rule in plain for rule in ("within-cap", "keeps-pace", "pace step"))


@pytest.mark.usefixtures("taper")
def test_days_that_are_over_are_drawn_as_they_were_in_force() -> None:
    today = date(2026, 11, 23)
    with open_journal(Path(os.environ["OIDTRACK_DB"]), create=False) as journal:
        found = way(journal, as_of(find(journal, None), today), today)
    daily = {found.first + timedelta(days=n): value for n, value in enumerate(found.daily)}
    assert found.first == date(2026, 3, 9)
    assert (daily[date(2026, 3, 15)], daily[date(2026, 3, 16)]) == (Fraction(60), Fraction(55))
    (held,) = found.held
    assert held[0] == date(2026, 5, 10)
    assert len({daily[held[0] + timedelta(days=n)] for n in range((held[1] - held[0]).days + 1)}) == 1
    assert found.today == today
    assert daily[found.last] == 0


def test_a_new_draft_is_short_in_a_window_and_whole_behind_all_and_in_a_pipe(oid: Oid) -> None:
    env = {"PAGER": "", "TERM": "xterm"}
    words = ("plan", "new", "--medicine", "oxycodone", "--dose", "30", "--at", "8:00,14:00,22:00")
    whole = oid(*words).out
    steps = whole.count("\nStep ")
    assert steps > 4
    short = oid(*words, window=True, env=env).out
    assert (short.count("\nStep "), "\nWhy " in short) == (3, True)
    assert f"{steps - 3} more steps until the end: oidtrack plan show p2 --all" in short
    assert oid("plan", "show", "p2", "--all", window=True, env=env).out.count("\nStep ") == steps
    assert oid(*words, "--all", window=True, env=env).out.count("\nStep ") == steps
