"""The laws of the dose in force, over random lives typed into the program; `make study-lives` lives many more."""

from __future__ import annotations

import pytest
from random_lives import lives

pytestmark = pytest.mark.no_cover  # it runs once more what other tests hold, and takes long


@pytest.mark.parametrize("seed", [1, 5, 11, 23])
def test_every_command_names_the_same_doses_and_nothing_rises_by_itself(seed: int) -> None:
    found = lives(range(seed, seed + 1), days=45)

    assert found.disagreements == []
    assert found.rises == []
    assert found.crashes == []
    assert found.compared["card"] > 0
