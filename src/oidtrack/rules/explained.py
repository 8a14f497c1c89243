"""What every rule looks for, put together from the rules' own files: said also while nothing is found."""

from __future__ import annotations

from oidtrack.rules.base import Sought
from oidtrack.rules.findings import (
    assessments,
    before_taper,
    companions,
    dosing,
    drifting,
    exposure,
    symptoms,
    taking,
    upkeep,
    wellbeing,
)

_FILES = (assessments, before_taper, companions, dosing, drifting, exposure, symptoms, taking, upkeep, wellbeing)

FINDINGS: tuple[Sought, ...] = tuple(sorted((one for file in _FILES for one in file.SOUGHT), key=lambda one: one.place))
"""What `oidtrack warnings` looks for, in the order in which findings are shown among equals."""

IDS = tuple(one.id for one in FINDINGS)


def looks_for(finding_id: str) -> tuple[str, str]:
    """What a finding looks for, and the id of its source.

    Raises:
        KeyError: There is no such finding.
    """
    return {one.id: (one.rule, one.source) for one in FINDINGS}[finding_id]
