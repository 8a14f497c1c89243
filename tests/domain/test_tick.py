"""Work that tells how far it is."""

from __future__ import annotations

from oidtrack.domain.tick import ticking


def test_each_item_is_told_once_it_is_done_with() -> None:
    told: list[tuple[int, int]] = []
    for item in ticking("ab", 5, lambda done, of: told.append((done, of)), before=2):
        assert len(told) == "ab".index(item)
    assert told == [(3, 5), (4, 5)]


def test_nothing_was_done_before_where_it_is_not_said() -> None:
    told: list[tuple[int, int]] = []
    assert list(ticking("ab", 2, lambda done, of: told.append((done, of)))) == ["a", "b"]
    assert told == [(1, 2), (2, 2)]
