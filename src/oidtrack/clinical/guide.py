"""The guide: short articles, one file each, read one at a time."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from msgspec import Struct

from oidtrack.clinical.loader import DATA, Table, read
from oidtrack.clinical.sources import load_sources
from oidtrack.domain.medicine import Source
from oidtrack.errors import BadInput, FactsBroken, did_you_mean

GUIDE = DATA / "guide"
IN_DANGER = frozenset({"crisis", "death", "die", "dying", "kill", "killing", "suicidal", "suicide"})
"""Words that no article answers first, but a person who can be called."""

GROUPS = ("Mood", "The taper", "The body", "Staying safe", "People")
"""The headings, in the order of the list."""


class Article(Struct, frozen=True):
    """One article.

    Attributes:
        id: What is typed for it: the name of its file.
        title: In a few words.
        group: The heading it stands under, one of `GROUPS`.
        order: Its place under the heading.
        paragraphs: What it says, each on one line; what is typed stands between backticks.
        next: What to do next and whom to ask.
        also: Other words that somebody may type for it; a word may stand in several articles.
        see: Ids of articles that go on from here.
        sources: Ids of the sources, in the order of the file.
    """

    id: str
    title: str
    group: str
    order: int
    paragraphs: tuple[str, ...]
    next: str
    also: tuple[str, ...]
    see: tuple[str, ...]
    sources: tuple[str, ...]


def article_ids(folder: Path = GUIDE) -> tuple[str, ...]:
    """Every article by name; no file is opened."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def articles() -> tuple[Article, ...]:
    """Every article, in the order of the list.

    Raises:
        FactsBroken: A file does not keep its schema.
    """
    found = (load_article(GUIDE / f"{name}.toml") for name in article_ids())
    return tuple(sorted(found, key=lambda one: (GROUPS.index(one.group), one.order)))


def article(name: str) -> Article:
    """One article, by its id in either case.

    Raises:
        BadInput: There is none; the hint names near ones.
        FactsBroken: Its file does not keep its schema.
    """
    wanted = "-".join(name.lower().split())
    if wanted in article_ids():
        return load_article(GUIDE / f"{wanted}.toml")
    if IN_DANGER & set(wanted.split("-")):
        hint = "whom to call now: oidtrack crisis. What makes low mood likely: oidtrack guide at-risk"
        raise BadInput(f"no article is called '{name}'", hint)
    near = _near(wanted)
    hint = f"{did_you_mean(near[:3])} `oidtrack guide` lists them all".lstrip()
    raise BadInput(f"no article is called '{name}'", hint)


def _near(wanted: str) -> list[str]:
    """Ids of articles that somebody may mean: by their name, by another word for them, by the look of the word."""
    known, found = article_ids(), articles()
    words = set(wanted.split("-")) - {""}
    named = [name for name in known if wanted and wanted in name]
    named += [one.id for one in found if words & set(one.also) and one.id not in named]
    looks = [*known, *(word for one in found for word in one.also)]
    alike = [] if named else get_close_matches(wanted, looks, n=3, cutoff=0.7)
    by_look = [one.id for one in found if {one.id, *one.also} & set(alike)]
    return named or by_look


def sources_of(one: Article) -> tuple[Source, ...]:
    """The sources of an article in full.

    Raises:
        FactsBroken: One of them is not in the sources file.
    """
    known = {source.id: source for source in load_sources(DATA / "sources.toml")}
    missing = next((name for name in one.sources if name not in known), None)
    if missing is not None:
        raise FactsBroken(f"{one.id}.toml: the source {missing} is not in sources.toml")
    return tuple(known[name] for name in one.sources)


def load_article(path: Path) -> Article:
    """Read one article.

    Raises:
        FactsBroken: The file does not keep its schema.
    """
    table = read(path)
    made = Article(
        id=path.stem,
        title=table.text("title"),
        group=_group(table),
        order=table.whole("order"),
        paragraphs=tuple(_on_one_line(text) for text in table.texts("paragraphs")),
        next=_on_one_line(table.text("next")),
        also=table.texts("also"),
        see=table.texts("see"),
        sources=table.texts("sources"),
    )
    table.finish()
    if not (made.paragraphs and made.sources):
        raise table.broken("paragraphs" if not made.paragraphs else "sources", "say nothing")
    return made


def _group(table: Table) -> str:
    group = table.text("group")
    if group not in GROUPS:
        raise table.broken("group", f"is '{group}', not one of {', '.join(GROUPS)}")
    return group


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
