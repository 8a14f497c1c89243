"""Blocks of documents as they would be written now."""

from __future__ import annotations

import shlex

from running import Oid

SHOWN = 24
"""Lines of output that a document shows; what is longer ends with an ellipsis."""


def replay_block(block: str, oid: Oid) -> str:
    """Every command of a block with what it prints: stdout, stderr, and the exit code where it is not 0."""
    lines = []
    for line in block.splitlines():
        if line.startswith("$ oidtrack"):
            result = oid(*shlex.split(line.removeprefix("$ oidtrack")))
            shown = result.out.rstrip("\n").splitlines()
            if len(shown) > SHOWN:
                shown = [*shown[: SHOWN - 1], "…"]
            lines += [line, *shown, *result.err.rstrip("\n").splitlines()]
            lines += [f"(exit {result.code})"] if result.code else []
    return "".join(f"{line}\n" for line in lines)
