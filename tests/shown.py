"""The report in each of its formats as words alone, so that a test can ask all of them the same."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache
from html import unescape

from pypdf import PdfReader

from oidtrack.render.page.text import paint
from oidtrack.render.report.formats.html import report_html
from oidtrack.render.report.formats.markdown import report_markdown
from oidtrack.render.report.formats.pdf import report_pdf
from oidtrack.render.report.formats.text import report_page
from oidtrack.render.report.view import ReportView

_SIGNS = str.maketrans({"−": "-", "–": "-", "\u00a0": " ", "\u00ad": None})
"""The PDF draws one sign for each kind of dash."""


def report_text(view: ReportView) -> str:
    """As the terminal has it, without colour."""
    return paint(report_page(view))


@cache
def pdf_of(view: ReportView) -> bytes:
    """The file, made once for every test that asks for the same view."""
    return report_pdf(view)


@cache
def pdf_text(view: ReportView) -> str:
    """The text that can be selected, page by page, without the blanks that end a line."""
    pages = PdfReader(io.BytesIO(pdf_of(view))).pages
    text = "\n\f\n".join(page.extract_text() for page in pages) + "\n"
    return text.replace(" \n", "\n")


def without_shapes(page: str) -> str:
    """A page of HTML as somebody can read a difference in it: no stylesheet, and of a picture its words."""
    bare = re.sub(r"(<style>).*?(</style>)", r"\1…\2", page, flags=re.DOTALL)
    return re.sub(r"(<svg[^>]*>)(.*?)(</svg>)", _labels, bare, flags=re.DOTALL)


def _labels(picture: re.Match[str]) -> str:
    words = " | ".join(re.findall(r">([^<>]+)</text>", picture[2]))
    return f"{picture[1]}{words}{picture[3]}"


def _plain(text: str) -> str:
    return " ".join(text.translate(_SIGNS).split())


def _of_html(view: ReportView) -> str:
    page = re.sub(r"<(style|svg).*?</\1>", " ", report_html(view), flags=re.DOTALL)
    page = re.sub(r"</?(bdi|strong|span)\b[^>]*>", "", page)
    return _plain(unescape(re.sub(r"<[^>]+>", " ", page)))


SHOWN: dict[str, Callable[[ReportView], str]] = {
    "text": lambda view: _plain(report_text(view)),
    "html": _of_html,
    "pdf": lambda view: _plain(pdf_text(view)),
    "markdown": lambda view: _plain(re.sub(r"\\([\\`*_\[\]<>|#~])", r"\1", report_markdown(view))),
}
"""Every format for reading, its folds undone and its dashes alike."""
