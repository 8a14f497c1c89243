"""Documents that fail when they are stale: the README's session is replayed, the reference is written anew."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from running import Oid
from transcripts import replay_block

ROOT = Path(__file__).parents[2]
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\(([^)#]+)")


def test_the_readme_shows_what_really_comes(oid: Oid, request: pytest.FixtureRequest) -> None:
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    fresh = CONSOLE.sub(lambda found: f"```console\n{replay_block(found[1], oid)}```", text)
    if request.config.getoption("--update-golden"):
        readme.write_text(fresh, encoding="utf-8")
    assert fresh == readme.read_text(encoding="utf-8")


def test_the_reference_is_what_the_program_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    import build_reference

    pages = build_reference.pages()
    kept = (ROOT / "docs" / "reference").rglob("*.*")
    assert {path.relative_to(ROOT / "docs" / "reference").as_posix() for path in kept} == set(pages)
    for name, text in pages.items():
        assert (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8") == text, f"{name}: run `make fix`"
    del sys.modules["build_reference"]


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md")), ids=str)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target
