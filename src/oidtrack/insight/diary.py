"""What the search for early signs looks at: one whole number a day and measure, higher always meaning worse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from oidtrack.domain.journal import Assessment, Entry, Mood

SLEEP = "sleep"
ASKED = ("phq9", "phq2")
"""The questionnaires that take part, the longer one first."""
LOWER_IS_WORSE = ("mood", "interest", "motivation", "energy")
PAIN = "pain"
RATED = (*LOWER_IS_WORSE, PAIN)
"""The ratings of one day, which go up and down together; of pain, higher is worse."""
WATCHED = (*RATED, SLEEP, "signs", *ASKED)
"""Sleep in hours, either way from the usual; how many early signs were ticked; the points
of each questionnaire. All in hundredths."""
DRIFTING = (*RATED, SLEEP)
"""What is watched for slow change."""

Column = tuple[int | None, ...]


class Diary(Struct, frozen=True):
    """The days of a stretch.

    Attributes:
        first: First local day.
        columns: By name, one value for each day in hundredths; None where nothing was answered.
        withdrawal: The sum of the rated symptoms of each day in hundredths, or None.
        cuts: Numbers of the days (0 is `first`) on which a smaller dose began, in rising order; may be below 0.
    """

    first: date
    columns: tuple[tuple[str, Column], ...]
    withdrawal: Column
    cuts: tuple[int, ...] = ()

    @property
    def length(self) -> int:
        """Days in all."""
        return len(self.withdrawal)

    def day(self, number: int) -> date:
        """The local day of a number."""
        return self.first + timedelta(days=number)


def diary(
    entries: Iterable[Entry], cuts: Iterable[date], since: date, until: date, names: Sequence[str] = WATCHED
) -> Diary:
    """The days from `since` to the day before `until`; several check-ins on one day give their mean.

    Args:
        entries: Any entries, in any order; check-ins and questionnaires are looked at.
        cuts: First days of smaller doses.
        since: First local day.
        until: The local day after the last one.
        names: The columns, of `WATCHED` or `DRIFTING`.
    """
    length = (until - since).days
    said: dict[str, dict[int, list[int]]] = {name: {} for name in (*names, "withdrawal")}
    for entry in entries:
        number = (entry.moment.day - since).days
        if 0 <= number < length:
            for name, value in _said(entry):
                if name in said:
                    said[name].setdefault(number, []).append(value)
    found = {name: _column(days, length) for name, days in said.items()}
    columns = tuple((name, found[name]) for name in names if said[name])
    return Diary(since, columns, found["withdrawal"], tuple(sorted({(cut - since).days for cut in cuts})))


def _column(days: Mapping[int, Sequence[int]], length: int) -> Column:
    """The mean of each day that has values, None for the others."""
    column: list[int | None] = [None] * max(length, 0)
    for number, values in days.items():
        column[number] = sum(values) // len(values)
    return tuple(column)


def _said(entry: Entry) -> list[tuple[str, int]]:
    """What one entry says, by name, in hundredths."""
    body = entry.body
    if isinstance(body, Assessment) and body.instrument in ASKED:
        return [(body.instrument, 100 * sum(body.answers))]
    return _of_check_in(body) if isinstance(body, Mood) else []


def _of_check_in(body: Mood) -> list[tuple[str, int]]:
    """A check-in with its ratings; one that rates its mood and ticks no sign says that there was none."""
    ratings = dict(body.ratings)
    said = [(name, -10 * ratings[name]) for name in LOWER_IS_WORSE if name in ratings]
    if PAIN in ratings:
        said.append((PAIN, 10 * ratings[PAIN]))
    if body.sleep_min is not None:
        said.append((SLEEP, body.sleep_min * 100 // 60))
    if "mood" in ratings or body.signs:
        said.append(("signs", 100 * len(body.signs)))
    rated = [severity for _, severity in body.symptoms if severity is not None]
    return [*said, ("withdrawal", 100 * sum(rated))] if rated else said
