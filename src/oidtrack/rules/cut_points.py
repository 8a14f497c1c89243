"""From how many points on a questionnaire speaks of a depression: for all that asks, names it or calls it fine."""

from __future__ import annotations

PHQ9_LIKELY = 10
"""Source: Kroenke 2001, 10 or more."""
PHQ2_POSITIVE = 3
"""Source: Arroll 2010, 3 or more."""
LOW_FROM = {"phq9": PHQ9_LIKELY, "phq2": PHQ2_POSITIVE}
"""By questionnaire; under these it is in the ordinary range."""
