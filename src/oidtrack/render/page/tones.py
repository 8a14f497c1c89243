"""The tone of a finding; its sign and its word say the same."""

from __future__ import annotations

from oidtrack.render.page.parts import Tone
from oidtrack.rules.base import Severity

TONES = {Severity.INFO: Tone.PLAIN, Severity.WATCH: Tone.CARE, Severity.ACT: Tone.CARE, Severity.URGENT: Tone.URGENT}
