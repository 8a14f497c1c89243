"""`python -m oidtrack` and the console script."""

import gc
import os
import sys
from typing import NoReturn

_SELDOM = (100_000, 50, 100)
"""New values after which Python looks for rings of them. With its own 700 that is a twentieth of a run."""


def main() -> NoReturn:
    """Run the program on the arguments of this process, and leave with its exit code.

    Python would take all values apart one by one first, a sixth of a run, and the system takes the memory back anyway.
    Nothing waits for that: what was said is out, and every file was closed where it was opened.
    """
    gc.set_threshold(*_SELDOM)
    from oidtrack.cli.main import run

    os._exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
