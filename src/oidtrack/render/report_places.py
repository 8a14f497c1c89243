"""Where each section stands on the one page, for HTML and PDF alike, and what is too much for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from oidtrack.render.blocks import shortened
from oidtrack.render.parts import Listing, Part, Section, Tone, Words, abridged
from oidtrack.render.report_view import ReportView

_FULL = ("findings", "picture")
_LEFT = ("doses", "treatments")
_RIGHT = ("assessments", "adherence")
_FOOT = ("supply", "questions")
_LONGEST_QUESTION = 140


@dataclass(frozen=True, slots=True)
class Places:
    """The page from above to below: across it, two columns, across it, and two columns again."""

    full: tuple[Section, ...]
    left: tuple[Section, ...]
    right: tuple[Section, ...]
    wide: tuple[Section, ...]
    foot: tuple[Section, ...]


def one_page(view: ReportView) -> Places:
    """The sections as the one page has room for them; one without a place of its own goes across."""
    sections = {section.key: _brief(section, has_detail=bool(view.detail)) for section in view.sections}
    full, left, right, foot = (
        tuple(sections.pop(key) for key in keys if key in sections) for keys in (_FULL, _LEFT, _RIGHT, _FOOT)
    )
    return Places(full, left, right, tuple(sections.values()), foot)


def _brief(section: Section, *, has_detail: bool) -> Section:
    parts: list[Part] = []
    for part in section.parts:
        short, left_out = abridged(part)
        parts.append(_shorter(short))
        if left_out:
            where = "on the next page" if has_detail else "`oidtrack report --detail` shows all"
            parts.append(Words(f"{left_out} more: {where}.", Tone.NOTE))
    return replace(section, parts=tuple(parts))


def _shorter(part: Part) -> Part:
    """Long questions, cut; they stand in full where all stands."""
    if isinstance(part, Listing):
        return replace(part, items=tuple(shortened(item, _LONGEST_QUESTION) for item in part.items))
    return part
