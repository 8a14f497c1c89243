"""Long pages on a terminal, a screen at a time. The only user of rich."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text


def page_through(text: str) -> None:
    """Hand finished text to the person's pager (`PAGER`, else the platform's), colour and all."""
    console = Console(soft_wrap=True, highlight=False)
    with console.pager(styles=True):
        console.print(Text.from_ansi(text), end="")
