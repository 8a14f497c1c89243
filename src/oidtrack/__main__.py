"""`python -m oidtrack` and the console script."""

import gc
import sys

_SELDOM = (100_000, 50, 100)
"""New values after which Python looks for rings of them. With its own 700 that is a twentieth of a run."""


def main() -> int:
    """Run the program on the arguments of this process and give its exit code."""
    gc.set_threshold(*_SELDOM)
    from oidtrack.cli.main import run

    code = run(sys.argv[1:])
    # Python looks through all values for rings once more before it ends: a seventh of a run, and the memory goes anyway
    gc.freeze()
    return code


if __name__ == "__main__":
    sys.exit(main())
