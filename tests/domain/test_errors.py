"""How several things are named in a sentence, in errors and elsewhere."""

from __future__ import annotations

import pytest

from oidtrack.errors import UnknownMedicine, did_you_mean, listed


@pytest.mark.parametrize(("words", "said"), [("", ""), ("a", "a"), ("ab", "a and b"), ("abcd", "a, b, c and d")])
def test_words_are_listed_with_one_and(words: str, said: str) -> None:
    assert listed(words) == said


def test_what_may_be_chosen_is_listed_with_one_or() -> None:
    assert listed((5, 10, 20), "or") == "5, 10 or 20"
    assert (did_you_mean(("a", "b", "c")), did_you_mean(())) == ("did you mean a, b or c?", "")
    assert UnknownMedicine("x", ("a", "b", "c")).hint == "did you mean a, b or c?"
