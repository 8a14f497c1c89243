"""What is no set of answers, and what helps: every word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from oidtrack.clinical.catalogue import questionnaire
from oidtrack.domain.questionnaire import score
from oidtrack.errors import OidtrackError

REFUSED: list[tuple[Callable[[], object], str, str]] = [
    (
        lambda: score(questionnaire("phq2"), (1,)),
        "PHQ-2 (Patient Health Questionnaire, first two questions) has 2 questions, not 1",
        "answer each one",
    ),
    (
        lambda: score(questionnaire("phq2"), (1, 1, 1)),
        "PHQ-2 (Patient Health Questionnaire, first two questions) has 2 questions, not 3",
        "answer each one",
    ),
    (
        lambda: score(questionnaire("phq2"), (3, 4)),
        "answer 2 is 4",
        "answers go from 0 to 3",
    ),
    (
        lambda: score(questionnaire("phq2"), (-1, 0)),
        "answer 1 is -1",
        "answers go from 0 to 3",
    ),
]


@pytest.mark.parametrize(("asked", "message", "hint"), REFUSED, ids=[words for _, words, _ in REFUSED])
def test_what_is_wrong_and_what_helps_are_said(asked: Callable[[], object], message: str, hint: str) -> None:
    with pytest.raises(OidtrackError) as refused:
        asked()

    assert (refused.value.message, refused.value.hint) == (message, hint)
