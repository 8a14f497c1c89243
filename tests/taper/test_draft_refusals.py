"""What cannot be drafted, and what is nearest: every word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

import pytest
from msgspec.structs import replace
from regimens import a_request

from oidtrack.domain.dose import Dose, Rate
from oidtrack.domain.medicine import Makings, Release
from oidtrack.errors import OidtrackError
from oidtrack.taper.drafting import draft, drop_order

PATCHES = a_request("25", "12 25", release=Release.PATCH)
TABLETS = a_request("10 10", "5 10")


REFUSED: list[tuple[Callable[[], object], str, str]] = [
    (
        lambda: draft(replace(TABLETS, doses=())),
        "oxycodone has no scheduled dose to come down from",
        "say what is taken: --dose and --at",
    ),
    (
        lambda: draft(a_request("7", "5 10")),
        "7 mg cannot be made from 5 mg and 10 mg",
        "the nearest that can be made: 5 mg and 10 mg",
    ),
    (
        lambda: draft(a_request("7", "5 10", halves="5")),
        "7 mg cannot be made from 5 mg (halves) and 10 mg",
        "the nearest that can be made: 5 mg and 7.5 mg",
    ),
    (
        lambda: draft(a_request("3", "5")),
        "3 mg cannot be made from 5 mg",
        "the nearest that can be made: 5 mg",
    ),
    (
        lambda: draft(replace(PATCHES, doses=a_request("30", "12 25", release=Release.PATCH).doses)),
        "30 mcg/h cannot be made from 12 mcg/h and 25 mcg/h",
        "the nearest that can be made: 25 mcg/h and 36 mcg/h",
    ),
    (
        lambda: draft(replace(TABLETS, makings=Makings())),
        "10 mg cannot be made from no strengths",
        "",
    ),
    (
        lambda: draft(replace(TABLETS, target=Dose(20_000))),
        "the target of 20 mg is not below today's 20 mg a day",
        "a plan only ever comes down",
    ),
    (
        lambda: draft(replace(TABLETS, target=Dose(30_000))),
        "the target of 30 mg is not below today's 20 mg a day",
        "a plan only ever comes down",
    ),
    (
        lambda: draft(replace(TABLETS, target=Dose(7_000))),
        "7 mg a day cannot be made from 5 mg and 10 mg",
        "the nearest that can be made: 5 mg a day and 10 mg a day",
    ),
    (
        lambda: draft(replace(TABLETS, target=Dose(3_000))),
        "3 mg a day cannot be made from 5 mg and 10 mg",
        "the nearest that can be made: 5 mg a day",
    ),
    (
        lambda: draft(replace(PATCHES, target=Rate(13_000))),
        "13 mcg/h cannot be made from 12 mcg/h and 25 mcg/h",
        "the nearest that can be made: 12 mcg/h and 24 mcg/h",
    ),
    (
        lambda: drop_order((time(8), time(20)), ("noon",)),
        "'noon' is no time of this plan",
        "use midday, morning, evening or a time such as 14:00",
    ),
]


@pytest.mark.parametrize(("asked", "message", "hint"), REFUSED, ids=[words for _, words, _ in REFUSED])
def test_what_is_wrong_and_what_helps_are_said(asked: Callable[[], object], message: str, hint: str) -> None:
    with pytest.raises(OidtrackError) as refused:
        asked()

    assert (refused.value.message, refused.value.hint) == (message, hint)
