"""What the site needs beside mkdocs.yml: the pages that lie above `docs`, and proof that no page loads from elsewhere.

mkdocs calls the functions by their names (`hooks` in mkdocs.yml).
"""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[1]
ABOVE = {
    "index.md": "README.md",
    **dict.fromkeys(("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE")),
    "src/oidtrack/render/page/fonts/OFL.txt": None,
}
"""Files of the site that lie above `docs`, each with the file of the project that it is, where the name differs."""

_LINK = re.compile(r"\]\((?:docs/)?([^)#:]+)")
_HOST = r"(?:https?:)?//[\w-]+\."
_LOADS = (
    re.compile(
        rf"<(?:script|i?frame|img|image|source|video|audio|embed|object|use)\b[^>]*[\"'\s=]{_HOST}[^>]*>", re.IGNORECASE
    ),
    re.compile(rf"<link\b(?![^>]*\brel=.?canonical)[^>]*[\"'\s=]{_HOST}[^>]*>", re.IGNORECASE),
    re.compile(rf"(?:@import\s*[\"']?|url\(\s*[\"']?){_HOST}[^;)]*", re.IGNORECASE),
)
_ON_DEMAND = re.compile(r"""class="[^"]*\bmermaid\b|data-md-component="source""")
"""Parts of a page for which the script of the theme would ask a host of its own accord."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what lies above the folder of documents."""
    for page, name in ABOVE.items():
        text = (ROOT / (name or page)).read_text(encoding="utf-8")
        files.append(File.generated(config, page, content=within(text)))
    return files


def within(text: str) -> str:
    """A page with its links as they lead from within the folder of documents."""
    return _LINK.sub(lambda found: "](" + ("index.md" if found[1] == "README.md" else found[1]), text)


def on_post_build(config: MkDocsConfig) -> None:
    """End the build where a page or a style sheet loads something from another host.

    Raises:
        PluginError: One does; it is named.
    """
    built = (path for path in Path(config.site_dir).rglob("*") if path.suffix in {".html", ".css", ".svg"})
    found = [f"{path.name}: {what[:120]}" for path in built for what in foreign(path.read_text(encoding="utf-8"))]
    if found:
        raise PluginError("loads from another host: " + "; ".join(found))


def foreign(text: str) -> list[str]:
    """What a page, a picture or a style sheet would fetch from another host; a link to follow is none of it."""
    return [found[0] for one in (*_LOADS, _ON_DEMAND) for found in one.finditer(text)]
