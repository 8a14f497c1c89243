"""The articles: short, plain, sourced, promising nothing, and each of them reached from somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import textstat
from textstat.backend.counts import _count_syllables

from oidtrack.cli.help.completing import WORDS
from oidtrack.cli.help.guide import WIDEST, article_page
from oidtrack.cli.table import TABLE
from oidtrack.clinical import catalogue
from oidtrack.clinical.guide import GROUPS, Article, article, article_ids, articles, load_article, sources_of
from oidtrack.errors import BadInput, FactsBroken
from oidtrack.rules.explained import IDS
from oidtrack.rules.gate import CALL_FOR, HOLD_FOR, TOO_LITTLE
from oidtrack.rules.reading import ARTICLES, article_for

SRC = Path(__file__).parents[2] / "src"
MOST_LINES = 36
"""A screen of 24 lines and a half."""
NARROW = 40
HIGHEST_GRADE = 9
TYPED = re.compile(r"`oidtrack ([^`]+)`")
ALL = {one.id: one for one in articles()}

each = pytest.mark.parametrize("one", ALL.values(), ids=ALL)


def words_of(one: Article) -> str:
    return " ".join((*one.paragraphs, one.next))


def grade(text: str) -> tuple[float, float]:
    """Flesch-Kincaid and the automated readability index; what is typed counts as one plain word.

    Syllables are counted by the library's own hyphenation: its other way fetches a dictionary from the network.
    """
    plain = re.sub(r"`[^`]*`", "this", text)
    return textstat.flesch_kincaid_grade(plain), textstat.automated_readability_index(plain)


@pytest.fixture(autouse=True)
def _no_dictionary_from_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_count_syllables, "get_cmudict", lambda _: None)


@pytest.mark.no_cover
@each
def test_it_reads_at_about_eighth_grade(one: Article) -> None:
    found = grade(words_of(one))
    assert max(found) <= HIGHEST_GRADE, f"{one.id}: grade {found}"


def test_the_measure_tells_plain_from_hard() -> None:
    hard = (
        "Discontinuation of long-term opioid analgesic therapy necessitates individualised, multidisciplinary"
        " consideration of comorbid psychiatric symptomatology and pharmacological interactions."
    )
    assert min(grade(hard)) > HIGHEST_GRADE
    assert max(grade("Call your doctor. Say how you feel. You are not alone.")) < 5


@each
def test_it_is_no_longer_than_a_screen_and_a_half(one: Article) -> None:
    page = article_page(one, WIDEST)
    assert page.count("\n") <= MOST_LINES, f"{one.id}: {page.count(chr(10))} lines"
    assert all(len(line) < 80 for line in page.splitlines())


@pytest.mark.no_cover
@each
@pytest.mark.parametrize("width", [NARROW, 60, WIDEST])
def test_it_is_whole_at_any_width(one: Article, width: int) -> None:
    page = article_page(one, width)
    assert all(len(line) <= width for line in page.splitlines())
    shown = " ".join(page.split())
    sources = (source.title for source in sources_of(one))
    assert all(text in shown for text in (one.title, *one.paragraphs, f"Next: {one.next}", *sources))


@each
def test_it_names_its_sources_and_the_next_step(one: Article) -> None:
    known = {source.id for source in catalogue.sources()}
    assert one.sources
    assert set(one.sources) <= known
    assert len(set(one.sources)) == len(one.sources)
    assert "crisis" in article_page(one, WIDEST)
    assert one.next[0] in "`abcdefghijklmnopqrstuvwxyz"


@each
def test_whoever_should_be_asked_is_named(one: Article) -> None:
    assert re.search(r"prescriber|doctor|pharmacist|visit|call ", one.next + " ".join(one.paragraphs))


@each
def test_it_promises_nothing_and_changes_no_dose(one: Article) -> None:
    said = words_of(one).lower()
    for words in (
        "will help", "will get better", "guarantee", "always works", "cure", "harmless", "you must", "you should",
        "should increase", "increase your", "take more", "double your", "lower your dose", "reduce your dose",
        "cut your dose", "stop taking", "addict", "junkie", "abuse", "weak",
    ):  # fmt: skip
        assert words not in said, f"{one.id}: {words}"
    assert not re.search(r"\b\d+(\.\d+)? ?(mg|µg|mcg|ml)\b", said), "no amount to take"


@each
def test_what_comes_from_memory_or_a_summary_says_so(one: Article) -> None:
    """Sources of which the abstract alone was read, and hints that were recalled, are named as such in words."""
    said = words_of(one).lower()
    abstracts = {"scherrer-2022", "sullivan-2018", "fenton-2022", "diprete-2022"}
    if abstracts & set(one.sources) and one.id != "at-risk":
        assert "summary" in said
    if "mark-2019" in one.sources or "frank-2017" in one.sources:
        assert "as cdc reports it" in said
    if "engineering" in one.sources:
        assert re.search(r"our own choice|our choice|ours|did not check|our own rule", said)
    for hint in ("testosterone", "loperamide", "serotonin"):
        assert hint not in said or "memory" in said


def test_the_corrected_figures_stand_and_not_those_of_before() -> None:
    said = " ".join(words_of(one) for one in ALL.values())
    assert "1.74" in said
    assert "2.28" not in said
    assert "1.68" not in said
    assert "5–10 days" not in said
    assert not re.search(r"half of (all )?people on opioids (are|become|get) depressed", said)


@each
def test_every_command_in_it_is_one(one: Article) -> None:
    options = dict(line.split("\t") for line in WORDS.read_text(encoding="utf-8").splitlines())
    for typed in TYPED.findall(" ".join((*one.paragraphs, one.next))):
        command, *rest = typed.split()
        assert command in TABLE, typed
        path = f"{command} {rest[0]}" if rest and f"{command} {rest[0]}" in options else command
        flags = [word for word in rest if word.startswith("-")]
        assert all(flag in options[path].replace("=", "").split() for flag in flags), typed
        if command == "check":
            assert rest[0] in options["@check"].split(), typed


@each
def test_what_it_leads_on_to_is_there(one: Article) -> None:
    assert one.see
    assert set(one.see) <= set(ALL) - {one.id}


def test_every_article_is_reached_from_another_place() -> None:
    from_articles = {name for one in ALL.values() for name in one.see}
    assert set(ALL) <= from_articles | set(ARTICLES.values())


def test_places_under_a_heading_are_told_apart() -> None:
    assert {one.group for one in ALL.values()} == set(GROUPS)
    places = [(one.group, one.order) for one in ALL.values()]
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("said", sorted({*IDS, *CALL_FOR, *HOLD_FOR, TOO_LITTLE, *ARTICLES}))
def test_a_finding_a_reason_and_a_refusal_have_an_article(said: str) -> None:
    assert article_for(said) in ALL


def test_what_is_refused_names_an_article_that_is_there() -> None:
    raised = re.compile(r"Refused\((?:[^()]|\([^()]*\))*?\"([a-z-]+)\"\s*\)")
    named = {name for path in SRC.rglob("*.py") for name in raised.findall(path.read_text(encoding="utf-8"))}
    assert {"naloxone", "prescriber"} <= named <= set(ALL)
    codes = re.findall(r"return \"([a-z]+(?:-[a-z]+)+)\", ", (SRC / "oidtrack/taper/speed.py").read_text("utf-8"))
    assert {article_for(code) for code in (*codes, "pregnancy", "faster-than-default")} <= set(ALL)


@pytest.mark.parametrize(
    ("typed", "near"), [("sleeep", "sleep"), ("cut", "after-a-cut"), ("tolerance", "`oidtrack guide`")]
)
def test_a_wrong_word_brings_near_ones(typed: str, near: str) -> None:
    with pytest.raises(BadInput) as caught:
        article(typed)
    assert near in caught.value.hint


@pytest.mark.parametrize("typed", ["../sources", "sleep.toml", "", "/etc/passwd"])
def test_only_articles_are_opened(typed: str) -> None:
    with pytest.raises(BadInput):
        article(typed)


def test_an_article_is_found_in_either_case_and_by_its_words() -> None:
    assert article("Early Signs").id == "early-signs"
    assert "early-signs" in article_ids()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("order = 1", 'order = "first"'), "order is not a whole number"),
        (('group = "Mood"', 'group = "Other"'), "group is 'Other'"),
        (("sources = [", "sources = []\nolder = ["), "older is not a key"),
        (("sources = [", "sources = [] # "), "sources say nothing"),
    ],
)
def test_a_damaged_article_is_named(tmp_path: Path, change: tuple[str, str], why: str) -> None:
    text = (SRC / "oidtrack/clinical/data/guide/mood.toml").read_text(encoding="utf-8")
    path = tmp_path / "mood.toml"
    path.write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(FactsBroken, match=why):
        load_article(path)


def test_a_source_that_is_not_there_is_named() -> None:
    one = ALL["sleep"]
    lost = Article(one.id, one.title, one.group, one.order, one.paragraphs, one.next, one.also, one.see, ("nowhere",))
    with pytest.raises(FactsBroken, match="nowhere"):
        sources_of(lost)
