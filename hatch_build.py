"""The wheel has each facts file as JSON too: see `src/oidtrack.clinical.facts_file.py`."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Facts(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles facts when a wheel is built; where the program runs from its sources they are read as TOML."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the compiled files to the wheel."""
        if version == "editable":
            return
        source = Path(self.root) / "src"
        sys.path.insert(0, str(source))
        from oidtrack.clinical.facts_file import compile_all

        folder = Path(tempfile.mkdtemp(prefix="oidtrack-facts-"))
        data = "oidtrack/clinical/data"
        for made, name in compile_all(source / data, folder).items():
            build_data["force_include"][str(made)] = f"{data}/{name.as_posix()}"
