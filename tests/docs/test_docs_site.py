"""The site loads nothing from another host: what the build looks for, and that it ends the build."""

from __future__ import annotations

from pathlib import Path

import pytest
import site_hook
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

FONT = "https://fonts.example.org/a.woff2"


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example.org/a.js"></script>',
        "<script async src=//cdn.example.org/a.js></script>",
        '<link rel="preconnect" href="https://fonts.example.org" crossorigin>',
        '<link rel="stylesheet" href="//fonts.example.org/css?family=A">',
        '<img alt="badge" src="http://badge.example.org/x.svg">',
        '<image xlink:href="https://a.example.org/x.png" />',
        '<iframe src="https://a.example.org"></iframe>',
        f"@font-face {{ src: url({FONT}) }}",
        f'@font-face {{ src: url( "{FONT}" ) }}',
        '@import "https://a.example.org/x.css";',
        '<pre class="mermaid"><code>graph LR</code></pre>',
        '<a href="https://code.example.org/x" data-md-component="source">x</a>',
    ],
)
def test_what_a_page_would_fetch_is_found(text: str) -> None:
    assert site_hook.foreign(f"<p>before</p>{text}<p>after</p>")


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://a.example.org/page">the guideline</a>',
        '<link rel="canonical" href="https://a.example.org/page">',
        '<svg xmlns="http://www.w3.org/2000/svg"><path d="M1 2"/></svg>',
        '<img src="../signals.svg" alt="waves">',
        "<style>a { background: url(data:image/svg+xml,x) }</style>",
        '<script src="assets/a.js"></script>',
    ],
)
def test_a_link_to_follow_and_a_file_of_the_site_are_none(text: str) -> None:
    assert site_hook.foreign(text) == []


@pytest.mark.parametrize("name", ["page.html", "main.css", "picture.svg"])
def test_the_build_ends_where_a_file_would(tmp_path: Path, name: str) -> None:
    config = MkDocsConfig()
    config.site_dir = str(tmp_path)
    (tmp_path / "words.json").write_text(f'"url({FONT})"', encoding="utf-8")
    site_hook.on_post_build(config)
    (tmp_path / name).write_text(f"<style>@font-face {{ src: url({FONT}) }}</style>", encoding="utf-8")
    with pytest.raises(PluginError, match=name):
        site_hook.on_post_build(config)


def test_links_of_the_pages_above_lead_into_the_folder() -> None:
    text = "[a](docs/how-to/report.md#now) [b](CONTRIBUTING.md) [c](README.md) [d](https://a.example.org)"
    assert site_hook.within(text) == (
        "[a](how-to/report.md#now) [b](CONTRIBUTING.md) [c](index.md) [d](https://a.example.org)"
    )
