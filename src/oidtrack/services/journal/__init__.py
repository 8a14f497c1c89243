"""The journal: what is written down, changed and taken back."""
