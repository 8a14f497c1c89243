"""Questionnaires: items, answers, bands, and scoring that refuses to guess."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

from msgspec import Struct

from oidtrack.errors import BadInput


class Scoring(Enum):
    """How item answers become one score."""

    SUM = "sum"
    MEAN = "mean"


class Choice(Struct, frozen=True):
    """One allowed answer: its points and its words."""

    points: int
    label: str
    code: str = ""


class Item(Struct, frozen=True):
    """One question. `loinc` is empty where no code is known."""

    text: str
    loinc: str = ""


class Band(Struct, frozen=True):
    """A named part of the score range, both ends included."""

    low: int
    high: int
    label: str


class Accuracy(Struct, frozen=True):
    """How well a score at its cut-point or above tells who has the illness, in whole percent.

    Attributes:
        cut_point: The score from which the answer is yes.
        sensitivity: Of people with the illness so many say yes; above 0 and under 100.
        specificity: Of people without it so many say no; above 0 and under 100.
    """

    cut_point: int
    sensitivity: int
    specificity: int


class Questionnaire(Struct, frozen=True):
    """One instrument as data.

    Attributes:
        id: `phq9`, `gad7` and so on.
        title: Full name.
        stem: The sentence before the items, with the period asked about.
        credit: Who made it, and what allows it to be shown.
        items: Questions in order.
        choices: Allowed answers, ascending points without gaps.
        scoring: Sum or mean of the points.
        bands: Partition of the score range, or empty where none is validated.
        bands_note: What is said in place of bands.
        cut_point: Score from which a closer look is advised, or None.
        meaningful_change: Smallest change that matters, in points, or None.
        accuracy: How well the cut-point tells, or None where no figures were read.
        alarm_item: Number (from 1) of the item whose answer above 0 leads to crisis contacts, or None.
        loinc_panel: Panel code, or empty.
        loinc_total: Code of the score, or empty.
        source: Source id of the instrument.
        locator: Place in the source.
    """

    id: str
    title: str
    stem: str
    credit: str
    items: tuple[Item, ...]
    choices: tuple[Choice, ...]
    scoring: Scoring
    bands: tuple[Band, ...]
    bands_note: str
    cut_point: Fraction | None
    meaningful_change: Fraction | None
    accuracy: Accuracy | None
    alarm_item: int | None
    loinc_panel: str
    loinc_total: str
    source: str
    locator: str

    @property
    def max_score(self) -> int:
        """The highest score that can be had."""
        top = self.choices[-1].points
        return top if self.scoring is Scoring.MEAN else top * len(self.items)


class Score(Struct, frozen=True):
    """A scored questionnaire. `value` is exact; `band` is None where none is validated."""

    value: Fraction
    band: str | None
    alarm: bool


def score(questionnaire: Questionnaire, answers: tuple[int, ...]) -> Score:
    """Score a complete set of answers.

    Every item must be answered: no missing answer is filled in.

    Raises:
        BadInput: Too few or too many answers, or points that are no choice.
    """
    want = len(questionnaire.items)
    if len(answers) != want:
        raise BadInput(f"{questionnaire.title} has {want} questions, not {len(answers)}", "answer each one")
    allowed = {choice.points for choice in questionnaire.choices}
    for number, points in enumerate(answers, start=1):
        if points not in allowed:
            raise BadInput(f"answer {number} is {points}", f"answers go from {min(allowed)} to {max(allowed)}")
    value = Fraction(sum(answers), want if questionnaire.scoring is Scoring.MEAN else 1)
    band = next((b.label for b in questionnaire.bands if b.low <= value <= b.high), None)
    alarm = questionnaire.alarm_item is not None and answers[questionnaire.alarm_item - 1] > 0
    return Score(value, band, alarm)
