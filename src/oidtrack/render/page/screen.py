"""Tones in colour. Three colours and dim, each with one meaning that the words have too; rich writes the codes.

Of 256 colours these have a contrast of 4 and more on black and on white, so nobody has to say which the terminal is.
Of 16 nobody can know what they look like: there what a colour would say is bold or underlined.
"""

from __future__ import annotations

from functools import cache

from rich.color import ColorSystem
from rich.style import Style

from oidtrack.render.page.parts import Tone

MANY = 256
RED, AMBER, BLUE = 161, 130, 27
_QUIET = {Tone.HEADING: "bold", Tone.NOTE: "dim", Tone.OVER: "dim"}
_OF_MANY = {
    **_QUIET,
    Tone.ALARM: f"bold color({RED})",
    Tone.URGENT: f"bold color({RED})",
    Tone.CARE: f"color({AMBER})",
    Tone.NOW: f"bold color({BLUE})",
}
_OF_FEW = {
    **_QUIET,
    Tone.ALARM: "bold red",
    Tone.URGENT: "bold red",
    Tone.CARE: "magenta",
    Tone.NOW: "bold underline",
}


def dressed(text: str, tone: Tone, colours: int) -> str:
    """A piece of a line as its tone asks; blanks at its ends stay as they are.

    Args:
        text: The piece, harmless already.
        tone: How it is said.
        colours: How many the terminal has, 16 or 256.
    """
    bare = text.strip(" ")
    if not bare:
        return text
    before, after = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
    system = ColorSystem.EIGHT_BIT if colours >= MANY else ColorSystem.STANDARD
    return f"{before}{_style(tone, colours).render(bare, color_system=system)}{after}"


@cache
def _style(tone: Tone, colours: int) -> Style:
    return Style.parse((_OF_MANY if colours >= MANY else _OF_FEW).get(tone, "none"))
