"""`plan compare`: what is allowed without an agreement, side by side, and nothing kept."""

from __future__ import annotations

import pytest

from running import Oid

HERE = ("--medicine", "oxycodone", "--dose", "30", "--at", "8:00,14:00,22:00", "--strengths", "5,10,15,20,30")
LONG = ("--since", "2023-01-15")


def paces(plans: list[dict[str, object]]) -> list[tuple[object, ...]]:
    return [(p["pace"]["percent"], p["pace"]["every_days"], p["pace"]["basis"]) for p in plans]  # type: ignore[index]


@pytest.mark.no_cover
def test_the_default_comes_first_and_no_pace_twice(oid: Oid) -> None:
    found = oid.json("plan", "compare", *HERE, *LONG)
    assert found["schema"] == "oidtrack/plan-compare/1"
    assert paces(found["plans"]) == [
        (10.0, 28, "current"),
        (5.0, 28, "current"),
        (10.0, 56, "current"),
    ]
    assert all(plan["schema"] == "oidtrack/plan/1" and plan["id"] is None for plan in found["plans"])
    assert all(check["holds"] for plan in found["plans"] for check in plan["checks"])


@pytest.mark.no_cover
def test_the_first_is_what_plan_new_would_draft(oid: Oid) -> None:
    first = oid.json("plan", "compare", *HERE, *LONG, "--start", "2026-12-01")["plans"][0]
    new = oid.json("plan", "new", *HERE, *LONG, "--start", "2026-12-01")
    assert first["steps"] == new["steps"]


@pytest.mark.no_cover
def test_faster_than_the_default_is_left_out(oid: Oid) -> None:
    assert oid("profile", "--failed-taper").code == 0 or oid("profile", "--born", "1950").code == 0
    found = oid.json("plan", "compare", *HERE, *LONG)["plans"]
    assert found[0]["pace"]["percent"] == 5.0
    assert all(plan["pace"]["percent"] == 5.0 for plan in found)


def test_a_page_of_80_columns_and_nothing_kept(oid: Oid) -> None:
    page = oid("plan", "compare", *HERE, *LONG).out
    assert max(len(line) for line in page.splitlines()) <= 80
    assert "start every" not in page, "after a year a share of the starting dose needs a prescriber's name"
    half_a_year = ("--since", "2026-05-23")
    assert "10 % start every 4 weeks" in oid("plan", "compare", *HERE, *half_a_year).out
    assert oid("plan", "show").code == 4


def test_down_to_a_target_and_of_a_liquid(oid: Oid) -> None:
    liquid = ("--medicine", "oxycodone", "--dose", "5", "--at", "8:00,20:00", "--liquid", "1", "--target", "4mg")
    page = oid("plan", "compare", *liquid, *LONG).out
    assert "at 4 mg" in page
    assert "mL" in page


def test_the_opioid_of_the_journal(oid: Oid) -> None:
    oid("med", "add", "oxycodone", "--dose", "10", "--at", "8:00,20:00", "--strengths", "5,10", *LONG)
    assert len(oid.json("plan", "compare")["plans"]) == 3


def test_nothing_in_pregnancy_and_never_methadone(oid: Oid) -> None:
    assert oid("plan", "compare", "--medicine", "methadone", "--dose", "10", "--at", "8:00").code == 3
    assert oid("profile", "--pregnant").code == 0
    refused = oid("plan", "compare", *HERE)
    assert (refused.code, refused.out) == (3, "")


PACES = ["10 % every 4 weeks", "5 % every 4 weeks", "10 % every 8 weeks"]


def in_window(oid: Oid, width: int = 80, **more: str) -> list[str]:
    env = {"COLUMNS": str(width), "NO_COLOR": "1", "TERM": "xterm", "PAGER": "", **more}
    return oid("plan", "compare", *HERE, *LONG, window=True, env=env).out.splitlines()


@pytest.mark.no_cover
@pytest.mark.parametrize("width", [40, 80, 81, 120])
def test_in_a_window_each_pace_has_a_frame_as_wide_as_that(width: int, oid: Oid) -> None:
    page = in_window(oid, width)
    named = [line for line in page if "─ " in line]
    assert [line.strip(" ┌├┐┤─") for line in named] == PACES
    assert {len(line) for line in named} == {width}
    assert max(map(len, page)) <= width
    assert not any("█" in line for line in page)


def levels(page: list[str], pace: str) -> list[int]:
    """How far to the right the ladder of a pace reaches, from its upper row down."""
    begin = next(n for n, line in enumerate(page) if f"─ {pace} " in line) + 1
    end = next(n for n in range(begin, len(page)) if page[n].lstrip()[0] in "├└")
    return [len(line[7:].rstrip(" │")) for line in page[begin:end]]


@pytest.mark.no_cover
def test_a_frame_shows_when_its_pace_is_down_and_when_it_ends(oid: Oid) -> None:
    page = in_window(oid)
    found = {pace: levels(page, pace) for pace in PACES}
    assert all(reached == sorted(reached) for reached in found.values()), "never up again"
    quick, slow, rare = (found[pace][-1] for pace in PACES)
    assert quick < slow < rare, "as their ends in the table"
    assert all(before < after for before, after in zip(found[PACES[0]], found[PACES[1]], strict=True))


def test_the_frames_have_signs_of_their_own_where_there_is_only_ascii(oid: Oid) -> None:
    page = in_window(oid, LC_ALL="C")
    assert "\n".join(page).isascii()
    assert [line.strip() for line in page if line.startswith("        ") and "%" in line] == PACES
    assert sum("-" in line and "|" in line for line in page) >= 3 * 3


def test_a_window_names_its_paces_in_bold_and_frames_are_dim(oid: Oid) -> None:
    page = in_window(oid, NO_COLOR="", TERM="xterm-256color")
    for pace in PACES:
        assert any(f"─\x1b[0m \x1b[1m{pace}\x1b[0m \x1b[2m─" in line for line in page)


@pytest.mark.no_cover
def test_a_pipe_and_plain_have_a_row_for_each_pace(oid: Oid) -> None:
    piped = oid("plan", "compare", *HERE, *LONG).out
    assert "█" in piped
    assert "┌" not in piped
    assert oid("--plain", "plan", "compare", *HERE, *LONG, window=True).out == piped
    assert "The height is the daily dose" in piped
    assert "The height is the daily dose" not in "\n".join(in_window(oid))
