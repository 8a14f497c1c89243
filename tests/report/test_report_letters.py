"""Which letters the PDF draws, and how it names the others."""

from __future__ import annotations

import pytest

from oidtrack.render.page.paper.pdf_letters import lettered, scripts

KNOWN = frozenset((*range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x300, 0x530)))
"""About what the typeface has: Latin, marks upon letters, Greek, Cyrillic."""


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("Żółć Ωμέγα Привет 20°", "Żółć Ωμέγα Привет 20°"),
        ("Zoe\u0308 x\u0336", "Zoë x\u0336"),
        ("Ask ד״ר כהן on 3 May", "Ask [2 words in Hebrew script] on 3 May"),
        ("שרה, רחל", "[2 words in Hebrew script]"),
        ("ש 20 ר", "[1 word in Hebrew script] 20 [1 word in Hebrew script]"),
        ("שָׁלוֹם", "[1 word in Hebrew script]"),
        ("هل هذا جيد؟", "[3 words in Arabic script]"),
        ("سارة and שרה", "[1 word in Arabic script] and [1 word in Hebrew script]"),
        ("٢٠ mg", "[1 word in Arabic script] mg"),
        ("田中さん。", "[5 signs in Chinese or Japanese script]"),
        ("김 선생", "[2 words in Korean script]"),
        ("हिन्दी में", "[2 words in Devanagari script]"),
        ("ตกใจ", "[4 signs in Thai script]"),
        ("good 😀👍🏽 ☺\ufe0f", "good [emoji]"),
        ("👩\u200d⚕\ufe0f!", "[emoji]!"),
        ("1\ufe0f\u20e3", "1[1 sign]"),
        ("a ∞ b", "a [1 sign] b"),
        ("½ → ≥ ✓", "½ -> >= ok"),
        ("a\u200db", "ab"),
        ("x\u0007y", "x\\x07y"),
        ("", ""),
    ],
)
def test_what_is_drawn(typed: str, drawn: str) -> None:
    assert lettered(typed, KNOWN) == drawn
    assert all(ord(char) in KNOWN for char in drawn)


def test_which_scripts_are_named() -> None:
    assert scripts("שרה 田 سارة שרה 😀 ∞ good", KNOWN) == ("Hebrew", "Chinese or Japanese", "Arabic", "emoji", "signs")
    assert scripts("Żółć Ωμέγα", KNOWN) == ()
