"""Work that tells how far it is, and that makes many values."""

from __future__ import annotations

import gc

from oidtrack.domain.tick import keeping_all, ticking


def test_python_looks_for_rings_again_only_where_it_did_before() -> None:
    was_looking = gc.isenabled()
    gc.enable()
    try:
        with keeping_all():
            assert not gc.isenabled()
            with keeping_all():
                assert not gc.isenabled()
            assert not gc.isenabled()
        assert gc.isenabled()
    finally:
        (gc.enable if was_looking else gc.disable)()


def test_each_item_is_told_once_it_is_done_with() -> None:
    told: list[tuple[int, int]] = []
    for item in ticking("ab", 5, lambda done, of: told.append((done, of)), before=2):
        assert len(told) == "ab".index(item)
    assert told == [(3, 5), (4, 5)]
