"""One entry in full: everything it says, and the whole note."""

from __future__ import annotations

from oidtrack.clinical import catalogue
from oidtrack.domain.dose import plain
from oidtrack.domain.journal import Assessment, Entry
from oidtrack.domain.questionnaire import score
from oidtrack.render.console import one_line
from oidtrack.render.entry_page import body_parts, moment_words
from oidtrack.render.layout import WIDTH, wrapped

INDENT = "  "


def whole_entry_page(entry: Entry) -> str:
    """What kind of entry, of when, each thing it says on a line of its own, then the note as it was written."""
    star = " · starred" if entry.star else ""
    lines = [f"{entry.name}  {entry.kind.value} · {moment_words(entry.moment.wall)}{star}"]
    if isinstance(entry.body, Assessment):
        lines += _answers(entry.body)
    else:
        lines += [line for part in body_parts(entry) for line in wrapped(part, INDENT)]
    if entry.tags:
        lines += wrapped(" ".join(f"#{one_line(tag)}" for tag in entry.tags), INDENT)
    if entry.note:
        lines += ["", *(line for written in entry.note.splitlines() for line in _written(written))]
    return "\n".join(lines) + "\n"


def _written(line: str) -> list[str]:
    """A line of a note; its own blanks stay where it fits."""
    return [(INDENT + line).rstrip()] if len(line) <= WIDTH - len(INDENT) else wrapped(line, INDENT)


def _answers(body: Assessment) -> list[str]:
    """The score, then each question with its answer."""
    form = catalogue.questionnaire(body.instrument)
    result = score(form, body.answers)
    band = f", {result.band}" if result.band else ""
    lines = wrapped(f"{form.title}: {plain(result.value, 1)} of {form.max_score}{band}", INDENT)
    for item, points in zip(form.items, body.answers, strict=True):
        lines += wrapped(item.text, f"{INDENT}{points:>2}  ")
    return lines
