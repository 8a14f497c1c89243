"""A private journal and taper planner for people on long-term prescribed opioids."""

__version__ = "0.1.0"
