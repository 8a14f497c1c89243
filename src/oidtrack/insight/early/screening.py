"""What the answer to a questionnaire tells: a log likelihood ratio from its published sensitivity and specificity."""

from __future__ import annotations

from functools import cache

from oidtrack.domain.questionnaire import Accuracy

ASKED_DAYS = 14
"""A questionnaire asks about the last two weeks. Source: the first line of both forms."""
WHOLE = 100_000
"""One unit of log likelihood."""
_DIGITS = 10**15
_PERCENT = 100


@cache
def tells(accuracy: Accuracy, part: int, whole: int, *, yes: bool) -> int:
    """What one answer tells where `part` of `whole` of the two weeks lay in a change.

    With nothing of them changed as many people say yes as without the illness, with all of them as many as with it,
    and between these the share rises in a straight line (ENGINEERING; the published figures are for whole weeks).

    Args:
        accuracy: The published figures.
        part: From 0 to `whole`.
        whole: Above 0.
        yes: Whether the score was at the cut-point or above.

    Returns:
        In parts of `WHOLE`: above 0 where a change is the likelier, exact to one of them.
    """
    wrongly = _PERCENT - accuracy.specificity
    now = wrongly * whole + part * (accuracy.sensitivity - wrongly)
    before = wrongly * whole
    if not yes:
        now, before = _PERCENT * whole - now, _PERCENT * whole - before
    return logarithm(now, before)


def logarithm(above: int, below: int) -> int:
    """The natural logarithm of a fraction of two numbers above 0, in parts of `WHOLE`, rounded down.

    Exact in whole numbers, so that no machine sees another sum: twice the area tangent of
    (above - below) / (above + below), as its power series.
    """
    tangent = _DIGITS * (above - below) // (above + below)
    square = tangent * tangent // _DIGITS
    total, power, odd = 0, tangent, 1
    while power // odd not in {0, -1}:
        total += power // odd
        power, odd = power * square // _DIGITS, odd + 2
    return 2 * total * WHOLE // _DIGITS
