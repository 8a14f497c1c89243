"""What reaches a terminal: glyphs it can show, a little colour, nothing that could move it."""

from __future__ import annotations

import pytest

from oidtrack.render.page.console import finished, fits, harmless, one_line
from oidtrack.render.page.machine import in_ascii


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("plain ½ é 😀", "plain ½ é 😀"),
        ("a\x1b[31mred", "a\\x1b[31mred"),
        ("bell\x07 back\b nul\0", "bell\\x07 back\\x08 nul\\x00"),
        ("\x9b1A", "\\x9b1A"),
        ("turned \u202eround", "turned \\u202eround"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("\r over", "\\x0d over"),
        ("می\u200cخواهم 👨\u200d👩", "می\u200cخواهم 👨\u200d👩"),
    ],
)
def test_what_could_move_a_terminal_is_named(typed: str, shown: str) -> None:
    assert harmless(typed) == shown


def test_typed_text_fits_on_one_line() -> None:
    assert one_line("a\nb\r\nc\td\x1b") == "a | b | c d\\x1b"


def test_ascii_where_there_is_no_more() -> None:
    page = finished("½ × 5 mg – µg … ✓ é", unicode=False)
    assert page == "1/2 x 5 mg - ug ... ok e"


def test_one_and_a_half_is_never_eleven_halves() -> None:
    page = finished("1½ × 10 mg, 10¼, ¾", unicode=False)
    assert page == "1 1/2 x 10 mg, 10 1/4, 3/4"


@pytest.mark.parametrize(
    ("encoding", "shows"), [("utf-8", True), ("ascii", False), ("latin-1", False), (None, False), ("no-such", False)]
)
def test_which_encodings_show_our_glyphs(encoding: str | None, shows: bool) -> None:
    assert fits(encoding) is shows


def test_a_document_in_ascii_means_the_same() -> None:
    assert in_ascii('{"note": "é 😀"}') == '{"note": "\\u00e9 \\ud83d\\ude00"}'
