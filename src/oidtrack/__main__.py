"""`python -m oidtrack` and the console script."""

import sys


def main() -> int:
    """Run the program on the arguments of this process and give its exit code."""
    from oidtrack.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
