"""Questionnaire files: one TOML file to one `Questionnaire`, with the examples that prove it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

from msgspec import Struct

from oidtrack.clinical.loader import Table, citations, read, review_dates
from oidtrack.domain.medicine import Cited
from oidtrack.domain.questionnaire import Accuracy, Band, Choice, Item, Questionnaire, Scoring

GROUPS = ("bands", "bands_note", "cut_point", "meaningful_change", "accuracy")
PERCENT = 100


class ScoreExample(Struct, frozen=True):
    """Complete answers, and the score and band expected of them; band None where there is none."""

    answers: tuple[int, ...]
    score: Fraction
    band: str | None


class QuestionnaireFile(Struct, frozen=True):
    """All that one questionnaire file says.

    Attributes:
        questionnaire: What the program uses.
        cited: Where its numbers stand, by `items` and, where there are any, by each of `GROUPS`.
        examples: What scoring must give.
        reviewed: Day of the last check against the sources.
        review_by: Day by which the next is due.
    """

    questionnaire: Questionnaire
    cited: tuple[tuple[str, Cited], ...]
    examples: tuple[ScoreExample, ...]
    reviewed: date
    review_by: date


def load_questionnaire(path: Path) -> QuestionnaireFile:
    """Read a questionnaire file.

    Raises:
        FactsBroken: The file does not keep its schema; the message names file and key.
    """
    table = read(path)
    reviewed, review_by = review_dates(table)
    groups = tuple(key for key in GROUPS if table.has(key))
    found = citations(table, ("items", *groups))
    made = _questionnaire(table, found[0][1])
    examples = tuple(_example(entry) for entry in table.tables("examples"))
    table.finish()
    if made.id != path.stem:
        raise table.broken("id", f"is '{made.id}', and the file is {path.stem}.toml")
    if not examples:
        raise table.broken("examples", "is missing")
    _check_choices(table, made)
    _check_bands(table, made)
    _check_numbers(table, made)
    return QuestionnaireFile(made, found, examples, reviewed, review_by)


def _questionnaire(table: Table, where: Cited) -> Questionnaire:
    return Questionnaire(
        id=table.text("id"),
        title=table.text("title"),
        stem=table.text("stem"),
        credit=table.text("credit"),
        items=tuple(_item(entry) for entry in table.tables("items")),
        choices=tuple(_choice(entry) for entry in table.tables("choices")),
        scoring=table.kind("scoring", Scoring),
        bands=tuple(_band(entry) for entry in table.tables("bands")),
        bands_note=table.text_or_empty("bands_note"),
        cut_point=table.number_or_none("cut_point"),
        meaningful_change=table.number_or_none("meaningful_change"),
        accuracy=_accuracy(table) if table.has("accuracy") else None,
        alarm_item=table.whole_or_none("alarm_item"),
        loinc_panel=table.text_or_empty("loinc_panel"),
        loinc_total=table.text_or_empty("loinc_total"),
        source=where.source,
        locator=where.locator,
    )


def _accuracy(table: Table) -> Accuracy:
    """Sensitivity and specificity at the cut-point, which must be there and whole."""
    cut_point, entry = table.number_or_none("cut_point"), table.table("accuracy")
    if cut_point is None or cut_point.denominator != 1:
        raise table.broken("accuracy", "needs a whole cut_point")
    made = Accuracy(int(cut_point), entry.whole("sensitivity"), entry.whole("specificity"))
    entry.finish()
    if not (0 < made.sensitivity < PERCENT and 0 < made.specificity < PERCENT):
        raise table.broken("accuracy", "is not in percent between 0 and 100")
    return made


def _item(table: Table) -> Item:
    made = Item(table.text("text"), table.text_or_empty("loinc"))
    table.finish()
    return made


def _choice(table: Table) -> Choice:
    made = Choice(table.whole("points"), table.text("label"), table.text_or_empty("code"))
    table.finish()
    return made


def _band(table: Table) -> Band:
    made = Band(table.whole("low"), table.whole("high"), table.text("label"))
    table.finish()
    return made


def _example(table: Table) -> ScoreExample:
    band = table.text_or_empty("band") or None
    made = ScoreExample(table.wholes("answers"), _fraction(table, "score"), band)
    table.finish()
    return made


def _fraction(table: Table, key: str) -> Fraction:
    """A number, or a pair [numerator, denominator] for one that decimals cannot say."""
    if not table.is_list(key):
        return table.number(key)
    pair = table.wholes(key)
    if len(pair) != len(("numerator", "denominator")) or pair[1] == 0:
        raise table.broken(key, "is not a numerator and a denominator")
    return Fraction(*pair)


def _check_choices(table: Table, made: Questionnaire) -> None:
    """There are items, and choices whose points go 0, 1, 2 and on."""
    if not made.items:
        raise table.broken("items", "is missing")
    points = [choice.points for choice in made.choices]
    if not points or points != list(range(len(points))):
        raise table.broken("choices", "need points 0, 1, 2 and so on without gaps")


def _check_bands(table: Table, made: Questionnaire) -> None:
    """Bands cover the whole range without gap or overlap; where there are none, a note says why."""
    if not made.bands:
        if not made.bands_note:
            raise table.broken("bands_note", "is needed where there are no bands")
        return
    starts = [0, *(band.high + 1 for band in made.bands)]
    if [*(band.low for band in made.bands), made.max_score + 1] != starts:
        raise table.broken("bands", f"must cover 0 to {made.max_score} without gap or overlap")
    if any(band.high < band.low for band in made.bands):
        raise table.broken("bands", "must end no earlier than they begin")


def _check_numbers(table: Table, made: Questionnaire) -> None:
    """Cut-point and change lie in the range; the alarm item is one of the items."""
    for key, value in (("cut_point", made.cut_point), ("meaningful_change", made.meaningful_change)):
        if value is not None and not 0 < value <= made.max_score:
            raise table.broken(key, f"lies outside 0 to {made.max_score}")
    if made.alarm_item is not None and not 1 <= made.alarm_item <= len(made.items):
        raise table.broken("alarm_item", "is the number of no item")
