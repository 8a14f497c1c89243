"""`oidtrack completion`: prints what a shell needs to complete words; installs nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from oidtrack.cli.session import Session
from oidtrack.domain.dose import printable
from oidtrack.errors import BadInput

SHELLS = ("bash", "zsh", "fish")
SCRIPTS = Path(__file__).parent
_WHERE = {
    "bash": "~/.bashrc",
    "zsh": "~/.zshrc, after compinit",
    "fish": "~/.config/fish/config.fish",
}


def run(ctx: typer.Context, shell: Annotated[str, typer.Argument(metavar="bash|zsh|fish", help="Your shell.")]) -> None:
    """Print the script that lets Tab complete commands, options, medicines, tags and ids.

    Put the line that fits into the file that your shell reads when it starts:

      bash   source <(oidtrack completion bash)       in ~/.bashrc
      zsh    source <(oidtrack completion zsh)        in ~/.zshrc, after compinit
      fish   oidtrack completion fish | source        in ~/.config/fish/config.fish

    Examples:
      oidtrack completion bash
      oidtrack completion fish
    """
    session: Session = ctx.obj
    name = shell.strip().lower()
    if name not in SHELLS:
        raise BadInput(f"'{printable(shell)}' is no shell that is known here", f"there are {', '.join(SHELLS)}")
    session.show((SCRIPTS / f"completion.{name}").read_text(encoding="utf-8"))
    session.tell(f"This prints only. To keep it, see `oidtrack completion --help` ({_WHERE[name]}).")
