"""Whether a console of Windows understands the codes for colour; it is asked to, for it may not by itself."""

from __future__ import annotations

import os
from typing import Any

_STDOUT, _STDERR = -11, -12
_UNDERSTANDS = 0x0004
"""ENABLE_VIRTUAL_TERMINAL_PROCESSING of the console's modes, since Windows 10."""


def understands_codes() -> bool:
    """Whether codes for colour and for drawing a line anew mean something here; true wherever this is no Windows."""
    if os.name != "nt":
        return True
    import ctypes

    return switched_on(ctypes.windll.kernel32, ctypes.c_ulong)  # type: ignore[attr-defined,unused-ignore]


def switched_on(kernel: Any, number: Any) -> bool:
    """Ask the console behind stdout and stderr to understand the codes; a stream that is no console says nothing.

    Args:
        kernel: `kernel32`.
        number: Makes what it writes a mode into.
    """
    known = False
    for stream in (_STDOUT, _STDERR):
        handle, mode = kernel.GetStdHandle(stream), number()
        if not kernel.GetConsoleMode(handle, _pointer(mode)):
            continue
        if not (mode.value & _UNDERSTANDS or kernel.SetConsoleMode(handle, mode.value | _UNDERSTANDS)):
            return False
        known = True
    # a shell of another kind (MSYS) is no console to Windows, and has named its terminal
    return known or bool(os.environ.get("TERM"))


def _pointer(mode: Any) -> Any:
    import ctypes

    return ctypes.byref(mode)
