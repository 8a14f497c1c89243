"""What people typed in the letters of the PDF: what those lack is named in place, and no box stands empty."""

from __future__ import annotations

from collections.abc import Container, Iterable
from itertools import groupby
from unicodedata import category, name, normalize

from oidtrack.render.page.console import ASCII, harmless

EMOJI = "emoji"
_OTHER = ""
_HAN = "Chinese or Japanese"
_SCRIPTS = {
    **dict.fromkeys(("CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "FULLWIDTH"), _HAN),
    **dict.fromkeys(("ARABIC", "ARABIC-INDIC", "EXTENDED"), "Arabic"),
    "HEBREW": "Hebrew",
    "HANGUL": "Korean",
}
"""What a script is called where the first word of a letter's name does not say it."""
_WITHOUT_BLANKS = frozenset({_HAN, "Thai", "Lao", "Khmer", "Myanmar", "Tibetan"})
_JOINERS = "\u200c\u200d\ufe0e\ufe0f"
"""Drawn by nobody: they say how the letters beside them are drawn."""
_TONES = range(0x1F3FB, 0x1F400)
"""Of skin, as part of the emoji before."""


def lettered(text: str, known: Container[int]) -> str:
    """Typed text, harmless, with only known letters: `Is [2 words in Hebrew script] good?`.

    Letters of right-to-left scripts are never drawn: they would need to be shaped and set from the right.

    Args:
        text: As typed.
        known: The code points that can be drawn.
    """
    runs = ((script, "".join(char for char, _ in run)) for script, run in groupby(_told(text, known), key=_script))
    return "".join(shown if script is None else _named(script, shown) for script, shown in runs)


def scripts(text: str, known: Container[int]) -> tuple[str, ...]:
    """What of a text is named and not drawn, each once: scripts, `emoji`, `signs`."""
    found = (script for _, script in _told(text, known) if script is not None)
    return tuple(dict.fromkeys(script or "signs" for script in found))


def _script(told: tuple[str, str | None]) -> str | None:
    return told[1]


def _told(text: str, known: Container[int]) -> Iterable[tuple[str, str | None]]:
    """Each character with the script of it where it cannot be drawn; what stands between two of a script goes along."""
    found: list[tuple[str, str | None]] = []
    for char in normalize("NFC", harmless(text)):
        before = found[-1][1] if found else None
        if before is not None and _goes_along(char):
            found.append((char, before))
        elif ord(char) in known or char.isspace():
            found.append((char, None))
        elif char in ASCII:
            found += [(sign, None) for sign in ASCII[char]]
        elif char not in _JOINERS:
            found.append((char, _of(char)))
    return _bridged(found)


def _goes_along(char: str) -> bool:
    """Whether it is part of the letter before it."""
    return char in _JOINERS or ord(char) in _TONES or category(char) in {"Mn", "Mc", "Me"}


def _bridged(told: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    """Blanks and commas between two words of one script are part of what is named; numbers and letters stay."""
    found: list[tuple[str, str | None]] = []
    runs = [(script, list(run)) for script, run in groupby(told, key=_script)]
    for n, (script, run) in enumerate(runs):
        before, after = (runs[n - 1][0], runs[n + 1][0]) if 0 < n < len(runs) - 1 else (None, None)
        inside = script is None and before and before == after and not any(char.isalnum() for char, _ in run)
        found += [(char, before if inside else script) for char, _ in run]
    return found


def _of(char: str) -> str:
    """The script of a letter; `emoji` for a picture, empty for another sign."""
    first, kind = name(char, "").partition(" ")[0], category(char)
    if first in _SCRIPTS:
        return _SCRIPTS[first]
    if kind[0] in "LN":
        return first.capitalize()
    return EMOJI if kind == "So" else _OTHER


def _named(script: str, run: str) -> str:
    """`[2 words in Hebrew script]`, `[emoji]`, `[3 signs]`."""
    if script == EMOJI:
        return "[emoji]"
    by_sign = script in _WITHOUT_BLANKS or script == _OTHER
    count = max(1, sum(category(char)[0] not in "MZ" for char in run)) if by_sign else len(run.split())
    what = f"{count} {'sign' if by_sign else 'word'}{'' if count == 1 else 's'}"
    return f"[{what} in {script} script]" if script else f"[{what}]"
