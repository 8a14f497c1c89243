"""Whether a cut is near, asked without reading a plan."""

from __future__ import annotations

from oidtrack.store.near_cut import cut_near

__all__ = ["cut_near"]
