"""`oidtrack guide`: short articles. Needs no journal, opens none, and runs before the option parser is loaded."""

from __future__ import annotations

import re
import sys
from textwrap import wrap
from typing import Any

from oidtrack.cli.table import GLOBAL_FLAGS
from oidtrack.clinical.guide import GROUPS, Article, article, articles, sources_of
from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput
from oidtrack.render.page.console import finished

SCHEMA = "oidtrack/guide/1"
HELP = """Usage: oidtrack guide [ARTICLE] [--json]

  Short articles about mood, opioids and tapers, with where each fact is from.
  Without a word, the list of them. No journal is needed, and none is opened.

  Examples:
    oidtrack guide
    oidtrack guide early-signs
    oidtrack guide pace --json
"""
WIDEST = 78
"""Columns of an article at the most: longer lines are hard to follow."""
BESIDE = 64
"""Columns from which on an id stands beside its title; below, above it."""
COMMAND = re.compile(r"`[^`]+`|oidtrack (guide [a-z-]+|crisis)")
_HELD = "\u00a0"
CRISIS = "Thoughts of death, or in danger: oidtrack crisis"


def help_text() -> str:
    """How it is typed."""
    return HELP


def run(arguments: list[str], width: int, *, unicode: bool = True) -> int:
    """Print the list, or one article.

    Args:
        arguments: What was typed after `guide`: the words of one article, `--json`, or nothing.
        width: Columns of the place.
        unicode: Whether it shows more than ASCII.
    """
    words = [word for word in arguments if word not in GLOBAL_FLAGS]
    if {"-h", "--help"} & set(words):
        sys.stdout.write(help_text())
        return 0
    if any(word.startswith("-") for word in words):
        raise BadInput(
            f"`guide` takes an article, not '{printable(' '.join(words))}'", "for example: oidtrack guide sleep"
        )
    one = article(printable(" ".join(words))) if words else None
    if "--json" in arguments:
        import json

        body = {"articles": [_body(each, full=False) for each in articles()]} if one is None else _body(one, full=True)
        page = json.dumps({"schema": SCHEMA, **body}, indent=2, ensure_ascii=True) + "\n"
    else:
        columns = min(width, WIDEST)
        page = list_page(articles(), columns) if one is None else article_page(one, columns)
    sys.stdout.write(finished(page, unicode=unicode))
    return 0


def list_page(found: tuple[Article, ...], width: int) -> str:
    """Every article under its heading."""
    longest = max(len(one.id) for one in found)
    lines = []
    for group in GROUPS:
        lines += [group, ""]
        for one in found:
            if one.group == group and width >= BESIDE:
                lines.append(f"  {one.id:<{longest}}  {one.title}")
            elif one.group == group:
                lines += [f"  {one.id}", *_folded(one.title, width, "    ")]
        lines.append("")
    return "\n".join([*lines, *_folded("Read one: oidtrack guide early-signs", width), *_folded(CRISIS, width)]) + "\n"


def article_page(one: Article, width: int) -> str:
    """One article: what it says, the next step, what to read on, whom to call, and its sources."""
    sources = [f"{source.title} ({source.year})" for source in sources_of(one)]
    beyond = ", ".join(f"oidtrack guide {name}" for name in one.see)
    blocks = [
        [one.title],
        *(_folded(text, width) for text in one.paragraphs),
        _folded(f"Next: {one.next}", width),
        [*_folded(f"Read on: {beyond}", width), *_folded(CRISIS, width)],
        ["Sources", *(line for text in sources for line in _folded(text, width, "  ", "- "))],
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks) + "\n"


def _folded(text: str, width: int, indent: str = "", first: str = "") -> list[str]:
    """Text broken at words; a command stays on one line where it fits."""
    whole = COMMAND.sub(lambda found: found[0].replace(" ", _HELD) if len(found[0]) < width else found[0], text)
    lines = wrap(whole, width, initial_indent=first or indent, subsequent_indent=indent, break_on_hyphens=False)
    return [line.replace(_HELD, " ") for line in lines]


def _body(one: Article, *, full: bool) -> dict[str, Any]:
    head = {"id": one.id, "title": one.title, "group": one.group}
    if not full:
        return head
    keys = ("id", "title", "publisher", "year", "note")
    sources = [{key: getattr(source, key) for key in keys} for source in sources_of(one)]
    return {**head, "paragraphs": list(one.paragraphs), "next": one.next, "see": list(one.see), "sources": sources}
