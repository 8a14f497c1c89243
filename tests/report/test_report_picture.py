"""The large picture: what is on it, where it lies, and that it can be read small, in grey and with little to show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec.structs import replace

from lives import LIVES, NOW, TODAY, gathered, reports
from oidtrack.domain.medicine import Release
from oidtrack.insight.adherence import adherence
from oidtrack.render.page.pictures.picture import Hatch, Label, Line, Picture, Rect, Shape
from oidtrack.render.page.pictures.picture import Path as Way
from oidtrack.render.report.formats.mood_picture import mood_picture, picture_height
from oidtrack.render.report.formats.scale import LEAST, NARROW, ROOMY, SIGN, TIGHT, WIDE, Layout
from oidtrack.render.report.parts import Figure
from oidtrack.render.report.sections.over_time import drawn, picture_section
from oidtrack.services.doses.ladder import DayDose
from oidtrack.services.report.apart import Apart, DayApart
from oidtrack.services.report.reporting import Report

ALL = [ROOMY, WIDE, TIGHT, LEAST, NARROW]
A4_PRINTED = 188 / 25.4 * 72
"""Points that the picture is wide on A4, in HTML and PDF alike."""
LEAST_POINTS = 7.5
NARROWEST = 320 - 2 * 16
"""Pixels that it is wide on the narrowest screen; a point is 4/3 of one."""


@pytest.fixture(scope="module")
def lives() -> Mapping[str, Report]:
    return reports()


def figure_of(report: Report) -> Figure:
    (figure,) = picture_section(report).parts
    assert isinstance(figure, Figure)
    return figure


def shapes(report: Report, layout: Layout = WIDE) -> tuple[Shape, ...]:
    return mood_picture(figure_of(report), layout).shapes


def texts(found: tuple[Shape, ...]) -> list[str]:
    return [shape.text for shape in found if isinstance(shape, Label)]


def several(report: Report, *rows: tuple[str, int | None, int | None, Fraction | None]) -> Report:
    """The same life with these opioids on every day: name, planned, taken, factor."""
    doses = tuple(
        DayDose(day, name, Release.IR, _mg(planned), _mg(taken), factor)
        for day in report.period.each()
        for name, planned, taken, factor in rows
    )
    return replace(report, doses=doses, cuts=(), plan=None)


def _mg(value: int | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def test_no_letter_is_too_small_on_paper_or_on_a_narrow_screen() -> None:
    for layout in (ROOMY, WIDE, TIGHT, LEAST):
        assert layout.text * A4_PRINTED / layout.width >= LEAST_POINTS
    assert NARROW.text * NARROWEST / NARROW.width * 3 / 4 >= LEAST_POINTS


@pytest.mark.no_cover
@pytest.mark.parametrize("layout", ALL)
@pytest.mark.parametrize("life", LIVES)
def test_everything_lies_within_the_picture_and_no_words_on_words(
    lives: Mapping[str, Report], life: str, layout: Layout
) -> None:
    figure = figure_of(lives[life])
    picture = mood_picture(figure, layout)

    assert picture.height == picture_height(figure, layout)
    boxes = [_box(shape) for shape in picture.shapes if isinstance(shape, Label)]
    for left, top, right, foot in boxes:
        assert left >= -0.01
        assert top >= -0.01
        assert right <= picture.width + 1
        assert foot <= picture.height
    for n, one in enumerate(boxes):
        assert not [other for other in boxes[n + 1 :] if _overlap(one, other)], (life, one)


def _box(label: Label) -> tuple[float, float, float, float]:
    wide = len(label.text) * SIGN * label.size
    left = {"start": label.x, "middle": label.x - wide / 2, "end": label.x - wide}[label.anchor]
    # `SIGN` is rather too much: what ends with it may begin a little before the edge
    return max(left, 0.0), label.y - label.size * 0.75, left + wide * 0.95, label.y


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] - 0.5 and other[1] < one[3] - 0.5


def test_holds_are_shaded_over_their_days_behind_dose_and_mood(lives: Mapping[str, Report]) -> None:
    report = lives["held"]
    found = shapes(report)

    shaded = [shape for shape in found if isinstance(shape, Rect) and shape.ink == "held"]
    assert len(report.standing.holds) == 2
    assert len(shaded) == 2 * 2 + 1, "two holds behind two parts, and one in the key"
    lasting = max(shaded, key=lambda shape: shape.x)
    assert lasting.x + lasting.width == pytest.approx(
        max(s.x2 for s in found if isinstance(s, Line) and s.ink == "rule")
    )
    assert "on hold" in texts(found)
    assert "on hold" not in texts(shapes(lives["steady"]))


def test_days_apart_from_the_plan_have_a_mark_and_a_key(lives: Mapping[str, Report]) -> None:
    report = lives["steady"]
    day = TODAY - timedelta(days=40)
    apart = tuple(DayApart(day + timedelta(days=n), "oxycodone", kind) for n, kind in enumerate(Apart))
    others = tuple(DayApart(day, "ibuprofen", kind) for kind in Apart)

    found = shapes(replace(report, apart=apart))

    assert {"extra dose", "no word on a dose", "dose left out"} <= set(texts(found))
    assert shapes(replace(report, apart=(*apart, *others))) == found, "only of what is drawn"
    assert sum(1 for s in found if isinstance(s, Way) and s.ink == "text") == 2, "the mark, and its key"
    assert not {"extra dose", "no word on a dose"} & set(texts(shapes(replace(report, apart=()))))


def test_the_marks_are_the_doses_that_are_counted(lives: Mapping[str, Report]) -> None:
    for report in (lives["steady"], lives["held"]):
        kinds = [one.kind for one in report.apart]
        counts = report.adherence.total
        assert kinds.count(Apart.SKIPPED) == counts.skipped, "one a day at most in these lives"
        assert kinds.count(Apart.EXTRA) == counts.extra
        assert max(one.day for one in report.apart) < TODAY
    assert adherence(()).total.extra == 0


def test_several_opioids_are_stacked_and_none_stands_for_all(lives: Mapping[str, Report]) -> None:
    report = several(lives["steady"], ("aspirate", 10, 10, Fraction(1)), ("morphine", 60, 50, Fraction(1)))
    figure = figure_of(report)

    assert (figure.medicine, figure.unit) == ("opioids together", "MME")
    assert [layer.name for layer in figure.layers] == ["morphine", "aspirate"], "the largest first"
    assert set(figure.chart.dose) == {Fraction(60)}
    assert set(figure.chart.planned) == {Fraction(70)}
    found = shapes(report)
    assert {"morphine", "aspirate", "planned", "50 MME"} <= set(texts(found))
    assert any(isinstance(shape, Hatch) for shape in found), "told apart in grey"
    assert "Of these: morphine and aspirate." in figure.alt


def test_what_has_no_equivalent_is_named_beside_and_not_drawn(lives: Mapping[str, Report]) -> None:
    report = several(lives["steady"], ("buprenorphine", 8, 8, None), ("morphine", 60, 60, Fraction(1)))
    figure = figure_of(report)

    assert set(figure.chart.dose) == {Fraction(60)}
    assert "cannot be added up: buprenorphine" in figure.caption
    assert "Not among them: buprenorphine." in figure.alt
    neither = several(lives["steady"], ("buprenorphine", 8, 8, None), ("methadone", 60, 60, None))
    assert drawn(neither).unit == "mg"
    assert drawn(neither).beside == ("methadone",)


def test_a_day_that_is_not_told_in_full_is_no_smaller_bar(lives: Mapping[str, Report]) -> None:
    rows = ("hydromorphone", 10, None, Fraction(5)), ("morphine", 60, 60, Fraction(1))
    assert set(drawn(several(lives["steady"], *rows)).taken) == {None}
    needed = ("hydromorphone", None, 10, Fraction(5)), ("morphine", 60, 60, Fraction(1))
    assert set(drawn(several(lives["steady"], *needed)).taken) == {Fraction(110)}


def test_more_opioids_than_patterns_are_one(lives: Mapping[str, Report]) -> None:
    rows = tuple((f"opioid {n}", n, n, Fraction(1)) for n in range(1, 7))
    shown = drawn(several(lives["steady"], *rows))

    assert [layer.name for layer in shown.layers] == ["opioid 6", "opioid 5", "opioid 4", "3 others"]
    assert shown.layers[-1].values[0] == Fraction(6)
    assert (
        sum((layer.values[0] or Fraction(0) for layer in shown.layers), Fraction(0)) == shown.taken[0] == Fraction(21)
    )


@pytest.mark.parametrize(("mg", "named"), [(39, []), (40, ["50 MME"]), (71, ["50 MME"]), (72, ["50 MME", "90 MME"])])
def test_lines_at_50_and_90_where_the_dose_is_near(lives: Mapping[str, Report], mg: int, named: list[str]) -> None:
    report = several(lives["steady"], ("morphine", mg, mg, Fraction(1)))
    figure = figure_of(report)

    assert [name for _, name in figure.lines] == named
    assert all(at <= figure.top for at, _ in figure.lines)
    assert [text for text in texts(shapes(report)) if "MME" in text] == named
    bare = several(lives["steady"], ("buprenorphine", mg, mg, None))
    assert figure_of(bare).lines == ()


def test_a_questionnaire_has_its_scores_on_their_days_and_a_line_at_10(lives: Mapping[str, Report]) -> None:
    report = lives["steady"]
    scores = figure_of(report).scores
    assert scores is not None
    assert (scores.form, scores.line, scores.top) == ("PHQ-9", Fraction(10), Fraction(27))
    assert [score for _, score in scores.points] == [view.score for view in report.assessments]
    assert {"PHQ-9", "10"} <= set(texts(shapes(report)))
    assert "PHQ-9" not in texts(shapes(replace(report, assessments=())))


def test_usual_mood_lies_behind_and_thin_rows_below(lives: Mapping[str, Report]) -> None:
    report = lives["held"]
    found = shapes(report)
    assert any(isinstance(shape, Rect) and shape.ink == "band" for shape in found)
    assert {"Pain 0–10", "Sleep 0–8 h"} <= set(texts(found))
    without = replace(report, standing=replace(report.standing, usual_mood=None))
    assert not any(isinstance(shape, Rect) and shape.ink == "band" for shape in shapes(without))


def test_too_few_days_are_hatched_and_say_so(lives: Mapping[str, Report]) -> None:
    report = lives["steady"]
    thin = tuple(
        replace(one, values=tuple(value if n % 5 == 0 else None for n, value in enumerate(one.values)))
        for one in report.measures
    )
    few = shapes(replace(report, measures=thin))

    assert "too few days to tell" not in texts(shapes(report))
    assert texts(few).count("too few days to tell") == 4, "mood, pain, sleep and withdrawal"
    assert sum(isinstance(shape, Hatch) for shape in few) == 4


def test_a_hatch_stays_within_its_area_and_runs_on() -> None:
    def ends(shape: Hatch) -> Iterator[tuple[float, float]]:
        for x1, y1, x2, y2 in shape.lines():
            yield from ((x1, y1), (x2, y2))

    for upright in (False, True):
        shape = Hatch(3, 5, 20, 9, "text", upright)
        assert list(shape.lines())
        assert all(3 <= x <= 23 and 5 <= y <= 14 for x, y in ends(shape))
    left, right = (Hatch(x, 0, 10, 10, "text") for x in (0, 10))
    assert {x + y for x, y in ends(left)} & {x + y for x, y in ends(right)}


@pytest.mark.no_cover
def test_the_same_days_give_the_same_picture(tmp_path: Path) -> None:
    first, second = (gathered(LIVES["held"](tmp_path / name)) for name in _folders(tmp_path))
    assert isinstance(mood_picture(figure_of(first), WIDE), Picture)
    assert mood_picture(figure_of(first), WIDE) == mood_picture(figure_of(second), WIDE)


def _folders(path: Path) -> tuple[str, ...]:
    for name in ("a", "b"):
        (path / name).mkdir()
    return "a", "b"


def test_the_day_of_the_picture_is_that_of_the_report(lives: Mapping[str, Report]) -> None:
    assert figure_of(lives["held"]).held[-1][1] == date.fromisoformat(NOW.date().isoformat())
